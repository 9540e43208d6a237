//! In: the patterns of constrained strings.
//! Out: statics with the tables of their automata, or with steps.
//! Guarantees: nothing is compiled at run time.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        Emission, SourceFile, docs,
        features::{Features, Gate},
        fragments::ident,
        source_file::Imports,
        types::homes::Home,
    },
    ir::{Constrained, Constraint, Shape, TypeId},
    pattern::{Automaton, CharacterSet, Matcher, Step, Steps},
};

/// The name of the static that holds a pattern of a type; those behind the first are numbered.
pub(super) fn name(emission: &Emission<'_>, id: TypeId, matcher: &Matcher) -> Ident {
    let names = emission.names.definition(id);
    let name = names.map(|names| names.name.shouty()).unwrap_or_default();
    let definition = emission.api.types.definition(id);
    let index = match definition.map(|definition| &definition.shape) {
        Some(Shape::Constrained(constrained)) => patterns(constrained)
            .position(|other| other.source() == matcher.source())
            .unwrap_or_default(),
        _ => 0,
    };
    match index {
        0 => ident(&name),
        further => ident(&format!("{name}_PATTERN_{}", further + 1)),
    }
}

fn patterns(constrained: &Constrained) -> impl Iterator<Item = &Matcher> {
    constrained
        .constraints
        .iter()
        .filter_map(|constraint| match constraint {
            Constraint::Pattern(matcher) => Some(&**matcher),
            _ => None,
        })
}

/// Whether any string has a pattern.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    emission
        .api
        .types
        .definitions()
        .any(|(_, definition)| match &definition.shape {
            Shape::Constrained(constrained) => patterns(constrained).next().is_some(),
            _ => false,
        })
}

pub(super) fn emit(emission: &Emission<'_>, homes: &[Home]) -> Option<SourceFile> {
    let features = Features::of(emission);
    let mut file = SourceFile::new(
        "src/patterns.rs",
        "The document's patterns, each compiled to a deterministic automaton or to steps.",
    );
    let mut gates: BTreeMap<TypeId, &Gate> = BTreeMap::new();
    for home in homes {
        gates.extend(home.definitions.iter().map(|id| (*id, &home.gate)));
    }
    let mut always = false;
    for (id, gate) in gates {
        let Some(Shape::Constrained(constrained)) = emission.api.types.definition(id).map(|it| &it.shape) else {
            continue;
        };
        for matcher in patterns(constrained) {
            let item = item(&name(emission, id, matcher), matcher, &mut file.imports);
            let condition = features.condition(gate);
            always |= condition.is_none();
            file.items.push(quote!(#condition #item));
        }
    }
    if !always {
        // Features may leave all patterns out.
        file.attributes.push(quote!(#![allow(unused_imports)]));
    }
    (!file.items.is_empty()).then_some(file)
}

fn item(name: &Ident, matcher: &Matcher, imports: &mut Imports) -> TokenStream {
    let docs = docs::from_text(&format!("`{}`", matcher.source().replace('`', "\u{2018}")));
    imports.runtime(&["Pattern"]);
    let value = match matcher {
        Matcher::Tables(automaton) => {
            imports.runtime(&["PatternTable"]);
            tables(automaton)
        }
        Matcher::Steps(steps) => {
            for name in ["CharacterSet", "PatternSteps", "Step"] {
                imports.add("stubsmith_runtime::pattern", name);
            }
            program(steps)
        }
    };
    quote! {
        #docs
        pub(crate) static #name: Pattern = #value;
    }
}

fn tables(automaton: &Automaton) -> TokenStream {
    let source = automaton.source();
    let class_count = Literal::u16_unsuffixed(automaton.class_count());
    let wide = automaton.is_wide();
    let classes = Literal::byte_string(automaton.classes().as_slice());
    let transitions = Literal::byte_string(&automaton.transition_bytes());
    let accepting = Literal::byte_string(&automaton.accepting_bytes());
    quote! {
        Pattern::new(PatternTable {
            source: #source,
            classes: #classes,
            class_count: #class_count,
            wide: #wide,
            transitions: #transitions,
            accepting: #accepting,
        })
    }
}

fn program(program: &Steps) -> TokenStream {
    let source = &program.source;
    let sets = program.sets.iter().map(|CharacterSet { ascii, others }| {
        let others = others.iter().map(|(first, last)| quote!((#first, #last)));
        let ascii = bits(*ascii);
        quote!(CharacterSet { ascii: #ascii, others: &[#(#others),*] })
    });
    let steps = program.steps.iter().map(|step| match *step {
        Step::Take(set) => call("Take", &[set]),
        Step::TakeBack(set) => call("TakeBack", &[set]),
        Step::Run(set, least, most) => call("Run", &[set, least, most]),
        Step::RunBack(set, least, most) => call("RunBack", &[set, least, most]),
        Step::Either(one, other) => call("Either", &[one, other]),
        Step::Go(there) => call("Go", &[there]),
        Step::Start => quote!(Step::Start),
        Step::End => quote!(Step::End),
        Step::Boundary(wanted) => quote!(Step::Boundary(#wanted)),
        Step::Look(wanted, then) => {
            let then = Literal::usize_unsuffixed(then);
            quote!(Step::Look(#wanted, #then))
        }
        Step::Save(slot) => call("Save", &[slot]),
        Step::Clear(from, to) => call("Clear", &[from, to]),
        Step::Moved(slot) => call("Moved", &[slot]),
        Step::Repeat(slot) => call("Repeat", &[slot]),
        Step::RepeatBack(slot) => call("RepeatBack", &[slot]),
        Step::Matched => quote!(Step::Matched),
    });
    let slots = Literal::usize_unsuffixed(program.slots);
    quote! {
        Pattern::from_steps(PatternSteps {
            source: #source,
            sets: &[#(#sets),*],
            steps: &[#(#steps),*],
            slots: #slots,
        })
    }
}

/// In hexadecimal, where the bits can be told.
fn bits(ascii: u128) -> Literal {
    let text = format!("0x{ascii:032x}");
    text.parse().unwrap_or_else(|_| Literal::u128_unsuffixed(ascii))
}

/// A step with numbers.
fn call(name: &str, numbers: &[usize]) -> TokenStream {
    let name = ident(name);
    let numbers = numbers.iter().map(|number| match *number {
        usize::MAX => quote!(usize::MAX),
        number => {
            let number = Literal::usize_unsuffixed(number);
            quote!(#number)
        }
    });
    quote!(Step::#name(#(#numbers),*))
}
