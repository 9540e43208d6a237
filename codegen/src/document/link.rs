//! In: the responses of an operation.
//! Out: the links that they declare (OpenAPI 3.1.1, section 4.8.20), which are only ever described.
//! Guarantees: nothing is reported: no code depends on a link.

use std::collections::HashSet;

use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::object::Object;

/// A Link Object under its name: what can be called next with what a response says.
#[derive(Clone, Debug)]
pub struct Link {
    /// The key of `links`.
    pub name: String,
    /// The `operationId`, or else the `operationRef`.
    pub operation: Option<String>,
    /// CommonMark prose.
    pub description: Option<String>,
}

/// How many references lead on to another one at most.
const LONGEST_CHAIN: usize = 16;

impl<'a> Reader<'a> {
    /// The links of all responses, each name once.
    pub(super) fn links(&self, operation: &Object<'a>) -> Vec<Link> {
        let mut links = Vec::new();
        let mut names = HashSet::new();
        for response in self.members_of(operation, "responses") {
            for (name, link) in self.named_members_of(&response, "links") {
                let text = |field| link.get(field).and_then(Node::as_str).map(str::to_owned);
                if names.insert(name) {
                    links.push(Link {
                        name: name.to_owned(),
                        operation: text("operationId").or_else(|| text("operationRef")),
                        description: text("description"),
                    });
                }
            }
        }
        links
    }

    fn members_of(&self, object: &Object<'a>, name: &str) -> Vec<Object<'a>> {
        self.named_members_of(object, name)
            .into_iter()
            .map(|(_, member)| member)
            .collect()
    }

    fn named_members_of(&self, object: &Object<'a>, name: &str) -> Vec<(&'a str, Object<'a>)> {
        let Some(members) = object.get(name).and_then(Node::as_object) else {
            return Vec::new();
        };
        let place = object.at(name);
        members
            .keys()
            .filter_map(|key| Some((key.as_str(), self.glance(place.child(key))?)))
            .collect()
    }

    /// The object that stands at a place or that the references there lead to, if it is one.
    pub(super) fn glance(&self, place: Pointer) -> Option<Object<'a>> {
        let mut pointer = place;
        for _ in 0..LONGEST_CHAIN {
            let members = self.sources.node(&pointer)?.as_object()?;
            let object = Object { pointer, members };
            let Some(reference) = object.get("$ref").and_then(Node::as_str) else {
                return Some(object);
            };
            pointer = self.sources.resolve_ref(&object.at("$ref"), reference).ok()?;
        }
        None
    }
}
