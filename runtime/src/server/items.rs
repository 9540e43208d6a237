//! In: a request whose body comes item by item.
//! Out: the stream of its items, in one of the forms that documents declare.
//! Guarantee: what is held is one item, at most as large as a body may be; what breaks off is told as what it is.

use futures_util::TryStreamExt as _;
use http_body::Frame;
use http_body_util::{BodyExt as _, StreamBody};

use super::arriving::Interruption;
use super::rejection::Kind;
use super::violated::ViolatedList;
use super::{Location, Rejection, Request, Violated};
use crate::stream::{
    Framing, ReadItem, Reading, read, read_event, read_json, read_json_event, read_payload, read_text_payload,
};
use crate::{Decode, DecodeError, ItemStream, ServerEvent, StreamError, Text};

/// The items of a body: JSON Lines, JSON text sequences, or events. The limit of a body is that of each item.
///
/// [`content_or_items`](Request::content_or_items) finds out before which form the body has.
impl Request {
    /// JSON Lines: one value a line.
    pub fn json_lines<T: Decode + 'static>(&mut self) -> ItemStream<T> {
        self.items(Framing::Lines, read_json)
    }

    /// A JSON text sequence (RFC 7464).
    pub fn json_sequence<T: Decode + 'static>(&mut self) -> ItemStream<T> {
        self.items(Framing::Sequence, read_json)
    }

    /// Events, each as the object of its fields `event`, `data`, `id` and `retry`, with `data` as a text.
    pub fn events<T: Decode + 'static>(&mut self) -> ItemStream<T> {
        self.items(Framing::Events, read_event)
    }

    /// Events, each as the object of its fields, with `data` as JSON.
    pub fn json_events<T: Decode + 'static>(&mut self) -> ItemStream<T> {
        self.items(Framing::Events, read_json_event)
    }

    /// Events whose `data` is JSON. `[DONE]`, which is none, ends the stream.
    pub fn event_values<T: Decode + 'static>(&mut self) -> ItemStream<ServerEvent<T>> {
        self.items(Framing::Events, read_payload)
    }

    /// Events whose `data` is a text.
    pub fn event_texts<T: Text + 'static>(&mut self) -> ItemStream<ServerEvent<T>> {
        self.items(Framing::Events, read_text_payload)
    }

    fn items<T: 'static>(&mut self, framing: Framing, decode: ReadItem<T>) -> ItemStream<T> {
        let limits = self.manner.limits;
        let arriving = self.body.take().into_stream(limits.pause, None);
        let body = StreamBody::new(arriving.map_ok(Frame::data).map_err(Into::into));
        let reading = Reading {
            framing,
            limit: limits.body,
            context: self.manner.context(),
        };
        read(body.boxed_unsync(), reading, decode)
    }
}

/// The answer to a body of which an item cannot be had.
pub(super) fn rejection(error: StreamError) -> Rejection {
    match error {
        StreamError::Item {
            index,
            reason: DecodeError::Violations(violations),
        } => {
            let index = usize::try_from(index).unwrap_or(usize::MAX);
            let mut list = ViolatedList::default();
            list.omit(violations.omitted());
            for violation in violations {
                list.push(Violated::new(Location::Body, "", violation.in_element(index)));
            }
            Rejection::invalid(list)
        }
        StreamError::Item { .. } => Rejection::detailed(Kind::MalformedBody, error.to_string()),
        StreamError::TooLarge { .. } => Rejection::detailed(Kind::BodyTooLarge, error.to_string()),
        StreamError::Broken(error) => match error.downcast::<Interruption>() {
            Ok(interruption) => (*interruption).into(),
            Err(error) => Rejection::caused(error),
        },
        StreamError::Source(error) => Rejection::caused(error),
    }
}
