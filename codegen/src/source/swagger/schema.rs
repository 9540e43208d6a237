//! In: a Schema Object of Swagger.
//! Out: one of OpenAPI 3.0.
//! Guarantees: every subschema stays where it is, so that its place is the one that was written.

use crate::source::Node;

use super::{Converter, Members, Written, object, string};

impl<'a> Converter<'a> {
    pub(super) fn schema(&self, schema: &Written<'a>) -> Node {
        self.schema_node(schema.node)
    }

    pub(super) fn schema_node(&self, node: &Node) -> Node {
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
                ("properties" | "patternProperties", Node::Object(schemas)) => {
                    let schemas = schemas.iter().map(|(name, it)| (name.clone(), self.schema_node(it)));
                    members.insert(name.clone(), Node::Object(schemas.collect()));
                }
                ("items" | "allOf" | "anyOf" | "oneOf", Node::Array(schemas)) => {
                    let schemas = schemas.iter().map(|schema| self.schema_node(schema));
                    members.insert(name.clone(), Node::Array(schemas.collect()));
                }
                ("items" | "additionalProperties" | "not", _) => {
                    members.insert(name.clone(), self.schema_node(value));
                }
                _ => {
                    members.insert(name.clone(), value.clone());
                }
            }
        }
        Node::Object(members)
    }
}
