//! In: a string.
//! Out: whether it keeps `pattern`, `minLength`, `maxLength` and `format`.
//! Guarantee: lengths count Unicode characters (JSON Schema 2020-12, validation 6.3).

use jiff::Timestamp;
use jiff::civil::Date;
use uuid::Uuid;

use super::count::counted;
use crate::format::{Base64, Uri};
use crate::pattern::Pattern;
use crate::text::parse;
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
    /// `format`.
    Format(StringFormat),
}

/// A format that a string may have to keep beside other rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StringFormat {
    /// An RFC 3339 `date-time`.
    DateTime,
    /// An RFC 3339 `full-date`.
    Date,
    /// An RFC 9562 UUID.
    Uuid,
    /// An RFC 3986 URI.
    Uri,
    /// Bytes in base64 (RFC 4648, section 4).
    Base64,
}

impl StringFormat {
    fn broken_by(self, text: &str) -> Option<Violation> {
        match self {
            Self::DateTime => parse::<Timestamp>(text).err(),
            Self::Date => parse::<Date>(text).err(),
            Self::Uuid => parse::<Uuid>(text).err(),
            Self::Uri => Uri::try_from(text).err(),
            Self::Base64 => parse::<Base64>(text).err(),
        }
    }
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
            Self::Format(format) => format.broken_by(text),
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

    #[test]
    fn formats_are_checked_as_their_types_are_read() {
        for (format, kept, broken) in [
            (StringFormat::DateTime, "2026-01-31T23:59:59Z", "2026-01-31"),
            (StringFormat::Date, "2026-01-31", "2026-02-31"),
            (StringFormat::Uuid, "123e4567-e89b-12d3-a456-426614174000", "123e4567"),
            (StringFormat::Uri, "https://example.com/a", "not a uri"),
            (StringFormat::Base64, "aGk=", "aGk"),
        ] {
            assert!(StringRule::Format(format).broken_by(kept).is_none(), "{format:?}");
            assert_eq!(StringRule::Format(format).broken_by(broken).unwrap().rule(), "format");
        }
    }
}
