//! A client in front of servers that are not ours: other statuses, other bodies, half a body, and silence.

use std::fmt::Write as _;
use std::time::Duration;

use stubsmith_runtime::client::Unreadable;
use tokio::net::TcpListener;
use workshop_client::{Client, ClientBuilder, Error};
use workshop_types::{GetOrderError, Order};

use super::{ORDER_ID, order_id};
use crate::foreign::{Foreign, Reply, replying};
use crate::harness::within;

const JSON: &str = "200 OK\ncontent-type: application/json\nx-request-id: theirs-1";

fn builder(foreign: &Foreign) -> ClientBuilder {
    Client::builder().base_url(foreign.server.url("")).bearer("good-ada")
}

/// The error of `getOrder` before a server that gives `reply`.
async fn failure(reply: Reply) -> Error<GetOrderError> {
    failure_with(reply, |builder| builder).await
}

async fn failure_with(reply: Reply, set: impl Fn(ClientBuilder) -> ClientBuilder) -> Error<GetOrderError> {
    let mut error = None;
    replying(reply, async |foreign| {
        let client = set(builder(foreign)).build().unwrap();
        error = client.orders().get_order(&order_id()).await.err();
    })
    .await;
    error.expect("an error")
}

#[tokio::test]
async fn an_undeclared_status_keeps_the_response() {
    let table = [
        ("302 Found\nlocation: http://127.0.0.1:9/", ""),
        (
            "418 I'm a teapot\ncontent-type: text/plain\nx-request-id: theirs-2",
            "short and stout",
        ),
        ("201 Created\ncontent-type: application/json", "{}"),
        ("599 \ncontent-type: text/html", "<html>"),
    ];
    for (head, body) in table {
        let error = failure(Reply::new(head, body)).await;
        let Error::Undeclared(response) = &error else {
            panic!("{head}: {error:?}");
        };
        let status: u16 = head[..3].parse().unwrap();
        assert_eq!(
            (response.status().as_u16(), error.status().unwrap().as_u16()),
            (status, status)
        );
        assert_eq!(response.body(), body.as_bytes());
        assert!(!response.is_truncated());
        let id = head.contains("theirs-2").then_some("theirs-2");
        assert_eq!((error.request_id(), response.request_id()), (id, id));
        let text = error.to_string();
        assert!(
            text.starts_with("the server answered with an undeclared status"),
            "{text}"
        );
        assert!(body.is_empty() || !format!("{text}{error:?}").contains(body), "{text}");
    }
}

#[tokio::test]
async fn what_an_error_keeps_of_a_body_is_bounded() {
    let kept = 64 << 10;
    for (length, truncated) in [(kept, false), (kept + 1, true), (2 << 20, true)] {
        let body = vec![b'x'; length];
        let Error::Undeclared(response) = failure(Reply::new("500 Oh", &body)).await else {
            panic!("an undeclared status");
        };
        assert_eq!(response.is_truncated(), truncated, "{length}");
        assert!(response.body().len() <= kept, "{}", response.body().len());
        assert!(truncated || response.body() == body);
    }
    let body = format!("[{}]", "1,".repeat(kept));
    let Error::Undecodable(error) = failure(Reply::new(JSON, body)).await else {
        panic!("an undecodable body");
    };
    assert!(error.response().is_truncated());
    assert_eq!(error.response().body().len(), kept);
}

#[tokio::test]
async fn an_undecodable_body_is_told_with_its_places() {
    let body = format!(
        r#"{{"id": "{ORDER_ID}x", "priority": 1, "placedAt": "hunter2", "option": {{"name": "a", "a/b": "2", "c": 1.5}},
            "result": {{"passed": "hunter2", "readings": [1, "2", null]}}}}"#
    );
    let error = failure(Reply::new(JSON, body)).await;
    assert_eq!(
        (error.status().unwrap().as_u16(), error.request_id()),
        (200, Some("theirs-1"))
    );
    let text = format!("{error} {error:?}");
    assert!(!text.contains("hunter2"), "{text}");
    let Error::Undecodable(undecodable) = error else {
        panic!("{text}");
    };
    let violations = undecodable.violations().unwrap().iter();
    let places: Vec<_> = violations.map(|it| (it.pointer(), it.rule())).collect();
    let expected = [
        ("/id", "format"),
        ("/priority", "type"),
        ("/note", "required"),
        ("/placedAt", "format"),
        ("/option/a~1b", "type"),
        ("/option/c", "type"),
        ("/result/passed", "type"),
        ("/result/readings/1", "type"),
    ];
    assert_eq!(places, expected);
    assert!(undecodable.response().body().starts_with(b"{\"id\""));
}

