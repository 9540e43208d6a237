//! How answers are read.

use axum::extract::Path;
use axum::routing::post;
use stubsmith_runtime::client::{Error, RawResponse, Response, Unreadable};
use stubsmith_runtime::http::StatusCode;

use crate::emitted::{CancelInvoiceError, Client, Invoice, Problem};
use crate::service::{always, answer, client, id, json};

type Cancelled = Result<Response<Invoice>, Error<CancelInvoiceError>>;

async fn cancel(response: stubsmith_runtime::http::Response<http_body_util::Full<bytes::Bytes>>) -> Cancelled {
    client(response).invoices().cancel_invoice(&id("inv_1")).await
}

fn problem(message: &str) -> Box<Problem> {
    Box::new(Problem {
        message: message.to_owned(),
    })
}

#[tokio::test]
async fn a_success_keeps_its_response() {
    let headers = [
        ("content-type", "application/json"),
        ("x-request-id", "req_1"),
        ("request-id", "req_2"),
    ];
    let response = cancel(answer(200, &headers, r#"{"id": "inv_1", "amount": 5}"#))
        .await
        .unwrap();
    assert_eq!(response.status(), StatusCode::OK);
    assert_eq!(response.request_id(), Some("req_1"));
    assert_eq!(response.headers()["request-id"], "req_2");
    assert_eq!(response.body().amount, Some(5));
    assert_eq!(response.raw().body(), br#"{"id": "inv_1", "amount": 5}"#);
    assert!(!response.raw().is_truncated());
    assert_eq!(response.into_body().id, "inv_1");
}

#[tokio::test]
async fn a_router_in_the_same_process_answers() {
    let cancel = |Path(id): Path<String>| async move {
        ([("content-type", "application/json")], format!(r#"{{"id": "{id}"}}"#))
    };
    let router = axum::Router::new().route("/base/v1/invoices/{id}/cancel", post(cancel));
    let client = Client::builder().transport(router).build().unwrap();
    let response = client.invoices().cancel_invoice(&id("a/b")).await.unwrap();
    assert_eq!(response.body().id, "a/b");
}

#[tokio::test]
async fn declared_errors_are_typed() {
    let table = [
        (404, CancelInvoiceError::NotFound(problem("m"))),
        (410, CancelInvoiceError::Gone),
        (425, CancelInvoiceError::Conflict(425.try_into().unwrap(), problem("m"))),
        (500, CancelInvoiceError::Default(500.try_into().unwrap(), problem("m"))),
    ];
    for (status, expected) in table {
        let error = cancel(json(status, r#"{"message": "m"}"#)).await.unwrap_err();
        assert_eq!(error.api(), Some(&expected));
        assert_eq!(error.status().map(|status| status.as_u16()), Some(status));
        assert_eq!(error.headers().unwrap()["content-type"], "application/json");
        assert!(error.response().is_none());
    }
}

#[tokio::test]
async fn other_statuses_are_undeclared() {
    for status in [201, 302, 399] {
        let error = cancel(answer(status, &[("request-id", "req_2")], "hello"))
            .await
            .unwrap_err();
        assert_eq!(error.request_id(), Some("req_2"));
        let Error::Undeclared(response) = error else {
            panic!("{error:?}");
        };
        assert_eq!(response.status().as_u16(), status);
        assert_eq!(response.body(), b"hello");
    }
}

async fn reason(headers: &[(&str, &str)], body: &'static [u8]) -> Unreadable {
    match cancel(answer(200, headers, body)).await {
        Err(Error::Undecodable(error)) => {
            assert_eq!(error.response().body(), body);
            error.reason().clone()
        }
        other => panic!("{other:?}"),
    }
}

#[tokio::test]
async fn the_media_type_must_be_json() {
    const BODY: &[u8] = br#"{"id": "inv_1"}"#;
    for media_type in [
        "application/json",
        "Application/JSON; charset=utf-8",
        "application/problem+json",
        "application/vnd.x.v1+JSON ; a=b",
    ] {
        let response = cancel(answer(200, &[("content-type", media_type)], BODY)).await;
        assert!(response.is_ok(), "{media_type}");
    }
    assert!(cancel(answer(200, &[], BODY)).await.is_ok());
    for media_type in [
        "text/html",
        "application/jsonp",
        "json",
        "application/json+xml",
        "text/plain; json",
        "",
    ] {
        let reason = reason(&[("content-type", media_type)], BODY).await;
        assert_eq!(reason, Unreadable::ContentType(media_type.to_owned()));
    }
    let reason = reason(&[("content-encoding", "gzip")], BODY).await;
    assert_eq!(reason, Unreadable::ContentEncoding("gzip".to_owned()));
    let identity = [("content-encoding", "identity")];
    assert!(cancel(answer(200, &identity, BODY)).await.is_ok());
}

#[tokio::test]
async fn bodies_that_are_not_what_is_declared_are_undecodable() {
    let headers = [("content-type", "application/json")];
    assert_eq!(reason(&headers, b"").await, Unreadable::Empty);
    assert_eq!(reason(&headers, b"\xef\xbb\xbf").await, Unreadable::Empty);
    assert!(matches!(reason(&headers, b"{").await, Unreadable::Json(_)));
    assert!(matches!(reason(&headers, b"\xff").await, Unreadable::Json(_)));
    let with_mark = cancel(answer(200, &headers, &b"\xef\xbb\xbf{\"id\": \"inv_1\"}"[..])).await;
    assert!(with_mark.is_ok());
}

#[tokio::test]
async fn all_violations_are_told_with_their_places() {
    let error = cancel(json(200, r#"{"amount": "hunter2", "session": 1}"#))
        .await
        .unwrap_err();
    let shown = error.to_string();
    let Error::Undecodable(undecodable) = &error else {
        panic!("{error:?}");
    };
    let found: Vec<(&str, &str)> = undecodable
        .violations()
        .unwrap()
        .iter()
        .map(|violation| (violation.pointer(), violation.rule()))
        .collect();
    assert_eq!(found, [("/id", "required"), ("/amount", "type"), ("/session", "type")]);
    assert!(
        shown.starts_with("the body of the response cannot be read (200 OK): "),
        "{shown}"
    );
    assert!(shown.contains("/amount: must be an integer"), "{shown}");
    assert!(!shown.contains("hunter2"), "{shown}");
    let declared = cancel(json(404, "[]")).await.unwrap_err();
    assert!(matches!(declared, Error::Undecodable(_)));
}

#[tokio::test]
async fn the_text_of_an_error_is_one_line_and_bounded() {
    let members: Vec<String> = (0..100).map(|at| format!(r#""a\nb{at}": {{}}"#)).collect();
    let body = format!("{{{}}}", members.join(","));
    let error = cancel(answer(423, &[], body)).await.unwrap_err();
    let text = error.to_string();
    assert!(text.chars().count() < 1200, "{text}");
    assert!(!text.contains('\n'), "{text}");
    assert!(text.contains("/a\\nb0: must be a string"), "{text}");
}

#[tokio::test]
async fn a_body_where_none_is_declared_is_ignored() {
    let client = client(answer(204, &[("content-type", "text/html")], "stray"));
    let response = client.invoices().delete_invoice(&id("a")).await.unwrap();
    assert_eq!(response.raw().body(), b"stray");
    let () = response.into_body();
}

#[tokio::test]
async fn a_body_over_the_limit_is_undecodable() {
    let body = r#"{"id": "inv_1"}"#;
    for (limit, fits) in [(body.len(), true), (body.len() - 1, false)] {
        let (transport, _) = always(json(200, body));
        let client = Client::builder()
            .max_response_bytes(limit)
            .transport(transport)
            .build()
            .unwrap();
        match client.invoices().cancel_invoice(&id("inv_1")).await {
            Ok(_) => assert!(fits),
            Err(error) => assert!(
                !fits && error.to_string().ends_with("it is larger than 14 bytes"),
                "{error}"
            ),
        }
    }
}

fn kept(error: &Error<CancelInvoiceError>) -> (&RawResponse, usize) {
    let response = error.response().unwrap();
    (response, response.body().len())
}

#[tokio::test]
async fn errors_keep_the_beginning_of_the_body() {
    let error = cancel(answer(302, &[], vec![b'a'; 64 << 10])).await.unwrap_err();
    let (response, length) = kept(&error);
    assert_eq!((length, response.is_truncated()), (64 << 10, false));
    let error = cancel(answer(302, &[], vec![b'a'; (64 << 10) + 1])).await.unwrap_err();
    let (response, length) = kept(&error);
    assert_eq!((length, response.is_truncated()), (64 << 10, true));
    assert!(matches!(error, Error::Undeclared(_)));
}
