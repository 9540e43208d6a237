//! The body of `createOrder`: what arrives is what was sent, and what breaks rules is refused with all its places.

use serde_json::{Value, json};
use stubsmith_runtime::Maybe;
use workshop_client::{Client, Error};
use workshop_types::{CreateOrderError, NewOrder, NewOrderPrice, NewOrderQuantity, NewOrderReference, Priority};

use super::{BODY_LIMIT, client, delivery, example, least, most, order, shop};
use crate::document;
use crate::foreign::{Reply, replying};
use crate::raw::{Raw, Refusal, all_are_refused};
use crate::script::Outcome;

const EXAMPLES: &str = "/paths/~1orders/post/requestBody/content/application~1json/examples";

fn most_json() -> Value {
    example(&format!("{EXAMPLES}/most/value"))
}

#[test]
fn the_examples_are_ordinary_serde_values() {
    document::assert_same(&most(), &most_json());
    document::assert_same(&least(), &example(&format!("{EXAMPLES}/least/value")));
}

#[tokio::test]
async fn a_body_arrives_as_it_was_sent() {
    shop(async |server, scripts| {
        for body in [least(), most()] {
            scripts.create.then(Outcome::Success(order()));
            client(server).orders().create_order(&body).await.unwrap();
            let (who, request) = scripts.create.seen();
            assert_eq!((who.as_str(), request.body), ("ada", body));
        }
    })
    .await;
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things() {
    let table = [
        (Maybe::Absent, None),
        (Maybe::Null, Some(Value::Null)),
        (Maybe::Value(0.25), Some(json!(0.25))),
    ];
    for (discount, expected) in table {
        let body = NewOrder { discount, ..least() };
        replying(Reply::new("204 No Content", ""), async |foreign| {
            let client = Client::builder().base_url(foreign.server.url("")).build().unwrap();
            client.orders().create_order(&body).await.unwrap_err();
            let (head, sent) = foreign.request();
            assert!(head.contains("\r\ncontent-type: application/json"), "{head}");
            let sent: Value = serde_json::from_str(&sent).unwrap();
            assert_eq!(sent.get("discount"), expected.as_ref());
            assert_eq!(
                sent["note"],
                Value::Null,
                "a required member is sent even if it is null"
            );
            assert_eq!(sent.get("remark"), None, "an absent member is not null");
        })
        .await;
        shop(async |server, scripts| {
            scripts.create.then(Outcome::Success(order()));
            client(server).orders().create_order(&body).await.unwrap();
            assert_eq!(scripts.create.seen().1.body.discount, discount);
        })
        .await;
    }
}

fn post(body: impl Into<Vec<u8>>) -> Raw {
    Raw::new("POST", "/orders")
        .header("authorization", "Bearer good-ada")
        .json(body)
}

fn refused(name: &'static str, request: Raw, status: u16, reason: &str, r#where: Value) -> Refusal {
    Refusal {
        name,
        request,
        status,
        body: json!({"fault": {"reason": reason, "where": r#where, "status": status}}),
        header: None,
    }
}

/// The example `most` with `value` at `pointer`.
fn changed(pointer: &str, value: Value) -> Raw {
    let mut body = most_json();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    body.pointer_mut(parent).unwrap()[name] = value;
    post(body.to_string())
}

#[tokio::test]
async fn every_rule_of_the_body_is_kept() {
    let long = "x".repeat(41);
    let table = [
        ("/type", Value::Null, "must be a string, not null"),
        (
            "/self",
            json!("/orders/7"),
            "must be a URI with a scheme, such as https://example.com/",
        ),
        (
            "/reference",
            json!("ZX-99999"),
            "must match the pattern `^[A-Z]{2}-[0-9]{4}$`",
        ),
        ("/reference", json!(7), "must be a string, not a number"),
        ("/customer", json!(""), "must not be empty"),
        ("/customer", json!(long), "must be at most 40 characters long"),
        (
            "/priority",
            json!("urgent"),
            "must be one of `low`, `very-high`, `type`, `+1`, `-1`",
        ),
        (
            "/fallbackPriority",
            json!("Low"),
            "must be one of `low`, `very-high`, `type`, `+1`, `-1`",
        ),
        ("/quantity", json!(0), "must be at least 1"),
        ("/quantity", json!(1001), "must be at most 1000"),
        ("/quantity", json!(1.5), "must be an integer, without a fraction"),
        ("/quantity", json!("1"), "must be an integer, not a string"),
        ("/price", json!(0), "must be more than 0"),
        ("/price", json!(0.005), "must be a multiple of 0.01"),
        ("/discount", json!("half"), "must be a number, not a string"),
        ("/tags", json!([]), "must have at least 1 item"),
        ("/tags", json!(["a", "b", "c", "d"]), "must have at most 3 items"),
        ("/tags", json!(["a", "b", "a"]), "must not have equal items"),
        (
            "/labels",
            json!({"a": "", "b": "", "c": ""}),
            "must have at most 2 members",
        ),
        (
            "/labels/room",
            json!("x".repeat(21)),
            "must be at most 20 characters long",
        ),
        ("/expedite", json!("true"), "must be a boolean, not a string"),
        (
            "/wantedBy",
            json!("2026-03-04T12:00:00"),
            "must be a date and time by RFC 3339, such as 2026-01-31T23:59:59Z",
        ),
        (
            "/wantedBy",
            json!("2026-02-29T12:00:00Z"),
            "must be a date and time by RFC 3339, such as 2026-01-31T23:59:59Z",
        ),
        (
            "/batch",
            json!("0b8f6d52"),
            "must be a UUID, such as 123e4567-e89b-12d3-a456-426614174000",
        ),
        ("/passphrase", json!(1), "must be a string, not a number"),
        ("/delivery/street", json!(""), "must not be empty"),
        (
            "/delivery/day",
            json!("2026-02-29"),
            "must be a date by RFC 3339, such as 2026-01-31",
        ),
        ("/delivery/floor", Value::Null, "must be an integer, not null"),
        ("/delivery/door", json!(1), "is not a member that is allowed here"),
        ("/colour", json!("red"), "is not a member that is allowed here"),
    ];
    let refusals = table.map(|(pointer, value, message)| {
        let member = pointer.split('/').nth(1);
        refused(
            pointer,
            changed(pointer, value),
            400,
            &format!("body at `{pointer}`: {message}"),
            json!(member),
        )
    });
    shop(async |server, scripts| {
        all_are_refused(server, refusals).await;
        assert!(scripts.create.is_untouched());
    })
    .await;
}

#[tokio::test]
async fn values_on_the_edge_are_taken() {
    let table = [
        ("/customer", json!("€".repeat(40))),
        ("/quantity", json!(1)),
        ("/quantity", json!(1000.0)),
        ("/price", json!(0.07)),
        ("/price", json!(100)),
        ("/labels", json!({})),
        ("/labels", json!({"a~b/c": "x".repeat(20), "": ""})),
        ("/wantedBy", json!("2024-02-29T23:59:59.999999999+14:00")),
        ("/batch", json!("0B8F6D52-3A51-4A43-BB0C-5F0C2F9F6F7E")),
        ("/self", json!("urn:isbn:0451450523")),
        ("/tags", json!(["a", "A", "á"])),
    ];
    shop(async |server, scripts| {
        for (pointer, value) in table {
            scripts.create.then(Outcome::Success(order()));
            let answer = changed(pointer, value).send(server).await;
            assert_eq!(answer.status, 201, "{pointer}: {answer:?}");
        }
    })
    .await;
}

#[tokio::test]
async fn all_violations_are_told_at_once() {
    let body = json!({
        "reference": "x", "priority": "urgent", "quantity": 0, "tags": [1, "a"], "note": 3,
        "delivery": {"street": "", "door": 1}, "a/b": true,
    });
    let reason = "body at `/reference`: must match the pattern `^[A-Z]{2}-[0-9]{4}$`; \
                  body at `/priority`: must be one of `low`, `very-high`, `type`, `+1`, `-1`; \
                  body at `/quantity`: must be at least 1; \
                  body at `/price`: is required; \
                  body at `/tags/0`: must be a string, not a number; \
                  body at `/note`: must be a string, not a number; \
                  body at `/delivery/street`: must not be empty; \
                  body at `/delivery/day`: is required; \
                  body at `/delivery/door`: is not a member that is allowed here; \
                  body at `/a~1b`: is not a member that is allowed here";
    shop(async |server, _| {
        let refusal = refused("all", post(body.to_string()), 400, reason, json!("reference"));
        all_are_refused(server, [refusal]).await;
    })
    .await;
}

#[tokio::test]
async fn what_is_no_body_is_refused() {
    let wrong_type = "the `Content-Type` of the body must be `application/json`";
    let typed = |media_type: &str, body: &str| {
        let request = Raw::new("POST", "/orders").header("authorization", "Bearer good-ada");
        request.header("content-type", media_type).body(body)
    };
    let twice = most_json().to_string().replacen('{', r#"{"reference": "AB-0001", "#, 1);
    let refusals = [
        refused("nothing", post(""), 400, "the body is empty", Value::Null),
        refused(
            "not JSON",
            post("{]"),
            400,
            "the body is not JSON: expected a member name in quotes at line 1 column 2",
            Value::Null,
        ),
        refused(
            "two values",
            post("{} {}"),
            400,
            "the body is not JSON: expected the end of the text at line 1 column 4",
            Value::Null,
        ),
        refused(
            "not UTF-8",
            post(b"\"\xff\"".to_vec()),
            400,
            "the body is not JSON: the text is not UTF-8 at line 1 column 2",
            Value::Null,
        ),
        refused(
            "no object",
            post("[]"),
            400,
            "body: must be an object, not an array",
            Value::Null,
        ),
        refused(
            "a name twice",
            post(twice),
            400,
            "body at `/reference`: occurs more than once",
            json!("reference"),
        ),
        refused("XML", typed("application/xml", "<a/>"), 415, wrong_type, Value::Null),
        refused(
            "Latin 1",
            typed("application/json; charset=latin1", "{}"),
            415,
            "the charset of the body must be UTF-8",
            Value::Null,
        ),
    ];
    shop(async |server, scripts| {
        all_are_refused(server, refusals).await;
        assert!(scripts.create.is_untouched());
        scripts.create.then(Outcome::Success(order()));
        let other = typed("application/vnd.workshop+json; charset=UTF-8", &most_json().to_string());
        assert_eq!(other.send(server).await.status, 201);
    })
    .await;
}

#[tokio::test]
async fn the_limit_holds_however_a_body_is_sent() {
    let most = most_json().to_string();
    let padded = |length: usize| {
        let padding = " ".repeat(length - most.len());
        format!("{most}{padding}")
    };
    let chunks = |count: usize| {
        vec![b' '; 1024]
            .chunks(1024)
            .cycle()
            .take(count)
            .map(<[u8]>::to_vec)
            .collect::<Vec<_>>()
    };
    let too_large = |name, request| refused(name, request, 413, "the body is larger than 8192 bytes", Value::Null);
    let refusals = [
        too_large("announced", post("").announced(BODY_LIMIT + 1)),
        too_large("announced beyond reason", post("").announced(usize::MAX >> 1)),
        too_large("chunk after chunk", post("").endless(chunks(9))),
        too_large("one large chunk", post("").endless([vec![b' '; BODY_LIMIT + 1]])),
    ];
    shop(async |server, scripts| {
        all_are_refused(server, refusals).await;
        assert!(scripts.create.is_untouched());
        scripts.create.then(Outcome::Success(order()));
        let answer = post(padded(BODY_LIMIT)).send(server).await;
        assert_eq!(answer.status, 201, "{answer:?}");
    })
    .await;
}

/// The server answers before it has read the body, which must not cost the client the answer.
#[tokio::test]
async fn a_client_that_sends_too_much_reads_why() {
    let body = |bytes: usize| NewOrder {
        remark: Some("x".repeat(bytes)),
        ..least()
    };
    shop(async |server, scripts| {
        let client = client(server);
        for bytes in [BODY_LIMIT, 100 << 10, 16 << 20] {
            let error = client.orders().create_order(&body(bytes)).await.unwrap_err();
            let Error::Api(CreateOrderError::Default(status, fault), meta) = &error else {
                panic!("{bytes}: {error:?}");
            };
            assert_eq!((status.get().as_u16(), meta.status().as_u16()), (413, 413));
            assert_eq!(fault.fault.reason, "the body is larger than 8192 bytes");
        }
        assert!(scripts.create.is_untouched());
        scripts.create.then(Outcome::Success(order()));
        client.orders().create_order(&body(0)).await.unwrap();
    })
    .await;
}

#[tokio::test]
async fn a_client_cannot_pass_off_a_value_that_the_document_does_not_name() {
    shop(async |server, scripts| {
        let body = NewOrder {
            priority: Priority::Unknown("urgent".to_owned()),
            ..least()
        };
        let Err(Error::Api(CreateOrderError::BadRequest(fault), _)) = client(server).orders().create_order(&body).await
        else {
            panic!("a bad request");
        };
        assert_eq!(fault.fault.r#where.as_deref(), Some("priority"));
        assert!(
            fault.fault.reason.starts_with("body at `/priority`: must be one of"),
            "{fault:?}"
        );
        assert!(scripts.create.is_untouched());
    })
    .await;
}

#[test]
fn constrained_values_cannot_be_made_otherwise() {
    assert_eq!("ab-0001".parse::<NewOrderReference>().unwrap_err().rule(), "pattern");
    assert_eq!(NewOrderQuantity::try_from(1001).unwrap_err().rule(), "maximum");
    assert_eq!(NewOrderPrice::try_from(0.0).unwrap_err().rule(), "exclusiveMinimum");
    assert_eq!(NewOrderPrice::try_from(0.015).unwrap_err().rule(), "multipleOf");
    assert_eq!("urgent".parse::<Priority>().unwrap_err().rule(), "enum");
    assert_eq!("-1".parse::<Priority>(), Ok(Priority::Minus1));
    assert_eq!(Priority::VALUES, ["low", "very-high", "type", "+1", "-1"]);
}

#[tokio::test]
async fn times_and_numbers_keep_their_meaning() {
    let body = json!({
        "reference": "AB-0001", "priority": "type", "quantity": 1e1, "price": 0.29, "tags": ["a"], "note": null,
        "wantedBy": "2026-03-04T14:00:00.5+02:00",
        "delivery": {"street": "\u{1F600}", "day": "2024-02-29", "floor": -9_223_372_036_854_775_808_i64},
    });
    shop(async |server, scripts| {
        scripts.create.then(Outcome::Success(order()));
        assert_eq!(post(body.to_string()).send(server).await.status, 201);
        let got = scripts.create.seen().1.body;
        let mut expected = NewOrder {
            priority: Priority::Type,
            quantity: 10.try_into().unwrap(),
            price: 0.29.try_into().unwrap(),
            tags: vec!["a".to_owned()].try_into().unwrap(),
            wanted_by: Some("2026-03-04T12:00:00.5Z".parse().unwrap()),
            delivery: delivery(),
            ..least()
        };
        expected.delivery.street = "😀".parse().unwrap();
        expected.delivery.day = "2024-02-29".parse().unwrap();
        expected.delivery.floor = Some(i64::MIN);
        assert_eq!(got, expected);
    })
    .await;
}