#[tokio::test]
async fn what_is_not_json_is_told_apart() {
    let mut deep = String::new();
    for _ in 0..100_000 {
        deep.write_str(r#"{"result":"#).unwrap();
    }
    let html = "200 OK\ncontent-type: text/html; charset=utf-8";
    let zipped = "200 OK\ncontent-type: application/json\ncontent-encoding: zstd";
    type Expected = fn(&Unreadable) -> bool;
    let table: [(Reply, Expected); 7] = [
        (
            Reply::new(html, "<html>"),
            |it| matches!(it, Unreadable::ContentType(it) if it.starts_with("text/html")),
        ),
        (
            Reply::new(zipped, "x"),
            |it| matches!(it, Unreadable::ContentEncoding(it) if it == "zstd"),
        ),
        (Reply::new(JSON, ""), |it| *it == Unreadable::Empty),
        (Reply::new(JSON, "{\"id\": "), |it| {
            it.to_string().contains("line 1 column")
        }),
        (Reply::new(JSON, b"\"\xff\""), |it| matches!(it, Unreadable::Json(_))),
        (Reply::new(JSON, deep), |it| matches!(it, Unreadable::Json(_))),
        (
            Reply::new("404 Not Found\ncontent-type: application/json", "{}"),
            |it| it.to_string() == "/fault: is required",
        ),
    ];
    for (index, (reply, expected)) in table.into_iter().enumerate() {
        let error = failure(reply).await;
        let Error::Undecodable(undecodable) = &error else {
            panic!("{index}: {error:?}");
        };
        assert!(expected(undecodable.reason()), "{index}: {error}");
    }
}

#[tokio::test]
async fn a_success_over_the_limit_is_not_read() {
    let body = format!(r#"{{"id": "{ORDER_ID}"}}"#);
    let error = failure_with(Reply::new(JSON, &body), |builder| builder.max_response_bytes(20)).await;
    let Error::Undecodable(undecodable) = &error else {
        panic!("{error:?}");
    };
    assert_eq!(undecodable.reason(), &Unreadable::TooLarge { limit: 20 });
    assert!(undecodable.response().is_truncated());
}

#[tokio::test]
async fn a_body_of_another_json_type_is_read_nevertheless() {
    let body = format!(
        r#"{{"id": "{ORDER_ID}", "priority": "later", "note": null, "placedAt": "2026-02-20T08:15:30z", "x": 1}}"#
    );
    for media_type in [
        "content-type: application/vnd.workshop.v1+json; charset=utf-8",
        "server: theirs",
    ] {
        replying(Reply::new(&format!("200 OK\n{media_type}"), &body), async |foreign| {
            let client = builder(foreign).build().unwrap();
            let order: Order = client.orders().get_order(&order_id()).await.unwrap().into_body();
            assert_eq!(order.priority.as_str(), "later");
        })
        .await;
    }
}

#[tokio::test]
async fn a_response_that_never_ends_is_given_up() {
    let limit = Duration::from_millis(200);
    for reply in [
        Reply::silence(),
        Reply::new(JSON, "{}").stalled(1),
        Reply::new(JSON, "{}").stalled(20),
    ] {
        let error = failure_with(reply.clone(), |builder| builder.timeout(limit)).await;
        assert!(matches!(error, Error::Timeout(it) if it == limit), "{error:?}");
        assert!(error.is_timeout());
        replying(reply, async |foreign| {
            let client = builder(foreign).timeout(Duration::MAX).build().unwrap();
            let error = client.orders().get_order(&order_id()).timeout(limit).await.unwrap_err();
            assert!(matches!(error, Error::Timeout(it) if it == limit), "{error:?}");
        })
        .await;
    }
}

#[tokio::test]
async fn a_response_that_breaks_off_is_a_fault_of_the_transport() {
    let whole = Reply::new(JSON, "{}");
    for (reply, status) in [
        (whole.clone().cut(1), Some(200)),
        (whole.cut(20), None),
        (Reply::new("0", "").cut(9), None),
    ] {
        let error = failure(reply).await;
        assert!(matches!(error, Error::Transport(_)), "{error:?}");
        assert_eq!(error.status().map(|status| status.as_u16()), status);
        assert!(!error.is_connect() && !error.is_timeout());
        assert!(std::error::Error::source(&error).is_some());
    }
}

#[tokio::test]
async fn a_refused_connection_is_told_as_such() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    drop(listener);
    let client = Client::builder().base_url(format!("http://{address}")).build().unwrap();
    let error = within(client.orders().get_order(&order_id())).await.unwrap_err();
    assert!(matches!(error, Error::Transport(_)) && error.is_connect(), "{error:?}");
    assert_eq!(error.to_string(), "no connection to the server could be made");
    assert_eq!((error.status(), error.request_id()), (None, None));
}
