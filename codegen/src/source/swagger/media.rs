//! In: a `consumes` or `produces` list.
//! Out: [`MediaTypes`], each with the place that names it.
//! Guarantees: no media type is in it twice.

use crate::pointer::Pointer;
use crate::source::Node;

use super::Written;

/// What a body may be sent as.
#[derive(Clone, Debug, Default)]
pub(super) struct MediaTypes(Vec<(String, Option<Pointer>)>);

impl MediaTypes {
    pub(super) fn read(list: &Written<'_>) -> Self {
        let mut types: Vec<(String, Option<Pointer>)> = Vec::new();
        for item in list.items() {
            if let Some(name) = item.node.as_str()
                && !types.iter().any(|(known, _)| known == name)
            {
                types.push((name.to_owned(), Some(item.pointer)));
            }
        }
        Self(types)
    }

    /// These, or one that nobody names if there are none.
    pub(super) fn or(mut self, name: &str) -> Self {
        if self.0.is_empty() {
            self.0.push((name.to_owned(), None));
        }
        self
    }

    /// Those of which this holds.
    pub(super) fn only(&self, holds: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| holds(name)).cloned().collect())
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, Option<&Pointer>)> {
        self.0.iter().map(|(name, place)| (name.as_str(), place.as_ref()))
    }
}

/// Whether it is JSON or XML, which what a document says of all operations often names though some give a file.
pub(super) fn is_structured(media_type: &str) -> bool {
    let essence = media_type
        .split(';')
        .next()
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    let (_, subtype) = essence.split_once('/').unwrap_or_default();
    let suffix = subtype.rsplit('+').next().unwrap_or_default();
    suffix == "json" || suffix == "xml"
}

pub(super) fn is_multipart(media_type: &str) -> bool {
    media_type.trim().to_ascii_lowercase().starts_with("multipart/")
}

pub(super) fn is_form(media_type: &str) -> bool {
    let essence = media_type.trim().to_ascii_lowercase();
    essence.starts_with("application/x-www-form-urlencoded")
}

/// Whether a schema is that of a file: `type: file`, which only Swagger has.
pub(super) fn is_file(schema: &Node) -> bool {
    schema.get("type").and_then(Node::as_str) == Some("file")
}
