//! In: an object.
//! Out: a struct with its `Decode` and `Encode`.
//! Guarantees: all members are looked at before any missing one ends the decoding.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        docs,
        fragments::{self, deprecated, ident, item_docs},
        rust_type::TypeWriter,
    },
    ir::{Access, Additional, Definition, Demand, Field, Object, ObjectRule, Presence, TypeId},
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
    if !object.rules.is_empty() {
        writer.imports.runtime(&["ObjectRule"]);
    }
    let name = ident(&writer.definition_name(id));
    let members: Vec<Member<'_>> = members(writer, id, object);
    let structure = structure(writer, &name, definition, object, &members);
    let rest = match object.additional {
        Additional::Typed(value) => writer.carrier(value),
        Additional::Ignored | Additional::Closed => None,
    };
    let decode = decode(&name, object, &members, rest.as_ref());
    let encode = encode(&name, object, &members, rest.as_ref());
    let mut items = vec![structure];
    if !object.rules.is_empty() {
        let rules = object.rules.iter().map(rule);
        items.push(quote! {
            impl #name {
                const RULES: &'static [ObjectRule] = &[#(#rules),*];
            }
        });
    }
    items.extend([decode, encode, quote!(stubsmith_runtime::serde_via_codec!(#name);)]);
    items
}

struct Member<'a> {
    ident: Ident,
    field: &'a Field,
    /// What carries its value, if it cannot do so itself.
    carrier: Option<TokenStream>,
}

impl Member<'_> {
    /// What takes its value out of what carried it.
    fn taken(&self) -> Option<TokenStream> {
        let carrier = self.carrier.as_ref()?;
        Some(match self.field.presence {
            Presence::Required => quote!(.map(foreign::value::<#carrier>)),
            Presence::RequiredNullable | Presence::Optional => quote!(.map(foreign::value::<Option<#carrier>>)),
            Presence::OptionalNullable => quote!(.map(foreign::maybe::<#carrier>)),
        })
    }

    /// Its value as it is written.
    fn shown(&self) -> TokenStream {
        let member = &self.ident;
        let Some(carrier) = &self.carrier else {
            return quote!(&self.#member);
        };
        match self.field.presence {
            Presence::Required => quote!(&foreign::Ref::<#carrier>(&self.#member)),
            Presence::RequiredNullable => quote!(&foreign::Ref::<Option<#carrier>>(&self.#member)),
            Presence::Optional => quote!(&self.#member.as_ref().map(foreign::Ref::<#carrier>)),
            Presence::OptionalNullable => quote!(&foreign::maybe_ref::<#carrier>(&self.#member)),
        }
    }
}

fn members<'a>(writer: &mut TypeWriter<'_>, id: TypeId, object: &'a Object) -> Vec<Member<'a>> {
    let names = writer
        .emission
        .names
        .definition(id)
        .map(|names| names.members.as_slice())
        .unwrap_or_default();
    let pairs: Vec<_> = object.fields.iter().zip(names).collect();
    pairs
        .into_iter()
        .map(|(field, name)| Member {
            ident: ident(&name.snake()),
            field,
            carrier: writer.carrier(field.ty),
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
    writer.uses_deprecated |= object.fields.iter().any(|field| field.deprecated);
    let docs = item_docs(&definition.docs, definition.deprecated);
    let fields = members.iter().map(|Member { ident, field, .. }| {
        let docs = field_docs(field);
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
    let default = has_default(object).then(|| quote!(Default,));
    let derives = writer
        .emission
        .derives(&name.to_string(), &quote!(Clone, Debug, #default PartialEq));
    quote! {
        #docs
        #derives
        pub struct #name { #(#fields),* }
    }
}

/// Whether an object without members is valid.
fn has_default(object: &Object) -> bool {
    let may_be_empty = |rule: &ObjectRule| match rule {
        ObjectRule::MinProperties(min) => *min == 0,
        ObjectRule::MaxProperties(_) | ObjectRule::DependentRequired(..) | ObjectRule::NotAll(_) => true,
        ObjectRule::AnyOf(_) | ObjectRule::OneOf(_) => false,
    };
    object.rules.iter().all(may_be_empty) && object.fields.iter().all(|field| field.presence.may_be_absent())
}

fn field_docs(field: &Field) -> TokenStream {
    let prose = docs::attributes(&field.docs, false);
    let direction = match (field.access, field.demand) {
        (Access::ReadWrite, _) => None,
        (Access::ReadOnly, Demand::Nothing) => Some(" Only in responses."),
        (Access::ReadOnly, _) => Some(" Only in responses, where it must be."),
        (Access::WriteOnly, Demand::Nothing) => Some(" Only in requests."),
        (Access::WriteOnly, _) => Some(" Only in requests, where it must be."),
    };
    let direction = direction.map(|text| {
        let gap = (!field.docs.is_empty()).then(|| quote!(#[doc = ""]));
        quote!(#gap #[doc = #text])
    });
    let deprecated = deprecated(field.deprecated);
    quote!(#prose #direction #deprecated)
}

/// What reads and writes a member that is an `Option`.
fn may_be_absent(field: &Field) -> &'static str {
    match field.demand {
        Demand::Nothing => "optional",
        Demand::Value => "demanded",
        Demand::ValueOrNull => "demanded_or_null",
    }
}

/// What says that the next member travels in one direction only.
fn travels(access: Access) -> Option<TokenStream> {
    match access {
        Access::ReadWrite => None,
        Access::ReadOnly => Some(quote!(.in_responses())),
        Access::WriteOnly => Some(quote!(.in_requests())),
    }
}

fn decode(name: &Ident, object: &Object, members: &[Member<'_>], rest: Option<&TokenStream>) -> TokenStream {
    let local = |names: &[&str]| fragments::local(members.iter().map(|member| &member.ident), names);
    let fields = local(&["fields", "members", "object", "object_fields"]);
    let closed = local(&["closed", "is_closed", "has_known_members_only"]);
    let kept = local(&["rules", "kept", "rules_are_kept", "keeps_rules_of_members"]);
    let lookups = members.iter().map(|member| {
        let (Member { ident, field, .. }, taken) = (member, member.taken());
        let wire = &field.name;
        let travels = travels(field.access);
        match field.presence {
            Presence::Required | Presence::RequiredNullable => {
                quote!(let #ident = #fields.required(#wire) #taken;)
            }
            Presence::Optional => {
                let method = crate::emit::fragments::ident(may_be_absent(field));
                quote!(let #ident = #fields #travels.#method(#wire) #taken;)
            }
            Presence::OptionalNullable => quote!(let #ident = #fields #travels.maybe(#wire) #taken;),
        }
    });
    let (check, checked) = if object.rules.is_empty() {
        (None, None)
    } else {
        (
            Some(quote!(let #kept = #fields.rules(Self::RULES);)),
            Some(quote!(#kept?;)),
        )
    };
    let idents = members.iter().map(|member| &member.ident);
    let wires = object.fields.iter().map(|field| &field.name);
    let known = quote!(&[#(#wires),*]);
    let taken = rest.map(|carrier| quote!(.map(foreign::value::<BTreeMap<String, #carrier>>)));
    let (rest, close, additional) = match object.additional {
        Additional::Ignored => (None, None, None),
        Additional::Closed => (
            Some(quote!(let #closed = #fields.closed(#known);)),
            Some(quote!(#closed?;)),
            None,
        ),
        Additional::Typed(_) => (
            Some(quote!(let additional = #fields.additional(#known) #taken;)),
            None,
            Some(quote!(additional: additional?,)),
        ),
    };
    let nothing_to_read = members.is_empty() && rest.is_none() && check.is_none();
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
                #check
                #close
                #checked
                Some(Self { #(#idents: #idents?,)* #additional })
            }
        }
    }
}

fn encode(name: &Ident, object: &Object, members: &[Member<'_>], rest: Option<&TokenStream>) -> TokenStream {
    let writes = members.iter().map(|member| {
        let (field, shown) = (member.field, member.shown());
        let wire = &field.name;
        let travels = travels(field.access);
        let write = ident(match field.presence {
            Presence::Required | Presence::RequiredNullable => "required",
            Presence::Optional => may_be_absent(field),
            Presence::OptionalNullable => "maybe",
        });
        quote!(fields #travels.#write(#wire, #shown);)
    });
    let additional = match object.additional {
        Additional::Typed(_) => Some(match rest {
            Some(carrier) => quote! {
                fields.additional(&foreign::carrier::<BTreeMap<String, #carrier>>(self.additional.to_owned()));
            },
            None => quote!(fields.additional(&self.additional);),
        }),
        Additional::Ignored | Additional::Closed => None,
    };
    let rules = (!object.rules.is_empty()).then(|| quote!(.with_rules(Self::RULES)));
    let open = if members.is_empty() && additional.is_none() {
        quote!(let fields = writer.object() #rules;)
    } else {
        quote!(let mut fields = writer.object() #rules;)
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

pub(in crate::emit) fn rule(rule: &ObjectRule) -> TokenStream {
    let list = |names: &Vec<String>| quote!(&[#(#names),*]);
    let lists = |lists: &Vec<Vec<String>>| {
        let lists = lists.iter().map(list);
        quote!(&[#(#lists),*])
    };
    let (variant, arguments) = match rule {
        ObjectRule::MinProperties(min) => {
            let min = Literal::u64_unsuffixed(*min);
            ("MinProperties", quote!(#min))
        }
        ObjectRule::MaxProperties(max) => {
            let max = Literal::u64_unsuffixed(*max);
            ("MaxProperties", quote!(#max))
        }
        ObjectRule::DependentRequired(name, others) => {
            let others = list(others);
            ("DependentRequired", quote!(#name, #others))
        }
        ObjectRule::AnyOf(alternatives) => ("AnyOf", lists(alternatives)),
        ObjectRule::OneOf(alternatives) => ("OneOf", lists(alternatives)),
        ObjectRule::NotAll(names) => ("NotAll", list(names)),
    };
    let variant = ident(variant);
    quote!(ObjectRule::#variant(#arguments))
}
