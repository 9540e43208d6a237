use bytes::Bytes;
use http_body_util::{Limited, StreamBody};
use stubsmith_runtime::axum::body::Body;
use stubsmith_runtime::http;
use tower::ServiceExt as _;

use crate::api;
use crate::shop::{Answer, Shop, call, json_body, request, send};

const BODY: &str = r#"{"amount": 3, "lines": []}"#;

/// A body whose length is not known before it has arrived.
fn stream(chunks: Vec<Result<&'static str, std::io::Error>>) -> Body {
    let frames = chunks
        .into_iter()
        .map(|chunk| chunk.map(|text| http_body::Frame::data(Bytes::from_static(text.as_bytes()))));
    Body::new(StreamBody::new(futures_util::stream::iter(frames)))
}

fn post() -> http::request::Builder {
    request("POST", "/v1/invoices").header("content-type", "application/json")
}

async fn with_limit(limit: usize, request: http::Request<Body>) -> Answer {
    send(api::server(Shop::default()).body_limit(limit).into_router(), request).await
}

#[tokio::test]
async fn a_body_is_read_whole_or_in_pieces() {
    for body in [
        Body::from(BODY),
        stream(vec![Ok(r#"{"amount": 3, "#), Ok(""), Ok(r#""lines""#), Ok(": []}")]),
    ] {
        let shop = Shop::default();
        let answer = send(api::router(shop.clone()), post().body(body).unwrap()).await;
        assert_eq!(answer.status.as_u16(), 201, "{answer:?}");
        let (_, request) = shop.created();
        assert_eq!((request.body.amount, request.body.lines.len()), (3, 0));
    }
}

#[tokio::test]
async fn a_body_over_the_limit_is_refused() {
    let declared = post().header("content-length", "27");
    let unread = stream(vec![Err(std::io::Error::other("read although its length is known"))]);
    let answer = with_limit(26, declared.body(unread).unwrap()).await;
    assert_eq!(answer.rejection(), (413, "body_too_large".to_owned(), None));
    assert_eq!(answer.message(), "the body is larger than 26 bytes");

    let pieces = || stream(vec![Ok(r#"{"amount": 3, "#), Ok(r#""lines": []}"#)]);
    let answer = with_limit(25, post().body(pieces()).unwrap()).await;
    assert_eq!(answer.rejection(), (413, "body_too_large".to_owned(), None));
    let answer = with_limit(26, post().body(pieces()).unwrap()).await;
    assert_eq!(answer.status.as_u16(), 201);

    let limited_outside = Body::new(Limited::new(pieces(), 20));
    let answer = call(post().body(limited_outside).unwrap()).await;
    assert_eq!(answer.rejection(), (413, "body_too_large".to_owned(), None));
}

#[tokio::test]
async fn a_body_that_breaks_off_is_the_clients_fault() {
    let broken = stream(vec![Ok("{"), Err(std::io::Error::other("hunter2"))]);
    let answer = call(post().body(broken).unwrap()).await;
    assert_eq!(answer.rejection(), (400, "malformed_body".to_owned(), None));
}

#[tokio::test]
async fn media_types_are_checked() {
    let table = [
        (Some("application/json; charset=utf-8"), 201),
        (Some("application/vnd.sample+json"), 201),
        (Some("text/plain"), 415),
        (Some("application/json; charset=utf-16"), 415),
        (None, 415),
    ];
    for (media_type, status) in table {
        let mut builder = request("POST", "/v1/invoices");
        if let Some(media_type) = media_type {
            builder = builder.header("content-type", media_type);
        }
        let answer = call(builder.body(Body::from(BODY)).unwrap()).await;
        assert_eq!(answer.status.as_u16(), status, "{media_type:?}");
        if status == 415 {
            assert_eq!(answer.rejection().1, "unsupported_media_type");
        }
    }
    let gzip = post()
        .header("content-encoding", "gzip")
        .body(Body::from(BODY))
        .unwrap();
    assert_eq!(call(gzip).await.rejection().0, 415);
}

#[tokio::test]
async fn bodies_that_are_not_json_are_told_with_their_place() {
    let table = [
        ("", "the body is empty"),
        ("{\n  \"amount\": hunter2}", "at line 2 column 13"),
        ("{} hunter2", "at line 1 column 4"),
        ("\u{feff}{}", "at line 1 column 1"),
    ];
    for (body, expected) in table {
        let answer = call(json_body(request("POST", "/v1/invoices"), body)).await;
        assert_eq!(answer.rejection(), (400, "malformed_body".to_owned(), None), "{body}");
        assert!(answer.message().ends_with(expected), "{}", answer.message());
    }
}

#[tokio::test]
async fn invalid_bodies_are_told_with_the_member() {
    let answer = call(json_body(
        request("POST", "/v1/invoices"),
        r#"{"lines": [1], "amount": null}"#,
    ))
    .await;
    assert_eq!(
        answer.rejection(),
        (400, "invalid_body".to_owned(), Some("amount".to_owned()))
    );
    assert!(
        answer.message().contains("body at `/lines/0`: "),
        "{}",
        answer.message()
    );
    let answer = call(json_body(request("POST", "/v1/invoices"), "[]")).await;
    assert_eq!(answer.rejection(), (400, "invalid_body".to_owned(), None));
}

#[tokio::test]
async fn many_violations_do_not_make_a_large_answer() {
    let body = format!(r#"{{"amount": 1, "lines": [{}]}}"#, vec!["1"; 10_000].join(","));
    let answer = call(json_body(request("POST", "/v1/invoices"), &body)).await;
    assert_eq!(answer.rejection().2.as_deref(), Some("lines"));
    assert!(answer.text.len() < 2000, "{}", answer.text.len());
    assert!(answer.message().ends_with(" more"), "{}", answer.message());
}

#[tokio::test]
async fn an_optional_body_may_be_left_out() {
    let target = "/v1/invoices/inv_1/tags/v1?tag=a";
    let builder = || request("PUT", target).header("x-channel", "web");
    let table = [
        (builder().body(Body::empty()).unwrap(), Some(false)),
        (
            builder()
                .header("content-type", "text/plain")
                .body(Body::empty())
                .unwrap(),
            Some(false),
        ),
        (builder().body(stream(vec![])).unwrap(), Some(false)),
        (json_body(builder(), BODY), Some(true)),
        (builder().body(Body::from(BODY)).unwrap(), None),
    ];
    for (request, has_body) in table {
        let shop = Shop::default();
        let response = api::server(shop.clone()).oneshot(request).await.unwrap();
        match has_body {
            Some(has_body) => assert_eq!(shop.tagged().body.is_some(), has_body),
            None => assert_eq!(response.status().as_u16(), 415),
        }
    }
}
