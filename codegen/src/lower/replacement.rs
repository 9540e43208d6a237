//! In: the types that a user wants in place of those that schemas would become.
//! Out: the types that stand in their places.
//! Guarantees: a rule that replaces nothing is an error: it is misspelt, or the document has changed.

use std::collections::BTreeMap;

use super::{
    selection::EVERY,
    types::{Lowered, Made, TypeLowering},
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::nearest,
    ir::{Foreign, Hint, JsonTypes, Shape, Type, TypeId},
    pointer::{FileId, Pointer},
    schema::{Conjunction, JsonType, Keywords, Schema, TypeSet},
};

/// A Rust type, and the line that a manifest needs for it.
#[derive(Debug, Clone)]
pub struct Replacement {
    /// The type as Rust writes it.
    pub path: String,
    /// The line of `[dependencies]`.
    pub dependency: Option<String>,
}

/// Rust types in place of those that schemas would become.
#[derive(Debug, Clone, Default)]
pub struct Replacements {
    /// By the name of a component, or by a JSON Pointer: `#/components/schemas/Order`.
    pub schemas: BTreeMap<String, Replacement>,
    /// By `format`.
    pub formats: BTreeMap<String, Replacement>,
    /// By `Schema.property`, or by a JSON Pointer.
    pub properties: BTreeMap<String, Replacement>,
}

/// Which list of rules one stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum List {
    Schemas,
    Formats,
    Properties,
}

/// How long a chain of `$ref`s may be for what it leads to to be known.
const LONGEST: usize = 64;

impl TypeLowering<'_> {
    /// The type of a component that is replaced.
    pub(super) fn replaced_component(&mut self, pointer: &Pointer) -> Option<TypeId> {
        let rules = &self.choices.replacements.schemas;
        if rules.is_empty() {
            return None;
        }
        let keys = [self.components.get(pointer).cloned(), Some(pointer.to_string())];
        let (key, rule) = keys
            .into_iter()
            .flatten()
            .find_map(|key| rules.get(&key).map(|rule| (key, rule)))?;
        self.replaced.insert((List::Schemas, key));
        let kinds = self.wire_kinds(&pointer.into());
        Some(self.foreign(rule, kinds))
    }

    /// The type of an inline schema that is replaced.
    pub(super) fn replaced_schema(&mut self, place: &Conjunction) -> Option<Lowered> {
        let rules = &self.choices.replacements.schemas;
        if rules.is_empty() {
            return None;
        }
        let key = place.sole()?.to_string();
        let rule = rules.get(&key)?;
        self.replaced.insert((List::Schemas, key));
        self.replaced_at(rule, place)
    }

    /// The type of a property that is replaced.
    pub(super) fn replaced_property(&mut self, owner: &Hint, name: &str, place: &Conjunction) -> Option<Lowered> {
        let rules = &self.choices.replacements.properties;
        if rules.is_empty() {
            return None;
        }
        let keys = [property(owner, name), place.pointer().to_string()];
        let (key, rule) = keys
            .into_iter()
            .find_map(|key| rules.get(&key).map(|rule| (key, rule)))?;
        self.replaced.insert((List::Properties, key));
        self.replaced_at(rule, place)
    }

    /// The type of values of a format that is replaced.
    pub(super) fn replaced_format(&mut self, keywords: &Keywords, ty: JsonType) -> Option<Made> {
        let format = &keywords.format.as_ref()?.value;
        let rule = self.choices.replacements.formats.get(format)?;
        self.replaced.insert((List::Formats, format.clone()));
        Some(Made::Type(self.foreign(rule, json_types(TypeSet::of(ty)))))
    }

    fn replaced_at(&mut self, rule: &Replacement, place: &Conjunction) -> Option<Lowered> {
        let kinds = self.wire_kinds(place);
        Some(Lowered {
            ty: self.foreign(rule, kinds),
            nullable: self.allows_null_at_the_end(place)?,
        })
    }

    fn foreign(&mut self, rule: &Replacement, kinds: JsonTypes) -> TypeId {
        self.sharing.intern(Type::Foreign(Foreign {
            path: rule.path.as_str().into(),
            dependency: rule.dependency.as_deref().map(Into::into),
            kinds,
        }))
    }

    /// The JSON types that a schema allows, `null` aside.
    fn wire_kinds(&self, place: &Conjunction) -> JsonTypes {
        let mut at = place.clone();
        for _ in 0..LONGEST {
            match self.reader.read(&at) {
                Some(Schema::Reference { target, .. }) => at = target.into(),
                Some(Schema::Keywords(keywords)) => return json_types(keywords.kinds()),
                Some(Schema::Anything(_) | Schema::Nothing) | None => break,
            }
        }
        EVERY
    }

    /// Reports the rules that replaced nothing.
    pub(super) fn report_unmatched_replacements(&mut self) {
        let rules = &self.choices.replacements;
        let types = self.sharing.types();
        let components: Vec<&str> = self.components.values().map(String::as_str).collect();
        let mut properties = Vec::new();
        if !rules.properties.is_empty() {
            for (_, definition) in types.definitions() {
                if let Shape::Object(object) = &definition.shape {
                    properties.extend(object.fields.iter().map(|it| property(&definition.hint, &it.name)));
                }
            }
        }
        let properties: Vec<&str> = properties.iter().map(String::as_str).collect();
        let lists = [
            (List::Schemas, "schemas", "schema", &rules.schemas, components),
            (List::Formats, "formats", "format", &rules.formats, Vec::new()),
            (
                List::Properties,
                "properties",
                "property",
                &rules.properties,
                properties,
            ),
        ];
        for (list, key, what, rules, candidates) in lists {
            for name in rules.keys() {
                // Where operations are chosen, a component may be out of their reach.
                let is_there = list == List::Schemas && candidates.contains(&name.as_str());
                if is_there || self.replaced.contains(&(list, name.clone())) {
                    continue;
                }
                let message = format!("`{name}` in `replace.{key}` of the configuration matches no {what}");
                let diagnostic = Diagnostic::new(Code::UnmatchedRule, Location::File(FileId(0)), message);
                self.diagnostics.push(match nearest(name, candidates.iter().copied()) {
                    Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                    None => diagnostic,
                });
            }
        }
    }
}

/// How rules name a property: `Order.total`, and `Order.address.city` where the object is inline.
pub(super) fn property(owner: &Hint, name: &str) -> String {
    format!("{}.{name}", owner.words.join("."))
}

fn json_types(types: TypeSet) -> JsonTypes {
    if types.is_empty() {
        return EVERY;
    }
    let number = types.contains(JsonType::Number);
    JsonTypes {
        null: types.contains(JsonType::Null),
        boolean: types.contains(JsonType::Boolean),
        integer: number || types.contains(JsonType::Integer),
        fraction: number,
        string: types.contains(JsonType::String),
        array: types.contains(JsonType::Array),
        object: types.contains(JsonType::Object),
    }
}
