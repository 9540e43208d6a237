//! In: one schema of the tree.
//! Out: its [`Keywords`], read one by one.
//! Guarantees: [`Reading::keyword`] names every keyword of JSON Schema 2020-12 and of the 3.0 Schema Object; one that
//! this
//! generator does not understand yet is refused there by name, so none can be forgotten.

use super::{
    Annotations, JsonType, Keywords, NumericBound, Schema,
    keywords::{Additional, Bound},
    reference,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    document::Dialect,
    pointer::Pointer,
    source::{Node, Sources},
};

/// Reads schemas of one document.
#[derive(Debug, Clone, Copy)]
pub struct SchemaReader<'a> {
    sources: &'a Sources,
    dialect: Dialect,
}

impl<'a> SchemaReader<'a> {
    /// A reader of the tree in `sources`, whose schemas are written in `dialect`.
    pub fn new(sources: &'a Sources, dialect: Dialect) -> Self {
        Self { sources, dialect }
    }

    /// Reads the schema at `pointer`; `None` when it is too broken to go on, which is then a diagnostic.
    pub fn read(&self, pointer: &Pointer, diagnostics: &mut Diagnostics) -> Option<Schema> {
        let Some(node) = self.sources.node(pointer) else {
            diagnostics.push(Diagnostic::new(
                Code::DanglingRef,
                Location::Pointer(pointer.clone()),
                format!("there is no schema at `{pointer}`"),
            ));
            return None;
        };
        match node {
            Node::Bool(true) => return Some(Schema::Anything(Annotations::default())),
            Node::Bool(false) => return Some(Schema::Nothing),
            Node::Object(members) if members.contains_key("$ref") => {
                return reference::read(self.sources, self.dialect, pointer, node, diagnostics);
            }
            Node::Object(_) => {}
            other => {
                let message = format!("expected a schema, found {}", other.kind());
                diagnostics.push(
                    Diagnostic::new(Code::WrongShape, Location::Pointer(pointer.clone()), message)
                        .help("a schema is an object such as `{ type: string }`, or a boolean"),
                );
                return None;
            }
        }
        let mut reading = Reading {
            dialect: self.dialect,
            pointer,
            diagnostics,
            keywords: Keywords::default(),
            null_allowed: false,
            exclusive: (false, false),
        };
        for (name, value) in node.as_object().into_iter().flatten() {
            reading.keyword(name, value);
        }
        reading.finish()
    }
}

/// One schema while it is read.
pub(super) struct Reading<'a, 'd> {
    dialect: Dialect,
    pub(super) pointer: &'a Pointer,
    pub(super) diagnostics: &'d mut Diagnostics,
    keywords: Keywords,
    null_allowed: bool,
    exclusive: (bool, bool),
}

impl Reading<'_, '_> {
    fn keyword(&mut self, name: &str, value: &Node) {
        match name {
            "type" => self.types(value),
            "format" => self.keywords.format = self.string(name, value),
            "enum" => self.enumeration(value),
            "const" => self.keywords.enumeration = Some(vec![value.clone()]),
            "title" => self.keywords.annotations.title = self.string(name, value),
            "description" => self.keywords.annotations.description = self.string(name, value),
            "deprecated" => self.keywords.annotations.deprecated = self.flag(name, value),
            "nullable" => self.nullable(value),
            "minLength" => self.keywords.min_length = self.count(name, value),
            "maxLength" => self.keywords.max_length = self.count(name, value),
            "pattern" => self.keywords.pattern = self.string(name, value),
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => self.bound(name, value),
            "multipleOf" => self.multiple_of(value),
            "items" => self.keywords.items = self.subschema(name, value),
            "minItems" => self.keywords.min_items = self.count(name, value),
            "maxItems" => self.keywords.max_items = self.count(name, value),
            "uniqueItems" => self.keywords.unique_items = self.flag(name, value),
            "properties" => self.properties(value),
            "required" => self.required(value),
            "additionalProperties" => self.additional(value),
            "minProperties" => self.keywords.min_properties = self.count(name, value),
            "maxProperties" => self.keywords.max_properties = self.count(name, value),
            "readOnly" | "writeOnly" if !self.flag(name, value) => {}
            "readOnly" | "writeOnly" => self.unsupported(name),
            "allOf" | "anyOf" | "oneOf" | "not" | "discriminator" => self.unsupported_union(name),
            "if"
            | "then"
            | "else"
            | "dependentSchemas"
            | "dependentRequired"
            | "prefixItems"
            | "contains"
            | "minContains"
            | "maxContains"
            | "additionalItems"
            | "patternProperties"
            | "propertyNames"
            | "unevaluatedItems"
            | "unevaluatedProperties"
            | "$dynamicRef"
            | "$recursiveRef"
            | "$id" => {
                self.unsupported(name);
            }
            // Annotations, containers of schemas that a `$ref` reaches, and words that no specification gives meaning.
            _ => {}
        }
    }

