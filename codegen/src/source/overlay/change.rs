//! In: a node of the document and a value to merge into it.
//! Out: the merged node, and where its new parts were written.
//! Guarantees: what cannot be merged is found before anything is changed.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::{MAX_DEPTH, Node};

use super::edit::Edited;
use super::{Refused, refused};

/// How many nodes one value may have: copies of copies grow fast.
const MOST_NODES: usize = 5_000_000;

/// Whether a value can be merged into a node at `place`; `told` is where the overlay says so.
pub(super) fn check(target: &Node, value: &Node, (place, told): (&Pointer, &Pointer)) -> Result<(), Refused> {
    let (nodes, depth) = measure(value);
    if nodes > MOST_NODES || depth + place.tokens().count() > MAX_DEPTH {
        let message = "this makes the document too large or too deep";
        let diagnostic = Diagnostic::new(Code::TooDeep, Location::Pointer(told.clone()), message);
        return Err(Box::new(diagnostic.help("copy a smaller part")));
    }
    compatible(target, value, place, told)
}

fn compatible(target: &Node, value: &Node, place: &Pointer, told: &Pointer) -> Result<(), Refused> {
    match (target, value) {
        (Node::Object(old), Node::Object(new)) => new.iter().try_for_each(|(name, value)| {
            let Some(target) = old.get(name) else { return Ok(()) };
            compatible(target, value, &place.child(name), told)
        }),
        (Node::Array(_), _) => Ok(()),
        // A member without a value says nothing, and what has none can get any.
        (_, Node::Null) | (Node::Null, _) => Ok(()),
        (target, value) if is_primitive(target) && is_primitive(value) => Ok(()),
        (target, value) => {
            let message = format!("{} cannot be merged into {} at `{place}`", value.kind(), target.kind());
            Err(refused(
                told.clone(),
                message,
                "remove the target first, or merge a value of its kind",
            ))
        }
    }
}

/// Merges a value, which stands at `written`, into the node at `place`.
pub(super) fn merge(edited: &mut Edited<'_>, place: &Pointer, value: &Node, written: &Pointer) {
    match (edited.node(place), value) {
        (Some(Node::Object(_)), Node::Object(members)) => {
            for (name, member) in members {
                let (inner, written) = (place.child(name), written.child(name));
                if edited.node(&inner).is_some() {
                    merge(edited, &inner, member, &written);
                } else {
                    edited.insert(&inner, member.clone(), &written);
                }
            }
        }
        (Some(Node::Array(_)), Node::Array(items)) => {
            for (at, item) in items.iter().enumerate() {
                edited.append(place, item.clone(), &written.index(at));
            }
        }
        (Some(Node::Object(_) | Node::Array(_)), Node::Null) | (None, _) => {}
        (Some(Node::Array(_)), item) => edited.append(place, item.clone(), written),
        (Some(_), value) => edited.replace(place, value.clone(), written),
    }
}

fn is_primitive(node: &Node) -> bool {
    !matches!(node, Node::Array(_) | Node::Object(_))
}

/// How many nodes a value has, and how many arrays and objects deep it is.
fn measure(node: &Node) -> (usize, usize) {
    let within = |children: &mut dyn Iterator<Item = &Node>| {
        let measured = children.map(measure);
        measured.fold((1, 1), |(nodes, depth), (more, deep): (usize, usize)| {
            (nodes + more, depth.max(deep + 1))
        })
    };
    match node {
        Node::Array(items) => within(&mut items.iter()),
        Node::Object(members) => within(&mut members.values()),
        _ => (1, 0),
    }
}
