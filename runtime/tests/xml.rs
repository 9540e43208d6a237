//! Values become XML and come back, and text that is not well-formed is refused.

#![cfg(feature = "xml")]
#![allow(clippy::expect_used, reason = "a test stops where something it needs is missing")]

use serde_json::{Value as Json, json};
use stubsmith_runtime::xml::{Item, Member, Name, Object, Place, Root, Shape, decode, from_xml, to_xml};
use stubsmith_runtime::{Context, DecodeError, Direction};

static TEXT: Shape = Shape::Text;

static TOKEN: Shape = Shape::Token;

static BOOK: Shape = Shape::Object(Object {
    members: &[
        member("isbn", "isbn", Place::Attribute, &TEXT),
        member("title", "title", Place::Element, &TEXT),
        member("authors", "author", items(true), &TEXT),
        member("notes", "note", items(false), &TEXT),
        member("editions", "editions", Place::Element, &EDITIONS),
        member("sequel", "sequel", Place::Element, &BOOK),
    ],
    additional: None,
});

static EDITIONS: Shape = Shape::Array(Item {
    name: Name::plain("edition"),
    shape: &EDITION,
});

static EDITION: Shape = Shape::Object(Object {
    members: &[
        member("year", "year", Place::Attribute, &TOKEN),
        member("label", "label", Place::Text { required: false }, &TEXT),
    ],
    additional: None,
});

static ROOT: Root = Root {
    name: Name::qualified("book", "b", "urn:books"),
    shape: &BOOK,
};

/// Attributes in namespaces, and what stands where one looks for something else.
static PLACED: Root = Root {
    name: Name::qualified("placed", "a", "urn:a"),
    shape: &Shape::Object(Object {
        members: &[
            attribute("one", "a", "urn:a"),
            attribute("two", "b", "urn:b"),
            attribute("three", "b", "urn:b"),
            attribute("lang", "xml", "http://www.w3.org/XML/1998/namespace"),
            attribute("none", "", "urn:c"),
            member("text", "text", Place::Text { required: true }, &TEXT),
            member("count", "count", Place::Element, &TOKEN),
            member("list", "item", items(false), &TOKEN),
        ],
        additional: None,
    }),
};

const fn items(required: bool) -> Place {
    let wrapper = "list";
    Place::Items { required, wrapper }
}

const fn attribute(local: &'static str, prefix: &'static str, namespace: &'static str) -> Member {
    let name = Name::qualified(local, prefix, namespace);
    Member::new(local, name, Place::Attribute, &Shape::Text)
}

static ANYTHING: Root = Root {
    name: Name::plain("any"),
    shape: &Shape::Any,
};

static MAP: Root = Root {
    name: Name::plain("map"),
    shape: &Shape::Object(Object {
        members: &[],
        additional: Some(&TEXT),
    }),
};

const fn member(json: &'static str, name: &'static str, place: Place, shape: &'static Shape) -> Member {
    Member::new(json, Name::plain(name), place, shape)
}

fn written(value: &Json, root: &Root) -> String {
    let text = String::from_utf8(to_xml(value, root)).expect("UTF-8");
    text.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>")
        .expect("a declaration")
        .to_owned()
}

fn read(text: &str, root: &Root) -> Json {
    let tape = from_xml(text.as_bytes(), root).expect("XML");
    serde_json::to_value(tape.root()).expect("JSON")
}

#[test]
fn shapes_are_followed_in_both_directions() {
    let value = json!({
        "isbn": "1\"<2",
        "title": "A & B",
        "authors": ["x", "y"],
        "editions": [{ "year": "1999", "label": "first" }],
        "sequel": { "isbn": "3", "title": "", "authors": [] }
    });
    let text = written(&value, &ROOT);
    assert_eq!(
        text,
        "<b:book xmlns:b=\"urn:books\" isbn=\"1&quot;&lt;2\"><title>A &amp; B</title><author>x</author><author>y</author>\
         <editions><edition year=\"1999\">first</edition></editions>\
         <sequel isbn=\"3\"><title></title></sequel></b:book>"
    );
    assert_eq!(read(&text, &ROOT), value);
}

