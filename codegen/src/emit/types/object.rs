//! In: an object.
//! Out: a struct with its `Decode` and `Encode`.
//! Guarantees: all members are looked at before any missing one ends the decoding.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    emit::{docs, fragments::ident, rust_type::TypeWriter},
    ir::{Additional, Definition, Field, Object, Presence, TypeId},
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    id: TypeId,
    definition: &Definition,
    object: &Object,
) -> Vec<TokenStream> {
    writer
        .imports
        .runtime(&["Context", "Decode", "Encode", "Fields", "Value", "Writer"]);
    let name = ident(&writer.definition_name(id));
    let members: Vec<Member<'_>> = members(writer, id, object);
    let structure = structure(writer, &name, definition, object, &members);
    let decode = decode(&name, object, &members);
    let encode = encode(&name, object, &members);
    vec![
        structure,
        decode,
        encode,
        quote!(stubsmith_runtime::serde_via_codec!(#name);),
    ]
}

struct Member<'a> {
    ident: Ident,
    field: &'a Field,
}

fn members<'a>(writer: &TypeWriter<'_>, id: TypeId, object: &'a Object) -> Vec<Member<'a>> {
    let names = writer
        .emission
        .names
        .definition(id)
        .map(|names| names.members.as_slice())
        .unwrap_or_default();
    let pairs = object.fields.iter().zip(names);
    pairs
        .map(|(field, name)| Member {
            ident: ident(&name.snake()),
            field,
        })
        .collect()
}

fn structure(
    writer: &mut TypeWriter<'_>,
    name: &Ident,
    definition: &Definition,
    object: &Object,
    members: &[Member<'_>],
) -> TokenStream {
    let docs = docs::attributes(&definition.docs, definition.deprecated);
    let fields = members.iter().map(|Member { ident, field }| {
        let docs = docs::attributes(&field.docs, field.deprecated);
        let ty = writer.field(field);
        quote!(#docs pub #ident: #ty)
    });
    let mut fields: Vec<TokenStream> = fields.collect();
    if let Additional::Typed(value) = object.additional {
        let value = writer.ty(value);
        writer.imports.add("std::collections", "BTreeMap");
        fields.push(quote! {
            #[doc = " All other members, by name."]
            pub additional: BTreeMap<String, #value>
        });
    }
    let default = object
        .fields
        .iter()
        .all(|field| field.presence.may_be_absent())
        .then(|| quote!(Default,));
    quote! {
        #docs
        #[derive(Clone, Debug, #default PartialEq)]
        pub struct #name { #(#fields),* }
    }
}

/// A name for a local: the first of these that no field has. The last is one that nobody gives a field.
fn local(members: &[Member<'_>], names: &[&str]) -> Ident {
    let is_free = |name: &&&str| !members.iter().any(|member| member.ident == **name);
    ident(names.iter().find(is_free).or(names.last()).unwrap_or(&""))
}

fn decode(name: &Ident, object: &Object, members: &[Member<'_>]) -> TokenStream {
    let fields = local(members, &["fields", "members", "object", "object_fields"]);
    let closed = local(members, &["closed", "is_closed", "has_known_members_only"]);
    let lookups = members.iter().map(|Member { ident, field }| {
        let wire = &field.name;
        match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(let #ident = #fields.required(#wire);),
            Presence::Optional => quote!(let #ident = #fields.optional(#wire);),
            Presence::OptionalNullable => quote!(let #ident = #fields.maybe(#wire);),
        }
    });
    let idents = members.iter().map(|member| &member.ident);
    let wires = object.fields.iter().map(|field| &field.name);
    let known = quote!(&[#(#wires),*]);
    let (rest, close, additional) = match object.additional {
        Additional::Ignored => (None, None, None),
        Additional::Closed => (
            Some(quote!(let #closed = #fields.closed(#known);)),
            Some(quote!(#closed?;)),
            None,
        ),
        Additional::Typed(_) => (
            Some(quote!(let additional = #fields.additional(#known);)),
            None,
            Some(quote!(additional: additional?,)),
        ),
    };
    let nothing_to_read = members.is_empty() && rest.is_none();
    let open = if nothing_to_read {
        quote!(Fields::new(value, cx)?;)
    } else {
        quote!(let mut #fields = Fields::new(value, cx)?;)
    };
    quote! {
        impl Decode for #name {
            fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
                #open
                #(#lookups)*
                #rest
                #close
                Some(Self { #(#idents: #idents?,)* #additional })
            }
        }
    }
}

fn encode(name: &Ident, object: &Object, members: &[Member<'_>]) -> TokenStream {
    let writes = members.iter().map(|Member { ident, field }| {
        let wire = &field.name;
        match field.presence {
            Presence::Required | Presence::RequiredNullable => quote!(fields.required(#wire, &self.#ident);),
            Presence::Optional => quote!(fields.optional(#wire, &self.#ident);),
            Presence::OptionalNullable => quote!(fields.maybe(#wire, &self.#ident);),
        }
    });
    let additional = match object.additional {
        Additional::Typed(_) => Some(quote!(fields.additional(&self.additional);)),
        Additional::Ignored | Additional::Closed => None,
    };
    let open = if members.is_empty() && additional.is_none() {
        quote!(let fields = writer.object();)
    } else {
        quote!(let mut fields = writer.object();)
    };
    quote! {
        impl Encode for #name {
            fn encode(&self, writer: &mut Writer) {
                #open
                #(#writes)*
                #additional
                fields.end();
            }
        }
    }
}
