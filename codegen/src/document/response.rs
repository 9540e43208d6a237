//! In: the `responses` of an operation.
//! Out: the responses under their statuses, with headers and media types.
//! Guarantees: each status occurs once.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::Reader;
use super::content::schema_seed;
use super::field_name::is_token;
use super::kind;
use super::model::{Dialect, Header, Response, Status};
use super::object::{Fields, Object};
use super::reference::component_name;

impl<'a> Reader<'a> {
    pub(super) fn responses(&mut self, operation: &Object<'a>) -> Vec<Response> {
        let Some(map) = self.map(operation, "responses") else {
            if operation.get("responses").is_none() && self.dialect == Dialect::V30 {
                let message = "the Operation Object has no `responses`; any 2XX without a body is taken for a success";
                let diagnostic = Diagnostic::new(Code::MissingField, Location::Key(operation.pointer.clone()), message);
                self.report(diagnostic.help("add `responses`: the specification asks for it"));
            }
            return Vec::new();
        };
        if map.named().next().is_none() {
            let message = "the Responses Object is empty; any 2XX without a body is taken for a success";
            let diagnostic = Diagnostic::new(Code::MissingField, Location::Pointer(map.pointer.clone()), message);
            self.report(diagnostic.help("say what the operation answers, such as `204`"));
        }
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

    /// The headers of a response or of a part.
    pub(super) fn headers(&mut self, response: &Object<'a>) -> Vec<Header> {
        let Some(map) = self.map(response, "headers") else {
            return Vec::new();
        };
        let mut headers: Vec<Header> = Vec::new();
        for name in map.members.keys() {
            if !self.is_response_header(&map, name, &headers) {
                continue;
            }
            headers.extend(self.header(&map, name));
        }
        headers
    }

    fn header(&mut self, map: &Object<'a>, name: &str) -> Option<Header> {
        let resolved = self.resolve(&kind::HEADER, &map.at(name))?;
        let object = resolved.object;
        self.check_one_description(&kind::HEADER, &object, "content");
        let content = match object.get("content") {
            Some(_) => {
                let content = self.content(&object);
                self.first(&kind::HEADER, content)
            }
            None => None,
        };
        let schema = match &content {
            Some(media_type) => media_type.schema.clone(),
            None => self.schema_place(&kind::HEADER, &object),
        };
        let seed = schema_seed(&object);
        let typed = self.typed::<openapiv3::Header>(&kind::HEADER, &object, &seed)?;
        Some(Header {
            component: component_name(&object.pointer),
            name: name.to_owned(),
            required: typed.required,
            description: resolved.description.or(typed.description),
            deprecated: typed.deprecated.unwrap_or(false),
            schema,
            media_type: content.map(|media_type| media_type.name),
            explode: object.get("explode").and_then(Node::as_bool).unwrap_or(false),
            pointer: object.pointer,
        })
    }

    /// Whether a header is to be read; of one that is not, a warning says why.
    fn is_response_header(&mut self, map: &Object<'a>, name: &str, known: &[Header]) -> bool {
        let (code, message, help) = if name.eq_ignore_ascii_case("content-type") {
            (
                Code::IgnoredHeader,
                "the response header `Content-Type` is ignored, as the specification says".to_owned(),
                "the keys of `content` say which media types there are",
            )
        } else if name.is_empty() || !name.chars().all(is_token) {
            (
                Code::HeaderName,
                format!("no header can be called {name:?}; it is left out"),
                "letters, digits and `-` are safe; there can be no spaces",
            )
        } else if known.iter().any(|header| header.name.eq_ignore_ascii_case(name)) {
            (
                Code::HeaderName,
                format!("the header `{name}` is declared twice, since case does not matter; it is left out"),
                "keep one of the two",
            )
        } else {
            return true;
        };
        self.report(Diagnostic::new(code, Location::Key(map.at(name)), message).help(help));
        false
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Code(code) => write!(f, "{code}"),
            Self::Range(digit) => write!(f, "{digit}XX"),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Status {
    pub(crate) fn parse(key: &str) -> Option<Self> {
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
