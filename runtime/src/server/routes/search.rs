//! In: the templates of an API, and the segments of a request.
//! Out: the templates that match, those that say most first.
//! Guarantee: no step is ever taken twice; see [`Trie`].

use std::collections::HashMap;

use super::pattern::SegmentPattern;
use super::trie::{Capture, Node, Segment, Trie};

/// One run over a request.
pub(super) struct Search<'t, 's> {
    trie: &'t Trie,
    segments: &'s [Segment<'s>],
    /// What is still to be tried, the next one last.
    steps: Vec<Step<'t>>,
    captures: Vec<Capture>,
    /// How far the nodes behind parameters that span segments have been tried.
    tried: HashMap<usize, Tried>,
}

/// A way from one node to the next, which begins at the segment `depth`; before it, there were `captures`.
#[derive(Clone, Copy)]
struct Step<'t> {
    way: Way<'t>,
    child: usize,
    depth: usize,
    captures: usize,
}

#[derive(Clone, Copy)]
enum Way<'t> {
    Literal,
    Pattern(&'t SegmentPattern),
    /// Over all segments from `depth` to before this one, then over one less.
    Rest(&'t SegmentPattern, usize),
    /// Over all segments that there are.
    ToEnd(&'t SegmentPattern),
}

/// From the end of the request on, which ends of a parameter that spans segments were tried. Where it begins makes no
/// difference to what follows.
#[derive(Default)]
struct Tried {
    down_to: Option<usize>,
    to_end: bool,
}

impl<'t, 's> Search<'t, 's> {
    pub(super) fn new(trie: &'t Trie, segments: &'s [Segment<'s>]) -> Self {
        Self {
            trie,
            segments,
            steps: Vec::new(),
            captures: Vec::new(),
            tried: HashMap::new(),
        }
    }

    pub(super) fn run<T>(mut self, mut accept: impl FnMut(&[usize], &[Capture]) -> Option<T>) -> Option<T> {
        let mut reached = self.enter(0, 0);
        loop {
            if let Some(node) = reached
                && let Some(taken) = accept(&node.routes, &self.captures)
            {
                return Some(taken);
            }
            let step = self.steps.pop()?;
            self.captures.truncate(step.captures);
            reached = self.take(step).and_then(|depth| self.enter(step.child, depth));
        }
    }

    /// Follows a step; gives the segment after those that it went over.
    fn take(&mut self, step: Step<'t>) -> Option<usize> {
        match step.way {
            Way::Literal => Some(step.depth + 1),
            Way::Pattern(pattern) => self.capture(pattern, step.depth).then_some(step.depth + 1),
            Way::Rest(pattern, end) => self.span(step, pattern, end),
            Way::ToEnd(pattern) => {
                let end = self.segments.len();
                let tried = self.tried.entry(step.child).or_default();
                if tried.to_end {
                    return None;
                }
                let spans = self.capture_span(pattern, step.depth, end);
                let tried = self.tried.entry(step.child).or_default();
                tried.to_end |= spans;
                spans.then_some(end)
            }
        }
    }

    fn span(&mut self, step: Step<'t>, pattern: &'t SegmentPattern, end: usize) -> Option<usize> {
        let tried = self.tried.entry(step.child).or_default();
        let end = tried.down_to.map_or(end, |down_to| end.min(down_to.saturating_sub(1)));
        if end <= step.depth {
            return None;
        }
        self.steps.push(Step {
            way: Way::Rest(pattern, end - 1),
            ..step
        });
        let spans = self.capture_span(pattern, step.depth, end);
        // A single segment may fail for want of a value, and still end a span that begins earlier.
        if spans || end > step.depth + 1 {
            self.tried.entry(step.child).or_default().down_to = Some(end);
        }
        spans.then_some(end)
    }

    /// The node, if the request ends at it; else what can be tried from there on is noted.
    fn enter(&mut self, index: usize, depth: usize) -> Option<&'t Node> {
        let node = self.trie.node(index)?;
        let Some(segment) = self.segments.get(depth) else {
            return Some(node);
        };
        let captures = self.captures.len();
        let step = |way, child: usize| Step {
            way,
            child,
            depth,
            captures,
        };
        for (pattern, &child) in node.rests.iter().rev() {
            if pattern.begins(&segment.normal) {
                self.steps.push(step(Way::ToEnd(pattern), child));
                self.steps
                    .push(step(Way::Rest(pattern, self.segments.len() - 1), child));
            }
        }
        let patterns = node.patterns.iter().rev();
        self.steps
            .extend(patterns.map(|(pattern, &child)| step(Way::Pattern(pattern), child)));
        if let Some(&child) = node.literals.get(&*segment.decoded) {
            self.steps.push(step(Way::Literal, child));
        }
        None
    }

    fn capture(&mut self, pattern: &SegmentPattern, at: usize) -> bool {
        let Some(segment) = self.segments.get(at) else {
            return false;
        };
        let mut ranges = Vec::new();
        let matched = pattern.captures(&segment.normal, &mut ranges);
        self.captures.extend(ranges.into_iter().map(|range| Capture {
            first: at,
            last: at,
            from: range.start,
            to: range.end,
        }));
        matched
    }

    fn capture_span(&mut self, pattern: &SegmentPattern, start: usize, end: usize) -> bool {
        if end == start + 1 {
            return self.capture(pattern, start);
        }
        let Some(last) = self.segments.get(end.saturating_sub(1)) else {
            return false;
        };
        let (from, to) = match (end > start, pattern.end(&last.normal)) {
            (true, Some(to)) => (pattern.start(), to),
            _ => return false,
        };
        self.captures.push(Capture {
            first: start,
            last: end - 1,
            from,
            to,
        });
        true
    }
}