    fn types(&mut self, value: &Node) {
        match value {
            Node::String(name) => self.insert_type(name, None),
            Node::Array(names) => {
                if self.dialect == Dialect::V30 {
                    self.repaired(
                        "type",
                        "a list of types belongs to OpenAPI 3.1; it is read as 3.1 reads it",
                    );
                }
                for (index, name) in names.iter().enumerate() {
                    match name {
                        Node::String(name) => self.insert_type(name, Some(index)),
                        other => self.wrong("type", &format!("expected the name of a type, found {}", other.kind())),
                    }
                }
            }
            other => self.wrong("type", &format!("expected the name of a type, found {}", other.kind())),
        }
    }

    fn insert_type(&mut self, name: &str, index: Option<usize>) {
        let Some(ty) = JsonType::from_name(name) else {
            let keyword = self.pointer.child("type");
            let pointer = index.map_or_else(|| keyword.clone(), |index| keyword.index(index));
            let known: Vec<&str> = JsonType::ALL.into_iter().map(JsonType::name).collect();
            self.diagnostics.push(
                Diagnostic::new(
                    Code::UnknownType,
                    Location::Pointer(pointer),
                    format!("there is no type `{name}`"),
                )
                .help(format!("the types are {}", known.join(", "))),
            );
            return;
        };
        self.keywords.types.insert(ty);
    }

