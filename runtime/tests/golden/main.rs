//! What emitted types do: a sample of them, read and written in both directions and through serde.

#![allow(clippy::panic, clippy::unwrap_used, reason = "functions that tests share")]

#[allow(clippy::indexing_slicing, unreachable_pub)]
mod emitted;
mod properties;
mod serde;

use std::collections::BTreeMap;

use stubsmith_runtime::{DecodeError, Direction, Maybe, Secret, Violation, from_json, to_json};

use emitted::{
    CreateInvoice, InvoiceId, InvoiceStatus, LineItem, LineItems, Note, Notes, Price, PublicInvoice, Quantity,
};

const INVOICE: &str = r#"{"id":"inv_1","paid_amount":null,"metadata":{"a":[1,{"b":null}]},"status":"pending","created_at":"2026-01-31T23:59:59.5Z"}"#;

const ORDER: &str = r#"{"key":"123e4567-e89b-12d3-a456-426614174000","reason":null,"status":"awaiting_payment","items":[{"quantity":1,"price":0.1},{"quantity":2}],"notes":{"a":"b"},"token":"hunter2","callback_url":"https://example.com/a/../b","zeta":-1}"#;

/// The pointer and rule of each violation.
fn broken<T: stubsmith_runtime::Decode + std::fmt::Debug>(
    json: &str,
    direction: Direction,
) -> Vec<(String, &'static str)> {
    match from_json::<T>(json.as_bytes(), direction) {
        Err(DecodeError::Violations(violations)) => violations
            .iter()
            .map(|violation| (violation.pointer().to_owned(), violation.rule()))
            .collect(),
        other => panic!("{other:?}"),
    }
}

