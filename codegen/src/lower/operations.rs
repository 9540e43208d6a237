//! In: the operations of a document.
//! Out: operations and the tags that group them, in the order of the document.
//! Guarantees: each operation belongs to exactly one tag.

use std::collections::HashSet;

use indexmap::{IndexMap, map::Entry};

use super::{content, headers::HeaderSets, outgoing, parameters, responses, security, servers, types::TypeLowering};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{self, Document, Part},
    ir::{Body, Destination, Docs, HeaderSet, Hint, HintRank, Nested, Operation, Tag, TagGroup},
};

/// The group of operations that the document puts in none.
const UNTAGGED: &str = "General";

/// The operations of a document, and what they share.
pub(super) struct Operations {
    pub(super) tags: Vec<Tag>,
    pub(super) tag_groups: Vec<TagGroup>,
    pub(super) operations: Vec<Operation>,
    pub(super) header_sets: Vec<HeaderSet>,
}

pub(super) fn lower(document: &Document, types: &mut TypeLowering<'_>) -> Operations {
    let mut tags: Vec<Tag> = Vec::new();
    let mut operations = Vec::new();
    let mut header_sets = HeaderSets::default();
    let inclusion = &types.choices.inclusion;
    for operation in document.operations.iter().filter(|it| inclusion.takes(it, document)) {
        let name = operation.tags.first().map_or(UNTAGGED, String::as_str);
        let tag = tag(document, name, false, &mut tags);
        let id = match &operation.operation_id {
            Some(id) => id.clone(),
            None => reported(made_up_id(operation), operation, types),
        };
        operations.extend(lower_operation(document, operation, (id, tag), &mut header_sets, types));
    }
    for outgoing in outgoing::wanted(document, inclusion) {
        let (name, description) = outgoing.tag();
        let tag = tag(document, name, true, &mut tags);
        if let (Some(tag), Some(description)) = (tags.get_mut(tag), description) {
            tag.description.get_or_insert_with(|| description.to_owned());
        }
        let name = (outgoing.id.clone(), tag);
        let lowered = lower_operation(document, outgoing.operation, name, &mut header_sets, types);
        operations.extend(lowered.map(|operation| outgoing.sent(document, operation)));
    }
    Operations {
        tag_groups: tag_groups(document, &tags),
        tags,
        operations,
        header_sets: header_sets.into_sets(),
    }
}

/// The index of an operation's first tag; a tag is listed when an operation first uses it.
fn tag(document: &Document, name: &str, outgoing: bool, tags: &mut Vec<Tag>) -> usize {
    let is_it = |tag: &Tag| tag.name == name && tag.outgoing == outgoing;
    if let Some(index) = tags.iter().position(is_it) {
        return index;
    }
    let declared = document.tags.iter().find(|tag| tag.name == name);
    tags.push(Tag {
        name: name.to_owned(),
        description: declared.and_then(|tag| tag.description.clone().or_else(|| tag.summary.clone())),
        outgoing,
    });
    tags.len() - 1
}

/// The tags in which others are nested, each with those right below it.
fn tag_groups(document: &Document, tags: &[Tag]) -> Vec<TagGroup> {
    let served = || tags.iter().enumerate().filter(|(_, tag)| !tag.outgoing);
    let with_operations: HashSet<&str> = served().map(|(_, tag)| tag.name.as_str()).collect();
    let mut groups: IndexMap<&str, TagGroup> = IndexMap::new();
    for (index, tag) in served() {
        let mut below = Nested::Tag(index);
        for parent in document.tag_and_parents(&tag.name).skip(1) {
            let entry = groups.entry(parent);
            let (at, is_new) = (entry.index(), matches!(entry, Entry::Vacant(_)));
            let group = entry.or_insert_with(|| TagGroup {
                name: parent.to_owned(),
                nested: Vec::new(),
            });
            group.nested.push(below);
            // What is further up has been met before, or comes with the parent's own operations.
            if !is_new || with_operations.contains(parent) {
                break;
            }
            below = Nested::Group(at);
        }
    }
    groups.into_values().collect()
}

