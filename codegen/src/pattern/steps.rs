//! In: an expression that no table can hold.
//! Out: [`Steps`], which the runtime takes one after the other, going back where they lead nowhere.
//! Guarantees: they match what the expression matches; their number is bounded.

use std::collections::HashMap;

use regex_syntax::hir::{ClassUnicode, Look};

use super::{PatternError, parse::Expression, tree::Node};

/// How many steps there may be.
const MOST_STEPS: usize = 10_000;

/// The steps of an expression, as the runtime's `PatternSteps` has them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The pattern as it was given.
    pub source: String,
    /// The sets of characters that steps name by index.
    pub sets: Vec<CharacterSet>,
    /// The steps in order.
    pub steps: Vec<Step>,
    /// How many places they save.
    pub slots: usize,
}

/// A set of characters, as the runtime's `CharacterSet` has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CharacterSet {
    /// One bit for each ASCII character.
    pub ascii: u128,
    /// The others: ranges in ascending order, both ends included.
    pub others: Vec<(char, char)>,
}

/// One step, as the runtime's `Step` has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the runtime describes them")]
pub enum Step {
    Take(usize),
    TakeBack(usize),
    Run(usize, usize, usize),
    RunBack(usize, usize, usize),
    Either(usize, usize),
    Go(usize),
    Start,
    End,
    Boundary(bool),
    Look(bool, usize),
    Save(usize),
    Clear(usize, usize),
    Moved(usize),
    Repeat(usize),
    RepeatBack(usize),
    Matched,
}

/// The steps of an expression.
pub(super) fn compile(source: &str, expression: &Expression) -> Result<Steps, PatternError> {
    let has_references = expression.node.has_references();
    let mut compiler = Compiler {
        expression,
        steps: Vec::new(),
        sets: Vec::new(),
        known_sets: HashMap::new(),
        slots: has_references.then_some(2 * expression.group_names.len()),
    };
    compiler.node(&expression.node, false)?;
    compiler.push(Step::Matched)?;
    Ok(Steps {
        source: source.to_owned(),
        sets: compiler.sets,
        steps: compiler.steps,
        slots: compiler.slots.unwrap_or_default(),
    })
}

struct Compiler<'e> {
    expression: &'e Expression,
    steps: Vec<Step>,
    sets: Vec<CharacterSet>,
    known_sets: HashMap<Vec<(char, char)>, usize>,
    /// How many places are saved; `None` where nothing asks for them.
    slots: Option<usize>,
}

type Compiled = Result<(), PatternError>;

