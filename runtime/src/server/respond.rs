//! In: a status and what the body is to hold.
//! Out: the response.
//! Guarantee: the headers fit the body; building one never fails.

use axum::body::Body;
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};

use super::Response;
use crate::{Direction, Encode, to_json_in};

/// A response with a JSON body.
#[must_use]
pub fn json<T: Encode + ?Sized>(status: StatusCode, body: &T) -> Response {
    bytes(
        status,
        HeaderValue::from_static("application/json"),
        to_json_in(body, Direction::Response),
    )
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
