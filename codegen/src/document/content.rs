//! In: a request body, and whatever says how a value looks: `content`, `schema`, `example`, `examples`.
//! Out: the body, its media types, and the places of schemas and examples.
//! Guarantees: a body has at least one media type; schemas stay where they are and are not looked into.

use serde_json::json;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::dialect::Version;
use super::kind::{self, Kind};
use super::model::{Body, Encoding, MediaType, Style};
use super::object::{Fields, Object};
use super::parameter::style_named;
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
                self.check_members(&kind::MEDIA_TYPE, &object);
                for field in ["itemSchema", "prefixEncoding", "itemEncoding"] {
                    if object.get(field).is_some() {
                        self.check_since(&object, field, Version::V32);
                    }
                }
                media_types.push(MediaType {
                    name: name.clone(),
                    schema: object.get("schema").map(|_| object.at("schema")),
                    encodings: self.encodings(&object),
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

    fn encodings(&mut self, media_type: &Object<'a>) -> Vec<Encoding> {
        if media_type.get("encoding").is_none() {
            return Vec::new();
        }
        let Some(map) = self.map(media_type, "encoding") else {
            return Vec::new();
        };
        let mut encodings = Vec::new();
        for name in map.members.keys() {
            if let Some(object) = self.object(&kind::ENCODING, &map.at(name)) {
                self.check_members(&kind::ENCODING, &object);
                self.check_deep(&object);
                encodings.push(self.encoding(name, object));
            }
        }
        encodings
    }

    fn encoding(&mut self, name: &str, object: Object<'a>) -> Encoding {
        let text = |field: &str| object.get(field).and_then(Node::as_str);
        let media_types = text("contentType").unwrap_or_default().split(',').map(str::trim);
        let explode = object.get("explode").and_then(Node::as_bool);
        let given = text("style").and_then(style_named);
        // Each of the three fields alone means that the member is written in a style.
        let reserved = object.get("allowReserved").and_then(Node::as_bool);
        let says_style = given.is_some() || explode.is_some() || reserved.is_some();
        let style = given.unwrap_or(Style::Form);
        Encoding {
            name: name.to_owned(),
            media_types: media_types.filter(|name| !name.is_empty()).map(str::to_owned).collect(),
            headers: self.headers(&object),
            style: says_style.then_some(style),
            explode: explode.unwrap_or(style == Style::Form),
            pointer: object.pointer,
        }
    }

    fn places(&mut self, owner: &Object<'a>, name: &str) -> Vec<Pointer> {
        let items = self.items(owner, name).into_iter();
        items.map(|(pointer, _)| pointer).collect()
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

    /// What describes the value of a parameter: the place of its schema, or one media type.
    pub(super) fn schema_or_content(&mut self, object: &Object<'a>) -> (Option<Pointer>, Option<MediaType>) {
        self.check_one_description(&kind::PARAMETER, object, "schema");
        let declares_content = object.get("schema").is_none() && object.get("content").is_some();
        let content = if declares_content {
            self.content(object)
        } else {
            Vec::new()
        };
        match self.first(&kind::PARAMETER, content) {
            Some(first) => (None, Some(first)),
            None => (self.schema_place(&kind::PARAMETER, object), None),
        }
    }

    /// The media type of a parameter or header, which has one.
    pub(super) fn first(&mut self, kind: &Kind, content: Vec<MediaType>) -> Option<MediaType> {
        if let Some(second) = content.get(1) {
            let message = format!("the {} has several media types; the first is taken", kind.name);
            let diagnostic = Diagnostic::new(Code::ParameterContent, Location::Key(second.pointer.clone()), message);
            self.report(diagnostic.help("keep one of them: only one can be sent"));
        }
        content.into_iter().next()
    }

    /// Warns of an object that has both `schema` and `content`, of which one is `taken`.
    pub(super) fn check_one_description(&mut self, kind: &Kind, object: &Object<'a>, taken: &str) {
        if object.get("schema").is_some() && object.get("content").is_some() {
            let message = format!("the {} has `schema` and `content`; `{taken}` is taken", kind.name);
            let place = Location::Key(object.at("content"));
            let diagnostic = Diagnostic::new(Code::ParameterContent, place, message);
            self.report(
                diagnostic
                    .label(Location::Key(object.at("schema")), "the other description")
                    .help("keep one of the two"),
            );
        }
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
}

/// A schema for `openapiv3` that only names the place of the real one, which it could not read.
pub(super) fn schema_seed(object: &Object<'_>) -> Fields {
    Fields::from_iter([("schema".to_owned(), json!({ "$ref": object.at("schema").to_string() }))])
}
