//! In: a status and a stream of items.
//! Out: the response, in one of the forms that documents declare.
//! Guarantee: nothing is asked of the stream before the client reads.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use futures_core::Stream;
use http::header::CACHE_CONTROL;
use http::{HeaderValue, StatusCode};
use tracing::Span;

use super::Response;
use super::respond::{header, with_body};
use crate::stream::{Framing, Sending, Write, event, json, payload, text_payload};
use crate::{Direction, Encode, ItemStream, ServerEvent, StreamError, Text};

/// A response of JSON Lines: one value a line.
#[must_use]
pub fn json_lines<T: Encode + 'static>(status: StatusCode, media_type: &'static str, items: ItemStream<T>) -> Response {
    items_as(status, media_type, items, (Framing::Lines, json))
}

/// A response of a JSON text sequence (RFC 7464).
#[must_use]
pub fn json_sequence<T: Encode + 'static>(
    status: StatusCode,
    media_type: &'static str,
    items: ItemStream<T>,
) -> Response {
    items_as(status, media_type, items, (Framing::Sequence, json))
}

/// A response of events, made of objects of their fields: `event`, `data`, `id` and `retry`. Fields that are no texts are
/// written as JSON.
#[must_use]
pub fn events<T: Encode + 'static>(status: StatusCode, media_type: &'static str, items: ItemStream<T>) -> Response {
    uncached(items_as(status, media_type, items, (Framing::Events, event)))
}

/// A response of events whose `data` is JSON.
#[must_use]
pub fn event_values<T: Encode + 'static>(
    status: StatusCode,
    media_type: &'static str,
    items: ItemStream<ServerEvent<T>>,
) -> Response {
    uncached(items_as(status, media_type, items, (Framing::Events, payload)))
}

/// A response of events whose `data` is a text.
#[must_use]
pub fn event_texts<T: Text + 'static>(
    status: StatusCode,
    media_type: &'static str,
    items: ItemStream<ServerEvent<T>>,
) -> Response {
    uncached(items_as(status, media_type, items, (Framing::Events, text_payload)))
}

fn items_as<T: 'static>(
    status: StatusCode,
    media_type: &'static str,
    items: ItemStream<T>,
    (framing, write): (Framing, Write<T>),
) -> Response {
    let body = Body::from_stream(Logged {
        frames: Sending::new(items, framing, Direction::Response, write),
        span: Span::current(),
    });
    with_body(status, header(media_type), body)
}

/// Frames whose end is logged if it came too early.
struct Logged<T> {
    frames: Sending<T>,
    /// That of the request.
    span: Span,
}

impl<T> Stream for Logged<T> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let span = self.span.clone();
        let _entered = span.enter();
        let frame = ready!(Pin::new(&mut self.frames).poll_next(cx));
        if let Some(Err(error)) = &frame {
            let source = std::error::Error::source(error).map(ToString::to_string);
            tracing::error!(error = %error, source, "a stream broke off");
        }
        Poll::Ready(frame)
    }
}

/// Events are of the moment (WHATWG HTML, section 9.2.7).
fn uncached(mut response: Response) -> Response {
    let headers = response.headers_mut();
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
