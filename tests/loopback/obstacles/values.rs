//! Values of every construct come back as they were sent, and what the document forbids is turned away.

use obstacles_types::{Everything, HeadersSuccess, MoneyComposed, ResultType};
use serde_json::{Value, json};
use stubsmith_runtime::Headed;

use super::{headers, obstacles};
use crate::raw::Raw;

/// A member of the body, and values that it may have.
fn allowed() -> Vec<(&'static str, Vec<Value>)> {
    let chain = (0..80).fold(json!("end"), |inner, _| json!({ "n": inner }));
    let named = json!({
        "Vec": ["a"], "String": "b", "Client": { "core": "c", "order-item": "d", "orderItem": "e" },
        "Error": { "message": "f" }, "Self": { "+1": 1, "-1": 2, ">=": 3, "≠": 4 },
        "self": { "ACTIVE": "g", "active": "h", "": "i", "_": "j" }, "Send": true, "Default": 3,
        "From": { "from": { "from": {}, "into": "k" } }, "Box": { "additional": "l", "m": "n" },
        "order-item": { "a": "o" }, "orderItem": { "b": "p" }, "everything-names": { "c": "q" },
        "EchoRequest": { "d": "r" }, "EchoResponse": { "e": "s" }, "EchoError": { "f": "t" },
        "TypeCall": { "g": "u" }, "TypeBody": { "h": "v" }
    });
    let results = [
        "+1", "-1", ">=", "≠", "ACTIVE", "active", "Unknown", "self", "Self", "", " ", "1.0",
    ];
    let letters = ["µ", "а", "α", "ﬁ", "Ω", "Ω", "𝒜", "日本", "🦀", "\u{202e}", "\r\n"];
    vec![
        (
            "option",
            vec![json!({ "ref": "a", "self": "b", "type": "c" }), json!({})],
        ),
        ("result", results.map(Value::from).to_vec()),
        ("names", vec![named]),
        ("scalars", vec![json!("five5"), json!(-7), json!(false)]),
        (
            "wordOrObject",
            vec![json!("none"), json!({ "type": "function", "name": "f" })],
        ),
        (
            "besideProperties",
            vec![json!({ "id": 1, "left": "l" }), json!({ "id": 2, "right": "r" })],
        ),
        (
            "onlyRequired",
            vec![json!({ "mail": "m" }), json!({ "phone": "p", "name": "n" })],
        ),
        (
            "sameTag",
            vec![
                json!({ "kind": "same", "text": "t" }),
                json!({ "kind": "same", "number": 1 }),
            ],
        ),
        (
            "pet",
            vec![
                json!({ "kind": "cat", "lives": 9 }),
                json!({ "kind": "dog", "tricks": ["roll"] }),
                json!({ "kind": "Pet" }),
            ],
        ),
        (
            "shape",
            vec![
                json!({ "form": "round", "radius": 1.5 }),
                json!({ "form": "square", "side": 2.0 }),
            ],
        ),
        ("swallowed", vec![json!({ "a": "a" }), json!({ "b": "b" }), json!({})]),
        ("halves", vec![json!({ "left": "l" }), json!({ "right": 1 }), json!({})]),
        (
            "egg",
            vec![
                json!(5),
                json!("x"),
                json!({ "shell": "white" }),
                json!({ "feathers": 9 }),
            ],
        ),
        (
            "unionInAllOf",
            vec![json!({ "id": 1, "up": true }), json!({ "id": 2, "down": false })],
        ),
        (
            "nulls",
            vec![
                json!({ "required": null }),
                json!({ "required": "x", "union": null, "nullableBranch": null, "reference": null, "several": null, "old": null }),
                json!({ "required": "x", "union": {}, "nullableBranch": { "self": "s" }, "reference": "four", "several": 4, "old": "" }),
            ],
        ),
        ("anything", vec![json!([1, { "a": [] }]), json!("text"), json!(0.25)]),
        ("untyped", vec![json!({ "deep": [[["er"]]] }), json!(true)]),
        ("nothing", vec![json!({ "always": { "x": 1 } })]),
        (
            "pairOld",
            vec![json!([]), json!(["a"]), json!(["a", 1]), json!(["a", 1, null, "more"])],
        ),
        ("pair", vec![json!(["a", 1])]),
        ("few", vec![json!([]), json!(["a", "b"])]),
        ("allOfBesideType", vec![json!({ "ref": "r", "own": "o" })]),
        ("impossible", vec![json!(1)]),
        ("referenceBeside", vec![json!("ABC")]),
        ("anywhere", vec![Value::Null, json!("a"), json!(1)]),
        (
            "tree",
            vec![json!({ "name": "a", "branches": [{ "leaf": true }, { "tree": { "branches": [] } }] })],
        ),
        ("not", vec![json!("allowed")]),
        ("byPattern", vec![json!({ "x-a": 1, "x-b": 2 })]),
        ("unevaluated", vec![json!({ "name": "n", "a": 1, "b": -1 })]),
        ("day", vec![json!("2024-02-29")]),
        ("huge", vec![json!(i64::MIN), json!(i64::MAX)]),
        ("unsigned", vec![json!(0), json!(u64::MAX)]),
        ("price", vec![json!(0.1), json!(19.99), json!(16_777_217.0)]),
        ("chain", vec![chain]),
        ("angle", vec![json!(-3.0), json!(3.1)]),
        ("nested", vec![json!([[{ "a": [null, { "b": ["c"] }] }], []])]),
        ("letters", letters.map(Value::from).to_vec()),
        ("lookAround", vec![json!("a_b")]),
        ("posix", vec![json!("abc")]),
        ("octal", vec![json!("!!")]),
    ]
}

