//! In: a request body, and whatever says how a value looks: `content`, `schema`, `example`, `examples`.
//! Out: the body, its media types, and the places of schemas and examples.
//! Guarantees: a body has at least one media type; schemas stay where they are and are not looked into.

use serde_json::json;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::kind::{self, Kind};
use super::model::{Body, MediaType};
use super::object::{Fields, Object};
use super::reference::{Resolved, component_name};

impl<'a> Reader<'a> {
    /// The body of an operation; one that may take no form at all is none.
    pub(super) fn body(&mut self, operation: &Object<'a>) -> Option<Body> {
        operation.get("requestBody")?;
        let resolved = self.resolve(&kind::REQUEST_BODY, &operation.at("requestBody"))?;
        let object = resolved.object;
        let typed = self.typed::<openapiv3::RequestBody>(&kind::REQUEST_BODY, &object, &Fields::new())?;
        let content = self.content(&object);
        let declares_none = object
            .get("content")
            .is_none_or(|content| content.as_object().is_some_and(|types| types.is_empty()));
        if declares_none {
            let message = "this request body has no media type; it is taken for no body";
            let diagnostic = Diagnostic::new(Code::MissingField, Location::Key(object.pointer), message);
            self.report(diagnostic.help("say under `content` what may be sent, such as `application/json`"));
            return None;
        }
        Some(Body {
            component: component_name(&object.pointer),
            pointer: object.pointer,
            required: typed.required,
            description: resolved.description.or(typed.description),
            content,
        })
    }

    /// The media types that an object may be sent as.
    pub(super) fn content(&mut self, owner: &Object<'a>) -> Vec<MediaType> {
        let Some(content) = self.map(owner, "content") else {
            return Vec::new();
        };
        let mut media_types = Vec::new();
        for name in content.members.keys() {
            if let Some(Resolved { object, .. }) = self.resolve(&kind::MEDIA_TYPE, &content.at(name)) {
                self.check_streamed(&object);
                self.check_members(&kind::MEDIA_TYPE, &object);
                media_types.push(MediaType {
                    name: name.clone(),
                    schema: object.get("schema").map(|_| object.at("schema")),
                    item_schema: object.get("itemSchema").map(|_| object.at("itemSchema")),
                    prefix_encoding: self.places(&object, "prefixEncoding"),
                    item_encoding: object.get("itemEncoding").map(|_| object.at("itemEncoding")),
                    examples: self.examples(&object),
                    pointer: object.pointer,
                });
            }
        }
        media_types
    }

    fn places(&mut self, owner: &Object<'a>, name: &str) -> Vec<Pointer> {
        let items = self.items(owner, name).into_iter();
        items.map(|(pointer, _)| pointer).collect()
    }

    /// Streams of items are not emitted yet.
    fn check_streamed(&mut self, media_type: &Object<'a>) {
        if media_type.get("itemSchema").is_some() {
            let message = "`itemSchema` is passed over: what is streamed is read as a whole";
            let diagnostic = Diagnostic::new(Code::Streamed, Location::Key(media_type.at("itemSchema")), message);
            self.report(diagnostic.help("nothing needs to change; items are not read one by one yet"));
        }
    }

    /// The places of the values of `example` and `examples`. They explain and decide nothing, so what is wrong with
    /// them is passed over.
    pub(super) fn examples(&self, owner: &Object<'a>) -> Vec<Pointer> {
        let mut places = Vec::new();
        if owner.members.contains_key("example") {
            places.push(owner.at("example"));
        }
        let Some(named) = owner.get("examples").and_then(|examples| examples.as_object()) else {
            return places;
        };
        let examples = owner.at("examples");
        for (name, node) in named {
            let mut place = examples.child(name);
            if let Some(reference) = node.get("$ref").and_then(|reference| reference.as_str()) {
                let Ok(target) = self.sources.resolve_ref(&place.child("$ref"), reference) else {
                    continue;
                };
                place = target;
            }
            // OpenAPI 3.2 has `dataValue` beside the same value as it is sent.
            let values = ["value", "dataValue"].map(|name| place.child(name));
            places.extend(values.into_iter().find(|value| self.sources.node(value).is_some()));
        }
        places
    }

    /// The place of the schema of a parameter or header, if it has one.
    pub(super) fn schema_place(&mut self, kind: &Kind, object: &Object<'a>) -> Option<Pointer> {
        if object.get("schema").is_some() {
            return Some(object.at("schema"));
        }
        let message = format!("the {} has no `schema`; any text is taken for its value", kind.name);
        let diagnostic = Diagnostic::new(Code::MissingField, Location::Key(object.pointer.clone()), message);
        self.report(diagnostic.help("add `schema`, such as `schema: { type: string }`"));
        None
    }

    /// `None` if a parameter or header is described by a media type, which has been reported.
    pub(super) fn check_no_content(&mut self, kind: &Kind, object: &Object<'a>) -> Option<()> {
        if object.get("content").is_none() {
            return Some(());
        }
        let message = format!("`content` in a {} is not supported yet", kind.name);
        let diagnostic = Diagnostic::new(Code::UnsupportedField, Location::Key(object.at("content")), message);
        self.report(diagnostic.help("describe the value with `schema`"));
        None
    }
}

/// A schema for `openapiv3` that only names the place of the real one, which it could not read.
pub(super) fn schema_seed(object: &Object<'_>) -> Fields {
    Fields::from_iter([("schema".to_owned(), json!({ "$ref": object.at("schema").to_string() }))])
}
