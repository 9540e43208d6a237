use std::sync::LazyLock;

use super::super::schema::{Member, Schema, TextFormat};
use super::{Answer, Example, Header, Status, Written};
use crate::mock::Mock;
use crate::server::RequestContext;
use crate::{HeaderReader, HeaderWriter, ResponseHeaders};

/// The headers of a request.
type Headers<'h> = &'h [(&'h str, &'h str)];

fn context(prefer: Headers<'_>) -> RequestContext {
    let request = prefer.iter().fold(http::Request::get("/"), |request, (name, value)| {
        request.header(*name, *value)
    });
    RequestContext::from(request.body(()).unwrap().into_parts().0)
}

#[derive(Debug, PartialEq)]
struct Letters(String);

impl crate::Decode for Letters {
    fn decode(value: crate::Value<'_>, cx: &mut crate::Context) -> Option<Self> {
        let text = String::decode(value, cx)?;
        if text.len() > 3 {
            cx.note("maxLength", "must have at most 3 characters");
            return None;
        }
        Some(Self(text))
    }
}

const fn answer(status: Status, examples: &'static [Example], body: &'static Schema) -> Answer {
    Answer {
        status,
        media_types: &["application/json"],
        examples,
        body,
        headers: &[],
    }
}

const SHORT: Schema = Schema::Text {
    format: TextFormat::Plain,
    least: 1,
    most: Some(3),
};

static ANSWERS: [Answer; 5] = [
    answer(Status::Range(3), &[], &SHORT),
    answer(
        Status::Code(201),
        &[
            Example {
                name: "long",
                value: r#""abcd""#,
            },
            Example {
                name: "short",
                value: r#""ab""#,
            },
            Example {
                name: "other",
                value: r#""cd""#,
            },
        ],
        &SHORT,
    ),
    answer(Status::Code(404), &[], &Schema::Never),
    answer(
        Status::Range(4),
        &[Example {
            name: "late",
            value: r#""no""#,
        }],
        &SHORT,
    ),
    answer(Status::Error, &[], &SHORT),
];

#[test]
fn the_first_success_is_answered_unless_another_is_preferred() {
    let table: [(Headers<'_>, usize, u16); 9] = [
        (&[], 1, 201),
        (&[("prefer", "code=404")], 2, 404),
        (&[("Prefer", "respond-async, code=\"418\"; wait=10")], 3, 418),
        (&[("prefer", "code=503")], 4, 503),
        (&[("prefer", "code=302")], 0, 302),
        (&[("prefer", "code=204")], 1, 201),
        (&[("prefer", "code=99999999")], 1, 201),
        (&[("prefer", "example=late")], 3, 400),
        (&[("prefer", "example=late"), ("prefer", "code=201")], 1, 201),
    ];
    for (headers, index, status) in table {
        let chosen = Mock::new().choose(&context(headers), &ANSWERS);
        assert_eq!(chosen.index(), index, "{headers:?}");
        if index != 1 && index != 2 {
            let status_in: crate::StatusRange<300, 599> = chosen.status().unwrap();
            assert_eq!(status_in.get().as_u16(), status, "{headers:?}");
        }
    }
}

#[test]
fn examples_that_break_their_schema_give_way() {
    let body = |prefer: Headers<'_>| Mock::new().choose(&context(prefer), &ANSWERS).body::<Letters>();
    assert_eq!(body(&[]).unwrap(), Letters("ab".to_owned()));
    assert_eq!(body(&[("prefer", "example=other")]).unwrap(), Letters("cd".to_owned()));
    assert_eq!(body(&[("prefer", "example=long")]).unwrap(), Letters("ab".to_owned()));
    assert_eq!(
        body(&[("prefer", "code=404")]).unwrap_err().to_string(),
        "the mock has no body for the answer 404 of ``: : the schema allows no value"
    );
}

#[test]
fn examples_in_lists_are_left_out_one_by_one() {
    static ITEMS: Schema = Schema::Exemplified {
        examples: &[r#"["far too long"]"#],
        schema: &Schema::Array {
            items: &Schema::Exemplified {
                examples: &[r#""ab""#],
                schema: &SHORT,
            },
            least: 2,
            most: Some(2),
            unique: false,
        },
    };
    static LISTS: LazyLock<[Answer; 1]> = LazyLock::new(|| [answer(Status::Code(200), &[], &ITEMS)]);
    let list: Vec<Letters> = Mock::new().choose(&context(&[]), &*LISTS).body().unwrap();
    assert_eq!(list, [Letters("ab".to_owned()), Letters("ab".to_owned())]);
}

/// Has letters that may be absent.
#[derive(Debug, PartialEq)]
struct Card(Option<Letters>);

impl crate::Decode for Card {
    fn decode(value: crate::Value<'_>, cx: &mut crate::Context) -> Option<Self> {
        let mut fields = crate::Fields::new(value, cx)?;
        Some(Self(fields.optional("letters")?))
    }
}

#[test]
fn what_breaks_rules_is_left_out_if_it_may_be() {
    static CARD: Schema = Schema::Object {
        members: &[Member::optional("letters", &Schema::Strings(&["too long"]))],
        others: None,
        rules: &[],
    };
    static CARDS: [Answer; 1] = [answer(Status::Code(200), &[], &CARD)];
    let card: Card = Mock::new().choose(&context(&[]), &CARDS).body().unwrap();
    assert_eq!(card, Card(None));
}

#[derive(Debug)]
struct Rate(i64);

impl ResponseHeaders for Rate {
    fn read(reader: &mut HeaderReader<'_>) -> Option<Self> {
        let rate = reader.required("x-rate");
        let _: Option<Vec<String>> = Some(reader.required_list("x-names")?);
        Some(Self(rate?))
    }

    fn write(&self, headers: &mut HeaderWriter<'_>) {
        headers.required("x-rate", &self.0);
    }
}

#[test]
fn headers_are_made_too() {
    static HEADED: [Answer; 1] = [Answer {
        status: Status::Code(200),
        media_types: &[],
        examples: &[],
        body: &Schema::Null,
        headers: &[
            Header {
                name: "x-rate",
                schema: &Schema::Exemplified {
                    examples: &["12"],
                    schema: &Schema::INTEGER,
                },
                written: Written::Simple,
            },
            Header {
                name: "x-names",
                schema: &Schema::List(&Schema::TEXT),
                written: Written::Simple,
            },
        ],
    }];
    let chosen = Mock::new().choose(&context(&[]), &HEADED);
    assert_eq!(chosen.headed::<Rate, ()>(Ok(())).unwrap().headers.0, 12);
}

#[test]
fn a_seed_decides() {
    let of = |seed| {
        let chosen = Mock::with_seed(seed).choose(&context(&[("prefer", "code=500")]), &ANSWERS);
        chosen.body::<String>().unwrap()
    };
    assert_eq!(of(1), of(1));
    assert!((2..20).any(|seed| of(seed) != of(1)));
}
