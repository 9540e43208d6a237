//! In: text. Out: what the names of an API's packages begin with.
//! Guarantees: every package name that begins so is one that Cargo takes.

use std::fmt;
use std::str::FromStr;

use serde::Deserialize;

/// What the names of an API's packages begin with: lower-case letters and digits with single dashes between, a letter first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct ApiName(String);

/// A text that no package name can begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidName(String);

impl ApiName {
    /// The name's text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl TryFrom<String> for ApiName {
    type Error = InvalidName;

    fn try_from(text: String) -> Result<Self, InvalidName> {
        let allowed = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        let apart = !text.ends_with('-') && !text.contains("--");
        if text.starts_with(|c: char| c.is_ascii_lowercase()) && text.chars().all(allowed) && apart {
            Ok(Self(text))
        } else {
            Err(InvalidName(text))
        }
    }
}

impl FromStr for ApiName {
    type Err = InvalidName;

    fn from_str(text: &str) -> Result<Self, InvalidName> {
        text.to_owned().try_into()
    }
}

impl fmt::Display for ApiName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for InvalidName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(text) = self;
        write!(
            f,
            "{text:?} is no name: it takes lower-case letters and digits with single dashes between, and begins with a letter"
        )
    }
}

impl std::error::Error for InvalidName {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_begin_with_a_letter_and_hold_no_others_but_digits_and_dashes() {
        for name in ["a", "meum", "a1-b2"] {
            assert!(name.parse::<ApiName>().is_ok(), "{name}");
        }
        for name in ["", "1a", "-a", "a-", "a--b", "Meum", "a_b", "a b", "a/b", "é", "a.b"] {
            assert!(name.parse::<ApiName>().is_err(), "{name}");
        }
    }
}
