//! In: XML text, or a value on a tape, and the shape that the document's XML Objects give it.
//! Out: a tape whose scalars are strings, to be decoded in text mode; or XML text.
//! Guarantee: no entity but the five of XML is expanded, there is no document type, and nesting is bounded.

mod element;
#[cfg(any(feature = "client", feature = "server"))]
mod expressible;
mod name;
mod read;
mod shape;
mod write;

pub use self::read::{decode, from_xml};
pub use self::shape::{Item, Member, Name, Object, Place, Root, Shape};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use self::write::to_valid_xml;
pub use self::write::to_xml;
