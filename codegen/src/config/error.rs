//! In: what the TOML reader says. Out: the same, with the key that was likely meant.
//! Guarantees: the place is kept.

use std::fmt;
use std::ops::Range;

use crate::document::nearest;

/// A configuration that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ConfigError {
    message: String,
    span: Option<Range<usize>>,
}

impl ConfigError {
    /// What is wrong, in words.
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The bytes of the text that it is about.
    pub fn span(&self) -> Option<Range<usize>> {
        self.span.clone()
    }
}

impl From<toml::de::Error> for ConfigError {
    fn from(error: toml::de::Error) -> Self {
        let message = error.message();
        // serde's text: "unknown field `a`, expected one of `b`, `c`".
        let mut quoted = message.split('`').skip(1).step_by(2);
        let hint = message
            .starts_with("unknown ")
            .then(|| nearest(quoted.next()?, quoted))
            .flatten();
        Self {
            message: match hint {
                Some(hint) => format!("{message}; did you mean `{hint}`?"),
                None => message.to_owned(),
            },
            span: error.span(),
        }
    }
}

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for ConfigError {}
