//! In: webhooks and callbacks: requests that the service sends.
//! Out: their operations.
//! Guarantees: what is wrong with them is a warning as long as nothing is emitted for them; callbacks of callbacks are
//! left out, for they may go round in circles.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::dialect::Version;
use super::kind;
use super::model::Operation;
use super::object::Object;
use super::path::Path;
use super::template::PathTemplate;

/// A request that the service sends on its own account (OpenAPI 3.1.1, section 4.8.1).
#[derive(Clone, Debug)]
pub struct Webhook {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its key in `webhooks`.
    pub name: String,
    /// Its operations; their path is `/`, below a URL that is agreed elsewhere.
    pub operations: Vec<Operation>,
}

/// A request that the service sends on account of another one (OpenAPI 3.1.1, section 4.8.18).
#[derive(Clone, Debug)]
pub struct Callback {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its key in `callbacks`.
    pub name: String,
    /// The runtime expression that gives the URL.
    pub expression: String,
    /// Its operations; their path is `/`, below that URL.
    pub operations: Vec<Operation>,
}

impl<'a> Reader<'a> {
    pub(super) fn webhooks(&mut self, root: &Object<'a>) -> Vec<Webhook> {
        let Some(map) = self.map(root, "webhooks").filter(|map| !map.members.is_empty()) else {
            return Vec::new();
        };
        self.check_since(root, "webhooks", Version::V31);
        let message = "nothing is generated for webhooks yet";
        let diagnostic = Diagnostic::new(Code::Webhooks, Location::Key(root.at("webhooks")), message);
        self.report(diagnostic.help("the operations under `paths` are generated"));
        let names = map.named();
        let webhooks = names.map(|(name, _)| Webhook {
            pointer: map.at(name),
            name: name.to_owned(),
            operations: self.outgoing(&map.at(name)),
        });
        webhooks.collect()
    }

    pub(super) fn callbacks(&mut self, operation: &Object<'a>) -> Vec<Callback> {
        if self.is_outgoing {
            return Vec::new();
        }
        let Some(map) = self.map(operation, "callbacks").filter(|map| !map.members.is_empty()) else {
            return Vec::new();
        };
        let message = "nothing is generated for callbacks yet";
        let diagnostic = Diagnostic::new(Code::Callbacks, Location::Key(operation.at("callbacks")), message);
        self.report(diagnostic.help("the operation itself is generated"));
        let mut callbacks = Vec::new();
        for (name, _) in map.named() {
            self.is_outgoing = true;
            let resolved = self.resolve(&kind::CALLBACK, &map.at(name));
            self.is_outgoing = false;
            let Some(resolved) = resolved else { continue };
            let object = resolved.object;
            for (expression, _) in object.named() {
                callbacks.push(Callback {
                    pointer: object.at(expression),
                    name: name.to_owned(),
                    expression: expression.to_owned(),
                    operations: self.outgoing(&object.at(expression)),
                });
            }
        }
        callbacks
    }

    fn outgoing(&mut self, key: &Pointer) -> Vec<Operation> {
        self.is_outgoing = true;
        let operations = self.chain(&kind::PATH_ITEM, key).map(|chain| {
            let path = Path {
                key: key.clone(),
                text: "/".to_owned(),
                template: PathTemplate::parse("/", &HashSet::new())
                    .ok()
                    .map(|(template, _)| template),
                parameters: self.shared_parameters(&chain),
                servers: self.shared_servers(&chain),
            };
            let methods = self.methods(&chain).into_iter();
            let operations = methods.filter_map(|(method, object)| self.operation(&path, method, &object));
            operations.collect()
        });
        self.is_outgoing = false;
        operations.unwrap_or_default()
    }
}
