//! In: the key `envelope`.
//! Out: rules as lowering takes them.
//! Guarantees: what goes into a member is one of a few words, or texts of which one is for all statuses.

use std::collections::BTreeMap;
use std::fmt;

use serde::de::{Error, MapAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::{
    document::Status,
    lower::{EnvelopeRule, EnvelopeRules},
};

/// What servers put into the error body of what they turn away by themselves.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct EnvelopeConfig {
    /// Whether problem details (RFC 9457) are sent, whatever the document has.
    #[serde(default)]
    pub problem_details: bool,
    /// The component that is the error body; that of most errors unless set.
    pub schema: Option<String>,
    /// What goes into members, by their path: `error.code`.
    #[serde(default)]
    pub members: BTreeMap<String, EnvelopeMember>,
}

/// What goes into a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EnvelopeMember(EnvelopeRule);

impl EnvelopeConfig {
    pub(super) fn into_rules(self) -> EnvelopeRules {
        let members = self.members.into_iter();
        EnvelopeRules {
            problem_details: self.problem_details,
            schema: self.schema,
            members: members.map(|(path, member)| (path, member.0)).collect(),
        }
    }
}

/// The words that stand for something of a rejection.
const WORDS: [(&str, EnvelopeRule); 7] = [
    ("message", EnvelopeRule::Message),
    ("code", EnvelopeRule::Code),
    ("status", EnvelopeRule::Status),
    ("parameter", EnvelopeRule::Parameter),
    ("pointer", EnvelopeRule::Pointer),
    ("request-id", EnvelopeRule::RequestId),
    ("nothing", EnvelopeRule::Nothing),
];

impl<'de> Deserialize<'de> for EnvelopeMember {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Member;

        impl<'de> Visitor<'de> for Member {
            type Value = EnvelopeMember;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                let words: Vec<String> = WORDS.iter().map(|(word, _)| format!("`{word}`")).collect();
                write!(
                    f,
                    "one of {}, or texts by status with one for `default`",
                    words.join(", ")
                )
            }

            fn visit_str<E: Error>(self, text: &str) -> Result<EnvelopeMember, E> {
                let found = WORDS.into_iter().find(|(word, _)| *word == text);
                let found = found.map(|(_, rule)| EnvelopeMember(rule));
                found.ok_or_else(|| E::invalid_value(serde::de::Unexpected::Str(text), &self))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<EnvelopeMember, A::Error> {
                let (mut choices, mut other) = (Vec::new(), None);
                while let Some((key, text)) = map.next_entry::<String, String>()? {
                    match Status::parse(&key) {
                        Some(Status::Default) => other = Some(text),
                        Some(status) => choices.push((status, text)),
                        None => {
                            return Err(A::Error::custom(format!(
                                "`{key}` is no status, such as `404` or `5XX`"
                            )));
                        }
                    }
                }
                // A status alone says more than a hundred of them.
                choices.sort_by_key(|(status, _)| *status);
                let other = other.ok_or_else(|| A::Error::missing_field("default"))?;
                Ok(EnvelopeMember(EnvelopeRule::Text(choices, other)))
            }
        }

        deserializer.deserialize_any(Member)
    }
}
