//! In: a regular expression.
//! Out: [`Table`], a deterministic automaton that tells whether the expression matches somewhere in a text.
//! Guarantees: every state can be reached; time and memory are bounded.

use std::collections::HashMap;

use regex_automata::{
    Anchored,
    dfa::{
        Automaton as _, StartKind,
        dense::{self, DFA},
    },
    nfa::thompson::{self, WhichCaptures},
    util::{alphabet::Unit, primitives::StateID, start},
};
use regex_syntax::hir::{Dot, Hir, Look, Repetition};

use super::PatternError;

/// The state in which a walk begins.
pub(super) const START: u32 = 0;
/// The state that nothing leads out of and that does not match.
pub(super) const DEAD: u32 = 1;
/// The state that nothing leads out of and that matches.
pub(super) const MATCHED: u32 = 2;

/// The most bytes for the automaton that is built first, and the most for its parts on the way.
const MAX_WORKING_BYTES: usize = 2 * 1024 * 1024;

/// A deterministic automaton whose states are numbered from 0.
pub(super) struct Table {
    /// The class of each byte, from 0.
    pub(super) classes: [u8; 256],
    /// The states, each at its number.
    pub(super) states: Vec<State>,
}

impl Table {
    /// The class of a byte.
    pub(super) fn class(&self, byte: u8) -> u8 {
        self.classes.get(usize::from(byte)).copied().unwrap_or_default()
    }

    /// The state that follows `state` by `byte`.
    pub(super) fn next(&self, state: u32, byte: u8) -> u32 {
        let next = self
            .states
            .get(state as usize)
            .and_then(|state| state.next.get(usize::from(self.class(byte))));
        next.copied().unwrap_or(DEAD)
    }
}

/// A state of a [`Table`].
pub(super) struct State {
    /// The state that follows, for each class of bytes.
    pub(super) next: Vec<u32>,
    /// Whether a text that ends here matches.
    pub(super) accepting: bool,
}

/// Builds the automaton of an expression.
pub(super) fn determinize(expression: Hir) -> Result<Table, PatternError> {
    let too_large = PatternError::TooLarge {
        bytes: MAX_WORKING_BYTES,
    };
    let nfa = thompson::Compiler::new()
        .configure(
            thompson::Config::new()
                .utf8(false)
                .which_captures(WhichCaptures::None)
                .nfa_size_limit(Some(MAX_WORKING_BYTES)),
        )
        .build_from_hir(&anywhere(expression))
        .map_err(|_| too_large.clone())?;
    let dfa = dense::Builder::new()
        .configure(
            dense::Config::new()
                .accelerate(false)
                .start_kind(StartKind::Anchored)
                .dfa_size_limit(Some(MAX_WORKING_BYTES))
                .determinize_size_limit(Some(MAX_WORKING_BYTES)),
        )
        .build_from_nfa(&nfa)
        .map_err(|_| too_large.clone())?;
    walk(&dfa).ok_or(too_large)
}

/// Lets the match start at any character, unless it starts with `^` anyway.
fn anywhere(expression: Hir) -> Hir {
    let properties = expression.properties();
    if properties.look_set_prefix().contains(Look::Start) {
        return expression;
    }
    // Characters are self-synchronising in UTF-8, so that skipping bytes is as good as skipping characters, and needs
    // fewer states. But an empty match may lie between two bytes of one character, where no word boundary is.
    let skip_characters = properties.look_set().contains(Look::WordAsciiNegate);
    let any = Hir::dot(if skip_characters { Dot::AnyChar } else { Dot::AnyByte });
    let prefix = Hir::repetition(Repetition {
        min: 0,
        max: None,
        greedy: false,
        sub: Box::new(any),
    });
    Hir::concat(vec![prefix, expression])
}

/// Copies what can be reached. A match shows one byte late in `dfa`, hence the end of the text is a step of its own.
fn walk(dfa: &DFA<Vec<u32>>) -> Option<Table> {
    let start = dfa.start_state(&start::Config::new().anchored(Anchored::Yes)).ok()?;
    let byte_classes = dfa.byte_classes();
    let representatives: Vec<u8> = byte_classes
        .representatives(0..=u8::MAX)
        .filter_map(Unit::as_u8)
        .collect();
    let absorbing = |number, accepting| State {
        next: vec![number; representatives.len()],
        accepting,
    };
    let mut found = Found::new(start);
    let mut states = Vec::new();
    while let Some(id) = found.ids.get(states.len()).copied() {
        states.push(match id {
            Id::Dead => absorbing(DEAD, false),
            Id::Matched => absorbing(MATCHED, true),
            Id::Live(id) => State {
                next: representatives
                    .iter()
                    .map(|byte| found.number(dfa, dfa.next_state(id, *byte)))
                    .collect::<Option<_>>()?,
                accepting: dfa.is_match_state(dfa.next_eoi_state(id)),
            },
        });
    }
    let mut classes = [0; 256];
    for (byte, class) in (0..=u8::MAX).zip(&mut classes) {
        *class = byte_classes.get(byte);
    }
    Some(Table { classes, states })
}

/// The states found so far, each at its number.
struct Found {
    ids: Vec<Id>,
    numbers: HashMap<StateID, u32>,
}

#[derive(Clone, Copy)]
enum Id {
    Dead,
    Matched,
    Live(StateID),
}

impl Found {
    fn new(start: StateID) -> Self {
        Self {
            ids: vec![Id::Live(start), Id::Dead, Id::Matched],
            numbers: HashMap::from([(start, START)]),
        }
    }

    /// The number of a state, a new one if it was not found before.
    fn number(&mut self, dfa: &DFA<Vec<u32>>, id: StateID) -> Option<u32> {
        if dfa.is_match_state(id) {
            return Some(MATCHED);
        }
        if dfa.is_dead_state(id) {
            return Some(DEAD);
        }
        if let Some(number) = self.numbers.get(&id) {
            return Some(*number);
        }
        let number = u32::try_from(self.ids.len()).ok()?;
        self.ids.push(Id::Live(id));
        self.numbers.insert(id, number);
        Some(number)
    }
}
