//! In: the `responses` of an operation.
//! Out: the responses under their statuses, with headers and media types.
//! Guarantees: each status occurs once.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::Reader;
use super::content::schema_seed;
use super::kind;
use super::model::{Dialect, Header, ParameterLocation, Response, Status};
use super::object::{Fields, Object};
use super::reference::component_name;

impl<'a> Reader<'a> {
    pub(super) fn responses(&mut self, operation: &Object<'a>) -> Vec<Response> {
        let Some(map) = self.map(operation, "responses") else {
            if operation.get("responses").is_none() && self.dialect == Dialect::V30 {
                let message = "the Operation Object has no `responses`; every answer will be an undeclared one";
                let diagnostic = Diagnostic::new(Code::MissingField, Location::Key(operation.pointer.clone()), message);
                self.report(diagnostic.help("add `responses`: the specification asks for it"));
            }
            return Vec::new();
        };
        let mut responses: Vec<Response> = Vec::new();
        let mut keys: Vec<(Status, &str)> = Vec::new();
        for (key, _) in map.named() {
            let Some(status) = Status::parse(key) else {
                let message = format!("`{key}` is no status");
                let diagnostic = Diagnostic::new(Code::InvalidStatus, Location::Key(map.at(key)), message);
                self.report(diagnostic.help("a status is 100 to 599, `1XX` to `5XX`, or `default`"));
                continue;
            };
            if let Some((_, first)) = keys.iter().find(|(known, _)| *known == status) {
                let message = format!("`{key}` and `{first}` are the same status");
                let diagnostic = Diagnostic::new(Code::InvalidStatus, Location::Key(map.at(key)), message);
                self.report(
                    diagnostic
                        .label(Location::Key(map.at(first)), "the first one")
                        .help("keep one of the two"),
                );
                continue;
            }
            keys.push((status, key));
            responses.extend(self.response(&map, key, status));
        }
        responses
    }

    fn response(&mut self, map: &Object<'a>, key: &str, status: Status) -> Option<Response> {
        let resolved = self.resolve(&kind::RESPONSE, &map.at(key))?;
        let object = resolved.object;
        let typed = self.typed::<openapiv3::Response>(&kind::RESPONSE, &object, &Fields::new());
        let headers = self.headers(&object);
        let content = self.content(&object);
        Some(Response {
            component: component_name(&object.pointer),
            summary: self.text(&object, "summary"),
            pointer: object.pointer,
            status,
            description: resolved.description.unwrap_or(typed?.description),
            headers,
            content,
        })
    }

    fn headers(&mut self, response: &Object<'a>) -> Vec<Header> {
        let Some(map) = self.map(response, "headers") else {
            return Vec::new();
        };
        let mut headers = Vec::new();
        for name in map.members.keys() {
            if name.eq_ignore_ascii_case("content-type") {
                let message = "the response header `Content-Type` is ignored, as the specification says";
                let diagnostic = Diagnostic::new(Code::IgnoredHeader, Location::Key(map.at(name)), message);
                self.report(diagnostic.help("the keys of `content` say which media types there are"));
                continue;
            }
            headers.extend(self.header(&map, name));
        }
        headers
    }

    fn header(&mut self, map: &Object<'a>, name: &str) -> Option<Header> {
        self.check_name(ParameterLocation::Header, name, Location::Key(map.at(name)))?;
        let resolved = self.resolve(&kind::HEADER, &map.at(name))?;
        let object = resolved.object;
        self.check_no_content(&kind::HEADER, &object)?;
        let schema = self.schema_place(&kind::HEADER, &object);
        let seed = schema_seed(&object);
        let typed = self.typed::<openapiv3::Header>(&kind::HEADER, &object, &seed)?;
        Some(Header {
            component: component_name(&object.pointer),
            name: name.to_owned(),
            required: typed.required,
            description: resolved.description.or(typed.description),
            deprecated: typed.deprecated.unwrap_or(false),
            schema,
            explode: object.get("explode").and_then(Node::as_bool).unwrap_or(false),
            pointer: object.pointer,
        })
    }
}

impl Status {
    fn parse(key: &str) -> Option<Self> {
        if key == "default" {
            return Some(Self::Default);
        }
        match key.as_bytes() {
            [digit @ b'1'..=b'5', b'x' | b'X', b'x' | b'X'] => Some(Self::Range(digit - b'0')),
            [b'1'..=b'5', b'0'..=b'9', b'0'..=b'9'] => key.parse().ok().map(Self::Code),
            _ => None,
        }
    }
}
