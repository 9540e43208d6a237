//! In: a compiled pattern. Out: what emitted code holds of it, as the runtime takes it.
//! Guarantees: each slice is a box of its own that was leaked.

use stubsmith::pattern::{self, Automaton, Matcher, Steps};
use stubsmith_runtime::pattern::{CharacterSet, Pattern, PatternSteps, PatternTable, Step};

/// What emitted code has of a pattern.
pub(crate) enum Emitted {
    Table(PatternTable),
    Steps(PatternSteps),
}

impl Emitted {
    pub(crate) fn of(matcher: &Matcher) -> Self {
        match matcher {
            Matcher::Tables(automaton) => Self::Table(table(automaton)),
            Matcher::Steps(compiled) => Self::Steps(steps(compiled)),
        }
    }

    pub(crate) fn pattern(&self) -> Pattern {
        match self {
            Self::Table(table) => Pattern::new(*table),
            Self::Steps(steps) => Pattern::from_steps(*steps),
        }
    }
}

fn table(automaton: &Automaton) -> PatternTable {
    PatternTable {
        source: leak_text(automaton.source()),
        classes: Box::leak(Box::new(*automaton.classes())),
        class_count: automaton.class_count(),
        wide: automaton.is_wide(),
        transitions: leak(automaton.transition_bytes()),
        accepting: leak(automaton.accepting_bytes()),
    }
}

fn steps(steps: &Steps) -> PatternSteps {
    let set = |set: &pattern::CharacterSet| CharacterSet {
        ascii: set.ascii,
        others: leak(set.others.clone()),
    };
    PatternSteps {
        source: leak_text(&steps.source),
        sets: leak(steps.sets.iter().map(set).collect()),
        steps: leak(steps.steps.iter().map(step).collect()),
        slots: steps.slots,
    }
}

fn step(step: &pattern::Step) -> Step {
    match *step {
        pattern::Step::Take(set) => Step::Take(set),
        pattern::Step::TakeBack(set) => Step::TakeBack(set),
        pattern::Step::Run(set, least, most) => Step::Run(set, least, most),
        pattern::Step::RunBack(set, least, most) => Step::RunBack(set, least, most),
        pattern::Step::Either(one, other) => Step::Either(one, other),
        pattern::Step::Go(there) => Step::Go(there),
        pattern::Step::Start => Step::Start,
        pattern::Step::End => Step::End,
        pattern::Step::Boundary(wanted) => Step::Boundary(wanted),
        pattern::Step::Look(wanted, then) => Step::Look(wanted, then),
        pattern::Step::Save(slot) => Step::Save(slot),
        pattern::Step::Clear(from, to) => Step::Clear(from, to),
        pattern::Step::Moved(slot) => Step::Moved(slot),
        pattern::Step::Repeat(slot) => Step::Repeat(slot),
        pattern::Step::RepeatBack(slot) => Step::RepeatBack(slot),
        pattern::Step::Matched => Step::Matched,
    }
}

fn leak<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

fn leak_text(text: &str) -> &'static str {
    Box::leak(text.to_owned().into_boxed_str())
}
