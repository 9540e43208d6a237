//! In: the values of `type` and `enum`.
//! Out: a set of types, a list of values.
//! Guarantees: a word that is no type is read as the type it must mean, else as any; both are told.

use super::{JsonType, TypeSet, read::Reading};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::Dialect,
    source::Node,
};

impl Reading<'_> {
    pub(super) fn types(&mut self, value: &Node) {
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
                        // YAML reads the bare word as the value.
                        Node::Null => self.types.get_or_insert_default().insert(JsonType::Null),
                        other => self.wrong("type", &format!("expected the name of a type, found {}", other.kind())),
                    }
                }
            }
            Node::Null if self.dialect != Dialect::V30 => self.types = Some(TypeSet::of(JsonType::Null)),
            Node::Null => self.repaired("type", "`null` names no type; the keyword is passed over"),
            other => self.passed_over("type", other),
        }
    }

    fn insert_type(&mut self, name: &str, index: Option<usize>) {
        if let Some(ty) = JsonType::from_name(name) {
            if ty == JsonType::Null && index.is_none() && self.dialect == Dialect::V30 {
                self.later("type", "the type `null`");
            }
            self.types.get_or_insert_default().insert(ty);
            return;
        }
        let meant = meant_type(name);
        let read = match meant {
            Some((ty, _)) => format!("it is read as `{}`", ty.name()),
            None => "any value is allowed".to_owned(),
        };
        let keyword = self.pointer.child("type");
        let pointer = index.map_or_else(|| keyword.clone(), |index| keyword.index(index));
        let known: Vec<&str> = JsonType::ALL.into_iter().map(JsonType::name).collect();
        self.diagnostics.push(
            Diagnostic::new(
                Code::UnknownType,
                Location::Pointer(pointer),
                format!("there is no type `{name}`; {read}"),
            )
            .help(format!("the types are {}", known.join(", "))),
        );
        let Some((ty, format)) = meant else {
            return;
        };
        self.types.get_or_insert_default().insert(ty);
        if let (Some(format), None) = (format, self.node.get("format")) {
            self.keywords.format = Some(self.said(format.to_owned()));
        }
    }

    pub(super) fn enumeration(&mut self, value: &Node) {
        let values = match value {
            Node::Array(values) => values.clone(),
            Node::Null => Vec::new(),
            Node::Object(_) => {
                self.wrong("enum", &format!("expected a list of values, found {}", value.kind()));
                return;
            }
            one => {
                self.repaired("enum", "one value stands for a list of one");
                vec![one.clone()]
            }
        };
        if values.is_empty() {
            self.diagnostics.push(
                Diagnostic::new(
                    Code::EmptyEnum,
                    self.at("enum"),
                    "an enumeration of no values would allow nothing; it is passed over",
                )
                .help("name at least one value, or leave `enum` out"),
            );
            return;
        }
        self.keywords.enumeration = Some(self.said(values));
    }
}

/// The type that a word of another language means, and the format it implies.
fn meant_type(name: &str) -> Option<(JsonType, Option<&'static str>)> {
    Some(match name.trim().to_ascii_lowercase().as_str() {
        "str" | "text" | "char" | "string" | "enum" | "email" | "uri" | "url" | "byte" | "time" => {
            (JsonType::String, None)
        }
        "date" => (JsonType::String, Some("date")),
        "date-time" | "datetime" | "timestamp" => (JsonType::String, Some("date-time")),
        "uuid" | "guid" => (JsonType::String, Some("uuid")),
        "file" | "binary" => (JsonType::String, Some("binary")),
        "int" | "int32" | "int64" | "long" | "short" | "integer" | "number(int)" => (JsonType::Integer, None),
        "float" | "double" | "decimal" | "numeric" | "number" => (JsonType::Number, None),
        "bool" | "boolean" => (JsonType::Boolean, None),
        "list" | "array" => (JsonType::Array, None),
        "map" | "dict" | "hash" | "json" | "struct" | "object" => (JsonType::Object, None),
        "none" | "nil" | "null" => (JsonType::Null, None),
        other => {
            let near = |ty: &JsonType| strsim::osa_distance(ty.name(), other) == 1 && other.len() > 3;
            (JsonType::ALL.into_iter().find(near)?, None)
        }
    })
}
