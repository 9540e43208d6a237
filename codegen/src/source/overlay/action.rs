//! In: an Action Object.
//! Out: what it does to the nodes that its target selects.
//! Guarantees: either all of them are changed or none.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::change::{check, merge};
use super::edit::Edited;
use super::target::Target;
use super::{Refused, refused};

/// An Action Object.
pub(super) struct Action<'o> {
    target: Target,
    change: Change<'o>,
}

enum Change<'o> {
    Remove,
    Update { value: &'o Node, place: Pointer },
    Copy(Target),
}

impl<'o> Action<'o> {
    /// Reads the action at a place of the overlay.
    pub(super) fn read(place: &Pointer, overlay: &'o Node, root: &Pointer) -> Result<Self, Refused> {
        let way = root.way_to(place);
        let node = way.and_then(|way| way.tokens().try_fold(overlay, |node, token| node.step(&token)));
        let Some(node) = node.filter(|node| node.as_object().is_some()) else {
            let help = "write its `target`, and `update`, `remove` or `copy`";
            return Err(refused(place.clone(), "an action must be an object", help));
        };
        let Some(target) = node.get("target") else {
            let help = "add a JSONPath such as `$.paths['/pets'].get`";
            return Err(refused(place.clone(), "this action has no `target`", help));
        };
        let target = Target::read(place.child("target"), target)?;
        let update = node.get("update").map(|value| (value, place.child("update")));
        let copy = node.get("copy").filter(|copy| !copy.is_null());
        let change = match (node.get("remove"), update, copy) {
            (Some(Node::Bool(true)), _, _) => Change::Remove,
            (Some(Node::Bool(false)) | None, Some((value, place)), None) => Change::Update { value, place },
            (Some(Node::Bool(false)) | None, None, Some(copy)) => {
                Change::Copy(Target::read(place.child("copy"), copy)?)
            }
            (Some(Node::Bool(false)) | None, Some(_), Some(_)) => {
                let help = "make two actions of it";
                return Err(refused(
                    place.clone(),
                    "an action has `update` or `copy`, not both",
                    help,
                ));
            }
            (Some(Node::Bool(false)) | None, None, None) => {
                let help = "say what to do with the target: `update`, `remove: true` or `copy`";
                return Err(refused(place.clone(), "this action does nothing", help));
            }
            (Some(other), _, _) => {
                let message = format!("`remove` must be a boolean, not {}", other.kind());
                return Err(refused(
                    place.child("remove"),
                    message,
                    "write `true` or `false`, without quotes",
                ));
            }
        };
        Ok(Self { target, change })
    }

    /// Does it; a target that selects nothing is told.
    pub(super) fn apply(self, edited: &mut Edited<'_>) -> Result<Option<Refused>, Refused> {
        let mut selected = self.target.select(edited);
        if selected.is_empty() {
            let message = "this target selects nothing in the document; the action does nothing";
            let place = Location::Pointer(self.target.place().clone());
            let warning = Diagnostic::new(Code::OverlayWithoutMatch, place, message);
            return Ok(Some(Box::new(warning.help("correct the path, or take the action out"))));
        }
        match self.change {
            Change::Remove => remove(edited, &mut selected, &self.target)?,
            Change::Update { value, place } => update(edited, &selected, value, &place, &place)?,
            Change::Copy(source) => {
                let from = source.select(edited);
                let [from] = from.as_slice() else {
                    let message = format!("`copy` must select one node; it selects {}", from.len());
                    return Err(refused(source.place().clone(), message, "select one by its path"));
                };
                let Some(value) = edited.node(from).cloned() else {
                    return Ok(None);
                };
                let written = edited.provenance.written(from).unwrap_or_else(|| from.clone());
                update(edited, &selected, &value, &written, source.place())?;
            }
        }
        Ok(None)
    }
}

/// `written` is where the value stands, `told` where what is wrong is said.
fn update(
    edited: &mut Edited<'_>,
    selected: &[Pointer],
    value: &Node,
    written: &Pointer,
    told: &Pointer,
) -> Result<(), Refused> {
    for place in selected {
        if let Some(target) = edited.node(place) {
            check(target, value, (place, told))?;
        }
    }
    for place in selected {
        merge(edited, place, value, written);
    }
    Ok(())
}

fn remove(edited: &mut Edited<'_>, selected: &mut [Pointer], target: &Target) -> Result<(), Refused> {
    if selected.contains(&edited.entry) {
        let help = "select what stands within it";
        return Err(refused(
            target.place().clone(),
            "the document itself cannot be removed",
            help,
        ));
    }
    // From the innermost to the outermost and from the last item to the first, so that no place moves before its turn.
    let index = |place: &Pointer| place.last().and_then(|last| last.parse::<usize>().ok());
    selected.sort_by_key(|place| std::cmp::Reverse((place.tokens().count(), index(place))));
    for place in selected {
        edited.remove(place);
    }
    Ok(())
}
