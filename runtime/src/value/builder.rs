//! In: the events of one value: scalars, and arrays and objects that open and close.
//! Out: a tape.
//! Guarantee: an object that repeats a member name is marked so.

use std::collections::HashSet;

use super::{Entry, Number, Tape, Value};

/// Up to this many member names are compared pair by pair, beyond it they are hashed.
const COMPARED_PAIRWISE: usize = 16;

/// A tape that is being written.
pub(crate) struct Builder<'t> {
    tape: Tape<'t>,
}

/// An array or object that was opened and is not closed yet.
#[derive(Debug)]
#[must_use]
pub(crate) struct Open {
    at: usize,
}

impl<'t> Builder<'t> {
    /// A builder with room for `entries` entries.
    pub(crate) fn with_capacity(entries: usize) -> Self {
        Self {
            tape: Tape {
                entries: Vec::with_capacity(entries),
                unescaped: String::new(),
            },
        }
    }

    pub(crate) fn finish(self) -> Tape<'t> {
        self.tape
    }

    pub(crate) fn null(&mut self) {
        self.tape.entries.push(Entry::Null);
    }

    pub(crate) fn bool(&mut self, bool: bool) {
        self.tape.entries.push(Entry::Bool(bool));
    }

    pub(crate) fn number(&mut self, number: Number) {
        self.tape.entries.push(Entry::Number(number));
    }

    pub(crate) fn borrowed(&mut self, text: &'t str) {
        self.tape.entries.push(Entry::Borrowed(text));
    }

    /// A string that does not live as long as the tape.
    pub(crate) fn copied(&mut self, text: &str) {
        let start = self.tape.unescaped.len();
        self.tape.unescaped.push_str(text);
        self.end_text(start);
    }

    /// The text that strings which are put together piece by piece are appended to; see [`end_text`](Self::end_text).
    pub(super) fn text(&mut self) -> &mut String {
        &mut self.tape.unescaped
    }

    /// A string: what was appended to [`text`](Self::text) since it was `start` bytes long.
    pub(super) fn end_text(&mut self, start: usize) {
        let end = self.tape.unescaped.len();
        self.tape.entries.push(Entry::Unescaped { start, end });
    }

    /// Opens an array or object. What follows up to its closing belongs to it.
    pub(crate) fn open(&mut self) -> Open {
        let at = self.tape.entries.len();
        self.tape.entries.push(Entry::Null);
        Open { at }
    }

    pub(crate) fn close_array(&mut self, open: Open, count: usize) {
        let end = self.tape.entries.len();
        self.set(open, Entry::Array { end, count });
    }

    /// Closes an object with `count` members, each of which was written as a string and a value.
    pub(crate) fn close_object(&mut self, open: Open, count: usize) {
        let end = self.tape.entries.len();
        let at = open.at;
        let repeats = false;
        self.set(open, Entry::Object { end, count, repeats });
        if count > 1 && self.has_repeated_names(at, count) {
            let repeats = true;
            self.set(Open { at }, Entry::Object { end, count, repeats });
        }
    }

    fn set(&mut self, open: Open, entry: Entry<'t>) {
        if let Some(slot) = self.tape.entries.get_mut(open.at) {
            *slot = entry;
        }
    }

    fn has_repeated_names(&self, at: usize, count: usize) -> bool {
        let object = Value::at(&self.tape, at);
        let Some(members) = object.as_object() else {
            return false;
        };
        if count > COMPARED_PAIRWISE {
            let mut seen = HashSet::with_capacity(count);
            return !members.into_iter().all(|(name, _)| seen.insert(name));
        }
        let mut seen = [""; COMPARED_PAIRWISE];
        for (index, (name, _)) in members.enumerate() {
            let (before, after) = seen.split_at_mut(index.min(COMPARED_PAIRWISE));
            if before.contains(&name) {
                return true;
            }
            if let Some(slot) = after.first_mut() {
                *slot = name;
            }
        }
        false
    }
}
