//! In: nothing; these are items of the representation.
//! Out: objects with known members, and tuples.
//! Guarantees: the names of an object's members differ.

use super::{Docs, TypeId};
use crate::pointer::Pointer;

/// An object with known members.
#[derive(Debug, Clone)]
pub struct Object {
    /// The members in the order of the document.
    pub fields: Vec<Field>,
    /// What becomes of other members.
    pub additional: Additional,
    /// What the members must satisfy together.
    pub rules: Vec<ObjectRule>,
}

/// What the members of an object must satisfy together.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ObjectRule {
    /// `minProperties`.
    MinProperties(u64),
    /// `maxProperties`.
    MaxProperties(u64),
    /// `dependentRequired`: a member that asks for others.
    DependentRequired(String, Vec<String>),
    /// `anyOf` of branches that only say `required`: all members of at least one list are there.
    AnyOf(Vec<Vec<String>>),
    /// `oneOf` of branches that only say `required`: all members of exactly one list are there.
    OneOf(Vec<Vec<String>>),
    /// `not: { required }`: not all of these members are there.
    NotAll(Vec<String>),
}

/// What becomes of members that an object does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Additional {
    /// Accepted and dropped: the document says nothing of them.
    Ignored,
    /// Refused: `additionalProperties: false`.
    Closed,
    /// Kept, as values of one type.
    Typed(TypeId),
}

/// A member of an object.
#[derive(Debug, Clone)]
pub struct Field {
    /// Where its schema stands.
    pub pointer: Pointer,
    /// The member's name on the wire.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Its type, `null` aside.
    pub ty: TypeId,
    /// Whether it may be absent or `null`. A member that is read-only or write-only and required is
    /// [`Presence::Optional`] here, since the type of the object travels in the other direction as well.
    pub presence: Presence,
    /// The directions in which it travels.
    pub access: Access,
    /// What must be there all the same, where the member travels in one direction.
    pub demand: Demand,
    /// Whether the value must stand behind a pointer, because its type contains the object itself.
    pub boxed: bool,
}

/// Whether a member may be absent or `null`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Presence {
    /// Always there, never `null`.
    Required,
    /// Always there, maybe `null`.
    RequiredNullable,
    /// Maybe absent, never `null`.
    Optional,
    /// Maybe absent, maybe `null`: three states.
    OptionalNullable,
}

impl Presence {
    /// From the two facts of the document.
    pub fn new(required: bool, nullable: bool) -> Self {
        match (required, nullable) {
            (true, false) => Self::Required,
            (true, true) => Self::RequiredNullable,
            (false, false) => Self::Optional,
            (false, true) => Self::OptionalNullable,
        }
    }

    /// Whether the member may be left out.
    pub fn may_be_absent(self) -> bool {
        matches!(self, Self::Optional | Self::OptionalNullable)
    }
}

/// The directions in which a member travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// In requests and in responses.
    ReadWrite,
    /// In responses only: `readOnly`.
    ReadOnly,
    /// In requests only: `writeOnly`.
    WriteOnly,
}

/// What must be there in the one direction in which a member travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Demand {
    /// Nothing beyond what [`Presence`] says.
    Nothing,
    /// A value.
    Value,
    /// A value or `null`.
    ValueOrNull,
}

/// An array whose first items have types of their own: `prefixItems`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Tuple {
    /// The types of the first items.
    pub items: Vec<TypeId>,
    /// How many of them must be there.
    pub required: usize,
    /// The type of all items behind them; `None`: there are none.
    pub rest: Option<TypeId>,
}
