//! In: the patterns of constrained strings.
//! Out: statics with the tables of their automata.
//! Guarantees: nothing is compiled at run time.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        Emission, SourceFile, docs,
        features::{Features, Gate},
        fragments::ident,
        types::homes::Home,
    },
    ir::{Constraint, Shape, TypeId},
    pattern::Automaton,
};

/// The name of the static that holds the pattern of a type.
pub(super) fn name(emission: &Emission<'_>, id: TypeId) -> Ident {
    let name = emission
        .names
        .definition(id)
        .map(|names| names.name.shouty())
        .unwrap_or_default();
    ident(&name)
}

/// Whether any string has a pattern.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    emission
        .api
        .types
        .definitions()
        .any(|(_, definition)| match &definition.shape {
            Shape::Constrained(constrained) => constrained
                .constraints
                .iter()
                .any(|constraint| matches!(constraint, Constraint::Pattern(_))),
            _ => false,
        })
}

pub(super) fn emit(emission: &Emission<'_>, homes: &[Home]) -> Option<SourceFile> {
    let features = Features::of(emission);
    let mut file = SourceFile::new(
        "src/patterns.rs",
        "The document's patterns, each compiled to a deterministic automaton over the bytes of a text.",
    );
    let mut gates: BTreeMap<TypeId, &Gate> = BTreeMap::new();
    for home in homes {
        gates.extend(home.definitions.iter().map(|id| (*id, &home.gate)));
    }
    let mut patterns = Vec::new();
    for (id, gate) in gates {
        let Some(Shape::Constrained(constrained)) = emission.api.types.definition(id).map(|it| &it.shape) else {
            continue;
        };
        for constraint in &constrained.constraints {
            if let Constraint::Pattern(automaton) = constraint {
                patterns.push((features.condition(gate), name(emission, id), automaton));
            }
        }
    }
    // Imports would be unused where features leave all patterns out.
    let imported = patterns.iter().any(|(condition, ..)| condition.is_none());
    if imported {
        file.imports.runtime(&["Pattern", "PatternTable"]);
    }
    file.items = patterns
        .iter()
        .map(|(condition, name, automaton)| {
            let item = item(name, automaton, imported);
            quote!(#condition #item)
        })
        .collect();
    (!file.items.is_empty()).then_some(file)
}

fn item(name: &Ident, automaton: &Automaton, imported: bool) -> TokenStream {
    let source = automaton.source();
    let docs = docs::from_text(&format!("`{}`", source.replace('`', "\u{2018}")));
    let class_count = Literal::u16_unsuffixed(automaton.class_count());
    let wide = automaton.is_wide();
    let classes = Literal::byte_string(automaton.classes().as_slice());
    let transitions = Literal::byte_string(&automaton.transition_bytes());
    let accepting = Literal::byte_string(&automaton.accepting_bytes());
    let module = (!imported).then(|| quote!(stubsmith_runtime::));
    quote! {
        #docs
        pub(crate) static #name: #module Pattern = #module Pattern::new(#module PatternTable {
            source: #source,
            classes: #classes,
            class_count: #class_count,
            wide: #wide,
            transitions: #transitions,
            accepting: #accepting,
        });
    }
}
