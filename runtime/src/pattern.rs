//! In: the tables of a regular expression that was compiled when the code was generated.
//! Out: [`Pattern`], which tells whether a text matches.
//! Guarantee: matching reads each byte of the text at most once, allocates nothing and never panics.

use std::fmt;

/// The state after which no text matches.
const DEAD: u16 = 1;
/// The state after which every text matches.
const MATCHED: u16 = 2;

/// The tables of a deterministic automaton over the bytes of UTF-8 texts, whose state 0 is the start.
///
/// Generated code holds them; they are not meant to be written by hand. An entry that is out of range matches nothing.
#[derive(Clone, Copy)]
pub struct PatternTable {
    /// The regular expression, as the document has it.
    pub source: &'static str,
    /// The class of each byte, from 0 to less than `class_count`.
    pub classes: &'static [u8; 256],
    /// How many classes of bytes there are.
    pub class_count: u16,
    /// Whether a transition takes two bytes, the lower one first, rather than one.
    pub wide: bool,
    /// The state that follows state `s` by class `c`, at `s * class_count + c`.
    pub transitions: &'static [u8],
    /// Whether a text that ends in state `s` matches: bit `s % 8`, from the lowest on, of byte `s / 8`.
    pub accepting: &'static [u8],
}

/// A regular expression of ECMA-262, compiled: the constraint that JSON Schema calls `pattern`.
///
/// As JSON Schema has it, a text matches if any part of it does, and a text is a sequence of Unicode characters.
pub struct Pattern {
    table: PatternTable,
}

impl Pattern {
    /// A pattern with these tables.
    #[must_use]
    pub const fn new(table: PatternTable) -> Self {
        Self { table }
    }

    /// The regular expression, as the document has it.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        self.table.source
    }

    /// Whether the text matches.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        if self.table.wide {
            let (transitions, _) = self.table.transitions.as_chunks::<2>();
            self.walk(text, transitions, |entry| u16::from_le_bytes(*entry))
        } else {
            self.walk(text, self.table.transitions, |entry| u16::from(*entry))
        }
    }

    /// Follows one transition for each byte of the text, up to a state that nothing leads out of.
    #[inline]
    fn walk<T>(&self, text: &str, transitions: &[T], state_of: impl Fn(&T) -> u16) -> bool {
        let classes = self.table.classes;
        let class_count = usize::from(self.table.class_count);
        let mut state = 0;
        for byte in text.bytes() {
            // Never out of range: there is a class for each byte.
            let class = classes.get(usize::from(byte)).copied().unwrap_or_default();
            let place = usize::from(state) * class_count + usize::from(class);
            state = match transitions.get(place).map(&state_of) {
                None | Some(DEAD) => return false,
                Some(MATCHED) => return true,
                Some(next) => next,
            };
        }
        let bits = self
            .table
            .accepting
            .get(usize::from(state / 8))
            .copied()
            .unwrap_or_default();
        bits >> (state % 8) & 1 == 1
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Pattern").field(&self.source()).finish()
    }
}
