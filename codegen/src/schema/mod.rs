//! In: the pointer of a schema in the tree, in the dialect of its document.
//! Out: its [`Keywords`] in the terms of JSON Schema 2020-12; subschemas stay pointers.
//! Guarantees: no keyword that bears on validity is passed over in silence, and 3.0 schemas are upgraded (`nullable`,
//! boolean
//! `exclusiveMinimum`), never the reverse.

mod keywords;
mod read;
mod reference;
mod values;

pub use keywords::{Additional, Annotations, Bound, JsonType, Keywords, NumericBound, Schema, TypeSet};
pub use read::SchemaReader;
