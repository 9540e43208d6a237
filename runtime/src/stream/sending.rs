//! In: the items of a body.
//! Out: its bytes, item by item.
//! Guarantee: each item leaves when it is there; dropping this drops the stream; a source that fails breaks the body off,
//! so that nobody takes it for whole.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;

use super::framing::Framing;
use super::{ItemStream, StreamError};
use crate::{Direction, Violations};

/// What makes the frame of an item.
pub(crate) type Write<T> = fn(&T, Framing, Direction) -> Result<Vec<u8>, Violations>;

/// The frames that items make.
pub(crate) struct Sending<T> {
    /// `None` after the end, and after an error.
    items: Option<ItemStream<T>>,
    framing: Framing,
    direction: Direction,
    write: Write<T>,
}

impl<T> Sending<T> {
    pub(crate) fn new(items: ItemStream<T>, framing: Framing, direction: Direction, write: Write<T>) -> Self {
        Self {
            items: Some(items),
            framing,
            direction,
            write,
        }
    }

    fn frame(&self, item: &T) -> Result<Bytes, StreamError> {
        let frame = (self.write)(item, self.framing, self.direction);
        frame
            .map(Bytes::from)
            .map_err(|violations| StreamError::Source(violations.into()))
    }
}

impl<T> Stream for Sending<T> {
    type Item = Result<Bytes, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(items) = &mut self.items else {
            return Poll::Ready(None);
        };
        let item = ready!(Pin::new(items).poll_next(cx));
        let frame = item.map(|item| self.frame(&item?));
        if !matches!(frame, Some(Ok(_))) {
            self.items = None;
        }
        Poll::Ready(frame)
    }
}

impl<T> fmt::Debug for Sending<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sending").finish_non_exhaustive()
    }
}
