//! In: a `discriminator`.
//! Out: the member that tells schemas apart, and which string stands for which schema.
//! Guarantees: a mapping that leads nowhere is told and left out.

use super::{compose::SchemaReader, read::Reading};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    pointer::Pointer,
    source::Node,
};

/// A Discriminator Object.
#[derive(Debug, Clone)]
pub struct Discriminator {
    /// The member's name.
    pub property: String,
    /// The strings and the schemas that they stand for, in the order of the document.
    pub mapping: Vec<(String, Pointer)>,
    /// The schema of a value without the member (`defaultMapping` of OpenAPI 3.2).
    pub default: Option<Pointer>,
}

impl Reading<'_> {
    pub(super) fn discriminator(&mut self, value: &Node) {
        match value {
            Node::String(_) => {
                // Swagger 2.0 gives the name alone.
                if !self.sources.is_swagger() {
                    self.repaired(
                        "discriminator",
                        "a `discriminator` is an object; the text is read as its `propertyName`",
                    );
                }
                self.keywords.discriminator = Some(self.pointer.clone());
            }
            Node::Object(members) if members.get("propertyName").and_then(Node::as_str).is_some() => {
                self.keywords.discriminator = Some(self.pointer.clone());
            }
            other => self.passed_over("discriminator", other),
        }
    }
}

impl SchemaReader<'_> {
    /// The discriminator of the schema at `place`.
    pub fn discriminator(&self, place: &Pointer, diagnostics: &mut Diagnostics) -> Option<Discriminator> {
        let node = self.sources.node(place)?.get("discriminator")?;
        let at = place.child("discriminator");
        if let Node::String(property) = node {
            return Some(Discriminator {
                property: property.clone(),
                mapping: Vec::new(),
                default: None,
            });
        }
        let mut mapping = Vec::new();
        for (value, target) in node.get("mapping").and_then(Node::as_object).into_iter().flatten() {
            let found = target.as_str().and_then(|target| self.mapped(place, target));
            match found {
                Some(target) => mapping.push((value.clone(), target)),
                None => diagnostics.push(Diagnostic::new(
                    Code::Discriminator,
                    Location::Pointer(at.child("mapping").child(value)),
                    format!("`{value}` is mapped to nothing that the document has; it is passed over"),
                )),
            }
        }
        let default = node.get("defaultMapping").and_then(Node::as_str);
        Some(Discriminator {
            property: node.get("propertyName")?.as_str()?.to_owned(),
            mapping,
            default: default.and_then(|target| self.mapped(place, target)),
        })
    }

    /// What a mapping leads to: the name of a component, or a reference. One that leads nowhere, such as to a file that
    /// was taken into the document, stands for the component that its last segment names.
    fn mapped(&self, place: &Pointer, target: &str) -> Option<Pointer> {
        let component = |name: &str| {
            let pointer = Pointer::root(place.file())
                .child("components")
                .child("schemas")
                .child(name);
            self.sources.node(&pointer).map(|_| pointer)
        };
        let last = target.rsplit(['/', '#']).next().unwrap_or(target);
        let stem = last.split('.').next().unwrap_or(last);
        component(target)
            .or_else(|| self.target(place, target).ok())
            .or_else(|| component(last))
            .or_else(|| component(stem))
    }
}
