//! In: the Paths Object.
//! Out: the operations of all path items.
//! Guarantees: no two operations bear the same `operationId`.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::kind;
use super::model::{Dialect, Operation, Server};
use super::object::Object;
use super::parameter::Listed;
use super::security::Schemes;
use super::template::PathTemplate;

/// The fields of a Path Item Object that hold operations, and the methods that they stand for.
const METHODS: [(&str, &str); 8] = [
    ("get", "GET"),
    ("put", "PUT"),
    ("post", "POST"),
    ("delete", "DELETE"),
    ("options", "OPTIONS"),
    ("head", "HEAD"),
    ("patch", "PATCH"),
    ("trace", "TRACE"),
];

/// What the operations of a path item have in common.
#[derive(Debug)]
pub(super) struct Path {
    /// The key in `paths`.
    pub(super) key: Pointer,
    pub(super) text: String,
    /// `None` if there is something wrong with it, which has been reported.
    pub(super) template: Option<PathTemplate>,
    pub(super) parameters: Vec<Listed>,
    pub(super) servers: Vec<Server>,
}

impl<'a> Reader<'a> {
    pub(super) fn paths(&mut self, root: &Object<'a>, schemes: &Schemes) -> Vec<Operation> {
        let Some(paths) = self.map(root, "paths") else {
            let optional =
                self.dialect == Dialect::V31 && (root.get("components").is_some() || root.get("webhooks").is_some());
            if root.get("paths").is_none() && !optional {
                self.missing_field(&kind::OPENAPI, root, "paths");
            }
            return Vec::new();
        };
        let mut operations = Vec::new();
        // The places of the `operationId`s so far, and of their paths.
        let mut taken = HashMap::new();
        let mut fragments = Vec::new();
        for (text, _) in paths.named() {
            let key = paths.at(text);
            let Some(chain) = self.chain(&kind::PATH_ITEM, &key) else {
                self.template(&key, text, &HashSet::new());
                continue;
            };
            let template = self.template(&key, text, &self.declared_names(&chain));
            if template.as_ref().is_some_and(|template| template.fragment.is_some()) {
                fragments.push(key.clone());
            }
            for link in &chain {
                self.check_members(&kind::PATH_ITEM, link);
                self.check_methods(link);
            }
            // Where a reference has members beside it, these are nearer to the path than what it leads to.
            let parameters = nearest(&chain, "parameters")
                .map(|link| self.parameters(link))
                .unwrap_or_default();
            let servers = nearest(&chain, "servers")
                .and_then(|link| self.servers(link))
                .unwrap_or_default();
            let path = Path {
                key,
                text: text.to_owned(),
                template,
                parameters,
                servers,
            };
            for (method, object) in self.methods(&chain) {
                let Some(operation) = self.operation(&path, method, &object, schemes) else {
                    continue;
                };
                self.check_taken(&mut taken, &path, &operation);
                operations.push(operation);
            }
        }
        self.warn_of_fragments(&fragments);
        operations
    }

    /// The operations of a path item and of those it refers to, in document order.
    fn methods(&mut self, chain: &[Object<'a>]) -> Vec<(&'static str, Object<'a>)> {
        let mut methods: Vec<(&'static str, Object<'a>)> = Vec::new();
        for link in chain {
            for (name, _) in link.named() {
                let Some((_, method)) = METHODS
                    .iter()
                    .find(|(field, _)| *field == name && link.get(name).is_some())
                else {
                    continue;
                };
                if let Some((_, nearer)) = methods.iter().find(|(known, _)| known == method) {
                    let message = format!("`{name}` stands here and beside the `$ref` to this path item");
                    let diagnostic = Diagnostic::new(Code::PathItemSiblings, Location::Key(link.at(name)), message);
                    let label = Location::Key(nearer.pointer.clone());
                    self.report(
                        diagnostic
                            .label(label, "this one counts")
                            .help("keep one of the two: their meaning is undefined"),
                    );
                } else if let Some(object) = self.object(&kind::OPERATION, &link.at(name)) {
                    methods.push((method, object));
                }
            }
        }
        methods
    }

    fn check_methods(&mut self, item: &Object<'a>) {
        for field in ["query", "additionalOperations"] {
            if item.get(field).is_some() {
                let message = format!("`{field}` in a Path Item Object is not supported yet");
                let diagnostic = Diagnostic::new(Code::UnsupportedField, Location::Key(item.at(field)), message);
                self.report(diagnostic.help("it belongs to OpenAPI 3.2; take it out to generate the rest"));
            }
        }
    }

    fn check_taken(&mut self, taken: &mut HashMap<String, (Pointer, Pointer)>, path: &Path, operation: &Operation) {
        let Some(id) = &operation.operation_id else { return };
        let place = operation.pointer.child("operationId");
        match taken.get(id) {
            None => {
                taken.insert(id.clone(), (place, path.key.clone()));
            }
            // Two paths that refer to one path item share its places: then the paths tell more.
            Some((first, first_path)) => {
                let (here, there) = if *first == place {
                    (Location::Key(path.key.clone()), Location::Key(first_path.clone()))
                } else {
                    (Location::Pointer(place), Location::Pointer(first.clone()))
                };
                let message = format!("the operationId `{id}` is given twice");
                let diagnostic = Diagnostic::new(Code::DuplicateOperationId, here, message);
                self.report(
                    diagnostic
                        .label(there, "the first one")
                        .help("give each operation an id of its own, or none"),
                );
            }
        }
    }
}

fn nearest<'c, 'a>(chain: &'c [Object<'a>], name: &str) -> Option<&'c Object<'a>> {
    chain.iter().find(|link| link.get(name).is_some())
}
