//! In: the items of a response.
//! Out: its body.
//! Guarantee: each item leaves when it is there; once the client goes away, the stream is dropped; a source that fails
//! breaks the body off, so that no client takes it for whole.

use std::pin::Pin;
use std::task::{Context, Poll, ready};

use axum::body::Body;
use bytes::Bytes;
use futures_core::Stream;
use tracing::Span;

use super::framing::Framing;
use super::{ItemStream, StreamError};
use crate::Violations;

/// What makes the frame of an item.
pub(crate) type Write<T> = fn(&T, Framing) -> Result<Vec<u8>, Violations>;

/// The body that the items make.
pub(crate) fn send<T: 'static>(items: ItemStream<T>, framing: Framing, write: Write<T>) -> Body {
    Body::from_stream(Sending {
        items: Some(items),
        framing,
        write,
        span: Span::current(),
    })
}

struct Sending<T> {
    /// `None` after the end, and after an error.
    items: Option<ItemStream<T>>,
    framing: Framing,
    write: Write<T>,
    /// That of the request.
    span: Span,
}

impl<T> Stream for Sending<T> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let span = self.span.clone();
        let _entered = span.enter();
        let Some(items) = &mut self.items else {
            return Poll::Ready(None);
        };
        let item = ready!(Pin::new(items).poll_next(cx));
        let written = item.map(|item| (self.write)(&item?, self.framing).map_err(|it| StreamError::Source(it.into())));
        if !matches!(written, Some(Ok(_))) {
            self.items = None;
        }
        if let Some(Err(error)) = &written {
            let source = std::error::Error::source(error).map(ToString::to_string);
            tracing::error!(error = %error, source, "a stream broke off");
        }
        Poll::Ready(written.map(|written| written.map(Bytes::from)))
    }
}
