//! In: the root of a document.
//! Out: the version of the specification that it is written in.
//! Guarantees: a version that is not supported is named as such; what is no OpenAPI document at all is told apart.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::Pointer;
use crate::source::{Node, Sources};

use super::model::Dialect;

const HELP: &str = "Swagger 2.0 and OpenAPI 3.0.x, 3.1.x and 3.2.x are supported";

/// The minor version of OpenAPI 3. Swagger 2.0 has been brought to the shape of 3.0 when it was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Version {
    V30,
    V31,
    V32,
}

impl Version {
    /// What the schemas are written in.
    pub(super) fn dialect(self) -> Dialect {
        match self {
            Self::V30 => Dialect::V30,
            Self::V31 | Self::V32 => Dialect::V31,
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::V30 => "3.0",
            Self::V31 => "3.1",
            Self::V32 => "3.2",
        })
    }
}

/// Reads `openapi`, or tells why it cannot be read.
pub(super) fn read(sources: &Sources, root: &Pointer, diagnostics: &mut Diagnostics) -> Option<Version> {
    // A file that could not be read, or that holds nothing, has been reported as such.
    let node = sources.node(root).filter(|node| !matches!(node, Node::Null))?;
    if let Some(version) = node.get("swagger") {
        diagnostics.push(refused_swagger(node, version, root));
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
    let version = match (parts.next(), parts.next()) {
        (Some("3"), Some("0")) => Version::V30,
        (Some("3"), Some("1")) => Version::V31,
        (Some("3"), Some("2")) => Version::V32,
        _ => {
            let message = format!("there is no version {text:?} of OpenAPI");
            let diagnostic = Diagnostic::new(Code::UnsupportedVersion, Location::Pointer(place), message);
            diagnostics.push(diagnostic.help(HELP));
            return None;
        }
    };
    if parts.next().is_none() {
        let message = format!("`openapi` is read as \"{text}.0\"");
        let diagnostic = Diagnostic::new(Code::ScalarType, Location::Pointer(place), message);
        diagnostics.push(diagnostic.help("write the version as three numbers, such as `3.1.0`"));
    }
    Some(version)
}

fn refused_swagger(node: &Node, version: &Node, root: &Pointer) -> Diagnostic {
    let place = Location::Pointer(root.child("swagger"));
    if node.get("openapi").is_some() {
        let message = "a document cannot be one of Swagger and one of OpenAPI 3 at once";
        return Diagnostic::new(Code::UnsupportedVersion, place, message)
            .label(Location::Pointer(root.child("openapi")), "the other version")
            .help("keep the version whose objects the document has");
    }
    let message = match scalar_text(version) {
        Some(text) => format!("Swagger {text} is not supported"),
        None => format!("`swagger` must be a string, not {}", version.kind()),
    };
    Diagnostic::new(Code::UnsupportedVersion, place, message).help(HELP)
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
