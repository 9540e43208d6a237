//! In: XML text and the shape of what it holds.
//! Out: a tape with the names that the value has in JSON; all scalars are strings.
//! Guarantee: elements and attributes that the shape does not name are passed over unless it takes others.

use super::element::{Element, parse};
use super::shape::{Item, Member, Object, Place, Root, Shape};
use crate::value::{Builder, SyntaxError, Tape};

/// Reads an XML document. The name of its root element is not looked at: services disagree with their documents there.
///
/// # Errors
///
/// Text that is not well-formed XML in UTF-8, entities beyond XML's own five, nesting beyond
/// [`DEPTH_LIMIT`](crate::value::DEPTH_LIMIT).
pub fn from_xml(text: &[u8], root: &Root) -> Result<Tape<'static>, SyntaxError> {
    let element = parse(text)?;
    let mut tape = Builder::with_capacity(32);
    value(&element, root.shape, &mut tape);
    Ok(tape.finish())
}

fn value(element: &Element, shape: &Shape, tape: &mut Builder<'static>) {
    if element.is_nil() {
        tape.null();
        return;
    }
    match shape {
        Shape::Text => tape.copied(&element.text),
        Shape::Any => any(element, tape),
        Shape::Array(Item { name, shape }) => items(element.children_named(name.local), shape, tape),
        Shape::Object(shape) => object(element, shape, tape),
    }
}

fn items<'e>(elements: impl Iterator<Item = &'e Element>, shape: &Shape, tape: &mut Builder<'static>) {
    let open = tape.open();
    let count = elements.map(|element| value(element, shape, tape)).count();
    tape.close_array(open, count);
}

fn object(element: &Element, shape: &Object, tape: &mut Builder<'static>) {
    let open = tape.open();
    let mut count = shape.members.iter().filter(|it| member(element, it, tape)).count();
    if let Some(additional) = shape.additional {
        let is_known = |name: &str| shape.members.iter().any(|it| it.name.local == name);
        let mut others: Vec<&str> = Vec::new();
        for child in element.children.iter().filter(|child| !is_known(&child.name)) {
            if !others.contains(&child.name.as_str()) {
                others.push(&child.name);
                tape.copied(&child.name);
                value(child, additional, tape);
            }
        }
        count += others.len();
    }
    tape.close_object(open, count);
}

/// Writes a member if it is there, and says whether it is.
fn member(element: &Element, member: &Member, tape: &mut Builder<'static>) -> bool {
    let name = member.name.local;
    match member.place {
        Place::Attribute => match element.attribute(name) {
            Some(text) => {
                tape.copied(member.json);
                tape.copied(text);
                true
            }
            None => false,
        },
        Place::Text => {
            tape.copied(member.json);
            tape.copied(&element.text);
            true
        }
        Place::Element => match element.children_named(name).next() {
            Some(child) => {
                tape.copied(member.json);
                value(child, member.shape, tape);
                true
            }
            None => false,
        },
        Place::Items { required } => {
            if !required && element.children_named(name).next().is_none() {
                return false;
            }
            tape.copied(member.json);
            items(element.children_named(name), member.shape, tape);
            true
        }
    }
}

fn any(element: &Element, tape: &mut Builder<'static>) {
    if element.children.is_empty() && element.attributes.is_empty() {
        tape.copied(&element.text);
        return;
    }
    let open = tape.open();
    let mut names: Vec<&str> = Vec::new();
    for (name, text) in &element.attributes {
        names.push(name);
        tape.copied(name);
        tape.copied(text);
    }
    for child in &element.children {
        if names.contains(&child.name.as_str()) {
            continue;
        }
        names.push(&child.name);
        tape.copied(&child.name);
        if element.children_named(&child.name).nth(1).is_some() {
            items(element.children_named(&child.name), &Shape::Any, tape);
        } else {
            any(child, tape);
        }
    }
    if element.children.is_empty() && !element.trimmed().is_empty() {
        names.push("$text");
        tape.copied("$text");
        tape.copied(element.trimmed());
    }
    tape.close_object(open, names.len());
}
