//! In: the tags of an API.
//! Out: a Cargo feature for each, in the crates of types and of the client, so that a user can build some of them; and one
//! for all that the service sends.
//! Guarantees: those of the tags are on by default, and an API of one tag has none of them; the other one is off. Code that
//! becomes a module has neither.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use proc_macro2::TokenStream;
use quote::quote;

use super::{Emission, Traffic};
use crate::{ir::Nested, naming::Name};

/// Features that the manifests have already.
const TAKEN: &[&str] = &["default", "rustls", "native-tls"];

/// What more tags than these need is always there: the lists would be longer than what they spare.
const LONGEST: usize = 8;

/// The features of an API.
#[derive(Debug)]
pub(super) struct Features {
    /// One for each tag; `None`: what belongs to it is always there.
    tags: Vec<Option<String>>,
    /// Those of the tags in which others are nested, each with the features below it.
    parents: IndexMap<String, Vec<String>>,
    /// The one for all that the service sends, if it sends anything.
    outgoing: Option<String>,
}

/// The tags that need an item, by their index; `None`: it is always there.
pub(super) type Gate = Option<BTreeSet<usize>>;

impl Features {
    pub(super) fn of(emission: &Emission<'_>) -> Self {
        let tags = || emission.api.tags.iter().zip(&emission.names.tags);
        let sends = emission.features && tags().any(|(tag, _)| tag.outgoing);
        let outgoing = sends.then(|| emission.names.outgoing.snake());
        // The module of what the service sends stands under a condition as a whole.
        if emission.traffic == Traffic::Outgoing {
            return Self {
                tags: Vec::new(),
                parents: IndexMap::new(),
                outgoing,
            };
        }
        let of_groups = emission.features && tags().filter(|(tag, _)| !tag.outgoing).count() > 1;
        let tags = tags().map(|(tag, name)| match tag.outgoing {
            true => outgoing.clone(),
            false => of_groups.then(|| feature(name)),
        });
        let tags: Vec<Option<String>> = tags.collect();
        let parents = emission.api.tag_groups.iter().zip(&emission.names.tag_groups);
        let parents = parents.filter(|_| of_groups).map(|(group, name)| {
            let below = group.nested.iter().filter_map(|nested| match nested {
                Nested::Tag(tag) => tags.get(*tag).cloned().flatten(),
                Nested::Group(group) => emission.names.tag_groups.get(*group).map(feature),
            });
            (feature(name), below.collect())
        });
        Self {
            parents: parents.collect(),
            tags,
            outgoing,
        }
    }

    /// Whether there are none.
    pub(super) fn is_empty(&self) -> bool {
        self.tags.iter().all(Option::is_none)
    }

    /// The names of those that stand for groups of operations of the service.
    pub(super) fn groups(&self) -> Vec<&str> {
        let names = self.tags.iter().flatten();
        let groups = names.filter(|name| Some(*name) != self.outgoing.as_ref());
        groups.map(String::as_str).collect()
    }

    /// Those of the tags that others are nested in, each with the ones below it.
    pub(super) fn parents(&self) -> impl Iterator<Item = (&str, &[String])> {
        self.parents
            .iter()
            .map(|(name, below)| (name.as_str(), below.as_slice()))
    }

    /// The ones below that of a tag.
    pub(super) fn nested_in(&self, feature: &str) -> &[String] {
        self.parents.get(feature).map_or(&[], Vec::as_slice)
    }

    /// The name of the one that stands for what the service sends.
    pub(super) fn sent(&self) -> Option<&str> {
        self.outgoing.as_deref()
    }

    /// The condition under which what belongs to one tag is compiled.
    pub(super) fn tag(&self, tag: usize) -> Option<TokenStream> {
        self.condition(&Some(BTreeSet::from([tag])))
    }

    /// The condition under which what the service sends is compiled.
    pub(super) fn outgoing(&self) -> Option<TokenStream> {
        self.outgoing.as_ref().map(|name| quote!(#[cfg(feature = #name)]))
    }

    /// The condition under which an item is compiled.
    pub(super) fn condition(&self, gate: &Gate) -> Option<TokenStream> {
        let gate = gate.as_ref()?;
        let names: Option<BTreeSet<&String>> = gate.iter().map(|tag| self.tags.get(*tag)?.as_ref()).collect();
        let names: Vec<&String> = names?.into_iter().collect();
        match names.as_slice() {
            [] => None,
            names if names.len() > LONGEST => None,
            [name] => Some(quote!(#[cfg(feature = #name)])),
            names => Some(quote!(#[cfg(any(#(feature = #names),*))])),
        }
    }
}

fn feature(tag: &Name) -> String {
    let words = tag.snake().replace('_', "-");
    if TAKEN.contains(&words.as_str()) {
        format!("{words}-operations")
    } else {
        words
    }
}
