//! In: a frame.
//! Out: the item as the type that the document gives it.
//! Guarantee: a frame that cannot be read says why, with the place.

use super::ServerEvent;
use super::event::milliseconds;
use super::frames::Frame;
use crate::decode::{from_json_in, from_tape_in};
use crate::value::{Tape, Value};
use crate::{Context, Decode, DecodeError, Encode, Text, Writer};

/// What a frame turned out to be.
#[derive(Debug)]
pub(crate) enum Item<T> {
    Value(T),
    /// No item, but the sign that there are no more.
    End,
}

/// How many services of JSON events say that there are no more of them; it is no JSON itself.
const DONE: &str = "[DONE]";

/// A record of JSON.
pub(crate) fn read_json<T: Decode>(frame: Frame, cx: Context) -> Result<Item<T>, DecodeError> {
    let value = match frame {
        Frame::Record(text) => from_json_in(&text, cx),
        Frame::Event(event) => from_json_in(event.data.as_bytes(), cx),
    };
    value.map(Item::Value)
}

/// An event as an object of its fields, which are texts.
pub(crate) fn read_event<T: Decode>(frame: Frame, cx: Context) -> Result<Item<T>, DecodeError> {
    let event = event(frame);
    let data = Writer::to_tape(&event.data);
    let tape = Writer::to_tape(&EventFields::of(&event, data.root()));
    Ok(Item::Value(from_tape_in(&tape, cx.of_text())?))
}

/// An event as an object of its fields, of which `data` is JSON; a text where it is none.
pub(crate) fn read_json_event<T: Decode>(frame: Frame, cx: Context) -> Result<Item<T>, DecodeError> {
    let event = event(frame);
    let data = Tape::from_json(event.data.as_bytes()).unwrap_or_else(|_| Writer::to_tape(&event.data));
    let tape = Writer::to_tape(&EventFields::of(&event, data.root()));
    Ok(Item::Value(from_tape_in(&tape, cx)?))
}

/// An event whose `data` is JSON.
pub(crate) fn read_payload<T: Decode>(frame: Frame, cx: Context) -> Result<Item<ServerEvent<T>>, DecodeError> {
    let event = event(frame);
    if event.data == DONE {
        return Ok(Item::End);
    }
    let data = from_json_in(event.data.as_bytes(), cx)?;
    Ok(Item::Value(with_data(event, data)))
}

/// An event whose `data` is a text.
pub(crate) fn read_text_payload<T: Text>(frame: Frame, mut cx: Context) -> Result<Item<ServerEvent<T>>, DecodeError> {
    let event = event(frame);
    let data = T::from_text(&event.data, &mut cx);
    let data = cx.finish(data)?;
    Ok(Item::Value(with_data(event, data)))
}

fn event(frame: Frame) -> ServerEvent<String> {
    match frame {
        Frame::Event(event) => event,
        Frame::Record(text) => ServerEvent::new(String::from_utf8_lossy(&text).into_owned()),
    }
}

fn with_data<T>(event: ServerEvent<String>, data: T) -> ServerEvent<T> {
    ServerEvent {
        data,
        event: event.event,
        id: event.id,
        retry: event.retry,
    }
}

/// An event as an object.
struct EventFields<'e> {
    event: Option<&'e str>,
    data: Value<'e>,
    id: Option<&'e str>,
    retry: Option<u64>,
}

impl<'e> EventFields<'e> {
    fn of(event: &'e ServerEvent<String>, data: Value<'e>) -> Self {
        Self {
            event: event.event.as_deref(),
            data,
            id: event.id.as_deref(),
            retry: event.retry.map(milliseconds),
        }
    }
}

impl Encode for EventFields<'_> {
    fn encode(&self, writer: &mut Writer) {
        let mut fields = writer.object();
        if let Some(event) = self.event {
            fields.required("event", event);
        }
        fields.required("data", &self.data);
        if let Some(id) = self.id {
            fields.required("id", id);
        }
        if let Some(retry) = self.retry {
            fields.required("retry", &retry);
        }
        fields.end();
    }
}
