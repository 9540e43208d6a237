//! In: a Schema Object of Swagger.
//! Out: one of OpenAPI 3.0.
//! Guarantees: every subschema stays where it is, so that its place is the one that was written.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::{Converter, Members, Written, object, string};

/// What OpenAPI 3 brought and has its meaning here all the same.
const LATER: [&str; 4] = ["anyOf", "oneOf", "not", "nullable"];

impl Converter<'_> {
    pub(super) fn schema(&mut self, schema: &Written<'_>) -> Node {
        let node = schema.node;
        let Node::Object(written) = node else {
            return node.clone();
        };
        if written
            .get("$ref")
            .is_some_and(|reference| reference.as_str().is_some())
        {
            return node.clone();
        }
        let mut members = Members::new();
        for (name, value) in written {
            let member = Written {
                pointer: schema.pointer.child(name),
                node: value,
            };
            if LATER.contains(&name.as_str()) {
                self.warn_of_later(name, &member);
            }
            match (name.as_str(), value) {
                ("type", Node::String(kind)) if kind == "file" => {
                    members.insert("type".to_owned(), string("string"));
                    members.insert("format".to_owned(), string("binary"));
                }
                ("format", _) if members.contains_key("format") => {}
                ("discriminator", Node::String(property)) => {
                    members.insert(name.clone(), object([("propertyName", string(property))]));
                }
                ("x-nullable", Node::Bool(_)) if !written.contains_key("nullable") => {
                    members.insert("nullable".to_owned(), value.clone());
                }
                ("collectionFormat", _) => {}
                ("properties" | "patternProperties", Node::Object(_)) => {
                    let schemas = member.members().map(|(name, it)| (name.clone(), self.schema(&it)));
                    members.insert(name.clone(), Node::Object(schemas.collect()));
                }
                ("items" | "allOf" | "anyOf" | "oneOf", Node::Array(_)) => {
                    let schemas = member.items().map(|schema| self.schema(&schema));
                    members.insert(name.clone(), Node::Array(schemas.collect()));
                }
                ("items" | "additionalProperties" | "not", _) => {
                    members.insert(name.clone(), self.schema(&member));
                }
                _ => {
                    members.insert(name.clone(), value.clone());
                }
            }
        }
        Node::Object(members)
    }

    fn warn_of_later(&mut self, name: &str, keyword: &Written<'_>) {
        let message = format!("`{name}` belongs to OpenAPI 3; it is read as it is read there");
        let place = Location::Key(keyword.pointer.clone());
        self.diagnostics
            .push(Diagnostic::new(Code::RepairedKeyword, place, message));
    }
}
