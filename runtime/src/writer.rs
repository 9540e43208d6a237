//! In: the events of one value, in order.
//! Out: JSON text, or a tape from which any serde serializer can be served.
//! Guarantee: text is escaped, and numbers are written, as serde_json does it.

use std::collections::BTreeMap;

use crate::codec::Null;
use crate::constraint::ObjectRule;
use crate::context::{Direction, VIOLATION_LIMIT};
use crate::encode::Encode;
use crate::maybe::Maybe;
use crate::value::{Builder, Number, Open, Tape};
use crate::violation::{Violation, Violations};

/// Where [`Encode`] writes to.
#[derive(Debug)]
pub struct Writer {
    sink: Sink,
    /// Where the value travels; `None`: nowhere, or it does not matter.
    direction: Option<Direction>,
    /// The members that unions write into the next object.
    tags: Tags,
    /// What is wrong with what was written; only of values that travel.
    broken: Vec<Violation>,
}

/// Names and values of members.
type Tags = Vec<(&'static str, &'static str)>;

enum Sink {
    Text(Vec<u8>),
    Tape(Builder<'static>),
}

/// What typical bodies need, so that they are written without growing.
const FIRST_BYTES: usize = 256;

impl Writer {
    /// A writer of JSON text.
    #[must_use]
    pub fn json() -> Self {
        Self::new(Sink::Text(Vec::with_capacity(FIRST_BYTES)))
    }

    /// The same for a value that travels: members that go in the other direction only are left out.
    #[must_use]
    pub fn in_direction(mut self, direction: Direction) -> Self {
        self.direction = Some(direction);
        self
    }

    fn new(sink: Sink) -> Self {
        Self {
            sink,
            direction: None,
            tags: Tags::new(),
            broken: Vec::new(),
        }
    }

    /// The JSON text of what was written.
    #[must_use]
    pub fn into_json(self) -> Vec<u8> {
        match self.sink {
            Sink::Text(text) => text,
            Sink::Tape(tape) => {
                let mut writer = Self::json();
                tape.finish().root().encode(&mut writer);
                writer.into_json()
            }
        }
    }

    /// What `value` writes where it travels, as a tape, unless it breaks rules.
    pub(crate) fn to_tape_in<T: Encode + ?Sized>(value: &T, direction: Direction) -> Result<Tape<'static>, Violations> {
        let mut writer = Self::new(Sink::Tape(Builder::with_capacity(16))).in_direction(direction);
        value.encode(&mut writer);
        match writer.violations() {
            Some(violations) => Err(violations),
            None => Ok(writer.into_tape()),
        }
    }

    /// What is wrong with what was written.
    pub(crate) fn violations(&mut self) -> Option<Violations> {
        let mut broken = std::mem::take(&mut self.broken).into_iter();
        let first = broken.next()?;
        Some(Violations::new(first, broken.collect(), 0))
    }

    /// Notes what is wrong with a value that travels.
    #[cold]
    pub(crate) fn note(&mut self, violation: Violation) {
        if self.direction.is_some() && self.broken.len() < VIOLATION_LIMIT {
            self.broken.push(violation);
        }
    }

    /// Writes `value`, and places what is wrong with it.
    fn within<T: Encode + ?Sized>(&mut self, value: &T, place: impl Fn(Violation) -> Violation) {
        let before = self.broken.len();
        value.encode(self);
        if self.broken.len() > before {
            let below = self.broken.split_off(before);
            self.broken.extend(below.into_iter().map(place));
        }
    }

