//! In: an array whose first items have types of their own.
//! Out: a tuple struct with its `Decode` and `Encode`.
//! Guarantees: all items are looked at before any missing one ends the decoding.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::{format_ident, quote};

use crate::{
    emit::{
        fragments::{self, ident},
        rust_type::TypeWriter,
    },
    ir::{Definition, Tuple, TypeId},
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    id: TypeId,
    definition: &Definition,
    tuple: &Tuple,
) -> Vec<TokenStream> {
    writer
        .imports
        .runtime(&["Context", "Decode", "Encode", "Items", "Value", "Writer"]);
    let name = ident(&writer.definition_name(id));
    let docs = fragments::item_docs(&definition.docs, definition.deprecated);
    let items: Vec<TokenStream> = tuple
        .items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            let ty = writer.ty(*item);
            if index < tuple.required {
                quote!(pub #ty)
            } else {
                quote!(pub Option<#ty>)
            }
        })
        .collect();
    let rest = tuple.rest.map(|rest| {
        let ty = writer.ty(rest);
        quote!(#[doc = " All further items."] pub Vec<#ty>)
    });
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name(#(#items,)* #rest);
        },
        decode(&name, tuple),
        encode(&name, tuple),
        quote!(stubsmith_runtime::serde_via_codec!(#name);),
    ]
}

fn decode(name: &Ident, tuple: &Tuple) -> TokenStream {
    let idents: Vec<Ident> = (0..tuple.items.len())
        .map(|index| format_ident!("item_{index}"))
        .collect();
    let reads = idents.iter().enumerate().map(|(index, ident)| {
        if index < tuple.required {
            quote!(let #ident = items.required();)
        } else {
            quote!(let #ident = items.optional();)
        }
    });
    let (end, ended, rest) = if tuple.rest.is_some() {
        (quote!(let rest = items.rest();), None, Some(quote!(rest?)))
    } else {
        (quote!(let end = items.end();), Some(quote!(end?;)), None)
    };
    quote! {
        impl Decode for #name {
            fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
                let mut items = Items::new(value, cx)?;
                #(#reads)*
                #end
                #ended
                Some(Self(#(#idents?,)* #rest))
            }
        }
    }
}

fn encode(name: &Ident, tuple: &Tuple) -> TokenStream {
    let place = Literal::usize_unsuffixed;
    let writes = (0..tuple.items.len()).map(|index| {
        let at = place(index);
        if index < tuple.required {
            quote!(items.element(&self.#at);)
        } else {
            quote!(items.optional(&self.#at);)
        }
    });
    let rest = tuple.rest.map(|_| {
        let at = place(tuple.items.len());
        quote!(items.rest(&self.#at);)
    });
    let open = if tuple.items.is_empty() && rest.is_none() {
        quote!(let items = writer.array();)
    } else {
        quote!(let mut items = writer.array();)
    };
    quote! {
        impl Encode for #name {
            fn encode(&self, writer: &mut Writer) {
                #open
                #(#writes)*
                #rest
                items.end();
            }
        }
    }
}
