//! In: the literals around the parameters of one path segment, and a segment of a request.
//! Out: the parts of the request's segment that the parameters stand for.
//! Guarantee: time linear in the segment for each literal; parameters are never empty; escapes are never cut.

use std::cmp::Reverse;
use std::ops::Range;

use crate::server::percent;

/// A path segment with parameters, known by the literals around them: one more than there are parameters.
///
/// A parameter takes as much as it can, the leftmost first: `{name}.{type}` reads `a.tar.gz` as `a.tar` and `gz`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct SegmentPattern {
    /// First here, so that the derived order puts the pattern that says most in front.
    literal_bytes: Reverse<usize>,
    prefix: Box<[u8]>,
    between: Box<[Box<[u8]>]>,
    suffix: Box<[u8]>,
}

impl SegmentPattern {
    /// The pattern with these literals: before the first parameter, between each two, after the last.
    pub(super) fn new(literals: &[&str]) -> Self {
        let mut normal: Vec<Box<[u8]>> = literals
            .iter()
            .map(|text| percent::normalize(text.as_bytes()).into())
            .collect();
        let literal_bytes = normal.iter().map(|literal| literal.len()).sum();
        let mut normal = normal.drain(..);
        let prefix = normal.next().unwrap_or_default();
        let suffix = normal.next_back().unwrap_or_default();
        Self {
            literal_bytes: Reverse(literal_bytes),
            prefix,
            between: normal.collect(),
            suffix,
        }
    }

    /// Where the first parameter begins in a segment that [`begins`](Self::begins) with the pattern.
    pub(super) fn start(&self) -> usize {
        self.prefix.len()
    }

    /// Whether what stands before the first parameter stands in front of `segment`.
    pub(super) fn begins(&self, segment: &[u8]) -> bool {
        segment.starts_with(&self.prefix) && percent::is_boundary(segment, self.prefix.len())
    }

    /// Where the last parameter ends in `segment`, if what stands after it ends the segment.
    pub(super) fn end(&self, segment: &[u8]) -> Option<usize> {
        let end = segment.len().checked_sub(self.suffix.len())?;
        (segment.ends_with(&self.suffix) && percent::is_boundary(segment, end)).then_some(end)
    }

    /// Appends what each parameter stands for in `segment`, which [`percent::normalize`] gave; nothing if it does not
    /// match.
    pub(super) fn captures(&self, segment: &[u8], found: &mut Vec<Range<usize>>) -> bool {
        let before = found.len();
        let matched = self.capture_from_the_right(segment, found).is_some();
        if matched {
            found.get_mut(before..).unwrap_or_default().reverse();
        } else {
            found.truncate(before);
        }
        matched
    }

    /// Each literal is taken where it ends last. That leaves the most to the parameters on the left, and if any
    /// reading exists then so does this one, so nothing is ever tried twice.
    fn capture_from_the_right(&self, segment: &[u8], found: &mut Vec<Range<usize>>) -> Option<()> {
        let start = self.prefix.len();
        if !self.begins(segment) {
            return None;
        }
        let mut end = self.end(segment)?;
        let cut = |at: usize| percent::is_boundary(segment, at);
        for literal in self.between.iter().rev() {
            let last = end.checked_sub(literal.len() + 1)?;
            let at = (start + 1..=last).rev().find(|&at| {
                segment.get(at..).is_some_and(|tail| tail.starts_with(literal)) && cut(at) && cut(at + literal.len())
            })?;
            found.push(at + literal.len()..end);
            end = at;
        }
        (start < end).then(|| found.push(start..end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read<'s>(literals: &[&str], segment: &'s str) -> Option<Vec<&'s str>> {
        let untouched = 7..7;
        let mut found = Vec::from_iter([untouched.clone()]);
        let matched = SegmentPattern::new(literals).captures(segment.as_bytes(), &mut found);
        assert_eq!(found.remove(0), untouched);
        let values = found.into_iter().map(|range| segment.get(range).unwrap()).collect();
        assert_eq!(matched, values != Vec::<&str>::new());
        matched.then_some(values)
    }

    #[test]
    fn segments_are_read() {
        type Row<'t> = (&'t [&'t str], &'t str, Option<&'t [&'t str]>);
        let table: [Row<'_>; 20] = [
            (&["", ""], "abc", Some(&["abc"])),
            (&["", ""], "", None),
            (&["", ":rotate"], "k1:rotate", Some(&["k1"])),
            (&["", ":rotate"], ":rotate", None),
            (&["", ":rotate"], "k1%3Arotate", None),
            (&["v", ""], "v2", Some(&["2"])),
            (&["v", ""], "v", None),
            (&["a", "a"], "a", None),
            (&["a", "a"], "aa", None),
            (&["a", "a"], "aba", Some(&["b"])),
            (&["", "-", ""], "a-b", Some(&["a", "b"])),
            (&["", "-", ""], "a-b-c", Some(&["a-b", "c"])),
            (&["", "-", ""], "-b", None),
            (&["", "-", ""], "a-", None),
            (&["", "-", ""], "a--", Some(&["a", "-"])),
            (&["", ".", ""], "a.tar.gz", Some(&["a.tar", "gz"])),
            (&["", "", ""], "abc", Some(&["ab", "c"])),
            (&["", "", ""], "a%41", Some(&["a", "%41"])),
            (&["", "1", ""], "a%41", None),
            (&["", "-", "-", ""], "1-2-3-4", Some(&["1-2", "3", "4"])),
        ];
        for (literals, segment, expected) in table {
            assert_eq!(read(literals, segment).as_deref(), expected, "{literals:?} {segment}");
        }
    }
}
