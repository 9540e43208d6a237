//! In: the value of one keyword.
//! Out: what it says, or a diagnostic at its place.
//! Guarantees: a value of another shape is never passed over; a number in quotes is read, with a warning.

use super::{keywords::Bound, read::Reading};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    pointer::Pointer,
    source::Node,
};

impl Reading<'_, '_> {
    pub(super) fn subschema(&mut self, name: &str, value: &Node) -> Option<Pointer> {
        match value {
            Node::Object(_) | Node::Bool(_) => Some(self.pointer.child(name)),
            other => {
                self.wrong(name, &format!("expected a schema, found {}", other.kind()));
                None
            }
        }
    }

    pub(super) fn string(&mut self, name: &str, value: &Node) -> Option<String> {
        if let Node::String(text) = value {
            return Some(text.clone());
        }
        self.wrong(name, &format!("expected a string, found {}", value.kind()));
        None
    }

    pub(super) fn flag(&mut self, name: &str, value: &Node) -> bool {
        if let Node::Bool(flag) = value {
            return *flag;
        }
        self.wrong(name, &format!("expected true or false, found {}", value.kind()));
        false
    }

    pub(super) fn count(&mut self, name: &str, value: &Node) -> Option<u64> {
        let count = match self.number(name, value)? {
            Bound::Integer(count) => u64::try_from(count).ok(),
            Bound::Float(_) => None,
        };
        if count.is_none() {
            self.wrong(name, "expected a whole number from zero up");
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
        self.diagnostics
            .push(Diagnostic::new(Code::InvalidKeywordValue, self.at(name), message));
    }

    pub(super) fn repaired(&mut self, name: &str, message: &str) {
        self.diagnostics
            .push(Diagnostic::new(Code::RepairedKeyword, self.key(name), message));
    }

    pub(super) fn unsupported(&mut self, name: &str) {
        let message = format!("the schema keyword `{name}` is not supported yet");
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedSchemaKeyword, self.key(name), message));
    }

    pub(super) fn unsupported_union(&mut self, name: &str) {
        let message = format!("schemas composed with `{name}` are not supported yet");
        self.diagnostics.push(
            Diagnostic::new(Code::UnsupportedUnion, self.key(name), message)
                .help("for a value that may be null write `type: [..., 'null']`, in OpenAPI 3.0 `nullable: true`"),
        );
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
