//! In: a value that is to travel as XML, and its shape.
//! Out: the first thing in it that XML cannot hold, if there is one.
//! Guarantee: a value without any comes back as it was, not as another one.

use super::name::is_name;
use super::shape::{Item, Object, Shape};
use crate::value::{Kind, Value};
use crate::violation::Violation;

/// Whether XML can hold all of a value.
pub(super) fn check(value: Value<'_>, shape: &Shape) -> Result<(), Violation> {
    match value.kind() {
        Kind::String(text) if !text.chars().all(is_character) => {
            Err(Violation::new("xml", "has a character that XML cannot hold"))
        }
        Kind::Array(items) => {
            let shape = match shape {
                Shape::Array(Item { shape, .. }) => shape,
                other => other,
            };
            let mut items = items.enumerate();
            items.try_for_each(|(index, item)| check(item, shape).map_err(|found| found.in_element(index)))
        }
        Kind::Object(mut members) => members.try_for_each(|(name, member)| {
            let checked = match inner(name, shape) {
                Some(Inner::Named(shape)) => check(member, shape),
                Some(Inner::Free(_)) if !is_name(name) => Err(Violation::new(
                    "propertyNames",
                    "is called what no XML element can be called",
                )),
                Some(Inner::Free(shape)) => check(member, shape),
                None => Ok(()),
            };
            checked.map_err(|found| found.in_member(name))
        }),
        _ => Ok(()),
    }
}

/// What a member holds.
enum Inner<'s> {
    /// One that the document names, in JSON and in XML.
    Named(&'s Shape),
    /// One whose element is called as the member is.
    Free(&'s Shape),
}

fn inner<'s>(name: &str, shape: &'s Shape) -> Option<Inner<'s>> {
    match shape {
        Shape::Object(Object { members, additional }) => {
            let known = members.iter().find(|member| member.json == name);
            known
                .map(|member| Inner::Named(member.shape))
                .or_else(|| additional.map(Inner::Free))
        }
        other => Some(Inner::Free(other)),
    }
}

/// `Char` (XML 1.0, section 2.2).
pub(super) fn is_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | '\u{20}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Tape;

    #[test]
    fn what_xml_cannot_hold_is_told_with_its_place() {
        const MAP: Shape = Shape::Object(Object {
            members: &[],
            additional: Some(&Shape::Text),
        });
        for (json, expected) in [
            (r#"{"a": "b\t\n\u20ac", "a-1": ["x"]}"#, None),
            (r#"{"a": "\u0001"}"#, Some("/a: has a character that XML cannot hold")),
            (
                r#"{"a": ["", "\uffff"]}"#,
                Some("/a/1: has a character that XML cannot hold"),
            ),
            (
                r#"{"a b": ""}"#,
                Some("/a b: is called what no XML element can be called"),
            ),
            (r#"{"": ""}"#, Some("/: is called what no XML element can be called")),
            (
                r#"{"m²": ""}"#,
                Some("/m²: is called what no XML element can be called"),
            ),
        ] {
            let tape = Tape::from_json(json.as_bytes()).unwrap();
            let found = check(tape.root(), &MAP).err().map(|found| found.to_string());
            assert_eq!(found.as_deref(), expected, "{json}");
        }
    }
}
