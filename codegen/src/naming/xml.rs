//! In: how values stand in XML.
//! Out: names of the statics that say so.
//! Guarantees: no two are alike; a document has the name that its object would have.

use super::{scope::Scope, words::Name};
use crate::ir::Xml;

/// The names of what is emitted for XML.
#[derive(Debug, Clone)]
pub struct XmlNames {
    /// Aligned with `Xml::roots`.
    pub roots: Vec<Name>,
    /// Aligned with `Xml::objects`.
    pub objects: Vec<Name>,
}

impl XmlNames {
    pub(super) fn of(xml: &Xml) -> Self {
        let mut scope = Scope::new(&[], "xml");
        let mut claim = |words: &[String], ending: &str| {
            let words: Vec<&str> = words.iter().map(String::as_str).chain([ending]).collect();
            scope.claim(&words)
        };
        Self {
            roots: xml.roots.iter().map(|root| claim(&root.words, "")).collect(),
            objects: xml.objects.iter().map(|object| claim(&object.words, "shape")).collect(),
        }
    }
}
