//! In: what has been lowered, and the tree it came from.
//! Out: the examples that the document gives of responses, and of the values that they are made of.
//! Guarantees: examples decide nothing, so what is wrong with them is passed over, and so are those that are very long.

use crate::{
    ir::{Example, Examples, HeaderSet, Operation, Shape, Types},
    pointer::Pointer,
    source::{Node, Sources},
};

/// The longest example that is kept, in bytes of JSON.
const LONGEST: usize = 64 * 1024;

/// How deep schemas without names are followed.
const DEEPEST: usize = 4;

/// Collects the examples of responses and of all types.
pub(super) fn collect(
    operations: &[Operation],
    header_sets: &[HeaderSet],
    types: &Types,
    sources: &Sources,
) -> Examples {
    let mut collecting = Collecting {
        sources,
        found: Examples::default(),
    };
    for operation in operations.iter().filter(|operation| !operation.is_outgoing()) {
        for response in operation.successes.iter().chain(&operation.errors) {
            for content in &response.content {
                collecting.media_type(&content.pointer);
            }
        }
    }
    for header in header_sets.iter().flat_map(|set| &set.headers) {
        collecting.media_type(&header.pointer);
    }
    for (_, definition) in types.definitions() {
        collecting.schema(&definition.pointer, 0);
        if let Shape::Object(object) = &definition.shape {
            for field in &object.fields {
                collecting.schema(&field.pointer, 0);
            }
        }
        if let Shape::Union(union) = &definition.shape {
            for variant in &union.variants {
                collecting.schema(&variant.pointer, 0);
            }
        }
    }
    collecting.found
}

struct Collecting<'a> {
    sources: &'a Sources,
    found: Examples,
}

impl Collecting<'_> {
    /// What stands in a Media Type Object or a Header Object.
    fn media_type(&mut self, at: &Pointer) {
        let Some(node) = self.sources.node(at) else {
            return;
        };
        let mut examples: Vec<Example> = node
            .get("example")
            .and_then(|node| example("", node))
            .into_iter()
            .collect();
        if let Some(named) = node.get("examples").and_then(Node::as_object) {
            let place = at.child("examples");
            examples.extend(named.iter().filter_map(|(name, node)| self.named(name, node, &place)));
        }
        self.found.insert(at.clone(), examples);
        for schema in ["schema", "itemSchema"] {
            self.schema(&at.child(schema), 0);
        }
    }

    /// What stands in an Example Object, or where a reference to one leads.
    fn named(&self, name: &str, node: &Node, examples: &Pointer) -> Option<Example> {
        let object = match node.get("$ref").and_then(Node::as_str) {
            Some(reference) => {
                let at = examples.child(name).child("$ref");
                self.sources.node(&self.sources.resolve_ref(&at, reference).ok()?)?
            }
            None => node,
        };
        // OpenAPI 3.2 has `dataValue` beside the same value as it is sent.
        let value = ["value", "dataValue"].into_iter().find_map(|field| object.get(field));
        example(name, value?)
    }

    /// What stands in a schema, and in those without names in it.
    fn schema(&mut self, at: &Pointer, depth: usize) {
        let Some(node) = self.sources.node(at).filter(|_| depth < DEEPEST) else {
            return;
        };
        let listed = node.get("examples").and_then(Node::as_array).unwrap_or_default();
        let single = |keyword: &str| node.get(keyword);
        let values = single("example").into_iter().chain(listed).chain(single("default"));
        let mut examples: Vec<Example> = values.filter_map(|node| example("", node)).collect();
        if examples.is_empty() {
            examples.extend(usual(node));
        }
        self.found.insert(at.clone(), examples);
        for inner in ["items", "additionalProperties"] {
            self.schema(&at.child(inner), depth + 1);
        }
    }
}

/// A value as an example; `null` says too little to be one.
fn example(name: &str, node: &Node) -> Option<Example> {
    let value = node.to_json().to_string();
    let is_kept = !node.is_null() && value.len() <= LONGEST;
    is_kept.then(|| Example {
        name: name.to_owned(),
        value,
    })
}

/// A value of a format that has no type of its own.
fn usual(schema: &Node) -> Option<Example> {
    let text = match schema.get("format").and_then(Node::as_str)? {
        "email" | "idn-email" => "someone@example.com",
        "hostname" | "idn-hostname" => "www.example.com",
        "ipv4" => "192.0.2.1",
        "ipv6" => "2001:db8::1",
        "time" => "10:20:30Z",
        "duration" => "PT10M",
        "json-pointer" => "/name",
        "uri-reference" | "iri" | "iri-reference" => "https://example.com/",
        "decimal" | "decimal128" => "12.50",
        _ => return None,
    };
    let is_text = schema.get("type").and_then(Node::as_str) == Some("string");
    is_text.then(|| Example {
        name: String::new(),
        value: format!("\"{text}\""),
    })
}
