//! In: how a rejection fills the API's error envelope.
//! Out: the function that renders it.
//! Guarantees: it holds nothing that the rejection does not tell.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::TAKEN;
use crate::{
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
    let value = value(&mut writer, &envelope.value);
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
        _ => quote!(respond::json(rejection.status(), &body)),
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

fn value(writer: &mut TypeWriter<'_>, value: &EnvelopeValue) -> TokenStream {
    match value {
        EnvelopeValue::Object(ty, members) => object(writer, *ty, members),
        EnvelopeValue::Message => quote!(rejection.message()),
        EnvelopeValue::Code => quote!(rejection.code().to_owned()),
        EnvelopeValue::Parameter => quote!(rejection.param()),
        EnvelopeValue::RequestId => quote!(rejection.request_id().to_owned()),
        EnvelopeValue::Status => quote!(rejection.status().as_u16().into()),
        EnvelopeValue::ByStatus {
            ty,
            choices,
            server,
            other,
        } => by_status(writer, *ty, choices, *server, *other),
        EnvelopeValue::Nothing => quote!(Default::default()),
    }
}

fn object(writer: &mut TypeWriter<'_>, ty: TypeId, members: &[EnvelopeValue]) -> TokenStream {
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
            let made = value(writer, member);
            let made = match (field.presence, member) {
                // It would otherwise contain itself by value; what is optional is filled with scalars only.
                (Presence::Required, EnvelopeValue::Object(..)) if field.boxed => quote!(Box::new(#made)),
                (_, EnvelopeValue::Nothing) | (Presence::Required, _) => made,
                (Presence::OptionalNullable, EnvelopeValue::Parameter) => {
                    writer.imports.runtime(&["Maybe"]);
                    quote!(Maybe::or_absent(#made))
                }
                (_, EnvelopeValue::Parameter) => made,
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

fn by_status(
    writer: &mut TypeWriter<'_>,
    ty: TypeId,
    choices: &[(u16, usize)],
    server: usize,
    other: usize,
) -> TokenStream {
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
    let arms = choices
        .iter()
        .filter(|(_, index)| *index != other)
        .map(|(status, index)| {
            let (status, variant) = (Literal::u16_unsuffixed(*status), variant(*index));
            quote!(#status => #variant)
        });
    let arms: Vec<TokenStream> = arms.collect();
    let server_arm = (server != other).then(|| {
        let variant = variant(server);
        quote!(500..=599 => #variant,)
    });
    let other = variant(other);
    if arms.is_empty() && server_arm.is_none() {
        return other;
    }
    quote! {
        match rejection.status().as_u16() { #(#arms,)* #server_arm _ => #other }
    }
}
