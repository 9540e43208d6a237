//! In: the `body` or `formData` parameters of an operation, and what it consumes.
//! Out: a Request Body Object.
//! Guarantees: a form with a file is multipart; an operation with both kinds is diagnosed.

use crate::diagnostic::Code;
use crate::pointer::Pointer;
use crate::source::Node;

use super::media::{MediaTypes, is_file, is_form, is_multipart};
use super::operation::BodyPart;
use super::{Converter, Members, Written, object, string};

const MULTIPART: &str = "multipart/form-data";
const FORM: &str = "application/x-www-form-urlencoded";

impl<'a> Converter<'a> {
    /// The body; `None` if there are no parameters for one.
    pub(super) fn body(&mut self, parts: &[BodyPart<'a>], consumes: &MediaTypes, read: &Pointer) -> Option<Node> {
        let Some(body) = parts.iter().find(|part| !part.is_form()) else {
            return (!parts.is_empty()).then(|| self.form(parts, consumes, read));
        };
        for other in parts.iter().filter(|part| part.listed.pointer != body.listed.pointer) {
            let message = "an operation has one body; this parameter describes another one".to_owned();
            let help = "keep one `body` parameter, or several `formData` parameters";
            self.report(Code::DuplicateParameter, other.listed.pointer.clone(), message, help);
        }
        Some(self.single(body, consumes, read))
    }

    fn single(&mut self, body: &BodyPart<'a>, consumes: &MediaTypes, read: &Pointer) -> Node {
        self.note(read, &body.parameter.pointer);
        let mut members = self.without(&body.parameter, &["in", "name", "schema", "x-example"]);
        let schema = body.parameter.get("schema");
        let node = schema.as_ref().map(|schema| self.shared_schema(body, schema));
        let mut content = Members::new();
        for (name, place) in consumes.clone().or("application/json").iter() {
            let at = read.child("content").child(name);
            self.note(&at, place.unwrap_or(&body.parameter.pointer));
            let mut media_type = Members::new();
            if let (Some(schema), Some((node, is_shared))) = (&schema, &node) {
                if *is_shared {
                    self.note_reference(&at.child("schema"), &schema.pointer);
                } else {
                    self.note(&at.child("schema"), &schema.pointer);
                }
                media_type.insert("schema".to_owned(), node.clone());
            }
            content.insert(name.to_owned(), Node::Object(media_type));
        }
        members.insert("content".to_owned(), Node::Object(content));
        Node::Object(members)
    }

    /// The schema of a body, and whether it is that of a shared parameter, which is referred to so that it is one type
    /// wherever it is used.
    fn shared_schema(&mut self, body: &BodyPart<'a>, schema: &Written<'a>) -> (Node, bool) {
        match body.listed.text("$ref") {
            Some(reference) if reference.starts_with("#/parameters/") && schema.text("$ref").is_none() => {
                let reference = format!("{reference}/schema");
                (object([("$ref", string(&reference))]), true)
            }
            _ => (self.schema(schema), false),
        }
    }

    fn form(&mut self, parts: &[BodyPart<'a>], consumes: &MediaTypes, read: &Pointer) -> Node {
        let has_file = parts.iter().any(|part| {
            let node = part.parameter.node;
            is_file(node) || node.get("items").is_some_and(is_file)
        });
        let multipart = consumes.only(is_multipart);
        let types = if has_file {
            multipart.or(MULTIPART)
        } else {
            consumes.only(|name| is_form(name) || is_multipart(name)).or(FORM)
        };
        let list = parts.first().and_then(|part| part.listed.pointer.parent());
        let list = list.unwrap_or_else(|| read.clone());
        self.note(read, &list);
        let mut content = Members::new();
        for (name, place) in types.iter() {
            let at = read.child("content").child(name);
            self.note(&at, place.unwrap_or(&list));
            self.note(&at.child("schema"), &list);
            content.insert(name.to_owned(), self.form_content(parts, &at));
        }
        let is_required = parts.iter().any(|part| is_required(&part.parameter));
        object([
            ("required", Node::Bool(is_required)),
            ("content", Node::Object(content)),
        ])
    }

    /// One media type of a form: an object with a property for each parameter.
    fn form_content(&mut self, parts: &[BodyPart<'a>], read: &Pointer) -> Node {
        let mut properties = Members::new();
        let mut required = Vec::new();
        let mut encoding = Members::new();
        let at = read.child("schema").child("properties");
        for BodyPart { parameter, .. } in parts {
            let Some(name) = parameter.text("name") else {
                let message = "this form parameter has no `name`".to_owned();
                self.report(Code::WrongShape, parameter.pointer.clone(), message, "name it");
                continue;
            };
            let mut schema = self.value(parameter, &at.child(name)).unwrap_or_else(|| object([]));
            if let (Node::Object(schema), Some(text)) = (&mut schema, parameter.text("description")) {
                schema.insert("description".to_owned(), string(text));
            }
            if is_required(parameter) {
                required.push(string(name));
            }
            if let Some(collection) = self.collection(parameter, Some("formData")) {
                let style = object([
                    ("style", string(collection.style)),
                    ("explode", Node::Bool(collection.explode)),
                ]);
                self.note(&read.child("encoding").child(name), &parameter.pointer);
                encoding.insert(name.to_owned(), style);
            }
            properties.insert(name.to_owned(), schema);
        }
        let mut schema = Members::new();
        schema.insert("type".to_owned(), string("object"));
        schema.insert("properties".to_owned(), Node::Object(properties));
        if !required.is_empty() {
            schema.insert("required".to_owned(), Node::Array(required));
        }
        let mut media_type = Members::new();
        media_type.insert("schema".to_owned(), Node::Object(schema));
        if !encoding.is_empty() {
            media_type.insert("encoding".to_owned(), Node::Object(encoding));
        }
        Node::Object(media_type)
    }

    /// The members of an object but for those of these names.
    pub(super) fn without(&self, owner: &Written<'a>, names: &[&str]) -> Members {
        let rest = owner.members().filter(|(name, _)| !names.contains(&name.as_str()));
        rest.map(|(name, member)| (name.clone(), member.node.clone())).collect()
    }
}

fn is_required(parameter: &Written<'_>) -> bool {
    parameter.node.get("required").and_then(Node::as_bool) == Some(true)
}
