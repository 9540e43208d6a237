//! In: a string.
//! Out: whether it keeps `pattern`, `minLength` and `maxLength`.
//! Guarantee: lengths count Unicode characters (JSON Schema 2020-12, validation 6.3).

use super::count::counted;
use crate::pattern::Pattern;
use crate::violation::Violation;

/// A rule for strings.
#[derive(Clone, Copy, Debug)]
pub enum StringRule {
    /// `pattern`: the string, or a part of it, matches.
    Pattern(&'static Pattern),
    /// `minLength`, in Unicode characters.
    MinLength(u64),
    /// `maxLength`, in Unicode characters.
    MaxLength(u64),
}

impl StringRule {
    /// The violation, if `text` breaks the rule.
    #[must_use]
    pub fn broken_by(&self, text: &str) -> Option<Violation> {
        match *self {
            Self::Pattern(pattern) if !pattern.is_match(text) => Some(Violation::new(
                "pattern",
                format!("must match the pattern `{}`", pattern.source()),
            )),
            Self::MinLength(1) if text.is_empty() => Some(Violation::new("minLength", "must not be empty")),
            Self::MinLength(min) if characters(text) < min => Some(Violation::new(
                "minLength",
                format!("must be at least {} long", counted(min, "character")),
            )),
            Self::MaxLength(max) if bytes(text) > max && characters(text) > max => Some(Violation::new(
                "maxLength",
                format!("must be at most {} long", counted(max, "character")),
            )),
            _ => None,
        }
    }
}

fn characters(text: &str) -> u64 {
    text.chars().count() as u64
}

fn bytes(text: &str) -> u64 {
    text.len() as u64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_count_characters() {
        assert!(StringRule::MaxLength(3).broken_by("äöü").is_none());
        assert_eq!(StringRule::MaxLength(3).broken_by("äöü.").unwrap().rule(), "maxLength");
        assert!(StringRule::MinLength(3).broken_by("äöü").is_none());
        assert_eq!(StringRule::MinLength(3).broken_by("äö").unwrap().rule(), "minLength");
        assert!(StringRule::MinLength(0).broken_by("").is_none());
        assert_eq!(
            StringRule::MinLength(1).broken_by("").unwrap().message(),
            "must not be empty"
        );
        assert_eq!(
            StringRule::MaxLength(1).broken_by("äö").unwrap().message(),
            "must be at most 1 character long"
        );
    }
}
