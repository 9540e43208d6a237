//! In: a property.
//! Out: where it stands in the element of its object, and under which name.
//! Guarantees: attributes and texts are scalars.

use super::{Unfit, element::Holds, inner, names, unfit};
use crate::{
    ir::{XmlMember, XmlName, XmlPlace, XmlShape},
    lower::types::TypeLowering,
    pointer::Pointer,
    schema::{Conjunction, XmlNode},
};

/// A member, and what it would be called as an element around its items.
pub(super) struct Member {
    pub(super) at: Pointer,
    pub(super) xml: XmlMember,
    around: Option<XmlName>,
}

impl Member {
    /// Whether it is an array whose items stand by themselves.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self.xml.place, XmlPlace::Items { .. })
    }

    /// Whether its element has the name that another's has.
    pub(super) fn clashes(&self, other: &Self) -> bool {
        let is_element = matches!(self.xml.place, XmlPlace::Element | XmlPlace::Items { .. });
        is_element && self.xml.name.local == other.xml.name.local
    }

    /// Puts an element around its items.
    pub(super) fn wrap(&mut self) {
        if let Some(around) = self.around.take() {
            let item = std::mem::replace(&mut self.xml.name, around);
            let shape = std::mem::replace(&mut self.xml.shape, XmlShape::Text);
            self.xml.shape = XmlShape::Array(item, Box::new(shape));
            self.xml.place = XmlPlace::Element;
        }
    }
}

impl TypeLowering<'_> {
    /// `None`: no value is allowed there.
    pub(super) fn xml_member(
        &mut self,
        json: &str,
        place: &Conjunction,
        required: bool,
        words: &[String],
    ) -> Result<Option<Member>, Unfit> {
        let at = place.pointer();
        let element = self.xml_element(place, words)?;
        let node = element.xml.node;
        let own = element.xml.name.as_deref().unwrap_or(json);
        let mut around = None;
        let (name, kind, shape) = match element.holds {
            Holds::Nothing => return Ok(None),
            Holds::Items(items) => {
                let own = names::xml_name(own, &element.xml, at)?;
                let inner = self.xml_element(&items, &inner(words, "item"))?;
                // Without a name of their own, items are called as the element around them is, or would be by default.
                let wrapped = node == Some(XmlNode::Element);
                let usual = if wrapped { own.local.as_str() } else { json };
                let item = inner.xml.name.clone();
                let item = names::xml_name(item.as_deref().unwrap_or(usual), &inner.xml, items.pointer())?;
                let shape = self.xml_content(inner, &item.local, items.pointer(), 0)?;
                match node {
                    Some(XmlNode::Element) => (own, XmlPlace::Element, XmlShape::Array(item, Box::new(shape))),
                    Some(XmlNode::Attribute | XmlNode::Text) => {
                        return unfit(at, "an array is neither an attribute nor a text");
                    }
                    Some(XmlNode::None) | None => {
                        let wrapper = Some(own.local.clone()).filter(|it| *it != item.local);
                        around = Some(own);
                        (item, XmlPlace::Items { required, wrapper }, shape)
                    }
                }
            }
            Holds::Shape(shape) => {
                let is_scalar = matches!(shape, XmlShape::Text | XmlShape::Token);
                let kind = match node {
                    None | Some(XmlNode::Element) => XmlPlace::Element,
                    Some(XmlNode::Attribute) if is_scalar => XmlPlace::Attribute,
                    Some(XmlNode::Text) if is_scalar => XmlPlace::Text { required },
                    Some(XmlNode::Attribute) => {
                        self.xml_remark(
                            at,
                            "an object is no attribute; it is read as an element",
                            "leave `attribute` out",
                        );
                        XmlPlace::Element
                    }
                    Some(XmlNode::Text) => return unfit(at, "an object is no text"),
                    Some(XmlNode::None) => return unfit(at, "`nodeType: none` is read for arrays only"),
                };
                (names::xml_name(own, &element.xml, at)?, kind, shape)
            }
        };
        Ok(Some(Member {
            at: at.clone(),
            xml: XmlMember {
                json: json.to_owned(),
                name,
                place: kind,
                shape,
            },
            around,
        }))
    }
}
