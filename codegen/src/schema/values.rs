//! In: the value of one keyword.
//! Out: what it says, or a diagnostic at its place.
//! Guarantees: a value of another shape is never passed over in silence; what can mean one thing only is read so.

use super::{
    keywords::{Bound, Said},
    read::Reading,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    source::Node,
};

impl Reading<'_> {
    pub(super) fn said<T>(&self, value: T) -> Said<T> {
        Said {
            value,
            at: self.pointer.clone(),
        }
    }

    pub(super) fn string(&mut self, name: &str, value: &Node) -> Option<String> {
        match value {
            Node::String(text) => Some(text.clone()),
            Node::Null => {
                self.passed_over(name, value);
                None
            }
            Node::Int(number) => {
                self.repaired(name, "the text lacks its quotes; it is read as text");
                Some(number.to_string())
            }
            other => {
                self.wrong(name, &format!("expected a string, found {}", other.kind()));
                None
            }
        }
    }

    pub(super) fn flag(&mut self, name: &str, value: &Node) -> bool {
        let quoted = match value {
            Node::Bool(flag) => return *flag,
            Node::String(text) => text.to_ascii_lowercase().parse().ok(),
            _ => None,
        };
        match quoted {
            Some(flag) => {
                self.repaired(name, "the boolean stands in quotes; it is read as a boolean");
                flag
            }
            None => {
                self.passed_over(name, value);
                false
            }
        }
    }

    pub(super) fn count(&mut self, name: &str, value: &Node) -> Option<u64> {
        let count = match self.number(name, value)? {
            Bound::Integer(count) if count > i128::from(u64::MAX) => return None,
            Bound::Integer(count) => u64::try_from(count).ok(),
            Bound::Float(_) => None,
        };
        if count.is_none() {
            self.repaired(name, "a count is a whole number from zero up; this one is passed over");
        }
        count
    }

    pub(super) fn number(&mut self, name: &str, value: &Node) -> Option<Bound> {
        let quoted = match value {
            Node::String(text) => text.trim().parse::<f64>().ok().filter(|number| number.is_finite()),
            _ => None,
        };
        if quoted.is_some() {
            self.repaired(name, "the number stands in quotes; it is read as a number");
        }
        match (value, quoted) {
            (Node::Int(value), _) => Some(Bound::Integer(i128::from(*value))),
            (Node::UInt(value), _) => Some(Bound::Integer(i128::from(*value))),
            (Node::Float(value), _) if value.is_finite() => Some(whole(*value)),
            (_, Some(value)) => Some(whole(value)),
            (Node::Null | Node::Bool(_), _) => {
                self.passed_over(name, value);
                None
            }
            (Node::String(text), _) if text.is_empty() => {
                self.passed_over(name, value);
                None
            }
            (other, _) => {
                self.wrong(name, &format!("expected a number, found {}", other.kind()));
                None
            }
        }
    }

    pub(super) fn at(&self, name: &str) -> Location {
        Location::Pointer(self.pointer.child(name))
    }

    pub(super) fn key(&self, name: &str) -> Location {
        Location::Key(self.pointer.child(name))
    }

    pub(super) fn wrong(&mut self, name: &str, message: &str) {
        let message = format!("`{name}`: {message}");
        let diagnostic = Diagnostic::new(Code::InvalidKeywordValue, self.at(name), message);
        self.diagnostics.push(diagnostic.help(example(name)));
    }

    pub(super) fn repaired(&mut self, name: &str, message: &str) {
        self.diagnostics
            .push(Diagnostic::new(Code::RepairedKeyword, self.key(name), message));
    }

    /// A value that says nothing, such as `null`.
    pub(super) fn passed_over(&mut self, name: &str, value: &Node) {
        let message = format!("`{name}` says nothing with {}; it is passed over", value.kind());
        self.repaired(name, &message);
    }
}

/// What a keyword's value looks like.
fn example(keyword: &str) -> &'static str {
    match keyword {
        "type" => "a type is `string`, `integer`, `number`, `boolean`, `array`, `object` or `null`",
        "enum" => "write a list of the values, such as `[open, closed]`",
        "required" | "dependentRequired" => "write a list of names, such as `[id, name]`",
        "format" | "pattern" => "write one string, in quotes",
        "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => "write a number, such as `0`",
        "multipleOf" => "write a number such as `0.01` or `5`",
        count if count.starts_with("min") || count.starts_with("max") => "write how many there may be, such as `3`",
        _ => "a schema is an object such as `{ type: string }`, or a boolean",
    }
}

/// A number with a zero fraction is an integer (JSON Schema 2020-12, section 6.1.1 of the validation part).
fn whole(value: f64) -> Bound {
    // 2^100: whole doubles below it fit an i128 exactly.
    if value.fract() == 0.0 && value.abs() < 1_267_650_600_228_229_401_496_703_205_376.0 {
        return Bound::Integer(value as i128);
    }
    Bound::Float(value)
}
