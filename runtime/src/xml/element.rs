//! In: XML text.
//! Out: its root element.
//! Guarantee: names are without prefixes; namespace declarations, comments and instructions are passed over. Depth and
//! attributes are bounded, and there is no document type, so that no text stands for more than itself.

use quick_xml::events::{BytesDecl, BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

use super::expressible::is_character;
use super::name::is_qualified;
use crate::value::{DEPTH_LIMIT, SyntaxError};

/// How many attributes an element may have: each is compared with those before it.
const MOST_ATTRIBUTES: usize = 256;

/// An element with all that stands in it.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub(super) name: String,
    pub(super) attributes: Vec<(String, String)>,
    pub(super) children: Vec<Element>,
    pub(super) text: String,
    /// Whether the element says that it stands for `null` (XML Schema, section 2.6.2).
    pub(super) is_nil: bool,
}

impl Element {
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    pub(super) fn children_named(&self, name: &str) -> impl Iterator<Item = &Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text without the white space that indentation puts around it.
    pub(super) fn trimmed(&self) -> &str {
        trimmed(&self.text)
    }
}

/// A text without XML's white space around it.
pub(super) fn trimmed(text: &str) -> &str {
    text.trim_matches([' ', '\t', '\r', '\n'])
}

/// Parses one document.
pub(super) fn parse(text: &[u8]) -> Result<Element, SyntaxError> {
    let error = |offset: u64, message| SyntaxError::at(text, usize::try_from(offset).unwrap_or(usize::MAX), message);
    let readable = readable(text)?;
    let mut reader = Reader::from_str(readable);
    let mut open: Vec<Element> = Vec::new();
    let mut root: Option<Element> = None;
    loop {
        let at = reader.buffer_position();
        let event = reader
            .read_event()
            .map_err(|_| error(reader.error_position(), "the XML is not well-formed"))?;
        let closed = match event {
            Event::Start(_) if open.len() >= DEPTH_LIMIT => return Err(error(at, "elements are nested too deep")),
            Event::Start(_) | Event::Empty(_) if root.is_some() && open.is_empty() => {
                return Err(error(at, "a document has one root element"));
            }
            Event::Start(start) => {
                open.push(begin(&start).map_err(|message| error(at, message))?);
                None
            }
            Event::Empty(start) => Some(begin(&start).map_err(|message| error(at, message))?),
            Event::End(_) => open.pop(),
            Event::Text(piece) => {
                append(&mut open, &piece.xml10_content())
                    .ok_or_else(|| error(at, "text stands outside of elements"))?;
                None
            }
            Event::CData(piece) => {
                append(&mut open, &piece.xml10_content())
                    .ok_or_else(|| error(at, "text stands outside of elements"))?;
                None
            }
            Event::GeneralRef(reference) => {
                let resolved = resolve(&reference).ok_or_else(|| error(at, "an entity is not one of XML's own"))?;
                append(&mut open, &resolved).ok_or_else(|| error(at, "text stands outside of elements"))?;
                None
            }
            Event::Eof => break,
            Event::DocType(_) => return Err(error(at, "a document type is not allowed")),
            Event::Decl(declaration) if !readable.is_ascii() && !is_utf8(&declaration) => {
                return Err(error(at, "the XML says that it is not UTF-8"));
            }
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) => None,
        };
        if let Some(element) = closed {
            match open.last_mut() {
                Some(parent) => parent.children.push(element),
                None => root = Some(element),
            }
        }
    }
    match (open.is_empty(), root) {
        (true, Some(root)) => Ok(root),
        _ => Err(error(u64::MAX, "the XML ends before its root element does")),
    }
}

/// The text, if all of it may stand in XML.
fn readable(text: &[u8]) -> Result<&str, SyntaxError> {
    let readable = std::str::from_utf8(text).map_err(|_| SyntaxError::at(text, 0, "the XML is not UTF-8"))?;
    match readable.char_indices().find(|(_, letter)| !is_character(*letter)) {
        Some((at, _)) => Err(SyntaxError::at(text, at, "a character is one that XML cannot hold")),
        None => Ok(readable),
    }
}

/// Whether the declaration names no other encoding. Texts that are ASCII are the same in most of them.
fn is_utf8(declaration: &BytesDecl<'_>) -> bool {
    match declaration.encoding() {
        Some(Ok(name)) => name.eq_ignore_ascii_case("utf-8"),
        Some(Err(_)) | None => true,
    }
}

/// The element that begins; else what is wrong with it.
fn begin(start: &BytesStart<'_>) -> Result<Element, &'static str> {
    const MALFORMED: &str = "an attribute is malformed";
    // The reader takes whatever stands between a bracket and white space.
    if !is_qualified(start.name().into_inner()) {
        return Err("the name of an element is malformed");
    }
    let mut element = Element {
        name: start.local_name().into_inner().to_owned(),
        ..Element::default()
    };
    for (index, attribute) in start.attributes().enumerate() {
        if index >= MOST_ATTRIBUTES {
            return Err("an element has too many attributes");
        }
        let attribute = attribute.map_err(|_| MALFORMED)?;
        let name = attribute.key.into_inner();
        if !is_qualified(name) {
            return Err(MALFORMED);
        }
        if name == "xmlns" || name.starts_with("xmlns:") {
            continue;
        }
        let value = attribute.normalized_value(XmlVersion::Implicit1_0);
        let value = value.map_err(|_| MALFORMED)?.into_owned();
        // References may stand for any character.
        if !value.chars().all(is_character) {
            return Err(MALFORMED);
        }
        let local = attribute.key.local_name().into_inner().to_owned();
        element.is_nil |= name.contains(':') && local == "nil" && matches!(trimmed(&value), "true" | "1");
        element.attributes.push((local, value));
    }
    Ok(element)
}

/// Adds text to the innermost element; `None` if there is none and the text is not mere white space.
fn append(open: &mut [Element], text: &str) -> Option<()> {
    match open.last_mut() {
        Some(element) => element.text.push_str(text),
        None if text.trim().is_empty() => {}
        None => return None,
    }
    Some(())
}

fn resolve(reference: &quick_xml::events::BytesRef<'_>) -> Option<String> {
    if reference.is_char_ref() {
        let letter = reference.resolve_char_ref().ok()?;
        return letter.filter(|letter| is_character(*letter)).map(String::from);
    }
    quick_xml::escape::resolve_xml_entity(reference).map(str::to_owned)
}
