//! In: a tape and a place on it.
//! Out: [`Value`], and iterators over the elements or members of the value.
//! Guarantee: cursors are copied freely and never panic, whatever is asked of them.

use std::fmt;

use super::{Entry, Number, Tape};

/// One value on a [`Tape`].
#[derive(Clone, Copy)]
pub struct Value<'t> {
    tape: &'t Tape<'t>,
    at: usize,
}

/// What a [`Value`] is.
#[derive(Clone, Copy)]
pub enum Kind<'t> {
    /// `null`
    Null,
    /// `true` or `false`
    Bool(bool),
    /// A number.
    Number(Number),
    /// A string, without its escapes.
    String(&'t str),
    /// An array, by its elements.
    Array(Elements<'t>),
    /// An object, by its members.
    Object(Members<'t>),
}

impl<'t> Value<'t> {
    /// The value whose first entry is the one at `at`.
    pub(super) fn at(tape: &'t Tape<'t>, at: usize) -> Self {
        Self { tape, at }
    }

    /// Which entry of the tape the value begins at.
    pub(crate) fn position(self) -> usize {
        self.at
    }

    /// How many entries the value takes.
    pub(crate) fn extent(self) -> usize {
        self.end().saturating_sub(self.at)
    }

    /// How many entries the whole tape has.
    pub(crate) fn tape_extent(self) -> usize {
        self.tape.entries.len()
    }

    fn entry(self) -> Entry<'t> {
        self.tape.entries.get(self.at).copied().unwrap_or(Entry::Null)
    }

    /// Where the next value begins.
    fn end(self) -> usize {
        match self.entry() {
            Entry::Array { end, .. } | Entry::Object { end, .. } => end,
            _ => self.at + 1,
        }
    }

    /// What the value is.
    #[must_use]
    pub fn kind(self) -> Kind<'t> {
        match self.entry() {
            Entry::Null => Kind::Null,
            Entry::Bool(bool) => Kind::Bool(bool),
            Entry::Number(number) => Kind::Number(number),
            Entry::Borrowed(text) => Kind::String(text),
            Entry::Unescaped { start, end } => Kind::String(self.tape.unescaped.get(start..end).unwrap_or("")),
            Entry::Array { count, .. } => Kind::Array(Elements {
                tape: self.tape,
                next: self.at + 1,
                left: count,
            }),
            Entry::Object { end, count, repeats } => Kind::Object(Members {
                tape: self.tape,
                next: self.at + 1,
                end,
                left: count,
                repeats,
            }),
        }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        matches!(self.entry(), Entry::Null)
    }

    /// The truth value, if the value is one.
    #[must_use]
    pub fn as_bool(self) -> Option<bool> {
        match self.entry() {
            Entry::Bool(bool) => Some(bool),
            _ => None,
        }
    }

    /// The number, if the value is one.
    #[must_use]
    pub fn as_number(self) -> Option<Number> {
        match self.entry() {
            Entry::Number(number) => Some(number),
            _ => None,
        }
    }

    /// The string without its escapes, if the value is one.
    #[must_use]
    pub fn as_str(self) -> Option<&'t str> {
        match self.kind() {
            Kind::String(text) => Some(text),
            _ => None,
        }
    }

    /// The elements, if the value is an array.
    #[must_use]
    pub fn as_array(self) -> Option<Elements<'t>> {
        match self.kind() {
            Kind::Array(elements) => Some(elements),
            _ => None,
        }
    }

    /// The members, if the value is an object.
    #[must_use]
    pub fn as_object(self) -> Option<Members<'t>> {
        match self.kind() {
            Kind::Object(members) => Some(members),
            _ => None,
        }
    }

    /// What the value is, in words: "a string".
    #[must_use]
    pub fn kind_name(self) -> &'static str {
        match self.entry() {
            Entry::Null => "null",
            Entry::Bool(_) => "a boolean",
            Entry::Number(_) => "a number",
            Entry::Borrowed(_) | Entry::Unescaped { .. } => "a string",
            Entry::Array { .. } => "an array",
            Entry::Object { .. } => "an object",
        }
    }
}

impl fmt::Debug for Value<'_> {
    /// Prints the kind of the value only: it may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.kind_name())
    }
}

/// The elements of an array, in order.
#[derive(Clone, Copy, Debug)]
pub struct Elements<'t> {
    tape: &'t Tape<'t>,
    next: usize,
    left: usize,
}

impl<'t> Iterator for Elements<'t> {
    type Item = Value<'t>;

    fn next(&mut self) -> Option<Value<'t>> {
        self.left = self.left.checked_sub(1)?;
        let value = Value {
            tape: self.tape,
            at: self.next,
        };
        self.next = value.end();
        Some(value)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Elements<'_> {}

/// The members of an object, in the order of the document, with repeated names if it repeats any.
#[derive(Clone, Copy, Debug)]
pub struct Members<'t> {
    tape: &'t Tape<'t>,
    next: usize,
    end: usize,
    left: usize,
    repeats: bool,
}

impl<'t> Members<'t> {
    /// Whether the object names a member more than once.
    #[must_use]
    pub fn has_repeated_names(&self) -> bool {
        self.repeats
    }

    /// Finds the member `name` among those not yet passed and passes it, or leaves the iterator as it is.
    ///
    /// Unlike `Iterator::find` it does not count what is left: use it on an iterator that is not iterated otherwise.
    pub(crate) fn seek(&mut self, name: &str) -> Option<Value<'t>> {
        self.seek_until(self.end, name)
    }

    /// Like [`seek`](Self::seek), in the members that stand before those of `later`.
    pub(crate) fn seek_before(&mut self, later: &Self, name: &str) -> Option<Value<'t>> {
        self.seek_until(later.next, name)
    }

    fn seek_until(&mut self, end: usize, name: &str) -> Option<Value<'t>> {
        let mut at = self.next;
        while at < end {
            let key = Value { tape: self.tape, at };
            let value = Value {
                tape: self.tape,
                at: at + 1,
            };
            at = value.end();
            if key.as_str() == Some(name) {
                self.next = at;
                return Some(value);
            }
        }
        None
    }
}

impl<'t> Iterator for Members<'t> {
    type Item = (&'t str, Value<'t>);

    fn next(&mut self) -> Option<(&'t str, Value<'t>)> {
        self.left = self.left.checked_sub(1)?;
        let key = Value {
            tape: self.tape,
            at: self.next,
        };
        let value = Value {
            tape: self.tape,
            at: self.next + 1,
        };
        self.next = value.end();
        Some((key.as_str().unwrap_or(""), value))
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl ExactSizeIterator for Members<'_> {}
