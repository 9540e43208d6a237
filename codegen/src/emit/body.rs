//! In: the request body of an operation.
//! Out: its type, and how a form is written, as client and server put it.
//! Guarantees: both sides write the same.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    fragments::ident,
    rust_type::TypeWriter,
    stream,
    styled::{Outline, members, outline, styled},
};
use crate::{
    ir::{Body, Content, ContentKind, FieldEncodingKind, Form, Style},
    naming::BodyNames,
};

/// The one JSON body that most operations have, which needs no function of its own.
pub(super) fn is_plain(body: &Body) -> bool {
    match body.content.as_slice() {
        [only] => matches!(only.kind, ContentKind::Json(_)) && media_type(only) == "application/json",
        _ => false,
    }
}

/// Whether a body may come item by item, so that it can be given away, but not lent.
pub(super) fn is_streamed(body: &Body) -> bool {
    body.content.iter().any(Content::is_stream)
}

/// The type of a body, owned.
pub(super) fn ty(writer: &mut TypeWriter<'_>, body: &Body, names: &BodyNames) -> TokenStream {
    match (body.content.as_slice(), names.forms.as_slice()) {
        ([only], [form]) => content_type(writer, only, &form.own.pascal()),
        _ => writer.shared_type(&names.choice.pascal()),
    }
}

/// The type of one form, owned; `own` is the name of the struct of its parts.
pub(super) fn content_type(writer: &mut TypeWriter<'_>, content: &Content, own: &str) -> TokenStream {
    match &content.kind {
        ContentKind::Json(ty) | ContentKind::Text(ty) => writer.ty(*ty),
        ContentKind::Xml(xml) | ContentKind::JsonOrXml(xml) => writer.ty(xml.ty),
        ContentKind::Form(form) => writer.ty(form.ty),
        ContentKind::Stream(stream) => stream::ty(writer, stream),
        ContentKind::Binary => {
            let name = if is_one(content) { "Bytes" } else { "Binary" };
            writer.imports.runtime(&[name]);
            let name = ident(name);
            quote!(#name)
        }
        ContentKind::Multipart(multipart) if multipart.parts.is_empty() => {
            writer.imports.runtime(&["AnyParts"]);
            quote!(AnyParts)
        }
        ContentKind::Multipart(_) => writer.shared_type(own),
    }
}

/// Whether the media type of a form is known, so that its bytes need not say it.
pub(super) fn is_one(content: &Content) -> bool {
    matches!(content.media_types.as_slice(), [only] if !only.contains('*'))
}

/// The media type that a form is sent as: the first that is no range.
pub(super) fn media_type(content: &Content) -> &str {
    let mut names = content.media_types.iter().map(String::as_str);
    let usual = match content.kind {
        ContentKind::Json(_) | ContentKind::JsonOrXml(_) => "application/json",
        ContentKind::Text(_) => "text/plain; charset=utf-8",
        ContentKind::Xml(_) => "application/xml",
        ContentKind::Form(_) => "application/x-www-form-urlencoded",
        ContentKind::Multipart(_) => "multipart/form-data",
        ContentKind::Binary => "application/octet-stream",
        ContentKind::Stream(ref stream) => stream::media_type(stream),
    };
    names.find(|name| !name.contains('*')).unwrap_or(usual)
}

/// The static that says how a form is written; `None`: all its members are texts.
pub(super) fn layout(writer: &mut TypeWriter<'_>, form: &Form, name: &str) -> TokenStream {
    for import in ["FormLayout", "Shape"] {
        writer.imports.add("stubsmith_runtime::style", import);
    }
    let types = &writer.emission.api.types;
    let (found, rest) = members(types, form.ty);
    let mut listed = Vec::new();
    for (member, ty) in found {
        let encoding = form.encodings.iter().find(|encoding| encoding.name == member);
        let is_text = matches!(outline(&writer.emission.api.types, ty, 0), Outline::Text);
        let how = match encoding.map(|encoding| encoding.kind) {
            Some(FieldEncodingKind::Styled { style, explode }) => styled(writer, ty, (style, explode), &[]),
            Some(FieldEncodingKind::Json) => {
                writer.imports.add("stubsmith_runtime::style", "Styled");
                quote!(Styled::json())
            }
            None if is_text => continue,
            None => member_style(writer, ty),
        };
        listed.push(quote!((#member, #how)));
    }
    let rest = match rest.map(|ty| outline(&writer.emission.api.types, ty, 0)) {
        Some(Outline::Text) => quote!(Shape::Text),
        Some(Outline::Texts) => quote!(Shape::Texts),
        Some(Outline::Values) => quote!(Shape::Values),
        Some(Outline::Object { .. } | Outline::Any) | None => quote!(Shape::Any),
    };
    let name = ident(name);
    quote! {
        static #name: FormLayout = FormLayout {
            members: &[#(#listed),*],
            rest: #rest,
        };
    }
}

/// The default: lists by item, objects as JSON.
fn member_style(writer: &mut TypeWriter<'_>, ty: crate::ir::TypeId) -> TokenStream {
    writer.imports.add("stubsmith_runtime::style", "Styled");
    match outline(&writer.emission.api.types, ty, 0) {
        Outline::Object { only: true, .. } => quote!(Styled::json()),
        Outline::Texts | Outline::Values => styled(writer, ty, (Style::Form, true), &[]),
        _ => {
            writer.imports.add("stubsmith_runtime::style", "Style");
            quote!(Styled::new(Style::Form, true, Shape::Any))
        }
    }
}
