//! In: the webhooks and callbacks of a document, and which of them a user wants.
//! Out: what makes operations of them: a name, a group, a path for receivers, and where they go.
//! Guarantees: a callback that several operations share is there once.

use std::collections::HashSet;

use super::{inclusion::Inclusion, operations::made_up_id, security};
use crate::{
    document::{self, Document},
    ir::{Callback, Destination, Operation, PathTemplate},
};

/// The group of webhooks that the document puts in none, and its description.
const EVENTS: (&str, &str) = ("Events", "What the service tells those who subscribed to it.");

/// The same for callbacks.
const CALLBACKS: (&str, &str) = ("Callbacks", "What the service tells those whose requests asked for it.");

/// A request that the service sends.
pub(super) struct Outgoing<'d> {
    pub(super) operation: &'d document::Operation,
    pub(super) id: String,
    destination: Destination,
    /// Where a receiver takes it.
    path: String,
}

/// The requests that a user wants, webhooks first.
pub(super) fn wanted<'d>(document: &'d Document, inclusion: &Inclusion) -> Vec<Outgoing<'d>> {
    let mut wanted = webhooks(document, inclusion);
    wanted.extend(callbacks(document, inclusion));
    let mut taken: HashSet<(String, String)> = HashSet::new();
    for outgoing in &mut wanted {
        let (method, path) = (&outgoing.operation.method, outgoing.path.clone());
        // Keys that differ in what no path has, and several expressions of one callback.
        let mut number = 2;
        while !taken.insert((method.clone(), outgoing.path.clone())) {
            outgoing.path = format!("{path}-{number}");
            number += 1;
        }
    }
    wanted
}

fn webhooks<'d>(document: &'d Document, inclusion: &Inclusion) -> Vec<Outgoing<'d>> {
    let mut wanted = Vec::new();
    for webhook in &document.webhooks {
        let path = format!("/{}", segment(&webhook.name));
        for operation in &webhook.operations {
            if inclusion.takes_outgoing(operation, &webhook.name, document) {
                wanted.push(Outgoing {
                    operation,
                    id: id(operation, &webhook.name, webhook.operations.len()),
                    destination: Destination::Webhook(webhook.name.clone()),
                    path: path.clone(),
                });
            }
        }
    }
    wanted
}

fn callbacks<'d>(document: &'d Document, inclusion: &Inclusion) -> Vec<Outgoing<'d>> {
    let mut wanted: Vec<Outgoing<'d>> = Vec::new();
    for caller in &document.operations {
        let caller_id = caller.operation_id.clone().unwrap_or_else(|| made_up_id(caller));
        for callback in &caller.callbacks {
            let of_name = caller.callbacks.iter().filter(|it| it.name == callback.name);
            let count = of_name.map(|it| it.operations.len()).sum();
            for operation in &callback.operations {
                if !inclusion.takes_callback(operation, &callback.name, caller, document) {
                    continue;
                }
                let known = wanted.iter_mut().find(|it| it.operation.pointer == operation.pointer);
                if let Some(Outgoing {
                    destination: Destination::Callback(known),
                    ..
                }) = known
                {
                    known.operations.push(caller_id.clone());
                    continue;
                }
                let expression = &callback.expression;
                wanted.push(Outgoing {
                    operation,
                    id: id(operation, &format!("{caller_id}_{}", callback.name), count),
                    path: format!(
                        "/{}/{}{}",
                        segment(&caller_id),
                        segment(&callback.name),
                        behind(expression)
                    ),
                    destination: Destination::Callback(Callback {
                        name: callback.name.clone(),
                        expression: expression.clone(),
                        operations: vec![caller_id.clone()],
                    }),
                });
            }
        }
    }
    wanted
}

impl Outgoing<'_> {
    /// The name of its group, and what there is to say of it if the document says nothing.
    pub(super) fn tag(&self) -> (&str, Option<&'static str>) {
        let (untagged, description) = match self.destination {
            Destination::Callback(_) => CALLBACKS,
            Destination::Service | Destination::Webhook(_) => EVENTS,
        };
        match self.operation.tags.first() {
            Some(tag) => (tag, None),
            None => (untagged, Some(description)),
        }
    }

    /// The operation, once it is lowered as if the service answered it.
    pub(super) fn sent(self, document: &Document, lowered: Operation) -> Operation {
        Operation {
            destination: self.destination,
            template: PathTemplate::made(&self.path).unwrap_or(lowered.template),
            path: self.path,
            base_url: None,
            security: security::outgoing(document, self.operation),
            ..lowered
        }
    }
}

/// `operationId`, else the key, with the method where the key stands for several operations.
fn id(operation: &document::Operation, key: &str, count: usize) -> String {
    match &operation.operation_id {
        Some(id) => id.clone(),
        None if count > 1 => format!("{key}_{}", operation.method.to_lowercase()),
        None => key.to_owned(),
    }
}

/// A key as a segment of a path, in which nothing has to be encoded.
fn segment(key: &str) -> String {
    let allowed = |character: char| character.is_ascii_alphanumeric() || "-_.~".contains(character);
    let text: String = key
        .chars()
        .map(|character| if allowed(character) { character } else { '-' })
        .collect();
    let trimmed = text.trim_matches(['-', '.']);
    if trimmed.is_empty() {
        "-".to_owned()
    } else {
        trimmed.to_owned()
    }
}

/// The path that a runtime expression adds to the URL which it begins with; an expression in it stands for any segment.
fn behind(expression: &str) -> String {
    let Some((_, rest)) = expression.strip_prefix('{').and_then(|it| it.split_once('}')) else {
        return String::new();
    };
    let mut path = String::new();
    let mut variables = 0;
    // What is within braces may have any characters.
    let mut depth = 0_usize;
    let mut piece = String::new();
    let mut pieces = Vec::new();
    for character in rest.chars() {
        match character {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            '?' | '#' if depth == 0 => break,
            '/' if depth == 0 => {
                pieces.push(std::mem::take(&mut piece));
                continue;
            }
            _ => {}
        }
        piece.push(character);
    }
    pieces.push(piece);
    for piece in pieces.iter().filter(|piece| !piece.is_empty()) {
        path.push('/');
        if piece.contains('{') {
            variables += 1;
            path.push_str(&format!("{{part{variables}}}"));
        } else {
            path.push_str(&segment(piece));
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::{behind, segment};

    #[test]
    fn keys_become_segments() {
        for (key, expected) in [
            ("newPet", "newPet"),
            ("order.paid", "order.paid"),
            ("/Order paid/", "Order-paid"),
            ("..", "-"),
            ("", "-"),
        ] {
            assert_eq!(segment(key), expected, "{key}");
        }
    }

    #[test]
    fn expressions_may_add_a_path() {
        for (expression, expected) in [
            ("{$request.body#/url}", ""),
            ("{$request.query.url}/data", "/data"),
            (
                "{$request.query.url}/data/{$request.body#/id}?x={$url}",
                "/data/{part1}",
            ),
            ("{$request.query.url}?x=1/2", ""),
            ("https://example.com/x", ""),
            ("Provided URL", ""),
            ("{unfinished", ""),
        ] {
            assert_eq!(behind(expression), expected, "{expression}");
        }
    }
}
