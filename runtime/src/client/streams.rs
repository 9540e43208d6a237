//! In: a response whose body is still arriving.
//! Out: the stream of its items, in one of the forms that documents declare.
//! Guarantee: a body of another media type is never taken for a stream.

use http::header::CONTENT_TYPE;

use super::forms::{brief, undecodable};
use super::undecodable::Unreadable;
use super::{DecodeFailure, RawResponse};
use crate::stream::{
    Frame, Framing, Item, read, read_event, read_json, read_json_event, read_payload, read_text_payload,
};
use crate::{Context, Decode, DecodeError, ItemStream, ServerEvent, Text};

/// The items of a response: JSON Lines, JSON text sequences, or events.
///
/// # Errors
///
/// Each method fails where the body is of another media type, or is encoded in a way that the transport does not undo.
impl RawResponse {
    /// JSON Lines: one value a line.
    pub fn json_lines<T: Decode + 'static>(&self) -> Result<ItemStream<T>, DecodeFailure> {
        self.items(Framing::Lines, read_json)
    }

    /// A JSON text sequence (RFC 7464).
    pub fn json_sequence<T: Decode + 'static>(&self) -> Result<ItemStream<T>, DecodeFailure> {
        self.items(Framing::Sequence, read_json)
    }

    /// Events, each as the object of its fields `event`, `data`, `id` and `retry`, with `data` as a text.
    pub fn events<T: Decode + 'static>(&self) -> Result<ItemStream<T>, DecodeFailure> {
        self.items(Framing::Events, read_event)
    }

    /// Events, each as the object of its fields, with `data` as JSON.
    pub fn json_events<T: Decode + 'static>(&self) -> Result<ItemStream<T>, DecodeFailure> {
        self.items(Framing::Events, read_json_event)
    }

    /// Events whose `data` is JSON. `[DONE]`, which is none, ends the stream.
    pub fn event_values<T: Decode + 'static>(&self) -> Result<ItemStream<ServerEvent<T>>, DecodeFailure> {
        self.items(Framing::Events, read_payload)
    }

    /// Events whose `data` is a text.
    pub fn event_texts<T: Text + 'static>(&self) -> Result<ItemStream<ServerEvent<T>>, DecodeFailure> {
        self.items(Framing::Events, read_text_payload)
    }

    fn items<T: 'static>(
        &self,
        framing: Framing,
        decode: fn(Frame, Context) -> Result<Item<T>, DecodeError>,
    ) -> Result<ItemStream<T>, DecodeFailure> {
        self.plain()?;
        let Some((body, limit)) = self.take_arriving() else {
            let media_type = self.header_text(CONTENT_TYPE).unwrap_or_default();
            return Err(undecodable(Unreadable::ContentType(brief(media_type))));
        };
        Ok(read(body, framing, limit, decode, self.is_trusted()))
    }
}
