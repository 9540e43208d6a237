//! In: an object of the document, and what kind of object it should be.
//! Out: the type of `openapiv3` for that kind, read from those fields alone that have one shape in every dialect.
//! Guarantees: each field of a wrong type is reported at its place, and what has one sensible reading is read so.

use indexmap::IndexMap;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::dialect::Version;
use super::kind::Kind;

/// An object of the document and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Object<'a> {
    pub(super) pointer: Pointer,
    pub(super) members: &'a IndexMap<String, Node>,
}

impl<'a> Object<'a> {
    /// The member of that name, unless it is null: many documents leave a key without a value.
    pub(super) fn get(&self, name: &str) -> Option<&'a Node> {
        self.members.get(name).filter(|node| !matches!(node, Node::Null))
    }

    /// The place of the member of that name.
    pub(super) fn at(&self, name: &str) -> Pointer {
        self.pointer.child(name)
    }

    /// The members that are no extensions.
    pub(super) fn named(&self) -> impl Iterator<Item = (&'a str, &'a Node)> + use<'a> {
        self.members
            .iter()
            .map(|(name, node)| (name.as_str(), node))
            .filter(|(name, _)| !name.starts_with("x-"))
    }
}

/// The typed fields that are arrays: of strings, all of them.
const ARRAYS: [&str; 2] = ["tags", "enum"];

/// What `openapiv3` is given: a field is kept from the document or put in by this stage.
pub(super) type Fields = serde_json::Map<String, Value>;

impl<'a> Reader<'a> {
    /// Reads the typed fields of an object, together with `seed`: fields that are known to be right. A wrong field that
    /// is not required is reported and left out, so that the rest is looked at too.
    pub(super) fn typed<T: DeserializeOwned>(
        &mut self,
        kind: &'static Kind,
        object: &Object<'a>,
        seed: &Fields,
    ) -> Option<T> {
        self.check_members(kind, object);
        let mut fields = seed.clone();
        for name in kind.typed {
            if let Some(node) = object.get(name) {
                fields.insert((*name).to_owned(), node.to_json());
            }
        }
        for (name, text, code) in kind.fallbacks {
            let is_optional = *code == Code::MissingDescription && self.version >= Version::V32;
            if is_optional {
                fields.entry(*name).or_insert_with(|| Value::from(*text));
            } else if !fields.contains_key(*name) {
                self.warn_of_missing(kind, object, (name, text, *code));
                fields.insert((*name).to_owned(), Value::from(*text));
            }
        }
        let mut repaired: Vec<&'static str> = Vec::new();
        loop {
            let error = match T::deserialize(&fields) {
                Ok(value) => return Some(value),
                Err(error) => error.to_string(),
            };
            let Some(name) = culprit::<T>(kind, seed, &fields, &error) else {
                self.report_unreadable(kind, object, &error);
                return None;
            };
            let replacement = fields.get(name).and_then(|value| repair(name, value, &error));
            match replacement {
                Some(value) if !repaired.contains(&name) => {
                    repaired.push(name);
                    self.warn_of_repair(object, name, &value);
                    fields.insert(name.to_owned(), value);
                }
                _ => {
                    fields.remove(name);
                    self.report_wrong_field(kind, object, name, &error);
                }
            }
        }
    }

    fn warn_of_missing(&mut self, kind: &Kind, object: &Object<'a>, (name, text, code): (&str, &str, Code)) {
        let reading = if text.is_empty() {
            "an empty text".to_owned()
        } else {
            format!("`{text}`")
        };
        self.report(
            Diagnostic::new(
                code,
                Location::Key(object.pointer.clone()),
                format!("the {} has no `{name}`; {reading} is taken for it", kind.name),
            )
            .help(format!("add `{name}`: the specification asks for it")),
        );
    }

    fn warn_of_repair(&mut self, object: &Object<'a>, name: &str, value: &Value) {
        self.report(
            Diagnostic::new(
                Code::ScalarType,
                Location::Pointer(object.at(name)),
                format!("`{name}` is read as {value}"),
            )
            .help(if value.is_boolean() {
                "write it without quotes"
            } else {
                "write it in quotes"
            }),
        );
    }

    fn report_unreadable(&mut self, kind: &Kind, object: &Object<'a>, error: &str) {
        let Some(field) = quoted_after(error, "missing field ") else {
            let message = format!("the {} cannot be read: {error}", kind.name);
            self.wrong_shape(
                object.pointer.clone(),
                message,
                "give it the shape that the specification describes",
            );
            return;
        };
        // A field that is there has been reported already: as one of a wrong type.
        if object.get(field).is_none() {
            self.missing_field(kind, object, field);
        }
    }

