//! In: nothing; these are items of the representation.
//! Out: unions: `oneOf`, `anyOf`, and values of several JSON types.
//! Guarantees: a union has two variants at least, and none of them is a union's alias.

use super::{Docs, TypeId};
use crate::pointer::Pointer;

/// One of several types.
#[derive(Debug, Clone)]
pub struct Union {
    /// The variants, in the order of the document.
    pub variants: Vec<Variant>,
    /// How the variant of a value is found.
    pub selection: Selection,
}

/// One type of a union.
#[derive(Debug, Clone)]
pub struct Variant {
    /// Where its schema stands.
    pub pointer: Pointer,
    /// The words of its name.
    pub words: Vec<String>,
    /// What the document says of it.
    pub docs: Docs,
    /// Whether the document deprecates it.
    pub deprecated: bool,
    /// Its type; [`Type::Null`](super::Type::Null) for `null` beside several other types.
    pub ty: TypeId,
    /// Whether the value must stand behind a pointer, because its type contains the union itself.
    pub boxed: bool,
}

/// How the variant of a value is found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Selection {
    /// By a string in one member.
    Discriminator(Discriminator),
    /// By its JSON type: no two variants allow the same.
    JsonType(Vec<JsonTypes>),
    /// The first variant that it fits, in this order of indexes into the variants, the most specific first.
    FirstFit(Vec<usize>),
}

/// A member whose string tells the variants apart: an explicit `discriminator`, or a property that is a constant or an
/// enumeration in every variant.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Discriminator {
    /// The member's name on the wire.
    pub property: String,
    /// The strings of each variant, none repeated; the first is the one that is written.
    pub values: Vec<Vec<String>>,
    /// For each variant whether its type has the member itself. Where it has not, the union writes it.
    pub in_variant: Vec<bool>,
    /// The variant of a value without the member (`defaultMapping` of OpenAPI 3.2).
    pub default: Option<usize>,
}

/// The JSON types of one variant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub struct JsonTypes {
    /// `null`.
    pub null: bool,
    /// `true` and `false`.
    pub boolean: bool,
    /// Numbers without a fraction.
    pub integer: bool,
    /// Numbers with a fraction.
    pub fraction: bool,
    /// Strings.
    pub string: bool,
    /// Arrays.
    pub array: bool,
    /// Objects.
    pub object: bool,
}
