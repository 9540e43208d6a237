//! In: a schema that holds a `$ref`.
//! Out: the place it leads to; what stands beside it has the effect that the dialect gives it.
//! Guarantees: a target names a node; what has no effect beside a `$ref` is told where it bears on validity.

use super::{compose::SchemaReader, read::Reading};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::Dialect,
    pointer::Pointer,
    source::{Node, RefError},
};

impl SchemaReader<'_> {
    /// Reads the `$ref` of the schema, or the keyword that stands for one.
    ///
    /// OpenAPI 3.0 ignores what stands beside a `$ref` (Reference Object); 3.1 applies it as JSON Schema 2020-12 does.
    pub(super) fn reference(&self, reading: &mut Reading<'_>, keyword: &str) -> Option<()> {
        let at = reading.pointer.child(keyword);
        let Some(reference) = reading.node.get(keyword).and_then(Node::as_str) else {
            let message = format!("a `{keyword}` is a string that holds a URI reference");
            let diagnostic = Diagnostic::new(Code::BadRef, Location::Pointer(at), message);
            let help = "write where it leads, such as `#/components/schemas/Pet`, in quotes";
            reading.diagnostics.push(diagnostic.help(help));
            return None;
        };
        if keyword == "$dynamicRef" && reading.dialect == Dialect::V30 {
            reading.later(keyword, &format!("`{keyword}`"));
        }
        let target = match keyword {
            "$ref" => self.target(reading.pointer, reference),
            _ => self.dynamic_target(reading.pointer, reference),
        };
        match target {
            Ok(target) => {
                if keyword == "$dynamicRef" {
                    dynamic(reading, reference, &target);
                }
                reading.keywords.includes.push(target);
            }
            Err(error) => {
                reading.diagnostics.push(error.diagnostic(&at));
                return None;
            }
        }
        for (name, value) in reading.node.as_object().into_iter().flatten() {
            if name == keyword {
                continue;
            }
            if reading.dialect == Dialect::V30 {
                beside(reading, name, value);
            } else {
                reading.keyword(name, value);
            }
        }
        Some(())
    }

    /// The place that a reference leads to which stands in the schema at `at`.
    pub(super) fn target(&self, at: &Pointer, reference: &str) -> Result<Pointer, RefError> {
        self.sources.resolve_ref(at, reference)
    }

    /// What a `$dynamicRef` or `$recursiveRef` leads to where nothing extends the schema: the outermost schema of that
    /// name, else what a `$ref` leads to.
    fn dynamic_target(&self, at: &Pointer, reference: &str) -> Result<Pointer, RefError> {
        if reference == "#" {
            let component = at
                .tokens()
                .take(3)
                .fold(Pointer::root(at.file()), |place, token| place.child(&token));
            return Ok(self.sources.embedded_around(at).unwrap_or(component));
        }
        let name = reference.strip_prefix('#');
        match name.and_then(|name| self.sources.outermost_dynamic_anchor(at, name)) {
            Some(place) => Ok(place),
            None => self.target(at, reference),
        }
    }
}

/// Tells that the way to a `$dynamicRef` has no say in where it leads, if there is more than one place to choose from.
fn dynamic(reading: &mut Reading<'_>, reference: &str, target: &Pointer) {
    let name = reference.rsplit('#').next().unwrap_or_default();
    let count = reading.sources.dynamic_anchors(name);
    if count < 2 {
        return;
    }
    let message = format!(
        "{count} schemas have the `$dynamicAnchor` `{name}`; this leads to the same one of them on every way here"
    );
    let at = reading.at("$dynamicRef");
    reading.diagnostics.push(
        Diagnostic::new(Code::DynamicScope, at, message)
            .label(Location::Key(target.clone()), "this one")
            .help("where another one is meant, write its schema out with a `$ref` in this place"),
    );
}

/// In OpenAPI 3.0 what constrains nothing is honoured beside a `$ref`, for that is what its writer wanted.
fn beside(reading: &mut Reading<'_>, name: &str, value: &Node) {
    match name {
        "title" | "description" | "deprecated" | "xml" => reading.annotation(name, value),
        "nullable" | "readOnly" | "writeOnly" => {
            let message = format!("OpenAPI 3.0 ignores what stands beside a `$ref`; `{name}` is honoured all the same");
            reading.repaired(name, &message);
            reading.annotation(name, value);
        }
        "summary" | "default" | "example" | "examples" | "externalDocs" | "$comment" => {}
        name if name.starts_with("x-") => {}
        name => {
            let message = format!("OpenAPI 3.0 ignores what stands beside a `$ref`: `{name}` has no effect");
            reading.repaired(name, &message);
        }
    }
}
