//! In: the text of `codegen.toml`, or of a file of options.
//! Out: [`Config`] or [`Options`]: what a user says about how documents become crates.
//! Guarantees: an unknown key is an error, which says where and names the key that was likely meant.

mod api_name;
mod choices;
mod envelope;
mod error;
mod format;
mod rules;
mod rust_type;

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::Deserialize;

use crate::{
    emit::Extension,
    lower::{Choices, Inclusion},
};

pub use api_name::{ApiName, InvalidName};
pub use choices::{Extend, NameRules, Replace, ReplacedBy};
pub use envelope::{EnvelopeConfig, EnvelopeMember};
pub use error::ConfigError;
pub use format::{FormatName, FormatType};
pub use rules::Rules;
pub use rust_type::{Attribute, DependencyLine, DerivePath, Identifier, RustType, Unexpected};

/// All APIs of a project.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Config {
    /// The APIs, one table `[[api]]` each.
    #[serde(default)]
    pub api: Vec<ApiConfig>,
}

/// The keys that both an API and a file of options take. They are repeated in both rather than flattened into one, so
/// that an error says line and column.
macro_rules! with_options {
    ($($(#[$attribute:meta])* $key:ident: $type:ty,)*) => {
        /// One API: its name, its document, its folder, and the keys of [`Options`].
        #[derive(Debug, Clone, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct ApiConfig {
            /// What the packages' names begin with.
            pub name: ApiName,
            /// The document, relative to the file that says so.
            pub document: PathBuf,
            /// The folder of the crates, relative to the same file; `../generated/<name>` unless set.
            pub out: Option<PathBuf>,
            $(#[serde(default)] $key: $type,)*
        }

        /// How one API becomes types. A file of its own can hold them for `gen --config`.
        #[derive(Debug, Clone, Default, Deserialize)]
        #[serde(deny_unknown_fields, rename_all = "kebab-case")]
        pub struct Options {
            $($(#[$attribute])* #[serde(default)] pub $key: $type,)*
        }

        impl ApiConfig {
            /// How the API becomes types.
            pub fn options(&self) -> Options {
                Options { $($key: self.$key.clone(),)* }
            }
        }
    };
}

with_options! {
    /// What becomes of strings with a format.
    formats: BTreeMap<FormatName, FormatType>,
    /// Rust types in place of those that schemas would become.
    replace: Replace,
    /// Names in place of those that are made of the document's words.
    names: NameRules,
    /// What emitted types get beside what they have.
    extend: Vec<Extend>,
    /// What servers put into the error body of what they turn away by themselves.
    envelope: EnvelopeConfig,
    /// Whether clients take what servers send without checking patterns, lengths, ranges and the like.
    trust_responses: bool,
    /// Whether server crates get a mock, which stands under a feature of that name.
    mock: bool,
    /// Whether server crates serve the document and an API reference, under the feature `docs`.
    docs: bool,
    /// The operations to take; all unless set. Types that only others use are left out.
    include: Option<Rules>,
    /// The operations to leave out, of those that `include` takes.
    exclude: Option<Rules>,
    /// The Overlay documents to apply to the document before it is read, in this order; relative to the file that says so.
    overlays: Vec<PathBuf>,
    /// The folder that references of the document may not leave, relative to the same file; the document's unless set.
    root: Option<PathBuf>,
    /// Whether references to URLs are followed. The library itself fetches nothing: see [`crate::source::ReadOptions`].
    allow_remote: bool,
}

impl Config {
    /// Reads `codegen.toml`.
    ///
    /// # Errors
    ///
    /// The text is no TOML, a key is unknown or a value has the wrong type; the error says where.
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        Ok(toml::from_str(text)?)
    }
}

impl Options {
    /// Reads the options of one API from a file of their own.
    ///
    /// # Errors
    ///
    /// As [`Config::from_toml`].
    pub fn from_toml(text: &str) -> Result<Self, ConfigError> {
        Ok(toml::from_str(text)?)
    }

    /// What lowering needs to know of them.
    pub(crate) fn choices(&self) -> Choices {
        let plain = self.formats.iter().filter(|(_, chosen)| **chosen == FormatType::String);
        Choices {
            plain_formats: plain.map(|(name, _)| name.format()).collect(),
            inclusion: Inclusion {
                include: self.include.clone().map(Rules::into_lists),
                exclude: self.exclude.clone().map(Rules::into_lists),
            },
            replacements: self.replace.clone().into_rules(),
            renames: self.names.clone().into_rules(),
            envelope: self.envelope.clone().into_rules(),
        }
    }

    /// What emitters need to know of them.
    pub(crate) fn extensions(&self) -> Vec<Extension> {
        self.extend.iter().map(Extend::to_extension).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_say_where_and_what_was_meant() {
        let api = "[[api]]\nname = 'a'\ndocument = 'a.yaml'\n";
        let config = Config::from_toml(&format!("{api}formats.uuid = 'string'\n")).expect("a configuration");
        let formats: Vec<_> = config.api[0].options().formats.into_iter().collect();
        assert_eq!(formats, [(FormatName::Uuid, FormatType::String)]);
        for (line, at) in [
            ("ouch = 1", "ouch"),
            ("formats.uuid = 'x'", "'x'"),
            ("formats.guid = 'string'", "guid"),
            ("include.tag = ['x']", "tag"),
            ("replace.format.x = 1", "format"),
            ("replace.formats.x = { type = 'Decimal' }", "'Decimal'"),
            ("replace.formats.x = { type = 'a::B', dependency = 'a' }", "'a'"),
            ("names.schemas.A = '1B'", "'1B'"),
            ("envelope.members.x = 'mesage'", "'mesage'"),
            (
                "envelope.members.x = { 600 = 'a', default = 'b' }",
                "{ 600 = 'a', default = 'b' }",
            ),
            ("extend = [{ derive = ['a b'] }]", "['a b']"),
        ] {
            let text = format!("{api}{line}\n");
            let error = Config::from_toml(&text).expect_err("an error");
            assert_eq!(text.get(error.span().expect("a place")), Some(at), "{error}");
        }
        let error = Options::from_toml("format = {}").expect_err("an error");
        assert!(error.message().ends_with("did you mean `formats`?"), "{error}");
    }
}
