//! In: nothing; these are items of the representation.
//! Out: the types of the API: an arena of [`Type`]s named by [`TypeId`]s.
//! Guarantees: an id always names a type; what is alike without a name is stored once.

use std::sync::Arc;

use super::Docs;
use crate::{pattern::Automaton, pointer::Pointer};

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
            Type::Defined(definition) => Some((id, definition)),
            _ => None,
        })
    }

    /// The type behind an id and behind all aliases it leads through.
    pub fn resolved(&self, mut id: TypeId) -> (TypeId, &Type) {
        for _ in 0..=self.0.len() {
            match self.get(id) {
                Type::Defined(Definition {
                    shape: Shape::Alias(Alias { target }),
                    ..
                }) => id = *target,
                other => return (id, other),
            }
        }
        (id, &Type::Any)
    }
}

/// The shape of a value.
#[derive(Debug, Clone)]
pub enum Type {
    /// Any JSON value.
    Any,
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
    /// A value or `null`, where no field's [`Presence`] can say so: items of arrays and values of maps.
    Nullable(TypeId),
    /// A type with a name of its own.
    Defined(Definition),
}

/// The range of an integer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IntegerWidth {
    /// `format: int32`.
    Bits32,
    /// `format: int64`, and no format.
    Bits64,
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
}

/// A type with a name of its own.
#[derive(Debug, Clone)]
pub struct Definition {
    /// Where it stands in the document.
    pub pointer: Pointer,
    /// What the name is made from.
    pub hint: Hint,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// What it is.
    pub shape: Shape,
}

/// What a definition defines.
#[derive(Debug, Clone)]
pub enum Shape {
    /// An object with known members.
    Object(Object),
    /// A set of strings.
    Enumeration(Enumeration),
    /// A base type with constraints.
    Constrained(Constrained),
    /// Another name of a type.
    Alias(Alias),
}

/// Another name of a type.
#[derive(Debug, Clone)]
pub struct Alias {
    /// The type it names.
    pub target: TypeId,
}

/// An object with known members.
#[derive(Debug, Clone)]
pub struct Object {
    /// The members in the order of the document.
    pub fields: Vec<Field>,
    /// What becomes of other members.
    pub additional: Additional,
}

/// What becomes of members that an object does not name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
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
    /// Whether it may be absent or `null`.
    pub presence: Presence,
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

/// A set of strings.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// The values on the wire, in the order of the document, without repetition.
    pub values: Vec<String>,
}

/// A base type with constraints.
#[derive(Debug, Clone)]
pub struct Constrained {
    /// What is constrained.
    pub base: Base,
    /// The constraints, in the order of the specification's keywords; never empty.
    pub constraints: Vec<Constraint>,
}

/// What can be constrained.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Base {
    /// A string.
    Text,
    /// An integer.
    Integer(IntegerWidth),
    /// A number.
    Number,
    /// An array of items.
    Array(TypeId),
    /// A map of values.
    Map(TypeId),
}

/// One constraint, named by its keyword.
#[derive(Debug, Clone)]
pub enum Constraint {
    /// `minLength`, in characters.
    MinLength(u64),
    /// `maxLength`, in characters.
    MaxLength(u64),
    /// `pattern`, compiled.
    Pattern(Arc<Automaton>),
    /// `minimum` of an integer, or `exclusiveMinimum` plus one.
    IntegerMinimum(i128),
    /// `maximum` of an integer, or `exclusiveMaximum` less one.
    IntegerMaximum(i128),
    /// `multipleOf` of an integer.
    IntegerMultipleOf(i128),
    /// `minimum` of a number.
    Minimum(f64),
    /// `exclusiveMinimum` of a number.
    ExclusiveMinimum(f64),
    /// `maximum` of a number.
    Maximum(f64),
    /// `exclusiveMaximum` of a number.
    ExclusiveMaximum(f64),
    /// `multipleOf` of a number.
    MultipleOf(f64),
    /// `minItems` of an array, `minProperties` of a map.
    MinCount(u64),
    /// `maxItems` of an array, `maxProperties` of a map.
    MaxCount(u64),
    /// `uniqueItems: true`.
    Unique,
}

/// What a name is made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// How good the name is; the best of several places wins.
    pub rank: HintRank,
    /// The document's own words, outermost first.
    pub words: Vec<String>,
}

impl Hint {
    /// The hint of something inside.
    pub fn inner(&self, word: &str) -> Self {
        let mut words = self.words.clone();
        words.push(word.to_owned());
        Self {
            rank: HintRank::Place,
            words,
        }
    }
}

/// How good a name is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum HintRank {
    /// The name of a component schema.
    Component,
    /// The name of a component that holds the schema: a parameter, say.
    Holder,
    /// Made from the place where an inline schema stands.
    Place,
}
