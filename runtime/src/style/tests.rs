use serde_json::{Value as Json, json};

use super::read::{self, Pairs};
use super::write::{self, Escape};
use super::{FormLayout, ReadFault, Shape, Style, Styled, WriteFault};
use crate::context::{Context, Direction};
use crate::writer::Writer;

/// Escapes all that a URL might take for something else.
fn encode(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~".contains(&byte);
    let escaped = |byte: u8| format!("%{byte:02X}");
    let each = text.bytes().map(|byte| {
        if plain(byte) {
            char::from(byte).to_string()
        } else {
            escaped(byte)
        }
    });
    each.collect()
}

fn decode(raw: &[u8]) -> Result<String, ReadFault> {
    Ok(crate::server::decode_for_tests(raw)?)
}

fn as_is(raw: &[u8]) -> Result<String, ReadFault> {
    String::from_utf8(raw.to_vec()).map_err(|_| ReadFault::Utf8)
}

const RGB: Shape = Shape::Object {
    members: &[("R", Shape::Text), ("G", Shape::Text), ("B", Shape::Text)],
    besides: None,
};

/// The table of OpenAPI 3.1.1, section 4.8.12.4, one text each.
#[test]
fn texts_of_the_specification() {
    let list = json!(["blue", "black", "brown"]);
    let object = json!({"R": "100", "G": "200", "B": "150"});
    let table: [(Style, bool, Shape, &Json, &str); 16] = [
        (Style::Matrix, false, Shape::Text, &json!(""), ";color"),
        (Style::Matrix, true, Shape::Text, &json!("blue"), ";color=blue"),
        (Style::Matrix, false, Shape::Texts, &list, ";color=blue,black,brown"),
        (
            Style::Matrix,
            true,
            Shape::Texts,
            &list,
            ";color=blue;color=black;color=brown",
        ),
        (Style::Matrix, false, RGB, &object, ";color=B,150,G,200,R,100"),
        (Style::Matrix, true, RGB, &object, ";B=150;G=200;R=100"),
        (Style::Label, false, Shape::Text, &json!(""), "."),
        (Style::Label, true, Shape::Text, &json!("blue"), ".blue"),
        (Style::Label, false, Shape::Texts, &list, ".blue,black,brown"),
        (Style::Label, true, Shape::Texts, &list, ".blue.black.brown"),
        (Style::Label, false, RGB, &object, ".B,150,G,200,R,100"),
        (Style::Label, true, RGB, &object, ".B=150.G=200.R=100"),
        (Style::Simple, false, Shape::Texts, &list, "blue,black,brown"),
        (Style::Simple, false, RGB, &object, "B,150,G,200,R,100"),
        (Style::Simple, true, RGB, &object, "B=150,G=200,R=100"),
        (
            Style::Json,
            false,
            Shape::Any,
            &json!({"a": [1, null]}),
            "%7B%22a%22%3A%5B1%2Cnull%5D%7D",
        ),
    ];
    for (style, explode, shape, value, text) in table {
        let how = Styled::new(style, explode, shape);
        let tape = Writer::to_tape(value);
        let written = write::delimited(tape.root(), "color", how, Escape::Percent(encode));
        assert_eq!(written.as_deref(), Ok(text), "{how:?}");
        let read = read::delimited(text, "color", how, decode).map(|tree| tree.to_tape());
        assert_eq!(
            read.map(|tape| serde_json::to_value(tape.root()).unwrap()).as_ref(),
            Ok(value),
            "{how:?}"
        );
    }
}

fn query(text: &str) -> Pairs {
    let mut pairs = Pairs::default();
    for pair in text.split('&').filter(|pair| !pair.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        pairs.push(decode(name.as_bytes()).unwrap_or_default(), value.to_owned());
    }
    pairs
}

