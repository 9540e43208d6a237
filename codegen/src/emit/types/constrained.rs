//! In: a base type and its constraints.
//! Out: a newtype.
//! Guarantees: only a valid value makes one; the checks are the runtime's.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::patterns;
use crate::{
    emit::{
        docs,
        fragments::{deprecated, ident},
        rust_type::{TypeWriter, integer},
    },
    ir::{Base, Constrained, Constraint, Definition, Format, TypeId},
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    id: TypeId,
    definition: &Definition,
    constrained: &Constrained,
) -> Vec<TokenStream> {
    let name = ident(&writer.definition_name(id));
    let docs = docs(definition, constrained);
    let rules: Vec<TokenStream> = constrained
        .constraints
        .iter()
        .filter_map(|constraint| rule(writer, id, constrained.base, constraint))
        .collect();
    let (inner, derives, newtype) = match constrained.base {
        Base::Text => (
            quote!(String),
            quote!(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
            quote!(stubsmith_runtime::string_newtype!(#name, [#(#rules),*]);),
        ),
        Base::Secret => {
            writer.imports.runtime(&["Secret"]);
            let newtype = quote!(stubsmith_runtime::secret_newtype!(#name, [#(#rules),*]););
            (quote!(Secret), quote!(Clone, Debug, PartialEq, Eq), newtype)
        }
        Base::Integer(width) => {
            let inner = integer(width);
            let newtype = quote!(stubsmith_runtime::integer_newtype!(#name(#inner), [#(#rules),*]););
            (
                inner,
                quote!(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash),
                newtype,
            )
        }
        Base::Number => (
            quote!(f64),
            quote!(Clone, Copy, Debug, PartialEq, PartialOrd),
            quote!(stubsmith_runtime::number_newtype!(#name(f64), [#(#rules),*]);),
        ),
        Base::Array(item) => {
            let item = writer.carried(item);
            let newtype = quote!(stubsmith_runtime::array_newtype!(#name(#item), [#(#rules),*]););
            (quote!(Vec<#item>), quote!(Clone, Debug, PartialEq), newtype)
        }
        Base::Map(value) => {
            let value = writer.carried(value);
            writer.imports.add("std::collections", "BTreeMap");
            let newtype = quote!(stubsmith_runtime::map_newtype!(#name(#value), [#(#rules),*]););
            (
                quote!(BTreeMap<String, #value>),
                quote!(Clone, Debug, PartialEq),
                newtype,
            )
        }
    };
    let derives = writer.emission.derives(&name.to_string(), &derives);
    vec![
        quote! {
            #docs
            #derives
            pub struct #name(#inner);
        },
        newtype,
    ]
}

fn docs(definition: &Definition, constrained: &Constrained) -> TokenStream {
    let prose = docs::attributes(&definition.docs, false);
    let deprecated = deprecated(definition.deprecated);
    let words: Vec<String> = constrained
        .constraints
        .iter()
        .filter_map(|it| in_words(constrained.base, it))
        .collect();
    let rules = docs::from_text(&words.join("\n\n"));
    let gap = (!definition.docs.is_empty()).then(|| quote!(#[doc = ""]));
    quote!(#prose #gap #rules #deprecated)
}

fn rule(writer: &mut TypeWriter<'_>, id: TypeId, base: Base, constraint: &Constraint) -> Option<TokenStream> {
    let whole = |value: u64| Literal::u64_unsuffixed(value);
    let exact = |value: i128| Literal::i128_unsuffixed(value);
    let float = |value: f64| Literal::f64_unsuffixed(value);
    let kind = ident(match base {
        Base::Text | Base::Secret => "StringRule",
        Base::Integer(_) => "IntegerRule",
        Base::Number => "NumberRule",
        Base::Array(_) | Base::Map(_) => "CountRule",
    });
    let (variant, argument) = match constraint {
        Constraint::Pattern(matcher) => {
            writer.imports.add("crate", "patterns");
            let pattern = patterns::name(&writer.emission, id, matcher);
            ("Pattern", Some(quote!(&patterns::#pattern)))
        }
        Constraint::MinLength(value) => ("MinLength", Some(quote_literal(&whole(*value)))),
        Constraint::MaxLength(value) => ("MaxLength", Some(quote_literal(&whole(*value)))),
        Constraint::IntegerMinimum(value) => ("Minimum", Some(quote_literal(&exact(*value)))),
        Constraint::IntegerMaximum(value) => ("Maximum", Some(quote_literal(&exact(*value)))),
        Constraint::IntegerMultipleOf(value) => ("MultipleOf", Some(quote_literal(&exact(*value)))),
        Constraint::Minimum(value) => ("Minimum", Some(quote_literal(&float(*value)))),
        Constraint::ExclusiveMinimum(value) => ("ExclusiveMinimum", Some(quote_literal(&float(*value)))),
        Constraint::Maximum(value) => ("Maximum", Some(quote_literal(&float(*value)))),
        Constraint::ExclusiveMaximum(value) => ("ExclusiveMaximum", Some(quote_literal(&float(*value)))),
        Constraint::MultipleOf(value) => ("MultipleOf", Some(quote_literal(&float(*value)))),
        Constraint::MinCount(value) => ("Min", Some(quote_literal(&whole(*value)))),
        Constraint::MaxCount(value) => ("Max", Some(quote_literal(&whole(*value)))),
        Constraint::Unique => ("Unique", None),
        Constraint::Format(format) => {
            let format = ident(format_names(*format)?.1);
            ("Format", Some(quote!(StringFormat::#format)))
        }
    };
    let variant = ident(variant);
    Some(match argument {
        Some(argument) => quote!(#kind::#variant(#argument)),
        None => quote!(#kind::#variant),
    })
}

/// A format that can be checked: its name in the document, and the runtime's.
fn format_names(format: Format) -> Option<(&'static str, &'static str)> {
    match format {
        Format::Plain | Format::Password => None,
        Format::DateTime => Some(("date-time", "DateTime")),
        Format::Date => Some(("date", "Date")),
        Format::Uuid => Some(("uuid", "Uuid")),
        Format::Uri => Some(("uri", "Uri")),
        Format::Base64 => Some(("byte", "Base64")),
    }
}

fn quote_literal(literal: &Literal) -> TokenStream {
    quote!(#literal)
}

fn in_words(base: Base, constraint: &Constraint) -> Option<String> {
    let unit = if matches!(base, Base::Map(_)) {
        "members"
    } else {
        "items"
    };
    Some(match constraint {
        Constraint::Pattern(automaton) => format!("Pattern: `{}`.", automaton.source().replace('`', "\u{2018}")),
        Constraint::Format(format) => format!("Format: `{}`.", format_names(*format)?.0),
        Constraint::MinLength(1) => "Not empty.".to_owned(),
        Constraint::MinLength(value) => format!("At least {value} characters."),
        Constraint::MaxLength(value) => format!("At most {value} characters."),
        Constraint::IntegerMinimum(value) => format!("At least {value}."),
        Constraint::IntegerMaximum(value) => format!("At most {value}."),
        Constraint::IntegerMultipleOf(value) => format!("A multiple of {value}."),
        Constraint::Minimum(value) => format!("At least {value}."),
        Constraint::ExclusiveMinimum(value) => format!("More than {value}."),
        Constraint::Maximum(value) => format!("At most {value}."),
        Constraint::ExclusiveMaximum(value) => format!("Less than {value}."),
        Constraint::MultipleOf(value) => format!("A multiple of {value}."),
        Constraint::MinCount(value) => format!("At least {value} {unit}."),
        Constraint::MaxCount(value) => format!("At most {value} {unit}."),
        Constraint::Unique => "No two items are equal.".to_owned(),
    })
}
