//! In: what the parser reads.
//! Out: [`Node`], a regular expression with all that ECMA-262 has, and its regular part for the automaton.
//! Guarantees: what the automaton cannot express is told, with its place.

use regex_syntax::hir::{Class, ClassUnicode, Hir, Look, Repetition};

use super::{Construct, PatternError, escape::Group};

/// A regular expression.
#[derive(Clone, Debug)]
pub(super) enum Node {
    /// One character of a set.
    Set(ClassUnicode),
    /// A place, of the four kinds that there are without the flag `m`.
    Assert(Look),
    Concat(Vec<Node>),
    Alternation(Vec<Node>),
    Repeat {
        min: u32,
        max: Option<u32>,
        greedy: bool,
        node: Box<Node>,
    },
    /// A group that captures, counted from 1.
    Group(u32, Box<Node>),
    Around {
        offset: usize,
        behind: bool,
        negated: bool,
        node: Box<Node>,
    },
    Reference {
        offset: usize,
        group: Group,
    },
}

impl Node {
    pub(super) fn empty() -> Self {
        Self::Concat(Vec::new())
    }

    pub(super) fn concat(mut nodes: Vec<Self>) -> Self {
        match (nodes.pop(), nodes.is_empty()) {
            (Some(node), true) => node,
            (last, _) => {
                nodes.extend(last);
                Self::Concat(nodes)
            }
        }
    }

    pub(super) fn alternation(mut nodes: Vec<Self>) -> Self {
        match (nodes.pop(), nodes.is_empty()) {
            (Some(node), true) => node,
            (last, _) => {
                nodes.extend(last);
                Self::Alternation(nodes)
            }
        }
    }

    /// The first construct that no automaton can express.
    pub(super) fn irregular(&self) -> Option<(usize, Construct)> {
        match self {
            Self::Set(_) | Self::Assert(_) => None,
            Self::Concat(nodes) | Self::Alternation(nodes) => {
                let found = nodes.iter().filter_map(Self::irregular);
                found.min_by_key(|(offset, _)| *offset)
            }
            Self::Repeat { node, .. } | Self::Group(_, node) => node.irregular(),
            Self::Around { offset, .. } => Some((*offset, Construct::LookAround)),
            Self::Reference { offset, .. } => Some((*offset, Construct::BackReference)),
        }
    }

    /// Whether there is a back-reference anywhere.
    pub(super) fn has_references(&self) -> bool {
        match self {
            Self::Set(_) | Self::Assert(_) => false,
            Self::Concat(nodes) | Self::Alternation(nodes) => nodes.iter().any(Self::has_references),
            Self::Repeat { node, .. } | Self::Group(_, node) | Self::Around { node, .. } => node.has_references(),
            Self::Reference { .. } => true,
        }
    }

    /// The same expression for the automaton.
    pub(super) fn into_hir(self) -> Result<Hir, PatternError> {
        let all = |nodes: Vec<Self>| nodes.into_iter().map(Self::into_hir).collect::<Result<Vec<_>, _>>();
        Ok(match self {
            Self::Set(set) => Hir::class(Class::Unicode(set)),
            Self::Assert(look) => Hir::look(look),
            Self::Concat(nodes) => Hir::concat(all(nodes)?),
            Self::Alternation(nodes) => Hir::alternation(all(nodes)?),
            Self::Group(_, node) => node.into_hir()?,
            Self::Repeat { min, max, node, .. } => Hir::repetition(Repetition {
                min,
                max,
                // Greed decides what a match spans, not whether there is one.
                greedy: true,
                sub: Box::new(node.into_hir()?),
            }),
            Self::Around { offset, .. } => return Err(not_regular(offset, Construct::LookAround)),
            Self::Reference { offset, .. } => return Err(not_regular(offset, Construct::BackReference)),
        })
    }
}

fn not_regular(offset: usize, construct: Construct) -> PatternError {
    PatternError::NotRegular { construct, offset }
}
