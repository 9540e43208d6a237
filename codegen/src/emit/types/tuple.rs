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
    let derives = writer
        .emission
        .derives(&name.to_string(), &quote!(Clone, Debug, PartialEq));
    let (decode, encode) = (decode(writer, &name, tuple), encode(writer, &name, tuple));
    vec![
        quote! {
            #docs
            #derives
            pub struct #name(#(#items,)* #rest);
        },
        decode,
        encode,
        quote!(stubsmith_runtime::serde_via_codec!(#name);),
    ]
}

fn decode(writer: &mut TypeWriter<'_>, name: &Ident, tuple: &Tuple) -> TokenStream {
    let idents: Vec<Ident> = (0..tuple.items.len())
        .map(|index| format_ident!("item_{index}"))
        .collect();
    let items = idents.iter().zip(&tuple.items).enumerate();
    let reads = items.map(|(index, (ident, ty))| {
        if index < tuple.required {
            let taken = writer.taken(*ty);
            quote!(let #ident = items.required() #taken;)
        } else {
            let taken = writer.taken_optional(*ty);
            quote!(let #ident = items.optional() #taken;)
        }
    });
    let reads: Vec<TokenStream> = reads.collect();
    let (end, ended, rest) = if let Some(rest) = tuple.rest {
        let taken = writer
            .carrier(rest)
            .map(|carrier| quote!(.map(foreign::value::<Vec<#carrier>>)));
        (quote!(let rest = items.rest() #taken;), None, Some(quote!(rest?)))
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

fn encode(writer: &mut TypeWriter<'_>, name: &Ident, tuple: &Tuple) -> TokenStream {
    let place = Literal::usize_unsuffixed;
    let writes = tuple.items.iter().enumerate().map(|(index, ty)| {
        let at = place(index);
        match (writer.carrier(*ty), index < tuple.required) {
            (None, true) => quote!(items.element(&self.#at);),
            (None, false) => quote!(items.optional(&self.#at);),
            (Some(carrier), true) => quote!(items.element(&foreign::Ref::<#carrier>(&self.#at));),
            (Some(carrier), false) => quote!(items.optional(&self.#at.as_ref().map(foreign::Ref::<#carrier>));),
        }
    });
    let writes: Vec<TokenStream> = writes.collect();
    let rest = tuple.rest.map(|ty| {
        let at = place(tuple.items.len());
        match writer.carrier(ty) {
            Some(carrier) => quote!(items.rest(&foreign::carrier::<Vec<#carrier>>(self.#at.to_owned()));),
            None => quote!(items.rest(&self.#at);),
        }
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
