//! In: an object that is one of several, told apart by a member.
//! Out: one object in XML with the members of all.
//! Guarantees: a member that several have stands in one place, so that XML is read before it is known which one it is.

use std::collections::HashSet;

use super::{Unfit, Union, Waiting, element::Holds, object::unambiguous, unfit};
use crate::{
    ir::{XmlAdditional, XmlMember, XmlName, XmlObject, XmlPlace, XmlShape},
    lower::types::TypeLowering,
    pointer::Pointer,
    schema::Conjunction,
};

impl TypeLowering<'_> {
    pub(super) fn xml_is_union(&mut self, waiting: &Waiting) -> bool {
        !waiting.keywords.unions.is_empty() || !self.extensions(&waiting.place, &waiting.keywords).is_empty()
    }

    /// Remembers which objects it may be.
    pub(super) fn xml_union(&mut self, waiting: &Waiting) -> Result<(), Unfit> {
        let Waiting {
            index,
            place,
            words,
            keywords,
        } = waiting;
        let at = place.pointer();
        let Some(tag) = self.xml_tag(keywords) else {
            return unfit(at, "nothing in XML tells these alternatives apart");
        };
        let places: Vec<Conjunction> = if keywords.unions.is_empty() {
            let children = self.extensions(place, keywords);
            children.iter().map(Conjunction::from).chain([place.base()]).collect()
        } else {
            // They are counted where the type is made.
            let composed = self.composed;
            let branches = self.branches(place, keywords);
            self.composed = composed;
            branches.into_iter().flatten().map(|branch| branch.place).collect()
        };
        let mut variants = Vec::new();
        for variant in &places {
            match self.xml_element(variant, words)?.holds {
                Holds::Shape(XmlShape::Object(variant)) => variants.push(variant),
                Holds::Nothing => {}
                Holds::Shape(_) | Holds::Items(_) => {
                    return unfit(
                        variant.pointer(),
                        "an alternative that is no object cannot be told from others",
                    );
                }
            }
        }
        self.xml.unions.push(Union {
            index: *index,
            at: at.clone(),
            tag,
            variants,
        });
        Ok(())
    }

    /// Puts all unions together.
    pub(super) fn xml_unions(&mut self) -> Result<(), Unfit> {
        let mut merged = Vec::new();
        for union in &self.xml.unions {
            merged.push((union.index, self.merged(union)?));
        }
        for (index, (members, additional)) in merged {
            if let Some(object) = self.xml.xml.objects.get_mut(index) {
                object.members = members;
                object.additional = additional;
            }
        }
        Ok(())
    }

    fn merged(&self, union: &Union) -> Result<(Vec<XmlMember>, XmlAdditional), Unfit> {
        let objects = self.alternatives(union);
        let mut members: Vec<XmlMember> = Vec::new();
        for member in objects.iter().flat_map(|object| &object.members) {
            match members.iter().find(|known| known.json == member.json) {
                Some(known) if known == member => {}
                Some(_) => return unfit(&union.at, "a member that several alternatives have is not one in XML"),
                None => members.push(member.clone()),
            }
        }
        let in_all = |member: &XmlMember| objects.iter().all(|object| object.members.contains(member));
        let is_implied = |member: &&XmlMember| {
            matches!(
                member.place,
                XmlPlace::Items { required: true, .. } | XmlPlace::Text { required: true }
            )
        };
        if members.iter().filter(is_implied).any(|member| !in_all(member)) {
            return unfit(
                &union.at,
                "what is empty in one alternative looks as if it were missing in another",
            );
        }
        if members.iter().all(|member| member.json != union.tag) {
            members.push(tag(&union.tag, &union.at)?);
        }
        unambiguous(&members, &union.at)?;
        let mut additional = objects.iter().map(|object| &object.additional);
        let additional = match additional.next() {
            Some(first) if additional.all(|other| other == first) => first.clone(),
            _ if objects
                .iter()
                .any(|it| matches!(it.additional, XmlAdditional::Typed(_))) =>
            {
                return unfit(&union.at, "the alternatives allow different further members");
            }
            _ => XmlAdditional::Ignored,
        };
        Ok((members, additional))
    }

    /// The objects that a union stands for, those of unions in it among them.
    fn alternatives(&self, union: &Union) -> Vec<&XmlObject> {
        let mut seen = HashSet::new();
        let mut open: Vec<usize> = union.variants.iter().rev().copied().collect();
        let mut objects = Vec::new();
        while let Some(index) = open.pop() {
            if !seen.insert(index) {
                continue;
            }
            match self.xml.unions.iter().find(|union| union.index == index) {
                Some(inner) => open.extend(inner.variants.iter().rev()),
                None => objects.extend(self.xml.xml.objects.get(index)),
            }
        }
        objects
    }
}

/// The member that a union writes, where its variants do not have it.
fn tag(name: &str, at: &Pointer) -> Result<XmlMember, Unfit> {
    let local: XmlName = super::names::xml_name(name, &crate::schema::Xml::default(), at)?;
    Ok(XmlMember {
        json: name.to_owned(),
        name: local,
        place: XmlPlace::Element,
        shape: XmlShape::Token,
    })
}
