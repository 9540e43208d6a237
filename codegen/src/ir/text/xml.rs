//! In: how values stand in XML.
//! Out: its readable text form.
//! Guarantees: whatever bears on the XML that is written or read is in it.

use std::fmt::{self, Formatter};

use crate::ir::{Api, Content, ContentKind, XmlAdditional, XmlName, XmlPlace, XmlShape};

impl Api {
    pub(super) fn xml(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for root in &self.xml.roots {
            writeln!(f, "\nxml <{}> {}", name(&root.name), self.xml_shape(&root.shape))?;
        }
        for object in &self.xml.objects {
            let additional = match &object.additional {
                XmlAdditional::Ignored => String::new(),
                XmlAdditional::Closed => " closed".to_owned(),
                XmlAdditional::Typed(shape) => format!(" + {}", self.xml_shape(shape)),
            };
            writeln!(f, "\nxml object {}{additional}", object.words.join("."))?;
            for member in &object.members {
                let (place, note) = match &member.place {
                    XmlPlace::Element => (format!("<{}>", name(&member.name)), String::new()),
                    XmlPlace::Attribute => (format!("@{}", name(&member.name)), String::new()),
                    XmlPlace::Text { required } => ("text".to_owned(), is_required(*required)),
                    XmlPlace::Items { required, wrapper } => {
                        let wrapper = wrapper.iter().map(|it| format!(" maybe in <{it}>"));
                        let note = format!("{}{}", is_required(*required), wrapper.collect::<String>());
                        (format!("<{}>*", name(&member.name)), note)
                    }
                };
                writeln!(f, "  {}: {place} {}{note}", member.json, self.xml_shape(&member.shape))?;
            }
        }
        Ok(())
    }

    /// The name of a root element.
    pub(super) fn xml_root(&self, index: usize) -> String {
        self.xml
            .roots
            .get(index)
            .map(|root| name(&root.name))
            .unwrap_or_default()
    }

    /// How the error envelope is written where that is not JSON.
    pub(super) fn notation(&self, content: &Content) -> &'static str {
        match content.kind {
            ContentKind::Xml(_) => " xml",
            ContentKind::JsonOrXml(_) => " json or xml",
            _ => "",
        }
    }

    fn xml_shape(&self, shape: &XmlShape) -> String {
        match shape {
            XmlShape::Text => "text".to_owned(),
            XmlShape::Token => "token".to_owned(),
            XmlShape::Array(item, shape) => format!("[<{}> {}]", name(item), self.xml_shape(shape)),
            XmlShape::Object(index) => {
                let object = self.xml.objects.get(*index);
                object.map(|object| object.words.join(".")).unwrap_or_default()
            }
        }
    }
}

fn is_required(required: bool) -> String {
    if required {
        " required".to_owned()
    } else {
        String::new()
    }
}

fn name(name: &XmlName) -> String {
    let prefix = name.prefix.iter().map(|prefix| format!("{prefix}:"));
    let namespace = name.namespace.iter().map(|namespace| format!(" {namespace}"));
    let prefix = prefix.collect::<String>();
    format!("{prefix}{}{}", name.local, namespace.collect::<String>())
}