/// The same, as pairs.
#[test]
fn pairs_of_the_specification() {
    let list = json!(["blue", "black", "brown"]);
    let object = json!({"B": "150", "G": "200", "R": "100"});
    let deep = json!({"a": {"b": "1", "c": ["x", "y"]}, "l": [{"k": "v"}, {"k": "w"}]});
    let table: [(Style, bool, Shape, &Json, &str); 17] = [
        (Style::Form, false, Shape::Text, &json!(""), "color="),
        (Style::Form, true, Shape::Text, &json!("blue"), "color=blue"),
        (Style::Form, false, Shape::Texts, &list, "color=blue,black,brown"),
        (
            Style::Form,
            true,
            Shape::Texts,
            &list,
            "color=blue&color=black&color=brown",
        ),
        (Style::Form, false, RGB, &object, "color=B,150,G,200,R,100"),
        (Style::Form, true, RGB, &object, "B=150&G=200&R=100"),
        (
            Style::Form,
            true,
            Shape::Texts,
            &json!(["a,b&c=d%"]),
            "color=a%2Cb%26c%3Dd%25",
        ),
        (Style::Form, false, Shape::Texts, &json!(["a,b", "c"]), "color=a%2Cb,c"),
        (
            Style::Form,
            true,
            Shape::Any,
            &json!([["1"], {"a": null}]),
            "color=%5B%221%22%5D&color=%7B%22a%22%3Anull%7D",
        ),
        (
            Style::SpaceDelimited,
            false,
            Shape::Texts,
            &list,
            "color=blue%20black%20brown",
        ),
        (
            Style::TabDelimited,
            false,
            Shape::Texts,
            &list,
            "color=blue%09black%09brown",
        ),
        (
            Style::SpaceDelimited,
            false,
            RGB,
            &object,
            "color=B%20150%20G%20200%20R%20100",
        ),
        (
            Style::PipeDelimited,
            false,
            Shape::Texts,
            &list,
            "color=blue%7Cblack%7Cbrown",
        ),
        (
            Style::PipeDelimited,
            false,
            RGB,
            &object,
            "color=B%7C150%7CG%7C200%7CR%7C100",
        ),
        (
            Style::DeepObject,
            true,
            RGB,
            &object,
            "color%5BB%5D=150&color%5BG%5D=200&color%5BR%5D=100",
        ),
        (
            Style::DeepObject,
            true,
            Shape::Texts,
            &list,
            "color%5B%5D=blue&color%5B%5D=black&color%5B%5D=brown",
        ),
        (
            Style::DeepObject,
            true,
            Shape::Any,
            &deep,
            "color%5Ba%5D%5Bb%5D=1&color%5Ba%5D%5Bc%5D%5B%5D=x&color%5Ba%5D%5Bc%5D%5B%5D=y&color%5Bl%5D%5B0%5D%5Bk%5D=v\
             &color%5Bl%5D%5B1%5D%5Bk%5D=w",
        ),
    ];
    for (style, explode, shape, value, text) in table {
        let how = Styled::new(style, explode, shape);
        let tape = Writer::to_tape(value);
        let pairs = write::pairs(tape.root(), "color", how, encode).unwrap();
        let written: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
        assert_eq!(written.join("&"), text, "{how:?}");
        let read = read::pairs(&query(text), "color", how, decode).unwrap().unwrap();
        assert_eq!(&serde_json::to_value(read.to_tape().root()).unwrap(), value, "{how:?}");
    }
}

