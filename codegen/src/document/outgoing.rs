//! In: webhooks and callbacks: requests that the service sends.
//! Out: their operations.
//! Guarantees: their servers mean nothing, since the URL is agreed elsewhere; callbacks of callbacks are left out, for they
//! may go round in circles.

use crate::pointer::Pointer;
use crate::source::Node;

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

/// The extension that stands for `webhooks` where the version has none.
pub(super) const EXTENSION: &str = "x-webhooks";

impl<'a> Reader<'a> {
    pub(super) fn webhooks(&mut self, root: &Object<'a>) -> Vec<Webhook> {
        let mut maps = Vec::new();
        if let Some(map) = self.map(root, "webhooks").filter(|map| !map.members.is_empty()) {
            self.check_since(root, "webhooks", Version::V31);
            maps.push(map);
        }
        // An extension may be anything; this is how documents of 3.0 describe webhooks.
        if root.get(EXTENSION).and_then(Node::as_object).is_some() {
            maps.extend(self.map(root, EXTENSION));
        }
        let mut webhooks: Vec<Webhook> = Vec::new();
        for map in maps {
            for (name, node) in map.named() {
                let is_known = webhooks.iter().any(|webhook| webhook.name == name);
                if !is_known && !matches!(node, Node::Null) {
                    webhooks.push(Webhook {
                        pointer: map.at(name),
                        name: name.to_owned(),
                        operations: self.outgoing(&map.at(name)),
                    });
                }
            }
        }
        webhooks
    }

    pub(super) fn callbacks(&mut self, operation: &Object<'a>) -> Vec<Callback> {
        if self.is_outgoing {
            return Vec::new();
        }
        let Some(map) = self.map(operation, "callbacks").filter(|map| !map.members.is_empty()) else {
            return Vec::new();
        };
        let mut callbacks = Vec::new();
        for (name, _) in map.named() {
            let Some(resolved) = self.resolve(&kind::CALLBACK, &map.at(name)) else {
                continue;
            };
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
                template: PathTemplate::made("/"),
                parameters: self.shared_parameters(&chain),
                servers: Vec::new(),
            };
            let methods = self.methods(&chain).into_iter();
            let operations = methods.filter_map(|(method, object)| self.operation(&path, method, &object));
            operations.collect()
        });
        self.is_outgoing = false;
        operations.unwrap_or_default()
    }
}
