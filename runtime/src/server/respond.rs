//! In: a status and what the body is to hold.
//! Out: the response.
//! Guarantee: the headers fit the body; building one never fails.

use axum::body::Body;
use bytes::Bytes;
#[cfg(feature = "xml")]
use http::header::VARY;
use http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use http::{HeaderValue, StatusCode};
use http_body::Body as _;

#[cfg(feature = "xml")]
use super::Accept;
use super::Response;
pub use super::streams::{event_texts, event_values, events, json_lines, json_sequence};
use crate::encode::to_valid_json;
#[cfg(feature = "xml")]
use crate::media_type::is_xml;
#[cfg(feature = "xml")]
use crate::xml::{Root, to_valid_xml};
use crate::{Binary, Direction, Encode, ResponseHeaders, Text, Violations, write_headers};

/// A response with a JSON body.
#[must_use]
pub fn json<T: Encode + ?Sized>(status: StatusCode, body: &T) -> Response {
    json_as(status, "application/json", body)
}

/// A response with a JSON body of another media type.
#[must_use]
pub fn json_as<T: Encode + ?Sized>(status: StatusCode, media_type: &'static str, body: &T) -> Response {
    match to_valid_json(body, Direction::Response) {
        Ok(text) => with_body(status, header(media_type), text),
        Err(violations) => unsendable(violations),
    }
}

/// Why a response is not what the document describes.
#[derive(Clone)]
pub(super) struct Unsendable(pub(super) Violations);

/// What stands for a response that breaks the document's rules, until it is rejected as an internal error.
#[cold]
fn unsendable(violations: Violations) -> Response {
    let mut response = empty(StatusCode::INTERNAL_SERVER_ERROR);
    response.extensions_mut().insert(Unsendable(violations));
    response
}

/// A response with a value in XML.
#[cfg(feature = "xml")]
#[must_use]
pub fn xml<T: Encode + ?Sized>(status: StatusCode, media_type: &'static str, root: &Root, body: &T) -> Response {
    match to_valid_xml(body, root, Direction::Response) {
        Ok(text) => with_body(status, header(media_type), text),
        Err(violations) => unsendable(violations),
    }
}

/// A response with a value in JSON or XML: in that of the `media_types` which the client likes best, else in the first.
#[cfg(feature = "xml")]
#[must_use]
pub fn json_or_xml<T: Encode + ?Sized>(
    status: StatusCode,
    accept: &Accept,
    media_types: &[&'static str],
    root: &Root,
    body: &T,
) -> Response {
    let mut response = match accept.best(media_types) {
        Some(media_type) if is_xml(media_type) => xml(status, media_type, root, body),
        Some(media_type) => json_as(status, media_type, body),
        None => json(status, body),
    };
    response.headers_mut().insert(VARY, HeaderValue::from_static("accept"));
    response
}

/// A response with a text.
#[must_use]
pub fn text<T: Text>(status: StatusCode, media_type: &'static str, body: &T) -> Response {
    with_body(status, header(media_type), body.to_text().into_owned())
}

/// A response with bytes.
#[must_use]
pub fn bytes(status: StatusCode, media_type: &'static str, body: Bytes) -> Response {
    with_body(status, header(media_type), body)
}

/// A response with bytes that say themselves what they are.
#[must_use]
pub fn binary(status: StatusCode, body: Binary) -> Response {
    let (media_type, bytes) = body.into_parts();
    with_body(status, media_type, bytes)
}

/// A response with the headers that the document declares for it.
#[must_use]
pub fn headed<H: ResponseHeaders>(headers: &H, mut response: Response) -> Response {
    match write_headers(headers, response.headers_mut()) {
        Ok(()) => response,
        Err(violations) => unsendable(violations),
    }
}

/// A response without a body.
#[must_use]
pub fn empty(status: StatusCode) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = status;
    response
}

pub(super) fn with_body(status: StatusCode, media_type: HeaderValue, body: impl Into<Body>) -> Response {
    let mut response = Response::new(body.into());
    *response.status_mut() = status;
    response.headers_mut().insert(CONTENT_TYPE, media_type);
    response
}

/// A media type of the document, whose parameters may be anything.
pub(super) fn header(media_type: &'static str) -> HeaderValue {
    HeaderValue::from_str(media_type).unwrap_or(HeaderValue::from_static("application/octet-stream"))
}

/// The response to `HEAD`: its body is left out, and its length kept (RFC 9110, section 9.3.2).
pub(super) fn head(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact() {
        parts.headers.entry(CONTENT_LENGTH).or_insert(length.into());
    }
    Response::from_parts(parts, Body::empty())
}