/// What other senders write.
#[test]
fn other_ways_to_write_the_same_are_read() {
    let deep = Styled::new(Style::DeepObject, true, Shape::Any);
    let object = Shape::Object {
        members: &[("ids", Shape::Texts), ("n", Shape::Text)],
        besides: Some(&["page"]),
    };
    let (form, deep_object) = (
        Styled::new(Style::Form, true, object),
        Styled::new(Style::DeepObject, true, object),
    );
    let pipes = Styled::new(Style::PipeDelimited, false, Shape::Texts);
    let spaces = Styled::new(Style::SpaceDelimited, false, Shape::Texts);
    let tabs = Styled::new(Style::TabDelimited, false, Shape::Texts);
    let table: [(Styled, &str, Json); 14] = [
        (deep, "q=1", json!("1")),
        (deep, "q[0]=a&q[1]=b", json!(["a", "b"])),
        (deep, "q[a][]=1&q[a][]=2&q[b]=", json!({"a": ["1", "2"], "b": ""})),
        (deep, "q[a]=1&q[a]=2", json!({"a": ["1", "2"]})),
        (
            deep,
            "q[a][0][b]=1&q[a][1][b]=2",
            json!({"a": [{"b": "1"}, {"b": "2"}]}),
        ),
        (deep_object, "q[ids]=1", json!({"ids": ["1"]})),
        (form, "ids=1&other=2&page=3", json!({"ids": ["1"], "other": "2"})),
        (form, "q=%7B%22n%22:1%7D&page=3", json!({"q": {"n": 1}})),
        (pipes, "q=a|b%7cc", json!(["a", "b", "c"])),
        (pipes, "q=a|b&q=c", json!(["a", "b", "c"])),
        (pipes, "q=", json!([])),
        (spaces, "q=a+b c", json!(["a", "b", "c"])),
        (tabs, "q=a%09b\tc", json!(["a", "b", "c"])),
        (
            Styled::new(Style::PipeDelimited, true, Shape::Texts),
            "q=a&q=b|c",
            json!(["a", "b|c"]),
        ),
    ];
    for (how, text, value) in table {
        let read = read::pairs(&query(text), "q", how, decode).unwrap().unwrap();
        assert_eq!(serde_json::to_value(read.to_tape().root()).unwrap(), value, "{text}");
        assert_eq!(
            read::pairs(
                &query("page=1&qq=2"),
                "q",
                Styled {
                    shape: Shape::Any,
                    ..how
                },
                decode
            ),
            Ok(None)
        );
    }
}

#[test]
fn what_is_broken_is_told() {
    let text = Styled::new(Style::Form, true, Shape::Text);
    let deep = Styled::new(Style::DeepObject, true, Shape::Any);
    let table = [
        (text, "q=1&q=2", ReadFault::Repeated.into()),
        (text, "q=%zz", ReadFault::Escape.into()),
        (text, "q=%ff", ReadFault::Utf8.into()),
        (deep, "q[a]=1&q[a][b]=2", ReadFault::Repeated.into()),
        (
            deep,
            "q[a][a][a][a][a][a][a][a][a][a][a][a][a][a][a][a][a]=2",
            ReadFault::Depth.into(),
        ),
        (
            Styled::new(Style::Form, false, RGB),
            "q=R,1,G",
            ReadFault::Unpaired.into(),
        ),
        (
            Styled::new(Style::Form, false, RGB),
            "q=R,1,R,2",
            ReadFault::Repeated.in_member("R"),
        ),
        (
            Styled::new(Style::Form, true, RGB),
            "R=1&R=2",
            ReadFault::Repeated.in_member("R"),
        ),
        (
            Styled::new(Style::Form, false, RGB),
            "q=R,%zz",
            ReadFault::Escape.in_member("R"),
        ),
        (
            Styled::new(Style::Form, true, RGB),
            "R=1&G=%zz",
            ReadFault::Escape.in_member("G"),
        ),
        (
            Styled::new(Style::PipeDelimited, false, Shape::Texts),
            "q=a|%ff",
            ReadFault::Utf8.in_element(1),
        ),
        (
            Styled::new(Style::Form, true, Shape::Texts),
            "q=a&q=%ff",
            ReadFault::Utf8.in_element(1),
        ),
        (Styled::json(), "q={", ReadFault::Json.into()),
        (Styled::json(), "q=1&q=2", ReadFault::Repeated.into()),
    ];
    for (how, text, fault) in table {
        assert_eq!(read::pairs(&query(text), "q", how, decode), Err(fault), "{text}");
    }
    let table = [
        (Style::Matrix, Shape::Text, "color=1", ReadFault::Prefix.into()),
        (Style::Matrix, Shape::Text, ";colour=1", ReadFault::Prefix.into()),
        (Style::Matrix, Shape::Text, ";colors=1", ReadFault::Prefix.into()),
        (Style::Label, Shape::Text, "blue", ReadFault::Prefix.into()),
        (Style::Simple, RGB, "R", ReadFault::Unpaired.into()),
    ];
    for (style, shape, text, fault) in table {
        let how = Styled::new(style, false, shape);
        assert_eq!(read::delimited(text, "color", how, decode), Err(fault), "{text}");
    }
}

