//! In: a list of Security Requirement Objects.
//! Out: the alternatives, each with the names of its schemes and the scopes that it asks of them.
//! Guarantees: an alternative that cannot be read is an error, never one that asks for less.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::super::Reader;
use super::super::object::Object;
use super::model::Requirement;

/// How 3.2 writes the name of a scheme as a URI.
const COMPONENT: &str = "#/components/securitySchemes/";

impl<'a> Reader<'a> {
    /// The alternatives under `security`; `None` if it is not there, which is not the same as an empty list.
    pub(in super::super) fn requirements(&mut self, owner: &Object<'a>) -> Option<Vec<Requirement>> {
        owner.get("security")?;
        let mut requirements = Vec::new();
        for (pointer, node) in self.items(owner, "security") {
            let Some(members) = node.as_object() else {
                let message = format!("a Security Requirement Object must be an object, not {}", node.kind());
                self.wrong_shape(pointer, message, "write it as `name-of-the-scheme: []`");
                continue;
            };
            let mut requirement = Requirement {
                pointer: pointer.clone(),
                schemes: Vec::new(),
            };
            for (name, scopes) in members {
                let scopes = self.scopes(&pointer.child(name), scopes);
                let name = name.strip_prefix(COMPONENT).unwrap_or(name);
                requirement.schemes.push((name.to_owned(), scopes));
            }
            requirements.push(requirement);
        }
        Some(requirements)
    }

    fn scopes(&mut self, place: &Pointer, node: &'a Node) -> Vec<String> {
        let scopes = match node {
            Node::Null => Some(Vec::new()),
            other => other.as_array().and_then(|items| {
                items
                    .iter()
                    .map(|scope| scope.as_str().map(str::to_owned))
                    .collect::<Option<Vec<_>>>()
            }),
        };
        scopes.unwrap_or_else(|| {
            let diagnostic = Diagnostic::new(
                Code::WrongShape,
                Location::Pointer(place.clone()),
                format!("the scopes must be an array of strings, not {}", node.kind()),
            );
            self.report(diagnostic.help("write `[]` if no scope is needed"));
            Vec::new()
        })
    }
}
