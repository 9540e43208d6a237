//! In: the OpenAPI Object.
//! Out: the document: its own fields here, the rest by the modules of their names.
//! Guarantees: every field of the root is looked at, whatever is wrong with the others.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::kind;
use super::model::{Dialect, Document, Info};
use super::object::{Fields, Object};

/// What `jsonSchemaDialect` may be besides the defaults of 3.1 and 3.2: the standard that they extend.
const JSON_SCHEMA: &str = "https://json-schema.org/draft/2020-12/schema";

/// What the defaults begin with.
const OPENAPI_DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/3.1/dialect/",
    "https://spec.openapis.org/oas/3.2/dialect/",
];

impl<'a> Reader<'a> {
    pub(super) fn document(&mut self, root: &Pointer) -> Option<Document> {
        let root = self.object(&kind::OPENAPI, root)?;
        self.check_members(&kind::OPENAPI, &root);
        self.check_schema_dialect(&root);
        let info = self.info(&root);
        let servers = self.servers(&root).unwrap_or_default();
        let tags = self.tags(&root);
        let components = self.map(&root, "components");
        if let Some(components) = &components {
            self.check_members(&kind::COMPONENTS, components);
        }
        let mut schemes = components
            .as_ref()
            .map_or_else(Vec::new, |components| self.security_schemes(components));
        let security = self.requirements(&root).unwrap_or_default();
        let operations = self.paths(&root);
        let webhooks = self.webhooks(&root);
        let callbacks = operations.iter().flat_map(|operation| &operation.callbacks);
        let outgoing = callbacks.flat_map(|callback| &callback.operations);
        let outgoing = outgoing.chain(webhooks.iter().flat_map(|webhook| &webhook.operations));
        let all = operations.iter().chain(outgoing);
        let own = all.filter_map(|operation| operation.security.as_ref());
        self.check_requirements(&mut schemes, security.iter().chain(own.flatten()));
        let schemas = components.and_then(|components| self.map(&components, "schemas"));
        let component_schemas = schemas
            .map(|schemas| self.component_schemas(&schemas))
            .unwrap_or_default();
        Some(Document {
            dialect: self.dialect,
            info,
            servers,
            tag_parents: tags
                .iter()
                .filter_map(|tag| Some((tag.name.clone(), tag.parent.clone()?)))
                .collect(),
            tags,
            security,
            security_schemes: schemes,
            operations,
            webhooks,
            component_schemas,
        })
    }

    /// The names and places of components. One that only refers to a schema in another file names that schema.
    fn component_schemas(&self, schemas: &Object<'a>) -> Vec<(String, Pointer)> {
        let mut named: Vec<(String, Pointer)> = Vec::new();
        for name in schemas.members.keys() {
            let own = schemas.at(name);
            let place = self
                .in_other_file(&own)
                .filter(|place| !named.iter().any(|(_, other)| other == place));
            named.push((name.clone(), place.unwrap_or(own)));
        }
        named
    }

    /// The schema in another file that a reference without anything beside it leads to.
    fn in_other_file(&self, schema: &Pointer) -> Option<Pointer> {
        let members = self
            .sources
            .node(schema)?
            .as_object()
            .filter(|members| members.len() == 1)?;
        let target = self.sources.resolve_ref(schema, members.get("$ref")?.as_str()?).ok()?;
        self.sources.is_in_other_file(&target).then_some(target)
    }

    /// A broken Info Object must not hide what is wrong elsewhere, so there is always one.
    fn info(&mut self, root: &Object<'a>) -> Info {
        let pointer = root.at("info");
        let mut info = Info {
            pointer: pointer.clone(),
            title: "Untitled".to_owned(),
            version: "0.0.0".to_owned(),
            summary: None,
            description: None,
        };
        if root.get("info").is_none() {
            let message = "the OpenAPI Object has no `info`; the document is called `Untitled`";
            let diagnostic = Diagnostic::new(Code::MissingField, Location::File(root.pointer.file()), message);
            self.report(diagnostic.help("add `info` with `title` and `version`: the specification asks for it"));
            return info;
        }
        let Some(object) = self.object(&kind::INFO, &pointer) else {
            return info;
        };
        if let Some(typed) = self.typed::<openapiv3::Info>(&kind::INFO, &object, &Fields::new()) {
            info.title = typed.title;
            info.version = typed.version;
            info.description = typed.description;
            info.summary = self.text(&object, "summary");
        }
        info
    }

    fn check_schema_dialect(&mut self, root: &Object<'a>) {
        let Some(node) = root.get("jsonSchemaDialect").filter(|_| self.dialect == Dialect::V31) else {
            return;
        };
        let is_known = |uri: &str| {
            uri.trim_end_matches('#') == JSON_SCHEMA || OPENAPI_DIALECTS.iter().any(|base| uri.starts_with(base))
        };
        if !node.as_str().is_some_and(is_known) {
            let message = "this dialect of JSON Schema is unknown; schemas are read as those of 2020-12";
            let place = Location::Pointer(root.at("jsonSchemaDialect"));
            let diagnostic = Diagnostic::new(Code::SchemaDialect, place, message);
            self.report(diagnostic.help(format!("leave it out, or write `{JSON_SCHEMA}`")));
        }
    }
}
