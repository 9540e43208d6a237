//! In: nothing; these are items of the representation.
//! Out: the values that a document gives as examples, apart from the types, which equal schemas share whatever their
//! examples are.
//! Guarantees: each is JSON; whether it keeps the rules of its schema nobody has looked at.

use std::collections::BTreeMap;

use crate::pointer::Pointer;

/// The examples of an API, by the place of the schema or of the media type that they stand at.
#[derive(Debug, Clone, Default)]
pub struct Examples(BTreeMap<Pointer, Vec<Example>>);

impl Examples {
    /// Notes the examples of a place.
    pub fn insert(&mut self, at: Pointer, examples: Vec<Example>) {
        if !examples.is_empty() {
            self.0.insert(at, examples);
        }
    }

    /// Those of a place, the best one first.
    pub fn at(&self, place: &Pointer) -> &[Example] {
        self.0.get(place).map(Vec::as_slice).unwrap_or_default()
    }
}

/// One example.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// Its key in `examples` of a media type; empty: it has none.
    pub name: String,
    /// Its value as JSON text.
    pub value: String,
}
