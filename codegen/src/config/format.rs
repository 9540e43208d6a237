//! In: the key `formats`. Out: which formats of strings stay plain strings.
//! Guarantees: only formats that have a type of their own can be named.

use serde::Deserialize;

use crate::ir::Format;

/// A format that has a type of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatName {
    /// `date-time`
    DateTime,
    /// `date`
    Date,
    /// `uuid`
    Uuid,
    /// `uri`
    Uri,
}

/// What a string with a format becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum FormatType {
    /// The type for values of that format, which checks them.
    Typed,
    /// `String`, unchecked.
    String,
}

impl FormatName {
    pub(super) fn format(self) -> Format {
        match self {
            Self::DateTime => Format::DateTime,
            Self::Date => Format::Date,
            Self::Uuid => Format::Uuid,
            Self::Uri => Format::Uri,
        }
    }
}
