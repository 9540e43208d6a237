//! In: the segments of path templates, then those of a request.
//! Out: the templates that match, those that say most first.
//! Guarantee: each node is visited at most once for each segment of a request, whatever the request is; without a
//! parameter that spans segments, at most once. Nothing recurses, so no template is too long.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};

use super::pattern::SegmentPattern;
use super::search::Search;
use super::template::SegmentTemplate;
use crate::server::percent;

/// The templates, by their segments.
#[derive(Clone, Debug)]
pub(super) struct Trie {
    /// The first one is the root.
    nodes: Vec<Node>,
}

/// The templates that share what came before; their next segments lead on to other nodes.
#[derive(Clone, Debug, Default)]
pub(super) struct Node {
    pub(super) literals: HashMap<Box<[u8]>, usize>,
    /// Those that say most come first.
    pub(super) patterns: BTreeMap<SegmentPattern, usize>,
    /// The same for parameters that may span segments.
    pub(super) rests: BTreeMap<SegmentPattern, usize>,
    /// The routes whose template ends here, by precedence, then in the order in which they were inserted.
    pub(super) routes: Vec<usize>,
}

/// A segment of a request in both forms in which it is compared.
pub(super) struct Segment<'p> {
    pub(super) decoded: Cow<'p, [u8]>,
    pub(super) normal: Cow<'p, [u8]>,
}

/// The part of a request's path that a parameter stands for: from a byte of its first segment to one of its last.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Capture {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) from: usize,
    pub(super) to: usize,
}

impl<'p> Segment<'p> {
    pub(super) fn new(raw: &'p str) -> Self {
        Self {
            decoded: percent::decode_bytes(raw.as_bytes()),
            normal: percent::normalize(raw.as_bytes()),
        }
    }
}

impl Capture {
    /// The bytes captured, still percent-encoded.
    pub(super) fn of(&self, segments: &[Segment<'_>]) -> Vec<u8> {
        let spanned = segments.get(self.first..=self.last).unwrap_or_default();
        let pieces: Vec<&[u8]> = spanned.iter().map(|segment| &*segment.normal).collect();
        let mut value = pieces.join(&b'/');
        let kept = pieces.last().map_or(0, |last| last.len().saturating_sub(self.to));
        value.truncate(value.len().saturating_sub(kept));
        value.drain(..self.from.min(value.len()));
        value
    }
}

impl Default for Trie {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Trie {
    /// Adds a route, whose number is `route`. Those of one template are sorted by `precedence`.
    pub(super) fn insert<K: Ord>(
        &mut self,
        segments: &[SegmentTemplate],
        route: usize,
        precedence: impl Fn(usize) -> K,
    ) {
        let mut at = 0;
        for segment in segments {
            let new = self.nodes.len();
            let Some(node) = self.nodes.get_mut(at) else { return };
            at = *match segment {
                SegmentTemplate::Literal(literal) => node.literals.entry(literal.clone()).or_insert(new),
                SegmentTemplate::Pattern(pattern) => node.patterns.entry(pattern.clone()).or_insert(new),
                SegmentTemplate::Rest(pattern) => node.rests.entry(pattern.clone()).or_insert(new),
            };
            if at == new {
                self.nodes.push(Node::default());
            }
        }
        if let Some(node) = self.nodes.get_mut(at) {
            node.routes.push(route);
            node.routes.sort_by_key(|&route| precedence(route));
        }
    }

    pub(super) fn node(&self, index: usize) -> Option<&Node> {
        self.nodes.get(index)
    }

    /// Offers each template that matches to `accept`, with what its parameters stand for, until one is taken.
    ///
    /// A template with parameters that span segments is offered in one reading only: that in which the first of them
    /// takes the most.
    pub(super) fn search<T>(
        &self,
        segments: &[Segment<'_>],
        accept: impl FnMut(&[usize], &[Capture]) -> Option<T>,
    ) -> Option<T> {
        Search::new(self, segments).run(accept)
    }
}
