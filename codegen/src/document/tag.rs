//! In: the Tag Objects of a document.
//! Out: the tags, and which stands in which.
//! Guarantees: a parent is a declared tag, and going from parent to parent comes to an end.

use std::collections::HashMap;
use std::iter;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::kind;
use super::model::Document;
use super::object::{Fields, Object};
use super::typo::nearest;

/// A Tag Object (OpenAPI 3.2.0, section 4.22).
#[derive(Clone, Debug)]
pub struct Tag {
    /// Where it stands.
    pub pointer: Pointer,
    /// What operations name.
    pub name: String,
    /// A few words for lists (3.2).
    pub summary: Option<String>,
    /// The name of the tag that this one is nested in (3.2).
    pub parent: Option<String>,
    /// What sort of tag it is, such as `nav` (3.2).
    pub kind: Option<String>,
    /// CommonMark prose.
    pub description: Option<String>,
}

impl Document {
    /// A tag's name, then those of the tags that it is nested in, the nearest first.
    pub fn tag_and_parents<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        iter::successors(Some(name), |name| self.tag_parents.get(*name).map(String::as_str))
    }
}

impl<'a> Reader<'a> {
    pub(super) fn tags(&mut self, root: &Object<'a>) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        let mut places: HashMap<String, usize> = HashMap::new();
        for (pointer, _) in self.items(root, "tags") {
            let Some(object) = self.object(&kind::TAG, &pointer) else {
                continue;
            };
            let Some(typed) = self.typed::<openapiv3::Tag>(&kind::TAG, &object, &Fields::new()) else {
                continue;
            };
            if let Some(first) = places.get(&typed.name).and_then(|place| tags.get(*place)) {
                let message = format!(
                    "the tag `{}` is described twice; the first description counts",
                    typed.name
                );
                let diagnostic = Diagnostic::new(Code::DuplicateTag, Location::Pointer(pointer), message);
                self.report(
                    diagnostic
                        .label(Location::Pointer(first.pointer.clone()), "the first one")
                        .help("describe each tag once"),
                );
                continue;
            }
            places.insert(typed.name.clone(), tags.len());
            tags.push(Tag {
                pointer,
                summary: self.text(&object, "summary"),
                parent: self.text(&object, "parent"),
                kind: self.text(&object, "kind"),
                name: typed.name,
                description: typed.description,
            });
        }
        self.check_parents(&mut tags, &places);
        tags
    }

    /// Leaves out the parents that are not there or that close a circle.
    fn check_parents(&mut self, tags: &mut [Tag], places: &HashMap<String, usize>) {
        let mut parents: Vec<Option<usize>> = Vec::new();
        for index in 0..tags.len() {
            parents.push(self.parent(tags, places, index));
        }
        for index in closing_circles(&parents) {
            if let Some(tag) = tags.get_mut(index) {
                let message = format!("the tag `{}` is nested in itself; it stands alone", tag.name);
                self.report_parent(tag, message, "leave out the `parent` of one of these tags");
            }
        }
    }

    /// The index of a tag's parent.
    fn parent(&mut self, tags: &mut [Tag], places: &HashMap<String, usize>, index: usize) -> Option<usize> {
        let name = tags.get(index)?.parent.clone()?;
        let found = places.get(&name).copied();
        if found.is_none() {
            let help = match nearest(&name, tags.iter().map(|tag| tag.name.as_str())) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("describe `{name}` under `tags` too"),
            };
            let tag = tags.get_mut(index)?;
            let message = format!("no tag is called `{name}`; `{}` stands alone", tag.name);
            self.report_parent(tag, message, &help);
        }
        found
    }

    fn report_parent(&mut self, tag: &mut Tag, message: String, help: &str) {
        tag.parent = None;
        let place = Location::Pointer(tag.pointer.child("parent"));
        self.report(Diagnostic::new(Code::TagParent, place, message).help(help));
    }
}

/// One tag of each circle: the one from which the way over parents came back to where it had been.
fn closing_circles(parents: &[Option<usize>]) -> Vec<usize> {
    let mut seen_from: Vec<Option<usize>> = vec![None; parents.len()];
    let mut closing = Vec::new();
    for start in 0..parents.len() {
        let mut at = start;
        while let Some(seen @ None) = seen_from.get_mut(at) {
            *seen = Some(start);
            let Some(Some(parent)) = parents.get(at) else { break };
            if seen_from.get(*parent) == Some(&Some(start)) {
                closing.push(at);
            }
            at = *parent;
        }
    }
    closing
}
