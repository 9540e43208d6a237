//! In: nothing; these are items of the representation.
//! Out: how a server says in the API's own words that it turns a request away.
//! Guarantees: a value of the error body can be made of every rejection.

use super::{Content, TypeId};
use crate::document::Status;

/// How a server renders what it turns away by itself.
#[derive(Debug, Clone)]
pub struct Envelope {
    /// The type of the error body.
    pub ty: TypeId,
    /// How a value of it is made.
    pub value: EnvelopeValue,
    /// The form that it is written in: that of the first response with such a body.
    pub content: Content,
}

/// How a part of the error body is made from a rejection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvelopeValue {
    /// An object, one value for each of its fields.
    Object(TypeId, Vec<EnvelopeValue>),
    /// What went wrong, in words.
    Message,
    /// The rejection's code.
    Code,
    /// The name of the violated parameter; empty, where it can be neither absent nor `null` and there is none.
    Parameter,
    /// The JSON Pointer of what is wrong, in the parameter or the body; as with the parameter.
    Pointer,
    /// The request's id.
    RequestId,
    /// The status as a number.
    Status,
    /// The status as a text.
    StatusText,
    /// A text, chosen by status: the first whose key fits, else the last.
    Text(Vec<(Status, String)>, String),
    /// A list with an item for each violation; with one for the rejection, where it has none.
    Each(Box<EnvelopeValue>),
    /// One value of an enumeration, chosen by status.
    ByStatus {
        /// The enumeration.
        ty: TypeId,
        /// Statuses and the index of the value for them; the first that fits is taken.
        choices: Vec<(Status, usize)>,
        /// The value for all others.
        other: usize,
    },
    /// Absent, or `null` where it must be there.
    Nothing,
}
