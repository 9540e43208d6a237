//! In: the text of a JSON file (RFC 8259).
//! Out: its tree, and findings.
//! Guarantees: no tree is deeper than [`MAX_DEPTH`]; of a key that stands twice the first value counts.

use std::fmt;

use indexmap::IndexMap;
use indexmap::map::Entry;
use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::error::Category;

use crate::diagnostic::Code;
use crate::source::finding::Finding;
use crate::source::{MAX_DEPTH, Node};

use super::locate::find_duplicates;

/// Reads a JSON file; `None` when it is no JSON.
pub(in crate::source) fn read(text: &str, findings: &mut Vec<Finding>) -> Option<Node> {
    let mut state = State::default();
    let mut deserializer = serde_json::Deserializer::from_str(text);
    let seed = Seed {
        state: &mut state,
        depth: 0,
    };
    match seed
        .deserialize(&mut deserializer)
        .and_then(|node| deserializer.end().map(|()| node))
    {
        Ok(node) => {
            if state.duplicates {
                find_duplicates(text, findings);
            }
            Some(node)
        }
        Err(error) => {
            let at = offset(text, &error);
            findings.push(if state.too_deep {
                Finding::too_deep(at, MAX_DEPTH)
            } else {
                syntax(text, at, &error)
            });
            None
        }
    }
}

fn syntax(text: &str, at: usize, error: &serde_json::Error) -> Finding {
    let message = error.to_string();
    // The place is said by the finding.
    let message = message
        .rsplit_once(" at line ")
        .map_or(message.as_str(), |(message, _)| message);
    let finding = Finding::new(Code::Syntax, at, format!("this is no JSON: {message}"));
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with("//") || rest.starts_with("/*") {
        finding.help("JSON has no comments")
    } else if rest.starts_with('\'') {
        finding.help("JSON has strings in double quotes only")
    } else {
        finding
    }
}

/// The byte that an error is about.
fn offset(text: &str, error: &serde_json::Error) -> usize {
    if error.classify() == Category::Eof {
        return text.trim_end().len();
    }
    let lines = text.split_inclusive('\n').take(error.line().saturating_sub(1));
    // Column 0 is the end of the line before.
    let at = (lines.map(str::len).sum::<usize>() + error.column()).saturating_sub(1);
    // Numbers and names are refused at their last character.
    let is_part = |character: char| character.is_ascii_alphanumeric() || "+-.".contains(character);
    match text.split_at_checked(at) {
        Some((before, after)) if after.starts_with(is_part) => before.trim_end_matches(is_part).len(),
        _ => at,
    }
}

#[derive(Debug, Default)]
struct State {
    duplicates: bool,
    too_deep: bool,
}

struct Seed<'s> {
    state: &'s mut State,
    depth: usize,
}

impl Seed<'_> {
    /// The seed of what stands within.
    fn inner<E: serde::de::Error>(self) -> Result<Self, E> {
        if self.depth >= MAX_DEPTH {
            self.state.too_deep = true;
            return Err(E::custom("too deep"));
        }
        Ok(Self {
            state: self.state,
            depth: self.depth + 1,
        })
    }
}

impl<'de> DeserializeSeed<'de> for Seed<'_> {
    type Value = Node;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Seed<'_> {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Int(value))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(i64::try_from(value).map_or(Node::UInt(value), Node::Int))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E>(self, text: &str) -> Result<Node, E> {
        Ok(Node::String(text.to_owned()))
    }

    fn visit_string<E>(self, text: String) -> Result<Node, E> {
        Ok(Node::String(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let Seed { state, depth } = self.inner::<A::Error>()?;
        let mut items = Vec::new();
        while let Some(item) = access.next_element_seed(Seed {
            state: &mut *state,
            depth,
        })? {
            items.push(item);
        }
        Ok(Node::Array(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Node, A::Error> {
        let Seed { state, depth } = self.inner::<A::Error>()?;
        let mut members = IndexMap::new();
        while let Some(name) = access.next_key::<String>()? {
            let value = access.next_value_seed(Seed {
                state: &mut *state,
                depth,
            })?;
            match members.entry(name) {
                Entry::Vacant(entry) => {
                    entry.insert(value);
                }
                Entry::Occupied(_) => state.duplicates = true,
            }
        }
        Ok(Node::Object(members))
    }
}