#[test]
fn delimiters_that_cannot_be_escaped_are_not_written() {
    let refused = |style, explode, value: Json| {
        let how = Styled::new(style, explode, Shape::Any);
        write::pairs(Writer::to_tape(&value).root(), "q", how, encode).unwrap_err()
    };
    assert_eq!(
        refused(Style::PipeDelimited, false, json!(["a|b"])),
        WriteFault::Delimiter
    );
    assert_eq!(
        refused(Style::SpaceDelimited, false, json!(["a b"])),
        WriteFault::Delimiter
    );
    assert_eq!(
        refused(Style::DeepObject, true, json!({"a[b]": 1})),
        WriteFault::Bracket
    );
    let header = |value: Json, explode| {
        let how = Styled::new(Style::Simple, explode, Shape::Any);
        write::delimited(Writer::to_tape(&value).root(), "q", how, Escape::Impossible)
    };
    assert_eq!(header(json!(["a,b"]), false), Err(WriteFault::Delimiter));
    assert_eq!(header(json!({"a=b": 1}), true), Err(WriteFault::Delimiter));
    assert_eq!(header(json!("a,b"), false).as_deref(), Ok("a,b"));
    assert_eq!(
        header(json!({"a": "b=c", "d": 1.5}), true).as_deref(),
        Ok("a=b=c,d=1.5")
    );
    let how = Styled::new(Style::Simple, true, RGB);
    let read = read::delimited("R=100,G=2=3", "q", how, as_is).unwrap();
    assert_eq!(
        serde_json::to_value(read.to_tape().root()).unwrap(),
        json!({"G": "2=3", "R": "100"})
    );
}

#[test]
fn forms_are_written_and_read() {
    const LAYOUT: FormLayout = FormLayout {
        members: &[
            ("tags", Styled::new(Style::Form, true, Shape::Texts)),
            ("ids", Styled::new(Style::PipeDelimited, false, Shape::Texts)),
            ("deep", Styled::new(Style::DeepObject, true, Shape::Any)),
            ("json", Styled::json()),
        ],
        rest: Shape::Text,
    };
    let value = json!({
        "name": "a b&c", "count": 3, "none": null, "tags": ["x"], "ids": ["1", "2"], "deep": {"a": {"b": "c"}},
        "json": {"n": 1}
    });
    let pairs = LAYOUT.write(Writer::to_tape(&value).root(), encode).unwrap();
    let text: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
    let text = text.join("&");
    assert_eq!(
        text,
        "count=3&deep%5Ba%5D%5Bb%5D=c&ids=1%7C2&json=%7B%22n%22%3A1%7D&name=a%20b%26c&tags=x"
    );
    let mut cx = Context::new(Direction::Request).of_text();
    let read = LAYOUT.read(&query(&text), decode, &mut cx).unwrap();
    assert_eq!(
        serde_json::to_value(read.to_tape().root()).unwrap(),
        json!({
            "name": "a b&c", "count": "3", "tags": ["x"], "ids": ["1", "2"], "deep": {"a": {"b": "c"}},
            "json": {"n": 1}
        })
    );
    assert_eq!(
        LAYOUT.read(&query("name=1&name=2&json=%7B&name2=%zz"), decode, &mut cx),
        None
    );
    let noted: Vec<String> = cx.violations().iter().map(ToString::to_string).collect();
    assert_eq!(
        noted,
        [
            "/json: must be JSON",
            "/name: must be sent only once",
            "/name2: must be percent-encoded correctly"
        ]
    );
}