#[test]
fn what_the_shape_does_not_name_is_passed_over() {
    let text = "<?xml version='1.0'?><!-- c --><x:whatever xmlns:x='u' other='1'>\n  <title><![CDATA[<a>]]>&#x21;&lt;</title>\n  \
                <unknown/>\n</x:whatever>";
    assert_eq!(read(text, &ROOT), json!({ "title": "<a>!<", "authors": [] }));
}

#[test]
fn null_is_nil() {
    let value = json!({ "title": null, "authors": [] });
    let text = written(&value, &ROOT);
    assert!(text.contains("xsi:nil=\"true\"/>"), "{text}");
    assert_eq!(read(&text, &ROOT), value);
}

#[test]
fn only_an_attribute_with_a_prefix_says_nil() {
    assert_eq!(
        read("<any nil='true'>a</any>", &ANYTHING),
        json!({ "nil": "true", "$text": "a" })
    );
    assert_eq!(read("<any x:nil='1'/>", &ANYTHING), json!(null));
    let absent = written(&json!({ "notes": null, "isbn": null }), &ROOT);
    assert_eq!(absent, "<b:book xmlns:b=\"urn:books\"></b:book>");
}

#[test]
fn a_prefix_is_declared_once_where_it_is_used() {
    let value = json!({ "one": "1", "two": "2", "three": "3", "lang": "en", "none": "4", "text": "t" });
    let text = written(&value, &PLACED);
    assert_eq!(
        text,
        "<a:placed xmlns:a=\"urn:a\" a:one=\"1\" xmlns:b=\"urn:b\" b:two=\"2\" b:three=\"3\" xml:lang=\"en\" \
         none=\"4\">t</a:placed>"
    );
    assert_eq!(read(&text, &PLACED), value);
}

#[test]
fn white_space_and_an_element_around_items_are_seen_through() {
    let text = "<placed>\n  <list><item> 1 </item><item>2</item></list>\n  <count>\n3\n</count>\n</placed>";
    assert_eq!(
        read(text, &PLACED),
        json!({ "text": "", "count": "3", "list": ["1", "2"] })
    );
    let bare = read("<placed> x <item>1</item><list><item>2</item></list></placed>", &PLACED);
    assert_eq!(bare, json!({ "text": "x", "list": ["1"] }));
    assert_eq!(read("<placed> x </placed>", &PLACED), json!({ "text": " x " }));
    assert_eq!(
        read("<placed><list/></placed>", &PLACED),
        json!({ "text": "", "list": [] })
    );
}

#[test]
fn numbers_are_read_from_text() {
    static NUMBERS: Root = Root {
        name: Name::plain("numbers"),
        shape: &Shape::Array(Item {
            name: Name::plain("n"),
            shape: &Shape::Token,
        }),
    };
    let numbers: Vec<i64> = decode(
        b"\xef\xbb\xbf<x><n>1</n><m/><n> -2 </n></x>",
        &NUMBERS,
        Context::new(Direction::Request),
    )
    .expect("numbers");
    assert_eq!(numbers, [1, -2]);
    let error = decode::<Vec<i64>>(b"<x><n>1</n><n>a</n></x>", &NUMBERS, Context::new(Direction::Request))
        .expect_err("no number");
    assert!(matches!(&error, DecodeError::Violations(_)), "{error}");
    assert!(error.to_string().starts_with("/1: "), "{error}");
    let error = decode::<Vec<i64>>(b"<x>", &NUMBERS, Context::new(Direction::Request)).expect_err("no XML");
    assert!(matches!(&error, DecodeError::Syntax(_)), "{error}");
}

#[test]
fn values_without_a_shape_and_maps() {
    let value = json!({ "a": "1", "list": ["x", "y"], "inner": { "b": "2" } });
    assert_eq!(read(&written(&value, &ANYTHING), &ANYTHING), value);
    let numbers = json!({ "a": 1, "b": 1.5, "c": true, "not a name": 1 });
    assert_eq!(written(&numbers, &MAP), "<map><a>1</a><b>1.5</b><c>true</c></map>");
    assert_eq!(read("<map><a>1</a><b/></map>", &MAP), json!({ "a": "1", "b": "" }));
}

