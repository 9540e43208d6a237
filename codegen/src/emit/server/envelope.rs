//! In: how a rejection fills the API's error envelope.
//! Out: the function that renders it.
//! Guarantees: it holds nothing that the rejection does not tell.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::TAKEN;
use crate::{
    document::Status,
    emit::{Emission, SourceFile, body, fragments::ident, rust_type::TypeWriter},
    ir::{Additional, ContentKind, EnvelopeValue, Presence, Shape, TypeId},
};

pub(super) fn emit(emission: &Emission<'_>) -> Option<SourceFile> {
    let envelope = emission.envelope()?;
    let mut file = SourceFile::new(
        "src/envelope.rs",
        "What the server turns away by itself, in the document's own error envelope.",
    );
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    let value = value(&mut writer, &envelope.value, Teller::Rejection);
    let media_types = &envelope.content.media_types;
    let written = match envelope.content.kind {
        ContentKind::Xml(xml) => {
            let (root, media_type) = (writer.xml_root(xml.root), body::media_type(&envelope.content));
            quote!(respond::xml(rejection.status(), #media_type, &#root, &body))
        }
        ContentKind::JsonOrXml(xml) => {
            let root = writer.xml_root(xml.root);
            quote! {
                respond::json_or_xml(rejection.status(), rejection.accepted(), &[#(#media_types),*], &#root, &body)
            }
        }
        _ => match body::media_type(&envelope.content) {
            "application/json" => quote!(respond::json(rejection.status(), &body)),
            media_type => quote!(respond::json_as(rejection.status(), #media_type, &body)),
        },
    };
    for name in ["Rejection", "Response", "respond"] {
        writer.imports.add("stubsmith_runtime::server", name);
    }
    file.items.push(quote! {
        #[doc = " Renders a rejection."]
        pub(crate) fn envelope(rejection: &Rejection) -> Response {
            let body = #value;
            #written
        }
    });
    writer.finish(&mut file);
    Some(file)
}

/// Where a rejection tells something.
#[derive(Clone, Copy)]
enum Teller {
    /// The rejection itself.
    Rejection,
    /// One of the things that are wrong.
    Detail,
}

impl Teller {
    fn ident(self) -> proc_macro2::Ident {
        ident(match self {
            Self::Rejection => "rejection",
            Self::Detail => "detail",
        })
    }
}

fn value(writer: &mut TypeWriter<'_>, value: &EnvelopeValue, teller: Teller) -> TokenStream {
    let from = teller.ident();
    match value {
        EnvelopeValue::Object(ty, members) => object(writer, *ty, members, teller),
        EnvelopeValue::Message => quote!(#from.message()),
        EnvelopeValue::Code => quote!(#from.code().to_owned()),
        EnvelopeValue::Parameter => quote!(#from.param()),
        EnvelopeValue::Pointer => quote!(#from.pointer()),
        EnvelopeValue::RequestId => quote!(rejection.request_id().to_owned()),
        EnvelopeValue::Status => quote!(rejection.status().as_u16().into()),
        EnvelopeValue::StatusText => quote!(rejection.status().as_str().to_owned()),
        EnvelopeValue::Text(choices, other) => {
            let choices = choices.iter().map(|(status, text)| (*status, quote!(#text)));
            let text = matched(choices.collect(), &quote!(#other));
            quote!(#text.to_owned())
        }
        EnvelopeValue::ByStatus { ty, choices, other } => by_status(writer, *ty, choices, *other),
        EnvelopeValue::Each(item) => {
            let item = self::value(writer, item, Teller::Detail);
            quote!(rejection.details().into_iter().map(|detail| #item).collect())
        }
        EnvelopeValue::Nothing => quote!(Default::default()),
    }
}

fn object(writer: &mut TypeWriter<'_>, ty: TypeId, members: &[EnvelopeValue], teller: Teller) -> TokenStream {
    let api = writer.emission.api;
    let Some(Shape::Object(object)) = api.types.definition(ty).map(|definition| &definition.shape) else {
        return TokenStream::new();
    };
    let names = writer
        .emission
        .names
        .definition(ty)
        .map(|names| names.members.as_slice())
        .unwrap_or_default();
    writer.uses_deprecated |= object.fields.iter().any(|field| field.deprecated);
    let fields: Vec<TokenStream> = object
        .fields
        .iter()
        .zip(names)
        .zip(members)
        .map(|((field, name), member)| {
            let name = ident(&name.snake());
            let made = match (member, value(writer, member, teller)) {
                // It would otherwise contain itself by value.
                (EnvelopeValue::Object(..), made) if field.boxed => quote!(Box::new(#made)),
                (_, made) => made,
            };
            let made = match (field.presence, member) {
                (Presence::Required, EnvelopeValue::Parameter | EnvelopeValue::Pointer) => {
                    quote!(#made.unwrap_or_default())
                }
                (_, EnvelopeValue::Nothing) | (Presence::Required, _) => made,
                (Presence::OptionalNullable, EnvelopeValue::Parameter | EnvelopeValue::Pointer) => {
                    writer.imports.runtime(&["Maybe"]);
                    quote!(Maybe::or_absent(#made))
                }
                (_, EnvelopeValue::Parameter | EnvelopeValue::Pointer) => made,
                (Presence::OptionalNullable, _) => {
                    writer.imports.runtime(&["Maybe"]);
                    quote!(Maybe::Value(#made))
                }
                (Presence::RequiredNullable | Presence::Optional, _) => quote!(Some(#made)),
            };
            quote!(#name: #made)
        })
        .collect();
    let additional = matches!(object.additional, Additional::Typed(_)).then(|| quote!(additional: Default::default(),));
    let name = writer.ty(ty);
    quote!(#name { #(#fields,)* #additional })
}

fn by_status(writer: &mut TypeWriter<'_>, ty: TypeId, choices: &[(Status, usize)], other: usize) -> TokenStream {
    let name = writer.ty(ty);
    let names = writer
        .emission
        .names
        .definition(ty)
        .map(|names| names.members.as_slice())
        .unwrap_or_default();
    let variant = |index: usize| {
        let variant = names.get(index).map(|name| ident(&name.pascal()));
        quote!(#name::#variant)
    };
    let choices = choices.iter().map(|(status, index)| (*status, variant(*index)));
    matched(choices.collect(), &variant(other))
}

/// What is chosen by the status of a rejection.
fn matched(choices: Vec<(Status, TokenStream)>, other: &TokenStream) -> TokenStream {
    if choices.is_empty() {
        return other.clone();
    }
    let arms = choices.into_iter().map(|(status, chosen)| {
        let pattern = match status {
            Status::Code(status) => {
                let status = Literal::u16_unsuffixed(status);
                quote!(#status)
            }
            Status::Range(hundred) => {
                let first = u16::from(hundred) * 100;
                let (first, last) = (Literal::u16_unsuffixed(first), Literal::u16_unsuffixed(first + 99));
                quote!(#first..=#last)
            }
            Status::Default => quote!(_),
        };
        quote!(#pattern => #chosen)
    });
    quote! {
        match rejection.status().as_u16() { #(#arms,)* _ => #other }
    }
}
