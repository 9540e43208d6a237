//! In: plain data, filled by `lower`.
//! Out: [`Api`], the intermediate representation of one document: what is to be emitted, free of dialects, `$ref`s and
//! Rust.
//! Guarantees: every item keeps the pointer it came from, and no state is possible that cannot be emitted.

mod body;
mod chosen;
mod definition;
mod envelope;
mod examples;
mod foreign;
mod object;
mod operation;
mod parameter;
mod references;
mod security;
mod text;
mod types;
mod union;
mod untyped;
mod xml;

pub use crate::document::{
    EncodedSecret, ParameterLocation, PathTemplate, PayloadPart, Segment, Server, ServerVariable, Signature,
    SignatureAlgorithm, SignatureEncoding, SignatureTimestamp, Status, Style, TimestampPlace,
};
pub use body::{
    Body, Content, ContentKind, FieldEncoding, FieldEncodingKind, Form, Framing, Multipart, Part, PartKind, Stream,
    XmlContent,
};
pub use chosen::{Chosen, ChosenNames};
pub use definition::{Alias, Base, Constrained, Constraint, Definition, Enumeration, Hint, HintRank, Literal, Shape};
pub use envelope::{Envelope, EnvelopeValue};
pub use examples::{Example, Examples};
pub use foreign::Foreign;
pub use object::{Access, Additional, Demand, Field, Object, ObjectRule, Presence, Tuple};
pub use operation::{Callback, Condition, Destination, HeaderSet, Operation, Response, Selector};
pub use parameter::{Header, Parameter, ParameterShape};
pub use security::{RequiredScheme, Requirement, SchemeKind, SecurityScheme};
pub use types::{Format, IntegerWidth, Type, TypeId, Types};
pub use union::{Discriminator, JsonTypes, Selection, Union, Variant};
pub use untyped::{Untyped, UntypedReason};
pub use xml::{Xml, XmlAdditional, XmlMember, XmlName, XmlObject, XmlPlace, XmlRoot, XmlShape};

/// One document, ready to be named and emitted.
#[derive(Debug, Clone)]
pub struct Api {
    /// `info.title`.
    pub title: String,
    /// `info.version`, as written.
    pub version: String,
    /// `info.description`.
    pub description: Option<String>,
    /// The first server's URL with its variables' defaults filled in, when it is absolute.
    pub base_url: Option<String>,
    /// The servers that the document lists for all operations.
    pub servers: Vec<Server>,
    /// The security schemes that operations refer to by index.
    pub schemes: Vec<SecurityScheme>,
    /// The groups of operations; every operation belongs to exactly one.
    pub tags: Vec<Tag>,
    /// The tags in which others of these are nested.
    pub tag_groups: Vec<TagGroup>,
    /// All types.
    pub types: Types,
    /// All operations in the order of the document: those of the service, then those that it sends.
    pub operations: Vec<Operation>,
    /// The headers of responses, each set once.
    pub header_sets: Vec<HeaderSet>,
    /// How a server renders what it turns away by itself; `None`: RFC 9457 problem details.
    pub envelope: Option<Envelope>,
    /// The names that someone chose.
    pub chosen: ChosenNames,
    /// The places whose values have no type but "any JSON value", in the order of the document.
    pub untyped: Vec<Untyped>,
    /// How values stand in XML, where bodies are XML.
    pub xml: Xml,
    /// What the document gives as examples of what the service answers.
    pub examples: Examples,
}

/// A group of operations.
#[derive(Debug, Clone)]
pub struct Tag {
    /// The name as the document writes it.
    pub name: String,
    /// The tag's description.
    pub description: Option<String>,
    /// Whether the service sends the requests of its operations, all of them.
    pub outgoing: bool,
}

/// A tag in which others are nested (OpenAPI 3.2.0, section 4.22). It may have operations of its own or not.
#[derive(Debug, Clone)]
pub struct TagGroup {
    /// The name as the document writes it.
    pub name: String,
    /// What stands right below it.
    pub nested: Vec<Nested>,
}

/// A tag that is nested in another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Nested {
    /// One that has operations: index into [`Api::tags`].
    Tag(usize),
    /// One that has none: index into [`Api::tag_groups`].
    Group(usize),
}

/// The prose of one item.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Docs {
    /// A single line.
    pub summary: Option<String>,
    /// CommonMark.
    pub description: Option<String>,
}

impl Docs {
    /// Docs that hold a description alone.
    pub fn description(text: Option<String>) -> Self {
        Self {
            summary: None,
            description: text,
        }
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.summary.is_none() && self.description.is_none()
    }
}
