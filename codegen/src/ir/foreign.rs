//! In: nothing; these are items of the representation.
//! Out: Rust types that a user named in place of the document's.
//! Guarantees: what values look like on the wire is still known.

use std::sync::Arc;

use super::JsonTypes;

/// A Rust type in place of one that would be made of a schema.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Foreign {
    /// The type as Rust writes it: `rust_decimal::Decimal`.
    pub path: Arc<str>,
    /// The line that a manifest needs for it.
    pub dependency: Option<Arc<str>>,
    /// The JSON types that the schema allows.
    pub kinds: JsonTypes,
}

impl Foreign {
    /// Whether values are written as one text.
    pub fn is_text(&self) -> bool {
        !self.kinds.array && !self.kinds.object
    }
}
