//! In: one of several types.
//! Out: an enum with a variant for each, its `Decode` and `Encode`, and `From` the types of its variants.
//! Guarantees: variants are small; how one is chosen is the runtime's business.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        docs,
        fragments::{self, ident},
        rust_type::TypeWriter,
    },
    ir::{
        Additional, Definition, Discriminator, JsonTypes, Object, Selection, Shape, Type, TypeId, Types, Union, Variant,
    },
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    id: TypeId,
    definition: &Definition,
    union: &Union,
) -> Vec<TokenStream> {
    writer
        .imports
        .runtime(&["Context", "Decode", "Encode", "Value", "Writer"]);
    let name = ident(&writer.definition_name(id));
    let arms = arms(writer, id, union);
    writer.uses_deprecated |= union.variants.iter().any(|variant| variant.deprecated);
    let discriminator = match &union.selection {
        Selection::Discriminator(discriminator) => Some(discriminator),
        Selection::JsonType(_) | Selection::FirstFit(_) => None,
    };
    let unknown = discriminator.map(|discriminator| unknown(writer, discriminator));
    let docs = fragments::item_docs(&definition.docs, definition.deprecated);
    let variants = arms.iter().map(|arm| arm.definition(discriminator));
    let decode = decode(writer, &union.selection, &arms);
    let encodes = arms.iter().map(|arm| arm.encode(discriminator));
    let encode_unknown = discriminator.map(|_| quote!(Self::Unknown(value) => value.encode(writer),));
    let derives = writer
        .emission
        .derives(&name.to_string(), &quote!(Clone, Debug, PartialEq));
    let mut items = vec![
        quote! {
            #docs
            #derives
            pub enum #name { #(#variants,)* #unknown }
        },
        quote! {
            impl Decode for #name {
                fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> { #decode }
            }
        },
        quote! {
            impl Encode for #name {
                fn encode(&self, writer: &mut Writer) {
                    match self { #(#encodes,)* #encode_unknown }
                }
            }
        },
        quote!(stubsmith_runtime::serde_via_codec!(#name);),
    ];
    let types = &writer.emission.api.types;
    let distinct = arms.iter().filter(|arm| {
        let others = arms.iter().filter(|other| other.index != arm.index);
        let mut others = others.map(|other| other.variant.ty).chain([id]);
        has_conversion(types, arm.variant.ty) && !others.any(|other| is_same(types, arm.variant.ty, other))
    });
    items.extend(distinct.filter_map(|arm| arm.conversion(&name)));
    items
}

/// A variant, ready to be written.
struct Arm<'a> {
    index: usize,
    ident: Ident,
    variant: &'a Variant,
    /// The type of its value; `None`: it has none but `null`.
    payload: Option<Payload>,
}

struct Payload {
    ty: TokenStream,
    /// What carries its value, if it cannot do so itself.
    carrier: Option<TokenStream>,
    is_boxed: bool,
    /// Whether values are read and written without the member that tells the variants apart, although the type minds.
    is_beside: bool,
}

fn arms<'a>(writer: &mut TypeWriter<'_>, id: TypeId, union: &'a Union) -> Vec<Arm<'a>> {
    let names = writer.emission.names.definition(id);
    let names = names.map(|names| names.members.as_slice()).unwrap_or_default();
    let arms = union.variants.iter().zip(names).enumerate();
    arms.map(|(index, (variant, name))| {
        let is_null = matches!(writer.emission.api.types.resolved(variant.ty).1, Type::Null);
        Arm {
            index,
            ident: ident(&name.pascal()),
            variant,
            payload: (!is_null).then(|| Payload {
                ty: writer.ty(variant.ty),
                carrier: writer.carrier(variant.ty),
                is_boxed: variant.boxed || writer.is_boxed_payload(variant.ty),
                is_beside: is_beside(&writer.emission.api.types, union, index),
            }),
        }
    })
    .collect()
}

/// Whether the type of a variant would take the member that the union writes for one of its own.
fn is_beside(types: &Types, union: &Union, index: usize) -> bool {
    let Selection::Discriminator(discriminator) = &union.selection else {
        return false;
    };
    let has_member = discriminator.in_variant.get(index).copied().unwrap_or(true);
    let variant = union.variants.get(index).map(|variant| types.resolved(variant.ty).0);
    let shape = variant
        .and_then(|id| types.definition(id))
        .map(|definition| &definition.shape);
    let ignores_others = match shape {
        Some(Shape::Object(Object { additional, rules, .. })) => *additional == Additional::Ignored && rules.is_empty(),
        _ => false,
    };
    !has_member && !ignores_others
}

impl Arm<'_> {
    fn definition(&self, discriminator: Option<&Discriminator>) -> TokenStream {
        let tags = discriminator.and_then(|it| Some((&it.property, it.values.get(self.index)?)));
        let docs = match tags {
            Some((property, tags)) if self.variant.docs.is_empty() && !tags.is_empty() => {
                let tags: Vec<String> = tags.iter().map(|tag| docs::code_span(tag)).collect();
                docs::from_text(&format!("{}: {}.", docs::code_span(property), tags.join(", ")))
            }
            _ => docs::attributes(&self.variant.docs, false),
        };
        let ident = &self.ident;
        let deprecated = fragments::deprecated(self.variant.deprecated);
        match &self.payload {
            None => quote!(#docs #deprecated #ident),
            Some(Payload { ty, is_boxed: true, .. }) => quote!(#docs #deprecated #ident(Box<#ty>)),
            Some(Payload { ty, .. }) => quote!(#docs #deprecated #ident(#ty)),
        }
    }

    /// The expression that reads it.
    fn decode(&self) -> TokenStream {
        let ident = &self.ident;
        let carrier = self.payload.as_ref().and_then(|payload| payload.carrier.as_ref());
        let taken = carrier.map(|carrier| quote!(.map(foreign::value::<#carrier>)));
        match &self.payload {
            None => quote!(Null::decode(value, cx).map(|_| Self::#ident)),
            Some(payload) if payload.is_beside => quote!(TAGS.beside(value, cx) #taken.map(Self::#ident)),
            Some(_) => quote!(Decode::decode(value, cx) #taken.map(Self::#ident)),
        }
    }

    /// The arm that writes it.
    fn encode(&self, discriminator: Option<&Discriminator>) -> TokenStream {
        let ident = &self.ident;
        if self.payload.is_none() {
            return quote!(Self::#ident => writer.null());
        }
        let tag = discriminator.and_then(|it| {
            let has_member = it.in_variant.get(self.index).copied().unwrap_or(true);
            let tag = it.values.get(self.index)?.first()?;
            (!has_member).then_some((&it.property, tag))
        });
        let carrier = self.payload.as_ref().and_then(|payload| payload.carrier.as_ref());
        let value = carrier.map(|carrier| quote!(foreign::Ref::<#carrier>(value)));
        match (tag, value) {
            (Some((property, tag)), None) => quote!(Self::#ident(value) => writer.tagged(#property, #tag, value)),
            (Some((property, tag)), Some(value)) => {
                quote!(Self::#ident(value) => writer.tagged(#property, #tag, &#value))
            }
            (None, None) => quote!(Self::#ident(value) => value.encode(writer)),
            (None, Some(value)) => quote!(Self::#ident(value) => #value.encode(writer)),
        }
    }

    fn conversion(&self, name: &Ident) -> Option<TokenStream> {
        let ident = &self.ident;
        let Payload { ty, is_boxed, .. } = self.payload.as_ref()?;
        let value = if *is_boxed {
            quote!(Box::new(value))
        } else {
            quote!(value)
        };
        Some(quote! {
            impl From<#ty> for #name {
                fn from(value: #ty) -> Self { Self::#ident(#value) }
            }
        })
    }
}

fn unknown(writer: &mut TypeWriter<'_>, discriminator: &Discriminator) -> TokenStream {
    writer.imports.runtime(&["serde_json"]);
    let docs = docs::from_text(&format!(
        "A value whose {} the document does not name; only a response may hold one.",
        docs::code_span(&discriminator.property)
    ));
    quote!(#docs Unknown(serde_json::Value),)
}

fn decode(writer: &mut TypeWriter<'_>, selection: &Selection, arms: &[Arm<'_>]) -> TokenStream {
    if arms.iter().any(|arm| arm.payload.is_none()) {
        writer.imports.runtime(&["Null"]);
    }
    writer.imports.runtime(&["selection"]);
    match selection {
        Selection::Discriminator(discriminator) => by_tag(discriminator, arms),
        Selection::JsonType(kinds) => by_kind(kinds, arms),
        Selection::FirstFit(order) => {
            let attempts = order.iter().filter_map(|index| {
                let read = arms.get(*index)?.decode();
                Some(quote!(|value, cx| #read))
            });
            quote!(selection::first_fit(value, cx, &[#(#attempts),*]))
        }
    }
}

fn by_tag(discriminator: &Discriminator, arms: &[Arm<'_>]) -> TokenStream {
    let property = &discriminator.property;
    let values = discriminator.values.iter().enumerate().flat_map(|(index, tags)| {
        let index = Literal::usize_unsuffixed(index);
        tags.iter().map(move |tag| quote!((#tag, #index)))
    });
    let default = match discriminator.default {
        Some(index) => {
            let index = Literal::usize_unsuffixed(index);
            quote!(Some(#index))
        }
        None => quote!(None),
    };
    let reads = arms.iter().map(|arm| {
        let index = Literal::usize_unsuffixed(arm.index);
        let read = arm.decode();
        quote!(#index => #read)
    });
    quote! {
        const TAGS: selection::Tags = selection::Tags {
            property: #property,
            values: &[#(#values),*],
            default: #default,
        };
        match TAGS.variant(value, cx)? {
            #(#reads,)*
            _ => Decode::decode(value, cx).map(Self::Unknown),
        }
    }
}

fn by_kind(kinds: &[JsonTypes], arms: &[Arm<'_>]) -> TokenStream {
    let kinds = kinds.iter().map(|kinds| self::kinds(*kinds));
    let reads = arms.iter().map(|arm| {
        let index = Literal::usize_unsuffixed(arm.index);
        let read = arm.decode();
        // The runtime gives the index of a variant, so the last one is what is left.
        if arm.index + 1 == arms.len() {
            quote!(_ => #read)
        } else {
            quote!(#index => #read)
        }
    });
    quote! {
        const KINDS: &[selection::Kinds] = &[#(#kinds),*];
        match selection::by_kind(value, cx, KINDS)? { #(#reads,)* }
    }
}

fn kinds(kinds: JsonTypes) -> TokenStream {
    let JsonTypes {
        null,
        boolean,
        integer,
        fraction,
        string,
        array,
        object,
    } = kinds;
    let names = [
        (null, "NULL"),
        (boolean, "BOOLEAN"),
        (integer && fraction, "NUMBER"),
        (integer && !fraction, "INTEGER"),
        (fraction && !integer, "FRACTION"),
        (string, "STRING"),
        (array, "ARRAY"),
        (object, "OBJECT"),
    ];
    let mut names = names.iter().filter(|(is_in, _)| *is_in).map(|(_, name)| ident(name));
    let Some(first) = names.next() else {
        return quote!(selection::Kinds::NONE);
    };
    let others = names.map(|name| quote!(.or(selection::Kinds::#name)));
    quote!(selection::Kinds::#first #(#others)*)
}

/// Whether values of a type are worth a conversion. One from any JSON value would hide which variant is meant.
fn has_conversion(types: &Types, id: TypeId) -> bool {
    !matches!(types.resolved(id).1, Type::Any | Type::Null | Type::Never)
}

/// Whether two types are one in Rust.
fn is_same(types: &Types, left: TypeId, right: TypeId) -> bool {
    let ((left_id, left), (right_id, right)) = (types.resolved(left), types.resolved(right));
    match (left, right) {
        (Type::Defined(_), Type::Defined(_)) => left_id == right_id,
        (Type::Array(left), Type::Array(right))
        | (Type::Map(left), Type::Map(right))
        | (Type::Nullable(left), Type::Nullable(right))
        | (Type::JsonText(left), Type::JsonText(right)) => is_same(types, *left, *right),
        (Type::Integer(left), Type::Integer(right)) => left == right,
        (Type::Text(left), Type::Text(right)) => left == right,
        (Type::Foreign(left), Type::Foreign(right)) => left.path == right.path,
        (Type::Any, Type::Any)
        | (Type::Null, Type::Null)
        | (Type::Never, Type::Never)
        | (Type::Boolean, Type::Boolean)
        | (Type::Number, Type::Number) => true,
        _ => false,
    }
}
