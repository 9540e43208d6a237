//! In: an array, or two values.
//! Out: whether two of its elements, or the two, are equal as JSON Schema counts (2020-12, core 4.2.2).
//! Guarantee: time grows with the size of the array, not with its square.

use std::collections::HashSet;
use std::fmt::Write as _;

use super::{Elements, Kind, Number, Value};

/// Whether any two elements are equal: numbers by value, objects without regard to order.
pub(crate) fn has_equal_elements(elements: Elements<'_>) -> bool {
    let mut seen = HashSet::with_capacity(elements.len());
    !elements.into_iter().all(|element| {
        let mut text = String::new();
        push_canonical(&mut text, element);
        seen.insert(text)
    })
}

/// Whether two values are equal: numbers by value, objects without regard to order.
pub(crate) fn are_equal(left: Value<'_>, right: Value<'_>) -> bool {
    let [left, right] = [left, right].map(|value| {
        let mut text = String::new();
        push_canonical(&mut text, value);
        text
    });
    left == right
}

/// Appends a text that is the same for equal values and differs for others.
fn push_canonical(text: &mut String, value: Value<'_>) {
    match value.kind() {
        Kind::Null => text.push('n'),
        Kind::Bool(bool) => text.push(if bool { 't' } else { 'f' }),
        Kind::Number(number) => push_number(text, number),
        Kind::String(string) => push_string(text, string),
        Kind::Array(elements) => {
            text.push('[');
            elements.for_each(|element| push_canonical(text, element));
            text.push(']');
        }
        Kind::Object(members) => {
            let mut members: Vec<_> = members.collect();
            members.sort_by_key(|&(name, _)| name);
            text.push('{');
            for (name, value) in members {
                push_string(text, name);
                push_canonical(text, value);
            }
            text.push('}');
        }
    }
}

fn push_number(text: &mut String, number: Number) {
    // Writing to a `String` cannot fail.
    let _ = match number.as_integer() {
        Some(integer) => write!(text, "#{integer};"),
        None => write!(text, "#{:e};", number.as_f64()),
    };
}

/// The length in front keeps neighbours apart without escapes.
fn push_string(text: &mut String, string: &str) {
    let _ = write!(text, "{}\"{string}", string.len());
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Tape;

    fn has_equal(json: &str) -> bool {
        has_equal_elements(Tape::from_json(json.as_bytes()).unwrap().root().as_array().unwrap())
    }

    #[test]
    fn elements_are_compared_by_value() {
        for equal in [
            "[1, 1.0]",
            "[1e2, 100]",
            "[0, -0.0]",
            r#"[{"a": 1, "b": [2]}, {"b": [2.0], "a": 1}]"#,
            r#"["a", "\u0061"]"#,
            "[null, 1, null]",
            "[0.1, 1e-1]",
        ] {
            assert!(has_equal(equal), "{equal}");
        }
        for different in [
            "[]",
            "[[]]",
            r#"[1, "1"]"#,
            "[0, false, null, \"\", [], {}]",
            r#"[["a", "b"], ["ab"]]"#,
            r#"[{"a": "b"}, {"ab": ""}]"#,
            "[[1, 2], [2, 1]]",
            "[9007199254740993, 9007199254740992]",
        ] {
            assert!(!has_equal(different), "{different}");
        }
    }
}
