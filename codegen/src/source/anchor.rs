//! In: the names that schemas give themselves: `$id`, `$anchor`, `$dynamicAnchor`.
//! Out: the schemas that have them, and those that would have them as well.
//! Guarantees: of two schemas with one name the first has it.

use crate::pointer::Pointer;

use super::reference::{RefError, similar};
use super::{Node, Sources};

impl Sources {
    /// The innermost schema with an `$id` that a place stands in.
    #[must_use]
    pub fn embedded_around(&self, at: &Pointer) -> Option<Pointer> {
        let index = &self.file(at.file())?.index;
        let (root, _) = index.resource(index.resource_of(at))?;
        root.parent().is_some().then(|| root.clone())
    }

    /// The outermost schema with a `$dynamicAnchor` of that name in the file of `at`.
    #[must_use]
    pub fn outermost_dynamic_anchor(&self, at: &Pointer, name: &str) -> Option<Pointer> {
        self.file(at.file())?.index.outermost_dynamic_anchor(name)
    }

    /// How many schemas of all files have a `$dynamicAnchor` of that name.
    #[must_use]
    pub fn dynamic_anchors(&self, name: &str) -> usize {
        self.files.iter().map(|file| file.index.dynamic_anchors(name)).sum()
    }

    /// The other schema that has the name which the one at a place gives itself by an anchor.
    #[must_use]
    pub fn with_anchor(&self, at: &Pointer, name: &str) -> Option<Pointer> {
        let index = &self.file(at.file())?.index;
        let first = index.named(index.resource_of(at), name)?;
        (first != at).then(|| first.clone())
    }

    /// The other schema, or file, that has the URI which the one at a place gives itself by `$id`.
    #[must_use]
    pub fn with_id(&self, at: &Pointer) -> Option<Pointer> {
        let index = &self.file(at.file())?.index;
        let (_, uri) = index.resource(index.resource_of(at)).filter(|(root, _)| *root == at)?;
        let first = self.uris.get(uri)?;
        (first != at).then(|| first.clone())
    }

    /// Whether what follows `#` can only be an anchor: OpenAPI 3.0 and Swagger have none.
    pub(super) fn may_be_anchor(&self, name: &str) -> bool {
        let version = self.node(&self.entry()).and_then(|root| root.get("openapi"));
        let has_anchors = version
            .and_then(Node::as_str)
            .is_none_or(|version| !version.starts_with("3.0"));
        let is_name = |character: char| character.is_ascii_alphanumeric() || "-._".contains(character);
        has_anchors && !name.is_empty() && name.chars().all(is_name)
    }

    /// The error about a name that no schema has.
    pub(super) fn no_anchor(&self, root: &Pointer, name: &str, suggestion: Option<&Pointer>) -> RefError {
        let file = self.file(root.file());
        let mut names: Vec<&str> = file.iter().flat_map(|file| file.index.names()).collect();
        names.sort_unstable();
        let similar = || similar(name, names.into_iter()).map(|similar| format!("#{similar}"));
        RefError::NoAnchor {
            name: name.to_owned(),
            suggestion: suggestion.map(|suggestion| self.shown(suggestion)).or_else(similar),
        }
    }
}
