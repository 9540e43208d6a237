//! Whatever the input: nothing panics, and serde_json agrees.

use proptest::prelude::*;
use serde_json::{Map, Value as Json};
use stubsmith_runtime::value::Tape;
use stubsmith_runtime::{Decode, Direction, Text, Timestamp, Uri, Uuid, from_json, to_json};

use super::emitted::{CreateInvoice, PublicInvoice};
use super::{INVOICE, ORDER};

fn any_number() -> impl Strategy<Value = Json> {
    prop_oneof![
        any::<i64>().prop_map(Json::from),
        any::<u64>().prop_map(Json::from),
        prop::num::f64::NORMAL.prop_map(Json::from),
        prop::num::f64::SUBNORMAL.prop_map(Json::from),
        (-1000..1000_i32, 0..5_i32).prop_map(|(digits, scale)| Json::from(f64::from(digits) / 10_f64.powi(scale))),
    ]
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any_number(),
        any::<String>().prop_map(Json::from),
        "[\\x00-\\x7f]{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 40, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
            prop::collection::btree_map(any::<String>(), inner, 0..20)
                .prop_map(|members| Json::Object(members.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Pieces from which texts are put together that are nearly JSON.
fn nearly_json() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("{".to_owned()),
        Just("}".to_owned()),
        Just("[".to_owned()),
        Just("]".to_owned()),
        Just(",".to_owned()),
        Just(":".to_owned()),
        Just(" ".to_owned()),
        Just("null".to_owned()),
        Just("\"a\"".to_owned()),
        Just("\"".to_owned()),
        "-?[0-9]{0,22}(\\.[0-9]{0,3})?([eE][+-]?[0-9]{0,3})?",
        "\"(\\\\[bfnrtux\"/\\\\]|\\\\u[0-9a-fA-F]{3,4}|\\\\ud[89a-f][0-9a-f]{2}|[a-zé\u{1}])*\"",
    ];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

/// A document with some of its bytes replaced, removed or doubled.
fn mutated(document: &'static str) -> impl Strategy<Value = Vec<u8>> {
    let byte = prop_oneof![any::<u8>(), prop::sample::select(&b"{}[]\",:0\\u9.e-ntf "[..])];
    prop::collection::vec((0..document.len(), 0..4_u8, byte), 0..6).prop_map(|changes| {
        let mut bytes = document.as_bytes().to_vec();
        for (at, change, byte) in changes {
            let at = at % bytes.len().max(1);
            match change {
                0 => drop(bytes.splice(at..bytes.len().min(at + 1), [byte])),
                1 => drop(bytes.drain(at..bytes.len().min(at + 1))),
                2 => bytes.insert(at, byte),
                _ => bytes.truncate(at.max(bytes.len() / 2)),
            }
        }
        bytes
    })
}

/// Decodes in both directions; what is accepted must survive being written and read again.
fn decode_and_back<T: Decode + stubsmith_runtime::Encode + PartialEq + std::fmt::Debug>(bytes: &[u8]) {
    for direction in [Direction::Request, Direction::Response] {
        if let Ok(value) = from_json::<T>(bytes, direction) {
            assert_eq!(from_json::<T>(&to_json(&value), direction).as_ref(), Ok(&value));
        }
    }
}

proptest! {
    #[test]
    fn any_json_is_read_and_written_as_serde_json_does(json in any_json(), pretty in any::<bool>()) {
        let text = if pretty { serde_json::to_vec_pretty(&json) } else { serde_json::to_vec(&json) }.unwrap();
        let read: Json = from_json(&text, Direction::Request).unwrap();
        prop_assert_eq!(&read, &json);
        prop_assert_eq!(to_json(&json), serde_json::to_vec(&json).unwrap());
        let tape = Tape::from_json(&text).unwrap();
        prop_assert_eq!(to_json(&tape.root()), serde_json::to_vec(&tape.root()).unwrap());
        let through_serde: Json = serde_json::to_value(Tape::from_deserializer(&json).unwrap().root()).unwrap();
        prop_assert_eq!(&through_serde, &json);
    }

    #[test]
    fn texts_are_json_exactly_if_serde_json_says_so(text in nearly_json()) {
        let ours = from_json::<Json>(text.as_bytes(), Direction::Response).ok();
        let theirs = serde_json::from_str::<Json>(&text).ok();
        prop_assert_eq!(ours, theirs, "{}", text);
    }

    #[test]
    fn strings_are_escaped_as_serde_json_does(text in any::<String>()) {
        prop_assert_eq!(to_json(&text), serde_json::to_vec(&text).unwrap());
        prop_assert_eq!(from_json::<String>(&to_json(&text), Direction::Request).unwrap(), text);
    }

    #[test]
    fn floats_survive(number in prop::num::f64::NORMAL | prop::num::f64::SUBNORMAL | prop::num::f64::ZERO) {
        prop_assert_eq!(from_json::<f64>(&to_json(&number), Direction::Request).unwrap().to_bits(), number.to_bits());
    }

    #[test]
    fn single_floats_survive(number in prop::num::f32::NORMAL | prop::num::f32::SUBNORMAL | prop::num::f32::ZERO) {
        prop_assert_eq!(from_json::<f32>(&to_json(&number), Direction::Request).unwrap().to_bits(), number.to_bits());
    }

    #[test]
    fn arbitrary_bytes_do_not_panic(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        decode_and_back::<Json>(&bytes);
    }

    #[test]
    fn mutated_documents_do_not_panic(invoice in mutated(INVOICE), order in mutated(ORDER)) {
        decode_and_back::<PublicInvoice>(&invoice);
        decode_and_back::<CreateInvoice>(&order);
    }

    #[test]
    fn arbitrary_json_in_place_of_a_document_does_not_panic(json in any_json()) {
        let text = serde_json::to_vec(&json).unwrap();
        decode_and_back::<PublicInvoice>(&text);
        decode_and_back::<CreateInvoice>(&text);
    }

    #[test]
    fn formats_do_not_panic(text in "\\PC{0,40}|[0-9TtZz:.+é-]{0,40}|[a-z:/?#@\\[\\]%0-9]{0,30}") {
        let mut cx = stubsmith_runtime::Context::new(Direction::Request);
        let _ = Timestamp::from_text(&text, &mut cx);
        let _ = stubsmith_runtime::Date::from_text(&text, &mut cx);
        let _ = Uuid::from_text(&text, &mut cx);
        if let Some(uri) = Uri::from_text(&text, &mut cx) {
            prop_assert_eq!(uri.as_str(), &text);
        }
        let _ = f64::from_text(&text, &mut cx);
        let _ = i32::from_text(&text, &mut cx);
    }

    #[test]
    fn times_survive(seconds in -62_167_219_200_i64..253_402_207_200, nanoseconds in 0..1_000_000_000_i32) {
        let time = Timestamp::new(seconds, nanoseconds).unwrap();
        prop_assert_eq!(from_json::<Timestamp>(&to_json(&time), Direction::Request).unwrap(), time);
    }
}
