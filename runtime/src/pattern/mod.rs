//! In: a regular expression that was compiled when the code was generated, to tables or to steps.
//! Out: [`Pattern`], which tells whether a text matches.
//! Guarantee: with tables, matching reads each byte of the text at most once and allocates nothing; with steps, time and
//! memory are bounded. Nothing panics.

mod steps;

use std::fmt;

pub use self::steps::{CharacterSet, PatternSteps, Step};

/// The state after which no text matches.
const DEAD: u16 = 1;
/// The state after which every text matches.
const MATCHED: u16 = 2;

/// The tables of a deterministic automaton over the bytes of UTF-8 texts, whose state 0 is the start.
///
/// Emitted code holds them; they are not meant to be written by hand. Nothing leads out of state 1, where no text matches
/// any more, and of state 2, where every text matches. An entry that is out of range gives no match, never a panic.
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
///
/// What no table can hold is matched by steps, which are bounded: a text that would cost more than two million of them
/// (100,000 where the expression has back-references) or more than 16 MiB does not match. Without back-references that
/// takes a text of some 100 KB or a very large expression.
pub struct Pattern(Kind);

enum Kind {
    Table(PatternTable),
    Steps(PatternSteps),
}

impl Pattern {
    /// A pattern with these tables.
    #[must_use]
    pub const fn new(table: PatternTable) -> Self {
        Self(Kind::Table(table))
    }

    /// A pattern with these steps.
    #[must_use]
    pub const fn from_steps(steps: PatternSteps) -> Self {
        Self(Kind::Steps(steps))
    }

    /// The regular expression, as the document has it.
    #[must_use]
    pub const fn source(&self) -> &'static str {
        match &self.0 {
            Kind::Table(table) => table.source,
            Kind::Steps(steps) => steps.source,
        }
    }

    /// Whether the text matches.
    #[must_use]
    pub fn is_match(&self, text: &str) -> bool {
        match &self.0 {
            Kind::Table(table) => table.is_match(text),
            Kind::Steps(steps) => steps.is_match(text),
        }
    }
}

impl PatternTable {
    fn is_match(&self, text: &str) -> bool {
        if self.wide {
            let (transitions, _) = self.transitions.as_chunks::<2>();
            self.walk(text, transitions, |entry| u16::from_le_bytes(*entry))
        } else {
            self.walk(text, self.transitions, |entry| u16::from(*entry))
        }
    }

    /// Follows one transition for each byte of the text, up to a state that nothing leads out of.
    #[inline]
    fn walk<T>(&self, text: &str, transitions: &[T], state_of: impl Fn(&T) -> u16) -> bool {
        let classes = self.classes;
        let class_count = usize::from(self.class_count);
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
        let bits = self.accepting.get(usize::from(state / 8)).copied().unwrap_or_default();
        bits >> (state % 8) & 1 == 1
    }
}

impl fmt::Debug for Pattern {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_tuple("Pattern").field(&self.source()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `^ab?$`: the start, the dead state, the state that matches for ever, `a` and `ab`; others, `a` and `b`.
    const TRANSITIONS: &[u8] = &[1, 3, 1, 1, 1, 1, 2, 2, 2, 1, 1, 4, 1, 1, 1];
    const TABLE: PatternTable = PatternTable {
        source: "^ab?$",
        classes: &classes(),
        class_count: 3,
        wide: false,
        transitions: TRANSITIONS,
        accepting: &[0b11100],
    };

    const fn classes() -> [u8; 256] {
        let mut classes = [0; 256];
        classes[b'a' as usize] = 1;
        classes[b'b' as usize] = 2;
        classes
    }

    fn widened(transitions: &[u8]) -> &'static [u8] {
        transitions
            .iter()
            .flat_map(|state| [*state, 0])
            .collect::<Vec<_>>()
            .leak()
    }

    /// Each table in both widths.
    fn matches(table: PatternTable, text: &str) -> bool {
        let narrow = Pattern::new(table).is_match(text);
        let wide = PatternTable {
            wide: true,
            transitions: widened(table.transitions),
            ..table
        };
        assert_eq!(Pattern::new(wide).is_match(text), narrow);
        narrow
    }

    #[test]
    fn a_text_matches_if_it_ends_in_an_accepting_state() {
        for text in ["a", "ab"] {
            assert!(matches(TABLE, text), "{text}");
        }
        for text in ["", "b", "ba", "abb", "abab", "é", "aé", "ab\n", "\u{10ffff}"] {
            assert!(!matches(TABLE, text), "{text}");
        }
    }

    #[test]
    fn what_follows_a_decision_is_not_looked_at() {
        // `^ab` in `^ab?$`'s states: behind `ab` every text matches.
        let prefix = PatternTable {
            transitions: &[1, 3, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2],
            accepting: &[0b100],
            ..TABLE
        };
        assert!(matches(prefix, "ab"));
        // The row of state 2 would say that nothing matches.
        assert!(matches(prefix, "ab, and whatever follows"));
        // The row of state 1 would say that everything matches.
        let after_dead = PatternTable {
            transitions: &[1, 1, 1, 2, 2, 2, 2, 2, 2],
            ..prefix
        };
        assert!(!matches(after_dead, "ba"));
    }

    #[test]
    fn a_wide_table_has_states_beyond_a_byte() {
        // State 0 leads to state 258, which is the last one and accepting.
        let mut transitions = [1, 0].repeat(259);
        transitions[..2].copy_from_slice(&[2, 1]);
        let mut accepting = vec![0; 33];
        accepting[32] = 0b100;
        let pattern = Pattern::new(PatternTable {
            source: "",
            classes: &[0; 256],
            class_count: 1,
            wide: true,
            transitions: transitions.leak(),
            accepting: accepting.leak(),
        });
        assert!(pattern.is_match("x"));
        assert!(!pattern.is_match(""));
        assert!(!pattern.is_match("xx"));
    }

    #[test]
    fn a_malformed_table_does_not_panic() {
        let malformed = [
            PatternTable {
                transitions: &[],
                ..TABLE
            },
            PatternTable {
                transitions: &[1],
                ..TABLE
            },
            PatternTable {
                transitions: &[255; 15],
                ..TABLE
            },
            PatternTable {
                accepting: &[],
                ..TABLE
            },
            PatternTable {
                classes: &[255; 256],
                ..TABLE
            },
            PatternTable {
                class_count: u16::MAX,
                ..TABLE
            },
        ];
        for table in malformed {
            assert!(!matches(table, "ab"));
        }
        assert!(!Pattern::new(PatternTable { wide: true, ..TABLE }).is_match("ab"));
    }

    #[test]
    fn a_pattern_is_printed_as_its_source() {
        static PATTERN: Pattern = Pattern::new(TABLE);
        assert_eq!(format!("{PATTERN:?}"), r#"Pattern("^ab?$")"#);
        assert_eq!(PATTERN.source(), "^ab?$");
    }
}
