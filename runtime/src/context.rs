//! In: the direction of a message, where its values come from, and violations as decoding meets them.
//! Out: either the decoded value or all violations with their pointers.
//! Guarantee: what is kept is bounded; a value without violations costs nothing here.

use std::any::TypeId;
use std::borrow::Cow;

use crate::decode::Decode;
use crate::value::Tape;
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
    violations: Vec<Violation>,
    omitted: usize,
    limit: usize,
    is_text: bool,
    is_stored: bool,
    is_trusting: bool,
    is_refusing: bool,
    trials: Trials,
    /// The members that unions wrote beside those of their variants: where the object begins, and the name.
    beside: Vec<(usize, &'static str)>,
}

/// What is known while the variants of a union are tried.
#[derive(Debug, Default)]
struct Trials {
    /// Whether values that only a response may hold do not fit.
    strict: bool,
    /// Where the value stands that was last found to be of another kind than its type.
    mismatch: Option<usize>,
    /// How much of the value was walked in vain.
    spent: usize,
    /// The unions that are being read, each with the place of its value.
    entered: Vec<(TypeId, usize)>,
    /// The place of the object that is looked at, and what the type that is tried knows of it.
    watched: Option<(usize, Fit)>,
}

/// What a type knows of an object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Fit {
    members: usize,
    /// Those that the type has a name for, or takes whatever they are called.
    known: usize,
    /// Those that the type cannot do without.
    required: usize,
}

impl Fit {
    /// Begins to read an object of so many members.
    pub(crate) fn begin(&mut self, members: usize) {
        *self = Self {
            members,
            ..Self::default()
        };
    }

    /// The type has a use for one more.
    pub(crate) fn knows(&mut self) {
        self.known += 1;
    }

    /// One of those that are known must be there.
    pub(crate) fn knows_required(&mut self) {
        self.required += 1;
    }

    /// How many members are passed over.
    pub(crate) fn passed_over(self) -> usize {
        self.members.saturating_sub(self.known)
    }

    /// Whether a value fits better so than in another way: as much of what the type demands, less that is passed over.
    pub(crate) fn beats(self, other: Self) -> bool {
        self.required >= other.required && self.passed_over() < other.passed_over()
    }
}

/// How to go on after a trial.
#[derive(Debug)]
pub(crate) struct Trial {
    omitted: usize,
    limit: usize,
    strict: bool,
    watched: Option<(usize, Fit)>,
}

