//! In: the keyword `xml` (XML Object).
//! Out: what it says of how a value stands in XML, in the terms of OpenAPI 3.2.
//! Guarantees: `attribute` and `wrapped` are read as the node types that replaced them; what says nothing is told.

use super::read::Reading;
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    source::Node,
};

/// An XML Object.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Xml {
    /// `name`.
    pub name: Option<String>,
    /// `namespace`.
    pub namespace: Option<String>,
    /// `prefix`.
    pub prefix: Option<String>,
    /// `nodeType`, or `attribute` and `wrapped`.
    pub node: Option<XmlNode>,
}

/// What a value becomes in XML.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum XmlNode {
    /// An element; of an array, one around those of its items.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element that holds it: `text`, and `cdata`, which is another way to write the same.
    Text,
    /// Nothing of its own.
    None,
}

impl Xml {
    /// Where nothing is said here, what is said there.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            name: self.name.or(other.name),
            namespace: self.namespace.or(other.namespace),
            prefix: self.prefix.or(other.prefix),
            node: self.node.or(other.node),
        }
    }
}

impl Reading<'_> {
    pub(super) fn xml(&mut self, value: &Node) {
        let Node::Object(members) = value else {
            self.passed_over("xml", value);
            return;
        };
        let mut xml = Xml::default();
        let mut node_type = None;
        for (name, value) in members {
            match (name.as_str(), value) {
                ("name", Node::String(text)) if !text.is_empty() => xml.name = Some(text.clone()),
                ("namespace", Node::String(text)) if !text.is_empty() => xml.namespace = Some(text.clone()),
                ("prefix", Node::String(text)) if !text.is_empty() => xml.prefix = Some(text.clone()),
                ("nodeType", Node::String(text)) if node_named(text).is_some() => node_type = node_named(text),
                ("attribute", Node::Bool(true)) => xml.node = Some(XmlNode::Attribute),
                ("wrapped", Node::Bool(true)) => xml.node = xml.node.or(Some(XmlNode::Element)),
                ("attribute" | "wrapped", Node::Bool(false)) => {}
                // Tools write members that they have nothing to say in.
                ("name" | "namespace" | "prefix", Node::Null | Node::String(_)) => {}
                ("name" | "namespace" | "prefix" | "nodeType" | "attribute" | "wrapped", _) => {
                    let message = format!("`{name}` of an XML Object says nothing with this value; it is passed over");
                    let at = Location::Pointer(self.pointer.child("xml").child(name));
                    let told = Diagnostic::new(Code::RepairedKeyword, at, message);
                    self.diagnostics.push(match name.as_str() {
                        "nodeType" => told.help("the node types are element, attribute, text, cdata, none"),
                        "attribute" | "wrapped" => told.help("write `true` or `false`"),
                        _ => told.help("write a text"),
                    });
                }
                _ => {}
            }
        }
        xml.node = node_type.or(xml.node);
        self.keywords.annotations.xml = xml;
    }
}

fn node_named(text: &str) -> Option<XmlNode> {
    Some(match text {
        "element" => XmlNode::Element,
        "attribute" => XmlNode::Attribute,
        "text" | "cdata" => XmlNode::Text,
        "none" => XmlNode::None,
        _ => return None,
    })
}
