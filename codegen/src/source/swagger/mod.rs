//! In: the tree of a Swagger 2.0 file.
//! Out: the same document in the shape of OpenAPI 3.0, and which of its parts was written where.
//! Guarantees: references stay as they were written and are resolved as such; what has not the shape that Swagger
//! describes is passed on as it is, for the stages that follow to diagnose.

mod body;
mod media;
mod operation;
mod parameter;
mod response;
mod root;
mod schema;
mod security;

use indexmap::IndexMap;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::{FileId, Pointer};

use super::provenance::Provenance;
use super::{Node, Sources};
use media::MediaTypes;

/// What became of a file.
pub(super) struct Converted {
    pub(super) root: Node,
    pub(super) provenance: Provenance,
    pub(super) diagnostics: Diagnostics,
}

/// Whether a tree is one of Swagger 2.0, whatever else it says of itself.
pub(super) fn is_swagger(root: &Node) -> bool {
    let is_second = match root.get("swagger") {
        Some(Node::String(version)) => version == "2.0" || version == "2",
        Some(version) => version.as_f64() == Some(2.0),
        None => false,
    };
    is_second && root.get("openapi").is_none()
}

/// Brings a file to the shape of OpenAPI 3.0. Diagnostics are about places as they were written.
pub(super) fn convert(sources: &Sources, file: FileId) -> Option<Converted> {
    let pointer = Pointer::root(file);
    let root = Written {
        node: sources.node(&pointer)?,
        pointer: pointer.clone(),
    };
    let mut converter = Converter {
        sources,
        provenance: Provenance::default(),
        diagnostics: Diagnostics::new(),
        consumes: root
            .get("consumes")
            .map(|list| MediaTypes::read(&list))
            .unwrap_or_default(),
        produces: root
            .get("produces")
            .map(|list| MediaTypes::read(&list))
            .unwrap_or_default(),
    };
    Some(Converted {
        root: converter.root(&root, &pointer),
        provenance: converter.provenance,
        diagnostics: converter.diagnostics,
    })
}

/// A node of the document as it was written.
#[derive(Clone)]
struct Written<'a> {
    pointer: Pointer,
    node: &'a Node,
}

impl<'a> Written<'a> {
    /// The member of that name, unless it is null.
    fn get(&self, name: &str) -> Option<Self> {
        let node = self.node.get(name).filter(|node| !node.is_null())?;
        Some(Self {
            pointer: self.pointer.child(name),
            node,
        })
    }

    fn text(&self, name: &str) -> Option<&'a str> {
        self.node.get(name).and_then(Node::as_str)
    }

    /// The members of an object; none if it is no object.
    fn members(&self) -> impl Iterator<Item = (&'a String, Self)> + use<'a> {
        let pointer = self.pointer.clone();
        self.node.as_object().into_iter().flatten().map(move |(name, node)| {
            let member = Self {
                pointer: pointer.child(name),
                node,
            };
            (name, member)
        })
    }

    /// The items of an array; none if it is no array.
    fn items(&self) -> impl Iterator<Item = Self> + use<'a> {
        let pointer = self.pointer.clone();
        let items = self.node.as_array().into_iter().flatten().enumerate();
        items.map(move |(index, node)| Self {
            pointer: pointer.index(index),
            node,
        })
    }
}

/// The members of a node that is being made.
type Members = IndexMap<String, Node>;

/// One run over a file.
struct Converter<'a> {
    sources: &'a Sources,
    provenance: Provenance,
    diagnostics: Diagnostics,
    consumes: MediaTypes,
    produces: MediaTypes,
}

impl<'a> Converter<'a> {
    /// Notes that what is put at `read` was written at a place.
    fn note(&mut self, read: &Pointer, written: &Pointer) {
        self.provenance.note(read.clone(), written.clone());
    }

    /// Notes where a reference to a schema comes from that is read elsewhere.
    fn note_reference(&mut self, read: &Pointer, written: &Pointer) {
        self.provenance.note_written(read.clone(), written.clone());
    }

    fn report(&mut self, code: Code, written: Pointer, message: String, help: &str) {
        let diagnostic = Diagnostic::new(code, Location::Pointer(written), message);
        self.diagnostics.push(diagnostic.help(help));
    }

    /// The object at the end of a chain of references; `None` if it leads nowhere, which the reader reports.
    fn follow(&self, start: &Written<'a>) -> Option<Written<'a>> {
        let mut at = start.clone();
        // A chain that is longer leads in a circle.
        for _ in 0..64 {
            let Some(reference) = at.text("$ref") else {
                return Some(at);
            };
            let pointer = self.sources.resolve_ref(&at.pointer, reference).ok()?;
            let node = self.sources.node(&pointer)?;
            at = Written { pointer, node };
        }
        None
    }

    /// Converts each member of a section that holds objects by name.
    fn section(
        &mut self,
        section: &Written<'a>,
        read: &Pointer,
        mut convert: impl FnMut(&mut Self, &Written<'a>, &Pointer) -> Node,
    ) -> Node {
        self.note(read, &section.pointer);
        if section.node.as_object().is_none() {
            return section.node.clone();
        }
        let members = section.members().map(|(name, member)| {
            let converted = if name.starts_with("x-") {
                member.node.clone()
            } else {
                convert(self, &member, &read.child(name))
            };
            (name.clone(), converted)
        });
        Node::Object(members.collect())
    }
}

fn string(text: &str) -> Node {
    Node::String(text.to_owned())
}

fn object<const N: usize>(members: [(&str, Node); N]) -> Node {
    Node::Object(
        members
            .into_iter()
            .map(|(name, node)| (name.to_owned(), node))
            .collect(),
    )
}
