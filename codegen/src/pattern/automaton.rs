//! In: a minimal automaton.
//! Out: [`Automaton`], its tables as the runtime walks them.
//! Guarantees: the tables are within the limit, and bytes that no state tells apart have the same class.

use std::{collections::HashMap, fmt};

use super::{
    MAX_TABLE_BYTES, PatternError,
    determinize::{State, Table},
};

/// A deterministic automaton over the bytes of UTF-8 texts, which accepts the texts that a pattern matches.
///
/// State 0 is the start. Nothing leads out of state 1, where no text matches any more, and state 2, where every text
/// matches.
#[derive(Clone, PartialEq, Eq)]
pub struct Automaton {
    source: String,
    classes: [u8; 256],
    class_count: u16,
    transitions: Vec<u16>,
    accepting: Vec<bool>,
}

impl Automaton {
    pub(super) fn new(source: &str, table: &Table) -> Result<Self, PatternError> {
        let too_large = PatternError::TooLarge { bytes: MAX_TABLE_BYTES };
        let Some(columns) = Columns::new(&table.states) else {
            return Err(too_large);
        };
        let automaton = Self {
            source: source.to_owned(),
            classes: table
                .classes
                .map(|class| columns.of_class.get(usize::from(class)).copied().unwrap_or_default()),
            class_count: columns.count(),
            transitions: columns.rows(),
            accepting: table.states.iter().map(|state| state.accepting).collect(),
        };
        if automaton.table_bytes() > MAX_TABLE_BYTES {
            return Err(too_large);
        }
        Ok(automaton)
    }

    /// The pattern as it was given.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// The class of each byte, from 0 to less than [`Self::class_count`].
    #[must_use]
    pub fn classes(&self) -> &[u8; 256] {
        &self.classes
    }

    /// How many classes of bytes there are, from 1 to 256.
    #[must_use]
    pub fn class_count(&self) -> u16 {
        self.class_count
    }

    /// How many states there are, at least 3.
    #[must_use]
    pub fn state_count(&self) -> usize {
        self.accepting.len()
    }

    /// Whether a transition takes two bytes rather than one.
    #[must_use]
    pub fn is_wide(&self) -> bool {
        self.state_count() > 256
    }

    /// The state that follows state `s` by class `c`, at `s * class_count + c`: a byte each, or two bytes each with the
    /// lower one first if [`Self::is_wide`].
    #[must_use]
    pub fn transition_bytes(&self) -> Vec<u8> {
        let width = self.width();
        self.transitions
            .iter()
            .flat_map(|state| state.to_le_bytes().into_iter().take(width))
            .collect()
    }

    /// Whether a text that ends in state `s` matches: bit `s % 8`, from the lowest on, of byte `s / 8`.
    #[must_use]
    pub fn accepting_bytes(&self) -> Vec<u8> {
        let byte = |states: &[bool]| {
            states
                .iter()
                .rev()
                .fold(0, |bits, accepting| bits << 1 | u8::from(*accepting))
        };
        self.accepting.chunks(8).map(byte).collect()
    }

    /// How many bytes the three tables take in a program, at most [`MAX_TABLE_BYTES`].
    #[must_use]
    pub fn table_bytes(&self) -> usize {
        self.classes.len() + self.transitions.len() * self.width() + self.accepting.len().div_ceil(8)
    }

    /// The state that follows another by a class of bytes.
    pub(super) fn next(&self, state: usize, class: u8) -> Option<usize> {
        let index = state * usize::from(self.class_count) + usize::from(class);
        self.transitions.get(index).map(|state| usize::from(*state))
    }

    /// Whether a text that ends in a state matches.
    pub(super) fn is_accepting(&self, state: usize) -> bool {
        self.accepting.get(state).copied().unwrap_or_default()
    }

    fn width(&self) -> usize {
        if self.is_wide() { 2 } else { 1 }
    }
}

impl fmt::Debug for Automaton {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Automaton")
            .field("source", &self.source)
            .field("states", &self.state_count())
            .field("classes", &self.class_count)
            .finish_non_exhaustive()
    }
}

/// The columns of the transition table that differ: equal ones belong to one class of bytes.
struct Columns {
    columns: Vec<Vec<u16>>,
    /// The column of each class that the states had.
    of_class: Vec<u8>,
}

impl Columns {
    /// `None` if there are too many states for 16 bits.
    fn new(states: &[State]) -> Option<Self> {
        let class_count = states.first()?.next.len();
        let mut columns = Vec::<Vec<u16>>::new();
        let mut numbers = HashMap::new();
        let mut of_class = Vec::new();
        for class in 0..class_count {
            let column: Vec<u16> = states
                .iter()
                .map(|state| u16::try_from(*state.next.get(class)?).ok())
                .collect::<Option<_>>()?;
            let count = columns.len();
            let number = *numbers.entry(column).or_insert_with_key(|column| {
                columns.push(column.clone());
                count
            });
            of_class.push(u8::try_from(number).ok()?);
        }
        Some(Self { columns, of_class })
    }

    fn count(&self) -> u16 {
        u16::try_from(self.columns.len()).unwrap_or(u16::MAX)
    }

    /// The table state by state.
    fn rows(&self) -> Vec<u16> {
        let states = self.columns.first().map_or(0, Vec::len);
        (0..states)
            .flat_map(|state| self.columns.iter().filter_map(move |column| column.get(state)))
            .copied()
            .collect()
    }
}
