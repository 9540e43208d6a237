//! In: nothing; these are items of the representation.
//! Out: names that a user or the document chose for items, and prose about values of enumerations.
//! Guarantees: each name could be an identifier; whether it is free is for `naming` to say.

use std::collections::BTreeMap;

use super::TypeId;
use crate::pointer::Pointer;

/// A name that someone chose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Chosen {
    /// The name; it is cased as Rust cases names of its kind.
    pub text: String,
    /// Where the document says so; else what the name is for.
    pub pointer: Pointer,
    /// Whether another name is taken where this one cannot be had.
    pub lenient: bool,
}

/// All names that someone chose. Indexes are those of the representation's lists.
#[derive(Debug, Clone, Default)]
pub struct ChosenNames {
    /// Types.
    pub types: BTreeMap<TypeId, Chosen>,
    /// Fields of objects, and variants of enumerations and unions.
    pub members: BTreeMap<(TypeId, usize), Chosen>,
    /// Operations.
    pub operations: BTreeMap<usize, Chosen>,
    /// Parameters, by their operation.
    pub parameters: BTreeMap<(usize, usize), Chosen>,
    /// Groups of operations.
    pub tags: BTreeMap<usize, Chosen>,
    /// Tags that have no operations, but others nested in them.
    pub tag_groups: BTreeMap<usize, Chosen>,
    /// What the document says of values of enumerations.
    pub value_docs: BTreeMap<(TypeId, usize), String>,
}
