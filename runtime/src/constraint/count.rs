//! In: an array or object.
//! Out: whether it keeps `minItems`, `maxItems` and `uniqueItems`, or `minProperties` and `maxProperties`.
//! Guarantee: time grows with the size of the value, not with its square.

use crate::encode::Encode;
use crate::value::{Value, has_equal_elements};
use crate::violation::Violation;
use crate::writer::Writer;

/// A rule for the number of elements of an array or of members of an object.
#[derive(Clone, Copy, Debug)]
pub enum CountRule {
    /// `minItems` or `minProperties`.
    Min(u64),
    /// `maxItems` or `maxProperties`.
    Max(u64),
    /// `uniqueItems`; the members of an object are unique by themselves.
    Unique,
}

impl CountRule {
    /// The violation, if an object with `count` members breaks the rule.
    #[must_use]
    pub fn broken_by_members(&self, count: usize) -> Option<Violation> {
        self.broken_by_count(count, ["minProperties", "maxProperties"], "member")
    }

    /// The violation, if the array on the tape breaks the rule.
    pub(crate) fn broken_by_array(&self, array: Value<'_>) -> Option<Violation> {
        let elements = array.as_array()?;
        match self {
            Self::Unique if has_equal_elements(elements) => {
                Some(Violation::new("uniqueItems", "must not have equal items"))
            }
            _ => self.broken_by_count(elements.len(), ["minItems", "maxItems"], "item"),
        }
    }

    /// The violation, if `elements` break the rule.
    #[must_use]
    pub fn broken_by_elements<T: Encode>(&self, elements: &[T]) -> Option<Violation> {
        match self {
            Self::Unique => self.broken_by_array(Writer::to_tape(elements).root()),
            _ => self.broken_by_count(elements.len(), ["minItems", "maxItems"], "item"),
        }
    }

    /// The violation, if `count` parts of one name break the rule.
    pub(crate) fn broken_by_parts(&self, count: usize) -> Option<Violation> {
        self.broken_by_count(count, ["minItems", "maxItems"], "part")
    }

    fn broken_by_count(&self, count: usize, [min_name, max_name]: [&'static str; 2], noun: &str) -> Option<Violation> {
        let count = count as u64;
        match *self {
            Self::Min(min) if count < min => Some(Violation::new(
                min_name,
                format!("must have at least {}", counted(min, noun)),
            )),
            Self::Max(max) if count > max => Some(Violation::new(
                max_name,
                format!("must have at most {}", counted(max, noun)),
            )),
            _ => None,
        }
    }
}

/// `1 item`, `2 items`.
pub(super) fn counted(count: u64, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn elements_are_counted_and_compared() {
        let rule = |rule: CountRule, elements: &[&str]| rule.broken_by_elements(elements).map(|broken| broken.rule());
        assert_eq!(rule(CountRule::Min(1), &["a"]), None);
        assert_eq!(rule(CountRule::Min(1), &[]), Some("minItems"));
        assert_eq!(rule(CountRule::Max(1), &["a"]), None);
        assert_eq!(rule(CountRule::Max(1), &["a", "b"]), Some("maxItems"));
        assert_eq!(rule(CountRule::Unique, &["a", "b"]), None);
        assert_eq!(rule(CountRule::Unique, &["a", "a"]), Some("uniqueItems"));
    }

    #[test]
    fn members_are_counted() {
        assert_eq!(CountRule::Max(2).broken_by_members(3).unwrap().rule(), "maxProperties");
        assert_eq!(CountRule::Min(2).broken_by_members(1).unwrap().rule(), "minProperties");
        assert!(CountRule::Unique.broken_by_members(1).is_none());
    }

    #[test]
    fn one_is_singular() {
        let message = |rule: CountRule, count| rule.broken_by_members(count).unwrap().message().to_owned();
        assert_eq!(message(CountRule::Min(1), 0), "must have at least 1 member");
        assert_eq!(message(CountRule::Min(2), 0), "must have at least 2 members");
        assert_eq!(message(CountRule::Max(0), 1), "must have at most 0 members");
        assert_eq!(message(CountRule::Max(1), 2), "must have at most 1 member");
    }
}
