//! In: a set of strings.
//! Out: an enum, open in responses and closed in requests.
//! Guarantees: values that the document does not name have a variant of their own.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{docs, fragments::ident, rust_type::TypeWriter},
    ir::{Definition, Enumeration, Literal, TypeId},
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    id: TypeId,
    definition: &Definition,
    enumeration: &Enumeration,
) -> Vec<TokenStream> {
    let name = ident(&writer.definition_name(id));
    let docs = docs::attributes(&definition.docs, definition.deprecated);
    let names = writer
        .emission
        .names
        .definition(id)
        .map(|names| names.members.as_slice())
        .unwrap_or_default();
    let variants: Vec<_> = names.iter().map(|name| ident(&name.pascal())).collect();
    let values: Vec<&str> = enumeration.values.iter().filter_map(Literal::as_str).collect();
    let variant_docs = values
        .iter()
        .map(|value| docs::from_text(&format!("`{}`.", value.replace('`', "'"))));
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq, Eq, Hash)]
            pub enum #name {
                #(#variant_docs #variants,)*
                #[doc = " A value that the document does not name; only a response may hold one."]
                Unknown(String),
            }
        },
        quote!(stubsmith_runtime::string_enum!(#name { #(#variants = #values),* });),
    ]
}
