//! Requests as they travel, to generated servers: nothing panics, no answer says that the server is at fault, and each is
//! what it says.

#![no_main]

#[path = "../../tests/malformed/depot.rs"]
mod depot;
#[path = "../../tests/malformed/foundry.rs"]
mod foundry;
#[path = "../../tests/malformed/obstacles.rs"]
mod obstacles;

use std::sync::LazyLock;

use futures_util::FutureExt as _;
use http_body_util::BodyExt as _;
use libfuzzer_sys::fuzz_target;
use serde_json::Value;
use stubsmith_runtime::axum::Router;
use stubsmith_runtime::axum::body::Body;
use stubsmith_runtime::http::header::{ALLOW, CONTENT_TYPE, WWW_AUTHENTICATE};
use stubsmith_runtime::http::{HeaderName, HeaderValue, Request, StatusCode};
use stubsmith_runtime::server::Response;
use tower::ServiceExt as _;

static SERVERS: LazyLock<[Router; 3]> = LazyLock::new(|| [obstacles::router(), depot::router(), foundry::router()]);

/// How many headers are read.
const HEADERS: usize = 32;

fuzz_target!(|bytes: &[u8]| {
    for server in &*SERVERS {
        let Some(request) = request(bytes) else { return };
        let is_head = request.method() == "HEAD";
        let answer = server.clone().oneshot(request).now_or_never();
        let Some(Ok(answer)) = answer else {
            panic!("nothing has to be waited for");
        };
        judge(answer, is_head);
    }
});

/// The request, if the bytes begin with a head; the rest is its body.
fn request(bytes: &[u8]) -> Option<Request<Body>> {
    let mut headers = [httparse::EMPTY_HEADER; HEADERS];
    let mut head = httparse::Request::new(&mut headers);
    let Ok(httparse::Status::Complete(length)) = head.parse(bytes) else {
        return None;
    };
    let mut request = Request::builder().method(head.method?).uri(head.path?);
    for header in head.headers {
        let name = HeaderName::from_bytes(header.name.as_bytes()).ok()?;
        request = request.header(name, HeaderValue::from_bytes(header.value).ok()?);
    }
    request.body(Body::from(bytes.get(length..)?.to_vec())).ok()
}

/// Looks at what holds for every answer.
fn judge(answer: Response, is_head: bool) {
    let (head, body) = answer.into_parts();
    assert!(!head.status.is_server_error(), "{head:?}");
    assert!(head.headers.contains_key("x-request-id"), "{head:?}");
    let needed = match head.status {
        StatusCode::UNAUTHORIZED => Some(WWW_AUTHENTICATE),
        StatusCode::METHOD_NOT_ALLOWED => Some(ALLOW),
        _ => None,
    };
    assert!(needed.is_none_or(|name| head.headers.contains_key(name)), "{head:?}");
    let Some(Ok(body)) = body.collect().now_or_never() else {
        panic!("a body that was not whole");
    };
    let body = body.to_bytes();
    let media_type = head.headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    assert!(body.is_empty() || media_type.is_some(), "{head:?}");
    if media_type.is_some_and(|media_type| media_type.contains("json")) && !is_head {
        let value: Result<Value, _> = serde_json::from_slice(&body);
        assert!(value.is_ok(), "{head:?} {body:?}");
    }
}
