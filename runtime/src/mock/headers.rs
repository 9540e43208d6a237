//! In: the headers that a response declares.
//! Out: their lines.
//! Guarantees: one that cannot be made is left out; whether it had to be there is seen by whoever reads them.

use http::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use super::answer::{Header, Written};
use super::avoided::Avoided;
use super::made::Maker;

pub(super) fn lines(declared: &[Header], seed: u64) -> HeaderMap {
    let mut lines = HeaderMap::new();
    let nothing = Avoided::default();
    for header in declared {
        let mut maker = Maker::new(seed, &nothing);
        let made = maker.value(header.schema, &format!("/{}", header.name), 1).ok();
        let line = made.and_then(|value| HeaderValue::from_str(&written(&value, header.written)).ok());
        if let (Ok(name), Some(line)) = (HeaderName::from_bytes(header.name.as_bytes()), line) {
            lines.insert(name, line);
        }
    }
    lines
}

/// A value in the style `simple`, or as JSON.
fn written(value: &Value, how: Written) -> String {
    if how == Written::Json {
        return value.to_string();
    }
    let between = if how == Written::Exploded { '=' } else { ',' };
    match value {
        Value::Array(items) => joined(items.iter().map(scalar)),
        Value::Object(members) => joined(
            members
                .iter()
                .map(|(name, value)| format!("{name}{between}{}", scalar(value))),
        ),
        value => scalar(value),
    }
}

fn joined(texts: impl Iterator<Item = String>) -> String {
    texts.collect::<Vec<_>>().join(",")
}

fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}