#[test]
fn white_space_within_values_is_kept() {
    let value = json!({ "one": "\r\n\tx", "two": " ", "text": "\r\r\n\ty" });
    assert_eq!(read(&written(&value, &PLACED), &PLACED), value);
}

#[test]
fn no_other_element_takes_the_name_of_a_member() {
    static TAGGED: Root = Root {
        name: Name::plain("tagged"),
        shape: &Shape::Object(Object {
            members: &[
                member("tag", "tag", Place::Attribute, &TEXT),
                member("list", "item", items(false), &TEXT),
            ],
            additional: Some(&TEXT),
        }),
    };
    let text = "<tagged tag='1'><tag>2</tag><item>3</item><more>4</more></tagged>";
    assert_eq!(
        from_xml(text.as_bytes(), &TAGGED)
            .expect("XML")
            .root()
            .as_object()
            .map(|members| members.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()),
        Some(vec!["tag".to_owned(), "list".to_owned(), "more".to_owned()])
    );
}

#[test]
fn malformed_text_is_refused_with_its_place() {
    let deep = "<a>".repeat(200);
    let wide: String = (0..1000).map(|index| format!(" a{index}=''")).collect();
    let wide = format!("<a{wide}/>");
    for (text, message) in [
        ("", "the XML ends before its root element does at line 1 column 1"),
        ("<a>", "the XML ends before its root element does at line 1 column 4"),
        ("<a></b>", "the XML is not well-formed at line 1 column 4"),
        ("<a/><b/>", "a document has one root element at line 1 column 5"),
        ("text", "text stands outside of elements at line 1 column 1"),
        (
            "<a>\n&bomb;</a>",
            "an entity is not one of XML's own at line 2 column 1",
        ),
        (
            "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>",
            "a document type is not allowed at line 1 column 1",
        ),
        (
            "<!DOCTYPE a SYSTEM 'file:///etc/passwd'><a/>",
            "a document type is not allowed at line 1 column 1",
        ),
        (&wide, "an element has too many attributes at line 1 column 1"),
        ("<a b='1' b='2'/>", "an attribute is malformed at line 1 column 1"),
        (
            "<a>\n<<b></<b></a>",
            "the name of an element is malformed at line 2 column 1",
        ),
        ("<1/>", "the name of an element is malformed at line 1 column 1"),
        ("<a:b:c/>", "the name of an element is malformed at line 1 column 1"),
        ("<a é\u{7f}='1'/>", "an attribute is malformed at line 1 column 1"),
        (
            "<a>\u{1}</a>",
            "a character is one that XML cannot hold at line 1 column 4",
        ),
        (
            "<a>\n\u{fffe}</a>",
            "a character is one that XML cannot hold at line 2 column 1",
        ),
        ("<a b='&#12;'/>", "an attribute is malformed at line 1 column 1"),
        ("<a>&#1;</a>", "an entity is not one of XML's own at line 1 column 4"),
        (
            "<?xml version='1.0' encoding='latin1'?><a>é</a>",
            "the XML says that it is not UTF-8 at line 1 column 1",
        ),
        ("<a b=1/>", "an attribute is malformed at line 1 column 1"),
        (&deep, "elements are nested too deep at line 1 column 385"),
    ] {
        let error = from_xml(text.as_bytes(), &ANYTHING).expect_err(text);
        assert_eq!(error.to_string(), message, "{text}");
    }
    assert!(from_xml(b"<a>\xff</a>", &ANYTHING).is_err());
    for text in [
        "<?xml version='1.0' encoding='latin1'?><a>e</a>",
        "<?xml version='1.0' encoding='Utf-8'?><a>é</a>",
    ] {
        assert!(from_xml(text.as_bytes(), &ANYTHING).is_ok(), "{text}");
    }
}

/// A body of the largest size is read in a moment, whatever it holds: the work grows with the text, not with its square.
#[test]
fn very_many_elements_cost_no_more_than_their_number() {
    let many: String = (0..200_000).map(|index| format!("<e{index}/>")).collect();
    let text = format!("<map>{many}</map>");
    for root in [&MAP, &ANYTHING, &ROOT] {
        let started = std::time::Instant::now();
        from_xml(text.as_bytes(), root).expect("XML");
        assert!(started.elapsed() < std::time::Duration::from_secs(20), "{root:?}");
    }
}
