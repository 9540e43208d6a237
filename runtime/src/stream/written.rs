//! In: an item.
//! Out: its frame.
//! Guarantee: what is written reads as the same item, whatever characters it has.

use super::ServerEvent;
use super::event::milliseconds;
use super::framing::Framing;
use crate::encode::to_valid_json;
use crate::{Direction, Encode, Text, Violations, Writer, to_json};

/// A record of JSON.
pub(crate) fn json<T: Encode>(item: &T, framing: Framing, direction: Direction) -> Result<Vec<u8>, Violations> {
    let mut json = to_valid_json(item, direction)?;
    if framing == Framing::Sequence {
        json.insert(0, 0x1e);
    }
    json.push(b'\n');
    Ok(json)
}

/// An event from an object of its fields. Members that no event has are left out.
pub(crate) fn event<T: Encode>(item: &T, _: Framing, direction: Direction) -> Result<Vec<u8>, Violations> {
    let tape = Writer::to_tape_in(item, direction)?;
    let mut lines = Lines::default();
    for (name, value) in tape.root().as_object().into_iter().flatten() {
        if let name @ ("event" | "data" | "id" | "retry") = name
            && !value.is_null()
        {
            match value.as_str() {
                Some(text) => lines.field(name, text),
                None => lines.field(name, &String::from_utf8_lossy(&to_json(&value))),
            }
        }
    }
    Ok(lines.end())
}

/// An event whose `data` is JSON.
pub(crate) fn payload<T: Encode>(
    item: &ServerEvent<T>,
    _: Framing,
    direction: Direction,
) -> Result<Vec<u8>, Violations> {
    let json = to_valid_json(&item.data, direction)?;
    Ok(whole(item, &String::from_utf8_lossy(&json)))
}

/// An event whose `data` is a text.
pub(crate) fn text_payload<T: Text>(item: &ServerEvent<T>, _: Framing, _: Direction) -> Result<Vec<u8>, Violations> {
    Ok(whole(item, &item.data.to_text()))
}

fn whole<T>(event: &ServerEvent<T>, data: &str) -> Vec<u8> {
    let mut lines = Lines::default();
    if let Some(name) = &event.event {
        lines.field("event", name);
    }
    lines.field("data", data);
    if let Some(id) = &event.id {
        lines.field("id", id);
    }
    if let Some(retry) = event.retry {
        lines.field("retry", &milliseconds(retry).to_string());
    }
    lines.end()
}

/// The lines of one event.
#[derive(Default)]
struct Lines(String);

impl Lines {
    /// A field. Data may have several lines; in the others, line ends would begin another field, so they become spaces.
    fn field(&mut self, name: &str, value: &str) {
        let is_end = |character: char| matches!(character, '\n' | '\r');
        if name == "data" {
            for line in value.replace("\r\n", "\n").split(is_end) {
                self.line(name, line);
            }
        } else {
            self.line(name, &value.replace(is_end, " "));
        }
    }

    fn line(&mut self, name: &str, value: &str) {
        for part in [name, ": ", value, "\n"] {
            self.0.push_str(part);
        }
    }

    fn end(mut self) -> Vec<u8> {
        self.0.push('\n');
        self.0.into_bytes()
    }
}
