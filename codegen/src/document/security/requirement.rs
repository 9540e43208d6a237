//! In: a list of Security Requirement Objects.
//! Out: the alternatives, each with the names of its schemes and the scopes that it asks of them.
//! Guarantees: an alternative that cannot be read is an error, never one that asks for less.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::super::Reader;
use super::super::dialect::Version;
use super::super::object::Object;
use super::model::Requirement;

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
                let name = self.scheme_named(&pointer.child(name), name);
                requirement.schemes.push((name, scopes));
            }
            requirements.push(requirement);
        }
        Some(requirements)
    }

    /// The name of the component that a requirement asks for by its name or, since 3.2, by its URI. A name goes before a
    /// URI (OpenAPI 3.2, section 4.30).
    fn scheme_named(&mut self, place: &Pointer, written: &str) -> String {
        let schemes = self.sources.entry().child("components").child("securitySchemes");
        if self.sources.node(&schemes.child(written)).is_some() {
            return written.to_owned();
        }
        let Ok(target) = self.sources.resolve_ref(place, written) else {
            return written.to_owned();
        };
        match target.last() {
            Some(name) if target.parent().as_ref() == Some(&schemes) => {
                if self.version < Version::V32 {
                    let message = "security schemes are named by URIs since OpenAPI 3.2; it is read all the same";
                    let diagnostic = Diagnostic::new(Code::LaterField, Location::Key(place.clone()), message);
                    self.report(diagnostic.help(format!("write `{name}`, the name of the scheme")));
                }
                name
            }
            _ => written.to_owned(),
        }
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
