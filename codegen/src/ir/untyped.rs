//! In: nothing; these are items of the representation.
//! Out: the places whose values stay "any JSON value", and why.
//! Guarantees: each such place is listed once.

use crate::pointer::Pointer;

/// A place whose values have no type.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Untyped {
    /// Where the schema stands.
    pub pointer: Pointer,
    /// Why its values have no type.
    pub reason: UntypedReason,
}

/// Why values have no type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum UntypedReason {
    /// The document says nothing of them: `{}`, `true`, or no schema at all.
    Unsaid,
    /// The schema allows several JSON types and says too little to tell variants apart.
    Unconstrained,
    /// The schema composes more unions than variants can be made for.
    TooManyVariants,
    /// The schema refers to itself in a way that no Rust type can.
    EndlessReference,
}

impl UntypedReason {
    /// The reason in words.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unsaid => "the document says nothing of the value",
            Self::Unconstrained => "the schema says too little to tell its types apart",
            Self::TooManyVariants => "the schema composes more unions than variants can be made for",
            Self::EndlessReference => "the schema refers to itself without an end",
        }
    }
}
