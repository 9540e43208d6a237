//! In: the documents that the crates were generated from.
//! Out: the examples in them.
//! Guarantee: a test that compares with an example compares with what the document says today.

use std::fmt::Debug;
use std::path::Path;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// What stands at `pointer` in the document `path`, which is relative to the repository.
pub(crate) fn part(path: &str, pointer: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(path);
    let text = std::fs::read_to_string(&path).unwrap();
    let document: Value = serde_yaml::from_str(&text).unwrap();
    let part = document.pointer(pointer);
    part.unwrap_or_else(|| panic!("{} has no {pointer}", path.display()))
        .clone()
}

/// Asserts that `value` and `example` are the same, in JSON and in YAML, in both directions.
pub(crate) fn assert_same<T>(value: &T, example: &Value)
where
    T: Serialize + DeserializeOwned + PartialEq + Debug,
{
    let expected = numeric(example.clone());
    assert_eq!(numeric(serde_json::to_value(value).unwrap()), expected);
    assert_eq!(&serde_json::from_value::<T>(example.clone()).unwrap(), value);
    let json = serde_json::to_string(value).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), value);
    let yaml = serde_yaml::to_string(value).unwrap();
    assert_eq!(numeric(serde_yaml::from_str(&yaml).unwrap()), expected, "{yaml}");
    assert_eq!(&serde_yaml::from_str::<T>(&yaml).unwrap(), value, "{yaml}");
}

/// The same value with all its numbers as floating-point numbers: to JSON, `3` and `3.0` are one number.
pub(crate) fn numeric(value: Value) -> Value {
    match value {
        Value::Number(number) => Value::from(number.as_f64()),
        Value::Array(elements) => elements.into_iter().map(numeric).collect(),
        Value::Object(members) => members
            .into_iter()
            .map(|(name, value)| (name, numeric(value)))
            .collect(),
        other => other,
    }
}
