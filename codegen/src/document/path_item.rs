//! In: a Path Item Object and those that it refers to.
//! Out: its operations under their methods.
//! Guarantees: no method occurs twice.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::Reader;
use super::dialect::Version;
use super::kind;
use super::object::Object;

/// The fields of a Path Item Object that hold operations, and the methods that they stand for.
const METHODS: [(&str, &str); 9] = [
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
    ("query", "QUERY"),
];

/// The field that holds operations of other methods (OpenAPI 3.2, section 4.9).
const ADDITIONAL: &str = "additionalOperations";

impl<'a> Reader<'a> {
    /// The operations of a path item and of those it refers to, in document order.
    pub(super) fn methods(&mut self, chain: &[Object<'a>]) -> Vec<(String, Object<'a>)> {
        let mut methods: Vec<(String, Object<'a>)> = Vec::new();
        for link in chain {
            for (name, _) in link.named() {
                if link.get(name).is_none() {
                    continue;
                }
                if let Some((_, method)) = METHODS.iter().find(|(field, _)| *field == name) {
                    if name == "query" {
                        self.check_since(link, name, Version::V32);
                    }
                    self.add_method(&mut methods, method, link, name);
                } else if name == ADDITIONAL {
                    self.check_since(link, name, Version::V32);
                    self.additional(&mut methods, link);
                }
            }
        }
        methods
    }

    fn additional(&mut self, methods: &mut Vec<(String, Object<'a>)>, item: &Object<'a>) {
        let Some(map) = self.map(item, ADDITIONAL) else {
            return;
        };
        for (name, _) in map.named() {
            if !name.bytes().all(is_token) || name.is_empty() {
                let message = format!("`{name}` is no method");
                let diagnostic = Diagnostic::new(Code::WrongShape, Location::Key(map.at(name)), message);
                self.report(diagnostic.help("a method is a word of letters, digits and some signs, such as `PURGE`"));
                continue;
            }
            if METHODS.iter().any(|(_, method)| *method == name) {
                let field = name.to_ascii_lowercase();
                let message = format!("`{name}` is read as the field `{field}` of the Path Item Object");
                let diagnostic = Diagnostic::new(Code::UnknownField, Location::Key(map.at(name)), message);
                self.report(diagnostic.help("the methods that have a field of their own stand in that"));
            }
            self.add_method(methods, name, &map, name);
        }
    }

    fn add_method(
        &mut self,
        methods: &mut Vec<(String, Object<'a>)>,
        method: &str,
        holder: &Object<'a>,
        field: &'a str,
    ) {
        if let Some((_, nearer)) = methods.iter().find(|(known, _)| known == method) {
            let message = format!("this path has an operation for `{method}` already");
            let diagnostic = Diagnostic::new(Code::PathItemSiblings, Location::Key(holder.at(field)), message);
            let label = Location::Key(nearer.pointer.clone());
            self.report(
                diagnostic
                    .label(label, "this one counts")
                    .help("keep one of the two: their meaning is undefined"),
            );
        } else if let Some(object) = self.object(&kind::OPERATION, &holder.at(field)) {
            methods.push((method.to_owned(), object));
        }
    }

    /// Warns of a field that a later version of the specification brought: there it has one meaning.
    pub(super) fn check_since(&mut self, object: &Object<'a>, name: &str, version: Version) {
        if self.version < version {
            let value = object.get(name).and_then(Node::as_str);
            let shown = value.map_or_else(|| name.to_owned(), |value| format!("{name}: {value}"));
            let message = format!("`{shown}` belongs to OpenAPI {version}; it is read all the same");
            let diagnostic = Diagnostic::new(Code::LaterField, Location::Key(object.at(name)), message);
            self.report(diagnostic.help(format!("write `openapi: {version}.0`")));
        }
    }
}

/// A character of a token (RFC 9110, section 5.6.2).
fn is_token(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte)
}