fn lower_operation(
    document: &Document,
    operation: &document::Operation,
    (id, tag): (String, usize),
    header_sets: &mut HeaderSets,
    types: &mut TypeLowering<'_>,
) -> Option<Operation> {
    // Each part is lowered even after one has failed, so that one run reports all problems.
    let parameters = parameters::lower(operation, &id, types);
    let body = operation.body.as_ref().map(|body| lower_body(body, &id, types));
    let responses = responses::lower(operation, &id, header_sets, types);
    let body = match body {
        Some(lowered) => Some(lowered?),
        None => None,
    };
    let (successes, errors) = responses?;
    Some(Operation {
        pointer: operation.pointer.clone(),
        id,
        tag,
        destination: Destination::Service,
        method: operation.method.clone(),
        path: operation.path.clone(),
        template: operation.template.clone(),
        docs: Docs {
            summary: operation.summary.clone(),
            description: with_links(operation),
        },
        deprecated: operation.deprecated,
        parameters: parameters?,
        body,
        base_url: servers::own_base_url(operation),
        selectors: Vec::new(),
        precedence: 0,
        successes,
        errors,
        security: security::requirements(document, operation),
    })
}

/// The description, with the links that responses declare after it.
fn with_links(operation: &document::Operation) -> Option<String> {
    if operation.links.is_empty() {
        return operation.description.clone();
    }
    let mut text = operation.description.clone().unwrap_or_default();
    if !text.is_empty() {
        text.push_str("\n\n");
    }
    text.push_str("Links:\n");
    for link in &operation.links {
        let target = link.operation.as_ref();
        let target = target.map_or_else(String::new, |operation| format!(" leads to `{operation}`"));
        let prose = link.description.as_deref().unwrap_or_default().trim();
        let prose = prose.split_whitespace().collect::<Vec<_>>().join(" ");
        let colon = if prose.is_empty() { "" } else { ": " };
        text.push_str(&format!("\n- `{}`{target}{colon}{prose}", link.name));
    }
    Some(text)
}

/// A name made from method and path: `GET /orders/{id}/lines` becomes `get_orders_id_lines`.
pub(super) fn made_up_id(operation: &document::Operation) -> String {
    let mut words = vec![operation.method.to_lowercase()];
    let template = &operation.template;
    for part in template.segments.iter().flat_map(|segment| &segment.parts) {
        let (Part::Literal(text) | Part::Variable(text) | Part::Rest(text)) = part;
        words.push(text.clone());
    }
    for (name, value) in template.fixed_query() {
        words.extend([name.to_owned(), value.to_owned()]);
    }
    words.extend(template.fragment.clone());
    words.join("_")
}

fn reported(id: String, operation: &document::Operation, types: &mut TypeLowering<'_>) -> String {
    types.diagnostics.push(
        Diagnostic::new(
            Code::MissingOperationId,
            Location::Pointer(operation.pointer.clone()),
            format!("the operation has no `operationId`; it is called `{id}`, after its method and path"),
        )
        .help("name it in the document, so that a changed path does not rename it"),
    );
    id
}

fn lower_body(body: &document::Body, operation: &str, types: &mut TypeLowering<'_>) -> Option<Body> {
    let hint = holder_hint(body.component.as_deref(), &[operation, "body"]);
    let content = content::lower(&body.content, &hint, types)?;
    Some(Body {
        pointer: body.pointer.clone(),
        docs: Docs::description(body.description.clone()),
        required: body.required,
        content,
    })
}

/// The hint of an inline schema that stands in a component of another kind, or else in an operation.
pub(super) fn holder_hint(component: Option<&str>, place: &[&str]) -> Hint {
    match component {
        Some(name) => Hint {
            rank: HintRank::Holder,
            words: vec![name.to_owned()],
        },
        None => Hint {
            rank: HintRank::Place,
            words: place.iter().map(|&word| word.to_owned()).collect(),
        },
    }
}
