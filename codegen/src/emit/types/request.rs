//! In: the request body of an operation.
//! Out: the enum of its forms, where it has several, and a struct for each that has several parts.
//! Guarantees: all parts are looked at before a missing one ends the reading.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    emit::{
        body::content_type,
        docs,
        fragments::{deprecated, ident},
        rust_type::TypeWriter,
    },
    ir::{Content, ContentKind, Multipart, Operation, Part, PartKind},
    naming::{BodyNames, FormNames, OperationNames},
};

/// Whether an operation's body has types of its own.
pub(super) fn any(operation: &Operation) -> bool {
    let Some(body) = &operation.body else { return false };
    let has_struct = |form: &Content| matches!(&form.kind, ContentKind::Multipart(it) if !it.parts.is_empty());
    body.content.len() > 1 || body.content.iter().any(has_struct)
}

/// The types of an operation's body.
pub(super) fn emit(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let (Some(body), Some(names)) = (&operation.body, &names.body) else {
        return Vec::new();
    };
    let mut items = Vec::new();
    if body.content.len() > 1 {
        items.push(choice(writer, operation, &body.content, names));
    }
    for (form, names) in body.content.iter().zip(&names.forms) {
        if let ContentKind::Multipart(multipart) = &form.kind
            && !multipart.parts.is_empty()
        {
            items.extend(parts(writer, operation, multipart, names));
        }
    }
    items
}

/// The enum of a body that may take several forms.
fn choice(writer: &mut TypeWriter<'_>, operation: &Operation, content: &[Content], names: &BodyNames) -> TokenStream {
    let name = ident(&names.choice.pascal());
    let docs = docs::from_text(&format!("What may be sent to `{}`.", operation.id));
    let variants = content.iter().zip(&names.forms).map(|(form, names)| {
        let variant = ident(&names.variant.pascal());
        let docs = docs::from_text(&format!("`{}`", form.media_types.join("`, `")));
        let ty = form_type(writer, form, names);
        quote!(#docs #variant(#ty))
    });
    let variants: Vec<TokenStream> = variants.collect();
    quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#variants),* }
    }
}

/// The type in a variant: what may be large is boxed.
fn form_type(writer: &mut TypeWriter<'_>, form: &Content, names: &FormNames) -> TokenStream {
    match &form.kind {
        ContentKind::Json(ty) | ContentKind::Text(ty) => writer.payload(*ty),
        ContentKind::Xml(xml) | ContentKind::JsonOrXml(xml) => writer.payload(xml.ty),
        ContentKind::Form(form) => writer.payload(form.ty),
        ContentKind::Multipart(multipart) if !multipart.parts.is_empty() => {
            let name = ident(&names.own.pascal());
            quote!(Box<#name>)
        }
        ContentKind::Multipart(_) | ContentKind::Binary => content_type(writer, form, ""),
    }
}

struct Field<'a> {
    ident: Ident,
    part: &'a Part,
}

fn parts(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    multipart: &Multipart,
    names: &FormNames,
) -> [TokenStream; 2] {
    writer.imports.runtime(&["Multipart", "PartsReader", "PartsWriter"]);
    let name = ident(&names.own.pascal());
    let about = docs::from_text(&format!("The parts that `{}` is sent.", operation.id));
    let pairs = multipart.parts.iter().zip(&names.parts);
    let fields: Vec<Field<'_>> = pairs
        .map(|(part, name)| Field {
            ident: ident(&name.snake()),
            part,
        })
        .collect();
    let definitions: Vec<TokenStream> = fields.iter().map(|field| definition(writer, field)).collect();
    let writes = fields.iter().map(write);
    let reads = fields.iter().map(read);
    let inits = fields.iter().map(|Field { ident, .. }| quote!(#ident: #ident?));
    let (closed, check) = if multipart.closed {
        (Some(quote!(let closed = parts.closed();)), Some(quote!(closed?;)))
    } else {
        (None, None)
    };
    let allow = fields
        .iter()
        .any(|field| field.part.deprecated)
        .then(|| quote!(#[allow(deprecated)]));
    [
        quote! {
            #about
            #allow
            #[derive(Clone, Debug, PartialEq)]
            pub struct #name { #(#definitions),* }
        },
        quote! {
            #allow
            impl Multipart for #name {
                fn write(&self, parts: &mut PartsWriter) { #(#writes)* }
                fn read(parts: &mut PartsReader) -> Option<Self> {
                    #(#reads)*
                    #closed
                    #check
                    Some(Self { #(#inits),* })
                }
            }
        },
    ]
}

fn definition(writer: &mut TypeWriter<'_>, Field { ident, part }: &Field<'_>) -> TokenStream {
    let prose = docs::attributes(&part.docs, false);
    let prose = if prose.is_empty() {
        docs::from_text(&format!("The part `{}`.", part.name))
    } else {
        prose
    };
    let deprecated = deprecated(part.deprecated);
    let ty = match part.kind {
        PartKind::File => {
            writer.imports.runtime(&["FilePart"]);
            quote!(FilePart)
        }
        PartKind::Text(ty) | PartKind::Json(ty) => writer.ty(ty),
    };
    let ty = match (part.repeated, part.required) {
        (true, _) => quote!(Vec<#ty>),
        (false, true) => ty,
        (false, false) => quote!(Option<#ty>),
    };
    quote!(#prose #deprecated pub #ident: #ty)
}

fn write(Field { ident, part }: &Field<'_>) -> TokenStream {
    let wire = &part.name;
    let method = crate::emit::fragments::ident(plural(part.kind));
    let values = if part.repeated || !part.required {
        quote!(&self.#ident)
    } else {
        quote!([&self.#ident])
    };
    let media_type = match part.media_types.as_slice() {
        [only] if !only.contains('*') => quote!(Some(#only)),
        _ => quote!(None),
    };
    quote!(parts.#method(#wire, #values, #media_type);)
}

fn read(Field { ident, part }: &Field<'_>) -> TokenStream {
    let wire = &part.name;
    let singular = plural(part.kind).trim_end_matches('s');
    let method = match (part.repeated, part.required) {
        (true, _) => plural(part.kind).to_owned(),
        (false, true) => singular.to_owned(),
        (false, false) => format!("{singular}_optional"),
    };
    let method = crate::emit::fragments::ident(&method);
    quote!(let #ident = parts.#method(#wire);)
}

fn plural(kind: PartKind) -> &'static str {
    match kind {
        PartKind::File => "files",
        PartKind::Text(_) => "texts",
        PartKind::Json(_) => "jsons",
    }
}