    fn enumeration(&mut self, value: &Node) {
        let Node::Array(values) = value else {
            self.wrong("enum", &format!("expected a list of values, found {}", value.kind()));
            return;
        };
        if values.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::EmptyEnum,
                    self.at("enum"),
                    "an enumeration of no values allows nothing",
                )
                .help("name at least one value, or leave `enum` out"),
            );
            return;
        }
        self.keywords.enumeration = Some(values.clone());
    }

    fn nullable(&mut self, value: &Node) {
        if self.dialect == Dialect::V31 {
            self.repaired(
                "nullable",
                "OpenAPI 3.1 writes `type: [..., 'null']`; `nullable` is read as 3.0 reads it",
            );
        }
        self.null_allowed = self.flag("nullable", value);
    }

    fn bound(&mut self, name: &str, value: &Node) {
        let lower = name.ends_with("inimum");
        if let (Node::Bool(exclusive), true) = (value, name.starts_with("exclusive")) {
            if self.dialect == Dialect::V31 {
                self.repaired(
                    name,
                    "OpenAPI 3.1 gives the bound itself here; the boolean is read as 3.0 reads it",
                );
            }
            if lower {
                self.exclusive.0 = *exclusive;
            } else {
                self.exclusive.1 = *exclusive;
            }
            return;
        }
        let Some(bound) = self.number(name, value) else {
            return;
        };
        let bound = NumericBound {
            value: bound,
            exclusive: name.starts_with("exclusive"),
        };
        let (slot, tighter) = if lower {
            (&mut self.keywords.minimum, std::cmp::Ordering::Greater)
        } else {
            (&mut self.keywords.maximum, std::cmp::Ordering::Less)
        };
        // Where both forms stand side by side the tighter one rules.
        let replaces = slot.is_none_or(|old| {
            let order = bound.value.as_f64().total_cmp(&old.value.as_f64());
            order == tighter || (order.is_eq() && bound.exclusive)
        });
        if replaces {
            *slot = Some(bound);
        }
    }

    fn multiple_of(&mut self, value: &Node) {
        let Some(step) = self.number("multipleOf", value).map(Bound::as_f64) else {
            return;
        };
        if step > 0.0 {
            self.keywords.multiple_of = Some(step);
        } else {
            self.wrong("multipleOf", "expected a number above zero");
        }
    }

    fn properties(&mut self, value: &Node) {
        let Node::Object(members) = value else {
            self.wrong(
                "properties",
                &format!("expected schemas by name, found {}", value.kind()),
            );
            return;
        };
        let parent = self.pointer.child("properties");
        self.keywords.properties = members.keys().map(|name| (name.clone(), parent.child(name))).collect();
    }

    fn required(&mut self, value: &Node) {
        match value {
            Node::Array(names) => {
                for name in names {
                    match name {
                        Node::String(name) => self.keywords.required.push(name.clone()),
                        other => self.wrong(
                            "required",
                            &format!("expected a property's name, found {}", other.kind()),
                        ),
                    }
                }
            }
            // Draft 3 said so beside a property; it stands in many documents and says nothing where it stands.
            Node::Bool(_) => self.repaired(
                "required",
                "`required` is a list of names beside `properties`; the boolean says nothing and is passed over",
            ),
            other => self.wrong("required", &format!("expected a list of names, found {}", other.kind())),
        }
    }

    fn additional(&mut self, value: &Node) {
        self.keywords.additional = match value {
            Node::Bool(false) => Additional::Refused,
            _ => match self.subschema("additionalProperties", value) {
                Some(pointer) => Additional::Allowed(pointer),
                None => Additional::Unsaid,
            },
        };
    }

    fn finish(mut self) -> Option<Schema> {
        let keywords = &mut self.keywords;
        for (bound, exclusive) in [
            (&mut keywords.minimum, self.exclusive.0),
            (&mut keywords.maximum, self.exclusive.1),
        ] {
            if let Some(bound) = bound {
                bound.exclusive |= exclusive;
            }
        }
        if keywords.types.is_empty() {
            match implied_type(keywords) {
                Some(ty) => keywords.types.insert(ty),
                None if keywords.enumeration.is_none() => {
                    return Some(Schema::Anything(self.keywords.annotations));
                }
                None => {}
            }
        }
        if self.null_allowed {
            self.keywords.types.insert(JsonType::Null);
        }
        Some(Schema::Keywords(Box::new(self.keywords)))
    }
}

/// The one type that a schema without `type` can sensibly mean.
fn implied_type(keywords: &Keywords) -> Option<JsonType> {
    let object = !keywords.properties.is_empty()
        || !keywords.required.is_empty()
        || !matches!(keywords.additional, Additional::Unsaid)
        || keywords.min_properties.or(keywords.max_properties).is_some();
    let array =
        keywords.items.is_some() || keywords.min_items.or(keywords.max_items).is_some() || keywords.unique_items;
    let string = keywords.pattern.is_some()
        || keywords.format.is_some()
        || keywords.min_length.or(keywords.max_length).is_some();
    let number = keywords.minimum.or(keywords.maximum).is_some() || keywords.multiple_of.is_some();
    match (object, array, string, number) {
        (true, false, false, false) => Some(JsonType::Object),
        (false, true, false, false) => Some(JsonType::Array),
        (false, false, true, false) => Some(JsonType::String),
        (false, false, false, true) => Some(JsonType::Number),
        _ => None,
    }
}
