//! Values become XML and come back, and text that is not well-formed is refused.

#![cfg(feature = "xml")]
#![allow(clippy::expect_used, reason = "a test stops where something it needs is missing")]

use serde_json::{Value as Json, json};
use stubsmith_runtime::xml::{Item, Member, Name, Object, Place, Root, Shape, from_xml, to_xml};

static TEXT: Shape = Shape::Text;

static BOOK: Shape = Shape::Object(Object {
    members: &[
        member("isbn", "isbn", Place::Attribute, &TEXT),
        member("title", "title", Place::Element, &TEXT),
        member("authors", "author", Place::Items { required: true }, &TEXT),
        member("notes", "note", Place::Items { required: false }, &TEXT),
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
        member("year", "year", Place::Attribute, &TEXT),
        member("label", "label", Place::Text, &TEXT),
    ],
    additional: None,
});

static ROOT: Root = Root {
    name: Name {
        local: "book",
        prefix: "b",
        namespace: "urn:books",
    },
    shape: &BOOK,
};

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
    Member {
        json,
        name: Name::plain(name),
        place,
        shape,
    }
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
fn values_without_a_shape_and_maps() {
    let value = json!({ "a": "1", "list": ["x", "y"], "inner": { "b": "2" } });
    assert_eq!(read(&written(&value, &ANYTHING), &ANYTHING), value);
    let numbers = json!({ "a": 1, "b": 1.5, "c": true, "not a name": 1 });
    assert_eq!(written(&numbers, &MAP), "<map><a>1</a><b>1.5</b><c>true</c></map>");
    assert_eq!(read("<map><a>1</a><b/></map>", &MAP), json!({ "a": "1", "b": "" }));
}

#[test]
fn malformed_text_is_refused_with_its_place() {
    let deep = "<a>".repeat(200);
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
            "an entity is not one of XML's own at line 1 column 34",
        ),
        ("<a b=1/>", "an attribute is malformed at line 1 column 1"),
        (&deep, "elements are nested too deep at line 1 column 385"),
    ] {
        let error = from_xml(text.as_bytes(), &ANYTHING).expect_err(text);
        assert_eq!(error.to_string(), message, "{text}");
    }
    assert!(from_xml(b"<a>\xff</a>", &ANYTHING).is_err());
}
