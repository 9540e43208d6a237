//! In: nothing; these are items of the representation.
//! Out: bodies of requests and responses, in each form that they may take.
//! Guarantees: no two forms of one body have the same media type.

use super::{Constraint, Docs, TypeId};
use crate::{document::Style, pointer::Pointer};

/// A request body.
#[derive(Debug, Clone)]
pub struct Body {
    /// Where it stands.
    pub pointer: Pointer,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether it must be sent.
    pub required: bool,
    /// The forms it may take, the preferred one first; never empty.
    pub content: Vec<Content>,
}

impl Body {
    /// The type of its JSON value, where that is the one form it takes.
    pub fn json(&self) -> Option<TypeId> {
        sole_json(&self.content)
    }
}

/// The type of a JSON value that is the one form of a body.
pub(super) fn sole_json(content: &[Content]) -> Option<TypeId> {
    match content {
        [
            Content {
                kind: ContentKind::Json(ty),
                ..
            },
        ] => Some(*ty),
        _ => None,
    }
}

/// One form of a body.
#[derive(Debug, Clone)]
pub struct Content {
    /// Where it stands.
    pub pointer: Pointer,
    /// The media types and ranges that it is sent as, in the order of the document: several where the document gives
    /// them one and the same schema. Never empty.
    pub media_types: Vec<String>,
    /// What it holds.
    pub kind: ContentKind,
}

impl Content {
    /// Whether it is written and read item by item.
    pub fn is_stream(&self) -> bool {
        matches!(self.kind, ContentKind::Stream(_))
    }
}

/// What one form of a body holds.
#[derive(Debug, Clone)]
pub enum ContentKind {
    /// JSON: `application/json`, `+json`, and a range such as `*/*` whose schema is no string.
    Json(TypeId),
    /// Text, whatever the subtype: `text/*`, and a range whose schema is a string.
    Text(TypeId),
    /// Bytes, whatever they mean: all other media types.
    Binary,
    /// `application/x-www-form-urlencoded`.
    Form(Form),
    /// `multipart/form-data` and its relatives.
    Multipart(Multipart),
    /// XML: `application/xml`, `text/xml`, `+xml`.
    Xml(XmlContent),
    /// JSON or XML, as the media type says: both hold values of one type.
    JsonOrXml(XmlContent),
    /// Items one after another; never in errors.
    Stream(Stream),
}

/// A body that is written and read item by item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stream {
    /// How the items stand one after another.
    pub framing: Framing,
    /// The type of one item; of events that have no schema of their own, that of their `data`.
    pub item: TypeId,
}

/// How the items of a body stand one after another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Framing {
    /// JSON Lines.
    Lines,
    /// JSON text sequences (RFC 7464).
    Sequence,
    /// Events as objects of their fields, with `data` as a text.
    Events,
    /// Events as objects of their fields, with `data` as JSON.
    JsonEvents,
    /// Events whose `data` is JSON; nothing is said of their other fields.
    EventValues,
    /// Events whose `data` is a text; nothing is said of their other fields.
    EventTexts,
}

/// A value that may be written as XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct XmlContent {
    /// Its type.
    pub ty: TypeId,
    /// How it stands in XML: index into [`Xml::roots`](super::Xml::roots).
    pub root: usize,
}

/// A value written as pairs `name=value`.
#[derive(Debug, Clone)]
pub struct Form {
    /// Its type: an object or a map.
    pub ty: TypeId,
    /// How members are written that are not written in the default way: `form` with `explode`.
    pub encodings: Vec<FieldEncoding>,
}

/// How one member of a form is written (Encoding Object).
#[derive(Debug, Clone)]
pub struct FieldEncoding {
    /// The member's name on the wire.
    pub name: String,
    /// How it is written.
    pub kind: FieldEncodingKind,
}

/// The ways in which a member of a form is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldEncodingKind {
    /// In the style of a query parameter.
    Styled {
        /// The style.
        style: Style,
        /// Whether each item or member stands by itself.
        explode: bool,
    },
    /// As JSON text: `contentType: application/json`.
    Json,
}

/// A body of several parts, emitted as a struct of its own.
#[derive(Debug, Clone)]
pub struct Multipart {
    /// The parts that the document names, in its order.
    pub parts: Vec<Part>,
    /// Whether parts with other names are refused.
    pub closed: bool,
}

/// A named part of a multipart body.
#[derive(Debug, Clone)]
pub struct Part {
    /// Where its schema stands.
    pub pointer: Pointer,
    /// Its name on the wire.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether there may be several of that name: its schema is an array.
    pub repeated: bool,
    /// How many there may be of a repeated part.
    pub counts: Vec<Constraint>,
    /// What it holds; of a repeated part each.
    pub kind: PartKind,
    /// The media types it may have, as the document says; empty: the default of its kind.
    pub media_types: Vec<String>,
}

/// What a part holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PartKind {
    /// Bytes, with a file name and a media type if the sender gives them.
    File,
    /// One text.
    Text(TypeId),
    /// JSON.
    Json(TypeId),
}