fn places(pairs: &[(&str, &'static str)]) -> Vec<(String, &'static str)> {
    pairs
        .iter()
        .map(|&(pointer, rule)| (pointer.to_owned(), rule))
        .collect()
}

fn invoice(json: &str) -> PublicInvoice {
    from_json(json.as_bytes(), Direction::Response).unwrap()
}

#[test]
fn values_are_written_as_they_were_read() {
    assert_eq!(String::from_utf8(to_json(&invoice(INVOICE))).unwrap(), INVOICE);
    let order: CreateInvoice = from_json(ORDER.as_bytes(), Direction::Request).unwrap();
    assert_eq!(String::from_utf8(to_json(&order)).unwrap(), ORDER);
    assert_eq!(order.additional.get("zeta"), Some(&-1));
    assert_eq!(order.items[0].price.map(Price::get), Some(0.1));
    assert!(!format!("{order:?}").contains("hunter2"));
}

#[test]
fn absent_null_and_value_are_three_states() {
    for (json, amount) in [
        ("{}", Maybe::Absent),
        (r#"{"paid_amount":null}"#, Maybe::Null),
        (r#"{"paid_amount":"1.00"}"#, Maybe::Value("1.00".to_owned())),
    ] {
        let invoice = invoice(json);
        assert_eq!(invoice.paid_amount, amount);
        assert_eq!(to_json(&invoice), json.as_bytes());
    }
}

#[test]
fn null_is_refused_where_a_member_is_only_optional() {
    let json = r#"{"id": null, "created_at": null}"#;
    let expected = places(&[("/id", "type"), ("/created_at", "type")]);
    assert_eq!(broken::<PublicInvoice>(json, Direction::Response), expected);
}

#[test]
fn enums_are_open_in_responses_and_closed_in_requests() {
    let json = r#"{"status": "lost"}"#;
    assert_eq!(invoice(json).status, Some(InvoiceStatus::Unknown("lost".to_owned())));
    assert_eq!(to_json(&invoice(json)), br#"{"status":"lost"}"#);
    assert_eq!(
        broken::<PublicInvoice>(json, Direction::Request),
        places(&[("/status", "enum")])
    );
    assert_eq!(
        broken::<PublicInvoice>(r#"{"status": 1}"#, Direction::Response),
        places(&[("/status", "type")])
    );
}

#[test]
fn closed_objects_are_open_in_responses() {
    let json = r#"{"quantity": 1, "discount": 2, "a/b": 3}"#;
    let item: LineItem = from_json(json.as_bytes(), Direction::Response).unwrap();
    assert_eq!(item.quantity.get(), 1);
    let expected = places(&[("/discount", "additionalProperties"), ("/a~1b", "additionalProperties")]);
    assert_eq!(broken::<LineItem>(json, Direction::Request), expected);
}

#[test]
fn all_violations_are_reported_with_their_places() {
    let json = r#"{
        "status": "lost",
        "key": "123e4567e89b12d3a456426614174000",
        "items": [{"quantity": 0, "price": -0.005}, {"price": "free"}, 7, {"quantity": 1.5, "extra": 1}],
        "notes": {"a": "too long", "b/c": 1, "d": "ok"},
        "callback_url": "/relative",
        "replaces": {"key": 1, "reason": 2, "status": 3, "items": [{"quantity": 1}, {"quantity": 1.0}]},
        "extra~": "no number"
    }"#;
    let expected = places(&[
        ("/key", "format"),
        ("/reason", "required"),
        ("/status", "enum"),
        ("/items", "maxItems"),
        ("/items/0/quantity", "minimum"),
        ("/items/0/price", "exclusiveMinimum"),
        ("/items/0/price", "multipleOf"),
        ("/items/1/quantity", "required"),
        ("/items/1/price", "type"),
        ("/items/2", "type"),
        ("/items/3/quantity", "type"),
        ("/items/3/extra", "additionalProperties"),
        ("/notes", "maxProperties"),
        ("/notes/a", "maxLength"),
        ("/notes/b~1c", "type"),
        ("/callback_url", "format"),
        ("/replaces/key", "type"),
        ("/replaces/reason", "type"),
        ("/replaces/status", "type"),
        ("/replaces/items", "uniqueItems"),
        ("/extra~0", "type"),
    ]);
    assert_eq!(broken::<CreateInvoice>(json, Direction::Request), expected);
}

#[test]
fn messages_do_not_repeat_values() {
    let json = r#"{"key": "hunter2", "reason": 4711, "status": "hunter2", "items": ["hunter2"], "token": 4711,
        "notes": {"a": "hunter2"}, "callback_url": "hunter2", "replaces": "hunter2", "x": "hunter2"}"#;
    let error = from_json::<CreateInvoice>(json.as_bytes(), Direction::Request)
        .unwrap_err()
        .to_string();
    assert!(!error.contains("hunter2") && !error.contains("4711"), "{error}");
}

#[test]
fn violations_are_bounded() {
    let json = format!("[{}]", vec!["{}"; 1000].join(","));
    let error = from_json::<Vec<LineItem>>(json.as_bytes(), Direction::Request).unwrap_err();
    let DecodeError::Violations(violations) = error else {
        panic!("{error:?}");
    };
    assert_eq!((violations.iter().count(), violations.omitted()), (64, 936));
    assert_eq!(violations.iter().last().map(Violation::pointer), Some("/63/quantity"));
}

#[test]
fn repeated_names_are_refused_in_requests_only() {
    let json = r#"{"quantity": 1, "quantity": 2}"#;
    assert_eq!(
        broken::<Vec<LineItem>>(&format!("[{json}]"), Direction::Request),
        places(&[("/0/quantity", "uniqueKeys")])
    );
    let item: LineItem = from_json(json.as_bytes(), Direction::Response).unwrap();
    assert_eq!(item.quantity.get(), 2);
    let map = r#"{"a": 1, "a": 2}"#;
    assert_eq!(
        broken::<BTreeMap<String, i64>>(map, Direction::Request),
        places(&[("/a", "uniqueKeys")])
    );
    assert_eq!(
        broken::<serde_json::Value>(map, Direction::Request),
        places(&[("/a", "uniqueKeys")])
    );
    let last: BTreeMap<String, i64> = from_json(map.as_bytes(), Direction::Response).unwrap();
    assert_eq!(last.get("a"), Some(&2));
}

#[test]
fn integers_may_be_written_with_a_zero_fraction() {
    assert_eq!(
        from_json::<Quantity>(b"2.0", Direction::Request).map(Quantity::get),
        Ok(2)
    );
    assert_eq!(
        from_json::<u64>(b"18446744073709551615", Direction::Request),
        Ok(u64::MAX)
    );
    assert_eq!(
        from_json::<i64>(b"-9223372036854775808", Direction::Request),
        Ok(i64::MIN)
    );
    assert_eq!(
        broken::<i64>("9223372036854775808", Direction::Request),
        places(&[("", "format")])
    );
    assert_eq!(broken::<i32>("1e10", Direction::Request), places(&[("", "format")]));
    assert_eq!(broken::<u32>("-1", Direction::Request), places(&[("", "format")]));
    assert_eq!(broken::<i64>("2.5", Direction::Request), places(&[("", "type")]));
    assert_eq!(broken::<f32>("1e300", Direction::Request), places(&[("", "format")]));
}

#[test]
fn no_value_of_a_newtype_breaks_its_rules() {
    let broken = "txn_1".parse::<InvoiceId>().unwrap_err();
    assert_eq!(
        (broken.rule(), broken.message()),
        ("pattern", "must match the pattern `^inv`")
    );
    assert_eq!(InvoiceId::try_from("inv".repeat(13)).unwrap_err().rule(), "maxLength");
    assert_eq!(Quantity::try_from(0).unwrap_err().rule(), "minimum");
    assert_eq!("x".parse::<Quantity>().unwrap_err().rule(), "type");
    assert_eq!(Price::try_from(0.1_f32).map(Price::get), Ok(0.1));
    assert_eq!(Price::try_from(f32::INFINITY).unwrap_err().rule(), "type");
    assert_eq!("1e300".parse::<Price>().unwrap_err().rule(), "format");
    let item = LineItem {
        quantity: Quantity::try_from(1).unwrap(),
        price: None,
    };
    assert_eq!(LineItems::try_from(vec![]).unwrap_err().rule(), "minItems");
    assert_eq!(
        LineItems::try_from(vec![item.clone(), item.clone()])
            .unwrap_err()
            .rule(),
        "uniqueItems"
    );
    let items = LineItems::try_from(vec![item.clone()]).unwrap();
    assert_eq!((items.len(), items.into_iter().count()), (1, 1));
    let notes = (0..3)
        .map(|n| (n.to_string(), Note::try_from("x").unwrap()))
        .collect::<BTreeMap<_, _>>();
    assert_eq!(Notes::try_from(notes).unwrap_err().rule(), "maxProperties");
}

#[test]
fn the_text_forms_of_newtypes_and_enums_are_checked() {
    use stubsmith_runtime::{Context, Text};
    let rules = |direction, read: &dyn Fn(&mut Context) -> bool| {
        let mut cx = Context::new(direction);
        let is_read = read(&mut cx);
        let rules: Vec<_> = cx.violations().iter().map(Violation::rule).collect();
        assert_eq!(is_read, rules.is_empty());
        rules
    };
    let request = Direction::Request;
    assert!(rules(request, &|cx| InvoiceId::from_text("inv_1", cx).is_some()).is_empty());
    assert_eq!(
        rules(request, &|cx| InvoiceId::from_text(&"x".repeat(40), cx).is_some()),
        ["pattern", "maxLength"]
    );
    assert_eq!(
        rules(request, &|cx| Quantity::from_text("0", cx).is_some()),
        ["minimum"]
    );
    assert_eq!(
        rules(request, &|cx| Price::from_text("-0.001", cx).is_some()),
        ["exclusiveMinimum", "multipleOf"]
    );
    assert_eq!(
        rules(request, &|cx| InvoiceStatus::from_text("lost", cx).is_some()),
        ["enum"]
    );
    assert!(
        rules(Direction::Response, &|cx| InvoiceStatus::from_text("lost", cx)
            .is_some())
        .is_empty()
    );
    assert_eq!(Price::try_from(0.5).unwrap().to_text(), "0.5");
    assert_eq!(InvoiceStatus::AwaitingPayment.to_text(), "awaiting_payment");
    assert_eq!(Secret::from("x").to_text(), "x");
}

#[test]
fn syntax_errors_have_a_place() {
    let error = from_json::<PublicInvoice>(b"{\n \"id\": 1e999}", Direction::Request).unwrap_err();
    assert_eq!(error.to_string(), "a number is out of range at line 2 column 8");
}

#[test]
fn a_value_that_breaks_a_rule_is_not_decoded() {
    use stubsmith_runtime::{Context, Decode, Tape};
    fn is_decoded<T: Decode>(json: &str) -> bool {
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        T::decode(tape.root(), &mut Context::new(Direction::Request)).is_some()
    }
    assert!(!is_decoded::<LineItems>("[]"));
    assert!(!is_decoded::<Notes>(r#"{"a": "", "b": "", "c": ""}"#));
    assert!(!is_decoded::<InvoiceId>("\"txn_1\""));
    assert!(!is_decoded::<Quantity>("0"));
    assert!(!is_decoded::<Price>("0"));
    assert!(!is_decoded::<LineItem>(r#"{"quantity": 1, "extra": 1}"#));
    assert!(!is_decoded::<CreateInvoice>(&ORDER.replace(":-1}", ":\"\"}")));
}
