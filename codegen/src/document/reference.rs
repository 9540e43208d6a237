//! In: a place where the specification allows an object or a Reference Object.
//! Out: the object that the chain of references ends at, with the prose that references on the way put over it.
//! Guarantees: a reference that leads nowhere, in a circle or to an object of another kind is reported where it stands.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::kind::Kind;
use super::model::Dialect;
use super::object::Object;

/// An object behind a chain of references, of any length.
#[derive(Debug)]
pub(super) struct Resolved<'a> {
    pub(super) object: Object<'a>,
    /// The `description` beside a `$ref` (3.1): it takes the place of the object's own.
    pub(super) description: Option<String>,
}

impl<'a> Reader<'a> {
    /// The object at a place where no reference is allowed.
    pub(super) fn object(&mut self, kind: &'static Kind, pointer: &Pointer) -> Option<Object<'a>> {
        let node = self.sources.node(pointer)?;
        let Some(members) = node.as_object() else {
            let message = format!("the {} must be an object, not {}", kind.name, node.kind());
            let fields: Vec<String> = kind.fields().map(|field| format!("`{field}`")).collect();
            let help = if fields.is_empty() {
                "write its members as `name: value`".to_owned()
            } else {
                format!("its fields are {}", fields.join(", "))
            };
            self.wrong_shape(pointer.clone(), message, &help);
            return None;
        };
        Some(Object {
            pointer: pointer.clone(),
            members,
        })
    }

    /// The object at a place where a reference is allowed.
    pub(super) fn resolve(&mut self, kind: &'static Kind, pointer: &Pointer) -> Option<Resolved<'a>> {
        let mut chain = self.chain(kind, pointer)?;
        let object = chain.pop()?;
        let description = match self.dialect {
            Dialect::V30 => None,
            Dialect::V31 => chain
                .iter()
                .find_map(|link| link.get("description")?.as_str().map(str::to_owned)),
        };
        Some(Resolved { object, description })
    }

    /// The objects from that place to the end of the chain of references: all but the last one hold a `$ref`.
    pub(super) fn chain(&mut self, kind: &'static Kind, pointer: &Pointer) -> Option<Vec<Object<'a>>> {
        let mut chain: Vec<Object<'a>> = vec![self.object(kind, pointer)?];
        while let Some(link) = chain.last()
            && let Some(reference) = link.get("$ref")
        {
            let place = link.at("$ref");
            let target = self.target(kind, &place, reference)?;
            if chain.iter().any(|link| link.pointer == target) {
                self.report(
                    Diagnostic::new(
                        Code::RefCycle,
                        Location::Pointer(place),
                        format!("this `$ref` leads back to itself, and never to a {}", kind.name),
                    )
                    .help("let one of the references in the circle be the object itself"),
                );
                return None;
            }
            chain.push(self.object(kind, &target)?);
        }
        Some(chain)
    }

    /// The place that one reference leads to.
    fn target(&mut self, kind: &'static Kind, place: &Pointer, reference: &Node) -> Option<Pointer> {
        let Some(text) = reference.as_str() else {
            let message = format!("a `$ref` must be a string, not {}", reference.kind());
            let diagnostic = Diagnostic::new(Code::BadRef, Location::Pointer(place.clone()), message);
            self.report(diagnostic.help("write where it leads, such as `#/components/…`, in quotes"));
            return None;
        };
        let target = match self.sources.resolve_ref(place, text) {
            Ok(target) => target,
            Err(error) => {
                self.report(error.diagnostic(place));
                return None;
            }
        };
        if let Some((section, _)) = component(&target)
            && kind.section.is_some_and(|wanted| wanted != section)
        {
            let wanted = kind.section.unwrap_or_default();
            self.report(
                Diagnostic::new(
                    Code::BadRef,
                    Location::Pointer(place.clone()),
                    format!(
                        "this `$ref` leads to `components.{section}`, where a {} is wanted",
                        kind.name
                    ),
                )
                .help(format!("refer to an entry of `components.{wanted}`")),
            );
            return None;
        }
        Some(target)
    }
}

/// The section and name of an entry of the Components Object.
pub(super) fn component(pointer: &Pointer) -> Option<(String, String)> {
    let mut tokens = pointer.tokens();
    match (tokens.next(), tokens.next(), tokens.next(), tokens.next()) {
        (Some(components), Some(section), Some(name), None) if components == "components" => {
            Some((section.into(), name.into()))
        }
        _ => None,
    }
}

/// The name of an object in the Components Object, if it stands there.
pub(super) fn component_name(pointer: &Pointer) -> Option<String> {
    component(pointer).map(|(_, name)| name)
}
