//! In: Response Objects of Swagger, and what their operation produces.
//! Out: those of OpenAPI, with `content` in place of `schema` and `examples`.
//! Guarantees: a file is never taken for JSON or XML.

use crate::pointer::Pointer;
use crate::source::Node;

use super::media::{MediaTypes, is_file, is_structured};
use super::{Converter, Members, Written, object, string};

impl<'a> Converter<'a> {
    /// A response of the document, which operations refer to: it is what the document produces.
    pub(super) fn shared_response(&mut self, response: &Written<'a>, read: &Pointer) -> Node {
        if response.text("$ref").is_some() {
            return response.node.clone();
        }
        self.converted_response(response, read, None, None)
    }

    /// A response of an operation, which may produce something else than the document.
    pub(super) fn response(&mut self, response: &Written<'a>, read: &Pointer, produces: Option<&MediaTypes>) -> Node {
        let Some(target) = self.follow(response) else {
            self.note(read, &response.pointer);
            return response.node.clone();
        };
        let Some(reference) = response.text("$ref") else {
            return self.converted_response(&target, read, produces, None);
        };
        let is_shared = target.pointer.file() == response.pointer.file()
            && target.pointer.parent() == Some(Pointer::root(target.pointer.file()).child("responses"));
        if is_shared && produces.is_none() {
            self.note(read, &response.pointer);
            return response.node.clone();
        }
        self.converted_response(&target, read, produces, is_shared.then_some(reference))
    }

    /// `shared` is the reference that led here: its schema is referred to, so that it is one type wherever it is used.
    fn converted_response(
        &mut self,
        response: &Written<'a>,
        read: &Pointer,
        produces: Option<&MediaTypes>,
        shared: Option<&str>,
    ) -> Node {
        self.note(read, &response.pointer);
        if response.node.as_object().is_none() {
            return response.node.clone();
        }
        let mut members = self.without(response, &["schema", "examples", "headers"]);
        if let Some(headers) = response.get("headers") {
            let headers = self.section(&headers, &read.child("headers"), Self::header);
            members.insert("headers".to_owned(), headers);
        }
        if let Some(schema) = response.get("schema") {
            let produces = produces.unwrap_or(&self.produces).clone();
            let shared = shared.filter(|_| schema.text("$ref").is_none());
            let node = match shared {
                Some(reference) => object([("$ref", string(&format!("{reference}/schema")))]),
                None => self.schema(&schema),
            };
            let at = read.child("content");
            let content = self.content(response, &node, &produces, &at);
            for name in content.keys() {
                let at = at.child(name).child("schema");
                match shared {
                    Some(_) => self.note_reference(&at, &schema.pointer),
                    None => self.note(&at, &schema.pointer),
                }
            }
            let content = Node::Object(content);
            members.insert("content".to_owned(), content);
        }
        Node::Object(members)
    }

    fn content(&mut self, response: &Written<'a>, schema: &Node, produces: &MediaTypes, read: &Pointer) -> Members {
        let types = if response.node.get("schema").is_some_and(is_file) {
            produces
                .only(|name| !is_structured(name))
                .or("application/octet-stream")
        } else {
            produces.clone().or("application/json")
        };
        let examples = response.get("examples");
        let mut content = Members::new();
        for (name, place) in types.iter() {
            let at = read.child(name);
            self.note(&at, place.unwrap_or(&response.pointer));
            let mut media_type = Members::new();
            media_type.insert("schema".to_owned(), schema.clone());
            if let Some(example) = examples.as_ref().and_then(|examples| examples.get(name)) {
                self.note(&at.child("example"), &example.pointer);
                media_type.insert("example".to_owned(), example.node.clone());
            }
            content.insert(name.to_owned(), Node::Object(media_type));
        }
        content
    }
}