#[test]
fn every_member_has_values_here() {
    let first = |(member, values): (&str, Vec<Value>)| (member.to_owned(), values[0].clone());
    let all: Value = allowed()
        .into_iter()
        .map(first)
        .collect::<serde_json::Map<_, _>>()
        .into();
    let typed: Everything = serde_json::from_value(all).unwrap();
    let shown = format!("{typed:#?}");
    let of_everything = |line: &&str| line.starts_with("    ") && !line.starts_with("     ");
    let untested: Vec<&str> = shown
        .lines()
        .filter(of_everything)
        .filter(|line| line.ends_with(": None,") || line.ends_with(": Absent,"))
        .collect();
    assert!(untested.is_empty(), "{untested:?}");
}

#[tokio::test]
async fn values_come_back() {
    obstacles(async |client, _, server| {
        let members = allowed();
        for (member, values) in &members {
            for value in values {
                let sent = json!({ *member: value });
                let typed: Everything =
                    serde_json::from_value(sent.clone()).unwrap_or_else(|error| panic!("{sent}: {error}"));
                let answer = client
                    .values()
                    .echo(&typed)
                    .await
                    .unwrap_or_else(|error| panic!("{sent}: {error}"));
                assert_eq!(*answer.body(), typed);
                assert_eq!(serde_json::to_value(answer.body()).unwrap(), sent);
                let raw = Raw::new("POST", "/values").json(sent.to_string()).send(server).await;
                assert_eq!((raw.status, raw.json()), (200, sent));
            }
        }
    })
    .await;
}

