//! In: a schema that holds a `$ref`.
//! Out: the place it leads to, and the annotations beside it.
//! Guarantees: what stands beside a `$ref` has the effect that the dialect gives it, or is diagnosed.

use super::{Annotations, Schema};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    document::Dialect,
    pointer::Pointer,
    source::{Node, Sources},
};

/// Reads the `$ref` of the object `node` at `pointer`, and the annotations beside it.
///
/// OpenAPI 3.0 ignores what stands beside a `$ref` (Reference Object); 3.1 applies it as JSON Schema 2020-12 does.
pub(super) fn read(
    sources: &Sources,
    dialect: Dialect,
    pointer: &Pointer,
    node: &Node,
    diagnostics: &mut Diagnostics,
) -> Option<Schema> {
    let at = pointer.child("$ref");
    let Some(reference) = node.get("$ref").and_then(Node::as_str) else {
        diagnostics.push(Diagnostic::new(
            Code::BadRef,
            Location::Pointer(at),
            "a `$ref` is a string that holds a URI reference",
        ));
        return None;
    };
    let target = match sources.resolve_ref(pointer, reference) {
        Ok(target) => target,
        Err(error) => {
            diagnostics.push(error.diagnostic(&at));
            return None;
        }
    };
    let mut annotations = Annotations::default();
    for (name, value) in node
        .as_object()
        .into_iter()
        .flatten()
        .filter(|(name, _)| *name != "$ref")
    {
        if dialect == Dialect::V30 {
            diagnostics.push(Diagnostic::new(
                Code::RepairedKeyword,
                Location::Key(pointer.child(name)),
                format!("OpenAPI 3.0 ignores what stands beside a `$ref`: `{name}` has no effect"),
            ));
            continue;
        }
        match (name.as_str(), value) {
            ("title", Node::String(text)) => annotations.title = Some(text.clone()),
            ("description", Node::String(text)) => annotations.description = Some(text.clone()),
            ("deprecated", Node::Bool(flag)) => annotations.deprecated = *flag,
            ("summary" | "default" | "example" | "examples" | "externalDocs" | "$comment", _) => {}
            (name, _) if name.starts_with("x-") => {}
            (name, _) => diagnostics.push(Diagnostic::new(
                Code::UnsupportedSchemaKeyword,
                Location::Key(pointer.child(name)),
                format!("the schema keyword `{name}` beside a `$ref` is not supported yet"),
            )),
        }
    }
    Some(Schema::Reference { target, annotations })
}
