//! In: the root of a document.
//! Out: the version of the specification that it is written in.
//! Guarantees: a version that is not supported is named as such; what is no OpenAPI document at all is told apart.

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::Pointer;
use crate::source::{Node, Sources};

use super::model::Dialect;

const HELP: &str = "OpenAPI 3.0.x and 3.1.x are supported";

/// Reads `openapi`, or tells why it cannot be read.
pub(super) fn read(sources: &Sources, root: &Pointer, diagnostics: &mut Diagnostics) -> Option<Dialect> {
    // A file that could not be read, or that holds nothing, has been reported as such.
    let node = sources.node(root).filter(|node| !matches!(node, Node::Null))?;
    if let Some(version) = node.get("swagger") {
        let message = format!(
            "Swagger {} is not supported yet",
            scalar_text(version).unwrap_or_default()
        );
        diagnostics.push(
            Diagnostic::new(
                Code::UnsupportedDialect,
                Location::Pointer(root.child("swagger")),
                message,
            )
            .help(HELP),
        );
        return None;
    }
    let Some(version) = node.get("openapi") else {
        let diagnostic = Diagnostic::new(
            Code::NotOpenApi,
            Location::File(root.file()),
            "this is no OpenAPI document: it has no `openapi`",
        );
        diagnostics.push(diagnostic.help("start it with `openapi: 3.1.0` or another version of the specification"));
        return None;
    };
    let place = root.child("openapi");
    let Some(text) = scalar_text(version) else {
        let message = format!("`openapi` must be a string, not {}", version.kind());
        diagnostics.push(Diagnostic::new(Code::WrongShape, Location::Pointer(place), message).help(HELP));
        return None;
    };
    let mut parts = text.splitn(3, '.');
    let (code, message) = match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => return Some(with_patch(Dialect::V30, &text, parts.next(), place, diagnostics)),
        (Some("3"), Some("1")) => return Some(with_patch(Dialect::V31, &text, parts.next(), place, diagnostics)),
        (Some("3"), Some("2")) => (Code::UnsupportedDialect, format!("OpenAPI {text} is not supported yet")),
        _ => (
            Code::UnsupportedVersion,
            format!("there is no version {text:?} of OpenAPI"),
        ),
    };
    diagnostics.push(Diagnostic::new(code, Location::Pointer(place), message).help(HELP));
    None
}

fn with_patch(
    dialect: Dialect,
    text: &str,
    patch: Option<&str>,
    place: Pointer,
    diagnostics: &mut Diagnostics,
) -> Dialect {
    if patch.is_none() {
        let message = format!("`openapi` is read as \"{text}.0\"");
        let diagnostic = Diagnostic::new(Code::ScalarType, Location::Pointer(place), message);
        diagnostics.push(diagnostic.help("write the version as three numbers, such as `3.1.0`"));
    }
    dialect
}

fn scalar_text(node: &Node) -> Option<String> {
    match node {
        Node::String(text) => Some(text.clone()),
        Node::Int(number) => Some(number.to_string()),
        Node::UInt(number) => Some(number.to_string()),
        Node::Float(number) => Some(format!("{number:?}")),
        Node::Null | Node::Bool(_) | Node::Array(_) | Node::Object(_) => None,
    }
}
