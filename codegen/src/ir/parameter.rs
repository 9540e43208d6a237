//! In: nothing; these are items of the representation.
//! Out: what travels as text: parameters, and the headers of responses.
//! Guarantees: a value that is no single text says how it becomes text.

use super::{Docs, TypeId};
use crate::{
    document::{ParameterLocation, Style},
    pointer::Pointer,
};

/// One parameter.
#[derive(Debug, Clone)]
pub struct Parameter {
    /// Where it stands.
    pub pointer: Pointer,
    /// Where its value travels.
    pub location: ParameterLocation,
    /// Its name on the wire.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Whether it must be sent.
    pub required: bool,
    /// Whether it may be sent without a value (`allowEmptyValue`).
    pub allow_empty: bool,
    /// Whether reserved characters are sent as they are (`allowReserved`); in a cookie, all characters that it can carry
    /// (`style: cookie`).
    pub allow_reserved: bool,
    /// How its value is written.
    pub shape: ParameterShape,
}

/// How a parameter's value is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ParameterShape {
    /// One text.
    Single(TypeId),
    /// A list of texts.
    List {
        /// The type of the list: an array of texts, or one with constraints.
        list: TypeId,
        /// The type of one item.
        item: TypeId,
        /// How the items stand together.
        style: Style,
        /// `explode`: one pair `name=value` for each item rather than one delimited value.
        explode: bool,
    },
    /// Any other value in a style: an object, a union, a list of lists.
    Styled {
        /// The type of the value.
        ty: TypeId,
        /// How it becomes text.
        style: Style,
        /// Whether each item or member stands by itself.
        explode: bool,
    },
    /// One text that holds JSON: `content` instead of `schema`.
    Json(TypeId),
}

/// A header of a response.
#[derive(Debug, Clone)]
pub struct Header {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name on the wire.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Whether a response without it is wrong.
    pub required: bool,
    /// How its value is written.
    pub shape: ParameterShape,
}
