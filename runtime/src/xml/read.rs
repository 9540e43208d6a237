//! In: XML text and the shape of what it holds.
//! Out: a tape with the names that the value has in JSON, whose scalars are strings, or the value itself.
//! Guarantee: elements and attributes that the shape does not name are passed over unless it takes others; the work grows
//! with the text.

use std::collections::{HashMap, HashSet};

use super::element::{Element, parse, trimmed};
use super::shape::{Item, Member, Object, Place, Root, Shape};
use crate::context::Context;
use crate::decode::{Decode, DecodeError};
use crate::value::{Builder, SyntaxError, Tape};

/// Reads an XML document. The name of its root element is not looked at: services disagree with their documents there.
///
/// # Errors
///
/// Text that is not well-formed XML in UTF-8, document types, entities beyond XML's own five, very many attributes,
/// nesting beyond [`DEPTH_LIMIT`](crate::value::DEPTH_LIMIT).
pub fn from_xml(text: &[u8], root: &Root) -> Result<Tape<'static>, SyntaxError> {
    let element = parse(text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text))?;
    let mut tape = Builder::with_capacity(32);
    value(&element, root.shape, &mut tape);
    Ok(tape.finish())
}

/// Reads an XML document as `T`. The pointers of violations have the names that members have in JSON.
///
/// # Errors
///
/// As [`from_xml`]; or all rules of its type that the value breaks.
pub fn decode<T: Decode>(text: &[u8], root: &Root, cx: Context) -> Result<T, DecodeError> {
    let tape = from_xml(text, root)?;
    let mut cx = cx.of_text();
    let decoded = T::decode(tape.root(), &mut cx);
    Ok(cx.finish(decoded)?)
}

fn value(element: &Element, shape: &Shape, tape: &mut Builder<'static>) {
    if element.is_nil {
        tape.null();
        return;
    }
    match shape {
        Shape::Text => tape.copied(&element.text),
        Shape::Token => tape.copied(element.trimmed()),
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
    let mut count: usize = shape.members.iter().map(|it| member(element, it, tape)).sum();
    if let Some(additional) = shape.additional {
        // An element that is called as a member is in JSON is none of the others, even if the member stands elsewhere.
        let mut seen: HashSet<&str> = shape.members.iter().flat_map(taken_names).collect();
        for child in &element.children {
            if seen.insert(&child.name) {
                count += 1;
                tape.copied(&child.name);
                value(child, additional, tape);
            }
        }
    }
    tape.close_object(open, count);
}

/// The elements that belong to a member, and its name in JSON.
fn taken_names(member: &Member) -> [&'static str; 3] {
    let json = member.json;
    match member.place {
        Place::Attribute | Place::Text { .. } => [json; 3],
        Place::Element => [member.name.local, json, json],
        Place::Items { wrapper, .. } => [member.name.local, wrapper, json],
    }
}

/// Writes a member if it is there, and says how often: one that is no array and stands there twice is told by who decodes.
fn member(element: &Element, member: &Member, tape: &mut Builder<'static>) -> usize {
    let name = member.name.local;
    match member.place {
        Place::Attribute => {
            let Some(text) = element.attribute(name) else {
                return 0;
            };
            tape.copied(member.json);
            scalar(text, member.shape, tape);
        }
        Place::Text { required } => {
            // Among elements the text is indented.
            let is_mixed = !element.children.is_empty();
            let text = if is_mixed { element.trimmed() } else { &element.text };
            if !required && text.is_empty() {
                return 0;
            }
            tape.copied(member.json);
            scalar(text, member.shape, tape);
        }
        Place::Element => {
            let children = element.children_named(name);
            return children
                .map(|child| {
                    tape.copied(member.json);
                    value(child, member.shape, tape);
                })
                .count();
        }
        Place::Items { required, wrapper } => {
            let is_bare = element.children_named(name).next().is_some();
            let around = element.children_named(wrapper).next().filter(|_| !is_bare);
            if !is_bare && around.is_none() && !required {
                return 0;
            }
            tape.copied(member.json);
            items(around.unwrap_or(element).children_named(name), member.shape, tape);
        }
    }
    1
}

fn scalar(text: &str, shape: &Shape, tape: &mut Builder<'static>) {
    tape.copied(if let Shape::Token = shape { trimmed(text) } else { text });
}

fn any(element: &Element, tape: &mut Builder<'static>) {
    if element.children.is_empty() && element.attributes.is_empty() {
        tape.copied(&element.text);
        return;
    }
    let open = tape.open();
    let mut seen: HashSet<&str> = HashSet::new();
    for (name, text) in element.attributes.iter().filter(|(name, _)| seen.insert(name)) {
        tape.copied(name);
        tape.copied(text);
    }
    let mut groups: Vec<(&str, Vec<&Element>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for child in element
        .children
        .iter()
        .filter(|child| !seen.contains(child.name.as_str()))
    {
        let place = *places.entry(&child.name).or_insert(groups.len());
        match groups.get_mut(place) {
            Some((_, group)) => group.push(child),
            None => groups.push((&child.name, vec![child])),
        }
    }
    let mut count = seen.len() + groups.len();
    for (name, group) in groups {
        tape.copied(name);
        match group.as_slice() {
            [one] => any(one, tape),
            several => items(several.iter().copied(), &Shape::Any, tape),
        }
    }
    if element.children.is_empty() && !element.trimmed().is_empty() {
        count += 1;
        tape.copied("$text");
        tape.copied(element.trimmed());
    }
    tape.close_object(open, count);
}
