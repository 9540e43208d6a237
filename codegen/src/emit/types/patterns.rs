//! In: the patterns of constrained strings.
//! Out: statics with the tables of their automata.
//! Guarantees: nothing is compiled at run time.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{Emission, SourceFile, docs, fragments::ident},
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

pub(super) fn emit(emission: &Emission<'_>) -> Option<SourceFile> {
    let mut file = SourceFile::new(
        "src/patterns.rs",
        "The document's patterns, each compiled to a deterministic automaton over the bytes of a text.",
    );
    for (id, definition) in emission.api.types.definitions() {
        let Shape::Constrained(constrained) = &definition.shape else {
            continue;
        };
        for constraint in &constrained.constraints {
            if let Constraint::Pattern(automaton) = constraint {
                file.items.push(item(&name(emission, id), automaton));
            }
        }
    }
    file.imports.runtime(&["Pattern", "PatternTable"]);
    (!file.items.is_empty()).then_some(file)
}

fn item(name: &Ident, automaton: &Automaton) -> TokenStream {
    let source = automaton.source();
    let docs = docs::from_text(&format!("`{}`", source.replace('`', "\u{2018}")));
    let class_count = Literal::u16_unsuffixed(automaton.class_count());
    let wide = automaton.is_wide();
    let classes = Literal::byte_string(automaton.classes().as_slice());
    let transitions = Literal::byte_string(&automaton.transition_bytes());
    let accepting = Literal::byte_string(&automaton.accepting_bytes());
    quote! {
        #docs
        pub(crate) static #name: Pattern = Pattern::new(PatternTable {
            source: #source,
            classes: #classes,
            class_count: #class_count,
            wide: #wide,
            transitions: #transitions,
            accepting: #accepting,
        });
    }
}
