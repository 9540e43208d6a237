//! What a user says about how documents become crates: `codegen.toml`.
//!
//! Comes in: the text of the file. Goes out: [`Config`]. Guarantees: an unknown key is an error.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::{ir::Format, lower::Choices};

/// All APIs of a project.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The APIs, one table `[[api]]` each.
    #[serde(default)]
    pub api: Vec<ApiConfig>,
}

/// One API.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApiConfig {
    /// What the packages' names begin with: lower-case letters, digits and dashes, a letter first.
    pub name: String,
    /// The document, relative to the file that says so.
    pub document: PathBuf,
    /// The folder of the crates, relative to the same file; `../generated/<name>` unless set.
    pub out: Option<PathBuf>,
    /// How the API becomes types.
    #[serde(flatten)]
    pub options: Options,
}

/// How one API becomes types. A file of its own can hold them for `gen --config`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub struct Options {
    /// What becomes of strings with a format.
    #[serde(default)]
    pub formats: BTreeMap<FormatName, FormatType>,
}

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

impl Config {
    /// Reads `codegen.toml`.
    ///
    /// # Errors
    ///
    /// The text is no TOML, a key is unknown or a value has the wrong type; the error says where.
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
    }
}

impl Options {
    /// Reads the options of one API from a file of their own.
    ///
    /// # Errors
    ///
    /// As [`Config::from_toml`].
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Strict {
            #[serde(default)]
            formats: BTreeMap<FormatName, FormatType>,
        }
        toml::from_str::<Strict>(text).map(|Strict { formats }| Self { formats })
    }

    /// What lowering needs to know of them.
    pub(crate) fn choices(&self) -> Choices {
        let plain = self.formats.iter().filter(|(_, chosen)| **chosen == FormatType::String);
        Choices {
            plain_formats: plain.map(|(name, _)| name.format()).collect(),
        }
    }
}

impl FormatName {
    fn format(self) -> Format {
        match self {
            Self::DateTime => Format::DateTime,
            Self::Date => Format::Date,
            Self::Uuid => Format::Uuid,
            Self::Uri => Format::Uri,
        }
    }
}
