//! In: an Overlay document (Overlay Specification 1.0 and 1.1), and the tree of an OpenAPI document.
//! Out: the tree with the overlay's actions applied in their order, and which of its parts the overlay wrote.
//! Guarantees: an action that cannot be applied changes nothing and is diagnosed at its place in the overlay; the tree
//! stays within bounds.

mod action;
mod change;
mod edit;
mod target;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::Pointer;

use super::Node;
use super::provenance::Provenance;
use action::Action;
use edit::Edited;

const HELP: &str = "an overlay has `overlay: 1.0.0` or `1.1.0`, `info` and a list of `actions`";

/// Applies the overlay whose tree is `overlay` to the document whose tree is `root`.
pub(super) fn apply(
    (place, overlay): (&Pointer, &Node),
    (entry, root): (&Pointer, &mut Node),
    provenance: &mut Provenance,
    diagnostics: &mut Diagnostics,
) {
    // A file that could not be read has been reported as such.
    if overlay.is_null() || root.is_null() {
        return;
    }
    let mut edited = Edited {
        entry: entry.clone(),
        root,
        provenance,
    };
    for action in actions(place, overlay, diagnostics) {
        let applied = Action::read(&action, overlay, place).and_then(|action| action.apply(&mut edited));
        match applied {
            Ok(None) => {}
            Ok(Some(warning)) => diagnostics.push(*warning),
            Err(error) => diagnostics.push(*error),
        }
    }
}

/// The places of the actions; none if this is no overlay, which is reported.
fn actions(place: &Pointer, overlay: &Node, diagnostics: &mut Diagnostics) -> Vec<Pointer> {
    let mut refuse = |location: Location, message: String| {
        diagnostics.push(Diagnostic::new(Code::InvalidOverlay, location, message).help(HELP));
        Vec::new()
    };
    let Some(version) = overlay.get("overlay") else {
        return refuse(
            Location::File(place.file()),
            "this is no overlay: it has no `overlay`".to_owned(),
        );
    };
    let shown = match version {
        Node::String(version) => version.clone(),
        other => other.to_json().to_string(),
    };
    let mut parts = shown.splitn(3, '.');
    if !matches!((parts.next(), parts.next()), (Some("1"), Some("0" | "1"))) {
        let message = format!("version {shown} of the Overlay Specification is not supported");
        return refuse(Location::Pointer(place.child("overlay")), message);
    }
    match overlay.get("actions") {
        Some(Node::Array(actions)) => (0..actions.len()).map(|at| place.child("actions").index(at)).collect(),
        Some(other) => {
            let message = format!("`actions` must be an array, not {}", other.kind());
            refuse(Location::Pointer(place.child("actions")), message)
        }
        None => refuse(Location::File(place.file()), "this overlay has no `actions`".to_owned()),
    }
}

/// What is wrong with an action, at a place in the overlay.
type Refused = Box<Diagnostic>;

fn refused(place: Pointer, message: impl Into<String>, help: &str) -> Refused {
    Box::new(Diagnostic::new(Code::InvalidOverlay, Location::Pointer(place), message).help(help))
}