/// A moment in the life of a [`Context`]: the violations noted after it belong to one child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    kept: usize,
    omitted: usize,
}

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
            violations: Vec::new(),
            omitted: 0,
            limit: limit.max(1),
            is_text: false,
            is_stored: false,
            is_trusting: false,
            is_refusing: false,
            trials: Trials::default(),
            beside: Vec::new(),
        }
    }

    /// A context of the same settings in which nothing is noted.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn afresh(&self) -> Self {
        Self {
            is_text: self.is_text,
            is_stored: self.is_stored,
            is_trusting: self.is_trusting,
            is_refusing: self.is_refusing,
            ..Self::with_limit(self.direction, self.limit)
        }
    }

    /// The same for values that come from text, as those of parameters and forms do: where a type is no string, a
    /// string that holds its text form stands for its value, and a single value for a list of one.
    #[must_use]
    pub fn of_text(mut self) -> Self {
        self.is_text = true;
        self
    }

    /// The same for values that do not travel: members that go in one direction only are read in each.
    #[must_use]
    pub fn of_storage(mut self) -> Self {
        self.is_stored = true;
        self
    }

    /// Decodes a value that stands on a tape of its own; `is_text`: its scalars are texts.
    pub(crate) fn decode_apart<T: Decode>(&mut self, tape: &Tape<'_>, is_text: bool) -> Option<T> {
        let mut inner = Self::with_limit(self.direction, self.limit);
        inner.is_text = is_text;
        inner.is_stored = self.is_stored;
        inner.is_trusting = self.is_trusting;
        inner.is_refusing = self.is_refusing;
        inner.trials.strict = self.trials.strict;
        let decoded = T::decode(tape.root(), &mut inner);
        inner.violations.into_iter().for_each(|violation| self.push(violation));
        decoded
    }

    /// The same for values whose sender is trusted: they have the types that the document says, and are not checked
    /// against patterns, lengths, ranges, counts and what members must satisfy together.
    #[must_use]
    pub fn trusting(mut self, is_trusting: bool) -> Self {
        self.is_trusting = is_trusting;
        self
    }

    /// The same, or one in which members are violations that go in the other direction only, rather than passed over.
    #[must_use]
    pub fn refusing(mut self, is_refusing: bool) -> Self {
        self.is_refusing = is_refusing;
        self
    }

    /// The same for values that must be what the document has now, whichever way they travel.
    #[cfg(feature = "mock")]
    pub(crate) fn strict(mut self) -> Self {
        self.trials.strict = true;
        self
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

    /// Whether values come from text.
    #[must_use]
    pub fn is_text(&self) -> bool {
        self.is_text
    }

    /// Whether values that the document does not name are violations.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_request() || self.trials.strict
    }

    /// Whether the value does not travel.
    pub(crate) fn is_storage(&self) -> bool {
        self.is_stored
    }

    /// Whether constraints go unchecked. While the variants of a union are tried they tell them apart.
    pub(crate) fn trusts(&self) -> bool {
        self.is_trusting && !self.is_trial()
    }

    /// Whether members are violations that do not travel.
    pub(crate) fn refuses_hidden(&self) -> bool {
        self.is_refusing
    }

    /// Whether a member does not travel that goes in `direction` only.
    pub(crate) fn hides(&self, direction: Direction) -> bool {
        self.direction != direction && !self.is_stored
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
        Mark {
            kept: self.violations.len(),
            omitted: self.omitted,
        }
    }

    /// Whether a violation was noted since `mark`.
    #[must_use]
    pub fn noted_since(&self, mark: Mark) -> bool {
        self.violations.len() > mark.kept || self.omitted > mark.omitted
    }

    /// Forgets the violations noted since `mark`.
    pub fn forget_since(&mut self, mark: Mark) {
        self.violations.truncate(mark.kept);
        self.omitted = mark.omitted;
    }

    /// Places the violations noted since `mark` in the member `name`.
    pub fn in_member(&mut self, mark: Mark, name: &str) {
        if self.violations.len() > mark.kept {
            self.relocate(mark, |violation| violation.in_member(name));
        }
    }

    /// Places the violations noted since `mark` in the element at `index`, counted from 0.
    pub fn in_element(&mut self, mark: Mark, index: usize) {
        if self.violations.len() > mark.kept {
            self.relocate(mark, |violation| violation.in_element(index));
        }
    }

    #[cold]
    fn relocate(&mut self, mark: Mark, place: impl Fn(Violation) -> Violation) {
        let below = self.violations.split_off(mark.kept.min(self.violations.len()));
        self.violations.extend(below.into_iter().map(place));
    }

    /// Begins to decode the value at `position` as a type that it may not fit: violations are counted, not kept.
    pub(crate) fn begin_trial(&mut self, strict: bool, position: usize) -> Trial {
        let trial = Trial {
            omitted: self.omitted,
            limit: self.limit,
            strict: self.trials.strict,
            watched: self.trials.watched,
        };
        self.limit = 0;
        self.trials.strict = strict;
        self.trials.mismatch = None;
        self.trials.watched = Some((position, Fit::default()));
        trial
    }

    /// Goes on as before the trial, and says how many violations were noted in it, and what the type knows of the value.
    pub(crate) fn end_trial(&mut self, trial: Trial) -> (usize, Fit) {
        let noted = self.omitted.saturating_sub(trial.omitted);
        let fit = self.trials.watched.map(|(_, fit)| fit).unwrap_or_default();
        self.omitted = trial.omitted;
        self.limit = trial.limit;
        self.trials.strict = trial.strict;
        self.trials.watched = trial.watched;
        (noted, fit)
    }

    /// What the type that is tried knows of the object at `position`, if that is the one that is looked at.
    pub(crate) fn fit_of(&mut self, position: usize) -> Option<&mut Fit> {
        match &mut self.trials.watched {
            Some((watched, fit)) if *watched == position => Some(fit),
            _ => None,
        }
    }

    /// Begins to read the value at `position` as a union, unless that is what is going on already: a union that leads to
    /// itself finds nothing new.
    pub(crate) fn enter_union(&mut self, union: TypeId, position: usize) -> bool {
        let at_once = self.trials.entered.iter().rev().take_while(|(_, at)| *at == position);
        let is_new = at_once.map(|(entered, _)| *entered).all(|entered| entered != union);
        if is_new {
            self.trials.entered.push((union, position));
        }
        is_new
    }

    /// Ends what [`enter_union`](Self::enter_union) began.
    pub(crate) fn leave_union(&mut self) {
        self.trials.entered.pop();
    }

    /// Whether violations are counted only.
    pub(crate) fn is_trial(&self) -> bool {
        self.limit == 0
    }

    /// Remembers that the value at `position` is of another kind than its type, or forgets the last one that was.
    pub(crate) fn set_mismatch(&mut self, position: Option<usize>) {
        self.trials.mismatch = position;
    }

    /// Whether the value at `position` was the last to be of another kind than its type.
    pub(crate) fn is_mismatch(&self, position: usize) -> bool {
        self.trials.mismatch == Some(position)
    }

    /// Counts what was walked in vain, and says whether that is still within `budget`.
    pub(crate) fn spend(&mut self, walked: usize, budget: usize) -> bool {
        self.trials.spent = self.trials.spent.saturating_add(walked);
        self.trials.spent <= budget
    }

    /// From here on the object at `position` may have the member `name`, which is not one of its type.
    pub(crate) fn enter_beside(&mut self, position: usize, name: &'static str) {
        self.beside.push((position, name));
    }

    /// Ends what [`enter_beside`](Self::enter_beside) began.
    pub(crate) fn leave_beside(&mut self) {
        self.beside.pop();
    }

    /// Whether a union wrote the member `name` of the object at `position`.
    pub(crate) fn is_beside(&self, position: usize, name: &str) -> bool {
        self.beside
            .iter()
            .any(|(at, beside)| *at == position && *beside == name)
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
