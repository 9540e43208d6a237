//! In: a JSON document. Out: the same with one change to its tree.
//! Guarantees: what comes out is JSON, so that what lies behind the reader is reached.

use serde_json::{Map, Value, json};

/// Members that mean something in a document or a schema.
#[rustfmt::skip]
const NAMES: &[&str] = &[
    "$anchor", "$defs", "$dynamicAnchor", "$dynamicRef", "$id", "$ref", "$schema", "additionalOperations",
    "additionalProperties", "allOf", "allowEmptyValue", "allowReserved", "anyOf", "attribute", "basePath", "body",
    "callbacks", "components", "const", "contains", "content", "contentEncoding", "contentMediaType", "contentSchema",
    "default", "definitions", "dependentRequired", "dependentSchemas", "deprecated", "description", "discriminator",
    "else", "encoding", "enum", "example", "exclusiveMaximum", "exclusiveMinimum", "explode", "flows", "format",
    "get", "headers", "host", "if", "in", "info", "itemSchema", "items", "links", "mapping", "maxItems", "maxLength",
    "maxProperties", "maximum", "minItems", "minLength", "minProperties", "minimum", "multipleOf", "name",
    "namespace", "not", "nullable", "oneOf", "openapi", "operationId", "parameters", "parent", "paths", "pattern",
    "patternProperties", "post", "prefix", "prefixItems", "properties", "propertyName", "propertyNames", "query",
    "readOnly", "requestBody", "required", "responses", "scheme", "schema", "schemas", "scopes", "security",
    "securitySchemes", "servers", "style", "summary", "swagger", "tags", "then", "title", "type", "unevaluatedItems",
    "unevaluatedProperties", "uniqueItems", "url", "variables", "webhooks", "wrapped", "writeOnly", "x-enum-varnames",
    "x-nullable", "xml",
];

/// Texts that mean something as a value, and some that mean harm.
#[rustfmt::skip]
const TEXTS: &[&str] = &[
    "", "#", "#/components/schemas/A", "*/*", "../x", "2.0", "200", "2XX", "3.0.3", "3.1.0", "3.2.0", "A", "Self",
    "\0", "\"; panic!(); //", "a b", "a.b", "application/json", "application/octet-stream",
    "application/x-www-form-urlencoded", "application/xml", "array", "basic", "bearer", "boolean", "byte", "cookie",
    "date", "date-time", "deepObject", "default", "delimited", "form", "formData", "header", "http", "int32", "int64",
    "integer", "label", "matrix", "multipart/form-data", "null", "number", "oauth2", "object", "path",
    "pipeDelimited", "query", "querystring", "r#type", "simple", "spaceDelimited", "string", "text/event-stream",
    "text/plain", "type", "uuid", "{id}", "/{id}/{id*}", "^(?=a)[b-é]{2,}$", "\u{202e}é漢",
];

/// A document with one change, which `seed` draws; `None` where the bytes are no JSON.
pub fn changed(bytes: &[u8], seed: u32) -> Option<Vec<u8>> {
    let mut root: Value = serde_json::from_slice(bytes).ok()?;
    let mut draw = Draw(u64::from(seed) << 1 | 1);
    let mut pointers = Vec::new();
    collect(&root, String::new(), &mut pointers);
    for _ in 0..=draw.below(3) {
        change(&mut root, &pointers, &mut draw);
    }
    serde_json::to_vec(&root).ok()
}

fn change(root: &mut Value, pointers: &[String], draw: &mut Draw) {
    let (at, from) = (draw.one(pointers).clone(), draw.one(pointers).clone());
    // Gone since a change before this one.
    let Some(other) = root.pointer(&from).cloned() else {
        return;
    };
    let parent = at.rsplit_once('/').map(|(parent, _)| parent);
    if let (Some(parent), 0..=1) = (parent.and_then(|it| root.pointer_mut(it)), draw.below(8)) {
        let token = at.rsplit('/').next().unwrap_or_default();
        return change_member(parent, &token.replace("~1", "/").replace("~0", "~"), draw);
    }
    let Some(node) = root.pointer_mut(&at) else {
        return;
    };
    match (draw.below(8), &mut *node) {
        (0, _) => *node = other,
        (1, _) => *node = json!({ "$ref": format!("#{from}") }),
        (2, Value::Array(items)) => items.push(other),
        (2..=4, Value::Object(members)) => {
            members.insert((*draw.one(NAMES)).to_owned(), other);
        }
        (5, _) => {
            let inner = node.take();
            *node = match draw.below(4) {
                0 => json!([inner]),
                1 => json!([inner, other]),
                2 => json!({ *draw.one(NAMES): [inner, other] }),
                _ => json!({ *draw.one(NAMES): inner }),
            };
        }
        _ => *node = scalar(draw),
    }
}

/// Removes or renames a member, or removes an item.
fn change_member(parent: &mut Value, token: &str, draw: &mut Draw) {
    match parent {
        Value::Object(members) => {
            let new = match draw.below(3) {
                0 => Some(*draw.one(NAMES)),
                1 => Some(*draw.one(TEXTS)),
                _ => None,
            };
            let old: Map<String, Value> = std::mem::take(members);
            for (name, value) in old {
                match new {
                    _ if name != token => members.insert(name, value),
                    Some(new) => members.insert(new.to_owned(), value),
                    None => None,
                };
            }
        }
        Value::Array(items) => {
            let index: Option<usize> = token.parse().ok();
            if let Some(index) = index.filter(|index| *index < items.len()) {
                items.remove(index);
            }
        }
        _ => {}
    }
}

fn scalar(draw: &mut Draw) -> Value {
    match draw.below(12) {
        0 => Value::Null,
        1 => json!(true),
        2 => json!(false),
        3 => json!(0),
        4 => json!(-1),
        5 => json!(draw.below(300)),
        6 => json!([1.5, 1e308, -0.0, 1e-300][draw.below(4)]),
        7 => json!([u64::MAX, 1 << 63, 1 << 53, i64::MAX as u64][draw.below(4)]),
        8 => json!(*draw.one(NAMES)),
        _ => json!(*draw.one(TEXTS)),
    }
}

fn collect(node: &Value, at: String, pointers: &mut Vec<String>) {
    match node {
        Value::Object(members) => {
            for (name, member) in members {
                let token = name.replace('~', "~0").replace('/', "~1");
                collect(member, format!("{at}/{token}"), pointers);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                collect(item, format!("{at}/{index}"), pointers);
            }
        }
        _ => {}
    }
    pointers.push(at);
}

/// Numbers that look random (xorshift).
struct Draw(u64);

impl Draw {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % limit
    }

    fn one<'l, T>(&mut self, list: &'l [T]) -> &'l T {
        &list[self.below(list.len())]
    }
}
