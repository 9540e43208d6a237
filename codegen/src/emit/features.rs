//! In: the tags of an API.
//! Out: a Cargo feature for each, in the crates of types and of the client, so that a user can build some of them.
//! Guarantees: all are on by default; an API of one tag has none, nor has one whose code becomes a module.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Emission;
use crate::naming::Name;

/// Features that the manifests have already.
const TAKEN: &[&str] = &["default", "rustls", "native-tls"];

/// What more tags than these need is always there: the lists would be longer than what they spare.
const LONGEST: usize = 8;

/// The features of an API.
#[derive(Debug, Default)]
pub(super) struct Features {
    /// Those of the tags, in their order.
    tags: Vec<String>,
    /// Those of the tags in which others are nested, each with the features below it.
    groups: Vec<(String, Vec<String>)>,
}

/// The tags that need an item, by their index; `None`: it is always there.
pub(super) type Gate = Option<BTreeSet<usize>>;

impl Features {
    pub(super) fn of(emission: &Emission<'_>) -> Self {
        let tags = &emission.names.tags;
        if tags.len() < 2 || !emission.features {
            return Self::default();
        }
        let tags: Vec<String> = tags.iter().map(feature).collect();
        let groups = emission.api.tag_groups.iter().zip(&emission.names.tag_groups);
        let groups = groups.map(|(group, name)| {
            let below = group.tags.iter().filter_map(|tag| tags.get(*tag).cloned());
            (feature(name), below.collect())
        });
        Self {
            groups: groups.collect(),
            tags,
        }
    }

    /// The names, one for each tag; none where there are no features.
    pub(super) fn tags(&self) -> &[String] {
        &self.tags
    }

    /// The tags that others are nested in, each with those.
    pub(super) fn groups(&self) -> impl Iterator<Item = (&String, &[String])> {
        self.groups.iter().map(|(name, below)| (name, below.as_slice()))
    }

    /// The features of the tags that are nested in one.
    pub(super) fn nested_in(&self, feature: &str) -> &[String] {
        let found = self.groups().find(|(name, _)| *name == feature);
        found.map_or(&[], |(_, below)| below)
    }

    /// The condition under which what belongs to one tag is compiled.
    pub(super) fn tag(&self, tag: usize) -> Option<TokenStream> {
        self.condition(&Some(BTreeSet::from([tag])))
    }

    /// The condition under which an item is compiled.
    pub(super) fn condition(&self, gate: &Gate) -> Option<TokenStream> {
        let gate = gate.as_ref().filter(|gate| !gate.is_empty() && gate.len() <= LONGEST)?;
        let mut names: Vec<&String> = gate.iter().filter_map(|tag| self.tags.get(*tag)).collect();
        names.sort_unstable();
        match names.as_slice() {
            [] => None,
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
