//! In: the Paths Object.
//! Out: the operations of all path items.
//! Guarantees: no two operations bear the same `operationId`.

use std::collections::{HashMap, HashSet};

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::dialect::Version;
use super::kind;
use super::model::{Operation, Server};
use super::object::Object;
use super::outgoing;
use super::parameter::Listed;
use super::template::PathTemplate;

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
    pub(super) fn paths(&mut self, root: &Object<'a>) -> Vec<Operation> {
        let Some(paths) = self.map(root, "paths") else {
            if root.get("paths").is_none() {
                self.check_no_paths(root);
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
            }
            let parameters = self.shared_parameters(&chain);
            let servers = self.shared_servers(&chain);
            let path = Path {
                key,
                text: text.to_owned(),
                template,
                parameters,
                servers,
            };
            for (method, object) in self.methods(&chain) {
                let Some(operation) = self.operation(&path, method, &object) else {
                    continue;
                };
                self.check_taken(&mut taken, &path, &operation);
                operations.push(operation);
            }
        }
        self.warn_of_fragments(&fragments);
        operations
    }

    /// A document without paths may describe webhooks, or hold what others refer to.
    fn check_no_paths(&mut self, root: &Object<'a>) {
        let is_something = ["components", "webhooks", outgoing::EXTENSION]
            .iter()
            .any(|name| root.get(name).is_some());
        if !is_something {
            self.missing_field(&kind::OPENAPI, root, "paths");
        } else if self.version < Version::V31 {
            let message = "the OpenAPI Object has no `paths`; there are no operations";
            let diagnostic = Diagnostic::new(Code::MissingField, Location::File(root.pointer.file()), message);
            self.report(diagnostic.help("add `paths: {}`: the specification asks for it"));
        }
    }

    /// The parameters that all operations of a path item have. Where a reference has members beside it, these are nearer
    /// to the path than what it leads to.
    pub(super) fn shared_parameters(&mut self, chain: &[Object<'a>]) -> Vec<Listed> {
        let nearest = nearest(chain, "parameters");
        nearest.map(|link| self.parameters(link)).unwrap_or_default()
    }

    /// The servers of all operations of a path item, in the same way.
    pub(super) fn shared_servers(&mut self, chain: &[Object<'a>]) -> Vec<Server> {
        let nearest = nearest(chain, "servers");
        nearest.and_then(|link| self.servers(link)).unwrap_or_default()
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
