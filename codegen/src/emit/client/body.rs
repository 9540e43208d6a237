//! In: the request body of an operation.
//! Out: the argument that a call takes for it, and the function that writes it.
//! Guarantees: one JSON body needs no function.

use proc_macro2::TokenStream;
use quote::quote;

use super::group::{Argument, borrowed, is_by_value};
use crate::{
    emit::{
        body::{is_one, is_plain, is_streamed, layout, media_type, ty},
        docs,
        fragments::ident,
        rust_type::TypeWriter,
        stream,
    },
    ir::{Body, Content, ContentKind, Operation, XmlContent},
    naming::{BodyNames, FormNames, OperationNames},
};

/// The argument for the body, if there is one.
pub(super) fn argument(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Option<Argument> {
    let (body, names) = (operation.body.as_ref()?, names.body.as_ref()?);
    let docs = docs::attributes(&body.docs, false);
    let (ty, borrow) = argument_type(writer, body, names);
    let carried = match body.content.as_slice() {
        [
            Content {
                kind: ContentKind::Json(ty),
                ..
            },
        ] => writer.carried_copy(*ty, &quote!(body)),
        _ => None,
    };
    let step = if is_plain(body) {
        match carried {
            Some(copy) => quote!(.json(&#copy)),
            None => quote!(.json(#borrow body)),
        }
    } else {
        let function = ident(&names.function.snake());
        let method = ident(if is_streamed(body) { "streamed_body" } else { "body" });
        quote!(.#method(#borrow body, #function))
    };
    Some(Argument {
        docs: if docs.is_empty() {
            docs::from_text("The body.")
        } else {
            docs
        },
        name: ident("body"),
        ty,
        step,
        required: body.required,
        deprecated: false,
    })
}

/// The type of the argument, and what makes a reference of it.
fn argument_type(writer: &mut TypeWriter<'_>, body: &Body, names: &BodyNames) -> (TokenStream, Option<TokenStream>) {
    if let [only] = body.content.as_slice() {
        match only.kind {
            ContentKind::Json(ty)
            | ContentKind::Text(ty)
            | ContentKind::Xml(XmlContent { ty, .. })
            | ContentKind::JsonOrXml(XmlContent { ty, .. }) => {
                let borrow = is_by_value(writer, ty).then(|| quote!(&));
                return (borrowed(writer, ty), borrow);
            }
            // Bytes are shared, not copied.
            ContentKind::Binary => return (ty(writer, body, names), Some(quote!(&))),
            ContentKind::Form(_) | ContentKind::Multipart(_) | ContentKind::Stream(_) => {}
        }
    }
    let ty = ty(writer, body, names);
    let ty = if is_streamed(body) { ty } else { quote!(&#ty) };
    (ty, None)
}

/// What writes the body of an operation: a function, and a static for each form of pairs.
pub(super) fn emit(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let (Some(body), Some(names)) = (&operation.body, &names.body) else {
        return Vec::new();
    };
    if is_plain(body) {
        return Vec::new();
    }
    writer.imports.add("stubsmith_runtime::client", "BodyWriter");
    let function = ident(&names.function.snake());
    let mut items = Vec::new();
    for (form, names) in body.content.iter().zip(&names.forms) {
        if let ContentKind::Form(form) = &form.kind {
            items.push(layout(writer, form, &names.own.shouty()));
        }
    }
    let (argument, writes) = match (body.content.as_slice(), names.forms.as_slice()) {
        ([only], [form]) => {
            let (ty, by_value) = argument_type(writer, body, names);
            let ty = if by_value.is_some() { quote!(&#ty) } else { ty };
            let write = write(writer, only, form, &quote!(body));
            (ty, quote!(#write;))
        }
        _ => {
            let choice = writer.shared_type(&names.choice.pascal());
            let lent = (!is_streamed(body)).then(|| quote!(&));
            let held = if lent.is_some() { quote!(body) } else { quote!(&body) };
            let arms = body.content.iter().zip(&names.forms).map(|(form, names)| {
                let variant = ident(&names.variant.pascal());
                let write = write(writer, form, names, &held);
                quote!(#choice::#variant(body) => #write)
            });
            let arms: Vec<TokenStream> = arms.collect();
            (quote!(#lent #choice), quote!(match body { #(#arms,)* }))
        }
    };
    items.push(quote! {
        fn #function(body: #argument, to: &mut BodyWriter<'_>) { #writes }
    });
    items
}

/// The statement that writes one form; `held` is a reference to its value.
fn write(writer: &mut TypeWriter<'_>, content: &Content, names: &FormNames, held: &TokenStream) -> TokenStream {
    let media_type = media_type(content);
    let mut value = |ty| match writer.carried_copy(ty, &quote!(body)) {
        Some(copy) => quote!(&#copy),
        None => held.clone(),
    };
    match content.kind {
        ContentKind::Json(ty) | ContentKind::JsonOrXml(XmlContent { ty, .. }) => {
            let body = value(ty);
            quote!(to.json(#media_type, #body))
        }
        ContentKind::Text(ty) => {
            let body = value(ty);
            quote!(to.text(#media_type, #body))
        }
        ContentKind::Xml(xml) => {
            let body = value(xml.ty);
            let root = writer.xml_root(xml.root);
            quote!(to.xml(#media_type, #body, &#root))
        }
        ContentKind::Binary if is_one(content) => quote!(to.bytes(#media_type, #held)),
        ContentKind::Binary => quote!(to.binary(#held)),
        ContentKind::Stream(ref stream) => {
            let method = ident(stream::writer(stream));
            quote!(to.#method(#media_type, body))
        }
        ContentKind::Form(_) => {
            let layout = ident(&names.own.shouty());
            quote!(to.form(#media_type, #held, &#layout))
        }
        ContentKind::Multipart(_) => quote!(to.multipart(#media_type, #held)),
    }
}
