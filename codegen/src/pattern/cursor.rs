//! In: the text of a regular expression.
//! Out: [`Cursor`], its characters one after the other, with a look ahead.
//! Guarantees: an offset is a count of characters, reading beyond the end gives `None`, and a clone costs nothing.

use std::str::Chars;

use super::repair::Repairs;

/// A place in the text of a regular expression.
#[derive(Clone, Debug)]
pub(super) struct Cursor<'s> {
    rest: Chars<'s>,
    offset: usize,
    repairs: Option<&'s Repairs>,
}

impl<'s> Cursor<'s> {
    /// `repairs` are noted there; without, nothing is repaired.
    pub(super) fn new(source: &'s str, repairs: Option<&'s Repairs>) -> Self {
        Self {
            rest: source.chars(),
            offset: 0,
            repairs,
        }
    }

    /// Notes how something that ECMA-262 does not have is read; `false` if it may not be.
    pub(super) fn repair(&self, offset: usize, reading: impl FnOnce() -> String) -> bool {
        match self.repairs {
            Some(repairs) => {
                repairs.note(offset, reading());
                true
            }
            None => false,
        }
    }

    /// How many characters stand before the next one.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.rest.clone().next()
    }

    /// The character behind the next one.
    pub(super) fn peek_second(&self) -> Option<char> {
        self.rest.clone().nth(1)
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.rest.next()?;
        self.offset += 1;
        Some(character)
    }

    /// Steps over `expected` if it comes next.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let Some(rest) = self.rest.as_str().strip_prefix(expected) else {
            return false;
        };
        self.rest = rest.chars();
        self.offset += expected.chars().count();
        true
    }

    /// Steps over the characters that `accepts` takes and gives them.
    pub(super) fn eat_while(&mut self, accepts: impl Fn(char) -> bool) -> &'s str {
        let text = self.rest.as_str();
        let rest = text.trim_start_matches(&accepts);
        let eaten = text.strip_suffix(rest).unwrap_or_default();
        self.rest = rest.chars();
        self.offset += eaten.chars().count();
        eaten
    }
}
