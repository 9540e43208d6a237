//! In: a value and the shape that it has in XML.
//! Out: XML text.
//! Guarantee: text is escaped; a member whose name is no XML name is left out rather than written as markup.

use quick_xml::escape::escape;

#[cfg(any(feature = "client", feature = "server"))]
use super::expressible;
use super::name::is_name;
use super::shape::{Item, Member, Name, Object, Place, Root, Shape};
#[cfg(any(feature = "client", feature = "server"))]
use crate::context::Direction;
use crate::encode::Encode;
use crate::value::{Kind, Members, Number, Tape, Value};
#[cfg(any(feature = "client", feature = "server"))]
use crate::violation::Violations;
use crate::writer::Writer;

const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>";

/// What stands for `null` (XML Schema, section 2.6.2).
const NIL: &str = " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"";

/// The XML text of `value`, with a declaration before it.
pub fn to_xml<T: Encode + ?Sized>(value: &T, root: &Root) -> Vec<u8> {
    written(&Writer::to_tape(value), root)
}

/// The same for a value that travels: members that go in the other direction only are left out, and rules are checked, that
/// of XML that it can hold the value among them.
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) fn to_valid_xml<T: Encode + ?Sized>(
    value: &T,
    root: &Root,
    direction: Direction,
) -> Result<Vec<u8>, Violations> {
    let tape = Writer::to_tape_in(value, direction)?;
    expressible::check(tape.root(), root.shape)?;
    Ok(written(&tape, root))
}

fn written(tape: &Tape<'_>, root: &Root) -> Vec<u8> {
    let mut text = DECLARATION.to_owned();
    element(&root.name, tape.root(), root.shape, &mut text);
    text.into_bytes()
}

fn element(name: &Name, value: Value<'_>, shape: &Shape, text: &mut String) {
    let mut tag = String::new();
    push_name(name, &mut tag);
    text.push('<');
    text.push_str(&tag);
    declare(name, text);
    let declared = if name.namespace.is_empty() { "" } else { name.prefix };
    content((&tag, declared), value, shape, text);
}

/// Declares the namespace of a name.
fn declare(name: &Name, text: &mut String) {
    if !name.namespace.is_empty() {
        text.push_str(if name.prefix.is_empty() { " xmlns" } else { " xmlns:" });
        text.push_str(name.prefix);
        push_attribute_value(name.namespace, text);
    }
}

/// What follows the name of an element, and the prefix that it declares: attributes, what it holds, and its end.
fn content((tag, declared): (&str, &str), value: Value<'_>, shape: &Shape, text: &mut String) {
    if value.is_null() {
        text.push_str(NIL);
        text.push_str("/>");
        return;
    }
    match (shape, value.kind()) {
        (Shape::Object(shape), Kind::Object(members)) => {
            attributes(members, shape, declared, text);
            text.push('>');
            object(members, shape, text);
        }
        (Shape::Array(Item { name, shape }), Kind::Array(items)) => {
            text.push('>');
            items.for_each(|item| element(name, item, shape, text));
        }
        _ => {
            text.push('>');
            any(tag, value, text);
        }
    }
    text.push_str("</");
    text.push_str(tag);
    text.push('>');
}

/// The attributes of an object whose element declares a prefix. An attribute cannot be `null`; such a one is left out.
fn attributes<'s>(members: Members<'_>, shape: &'s Object, declared: &'s str, text: &mut String) {
    let mut declared = vec![declared, "xml"];
    for (member, value) in named(members, shape, Place::Attribute) {
        if !value.is_null() {
            // Without a prefix an attribute is in no namespace.
            if !member.name.prefix.is_empty() && !declared.contains(&member.name.prefix) {
                declare(&member.name, text);
                declared.push(member.name.prefix);
            }
            text.push(' ');
            push_name(&member.name, text);
            push_attribute_value(&scalar(value), text);
        }
    }
}

/// The members that stand in one place, in the order of the shape.
fn named<'s, 't>(
    members: Members<'t>,
    shape: &'s Object,
    place: Place,
) -> impl Iterator<Item = (&'s Member, Value<'t>)> {
    let standing = shape.members.iter().filter(move |member| member.place == place);
    standing.filter_map(move |member| {
        let (_, value) = members.clone().find(|(name, _)| *name == member.json)?;
        Some((member, value))
    })
}

fn object(members: Members<'_>, shape: &Object, text: &mut String) {
    for member in shape.members {
        let Some((_, value)) = members.clone().find(|(name, _)| *name == member.json) else {
            continue;
        };
        match (member.place, value.as_array()) {
            (Place::Attribute, _) => {}
            (Place::Text { .. }, _) => text.push_str(&escape(scalar(value))),
            // No elements are what comes nearest to it.
            (Place::Items { .. }, _) if value.is_null() => {}
            (Place::Items { .. }, Some(items)) => {
                items.for_each(|item| element(&member.name, item, member.shape, text))
            }
            (Place::Element | Place::Items { .. }, _) => element(&member.name, value, member.shape, text),
        }
    }
    let Some(additional) = shape.additional else {
        return;
    };
    for (name, value) in members {
        let is_known = shape.members.iter().any(|member| member.json == name);
        if !is_known && is_name(name) {
            text.push('<');
            text.push_str(name);
            content((name, ""), value, additional, text);
        }
    }
}

/// What an element holds of which the document says nothing.
fn any(tag: &str, value: Value<'_>, text: &mut String) {
    match value.kind() {
        Kind::Object(members) => {
            for (name, value) in members.filter(|(name, _)| is_name(name)) {
                repeated(name, value, text);
            }
        }
        Kind::Array(items) => items.for_each(|item| repeated(tag, item, text)),
        _ => text.push_str(&escape(scalar(value))),
    }
}

/// An element of that name for the value, or for each item of an array.
fn repeated(name: &str, value: Value<'_>, text: &mut String) {
    let mut one = |value| {
        text.push('<');
        text.push_str(name);
        content((name, ""), value, &Shape::Any, text);
    };
    match value.as_array() {
        Some(items) => items.for_each(one),
        None => one(value),
    }
}

fn scalar(value: Value<'_>) -> String {
    match value.kind() {
        Kind::String(text) => text.to_owned(),
        Kind::Bool(bool) => bool.to_string(),
        Kind::Number(Number::Signed(number)) => number.to_string(),
        Kind::Number(Number::Unsigned(number)) => number.to_string(),
        Kind::Number(Number::Float(number)) => number.to_string(),
        Kind::Null => String::new(),
        // Where the shape says text and the value is none, its JSON keeps what it holds.
        Kind::Array(_) | Kind::Object(_) => String::from_utf8_lossy(&crate::encode::to_json(&value)).into_owned(),
    }
}

fn push_name(name: &Name, text: &mut String) {
    if !name.prefix.is_empty() {
        text.push_str(name.prefix);
        text.push(':');
    }
    text.push_str(name.local);
}

fn push_attribute_value(value: &str, text: &mut String) {
    text.push_str("=\"");
    // As they are, these would be read as spaces (XML 1.0, section 3.3.3).
    for character in escape(value).chars() {
        match character {
            '\t' => text.push_str("&#9;"),
            '\n' => text.push_str("&#10;"),
            '\r' => text.push_str("&#13;"),
            other => text.push(other),
        }
    }
    text.push('"');
}
