//! In: the Paths Object.
//! Out: the operations of all path items.
//! Guarantees: no two operations match the same requests, or bear the same `operationId`.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::dialect::Version;
use super::kind;
use super::model::{Operation, Server};
use super::object::Object;
use super::parameter::Listed;
use super::template::{PathTemplate, TemplateError};

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

/// The operations so far, by what must not occur twice. Values are the places of the first ones.
#[derive(Debug, Default)]
struct Taken {
    requests: HashMap<(String, String), Pointer>,
    ids: HashMap<String, (Pointer, Pointer)>,
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
        let mut taken = Taken::default();
        for (text, _) in paths.named() {
            let key = paths.at(text);
            let template = self.template(&key, text);
            let Some(chain) = self.chain(&kind::PATH_ITEM, &key) else {
                continue;
            };
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
        operations
    }

    /// A document without paths may describe webhooks, or hold what others refer to.
    fn check_no_paths(&mut self, root: &Object<'a>) {
        let is_something = ["components", "webhooks"].iter().any(|name| root.get(name).is_some());
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

    fn check_taken(&mut self, taken: &mut Taken, path: &Path, operation: &Operation) {
        let request = (operation.template.shape(), operation.method.clone());
        match taken.requests.get(&request) {
            None => {
                taken.requests.insert(request, path.key.clone());
            }
            Some(first) => {
                let message = format!(
                    "{} of this path and of another one match the same requests",
                    operation.method
                );
                let diagnostic = Diagnostic::new(Code::DuplicatePath, Location::Key(path.key.clone()), message);
                self.report(
                    diagnostic
                        .label(Location::Key(first.clone()), "the other one")
                        .help("paths that differ in the names of variables only are the same path"),
                );
            }
        }
        let Some(id) = &operation.operation_id else { return };
        let place = operation.pointer.child("operationId");
        match taken.ids.get(id) {
            None => {
                taken.ids.insert(id.clone(), (place, path.key.clone()));
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

    fn template(&mut self, key: &Pointer, text: &str) -> Option<PathTemplate> {
        let error = match PathTemplate::parse(text) {
            Ok(template) => return Some(template),
            Err(error) => error,
        };
        let (code, message, help) = match error {
            TemplateError::NoLeadingSlash => (
                Code::InvalidPath,
                "a path must begin with `/`".to_owned(),
                format!("write it as `/{text}`; a key that is no path begins with `x-`"),
            ),
            TemplateError::UnbalancedBrace(brace) => (
                Code::InvalidPath,
                format!("a `{brace}` in this path has no partner"),
                "a variable stands between braces within one segment: `/things/{id}`".to_owned(),
            ),
            TemplateError::EmptyVariable => (
                Code::InvalidPath,
                "a variable of this path has no name".to_owned(),
                "name the path parameter between the braces: `{id}`".to_owned(),
            ),
            TemplateError::RepeatedVariable(name) => (
                Code::DuplicateTemplateVariable,
                format!("the variable `{{{name}}}` occurs twice in this path"),
                "give each variable of a path a name of its own".to_owned(),
            ),
            TemplateError::AdjacentVariables(one, other) => (
                Code::UnsupportedPath,
                format!("nothing says where `{{{one}}}` ends and `{{{other}}}` begins"),
                "put a literal between the two variables".to_owned(),
            ),
            TemplateError::NotOnlyPath(character) => (
                Code::InvalidPath,
                format!("a `{character}` cannot stand in a path"),
                match character {
                    '?' => "describe what follows as query parameters".to_owned(),
                    _ => "a fragment is never sent to a server; leave it out".to_owned(),
                },
            ),
        };
        self.report(Diagnostic::new(code, Location::Key(key.clone()), message).help(help));
        None
    }
}

fn nearest<'c, 'a>(chain: &'c [Object<'a>], name: &str) -> Option<&'c Object<'a>> {
    chain.iter().find(|link| link.get(name).is_some())
}
