//! In: the request body of an operation.
//! Out: the enum of its forms, where it has several, and a struct for each that has several parts.
//! Guarantees: all parts are looked at before a missing one ends the reading.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        body::content_type,
        docs,
        fragments::{deprecated, ident},
        rust_type::TypeWriter,
    },
    ir::{Constraint, Content, ContentKind, Multipart, Operation, Part, PartKind},
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
    // Items are there once.
    let usual = if content.iter().any(Content::is_stream) {
        quote!(Debug)
    } else {
        quote!(Clone, Debug, PartialEq)
    };
    let derives = writer.emission.derives(&name.to_string(), &usual);
    quote! {
        #docs
        #derives
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
        ContentKind::Multipart(_) | ContentKind::Binary | ContentKind::Stream(_) => content_type(writer, form, ""),
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
    if multipart.parts.iter().any(|part| !part.counts.is_empty()) {
        writer.imports.runtime(&["CountRule"]);
    }
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
    let writes: Vec<TokenStream> = fields.iter().map(|field| write(writer, field)).collect();
    let reads: Vec<TokenStream> = fields.iter().map(|field| read(writer, field)).collect();
    let inits = fields.iter().map(|Field { ident, .. }| quote!(#ident: #ident?));
    let (closed, check) = if multipart.closed {
        (Some(quote!(let closed = parts.closed();)), Some(quote!(closed?;)))
    } else {
        (None, None)
    };
    let derives = writer
        .emission
        .derives(&name.to_string(), &quote!(Clone, Debug, PartialEq));
    let allow = fields
        .iter()
        .any(|field| field.part.deprecated)
        .then(|| quote!(#[allow(deprecated)]));
    [
        quote! {
            #about
            #allow
            #derives
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

/// The method that counts the parts, and its rules, if there are any.
fn counted(part: &Part) -> Option<(Ident, TokenStream)> {
    if part.counts.is_empty() {
        return None;
    }
    let method = crate::emit::fragments::ident(if part.required { "counted" } else { "counted_if_any" });
    let rules = part.counts.iter().filter_map(|count| match count {
        Constraint::MinCount(min) => {
            let min = Literal::u64_unsuffixed(*min);
            Some(quote!(CountRule::Min(#min)))
        }
        Constraint::MaxCount(max) => {
            let max = Literal::u64_unsuffixed(*max);
            Some(quote!(CountRule::Max(#max)))
        }
        _ => None,
    });
    Some((method, quote!(&[#(#rules),*])))
}

/// What carries the values of a part: one, several, or one that may be absent.
fn carrier(writer: &mut TypeWriter<'_>, part: &Part) -> Option<TokenStream> {
    let carrier = match part.kind {
        PartKind::File => None,
        PartKind::Text(ty) | PartKind::Json(ty) => writer.carrier(ty),
    }?;
    Some(match (part.repeated, part.required) {
        (true, _) => quote!(Vec<#carrier>),
        (false, true) => carrier,
        (false, false) => quote!(Option<#carrier>),
    })
}

fn write(writer: &mut TypeWriter<'_>, Field { ident, part }: &Field<'_>) -> TokenStream {
    let wire = &part.name;
    let method = crate::emit::fragments::ident(plural(part.kind));
    let value = match carrier(writer, part) {
        Some(carrier) => quote!(&foreign::carrier::<#carrier>(self.#ident.to_owned())),
        None => quote!(&self.#ident),
    };
    let values = if part.repeated || !part.required {
        value
    } else {
        quote!([#value])
    };
    let media_type = match part.media_types.as_slice() {
        [only] if !only.contains('*') => quote!(Some(#only)),
        _ => quote!(None),
    };
    let counted = counted(part).map(|(method, rules)| quote!(parts.#method(#wire, &self.#ident, #rules);));
    quote!(#counted parts.#method(#wire, #values, #media_type);)
}

fn read(writer: &mut TypeWriter<'_>, Field { ident, part }: &Field<'_>) -> TokenStream {
    let taken = carrier(writer, part).map(|carrier| quote!(.map(foreign::value::<#carrier>)));
    let wire = &part.name;
    let singular = plural(part.kind).trim_end_matches('s');
    let method = match (part.repeated, part.required) {
        (true, _) => plural(part.kind).to_owned(),
        (false, true) => singular.to_owned(),
        (false, false) => format!("{singular}_optional"),
    };
    let method = crate::emit::fragments::ident(&method);
    let counted = counted(part).map(|(method, rules)| quote!(let #ident = parts.#method(#wire, #ident, #rules);));
    quote!(let #ident = parts.#method(#wire) #taken; #counted)
}

fn plural(kind: PartKind) -> &'static str {
    match kind {
        PartKind::File => "files",
        PartKind::Text(_) => "texts",
        PartKind::Json(_) => "jsons",
    }
}
