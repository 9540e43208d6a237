//! In: nothing; these are items of the representation.
//! Out: the types of the API: an arena of [`Type`]s named by [`TypeId`]s.
//! Guarantees: an id always names a type; what is alike without a name is stored once.

use super::{Alias, Definition, Foreign, Shape};

/// Names one type of an [`Api`](super::Api).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct TypeId(u32);

impl TypeId {
    /// The position in the arena.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// The arena.
#[derive(Debug, Clone, Default)]
pub struct Types(Vec<Type>);

impl Types {
    /// Adds a type.
    pub fn push(&mut self, shape: Type) -> TypeId {
        let id = TypeId(u32::try_from(self.0.len()).unwrap_or(u32::MAX));
        self.0.push(shape);
        id
    }

    /// Replaces a type whose id was handed out before its shape was known.
    pub fn set(&mut self, id: TypeId, shape: Type) {
        if let Some(slot) = self.0.get_mut(id.index()) {
            *slot = shape;
        }
    }

    /// The type behind an id.
    pub fn get(&self, id: TypeId) -> &Type {
        self.0.get(id.index()).unwrap_or(&Type::Any)
    }

    /// The type behind an id, to be completed.
    pub fn get_mut(&mut self, id: TypeId) -> Option<&mut Type> {
        self.0.get_mut(id.index())
    }

    /// The definition behind an id, if it has a name of its own.
    pub fn definition(&self, id: TypeId) -> Option<&Definition> {
        match self.get(id) {
            Type::Defined(definition) => Some(definition),
            _ => None,
        }
    }

    /// All types with their ids.
    pub fn iter(&self) -> impl Iterator<Item = (TypeId, &Type)> {
        (0u32..).map(TypeId).zip(&self.0)
    }

    /// All types that have a name of their own.
    pub fn definitions(&self) -> impl Iterator<Item = (TypeId, &Definition)> {
        self.iter().filter_map(|(id, shape)| match shape {
            Type::Defined(definition) => Some((id, &**definition)),
            _ => None,
        })
    }

    /// The type behind an id and behind all aliases it leads through.
    pub fn resolved(&self, mut id: TypeId) -> (TypeId, &Type) {
        for _ in 0..=self.0.len() {
            let ty = self.get(id);
            match self.definition(id).map(|definition| &definition.shape) {
                Some(Shape::Alias(Alias { target })) => id = *target,
                _ => return (id, ty),
            }
        }
        (id, &Type::Any)
    }
}

/// The shape of a value.
#[derive(Debug, Clone)]
#[allow(clippy::large_enum_variant, reason = "most types of an API are definitions")]
pub enum Type {
    /// Any JSON value.
    Any,
    /// No value but `null`.
    Null,
    /// No value at all: the schema `false`.
    Never,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer(IntegerWidth),
    /// A number.
    Number,
    /// A string.
    Text(Format),
    /// A list of values of one type.
    Array(TypeId),
    /// An object whose member names are not known, with values of one type.
    Map(TypeId),
    /// A value or `null`, where no field's [`Presence`](super::Presence) can say so: items of arrays and values of maps.
    Nullable(TypeId),
    /// A string that holds JSON: `contentMediaType: application/json` with `contentSchema`.
    JsonText(TypeId),
    /// A Rust type that a user named.
    Foreign(Foreign),
    /// A type with a name of its own.
    Defined(Box<Definition>),
}

/// The range of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerWidth {
    /// `format: int32`.
    Bits32,
    /// `format: int64`, and no format.
    Bits64,
    /// `format: uint32`.
    Unsigned32,
    /// `format: uint64`.
    Unsigned64,
}

/// What a string holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Format {
    /// Any text.
    Plain,
    /// An RFC 3339 `date-time`.
    DateTime,
    /// An RFC 3339 `full-date`.
    Date,
    /// An RFC 9562 UUID.
    Uuid,
    /// An RFC 3986 URI.
    Uri,
    /// A secret that must not be shown.
    Password,
    /// Bytes in base64 (RFC 4648, section 4): `format: byte`, `contentEncoding: base64`.
    Base64,
}
