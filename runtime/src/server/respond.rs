//! In: a status and what the body is to hold.
//! Out: the response.
//! Guarantee: the headers fit the body; building one never fails.

use axum::body::Body;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use http_body::Body as _;

use super::Response;
use crate::{Encode, to_json};

/// A response with a JSON body.
#[must_use]
pub fn json<T: Encode + ?Sized>(status: StatusCode, body: &T) -> Response {
    bytes(status, HeaderValue::from_static("application/json"), to_json(body))
}

/// A response without a body.
#[must_use]
pub fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

pub(super) fn bytes(status: StatusCode, media_type: HeaderValue, body: Vec<u8>) -> Response {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

/// The response to `HEAD`: its body is left out, and its length kept (RFC 9110, section 9.3.2).
pub(super) fn head(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact() {
        parts.headers.entry(CONTENT_LENGTH).or_insert(length.into());
    }
    Response::from_parts(parts, Body::empty())
}