impl Compiler<'_> {
    /// Adds a step and gives its index.
    fn push(&mut self, step: Step) -> Result<usize, PatternError> {
        if self.steps.len() >= MOST_STEPS {
            return Err(PatternError::TooManySteps { steps: MOST_STEPS });
        }
        self.steps.push(step);
        Ok(self.steps.len() - 1)
    }

    fn patch(&mut self, index: usize, step: Step) {
        if let Some(place) = self.steps.get_mut(index) {
            *place = step;
        }
    }

    /// Adds the steps of a node, which go backwards through the text in a look-behind.
    fn node(&mut self, node: &Node, back: bool) -> Compiled {
        match node {
            Node::Set(set) => {
                let set = self.set(set);
                self.push(if back { Step::TakeBack(set) } else { Step::Take(set) })?;
            }
            Node::Assert(look) => {
                self.push(match look {
                    Look::Start => Step::Start,
                    Look::End => Step::End,
                    Look::WordAsciiNegate => Step::Boundary(false),
                    _ => Step::Boundary(true),
                })?;
            }
            Node::Concat(nodes) if back => nodes.iter().rev().try_for_each(|node| self.node(node, back))?,
            Node::Concat(nodes) => nodes.iter().try_for_each(|node| self.node(node, back))?,
            Node::Alternation(nodes) => self.alternation(nodes, back)?,
            Node::Repeat { min, max, greedy, node } => self.repeat(node, (*min, *max), *greedy, back)?,
            Node::Group(number, node) => self.group(*number, node, back)?,
            Node::Around {
                behind, negated, node, ..
            } => {
                let look = self.push(Step::Look(!negated, 0))?;
                self.node(node, *behind)?;
                self.push(Step::Matched)?;
                self.patch(look, Step::Look(!negated, self.steps.len()));
            }
            Node::Reference { group, .. } => {
                if let Some(number) = group.number(&self.expression.group_names) {
                    let slot = slots_of(number).0;
                    self.push(if back {
                        Step::RepeatBack(slot)
                    } else {
                        Step::Repeat(slot)
                    })?;
                }
            }
        }
        Ok(())
    }

    fn alternation(&mut self, nodes: &[Node], back: bool) -> Compiled {
        let Some((last, others)) = nodes.split_last() else {
            return Ok(());
        };
        let mut ends = Vec::new();
        for node in others {
            let either = self.push(Step::Either(0, 0))?;
            self.node(node, back)?;
            ends.push(self.push(Step::Go(0))?);
            self.patch(either, Step::Either(either + 1, self.steps.len()));
        }
        self.node(last, back)?;
        for end in ends {
            self.patch(end, Step::Go(self.steps.len()));
        }
        Ok(())
    }

    fn group(&mut self, number: u32, node: &Node, back: bool) -> Compiled {
        if self.slots.is_none() {
            return self.node(node, back);
        }
        let (start, end) = slots_of(number);
        let (first, last) = if back { (end, start) } else { (start, end) };
        self.push(Step::Save(first))?;
        self.node(node, back)?;
        self.push(Step::Save(last))?;
        Ok(())
    }

    fn repeat(&mut self, node: &Node, (min, max): (u32, Option<u32>), greedy: bool, back: bool) -> Compiled {
        let bound = |count: u32| usize::try_from(count).unwrap_or(usize::MAX);
        // Which way is tried first matters only to what a group holds.
        if let Node::Set(set) = node
            && (greedy || self.slots.is_none())
        {
            let (set, min, max) = (self.set(set), bound(min), max.map_or(usize::MAX, bound));
            self.push(if back {
                Step::RunBack(set, min, max)
            } else {
                Step::Run(set, min, max)
            })?;
            return Ok(());
        }
        for _ in 0..min {
            let before = self.steps.len();
            self.iteration(node, back)?;
            if self.steps.len() == before {
                break;
            }
        }
        let mut ways_out = Vec::new();
        match max {
            None => {
                let either = self.optional(node, back)?;
                self.push(Step::Go(either))?;
                ways_out.push(either);
            }
            Some(max) => {
                for _ in min..max {
                    ways_out.push(self.optional(node, back)?);
                }
            }
        }
        let out = self.steps.len();
        for either in ways_out {
            let (one, other) = if greedy { (either + 1, out) } else { (out, either + 1) };
            self.patch(either, Step::Either(one, other));
        }
        Ok(())
    }

    /// An iteration that may be left out: the index of the step that decides it.
    fn optional(&mut self, node: &Node, back: bool) -> Result<usize, PatternError> {
        let either = self.push(Step::Either(0, 0))?;
        let guard = self.slots;
        if let Some(slot) = guard {
            self.slots = Some(slot + 1);
            self.push(Step::Save(slot))?;
        }
        self.iteration(node, back)?;
        if let Some(slot) = guard {
            self.push(Step::Moved(slot))?;
        }
        Ok(either)
    }

    fn iteration(&mut self, node: &Node, back: bool) -> Compiled {
        if self.slots.is_some()
            && let Some((first, last)) = groups(node)
        {
            self.push(Step::Clear(slots_of(first).0, slots_of(last).1 + 1))?;
        }
        self.node(node, back)
    }

    fn set(&mut self, set: &ClassUnicode) -> usize {
        let ranges: Vec<(char, char)> = set.iter().map(|range| (range.start(), range.end())).collect();
        let next = self.sets.len();
        let sets = &mut self.sets;
        *self.known_sets.entry(ranges).or_insert_with_key(|ranges| {
            sets.push(CharacterSet::new(ranges));
            next
        })
    }
}

impl CharacterSet {
    fn new(ranges: &[(char, char)]) -> Self {
        const FIRST_OTHER: char = '\u{80}';
        let contains = |code: &u8| {
            ranges
                .iter()
                .any(|(first, last)| (*first..=*last).contains(&char::from(*code)))
        };
        let others = ranges.iter().filter(|(_, last)| *last >= FIRST_OTHER);
        Self {
            ascii: (0_u8..0x80).filter(contains).fold(0, |bits, code| bits | 1 << code),
            others: others.map(|(first, last)| (*first.max(&FIRST_OTHER), *last)).collect(),
        }
    }
}

/// The slots of a group: of its start and of its end.
fn slots_of(group: u32) -> (usize, usize) {
    let index = usize::try_from(group).unwrap_or(usize::MAX).saturating_sub(1);
    (index.saturating_mul(2), index.saturating_mul(2).saturating_add(1))
}

/// The first and the last group within a node.
fn groups(node: &Node) -> Option<(u32, u32)> {
    let join = |one: (u32, u32), other: (u32, u32)| (one.0.min(other.0), one.1.max(other.1));
    match node {
        Node::Set(_) | Node::Assert(_) | Node::Reference { .. } => None,
        Node::Concat(nodes) | Node::Alternation(nodes) => nodes.iter().filter_map(groups).reduce(join),
        Node::Repeat { node, .. } | Node::Around { node, .. } => groups(node),
        Node::Group(number, node) => {
            Some(groups(node).map_or((*number, *number), |inner| join(inner, (*number, *number))))
        }
    }
}