    /// What `value` writes, as a tape.
    pub(crate) fn to_tape<T: Encode + ?Sized>(value: &T) -> Tape<'static> {
        let mut writer = Self::new(Sink::Tape(Builder::with_capacity(16)));
        value.encode(&mut writer);
        writer.into_tape()
    }

    /// The JSON text of a value that travels as this one does.
    pub(crate) fn json_alike<T: Encode + ?Sized>(&mut self, value: &T) -> Vec<u8> {
        let mut writer = Self::json();
        writer.direction = self.direction;
        value.encode(&mut writer);
        self.broken.append(&mut writer.broken);
        writer.into_json()
    }

    fn into_tape(self) -> Tape<'static> {
        match self.sink {
            Sink::Tape(tape) => tape.finish(),
            Sink::Text(_) => Builder::with_capacity(0).finish(),
        }
    }

    /// Writes `null`.
    pub fn null(&mut self) {
        match &mut self.sink {
            Sink::Text(text) => text.extend_from_slice(b"null"),
            Sink::Tape(tape) => tape.null(),
        }
    }

    /// Writes `true` or `false`.
    pub fn bool(&mut self, bool: bool) {
        match &mut self.sink {
            Sink::Text(text) => text.extend_from_slice(if bool { b"true" } else { b"false" }),
            Sink::Tape(tape) => tape.bool(bool),
        }
    }

    /// Writes an integer.
    pub fn i64(&mut self, number: i64) {
        match &mut self.sink {
            Sink::Text(text) => push_scalar(text, &number),
            Sink::Tape(tape) => tape.number(Number::from(number)),
        }
    }

    /// Writes an integer.
    pub fn u64(&mut self, number: u64) {
        match &mut self.sink {
            Sink::Text(text) => push_scalar(text, &number),
            Sink::Tape(tape) => tape.number(Number::from(number)),
        }
    }

    /// Writes a number, by the shortest text that reads as the same `f64`. JSON has no NaN and no infinity: these are
    /// written as `null`.
    pub fn f64(&mut self, number: f64) {
        match &mut self.sink {
            Sink::Text(text) => push_scalar(text, &number),
            Sink::Tape(tape) if number.is_finite() => tape.number(Number::Float(number)),
            Sink::Tape(tape) => tape.null(),
        }
    }

    /// Writes a string.
    pub fn str(&mut self, string: &str) {
        match &mut self.sink {
            Sink::Text(text) => push_scalar(text, string),
            Sink::Tape(tape) => tape.copied(string),
        }
    }

    /// Begins an object, to be ended by [`ObjectWriter::end`].
    pub fn object(&mut self) -> ObjectWriter<'_> {
        let open = self.open(b'{');
        let mut object = ObjectWriter {
            tags: std::mem::take(&mut self.tags),
            writer: self,
            open,
            count: 0,
            hidden: false,
            rules: &[],
            names: Vec::new(),
        };
        for index in 0..object.tags.len() {
            if let Some((name, value)) = object.tags.get(index).copied() {
                object.member(name).str(value);
            }
        }
        object
    }

    /// Writes the object that `value` is, and in it first a member that its type does not have.
    pub fn tagged<T: Encode>(&mut self, name: &'static str, tag: &'static str, value: &T) {
        self.tags.retain(|(other, _)| *other != name);
        self.tags.push((name, tag));
        value.encode(self);
        self.tags.clear();
    }

    /// Begins an array, to be ended by [`ArrayWriter::end`].
    pub fn array(&mut self) -> ArrayWriter<'_> {
        let open = self.open(b'[');
        ArrayWriter {
            writer: self,
            open,
            count: 0,
        }
    }

    fn open(&mut self, bracket: u8) -> Option<Open> {
        match &mut self.sink {
            Sink::Text(text) => {
                text.push(bracket);
                None
            }
            Sink::Tape(tape) => Some(tape.open()),
        }
    }

    fn separate(&mut self, count: usize) {
        if let Sink::Text(text) = &mut self.sink
            && count > 0
        {
            text.push(b',');
        }
    }

    fn name(&mut self, count: usize, name: &str) {
        self.separate(count);
        self.str(name);
        if let Sink::Text(text) = &mut self.sink {
            text.push(b':');
        }
    }
}

/// Writes a string or number as serde_json does.
fn push_scalar<T: serde::Serialize + ?Sized>(text: &mut Vec<u8>, scalar: &T) {
    // Writing scalars to memory cannot fail.
    let _ = serde_json::to_writer(text, scalar);
}

impl std::fmt::Debug for Sink {
    /// Says nothing of what was written: it may hold secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Text(_) => "Text",
            Self::Tape(_) => "Tape",
        })
    }
}

/// An object that is being written. Without [`end`](Self::end) the text is cut short.
#[derive(Debug)]
#[must_use]
pub struct ObjectWriter<'w> {
    writer: &'w mut Writer,
    open: Option<Open>,
    count: usize,
    /// The members that unions wrote.
    tags: Tags,
    /// Whether the next member is left out.
    hidden: bool,
    /// What the members must satisfy together, and their names where there is anything.
    rules: &'static [ObjectRule],
    names: Vec<String>,
}

