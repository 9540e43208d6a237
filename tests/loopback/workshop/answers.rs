//! What bodies of responses mean: values that the document does not name, schemas that hold themselves, formats.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use stubsmith_runtime::Maybe;
use workshop_types::{Delivery, Fault, Health, NewOrder, OptionType, Order, Part, Priority, ResultType};

use super::{ORDER_ID, client, example, fault, least, order, order_id, part, shop};
use crate::document;
use crate::raw::Raw;
use crate::script::Outcome;

fn part_with_parts() -> Part {
    let option = OptionType {
        name: "varnish".to_owned(),
        additional: BTreeMap::from([("coats".to_owned(), 2)]),
    };
    Part {
        children: Some(vec![Part {
            name: "Screw".to_owned(),
            ..part("screw")
        }]),
        replacement: Some(Box::new(Part {
            options: Some(vec![option]),
            ..part("leg5")
        })),
        ..part("leg4")
    }
}

fn response(path: &str, status: u16) -> Value {
    let content = format!("/paths/{path}/responses/{status}/content/application~1json/example");
    example(&content)
}

#[test]
fn the_examples_are_ordinary_serde_values() {
    document::assert_same(&vec![part_with_parts()], &response("~1parts/get", 200));
    let restock = "~1parts~1{partId}~1restock/post";
    document::assert_same(&part("leg4"), &response(restock, 200));
    let expected = Delivery {
        delivery: "9c5b0b3e-1f0d-4a2e-8d0a-6f3c1b2a4d5e".parse().unwrap(),
        expected_on: Some("2026-03-09".parse().unwrap()),
    };
    document::assert_same(&expected, &response(restock, 202));
    document::assert_same(&Health { open: true }, &response("~1health/get", 200));
    let taken = fault("The reference is taken.", Some("reference"), 409);
    document::assert_same::<Fault>(&taken, &response("~1orders/post", 409));
    let placed = Order {
        priority: Priority::Low,
        note: None,
        placed_at: "2026-02-20T08:15:30Z".parse().unwrap(),
        finished_at: Maybe::Absent,
        option: None,
        result: None,
        ..order()
    };
    document::assert_same(&placed, &response("~1orders/post", 201));
}

/// The body of `GET /orders/{orderId}` when the server has `order`.
async fn sent(order: Order) -> Value {
    let mut body = Value::Null;
    shop(async |server, scripts| {
        scripts.get.then(Outcome::Success(order.clone()));
        let request = Raw::new("GET", &format!("/orders/{ORDER_ID}")).header("authorization", "Bearer good-ada");
        body = request.send(server).await.json();
        scripts.get.then(Outcome::Success(order.clone()));
        let got = client(server).orders().get_order(&order_id()).await.unwrap();
        assert_eq!(got.into_body(), order);
    })
    .await;
    body
}

#[tokio::test]
async fn an_order_is_sent_and_read_in_full() {
    let expected = json!({
        "id": ORDER_ID,
        "priority": "-1",
        "note": "Ring twice.",
        "placedAt": "2026-02-20T08:15:30.25Z",
        "finishedAt": null,
        "option": {"name": "varnish", "coats": 2, "drying days": -1},
        "result": {"passed": true, "readings": [1.5, null, 2.0]},
    });
    assert_eq!(sent(order()).await, expected);
}

#[tokio::test]
async fn absent_null_and_a_value_are_three_things() {
    let time = "2026-02-21T00:00:00Z";
    let table = [
        (Maybe::Absent, None),
        (Maybe::Null, Some(Value::Null)),
        (Maybe::Value(time.parse().unwrap()), Some(json!(time))),
    ];
    for (finished_at, expected) in table {
        let body = sent(Order { finished_at, ..order() }).await;
        assert_eq!(body.get("finishedAt"), expected.as_ref());
    }
    let body = sent(Order {
        note: None,
        option: None,
        ..order()
    })
    .await;
    assert_eq!((body.get("note"), body.get("option")), (Some(&Value::Null), None));
}

#[tokio::test]
async fn a_value_that_the_document_does_not_name_is_kept() {
    let priority = Priority::Unknown("urgent".to_owned());
    let body = sent(Order {
        priority: priority.clone(),
        ..order()
    })
    .await;
    assert_eq!(body["priority"], "urgent");
    assert_eq!((priority.as_str(), priority.to_string().as_str()), ("urgent", "urgent"));
    // Outside of a request, as here, a value may be of a later version of the document.
    let example = example("/paths/~1orders/post/requestBody/content/application~1json/examples/least/value");
    let mut later = example.clone();
    later["priority"] = json!("urgent");
    later["colour"] = json!("red");
    let read: NewOrder = serde_json::from_value(later).unwrap();
    assert_eq!(read, NewOrder { priority, ..least() });
}

#[tokio::test]
async fn parts_hold_parts() {
    let mut tall = part("top");
    for level in 0..50 {
        tall = Part {
            children: Some(vec![part("peg"), tall]),
            replacement: Some(Box::new(part_with_parts())),
            ..part(&format!("level{level}"))
        };
    }
    shop(async |server, scripts| {
        for parts in [vec![], vec![part_with_parts()], vec![part("a"), tall]] {
            scripts.list.then(Outcome::Success(parts.clone()));
            let got = client(server).parts().list_parts().await.unwrap();
            assert_eq!(got.into_body(), parts);
        }
    })
    .await;
}

#[tokio::test]
async fn schemas_named_as_the_prelude_does_not_stand_in_its_way() {
    let option: Option<OptionType> = serde_json::from_value(json!({"name": "a"})).unwrap();
    assert_eq!(option.unwrap().additional, BTreeMap::new());
    let result: Result<ResultType, _> = serde_json::from_value(json!({"passed": 1}));
    assert_eq!(
        result.unwrap_err().to_string(),
        "/passed: must be a boolean, not a number"
    );
}
