//! In: the OpenAPI Object.
//! Out: the document: its own fields here, the rest by the modules of their names.
//! Guarantees: every field of the root is looked at, whatever is wrong with the others.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::kind;
use super::model::{Dialect, Document, Info, Tag};
use super::object::{Fields, Object};

/// What `jsonSchemaDialect` may be: the default of 3.1, and the standard that it extends.
const SCHEMA_DIALECTS: [&str; 2] = [
    "https://spec.openapis.org/oas/3.1/dialect/base",
    "https://json-schema.org/draft/2020-12/schema",
];

impl<'a> Reader<'a> {
    pub(super) fn document(&mut self, root: &Pointer) -> Option<Document> {
        let root = self.object(&kind::OPENAPI, root)?;
        self.check_members(&kind::OPENAPI, &root);
        self.check_schema_dialect(&root);
        self.check_webhooks(&root);
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
        let own = operations.iter().filter_map(|operation| operation.security.as_ref());
        self.check_requirements(&mut schemes, security.iter().chain(own.flatten()));
        let component_schemas = components
            .and_then(|components| self.map(&components, "schemas"))
            .map(|schemas| {
                schemas
                    .members
                    .keys()
                    .map(|name| (name.clone(), schemas.at(name)))
                    .collect()
            })
            .unwrap_or_default();
        Some(Document {
            dialect: self.dialect,
            info,
            servers,
            tags,
            security,
            security_schemes: schemes,
            operations,
            component_schemas,
        })
    }

    /// A broken Info Object must not hide what is wrong elsewhere, so there is always one.
    fn info(&mut self, root: &Object<'a>) -> Info {
        let pointer = root.at("info");
        let mut info = Info {
            pointer: pointer.clone(),
            title: String::new(),
            version: String::new(),
            summary: None,
            description: None,
        };
        if root.get("info").is_none() {
            self.missing_field(&kind::OPENAPI, root, "info");
            return info;
        }
        let Some(object) = self.object(&kind::INFO, &pointer) else {
            return info;
        };
        if let Some(typed) = self.typed::<openapiv3::Info>(&kind::INFO, &object, &Fields::new()) {
            info.title = typed.title;
            info.version = typed.version;
            info.description = typed.description;
            info.summary = object
                .get("summary")
                .and_then(|summary| summary.as_str())
                .map(str::to_owned);
        }
        info
    }

    fn tags(&mut self, root: &Object<'a>) -> Vec<Tag> {
        let mut tags: Vec<Tag> = Vec::new();
        for (pointer, _) in self.items(root, "tags") {
            let Some(object) = self.object(&kind::TAG, &pointer) else {
                continue;
            };
            let Some(typed) = self.typed::<openapiv3::Tag>(&kind::TAG, &object, &Fields::new()) else {
                continue;
            };
            if let Some(first) = tags.iter().find(|tag| tag.name == typed.name) {
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
            tags.push(Tag {
                pointer,
                name: typed.name,
                description: typed.description,
            });
        }
        tags
    }

    fn check_schema_dialect(&mut self, root: &Object<'a>) {
        let Some(node) = root.get("jsonSchemaDialect").filter(|_| self.dialect == Dialect::V31) else {
            return;
        };
        let supported = node
            .as_str()
            .is_some_and(|uri| SCHEMA_DIALECTS.contains(&uri.trim_end_matches('#')));
        if !supported {
            let message = "schemas in a dialect of its own are not supported";
            let diagnostic = Diagnostic::new(
                Code::UnsupportedDialect,
                Location::Pointer(root.at("jsonSchemaDialect")),
                message,
            );
            self.report(diagnostic.help(format!("leave it out, or write `{}`", SCHEMA_DIALECTS[0])));
        }
    }

    fn check_webhooks(&mut self, root: &Object<'a>) {
        let empty = root
            .get("webhooks")
            .and_then(|node| node.as_object())
            .is_none_or(|webhooks| webhooks.is_empty());
        if !empty {
            let diagnostic = Diagnostic::new(
                Code::Webhooks,
                Location::Key(root.at("webhooks")),
                "webhooks are not supported yet",
            );
            self.report(diagnostic.help("take `webhooks` out of the document to generate the rest"));
        }
    }
}
