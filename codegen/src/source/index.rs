//! In: the tree of a file.
//! Out: [`Index`]: its embedded schema resources and anchors, and which files it refers to.
//! Guarantees: one walk over the tree; nothing is judged, for what looks like a reference may be an example.

use std::collections::HashMap;

use indexmap::IndexSet;

use crate::pointer::Pointer;

use super::way::{Step, Way};
use super::{Node, uri};

/// What a file has beside its tree.
#[derive(Clone, Debug, Default)]
pub(super) struct Index {
    /// The file itself first, then each schema with an `$id`, outer ones before those within.
    resources: Vec<Resource>,
    anchors: HashMap<(usize, String), Anchor>,
    /// How many schemas have a `$dynamicAnchor`, by its name.
    dynamic: HashMap<String, usize>,
    /// What references name beside fragments, each once.
    pub(super) references: IndexSet<String>,
}

/// A schema with a URI of its own (JSON Schema 2020-12, section 8.2.1 of core), or a file.
#[derive(Clone, Debug)]
struct Resource {
    pointer: Pointer,
    uri: String,
}

/// A schema with a plain name (section 8.2.2).
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) pointer: Pointer,
    pub(super) is_dynamic: bool,
    /// Which one it is in the order of the file.
    order: usize,
}

/// A resource of a file.
pub(super) type ResourceId = usize;

impl Index {
    pub(super) fn new(root: &Pointer, node: &Node, uri: &str) -> Self {
        // OpenAPI 3.2, section 4.1: `$self` is the URI of the document.
        let own = node.get("$self").and_then(Node::as_str).unwrap_or_default();
        let (own, _) = uri::split_fragment(own);
        let mut index = Self {
            resources: vec![Resource {
                pointer: root.clone(),
                uri: uri::resolve(uri, own),
            }],
            ..Self::default()
        };
        index.walk(&mut Way::new(root.clone()), node, 0);
        index
    }

    fn walk<'n>(&mut self, way: &mut Way<'n>, node: &'n Node, mut resource: ResourceId) {
        match node {
            Node::Object(members) => {
                if let Some(id) = text(node, "$id") {
                    resource = self.embedded(way, id, resource);
                }
                for (keyword, is_dynamic) in [("$anchor", false), ("$dynamicAnchor", true)] {
                    if let Some(name) = text(node, keyword) {
                        if is_dynamic {
                            *self.dynamic.entry(name.to_owned()).or_default() += 1;
                        }
                        let pointer = way.pointer();
                        let order = self.anchors.len();
                        let anchor = Anchor {
                            pointer,
                            is_dynamic,
                            order,
                        };
                        self.anchors.entry((resource, name.to_owned())).or_insert(anchor);
                    }
                }
                for (name, member) in members {
                    match member {
                        Node::String(reference) if name == "$ref" || name == "$dynamicRef" => self.refer(reference),
                        Node::Object(mapping) if name == "mapping" => {
                            let values = mapping.values().filter_map(Node::as_str);
                            values.filter(|value| names_a_file(value)).for_each(|it| self.refer(it));
                        }
                        _ => {}
                    }
                    way.step(Step::Member(name), |way| self.walk(way, member, resource));
                }
            }
            Node::Array(items) => {
                for (at, item) in items.iter().enumerate() {
                    way.step(Step::Item(at), |way| self.walk(way, item, resource));
                }
            }
            _ => {}
        }
    }

    fn embedded(&mut self, way: &Way<'_>, id: &str, around: ResourceId) -> ResourceId {
        let (id, _) = uri::split_fragment(id);
        let Some(base) = self.resources.get(around).filter(|_| !id.is_empty()) else {
            return around;
        };
        self.resources.push(Resource {
            uri: uri::resolve(&base.uri, id),
            pointer: way.pointer(),
        });
        self.resources.len() - 1
    }

    fn refer(&mut self, reference: &str) {
        let (resource, _) = uri::split_fragment(reference);
        if !resource.is_empty() && !self.references.contains(resource) {
            self.references.insert(resource.to_owned());
        }
    }

    /// The innermost resource that a place belongs to.
    pub(super) fn resource_of(&self, at: &Pointer) -> ResourceId {
        if self.resources.len() < 2 {
            return 0;
        }
        let ids = self.resources.iter().enumerate();
        ids.filter(|(_, resource)| resource.pointer.contains(at))
            .map(|(id, _)| id)
            .next_back()
            .unwrap_or(0)
    }

    /// The root and the URI of a resource.
    pub(super) fn resource(&self, id: ResourceId) -> Option<(&Pointer, &str)> {
        self.resources
            .get(id)
            .map(|resource| (&resource.pointer, resource.uri.as_str()))
    }

    /// The URIs of the resources, and their roots.
    pub(super) fn uris(&self) -> impl Iterator<Item = (&str, &Pointer)> {
        self.resources
            .iter()
            .map(|resource| (resource.uri.as_str(), &resource.pointer))
    }

    /// The anchor of that name in a resource; failing that, the only one of that name in the file.
    pub(super) fn anchor(&self, resource: ResourceId, name: &str) -> Option<&Anchor> {
        if self.anchors.is_empty() {
            return None;
        }
        let own = self.anchors.get(&(resource, name.to_owned()));
        own.or_else(|| {
            let mut others = self.anchors.iter().filter(|((_, other), _)| other == name);
            let (_, anchor) = others.next()?;
            others.next().is_none().then_some(anchor)
        })
    }

    /// The place that has a name in just this resource.
    pub(super) fn named(&self, resource: ResourceId, name: &str) -> Option<&Pointer> {
        let anchor = self.anchors.get(&(resource, name.to_owned()))?;
        Some(&anchor.pointer)
    }

    /// The names of all anchors.
    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.anchors.keys().map(|(_, name)| name.as_str())
    }

    /// How many dynamic anchors of that name there are.
    pub(super) fn dynamic_anchors(&self, name: &str) -> usize {
        self.dynamic.get(name).copied().unwrap_or_default()
    }

    /// The place of the outermost dynamic anchor of that name, the first of several.
    pub(super) fn outermost_dynamic_anchor(&self, name: &str) -> Option<Pointer> {
        let named = self.anchors.iter().filter(|((_, other), _)| other == name);
        let dynamic = named.map(|(_, anchor)| anchor).filter(|anchor| anchor.is_dynamic);
        let outermost = dynamic.min_by_key(|anchor| (anchor.pointer.tokens().count(), anchor.order));
        outermost.map(|anchor| anchor.pointer.clone())
    }

    /// The dynamic anchor of that name in just this resource.
    pub(super) fn dynamic_anchor(&self, resource: ResourceId, name: &str) -> Option<&Anchor> {
        let anchor = self.anchors.get(&(resource, name.to_owned()))?;
        anchor.is_dynamic.then_some(anchor)
    }
}

fn text<'n>(node: &'n Node, name: &str) -> Option<&'n str> {
    node.get(name).and_then(Node::as_str)
}

/// Whether the value of a discriminator's mapping is a reference to a file rather than a schema's name.
fn names_a_file(value: &str) -> bool {
    let (resource, fragment) = uri::split_fragment(value);
    let extension = resource.rsplit_once('.').map_or("", |(_, extension)| extension);
    !resource.is_empty()
        && (!fragment.is_empty() || resource.contains('/') || ["json", "yaml", "yml"].contains(&extension))
}
