//! In: the Paths Object.
//! Out: the operations of all path items.
//! Guarantees: no two operations match the same requests, or bear the same `operationId`.

use std::collections::HashMap;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::kind;
use super::model::{Dialect, Operation, Server};
use super::object::Object;
use super::parameter::Listed;
use super::template::{PathTemplate, TemplateError};

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

/// The operations so far, by what must not occur twice. Values are the places of the first ones.
#[derive(Debug, Default)]
struct Taken {
    requests: HashMap<(String, &'static str), Pointer>,
    ids: HashMap<String, (Pointer, Pointer)>,
}

impl<'a> Reader<'a> {
    pub(super) fn paths(&mut self, root: &Object<'a>) -> Vec<Operation> {
        let Some(paths) = self.map(root, "paths") else {
            let optional =
                self.dialect == Dialect::V31 && (root.get("components").is_some() || root.get("webhooks").is_some());
            if root.get("paths").is_none() && !optional {
                self.missing_field(&kind::OPENAPI, root, "paths");
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
                let Some(operation) = self.operation(&path, method, &object) else {
                    continue;
                };
                self.check_taken(&mut taken, &path, &operation);
                operations.push(operation);
            }
        }
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

    fn check_taken(&mut self, taken: &mut Taken, path: &Path, operation: &Operation) {
        let request = (operation.template.shape(), operation.method);
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
