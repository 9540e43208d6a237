//! In: a set of values.
//! Out: an enum, open in responses and closed in requests.
//! Guarantees: values that the document does not name have a variant of their own.

use proc_macro2::{Ident, Literal as Token, TokenStream};
use quote::quote;

use crate::{
    emit::{
        docs,
        fragments::{self, ident},
        rust_type::TypeWriter,
    },
    ir::{Definition, Enumeration, Literal, TypeId},
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    id: TypeId,
    definition: &Definition,
    enumeration: &Enumeration,
) -> Vec<TokenStream> {
    let name = ident(&writer.definition_name(id));
    let docs = fragments::item_docs(&definition.docs, definition.deprecated);
    let names = writer
        .emission
        .names
        .definition(id)
        .map(|names| names.members.as_slice())
        .unwrap_or_default();
    let variants: Vec<_> = names.iter().map(|name| ident(&name.pascal())).collect();
    let has_strings_only = enumeration.values.iter().all(|value| value.as_str().is_some());
    let said = &writer.emission.api.chosen.value_docs;
    let variant_docs = enumeration.values.iter().enumerate().map(|(index, value)| {
        let text = match value {
            Literal::String(text) if has_strings_only => text.clone(),
            other => other.to_string(),
        };
        let text = docs::code_span(&text);
        docs::from_text(&match said.get(&(id, index)) {
            Some(prose) => format!("{text}: {prose}"),
            None => format!("{text}."),
        })
    });
    let variant_docs: Vec<TokenStream> = variant_docs.collect();
    let Kind {
        derives,
        unknown,
        behaviour,
    } = kind(writer, &name, &variants, &enumeration.values);
    let derives = writer.emission.derives(&name.to_string(), &derives);
    vec![
        quote! {
            #docs
            #derives
            pub enum #name {
                #(#variant_docs #variants,)*
                #[doc = " A value that the document does not name; only a response may hold one."]
                Unknown(#unknown),
            }
        },
        behaviour,
    ]
}

/// What depends on the JSON type of the values.
struct Kind {
    derives: TokenStream,
    unknown: TokenStream,
    behaviour: TokenStream,
}

fn kind(writer: &mut TypeWriter<'_>, name: &Ident, variants: &[Ident], values: &[Literal]) -> Kind {
    if let Some(values) = values.iter().map(Literal::as_str).collect::<Option<Vec<_>>>() {
        return Kind {
            derives: quote!(Clone, Debug, PartialEq, Eq, Hash),
            unknown: quote!(String),
            behaviour: quote!(stubsmith_runtime::string_enum!(#name { #(#variants = #values),* });),
        };
    }
    if let Some(values) = values.iter().map(integer).collect::<Option<Vec<_>>>() {
        return Kind {
            derives: quote!(Clone, Copy, Debug, PartialEq, Eq, Hash),
            unknown: quote!(i64),
            behaviour: quote!(stubsmith_runtime::integer_enum!(#name { #(#variants = #values),* });),
        };
    }
    writer.imports.runtime(&["serde_json"]);
    let values = values.iter().map(literal);
    Kind {
        derives: quote!(Clone, Debug, PartialEq, Eq),
        unknown: quote!(serde_json::Value),
        behaviour: quote!(stubsmith_runtime::literal_enum!(#name { #(#variants = #values),* });),
    }
}

fn integer(value: &Literal) -> Option<Token> {
    match value {
        Literal::Integer(value) => Some(Token::i64_unsuffixed(*value)),
        Literal::String(_) | Literal::Boolean(_) | Literal::Json(_) => None,
    }
}

fn literal(value: &Literal) -> TokenStream {
    match value {
        Literal::String(text) => quote!(Literal::String(#text)),
        Literal::Integer(value) => {
            let value = Token::i64_unsuffixed(*value);
            quote!(Literal::Integer(#value))
        }
        Literal::Boolean(value) => quote!(Literal::Boolean(#value)),
        Literal::Json(text) => quote!(Literal::Json(#text)),
    }
}
