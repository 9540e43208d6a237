//! In: the text of `codegen.toml`, or of a file of options.
//! Out: [`Config`] or [`Options`]: what a user says about how documents become crates.
//! Guarantees: an unknown key is an error, which says where.

use std::collections::BTreeMap;
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

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

/// One API. The keys of [`Options`] are repeated here rather than flattened, so that an error says line and column.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ApiConfig {
    /// What the packages' names begin with.
    pub name: ApiName,
    /// The document, relative to the file that says so.
    pub document: PathBuf,
    /// The folder of the crates, relative to the same file; `../generated/<name>` unless set.
    pub out: Option<PathBuf>,
    /// See [`Options::formats`].
    #[serde(default)]
    formats: BTreeMap<FormatName, FormatType>,
}

/// What the names of an API's packages begin with: lower-case letters and digits with single dashes between, a letter first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
#[serde(try_from = "String")]
pub struct ApiName(String);

/// A text that no package name can begin with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidName(String);

/// How one API becomes types. A file of its own can hold them for `gen --config`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
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

impl ApiConfig {
    /// How the API becomes types.
    pub fn options(&self) -> Options {
        Options {
            formats: self.formats.clone(),
        }
    }
}

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

impl Options {
    /// Reads the options of one API from a file of their own.
    ///
    /// # Errors
    ///
    /// As [`Config::from_toml`].
    pub fn from_toml(text: &str) -> Result<Self, toml::de::Error> {
        toml::from_str(text)
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

    #[test]
    fn errors_say_where() {
        let api = "[[api]]\nname = 'a'\ndocument = 'a.yaml'\n";
        let config = Config::from_toml(&format!("{api}formats.uuid = 'string'\n")).expect("a configuration");
        let formats: Vec<_> = config.api[0].options().formats.into_iter().collect();
        assert_eq!(formats, [(FormatName::Uuid, FormatType::String)]);
        for (line, at) in [
            ("ouch = 1", "ouch"),
            ("formats.uuid = 'x'", "'x'"),
            ("formats.guid = 'string'", "guid"),
        ] {
            let text = format!("{api}{line}\n");
            let error = Config::from_toml(&text).expect_err("an error");
            assert_eq!(text.get(error.span().expect("a place")), Some(at), "{error}");
        }
        assert!(Options::from_toml("format = {}").is_err());
    }
}
