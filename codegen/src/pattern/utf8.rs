//! In: an automaton that may be given any bytes.
//! Out: one that needs fewer states and fewer classes of bytes.
//! Guarantees: the two agree about every text in UTF-8 (RFC 3629); about other bytes nothing is promised.

use std::collections::{HashMap, HashSet};

use super::determinize::{DEAD, MATCHED, START, State, Table};

/// Rebuilds the automaton so that a character is decided as soon as its bytes allow.
///
/// A state within a character, from which all ways to finish the character lead to one state, is replaced by that
/// state, which skips the bytes that are left: no text has such bytes at the start of a character.
pub(super) fn fold(table: &Table) -> Table {
    let (classes, representatives) = classes(table);
    let mut folding = Folding {
        table,
        representatives,
        outcomes: HashMap::new(),
        found: vec![(START, Place::Start), (DEAD, Place::Start), (MATCHED, Place::Start)],
        numbers: HashMap::from([((START, Place::Start), START)]),
        skipping: HashSet::new(),
    };
    let mut rows = Vec::new();
    while let Some((state, place)) = folding.found.get(rows.len()).copied() {
        rows.push(folding.row(state, place));
    }
    let after_lead = |row: &[Option<u32>]| row.get(usize::from(classes[0xc2])).copied().flatten().unwrap_or(DEAD);
    let states = (0..)
        .zip(rows)
        .zip(&folding.found)
        .map(|((number, row), (state, place))| {
            // A byte that cannot come here had best share a class with others.
            let unused = if folding.skipping.contains(&number) {
                number
            } else {
                after_lead(&row)
            };
            State {
                next: row.into_iter().map(|next| next.unwrap_or(unused)).collect(),
                accepting: *place == Place::Start
                    && table.states.get(*state as usize).is_some_and(|state| state.accepting),
            }
        });
    Table {
        classes,
        states: states.collect(),
    }
}

/// Where in a character a byte stands.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Place {
    Start,
    OneLeft,
    TwoLeft,
    ThreeLeft,
    AfterE0,
    AfterEd,
    AfterF0,
    AfterF4,
}

impl Place {
    const ALL: [Self; 8] = [
        Self::Start,
        Self::OneLeft,
        Self::TwoLeft,
        Self::ThreeLeft,
        Self::AfterE0,
        Self::AfterEd,
        Self::AfterF0,
        Self::AfterF4,
    ];

    /// The byte to look up in place of `byte`, and the place behind it; nothing if a text cannot have any such byte
    /// here. A byte that a text cannot have is taken for the nearest one that it can have, so that both can share a
    /// class.
    fn step(self, byte: u8) -> Option<(u8, Self)> {
        let (low, high, next) = match self {
            Self::Start => return Self::lead(byte),
            Self::OneLeft => (0x80, 0xbf, Self::Start),
            Self::TwoLeft => (0x80, 0xbf, Self::OneLeft),
            Self::ThreeLeft => (0x80, 0xbf, Self::TwoLeft),
            Self::AfterE0 => (0xa0, 0xbf, Self::OneLeft),
            Self::AfterEd => (0x80, 0x9f, Self::OneLeft),
            Self::AfterF0 => (0x90, 0xbf, Self::TwoLeft),
            Self::AfterF4 => (0x80, 0x8f, Self::TwoLeft),
        };
        matches!(byte, 0x80..=0xbf).then(|| (byte.clamp(low, high), next))
    }

    fn lead(byte: u8) -> Option<(u8, Self)> {
        match byte {
            0x00..=0x7f => Some((byte, Self::Start)),
            0x80..=0xbf => None,
            0xc0..=0xdf => Some((byte.max(0xc2), Self::OneLeft)),
            0xe0 => Some((byte, Self::AfterE0)),
            0xed => Some((byte, Self::AfterEd)),
            0xe1..=0xef => Some((byte, Self::TwoLeft)),
            0xf0 => Some((byte, Self::AfterF0)),
            0xf1..=0xf3 => Some((byte, Self::ThreeLeft)),
            0xf4..=0xff => Some((0xf4, Self::AfterF4)),
        }
    }
}

/// The class of each byte, and one byte of each class. Bytes of a class lead to the same states in all places.
fn classes(table: &Table) -> ([u8; 256], Vec<u8>) {
    let mut representatives = Vec::new();
    let mut numbers = HashMap::new();
    let mut classes = [0; 256];
    for (byte, class) in (0..=u8::MAX).zip(&mut classes) {
        let steps = Place::ALL.map(|place| place.step(byte).map(|(byte, next)| (table.class(byte), next)));
        let count = numbers.len();
        *class = *numbers.entry(steps).or_insert_with(|| {
            representatives.push(byte);
            // There are no more classes than bytes.
            u8::try_from(count).unwrap_or(u8::MAX)
        });
    }
    (classes, representatives)
}

struct Folding<'t> {
    table: &'t Table,
    representatives: Vec<u8>,
    /// The one state that a state within a character leads to by the end of the character, if it is only one.
    outcomes: HashMap<(u32, Place), Option<u32>>,
    /// The states found so far, each at its number.
    found: Vec<(u32, Place)>,
    numbers: HashMap<(u32, Place), u32>,
    /// The states at which the rest of a character may be left to skip.
    skipping: HashSet<u32>,
}

impl Folding<'_> {
    /// What follows for each class of bytes; nothing for a byte that continues a character where none was begun.
    fn row(&mut self, state: u32, place: Place) -> Vec<Option<u32>> {
        let bytes = self.representatives.clone();
        bytes
            .into_iter()
            .map(|byte| match place.step(byte) {
                Some((byte, next_place)) => Some(self.target(self.table.next(state, byte), next_place)),
                None if place == Place::Start => None,
                None => Some(DEAD),
            })
            .collect()
    }

    /// The number of a state at a place.
    fn target(&mut self, state: u32, place: Place) -> u32 {
        let outcome = self.outcome(state, place);
        if let Some(absorbing @ (DEAD | MATCHED)) = outcome {
            return absorbing;
        }
        let key = outcome.map_or((state, place), |outcome| (outcome, Place::Start));
        let number = *self.numbers.entry(key).or_insert_with(|| {
            self.found.push(key);
            // There are at most eight times as many as in the table, which is far from 32 bits.
            u32::try_from(self.found.len() - 1).unwrap_or(DEAD)
        });
        if outcome.is_some() && place != Place::Start {
            self.skipping.insert(number);
        }
        number
    }

    fn outcome(&mut self, state: u32, place: Place) -> Option<u32> {
        if place == Place::Start {
            return Some(state);
        }
        if let Some(outcome) = self.outcomes.get(&(state, place)) {
            return *outcome;
        }
        let steps: Vec<(u8, Place)> = self
            .representatives
            .iter()
            .filter_map(|byte| place.step(*byte))
            .collect();
        let mut outcomes = steps
            .into_iter()
            .map(|(byte, next)| self.outcome(self.table.next(state, byte), next));
        let first = outcomes.next().flatten();
        let outcome = first.filter(|_| outcomes.all(|other| other == first));
        self.outcomes.insert((state, place), outcome);
        outcome
    }
}
