//! In: pointers into one file.
//! Out: a tree of their tokens, on which the walkers of JSON and YAML note byte offsets.
//! Guarantees: a walker looks only where something is wanted; of a key that stands twice the first one counts.

use std::collections::HashMap;

use crate::pointer::Pointer;

/// The places that are asked for in one file.
///
/// Empty without pointers.
#[derive(Debug)]
pub(super) struct Wanted {
    nodes: Vec<WantedNode>,
}

/// One token of the pointers; 0 is the root of the file.
pub(super) type WantedId = usize;

#[derive(Debug, Default)]
struct WantedNode {
    children: HashMap<String, WantedId>,
    key: Option<usize>,
    value: Option<usize>,
}

impl Wanted {
    pub(super) const ROOT: WantedId = 0;

    pub(super) fn new<'p>(pointers: impl IntoIterator<Item = &'p Pointer>) -> Self {
        let mut wanted = Self { nodes: Vec::new() };
        let mut last: Option<&Pointer> = None;
        for pointer in pointers {
            // Much may be said of one long key.
            if last == Some(pointer) {
                continue;
            }
            last = Some(pointer);
            if wanted.nodes.is_empty() {
                wanted.nodes.push(WantedNode::default());
            }
            let mut id = Self::ROOT;
            for token in pointer.tokens() {
                let next = wanted.nodes.len();
                let Some(node) = wanted.nodes.get_mut(id) else { break };
                id = *node.children.entry(token.into_owned()).or_insert(next);
                if id == next {
                    wanted.nodes.push(WantedNode::default());
                }
            }
        }
        wanted
    }

    pub(super) fn is_empty(&self) -> bool {
        self.nodes.is_empty()
    }

    /// The member or item of that name, if something is wanted there and it has not been found yet.
    pub(super) fn child(&self, id: WantedId, token: &str) -> Option<WantedId> {
        let child = *self.nodes.get(id)?.children.get(token)?;
        self.nodes.get(child).filter(|node| node.value.is_none()).map(|_| child)
    }

    /// Whether something is wanted within.
    pub(super) fn has_children(&self, id: WantedId) -> bool {
        self.nodes.get(id).is_some_and(|node| !node.children.is_empty())
    }

    pub(super) fn found_key(&mut self, id: WantedId, at: usize) {
        if let Some(node) = self.nodes.get_mut(id) {
            node.key = Some(at);
        }
    }

    pub(super) fn found_value(&mut self, id: WantedId, at: usize) {
        if let Some(node) = self.nodes.get_mut(id) {
            node.value = Some(at);
        }
    }

    /// Where the value, or the key, at a pointer was found; else the key of the nearest object or array around it.
    pub(super) fn place(&self, pointer: &Pointer, key: bool) -> usize {
        let mut nearest = 0;
        let mut id = Self::ROOT;
        let mut found = self.nodes.first().and_then(|node| node.value);
        for token in pointer.tokens() {
            let Some(node) = self.nodes.get(id) else { break };
            nearest = node.key.or(node.value).unwrap_or(nearest);
            let child = node.children.get(&*token).copied();
            id = child.unwrap_or(usize::MAX);
            found = self.nodes.get(id).and_then(|node| {
                if key {
                    node.key.or(node.value)
                } else {
                    node.value.or(node.key)
                }
            });
        }
        found.unwrap_or(nearest)
    }
}
