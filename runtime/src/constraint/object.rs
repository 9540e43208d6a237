//! In: the members of an object.
//! Out: whether they satisfy what a schema says of them together.
//! Guarantee: every member that was sent counts, whatever its value.

use super::count::CountRule;
use crate::value::Members;
use crate::violation::Violation;

/// A rule for the members of an object.
#[derive(Clone, Copy, Debug)]
pub enum ObjectRule {
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `dependentRequired`: a member, and those that must be there if it is.
    DependentRequired(&'static str, &'static [&'static str]),
    /// `anyOf` of `required`: all members of at least one list are there.
    AnyOf(&'static [&'static [&'static str]]),
    /// `oneOf` of `required`: all members of exactly one list are there.
    OneOf(&'static [&'static [&'static str]]),
    /// `not` of `required`: not all of these members are there.
    NotAll(&'static [&'static str]),
}

impl ObjectRule {
    /// The violation, if the members break the rule.
    #[must_use]
    pub fn broken_by(&self, members: Members<'_>) -> Option<Violation> {
        self.broken(members.len(), |name| {
            members.into_iter().any(|(member, _)| member == name)
        })
    }

    /// The violation, if an object of `count` members, among them those that it `has`, breaks the rule.
    pub(crate) fn broken(&self, count: usize, has: impl Fn(&str) -> bool) -> Option<Violation> {
        let has_all = |names: &[&str]| names.iter().all(|name| has(name));
        let fitting = |lists: &[&[&str]]| lists.iter().filter(|list| has_all(list)).count();
        match *self {
            Self::MinProperties(min) => CountRule::Min(min).broken_by_members(count),
            Self::MaxProperties(max) => CountRule::Max(max).broken_by_members(count),
            Self::DependentRequired(name, others) if has(name) => {
                let missing: Vec<&str> = others.iter().copied().filter(|other| !has(other)).collect();
                let message = || format!("must have {} beside `{name}`", listed(&missing, "and"));
                (!missing.is_empty()).then(|| Violation::new("dependentRequired", message()))
            }
            Self::AnyOf(lists) if fitting(lists) == 0 => {
                Some(Violation::new("anyOf", format!("must have {}", alternatives(lists))))
            }
            Self::OneOf(lists) if fitting(lists) != 1 => Some(Violation::new(
                "oneOf",
                format!("must have exactly one of: {}", alternatives(lists)),
            )),
            Self::NotAll(names) if has_all(names) => {
                Some(Violation::new("not", format!("must not have {}", listed(names, "and"))))
            }
            _ => None,
        }
    }
}

/// "`a`, `b` and `c`".
fn listed(names: &[&str], conjunction: &str) -> String {
    let mut text = String::new();
    for (index, name) in names.iter().enumerate() {
        match index {
            0 => {}
            _ if index + 1 == names.len() => text.push_str(&format!(" {conjunction} ")),
            _ => text.push_str(", "),
        }
        text.push_str(&format!("`{name}`"));
    }
    text
}

/// "`a`, or `b` and `c`".
fn alternatives(lists: &[&[&str]]) -> String {
    let lists: Vec<String> = lists.iter().map(|list| listed(list, "and")).collect();
    lists.join(", or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Tape;

    fn broken(json: &str, rule: ObjectRule) -> Option<String> {
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        let violation = rule.broken_by(tape.root().as_object().unwrap())?;
        Some(format!("{}: {}", violation.rule(), violation.message()))
    }

    #[test]
    fn members_are_counted_as_they_were_sent() {
        let (min, max) = (ObjectRule::MinProperties(2), ObjectRule::MaxProperties(2));
        assert_eq!(
            broken(r#"{"a": null}"#, min).unwrap(),
            "minProperties: must have at least 2 members"
        );
        assert_eq!(broken(r#"{"a": null, "z": 1}"#, min), None);
        assert_eq!(broken(r#"{"a": null, "z": 1}"#, max), None);
        assert!(broken(r#"{"a": 1, "b": 2, "c": 3}"#, max).is_some());
    }

    #[test]
    fn a_member_asks_for_others() {
        let rule = ObjectRule::DependentRequired("card", &["street", "city", "zip"]);
        assert_eq!(broken("{}", rule), None);
        assert_eq!(broken(r#"{"card": 1, "street": 1, "city": 1, "zip": 1}"#, rule), None);
        assert_eq!(
            broken(r#"{"card": 1, "city": 1}"#, rule).unwrap(),
            "dependentRequired: must have `street` and `zip` beside `card`"
        );
    }

    #[test]
    fn lists_are_alternatives() {
        let any = ObjectRule::AnyOf(&[&["a"], &["b", "c"]]);
        assert_eq!(
            broken(r#"{"b": 1}"#, any).unwrap(),
            "anyOf: must have `a`, or `b` and `c`"
        );
        assert_eq!(broken(r#"{"a": 1, "b": 1, "c": 1}"#, any), None);
        let one = ObjectRule::OneOf(&[&["a"], &["b", "c"]]);
        assert_eq!(broken(r#"{"a": 1, "b": 1}"#, one), None);
        for json in ["{}", r#"{"a": 1, "b": 1, "c": 1}"#] {
            assert_eq!(
                broken(json, one).unwrap(),
                "oneOf: must have exactly one of: `a`, or `b` and `c`"
            );
        }
        let not = ObjectRule::NotAll(&["a", "b"]);
        assert_eq!(broken(r#"{"a": 1}"#, not), None);
        assert_eq!(
            broken(r#"{"a": 1, "b": 1}"#, not).unwrap(),
            "not: must not have `a` and `b`"
        );
    }
}
