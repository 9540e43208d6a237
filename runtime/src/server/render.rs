//! In: rejections, and panics of user code.
//! Out: responses in the envelope of an API, and a line in the log.
//! Guarantee: a panic of the envelope costs one request, and no error text leaves.

use std::any::Any;
use std::panic::{AssertUnwindSafe, catch_unwind};

use http::header::{ACCEPT, ACCEPT_ENCODING, ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, StatusCode};

use super::{BoxError, Envelope, Rejection, Response, respond};

/// The response that tells a client why its request is turned away.
pub(super) fn rejection(envelope: Envelope, rejection: &Rejection) -> Response {
    log(rejection);
    let rendered = catch_unwind(AssertUnwindSafe(|| envelope(rejection)));
    let mut response = rendered.unwrap_or_else(|panic| {
        let request_id = rejection.request_id();
        tracing::error!(request_id, panic = panic_message(&*panic), "the envelope panicked");
        respond::empty(StatusCode::INTERNAL_SERVER_ERROR)
    });
    let headers = response.headers_mut();
    if let Some(allow) = allow(rejection) {
        headers.insert(ALLOW, allow);
    }
    if let Ok(accept) = HeaderValue::from_str(rejection.accept())
        && !accept.is_empty()
    {
        headers.insert(ACCEPT, accept);
    }
    if rejection.is_encoded() {
        headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
    }
    for challenge in rejection.challenges() {
        if let Ok(challenge) = HeaderValue::from_str(challenge) {
            headers.append(WWW_AUTHENTICATE, challenge);
        }
    }
    response
}

fn allow(rejection: &Rejection) -> Option<HeaderValue> {
    let methods: Vec<_> = rejection.allow().iter().map(http::Method::as_str).collect();
    let named = !methods.is_empty();
    named.then(|| HeaderValue::from_str(&methods.join(", ")).ok()).flatten()
}

/// Internal errors are the operator's business, all else is the client's.
fn log(rejection: &Rejection) {
    let request_id = rejection.request_id();
    match rejection.cause() {
        Some(error) => tracing::error!(request_id, error = chain(error), "an internal error"),
        None => tracing::debug!(request_id, code = rejection.code(), "a request was rejected"),
    }
}

/// The messages of an error and its sources.
fn chain(error: &BoxError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

/// What a panic says.
pub(super) fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(no message)")
}
