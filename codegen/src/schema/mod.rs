//! In: the pointers of schemas in the tree, in the dialect of their document.
//! Out: the [`Keywords`] that hold at a place, in the terms of JSON Schema 2020-12; subschemas stay pointers.
//! Guarantees: no keyword that bears on validity is passed over in silence, compositions are taken together, and 3.0
//! schemas are upgraded (`nullable`, boolean `exclusiveMinimum`), never the reverse.

mod branches;
mod check;
mod compose;
mod conjunction;
mod discriminator;
mod implied;
mod json_type;
mod keywords;
mod merge;
mod read;
mod reference;
mod subschemas;
mod typing;
mod values;
mod xml;

pub use compose::SchemaReader;
pub use conjunction::Conjunction;
pub use discriminator::Discriminator;
pub use json_type::{JsonType, TypeSet};
pub use keywords::{Additional, Alternatives, Annotations, Bound, Keywords, Null, NumericBound, Rule, Said, Schema};
pub use xml::{Xml, XmlNode};
