//! In: the direction of a message, and violations as decoding meets them.
//! Out: either the decoded value or all violations with their pointers.
//! Guarantee: what is kept is bounded; a value without violations costs nothing here.

use std::borrow::Cow;

use crate::violation::{Violation, Violations};

/// How many violations a [`Context`] keeps unless told otherwise; further ones are counted.
pub const VIOLATION_LIMIT: usize = 64;

/// Which way a message travels. Senders of requests are held to the document as it stands; responses may come from a
/// newer server, so enums are open and closed objects admit further members there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// From client to server: what the document does not allow is a violation.
    Request,
    /// From server to client: values that a later version of the document may add are accepted.
    Response,
}

/// What decoding knows besides the value: the direction, and the violations so far.
///
/// Whoever decodes a child calls [`mark`](Self::mark) first and [`in_member`](Self::in_member) or
/// [`in_element`](Self::in_element) after, which puts the child's name in front of the pointers of the violations that
/// the child noted. [`Fields`](crate::Fields) and the implementations for `Vec` and maps do so.
#[derive(Debug)]
pub struct Context {
    direction: Direction,
    text: bool,
    violations: Vec<Violation>,
    omitted: usize,
    limit: usize,
}

/// A moment in the life of a [`Context`]: the violations noted after it belong to one child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark(usize);

impl Context {
    /// A context without violations, which keeps at most [`VIOLATION_LIMIT`].
    #[must_use]
    pub fn new(direction: Direction) -> Self {
        Self::with_limit(direction, VIOLATION_LIMIT)
    }

    /// A context that keeps at most `limit` violations, yet at least one.
    #[must_use]
    pub fn with_limit(direction: Direction, limit: usize) -> Self {
        Self {
            direction,
            text: false,
            violations: Vec::new(),
            omitted: 0,
            limit: limit.max(1),
        }
    }

    /// The same for a value that was written as text, in a parameter or a form: strings stand for the integers,
    /// numbers and booleans that they write, and one value for a list of it.
    #[must_use]
    pub fn of_text(mut self) -> Self {
        self.text = true;
        self
    }

    /// Whether the value was written as text; see [`of_text`](Self::of_text).
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.text
    }

    /// Which way the message travels.
    #[must_use]
    pub fn direction(&self) -> Direction {
        self.direction
    }

    /// Whether the message is a request.
    #[must_use]
    pub fn is_request(&self) -> bool {
        self.direction == Direction::Request
    }

    /// Notes that the value being decoded breaks `rule`; see [`Violation::new`].
    #[cold]
    pub fn note(&mut self, rule: &'static str, message: impl Into<Cow<'static, str>>) {
        self.push(Violation::new(rule, message));
    }

    /// Notes a violation whose pointer is relative to the value being decoded.
    #[cold]
    pub fn push(&mut self, violation: Violation) {
        if self.violations.len() < self.limit {
            self.violations.push(violation);
        } else {
            self.omitted = self.omitted.saturating_add(1);
        }
    }

    /// The present moment, to be taken before a child is decoded.
    #[must_use]
    pub fn mark(&self) -> Mark {
        Mark(self.violations.len())
    }

    /// Whether a violation was kept since `mark`.
    #[must_use]
    pub fn noted_since(&self, mark: Mark) -> bool {
        self.violations.len() > mark.0
    }

    /// Places the violations noted since `mark` in the member `name`.
    pub fn in_member(&mut self, mark: Mark, name: &str) {
        if self.noted_since(mark) {
            self.relocate(mark, |violation| violation.in_member(name));
        }
    }

    /// Places the violations noted since `mark` in the element at `index`, counted from 0.
    pub fn in_element(&mut self, mark: Mark, index: usize) {
        if self.noted_since(mark) {
            self.relocate(mark, |violation| violation.in_element(index));
        }
    }

    #[cold]
    fn relocate(&mut self, mark: Mark, place: impl Fn(Violation) -> Violation) {
        let below = self.violations.split_off(mark.0.min(self.violations.len()));
        self.violations.extend(below.into_iter().map(place));
    }

    /// The violations that were kept so far.
    #[must_use]
    pub fn violations(&self) -> &[Violation] {
        &self.violations
    }

    /// The violations, or `None` if there are none.
    #[must_use]
    pub fn into_violations(self) -> Option<Violations> {
        let mut kept = self.violations.into_iter();
        let first = kept.next()?;
        Some(Violations::new(first, kept.collect(), self.omitted))
    }

    /// The outcome of decoding a whole value.
    ///
    /// # Errors
    ///
    /// All violations, if any was noted or if there is no value.
    pub fn finish<T>(self, decoded: Option<T>) -> Result<T, Violations> {
        match (decoded, self.into_violations()) {
            (Some(value), None) => Ok(value),
            (_, Some(violations)) => Err(violations),
            (None, None) => Err(Violation::new("type", "cannot be decoded").into()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_violations_after_the_mark_are_placed() {
        let mut cx = Context::new(Direction::Request);
        cx.note("type", "must be a string");
        let mark = cx.mark();
        assert!(!cx.noted_since(mark));
        cx.note("minimum", "must be at least 1");
        cx.in_element(mark, 2);
        cx.in_member(mark, "amounts");
        let pointers: Vec<_> = cx.violations().iter().map(Violation::pointer).collect();
        assert_eq!(pointers, ["", "/amounts/2"]);
    }

    #[test]
    fn violations_beyond_the_limit_are_counted() {
        let mut cx = Context::with_limit(Direction::Request, 2);
        for _ in 0..5 {
            let mark = cx.mark();
            cx.note("type", "must be a string");
            cx.in_member(mark, "a");
        }
        let violations = cx.finish(Some(())).unwrap_err();
        assert_eq!(violations.iter().count(), 2);
        assert_eq!(violations.omitted(), 3);
        assert_eq!(
            violations.to_string(),
            "/a: must be a string; /a: must be a string; and 3 more"
        );
    }

    #[test]
    fn a_missing_value_without_a_violation_is_still_an_error() {
        let outcome = Context::new(Direction::Response).finish(None::<u8>);
        assert_eq!(outcome.unwrap_err().first().rule(), "type");
    }
}
