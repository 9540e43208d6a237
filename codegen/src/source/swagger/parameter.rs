//! In: Parameter, Items and Header Objects of Swagger, which say what a value is beside where it stands.
//! Out: those of OpenAPI, which have a `schema` for the value, and a style.
//! Guarantees: a `collectionFormat` that no style stands for is diagnosed.

use crate::diagnostic::Code;
use crate::pointer::Pointer;
use crate::source::Node;

use super::{Converter, Members, Written, string};

/// The fields that say what a value is.
const OF_THE_VALUE: [&str; 18] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "nullable",
];

/// How the items of an array are put into one text.
pub(super) struct Collection {
    pub(super) style: &'static str,
    pub(super) explode: bool,
}

impl<'a> Converter<'a> {
    /// A parameter in the list of a path item or operation.
    pub(super) fn listed_parameter(&mut self, listed: &Written<'a>, read: &Pointer) -> Node {
        let Some(target) = self.follow(listed) else {
            self.note(read, &listed.pointer);
            return listed.node.clone();
        };
        let is_shared = target.pointer.file() == listed.pointer.file()
            && target.pointer.parent() == Some(Pointer::root(target.pointer.file()).child("parameters"));
        if listed.text("$ref").is_some() && is_shared {
            self.note(read, &listed.pointer);
            return listed.node.clone();
        }
        self.parameter(&target, read)
    }

    /// A parameter of the document, which operations refer to. One of a body is kept for references into it.
    pub(super) fn shared_parameter(&mut self, parameter: &Written<'a>, read: &Pointer) -> Node {
        if parameter.text("$ref").is_some() {
            return parameter.node.clone();
        }
        if parameter.text("in") != Some("body") {
            return self.parameter(parameter, read);
        }
        let members = parameter.members().map(|(name, member)| {
            let is_schema = name == "schema";
            let node = if is_schema {
                self.schema(&member)
            } else {
                member.node.clone()
            };
            (name.clone(), node)
        });
        Node::Object(members.collect())
    }

    fn parameter(&mut self, parameter: &Written<'a>, read: &Pointer) -> Node {
        self.note(read, &parameter.pointer);
        if parameter.node.as_object().is_none() {
            return parameter.node.clone();
        }
        let mut members = Members::new();
        for (name, member) in parameter.members() {
            match name.as_str() {
                "collectionFormat" => {}
                "schema" => self.check_no_schema(&member),
                "x-example" => {
                    self.note(&read.child("example"), &member.pointer);
                    members.insert("example".to_owned(), member.node.clone());
                }
                name if OF_THE_VALUE.contains(&name) => {}
                _ => {
                    members.insert(name.clone(), member.node.clone());
                }
            }
        }
        if let Some(collection) = self.collection(parameter, parameter.text("in")) {
            members.insert("style".to_owned(), string(collection.style));
            members.insert("explode".to_owned(), Node::Bool(collection.explode));
        }
        if let Some(schema) = self.value(parameter, &read.child("schema")) {
            members.insert("schema".to_owned(), schema);
        }
        Node::Object(members)
    }

    pub(super) fn header(&mut self, header: &Written<'a>, read: &Pointer) -> Node {
        self.note(read, &header.pointer);
        if header.node.as_object().is_none() || header.text("$ref").is_some() {
            return header.node.clone();
        }
        let rest = header.members().filter(|(name, _)| {
            !OF_THE_VALUE.contains(&name.as_str()) && !["collectionFormat", "schema"].contains(&name.as_str())
        });
        let mut members: Members = rest.map(|(name, member)| (name.clone(), member.node.clone())).collect();
        // A header has one style, which is that of `csv`; others are told.
        self.collection(header, Some("header"));
        if let Some(schema) = self.value(header, &read.child("schema")) {
            members.insert("schema".to_owned(), schema);
        }
        Node::Object(members)
    }

    /// The schema of the value that an object describes beside other things; `None` if it says nothing about it.
    pub(super) fn value(&mut self, owner: &Written<'a>, read: &Pointer) -> Option<Node> {
        if let Some(schema) = owner.get("schema") {
            self.note(read, &schema.pointer);
            return Some(self.schema(&schema));
        }
        let fields = owner
            .members()
            .filter(|(name, _)| OF_THE_VALUE.contains(&name.as_str()));
        let fields: Members = fields.map(|(name, field)| (name.clone(), field.node.clone())).collect();
        if fields.is_empty() {
            return None;
        }
        self.note(read, &owner.pointer);
        self.check_inner_formats(owner);
        Some(self.schema(&Written {
            pointer: owner.pointer.clone(),
            node: &Node::Object(fields),
        }))
    }

    /// How the items of an array are told apart; `None` if it is no array, or nothing else than the default.
    pub(super) fn collection(&mut self, owner: &Written<'a>, location: Option<&str>) -> Option<Collection> {
        let format = owner.get("collectionFormat");
        if owner.text("type") != Some("array") {
            return None;
        }
        let is_query = matches!(location, Some("query" | "formData"));
        let named = format.as_ref().map_or(Some("csv"), |format| format.node.as_str());
        let (style, explode) = match (named, is_query) {
            (Some("csv"), true) => ("form", false),
            (Some("csv"), false) => ("simple", false),
            (Some("multi"), true) => ("form", true),
            (Some("ssv"), true) => ("spaceDelimited", false),
            (Some("pipes"), true) => ("pipeDelimited", false),
            (Some("tsv"), true) => ("tabDelimited", false),
            _ => {
                let format = format?;
                let shown = format
                    .node
                    .as_str()
                    .map_or_else(|| format.node.kind().to_owned(), |it| format!("`{it}`"));
                let message = format!("the `collectionFormat` {shown} is not supported here");
                let help = "`csv` can stand anywhere, `ssv`, `tsv`, `pipes` and `multi` in a query or form";
                self.report(Code::UnsupportedParameterStyle, format.pointer, message, help);
                return None;
            }
        };
        Some(Collection { style, explode })
    }

    /// Tells of a `collectionFormat` within the list. `csv` is the default, and says nothing.
    fn check_inner_formats(&mut self, owner: &Written<'a>) {
        let mut at = owner.get("items");
        while let Some(items) = at {
            if let Some(format) = items
                .get("collectionFormat")
                .filter(|it| it.node.as_str() != Some("csv"))
            {
                let (message, help) = if items.text("type") == Some("array") {
                    (
                        "lists within lists are not written by a `collectionFormat`",
                        "only the outermost list can have another",
                    )
                } else {
                    (
                        "only a list has a `collectionFormat`",
                        "write it beside the `type: array` that is meant",
                    )
                };
                let message = format!("{message}; this one is passed over");
                self.report(Code::ParameterStyle, format.pointer, message, help);
            }
            at = items.get("items");
        }
    }

    fn check_no_schema(&mut self, schema: &Written<'a>) {
        let message = "`schema` in a parameter outside the body belongs to OpenAPI 3; it is read so".to_owned();
        let help = "write `type` and what goes with it beside `name`";
        self.report(Code::RepairedKeyword, schema.pointer.clone(), message, help);
    }
}
