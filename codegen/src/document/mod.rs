//! In: the node tree of a document.
//! Out: its HTTP half, a [`Document`]: operations, parameters, bodies, responses, servers and security.
//! Guarantees: `openapiv3` types each object by itself, so all that is wrong or repaired is told in one run.

mod content;
mod dialect;
mod field_name;
mod kind;
mod link;
mod model;
mod object;
mod operation;
mod outgoing;
mod parameter;
mod path;
mod path_item;
mod path_text;
mod query_string;
mod reference;
mod response;
mod root;
mod security;
mod server;
mod signature;
mod tag;
mod template;
mod typo;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::Pointer;
use crate::source::{Node, Sources};

pub use link::Link;
pub use model::{
    Body, Dialect, Document, Encoding, Header, Info, MediaType, Operation, Parameter, ParameterLocation, Response,
    Server, ServerVariable, Status, Style,
};
pub use outgoing::{Callback, Webhook};
pub use security::{ApiKeyLocation, OAuth2, OAuthFlow, OAuthFlowKind, Requirement, SchemeKind, SecurityScheme};
pub use signature::{
    EncodedSecret, PayloadPart, Signature, SignatureAlgorithm, SignatureEncoding, SignatureTimestamp, TimestampPlace,
};
pub use tag::Tag;
pub use template::{Part, PathTemplate, QueryPair, QueryValue, Segment, TemplateError};

pub(crate) use typo::nearest;

use dialect::Version;
use object::Object;

/// Reads the HTTP half of a document.
///
/// `None` if it is no OpenAPI document or its version is not supported. Otherwise all that could be read is there,
/// so that later stages find their problems in the same run: nothing may be written once `diagnostics` has errors.
pub fn read(sources: &Sources, diagnostics: &mut Diagnostics) -> Option<Document> {
    let root = sources.entry();
    let version = dialect::read(sources, &root, diagnostics)?;
    let mut reader = Reader {
        sources,
        version,
        dialect: version.dialect(),
        is_outgoing: false,
        diagnostics,
    };
    reader.document(&root)
}

/// One run over a document: what is read from, and where problems go.
struct Reader<'a> {
    sources: &'a Sources,
    version: Version,
    dialect: Dialect,
    /// Whether it is at a request that the service sends, whose own callbacks are left out.
    is_outgoing: bool,
    diagnostics: &'a mut Diagnostics,
}

impl<'a> Reader<'a> {
    fn report(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    fn wrong_shape(&mut self, pointer: Pointer, message: String, help: &str) {
        self.report(Diagnostic::new(Code::WrongShape, Location::Pointer(pointer), message).help(help));
    }

    /// The text of the member of that name, if it is a string.
    fn text(&self, object: &Object<'a>, name: &str) -> Option<String> {
        object.get(name)?.as_str().map(str::to_owned)
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
