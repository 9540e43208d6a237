//! In: the node tree of a document.
//! Out: its HTTP half, a [`Document`]: operations, parameters, bodies, responses, servers and security.
//! Guarantees: `openapiv3` types each object by itself, so all that is wrong or repaired is told in one run.

mod content;
mod dialect;
mod field_name;
mod kind;
mod model;
mod object;
mod operation;
mod parameter;
mod path;
mod reference;
mod response;
mod root;
mod security;
mod server;
mod signature;
mod template;
mod typo;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::Pointer;
use crate::source::{Node, Sources};

pub use model::{
    ApiKeyLocation, Body, Dialect, Document, Encoding, Header, Info, MediaType, Operation, Parameter,
    ParameterLocation, PayloadPart, Requirement, Response, SchemeKind, SecurityScheme, Server, ServerVariable,
    Signature, SignatureAlgorithm, SignatureEncoding, SignatureTimestamp, Status, Style, Tag,
};
pub use template::{Part, PathTemplate, Segment, TemplateError};

use object::Object;

/// Reads the HTTP half of a document.
///
/// `None` if it is no OpenAPI document or its version is not supported. Otherwise all that could be read is there,
/// so that later stages find their problems in the same run: nothing may be written once `diagnostics` has errors.
pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let root = sources.entry();
    let dialect = dialect::read(sources, &root, diagnostics)?;
    let mut reader = Reader {
        sources,
        dialect,
        diagnostics,
    };
    reader.document(&root)
}

/// One run over a document: what is read from, and where problems go.
struct Reader<'a> {
    sources: &'a Sources,
    dialect: Dialect,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn wrong_shape(&mut self, pointer: Pointer, message: String, help: &str) {
        self.report(Diagnostic::new(Code::WrongShape, Location::Pointer(pointer), message).help(help));
    }

    /// The member of that name as an object whose members are not fixed, if it is there and of that shape.
    fn map(&mut self, object: &Object<'a>, name: &str) -> Option<Object<'a>> {
        let node = object.get(name)?;
        match node.as_object() {
            Some(members) => Some(Object {
                pointer: object.at(name),
                members,
            }),
            None => {
                let message = format!("`{name}` must be an object, not {}", node.kind());
                self.wrong_shape(object.at(name), message, "write its members as `name: value`");
                None
            }
        }
    }

    /// The places and nodes of the items of the member of that name; none if it is not there or no array.
    fn items(&mut self, object: &Object<'a>, name: &str) -> Vec<(Pointer, &'a Node)> {
        let Some(node) = object.get(name) else {
            return Vec::new();
        };
        let Some(items) = node.as_array() else {
            let message = format!("`{name}` must be an array, not {}", node.kind());
            self.wrong_shape(object.at(name), message, "write a list, in YAML each item after a `-`");
            return Vec::new();
        };
        let pointer = object.at(name);
        items
            .iter()
            .enumerate()
            .map(|(index, item)| (pointer.index(index), item))
            .collect()
    }
}
