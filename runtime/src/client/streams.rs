//! In: a body whose items come one after another: one to send, or that of a response which is still arriving.
//! Out: the same in one of the forms that documents declare; of a response the stream of its items.
//! Guarantee: a body of another media type is never taken for a stream; nothing is asked of a stream before it is sent.

use http::header::CONTENT_TYPE;

use super::forms::{brief, undecodable};
use super::undecodable::Unreadable;
use super::{Body, BodyWriter, DecodeFailure, RawResponse};
use crate::stream::{
    Framing, ReadItem, Reading, Sending, Write, event, json, payload, read, read_event, read_json, read_json_event,
    read_payload, read_text_payload, text_payload,
};
use crate::{Decode, Encode, ItemStream, ServerEvent, Text};

/// Items as the body of a request. One that breaks the document's rules breaks the request off.
impl BodyWriter<'_> {
    /// JSON Lines: one value a line.
    pub fn json_lines<T: Encode + 'static>(&mut self, media_type: &str, items: ItemStream<T>) {
        self.items(media_type, items, (Framing::Lines, json));
    }

    /// A JSON text sequence (RFC 7464).
    pub fn json_sequence<T: Encode + 'static>(&mut self, media_type: &str, items: ItemStream<T>) {
        self.items(media_type, items, (Framing::Sequence, json));
    }

    /// Events, made of objects of their fields: `event`, `data`, `id` and `retry`. Fields that are no texts are written as
    /// JSON.
    pub fn events<T: Encode + 'static>(&mut self, media_type: &str, items: ItemStream<T>) {
        self.items(media_type, items, (Framing::Events, event));
    }

    /// Events whose `data` is JSON.
    pub fn event_values<T: Encode + 'static>(&mut self, media_type: &str, items: ItemStream<ServerEvent<T>>) {
        self.items(media_type, items, (Framing::Events, payload));
    }

    /// Events whose `data` is a text.
    pub fn event_texts<T: Text + 'static>(&mut self, media_type: &str, items: ItemStream<ServerEvent<T>>) {
        self.items(media_type, items, (Framing::Events, text_payload));
    }

    fn items<T: 'static>(&mut self, media_type: &str, items: ItemStream<T>, (framing, write): (Framing, Write<T>)) {
        let frames = Sending::new(items, framing, self.direction(), write);
        self.draft.body(media_type, Body::stream(frames));
    }
}

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

    fn items<T: 'static>(&self, framing: Framing, decode: ReadItem<T>) -> Result<ItemStream<T>, DecodeFailure> {
        self.plain()?;
        let Some((body, limit)) = self.take_arriving() else {
            let media_type = self.header_text(CONTENT_TYPE).unwrap_or_default();
            return Err(undecodable(Unreadable::ContentType(brief(media_type))));
        };
        let reading = Reading {
            framing,
            limit,
            context: self.context(),
        };
        Ok(read(body, reading, decode))
    }
}