    pub(super) fn missing_field(&mut self, kind: &Kind, object: &Object<'a>, field: &str) {
        self.report(
            Diagnostic::new(
                Code::WrongShape,
                Location::Key(object.pointer.clone()),
                format!("the {} has no `{field}`", kind.name),
            )
            .help(format!("add `{field}`: the specification requires it")),
        );
    }

    fn report_wrong_field(&mut self, kind: &Kind, object: &Object<'a>, name: &str, error: &str) {
        let (pointer, node) = wrong_item(object, name);
        let of = if pointer == object.at(name) { "" } else { "an item of " };
        let what = format!("{of}`{name}` of the {}", kind.name);
        let expected = expected(error);
        let (message, help) =
            if let (Some(expected), Some(node), true) = (&expected, node, error.starts_with("invalid type")) {
                (
                    format!("{what} must be {expected}, not {}", node.kind()),
                    shape_help(expected).to_owned(),
                )
            } else if let (Some(expected), Some(variant)) = (&expected, quoted_after(error, "unknown variant ")) {
                (
                    format!("{what} cannot be `{variant}` here"),
                    format!("the specification allows {expected}"),
                )
            } else {
                (
                    format!("{what} cannot be read: {error}"),
                    "give it the shape that the specification describes".to_owned(),
                )
            };
        self.report(Diagnostic::new(Code::WrongShape, Location::Pointer(pointer), message).help(help));
    }
}

fn shape_help(expected: &str) -> &'static str {
    match expected {
        "a boolean" => "write `true` or `false`, without quotes",
        "a string" => "write text; text that looks like something else stands in quotes",
        "an array" => "write a list, in YAML each item after a `-`",
        _ => "give it the shape that the specification describes",
    }
}

/// The field that the error is about: read without the other ones it gives the same error. `None` if a field is missing.
fn culprit<T: DeserializeOwned>(
    kind: &'static Kind,
    seed: &Fields,
    fields: &Fields,
    error: &str,
) -> Option<&'static str> {
    kind.typed.iter().copied().find(|name| {
        let Some(value) = fields.get(*name) else { return false };
        let mut alone = seed.clone();
        alone.insert((*name).to_owned(), value.clone());
        T::deserialize(&alone).is_err_and(|other| other.to_string() == error && !error.starts_with("missing field"))
    })
}

/// What a value of a wrong scalar type plainly means.
fn repair(name: &str, value: &Value, error: &str) -> Option<Value> {
    match expected(error)?.as_str() {
        "a string" if ARRAYS.contains(&name) => value
            .as_array()?
            .iter()
            .map(to_text)
            .collect::<Option<Vec<_>>>()
            .map(Value::Array),
        "a string" => to_text(value),
        "a boolean" => match value.as_str()? {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        _ => None,
    }
}

fn to_text(value: &Value) -> Option<Value> {
    match value {
        Value::String(_) => Some(value.clone()),
        Value::Number(number) => Some(Value::from(number.to_string())),
        Value::Bool(flag) => Some(Value::from(flag.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// The member of that name, or the item in it that is no string.
fn wrong_item<'a>(object: &Object<'a>, name: &str) -> (Pointer, Option<&'a Node>) {
    let pointer = object.at(name);
    let node = object.get(name);
    let item = node
        .and_then(Node::as_array)
        .filter(|_| ARRAYS.contains(&name))
        .and_then(|items| {
            items
                .iter()
                .enumerate()
                .find(|(_, item)| matches!(item, Node::Null | Node::Array(_) | Node::Object(_)))
        });
    match item {
        Some((index, item)) => (pointer.index(index), Some(item)),
        None => (pointer, node),
    }
}

/// What serde's message says it wanted, in the words of JSON.
fn expected(error: &str) -> Option<String> {
    let (_, wanted) = error.rsplit_once(", expected ")?;
    Some(match wanted {
        "a sequence" => "an array".to_owned(),
        "a map" => "an object".to_owned(),
        other => other
            .strip_prefix("struct ")
            .map_or_else(|| other.to_owned(), |_| "an object".to_owned()),
    })
}

fn quoted_after<'e>(error: &'e str, start: &str) -> Option<&'e str> {
    error
        .strip_prefix(start)?
        .strip_prefix('`')?
        .split_once('`')
        .map(|(name, _)| name)
}