#[tokio::test]
async fn what_the_document_forbids_is_turned_away() {
    let refused = [
        (
            "result",
            json!("Active"),
            "`/result`: must be one of `+1`, `-1`, `>=`, `≠`, `ACTIVE`, `active`, `Unknown`, `self`, `Self`, ``, ` `, `1.0`",
        ),
        ("egg", json!(true), "`/egg`: must fit one of 3 types, and is a boolean"),
        (
            "scalars",
            json!("sixsix"),
            "`/scalars`: must be at most 5 characters long",
        ),
        (
            "scalars",
            json!([]),
            "`/scalars`: must be a boolean, an integer or a string, not an array",
        ),
        (
            "wordOrObject",
            json!("nothing"),
            "`/wordOrObject`: must be one of `none`, `auto`",
        ),
        (
            "wordOrObject",
            json!({ "type": "method" }),
            "`/wordOrObject/type`: must be one of `function`",
        ),
        (
            "besideProperties",
            json!({ "left": "l" }),
            "`/besideProperties`: must fit one of 2 types, and breaks rules of the closest; body at `/besideProperties/id`: is required",
        ),
        (
            "besideProperties",
            json!({ "id": 1 }),
            "`/besideProperties`: must fit one of 2 types, and breaks rules of the closest; body at `/besideProperties/left`: is required",
        ),
        (
            "onlyRequired",
            json!({ "name": "n" }),
            "`/onlyRequired`: must have `mail`, or `phone`",
        ),
        (
            "sameTag",
            json!({ "kind": "other", "text": "t" }),
            "`/sameTag`: must fit one of 2 types, and breaks rules of the closest; body at `/sameTag/kind`: must be one of `same`",
        ),
        ("pet", json!({ "kind": "cat" }), "`/pet/lives`: is required"),
        (
            "shape",
            json!({ "form": "round", "side": 1 }),
            "`/shape/radius`: is required",
        ),
        (
            "shape",
            json!({ "form": "flat" }),
            "`/shape/form`: must be one of `round`, `square`",
        ),
        (
            "unionInAllOf",
            json!({ "id": 1 }),
            "`/unionInAllOf`: must fit one of 2 types, and breaks rules of the closest; body at `/unionInAllOf/up`: is required",
        ),
        ("nulls", json!({}), "`/nulls/required`: is required"),
        (
            "nulls",
            json!({ "required": null, "reference": "fiver" }),
            "`/nulls/reference`: must be at most 4 characters long",
        ),
        ("nothing", json!({ "never": 1 }), "`/nothing`: must not have `never`"),
        ("pairOld", json!([1]), "`/pairOld/0`: must be a string, not a number"),
        ("pair", json!(["a"]), "`/pair/1`: is required"),
        (
            "pair",
            json!(["a", 1, 2]),
            "`/pair`: must have no items beyond the first 2",
        ),
        ("few", json!(["a", "b", "c"]), "`/few`: must have at most 2 items"),
        (
            "referenceBeside",
            json!("ABCD"),
            "`/referenceBeside`: must be at most 3 characters long",
        ),
        (
            "referenceBeside",
            json!("abc"),
            "`/referenceBeside`: must match the pattern `^[A-Z]+$`",
        ),
        (
            "anywhere",
            json!(1.5),
            "`/anywhere`: must be an integer, without a fraction",
        ),
        (
            "tree",
            json!({ "branches": [{ "tree": { "name": 1 } }] }),
            "`/tree/branches/0/tree/name`: must be a string, not a number",
        ),
        (
            "unevaluated",
            json!({ "a": "b" }),
            "`/unevaluated/a`: must be an integer, not a string",
        ),
        (
            "day",
            json!("2026-02-29"),
            "`/day`: must be a date by RFC 3339, such as 2026-01-31",
        ),
        ("huge", json!(1.5), "`/huge`: must be an integer, without a fraction"),
        (
            "unsigned",
            json!(-1),
            "`/unsigned`: must be between 0 and 18446744073709551615",
        ),
        ("angle", json!(3.15), "`/angle`: must be less than 3.141592653589793"),
        (
            "lookAround",
            json!("_a"),
            "`/lookAround`: must match the pattern `^(?!_)[a-z_]+(?<!_)$`",
        ),
        (
            "posix",
            json!("a1"),
            "`/posix`: must match the pattern `^[[:alpha:]]+$`",
        ),
        ("octal", json!("a"), r"`/octal`: must match the pattern `^\041+$`"),
        (
            "unheardOf",
            json!(1),
            "`/unheardOf`: is not a member that is allowed here",
        ),
    ];
    obstacles(async |_, _, server| {
        let mut faults = Vec::new();
        for (member, value, expected) in refused {
            let sent = json!({ member: value }).to_string();
            let answer = Raw::new("POST", "/values").json(sent.clone()).send(server).await;
            let expected = json!({ "message": format!("body at {expected}") });
            if answer.status != 400 || answer.json() != expected {
                faults.push(format!("{sent}: {} {}", answer.status, answer.body));
            }
        }
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    })
    .await;
}

#[tokio::test]
async fn reserved_characters_and_one_name_in_two_places() {
    obstacles(async |client, service, server| {
        let composed = MoneyComposed {
            r#type: Some("t&=".to_owned()),
            more: Some(2),
            ..MoneyComposed::default()
        };
        let call = client
            .values()
            .money("XLON:LLOY", 0.1)
            .market_query(&ResultType::GreaterThanOrEqual);
        let answer = call.composed(&composed).await.unwrap();
        assert_eq!(*answer.body(), 0.1);
        let expected = format!(
            "money XLON:LLOY {:?} {:?}",
            Some(ResultType::GreaterThanOrEqual),
            Some(composed)
        );
        assert_eq!(service.seen(), expected);

        let answer = Raw::new("GET", "/money/XLON:LLOY/19.99").send(server).await;
        assert_eq!(answer.header("content-type"), Some("application/json; charset=utf-8"));
        assert_eq!((answer.status, answer.body.as_str()), (200, "19.99"));
        assert_eq!(service.seen(), "money XLON:LLOY None None");
    })
    .await;
}

#[tokio::test]
async fn a_post_without_a_body_tells_its_length() {
    obstacles(async |client, service, _| {
        client.values().gone().await.unwrap();
        assert_eq!(service.seen(), "gone Some(\"0\")");
    })
    .await;
}

#[tokio::test]
async fn headers_by_their_names() {
    obstacles(async |client, _, _| {
        let answer = client.values().headers().await.unwrap();
        let expected = Headed {
            headers: Box::new(headers()),
            body: ResultType::Empty,
        };
        assert_eq!(*answer.body(), HeadersSuccess::Ok(expected));
    })
    .await;
}
