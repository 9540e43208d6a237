//! In: the tree of a file.
//! Out: the places that `$id`, `$anchor` and `$dynamicAnchor` name.
//! Guarantees: the tree is walked when a reference first needs it, and then once.

use std::collections::HashMap;

use crate::{
    pointer::Pointer,
    source::{Node, Sources},
};

/// The named places of a file.
#[derive(Debug, Default)]
pub(super) struct Anchors {
    /// `$anchor` and `$dynamicAnchor`, the outermost of a name first.
    anchors: HashMap<String, Vec<Pointer>>,
    /// `$id`, as written.
    ids: Vec<(String, Pointer)>,
}

impl Anchors {
    pub(super) fn read(sources: &Sources, root: &Pointer) -> Self {
        let mut found = Self::default();
        let mut level: Vec<(Pointer, &Node)> = sources
            .node(root)
            .map(|node| (root.clone(), node))
            .into_iter()
            .collect();
        while !level.is_empty() {
            let mut next = Vec::new();
            for (pointer, node) in level {
                found.note(&pointer, node);
                match node {
                    Node::Object(members) => {
                        let inner = members
                            .iter()
                            .filter(|(_, it)| matches!(it, Node::Object(_) | Node::Array(_)));
                        next.extend(inner.map(|(name, it)| (pointer.child(name), it)));
                    }
                    Node::Array(items) => {
                        let inner = items.iter().enumerate();
                        let inner = inner.filter(|(_, it)| matches!(it, Node::Object(_) | Node::Array(_)));
                        next.extend(inner.map(|(index, it)| (pointer.index(index), it)));
                    }
                    _ => {}
                }
            }
            level = next;
        }
        found
    }

    fn note(&mut self, pointer: &Pointer, node: &Node) {
        for keyword in ["$anchor", "$dynamicAnchor"] {
            if let Some(Node::String(name)) = node.get(keyword) {
                self.anchors.entry(name.clone()).or_default().push(pointer.clone());
            }
        }
        if let Some(Node::String(id)) = node.get("$id") {
            self.ids.push((id.clone(), pointer.clone()));
        }
    }

    /// The place that a reference names which stands at `at`: a resource by its `$id`, and in it an anchor or a pointer.
    pub(super) fn find(&self, sources: &Sources, at: &Pointer, reference: &str) -> Option<Pointer> {
        let (resource, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let base = if resource.is_empty() {
            self.resource_around(at)
        } else {
            Some(self.resource(resource)?)
        };
        match (&base, fragment) {
            (Some(base), "") => return Some(base.clone()),
            (Some(base), path) if path.starts_with('/') => {
                let mut place = base.clone();
                for token in Pointer::from_fragment(base.file(), &format!("#{path}")).ok()?.tokens() {
                    place = place.child(&token);
                }
                return sources.node(&place).map(|_| place);
            }
            _ => {}
        }
        let places = self.anchors.get(fragment)?;
        let within = |place: &&Pointer| base.as_ref().is_none_or(|base| base.contains(place));
        places.iter().find(within).or_else(|| places.first()).cloned()
    }

    /// The outermost place of a `$dynamicAnchor` of that name.
    pub(super) fn outermost(&self, name: &str) -> Option<&Pointer> {
        self.anchors.get(name)?.first()
    }

    /// The innermost resource that a place stands in.
    pub(super) fn resource_around(&self, at: &Pointer) -> Option<Pointer> {
        let around = self.ids.iter().filter(|(_, place)| place.contains(at));
        around
            .max_by_key(|(_, place)| place.path().len())
            .map(|(_, place)| place.clone())
    }

    /// The resource of that name: as written, or where one of the two is relative, by its last segment.
    fn resource(&self, name: &str) -> Option<Pointer> {
        let exact = self.ids.iter().find(|(id, _)| id.trim_end_matches('#') == name);
        let segment = |id: &str| id.trim_end_matches('#').rsplit('/').next().map(str::to_owned);
        let near = || {
            let mut same = self.ids.iter().filter(|(id, _)| segment(id) == segment(name));
            same.next().filter(|_| same.next().is_none())
        };
        exact.or_else(near).map(|(_, place)| place.clone())
    }
}
