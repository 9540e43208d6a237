//! In: the keywords of an object.
//! Out: its members and what becomes of other elements, in XML.
//! Guarantees: no two members are told apart by nothing; arrays that would be are taken for wrapped, which is told.

use super::{Unfit, Waiting, inner, members::Member, unfit};
use crate::{
    ir::{XmlAdditional, XmlMember, XmlPlace},
    lower::types::TypeLowering,
    pointer::Pointer,
    schema::{Additional, Keywords, Rule},
};

impl TypeLowering<'_> {
    pub(super) fn xml_object(&mut self, waiting: Waiting) -> Result<(), Unfit> {
        if self.xml_is_union(&waiting) {
            return self.xml_union(&waiting);
        }
        let Waiting {
            index,
            place,
            words,
            keywords,
        } = waiting;
        let at = place.pointer();
        let additional = self.xml_additional(at, &words, &keywords)?;
        if additional == XmlAdditional::Ignored && names_unknown(&keywords) {
            return unfit(at, "a member of any value must be there");
        }
        let mut members: Vec<Member> = Vec::new();
        for (name, place) in &keywords.properties {
            let required = keywords.required.contains(name);
            members.extend(self.xml_member(name, place, required, &inner(&words, name))?);
        }
        self.xml_wrap(&mut members);
        let members: Vec<XmlMember> = members.into_iter().map(|member| member.xml).collect();
        unambiguous(&members, at)?;
        if let Some(object) = self.xml.xml.objects.get_mut(index) {
            object.members = members;
            object.additional = additional;
        }
        Ok(())
    }

    fn xml_additional(&mut self, at: &Pointer, words: &[String], keywords: &Keywords) -> Result<XmlAdditional, Unfit> {
        let mut places = keywords.pattern_properties.clone();
        match &keywords.additional {
            Additional::Allowed(place) => places.push(place.clone()),
            Additional::Refused if places.is_empty() => return Ok(XmlAdditional::Closed),
            Additional::Unsaid | Additional::Refused => {}
        }
        let [place] = places.as_slice() else {
            // An object that has an empty list of properties has none.
            let says_members = !keywords.properties.is_empty() || self.reader.has(at, "properties");
            return match places.is_empty() && says_members {
                true => Ok(XmlAdditional::Ignored),
                false => unfit(at, "nothing is said of the members of this object"),
            };
        };
        let element = self.xml_element(place, &inner(words, "value"))?;
        let shape = self.xml_content(element, "item", place.pointer(), 0)?;
        Ok(XmlAdditional::Typed(shape))
    }

    /// Arrays that do not say `wrapped`, and whose items have a name that another member has as well, must be meant to
    /// stand each in an element of its own.
    fn xml_wrap(&mut self, members: &mut [Member]) {
        let shared: Vec<bool> = members
            .iter()
            .map(|member| member.is_bare() && members.iter().filter(|other| other.clashes(member)).count() > 1)
            .collect();
        for (member, _) in members.iter_mut().zip(shared).filter(|(_, shared)| *shared) {
            let message = format!(
                "`{}` is the name of other elements too; the array is read as if it said `wrapped: true`",
                member.xml.name.local
            );
            self.xml_remark(&member.at, message, "say `xml: { wrapped: true }`");
            member.wrap();
        }
        // The element around an array that is there all the same must not be that of another member.
        let names: Vec<String> = members.iter().map(|member| member.xml.name.local.clone()).collect();
        for member in members {
            if let XmlPlace::Items { wrapper, .. } = &mut member.xml.place {
                wrapper.take_if(|wrapper| names.contains(wrapper));
            }
        }
    }
}

/// Whether a member must be there, or is named by a rule, of which nothing else is said.
fn names_unknown(keywords: &Keywords) -> bool {
    let of_rules = keywords.rules.iter().flat_map(|rule| -> Vec<&String> {
        match rule {
            Rule::DependentRequired(name, others) => std::iter::once(name).chain(others).collect(),
            Rule::AnyOf(lists) | Rule::OneOf(lists) => lists.iter().flatten().collect(),
            Rule::NotAll(names) => names.iter().collect(),
        }
    });
    let mut all = keywords.required.iter().chain(of_rules);
    all.any(|name| !keywords.properties.contains_key(name))
}

/// Whether each member is told from the others by its place and its name.
pub(super) fn unambiguous(members: &[XmlMember], at: &Pointer) -> Result<(), Unfit> {
    let slot = |member: &XmlMember| match member.place {
        XmlPlace::Attribute => (1, member.name.local.clone()),
        XmlPlace::Text { .. } => (2, String::new()),
        XmlPlace::Element | XmlPlace::Items { .. } => (0, member.name.local.clone()),
    };
    let mut slots: Vec<(i32, String)> = members.iter().map(slot).collect();
    slots.sort();
    if slots
        .windows(2)
        .any(|pair| matches!(pair, [one, other] if one == other))
    {
        return unfit(at, "two members of this object are one and the same in XML");
    }
    Ok(())
}
