//! In: the segments of path templates, then those of a request.
//! Out: the templates that match, those that say most first.
//! Guarantee: each node is visited at most once for a request, whatever the request is.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

use super::pattern::SegmentPattern;
use super::template::SegmentTemplate;
use crate::server::percent;

/// The templates that share what came before; their next segments lead on.
#[derive(Debug, Default)]
pub(super) struct Node {
    literals: BTreeMap<Box<[u8]>, Node>,
    /// Those that say most come first.
    patterns: BTreeMap<SegmentPattern, Node>,
    /// The routes whose template ends here, in the order in which they were inserted.
    routes: Vec<usize>,
}

/// A segment of a request in both forms in which it is compared.
pub(super) struct Segment<'p> {
    decoded: Cow<'p, [u8]>,
    normal: Cow<'p, [u8]>,
}

/// The part of a request's segment that a parameter stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Capture {
    segment: usize,
    range: Range<usize>,
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
    pub(super) fn of<'s>(&self, segments: &'s [Segment<'_>]) -> &'s [u8] {
        segments
            .get(self.segment)
            .and_then(|segment| segment.normal.get(self.range.clone()))
            .unwrap_or_default()
    }
}

impl Node {
    /// Adds a route, whose number is `route`.
    pub(super) fn insert(&mut self, segments: &[SegmentTemplate], route: usize) {
        let Some((segment, rest)) = segments.split_first() else {
            self.routes.push(route);
            return;
        };
        let child = match segment {
            SegmentTemplate::Literal(literal) => self.literals.entry(literal.clone()).or_default(),
            SegmentTemplate::Pattern(pattern) => self.patterns.entry(pattern.clone()).or_default(),
        };
        child.insert(rest, route);
    }

    /// Offers each template that matches to `accept`, with what its parameters stand for, until one is taken.
    pub(super) fn search<T>(
        &self,
        segments: &[Segment<'_>],
        accept: &mut impl FnMut(&[usize], &[Capture]) -> Option<T>,
    ) -> Option<T> {
        self.search_from(segments, 0, &mut Vec::new(), accept)
    }

    fn search_from<T>(
        &self,
        segments: &[Segment<'_>],
        depth: usize,
        captures: &mut Vec<Capture>,
        accept: &mut impl FnMut(&[usize], &[Capture]) -> Option<T>,
    ) -> Option<T> {
        let Some(segment) = segments.get(depth) else {
            return accept(&self.routes, captures);
        };
        let literal = self.literals.get(&*segment.decoded);
        if let Some(taken) = literal.and_then(|node| node.search_from(segments, depth + 1, captures, accept)) {
            return Some(taken);
        }
        let mut ranges = Vec::new();
        for (pattern, node) in &self.patterns {
            if !pattern.captures(&segment.normal, &mut ranges) {
                continue;
            }
            let before = captures.len();
            captures.extend(ranges.drain(..).map(|range| Capture { segment: depth, range }));
            if let Some(taken) = node.search_from(segments, depth + 1, captures, accept) {
                return Some(taken);
            }
            captures.truncate(before);
        }
        None
    }
}
