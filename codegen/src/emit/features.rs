//! In: the tags of an API.
//! Out: a Cargo feature for each, in the crates of types and of the client, so that a user can build some of them.
//! Guarantees: all are on by default; an API of one tag has none, nor has one whose code becomes a module.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::Emission;

/// Features that the manifests have already.
const TAKEN: &[&str] = &["default", "rustls", "native-tls"];

/// What more tags than these need is always there: the lists would be longer than what they spare.
const LONGEST: usize = 8;

/// The features of an API.
#[derive(Debug)]
pub(super) struct Features(Vec<String>);

/// The tags that need an item, by their index; `None`: it is always there.
pub(super) type Gate = Option<BTreeSet<usize>>;

impl Features {
    pub(super) fn of(emission: &Emission<'_>) -> Self {
        let tags = &emission.names.tags;
        if tags.len() < 2 || !emission.features {
            return Self(Vec::new());
        }
        let name = |words: String| {
            if TAKEN.contains(&words.as_str()) {
                format!("{words}-operations")
            } else {
                words
            }
        };
        Self(tags.iter().map(|tag| name(tag.snake().replace('_', "-"))).collect())
    }

    /// The names, one for each tag; none where there are no features.
    pub(super) fn names(&self) -> &[String] {
        &self.0
    }

    /// The condition under which what belongs to one tag is compiled.
    pub(super) fn tag(&self, tag: usize) -> Option<TokenStream> {
        self.condition(&Some(BTreeSet::from([tag])))
    }

    /// The condition under which an item is compiled.
    pub(super) fn condition(&self, gate: &Gate) -> Option<TokenStream> {
        let gate = gate.as_ref().filter(|gate| !gate.is_empty() && gate.len() <= LONGEST)?;
        let mut names: Vec<&String> = gate.iter().filter_map(|tag| self.0.get(*tag)).collect();
        names.sort_unstable();
        match names.as_slice() {
            [] => None,
            [name] => Some(quote!(#[cfg(feature = #name)])),
            names => Some(quote!(#[cfg(any(#(feature = #names),*))])),
        }
    }
}
