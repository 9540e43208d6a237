//! In: what keeps a value from being written, or texts from being read.
//! Out: the words for it.
//! Guarantee: no words repeat the value.

use crate::violation::Violation;

/// Why a value cannot be written in a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum WriteFault {
    /// Its text has what divides texts, and the style has no way to escape it.
    Delimiter,
    /// A member's name has a bracket, which divides names.
    Bracket,
}

impl WriteFault {
    /// The fault as a predicate.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Delimiter => "has an element with a character that divides elements",
            Self::Bracket => "has a member with a bracket in its name, which divides names",
        }
    }
}

/// Why texts are no value in a style.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ReadFault {
    /// A `%` that two hexadecimal digits do not follow.
    Escape,
    /// The bytes are not UTF-8.
    Utf8,
    /// One text was sent more than once.
    Repeated,
    /// A name of a member without its value.
    Unpaired,
    /// Text is missing that the style puts before the value.
    Prefix,
    /// Names of members are nested too deep.
    Depth,
    /// The text is not JSON.
    Json,
}

impl ReadFault {
    /// The fault as a violation of the whole value.
    pub(crate) fn violation(self) -> Violation {
        match self {
            Self::Escape => Violation::new("format", "must be percent-encoded correctly"),
            Self::Utf8 => Violation::new("format", "must be percent-encoded UTF-8"),
            Self::Repeated => Violation::new("type", "must be sent only once"),
            Self::Unpaired => Violation::new("type", "must give each member a value"),
            Self::Prefix => Violation::new("type", "must be written in the style of the document"),
            Self::Json => Violation::new("type", "must be JSON"),
            Self::Depth => Violation::new("type", "must not be nested that deep"),
        }
    }
}
