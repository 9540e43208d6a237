//! In: the branches of a union.
//! Out: a word for each, which names its variant and the type that is written in place.
//! Guarantees: the words of one union differ, and depend on its branches alone.

use std::collections::HashMap;

use super::{types::TypeLowering, union::Branch};
use crate::{
    pointer::Pointer,
    schema::{JsonType, Keywords, Schema},
    source::Node,
};

impl TypeLowering<'_> {
    /// The name of the component, the title, the value of a tag, the member that only this branch has, or the JSON type.
    pub(super) fn variant_words(&self, branches: &[Branch]) -> Vec<String> {
        let named: Vec<Option<String>> = branches.iter().map(|branch| self.given_name(branch)).collect();
        let read: Vec<Option<Keywords>> = branches
            .iter()
            .zip(&named)
            .map(|(branch, name)| match (name, self.reader.read(&branch.place)) {
                (None, Some(Schema::Keywords(keywords))) => Some(*keywords),
                _ => None,
            })
            .collect();
        let tag = self.tag(&read);
        let words = named
            .into_iter()
            .zip(&read)
            .map(|(name, keywords)| match (name, keywords) {
                (Some(name), _) => name,
                (None, Some(keywords)) => self.word(keywords, tag.as_deref(), &read),
                (None, None) => "any".to_owned(),
            });
        distinct(words.collect())
    }

    fn given_name(&self, branch: &Branch) -> Option<String> {
        let names: Vec<String> = branch
            .alternatives
            .iter()
            .filter_map(|alternative| {
                let one = Branch {
                    alternatives: vec![alternative.clone()],
                    place: alternative.into(),
                };
                let component = self
                    .targets(&one)
                    .into_iter()
                    .find_map(|it| self.components.get(&it).cloned());
                component.or_else(|| self.title(alternative))
            })
            .collect();
        (!names.is_empty()).then(|| names.join(" "))
    }

    /// A title that is a name rather than a sentence.
    fn title(&self, place: &Pointer) -> Option<String> {
        let title = match self.reader.read(&place.into())? {
            Schema::Keywords(keywords) => keywords.annotations.title,
            Schema::Reference { annotations, .. } | Schema::Anything(annotations) => annotations.title,
            Schema::Nothing => None,
        };
        title.filter(|title| title.split_whitespace().count() <= 5 && title.chars().any(char::is_alphanumeric))
    }

    /// The property that is a constant in all branches that are objects, and another one in each.
    fn tag(&self, branches: &[Option<Keywords>]) -> Option<String> {
        let objects: Vec<&Keywords> = branches
            .iter()
            .flatten()
            .filter(|it| !it.properties.is_empty())
            .collect();
        let first = objects.first()?;
        let is_tag = |name: &&String| {
            let values: Vec<Option<String>> = objects.iter().map(|object| self.constant(object, name)).collect();
            let differ = |(index, value): (usize, &Option<String>)| {
                value.is_some() && !values.iter().skip(index + 1).any(|other| other == value)
            };
            values.iter().enumerate().all(differ)
        };
        first.properties.keys().find(is_tag).cloned()
    }

    fn constant(&self, object: &Keywords, property: &str) -> Option<String> {
        let Schema::Keywords(keywords) = self.reader.read(object.properties.get(property)?)? else {
            return None;
        };
        match keywords.enumeration?.value.as_slice() {
            [Node::String(value)] if value.chars().any(char::is_alphanumeric) => Some(value.clone()),
            _ => None,
        }
    }

    fn word(&self, keywords: &Keywords, tag: Option<&str>, all: &[Option<Keywords>]) -> String {
        if let Some(value) = tag.and_then(|tag| self.constant(keywords, tag)) {
            return value;
        }
        let kinds = keywords.kinds();
        let mut types = kinds.iter();
        let (Some(ty), None) = (types.next(), types.next()) else {
            return "other".to_owned();
        };
        let alike = all.iter().flatten().filter(|other| other.kinds() == kinds).count();
        let word = match ty {
            _ if alike < 2 => None,
            JsonType::Object => own_property(keywords, all),
            JsonType::String if keywords.enumeration.is_some() => Some("known".to_owned()),
            JsonType::String => keywords.format.as_ref().map(|format| format.value.clone()),
            JsonType::Array => self.item_word(keywords),
            _ => None,
        };
        word.filter(|word| word.chars().any(char::is_alphanumeric))
            .unwrap_or_else(|| ty.name().to_owned())
    }

    /// Lists are told apart by what they hold.
    fn item_word(&self, keywords: &Keywords) -> Option<String> {
        let items = keywords.items.as_ref()?;
        let item = match self.reader.read(items)? {
            Schema::Reference { target, .. } => self.components.get(&target).cloned()?,
            Schema::Keywords(keywords) => keywords.kinds().iter().next()?.name().to_owned(),
            Schema::Anything(_) | Schema::Nothing => return None,
        };
        Some(format!("{item} array"))
    }
}

/// The first property that no other branch has, one that must be there before all others.
fn own_property(keywords: &Keywords, all: &[Option<Keywords>]) -> Option<String> {
    let holders = |name: &str| {
        all.iter()
            .flatten()
            .filter(|it| it.properties.contains_key(name))
            .count()
    };
    let required = keywords
        .required
        .iter()
        .filter(|name| keywords.properties.contains_key(*name));
    required
        .chain(keywords.properties.keys())
        .find(|name| holders(name) == 1)
        .cloned()
}

/// Words that stand twice are numbered from the second on.
fn distinct(words: Vec<String>) -> Vec<String> {
    let mut seen: HashMap<String, usize> = HashMap::new();
    let mut distinct = Vec::new();
    for word in words {
        let count = seen.entry(word.to_lowercase()).or_default();
        *count += 1;
        distinct.push(if *count == 1 { word } else { format!("{word} {count}") });
    }
    distinct
}