impl ObjectWriter<'_> {
    /// The members must satisfy these rules together. It is called before any is written.
    pub fn with_rules(mut self, rules: &'static [ObjectRule]) -> Self {
        self.names = self.tags.iter().map(|(name, _)| (*name).to_owned()).collect();
        self.rules = rules;
        self
    }

    /// The next member travels in responses only: it is left out of a request.
    pub fn in_responses(&mut self) -> &mut Self {
        self.hidden = self.writer.direction == Some(Direction::Request);
        self
    }

    /// The next member travels in requests only: it is left out of a response.
    pub fn in_requests(&mut self) -> &mut Self {
        self.hidden = self.writer.direction == Some(Direction::Response);
        self
    }

    /// Writes the member `name`.
    pub fn required<T: Encode + ?Sized>(&mut self, name: &str, value: &T) {
        if !std::mem::take(&mut self.hidden) {
            self.member(name).within(value, |violation| violation.in_member(name));
        }
    }

    /// Writes the member `name`, without which a value is wrong in the direction in which the member travels.
    pub fn demanded<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        match value {
            Some(value) => self.required(name, value),
            None if std::mem::take(&mut self.hidden) => {}
            None => {
                let missing = Violation::new("required", "is required");
                self.writer.note(missing.in_member(name));
            }
        }
    }

    /// The same of a member that may be `null`.
    pub fn demanded_or_null<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        self.required(name, value);
    }

    /// Writes the member `name`, or nothing for `None`.
    pub fn optional<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        match value {
            Some(value) => self.required(name, value),
            None => self.hidden = false,
        }
    }

    /// Writes the member `name`, with `null` for [`Maybe::Null`] and nothing for [`Maybe::Absent`].
    pub fn maybe<T: Encode>(&mut self, name: &str, value: &Maybe<T>) {
        match value {
            Maybe::Absent => self.hidden = false,
            Maybe::Null => self.required(name, &Null),
            Maybe::Value(value) => self.required(name, value),
        }
    }

    /// Writes a member for each entry. Names that are members already must not be among them; those that a union wrote
    /// are left out.
    pub fn additional<T: Encode>(&mut self, members: &BTreeMap<String, T>) {
        for (name, value) in members {
            if !self.is_tag(name) {
                self.member(name).within(value, |violation| violation.in_member(name));
            }
        }
    }

    /// Whether a union wrote the member `name`.
    pub(crate) fn is_tag(&self, name: &str) -> bool {
        self.tags.iter().any(|(tag, _)| *tag == name)
    }

    /// Writes the name of a member, whose value is to be written next.
    pub fn member(&mut self, name: &str) -> &mut Writer {
        self.writer.name(self.count, name);
        self.count += 1;
        if !self.rules.is_empty() {
            self.names.push(name.to_owned());
        }
        self.writer
    }

    /// Ends the object.
    pub fn end(self) {
        let has = |name: &str| self.names.iter().any(|known| known == name);
        for violation in self.rules.iter().filter_map(|rule| rule.broken(self.count, has)) {
            self.writer.note(violation);
        }
        match (&mut self.writer.sink, self.open) {
            (Sink::Tape(tape), Some(open)) => tape.close_object(open, self.count),
            (Sink::Text(text), _) => text.push(b'}'),
            (Sink::Tape(_), None) => {}
        }
    }
}

/// An array that is being written. Without [`end`](Self::end) the text is cut short.
#[derive(Debug)]
#[must_use]
pub struct ArrayWriter<'w> {
    writer: &'w mut Writer,
    open: Option<Open>,
    count: usize,
}

impl ArrayWriter<'_> {
    /// Writes the next element.
    pub fn element<T: Encode + ?Sized>(&mut self, value: &T) {
        self.writer.separate(self.count);
        let index = self.count;
        self.count += 1;
        self.writer.within(value, |violation| violation.in_element(index));
    }

    /// Writes the next element, or nothing for `None`.
    pub fn optional<T: Encode>(&mut self, value: &Option<T>) {
        if let Some(value) = value {
            self.element(value);
        }
    }

    /// Writes an element for each of `values`.
    pub fn rest<T: Encode>(&mut self, values: &[T]) {
        values.iter().for_each(|value| self.element(value));
    }

    /// Ends the array.
    pub fn end(self) {
        match (&mut self.writer.sink, self.open) {
            (Sink::Tape(tape), Some(open)) => tape.close_array(open, self.count),
            (Sink::Text(text), _) => text.push(b']'),
            (Sink::Tape(_), None) => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_sinks_hold_the_same_value() {
        let json: serde_json::Value =
            serde_json::from_str(r#"{"a": [1, -1, 0.5, 18446744073709551615, "é\n", {}, []], "b": null, "c\"": true}"#)
                .unwrap();
        let tape = Writer::to_tape(&json);
        assert_eq!(serde_json::to_value(tape.root()).unwrap(), json);
        assert_eq!(crate::encode::to_json(&tape.root()), crate::encode::to_json(&json));
    }

    #[test]
    fn what_is_no_json_number_is_null() {
        for number in [f64::NAN, f64::INFINITY, f64::NEG_INFINITY] {
            assert!(Writer::to_tape(&number).root().is_null());
            assert_eq!(crate::encode::to_json(&number), b"null");
        }
    }
}
