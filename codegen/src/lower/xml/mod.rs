//! In: the schema of a body that is XML.
//! Out: how its values stand in XML, or why that cannot be said in one way.
//! Guarantees: an object is looked at once, however many bodies hold it; nothing is kept of a body that has no one reading.

mod element;
mod members;
mod names;
mod object;
mod reachable;
mod variants;

use std::collections::{HashMap, VecDeque};

use super::types::TypeLowering;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Hint, Xml, XmlAdditional, XmlObject, XmlRoot, XmlShape},
    pointer::Pointer,
    schema::{Conjunction, Keywords},
};
use element::Holds;

/// The state of lowering what schemas say of XML.
#[derive(Default)]
pub(super) struct XmlLowering {
    xml: Xml,
    objects: HashMap<Conjunction, usize>,
    /// Why objects cannot stand in XML.
    unfit: HashMap<Conjunction, Unfit>,
    /// Objects whose members wait to be looked at; the references between them can be as long a chain as the document is.
    waiting: VecDeque<Waiting>,
    /// Objects that are one of several, and are put together when these are known.
    unions: Vec<Union>,
    /// What is told if the body has one reading.
    remarks: Diagnostics,
}

/// Why something cannot stand in XML.
#[derive(Clone, Debug)]
pub(super) struct Unfit {
    pub(super) at: Pointer,
    pub(super) why: &'static str,
}

struct Waiting {
    index: usize,
    place: Conjunction,
    words: Vec<String>,
    keywords: Keywords,
}

/// An object that is one of several.
struct Union {
    index: usize,
    at: Pointer,
    /// The member that tells them apart.
    tag: String,
    variants: Vec<usize>,
}

impl XmlLowering {
    /// All that the documents hold.
    pub(super) fn finish(self) -> Xml {
        reachable::reachable(self.xml)
    }
}

fn unfit<T>(at: &Pointer, why: &'static str) -> Result<T, Unfit> {
    Err(Unfit { at: at.clone(), why })
}

impl TypeLowering<'_> {
    /// The XML document that values of a schema become: an index into [`Xml::roots`].
    pub(super) fn xml(&mut self, schema: &Pointer, hint: &Hint) -> Result<usize, Unfit> {
        let known = self.xml.xml.objects.len();
        let root = self.xml_root(schema, hint).and_then(|root| {
            while let Some(waiting) = self.xml.waiting.pop_front() {
                let place = waiting.place.clone();
                self.xml_object(waiting)
                    .inspect_err(|unfit| drop(self.xml.unfit.insert(place, unfit.clone())))?;
            }
            self.xml_unions()?;
            Ok(root)
        });
        let remarks = std::mem::take(&mut self.xml.remarks);
        let xml = &mut self.xml;
        xml.unions.clear();
        match root {
            Ok(root) => {
                self.diagnostics.extend(remarks);
                let roots = &mut xml.xml.roots;
                Ok(roots.iter().position(|known| *known == root).unwrap_or_else(|| {
                    roots.push(root);
                    roots.len() - 1
                }))
            }
            Err(unfit) => {
                xml.waiting.clear();
                xml.xml.objects.truncate(known);
                xml.objects.retain(|_, index| *index < known);
                Err(unfit)
            }
        }
    }

    fn xml_root(&mut self, schema: &Pointer, hint: &Hint) -> Result<XmlRoot, Unfit> {
        let element = self.xml_element(&schema.into(), &hint.words)?;
        let words = element
            .component
            .clone()
            .map_or_else(|| hint.words.clone(), |it| vec![it]);
        let given = element.xml.name.clone().or_else(|| element.component.clone());
        let name = match &given {
            Some(name) => name.clone(),
            None => self.unnamed_root(schema, hint),
        };
        let name = names::xml_name(&name, &element.xml, schema)?;
        let shape = match element.holds {
            Holds::Shape(shape @ XmlShape::Object(_)) => shape,
            Holds::Items(items) => {
                let inner = self.xml_element(&items, &inner(&words, "item"))?;
                let item = inner.xml.name.clone().or_else(|| inner.component.clone());
                let item = names::xml_name(item.as_ref().unwrap_or(&name.local), &inner.xml, items.pointer())?;
                XmlShape::Array(
                    item.clone(),
                    Box::new(self.xml_content(inner, &item.local, items.pointer(), 0)?),
                )
            }
            Holds::Shape(_) | Holds::Nothing => {
                return unfit(schema, "the value is neither an object nor an array");
            }
        };
        Ok(XmlRoot { words, name, shape })
    }

    /// The name that a root element is given which the document gives none. Whoever reads the XML does not look at it.
    fn unnamed_root(&mut self, schema: &Pointer, hint: &Hint) -> String {
        let name = hint.words.last().cloned().unwrap_or_default();
        let message = format!("the root element has no name; it is written as `{name}`, and read whatever its name is");
        self.xml_remark(
            schema,
            message,
            "say `xml: { name: ... }`, or make the schema a component",
        );
        name
    }

    /// Tells what the document leaves open, if the body has one reading after all.
    fn xml_remark(&mut self, at: &Pointer, message: impl Into<String>, help: &str) {
        let at = Location::Pointer(at.clone());
        let remark = Diagnostic::new(Code::XmlObject, at, message).help(help);
        self.xml.remarks.push(remark);
    }

    /// The object of a place, whose members are looked at later.
    fn xml_reserved(&mut self, place: &Conjunction, words: &[String], keywords: Keywords) -> Result<usize, Unfit> {
        if let Some(unfit) = self.xml.unfit.get(place) {
            return Err(unfit.clone());
        }
        if let Some(index) = self.xml.objects.get(place) {
            return Ok(*index);
        }
        let index = self.xml.xml.objects.len();
        self.xml.xml.objects.push(XmlObject {
            words: words.to_vec(),
            members: Vec::new(),
            additional: XmlAdditional::Ignored,
        });
        self.xml.objects.insert(place.clone(), index);
        self.xml.waiting.push_back(Waiting {
            index,
            place: place.clone(),
            words: words.to_vec(),
            keywords,
        });
        Ok(index)
    }
}

/// The words of something inside.
fn inner(words: &[String], word: &str) -> Vec<String> {
    words.iter().cloned().chain([word.to_owned()]).collect()
}
