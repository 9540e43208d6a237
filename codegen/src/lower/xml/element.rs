//! In: the place of a schema.
//! Out: what an element holds whose value it describes, and what its XML Object says.
//! Guarantees: `$ref`s are followed; what stands nearer to the place has the last word.

use super::{Unfit, inner, names, unfit};
use crate::{
    diagnostic::Diagnostics,
    ir::XmlShape,
    lower::{references::is_only_null, types::TypeLowering},
    pointer::Pointer,
    schema::{Conjunction, JsonType, Keywords, Schema, Xml, XmlNode},
    source::Node,
};

/// A value in XML.
pub(super) struct Element {
    /// What the schema, and those that it refers to, say of XML.
    pub(super) xml: Xml,
    /// The component that it is.
    pub(super) component: Option<String>,
    /// What is inside it is called after.
    words: Vec<String>,
    pub(super) holds: Holds,
}

/// What an element holds.
pub(super) enum Holds {
    Shape(XmlShape),
    /// Items of this schema.
    Items(Conjunction),
    /// Nothing is allowed there.
    Nothing,
}

/// How many `$ref`s may follow each other.
const LONGEST: usize = 32;

/// How deep arrays may stand in each other.
const DEEPEST: usize = 16;

impl TypeLowering<'_> {
    pub(super) fn xml_element(&mut self, place: &Conjunction, words: &[String]) -> Result<Element, Unfit> {
        let mut at = place.clone();
        let mut xml = Xml::default();
        let mut component: Option<String> = None;
        for _ in 0..LONGEST {
            if let Some(name) = at.sole().and_then(|pointer| self.components.get(pointer)) {
                component.get_or_insert_with(|| name.clone());
            }
            match self.reader.read(&at) {
                Some(Schema::Reference {
                    target, annotations, ..
                }) => {
                    xml = xml.or(annotations.xml);
                    at = target.into();
                }
                Some(Schema::Keywords(keywords)) => {
                    let xml = xml.or(keywords.annotations.xml.clone());
                    let own = at.sole().and_then(|pointer| self.components.get(pointer)).cloned();
                    let words = own.map_or_else(|| words.to_vec(), |name| vec![name]);
                    let holds = self.xml_holds(&at, &words, *keywords)?;
                    return Ok(Element {
                        xml,
                        component,
                        words,
                        holds,
                    });
                }
                Some(Schema::Nothing) => {
                    return Ok(Element {
                        xml,
                        component,
                        words: Vec::new(),
                        holds: Holds::Nothing,
                    });
                }
                Some(Schema::Anything(_)) | None => return unfit(at.pointer(), ANY),
            }
        }
        unfit(place.pointer(), "the `$ref`s lead nowhere")
    }

    fn xml_holds(&mut self, place: &Conjunction, words: &[String], keywords: Keywords) -> Result<Holds, Unfit> {
        let at = place.pointer();
        if !keywords.unions.is_empty() {
            if keywords.discriminator.is_none() {
                return unfit(at, "nothing in XML tells these alternatives apart");
            }
            let index = self.xml_reserved(place, words, keywords)?;
            return Ok(Holds::Shape(XmlShape::Object(index)));
        }
        if is_only_null(&keywords) {
            return Ok(Holds::Shape(XmlShape::Token));
        }
        let mut types = keywords.kinds();
        types.remove(JsonType::Null);
        if types.contains(JsonType::Number) {
            types.remove(JsonType::Integer);
        }
        if let Some(values) = &keywords.enumeration {
            return Ok(Holds::Shape(literals(&values.value, at)?));
        }
        let found: Vec<JsonType> = types.iter().collect();
        Ok(match found.as_slice() {
            [JsonType::String] => Holds::Shape(string(&keywords)),
            [JsonType::Integer | JsonType::Number | JsonType::Boolean] => Holds::Shape(XmlShape::Token),
            [JsonType::Array] if !keywords.prefix_items.is_empty() => {
                return unfit(at, "the items of this array are of several types");
            }
            [JsonType::Array] => match keywords.items {
                Some(items) => Holds::Items(items),
                None => return unfit(at, ANY),
            },
            [JsonType::Object] => Holds::Shape(XmlShape::Object(self.xml_reserved(place, words, keywords)?)),
            [] => return unfit(at, ANY),
            _ => return unfit(at, "this may be of several types, which are alike in XML"),
        })
    }

    /// What stands in an element. An array needs one around its items, since there is no object here that holds them.
    pub(super) fn xml_content(
        &mut self,
        element: Element,
        name: &str,
        at: &Pointer,
        depth: usize,
    ) -> Result<XmlShape, Unfit> {
        match element.holds {
            Holds::Shape(shape) => Ok(shape),
            Holds::Items(items) if element.xml.node == Some(XmlNode::Element) && depth < DEEPEST => {
                let item = self.xml_element(&items, &inner(&element.words, "item"))?;
                let own = item.xml.name.clone();
                let own = names::xml_name(own.as_deref().unwrap_or(name), &item.xml, items.pointer())?;
                let local = own.local.clone();
                let shape = self.xml_content(item, &local, items.pointer(), depth + 1)?;
                Ok(XmlShape::Array(own, Box::new(shape)))
            }
            Holds::Items(_) => unfit(at, "nothing in XML keeps this array apart from what is around it"),
            Holds::Nothing => unfit(at, "no value is allowed here"),
        }
    }

    /// The member by which the alternatives of a schema are told apart.
    pub(super) fn xml_tag(&self, keywords: &Keywords) -> Option<String> {
        // What is wrong with it is told where the type is made.
        let mut told = Diagnostics::new();
        let at = keywords.discriminator.as_ref()?;
        self.reader.discriminator(at, &mut told).map(|it| it.property)
    }
}

const ANY: &str = "any value is allowed here";

/// Formats of which white space is no part.
const TOKENS: [&str; 6] = ["date-time", "date", "uuid", "uri", "byte", "base64"];

fn string(keywords: &Keywords) -> XmlShape {
    let is_token = |format: &str| TOKENS.contains(&format);
    if keywords.base64 || keywords.format.as_ref().is_some_and(|it| is_token(&it.value)) {
        XmlShape::Token
    } else {
        XmlShape::Text
    }
}

fn literals(values: &[Node], at: &Pointer) -> Result<XmlShape, Unfit> {
    let mut shape = XmlShape::Token;
    for value in values {
        match value {
            Node::String(text) if text.trim() != text => shape = XmlShape::Text,
            Node::Array(_) | Node::Object(_) => return unfit(at, "the values are no texts"),
            _ => {}
        }
    }
    Ok(shape)
}
