//! In: a JSONPath (RFC 9535).
//! Out: the places of the nodes that it selects.
//! Guarantees: no place occurs twice; what is no JSONPath is diagnosed where it stands.

use serde_json_path::JsonPath;

use crate::pointer::Pointer;
use crate::source::Node;

use super::edit::Edited;
use super::{Refused, refused};

/// The longest path: the parser is recursive.
const LONGEST: usize = 2000;

/// What an action is about.
pub(super) struct Target {
    place: Pointer,
    path: JsonPath,
}

impl Target {
    pub(super) fn read(place: Pointer, node: &Node) -> Result<Self, Refused> {
        let Some(text) = node.as_str() else {
            let message = format!("a JSONPath must be a string, not {}", node.kind());
            return Err(refused(place, message, "write it in quotes"));
        };
        if text.len() > LONGEST {
            return Err(refused(
                place,
                "this JSONPath is too long",
                "split the action into several",
            ));
        }
        match JsonPath::parse(text) {
            Ok(path) => Ok(Self { place, path }),
            Err(error) => {
                let message = format!(
                    "this is no JSONPath: {} at character {}",
                    error.message(),
                    error.position() + 1
                );
                let help = "a JSONPath begins with `$`; a name that is no word stands in brackets: `$.paths['/pets']`";
                Err(refused(place, message, help))
            }
        }
    }

    /// Where it stands in the overlay.
    pub(super) fn place(&self) -> &Pointer {
        &self.place
    }

    /// The places that it selects, in the order of the document as far as it has one.
    pub(super) fn select(&self, edited: &Edited<'_>) -> Vec<Pointer> {
        let json = edited.root.to_json();
        let mut places: Vec<Pointer> = Vec::new();
        for located in self.path.query_located(&json).dedup() {
            let steps = located.location().iter();
            places.push(steps.fold(edited.entry.clone(), |place, step| {
                match (step.as_name(), step.as_index()) {
                    (Some(name), _) => place.child(name),
                    (None, Some(at)) => place.index(at),
                    (None, None) => place,
                }
            }));
        }
        places
    }
}
