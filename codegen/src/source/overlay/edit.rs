//! In: places of a tree and what is to become of them.
//! Out: the changed tree, with where each of its parts was written.
//! Guarantees: items that move keep the place that they were written at.

use crate::pointer::Pointer;
use crate::source::Node;
use crate::source::provenance::Provenance;

/// A tree that overlays change.
pub(super) struct Edited<'t> {
    pub(super) entry: Pointer,
    pub(super) root: &'t mut Node,
    pub(super) provenance: &'t mut Provenance,
}

impl Edited<'_> {
    pub(super) fn node(&self, place: &Pointer) -> Option<&Node> {
        place.tokens().try_fold(&*self.root, |node, token| node.step(&token))
    }

    fn node_mut(&mut self, place: &Pointer) -> Option<&mut Node> {
        place
            .tokens()
            .try_fold(&mut *self.root, |node, token| node.step_mut(&token))
    }

    /// Puts a member into an object.
    pub(super) fn insert(&mut self, place: &Pointer, value: Node, written: &Pointer) {
        if let (Some(parent), Some(name)) = (place.parent(), place.last())
            && let Some(Node::Object(members)) = self.node_mut(&parent)
        {
            members.insert(name, value);
            self.note(place, written);
        }
    }

    /// Puts a value in the place of one that holds no others.
    pub(super) fn replace(&mut self, place: &Pointer, value: Node, written: &Pointer) {
        if let Some(node) = self.node_mut(place) {
            *node = value;
            self.note(place, written);
        }
    }

    /// Puts an item behind the last one of an array.
    pub(super) fn append(&mut self, array: &Pointer, item: Node, written: &Pointer) {
        if let Some(Node::Array(items)) = self.node_mut(array) {
            let at = items.len();
            items.push(item);
            self.note(&array.index(at), written);
        }
    }

    /// Takes out a member or an item; the items behind it move up.
    pub(super) fn remove(&mut self, place: &Pointer) {
        let (Some(parent), Some(last)) = (place.parent(), place.last()) else {
            return;
        };
        match self.node_mut(&parent) {
            Some(Node::Object(members)) => {
                members.shift_remove(&last);
                self.provenance.forget(place);
            }
            Some(Node::Array(items)) => {
                let Some(at) = last.parse().ok().filter(|at| *at < items.len()) else {
                    return;
                };
                items.remove(at);
                let left = items.len();
                self.provenance.forget(place);
                for to in at..left {
                    self.provenance.shift(&parent.index(to + 1), &parent.index(to));
                }
            }
            _ => {}
        }
    }

    fn note(&mut self, place: &Pointer, written: &Pointer) {
        self.provenance.note_written(place.clone(), written.clone());
    }
}
