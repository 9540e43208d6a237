//! In: nothing; these are items of the representation.
//! Out: types with names of their own: what they are made of, and what their names are made from.
//! Guarantees: constraints are never empty, values of an enumeration never repeated.

use std::sync::Arc;

use super::{Docs, Format, IntegerWidth, Object, Tuple, TypeId, Union};
use crate::{pattern::Matcher, pointer::Pointer};

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
    /// A set of values.
    Enumeration(Enumeration),
    /// One of several types.
    Union(Union),
    /// An array whose first items have types of their own.
    Tuple(Tuple),
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

/// A set of values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enumeration {
    /// The values on the wire, in the order of the document, without repetition.
    pub values: Vec<Literal>,
}

/// One JSON value.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Literal {
    /// A string.
    String(String),
    /// A number without a fraction.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// Any other value, as JSON text without white space.
    Json(String),
}

impl Literal {
    /// The string, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::String(text) => Some(text),
            Self::Integer(_) | Self::Boolean(_) | Self::Json(_) => None,
        }
    }
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
    /// A string that must not be shown.
    Secret,
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
    Pattern(Arc<Matcher>),
    /// `format`, beside other constraints of a string.
    Format(Format),
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
