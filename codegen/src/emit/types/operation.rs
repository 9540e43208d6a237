//! In: an operation.
//! Out: the types of its outcome, shared by client and server: its errors, and its successes where there are several.
//! Guarantees: each variant knows its status.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        Emission, SourceFile, Unit, docs,
        features::Features,
        fragments::{self, ident},
        outcome::{Answered, status},
        rust_type::TypeWriter,
    },
    ir::{EnvelopeValue, Operation, Presence, Response, Shape, Status, TypeId},
    naming::{Name, OperationNames},
};

/// Whether any operation has types of its own.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    emission.api.operations.iter().any(has_types)
}

fn has_types(operation: &Operation) -> bool {
    !operation.errors.is_empty() || operation.successes.len() > 1
}

/// The files of the folder `operations`, one for each group.
pub(super) fn emit<'a>(emission: &Emission<'a>) -> Vec<Unit<'a>> {
    let mut groups: Vec<usize> = typed(emission).map(|(operation, _)| operation.tag).collect();
    groups.sort_unstable();
    groups.dedup();
    if groups.is_empty() {
        return Vec::new();
    }
    let mut units: Vec<Unit<'a>> = groups.iter().map(|tag| emission.group(*tag, group)).collect();
    let one = *emission;
    units.push(Unit::new(1, move || Some(root(&one, &groups))));
    units
}

/// The operations that have types.
fn typed<'a>(emission: &Emission<'a>) -> impl Iterator<Item = (&'a Operation, &'a OperationNames)> {
    let operations = emission.api.operations.iter().zip(&emission.names.operations);
    operations.filter(|(operation, _)| has_types(operation))
}

fn root(emission: &Emission<'_>, groups: &[usize]) -> SourceFile {
    let mut file = SourceFile::new(
        "src/operations/mod.rs",
        "What operations answer, one file for each group of them.",
    );
    let features = Features::of(emission);
    let named = groups
        .iter()
        .filter_map(|tag| Some((features.tag(*tag), emission.names.tags.get(*tag)?.snake())));
    let named: Vec<(Option<TokenStream>, String)> = named.collect();
    let modules = named.iter().map(|(condition, name)| {
        let module = fragments::module(name);
        quote!(#condition #module)
    });
    let exports = named.iter().map(|(condition, name)| {
        let module = fragments::own_module(name);
        quote!(#condition pub use #module::*;)
    });
    file.head = vec![quote!(#(#modules)*), quote!(#(#exports)*)];
    file
}

fn group(emission: &Emission<'_>, tag: usize) -> SourceFile {
    let name = emission.names.tags.get(tag).map(Name::snake).unwrap_or_default();
    let mut file = SourceFile::new(format!("src/operations/{name}.rs"), "");
    let mut writer = TypeWriter::in_types(*emission, Vec::new());
    for (operation, names) in typed(emission).filter(|(operation, _)| operation.tag == tag) {
        file.items.extend(operation_items(&mut writer, operation, names));
    }
    file.imports = writer.imports;
    file
}

fn operation_items(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if operation.successes.len() > 1 {
        let docs = format!("What `{}` answers when it succeeds.", operation.id);
        let outcome = (
            &names.success,
            operation.successes.as_slice(),
            names.successes.as_slice(),
        );
        items.extend(definition(writer, &docs, outcome, None));
    }
    if !operation.errors.is_empty() {
        let docs = format!("The errors that `{}` declares.", operation.id);
        let outcome = (&names.error, operation.errors.as_slice(), names.errors.as_slice());
        let body = shared_body(writer, operation, names);
        items.extend(definition(writer, &docs, outcome, body));
        items.extend(error_impls(writer, operation, names));
    }
    items
}

/// The enum of an outcome and its methods: `status`, and `further`.
fn definition(
    writer: &mut TypeWriter<'_>,
    docs: &str,
    (name, responses, variants): (&Name, &[Response], &[Name]),
    further: Option<TokenStream>,
) -> [TokenStream; 2] {
    let name = ident(&name.pascal());
    let docs = docs::from_text(docs);
    let (mut definitions, mut statuses) = (Vec::new(), Vec::new());
    for (response, variant) in responses.iter().zip(variants) {
        let variant = ident(&variant.pascal());
        let docs = response_docs(response);
        let body = response.json().map(|body| writer.payload(body));
        let (definition, status) = match (status(response.status), body) {
            (Answered::In(range), body) => {
                writer.imports.runtime(&[range.import]);
                let range = range.tokens;
                let (body, ignored) = body.map(|body| (quote!(, #body), quote!(, _))).unzip();
                (
                    quote!(#variant(#range #body)),
                    quote!(Self::#variant(status #ignored) => status.get()),
                )
            }
            (Answered::With(code), Some(body)) => (quote!(#variant(#body)), quote!(Self::#variant(_) => #code)),
            (Answered::With(code), None) => (quote!(#variant), quote!(Self::#variant => #code)),
        };
        definitions.push(quote!(#docs #definition));
        statuses.push(status);
    }
    writer.imports.add("stubsmith_runtime::http", "StatusCode");
    [
        quote! {
            #docs
            #[derive(Clone, Debug, PartialEq)]
            pub enum #name { #(#definitions),* }
        },
        quote! {
            impl #name {
                #[doc = " The status it is sent with."]
                pub fn status(&self) -> StatusCode {
                    match self { #(#statuses),* }
                }
                #further
            }
        },
    ]
}

fn response_docs(response: &Response) -> TokenStream {
    let status = match response.status {
        Status::Code(code) => code.to_string(),
        Status::Range(digit) => format!("{digit}XX"),
        Status::Default => "Any other 4XX or 5XX".to_owned(),
    };
    let prose = response.docs.description.as_deref().unwrap_or_default();
    docs::from_text(&if prose.is_empty() {
        format!("{status}.")
    } else {
        format!("{status}: {prose}")
    })
}

/// The type of the body of all errors, where they have one and the same.
fn common_body(operation: &Operation) -> Option<TypeId> {
    let (first, others) = operation.errors.split_first()?;
    let body = first.json()?;
    others.iter().all(|error| error.json() == Some(body)).then_some(body)
}

fn shared_body(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Option<TokenStream> {
    let ty = writer.ty(common_body(operation)?);
    let patterns = operation.errors.iter().zip(&names.errors).map(|(error, variant)| {
        let variant = ident(&variant.pascal());
        match status(error.status) {
            Answered::With(_) => quote!(Self::#variant(body)),
            Answered::In(_) => quote!(Self::#variant(_, body)),
        }
    });
    Some(quote! {
        #[doc = " The body, which is of one type whatever the status."]
        pub fn body(&self) -> &#ty {
            match self { #(#patterns)|* => body }
        }
    })
}

fn error_impls(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> [TokenStream; 2] {
    writer.imports.add("std", "fmt");
    let name = ident(&names.error.pascal());
    let envelope = writer.emission.api.envelope.as_ref();
    let envelope = envelope.filter(|envelope| common_body(operation) == Some(envelope.ty));
    let display = match envelope.and_then(|envelope| message(&writer.emission, &envelope.value)) {
        Some(message) => {
            writer.imports.runtime(&["OneLine"]);
            quote! {
                let message = OneLine(&self.body()#message);
                write!(f, "the server answered {}: {message}", self.status())
            }
        }
        None => quote!(write!(f, "the server answered {}", self.status())),
    };
    [
        quote! {
            impl fmt::Display for #name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    #display
                }
            }
        },
        quote!(impl std::error::Error for #name {}),
    ]
}

/// The way from an error body to its message: `.error.message`.
fn message(emission: &Emission<'_>, value: &EnvelopeValue) -> Option<TokenStream> {
    match value {
        EnvelopeValue::Message => Some(TokenStream::new()),
        EnvelopeValue::Object(ty, members) => {
            let Shape::Object(object) = &emission.api.types.definition(*ty)?.shape else {
                return None;
            };
            let names = &emission.names.definition(*ty)?.members;
            object
                .fields
                .iter()
                .zip(names)
                .zip(members)
                .find_map(|((field, name), member)| {
                    let rest = message(emission, member).filter(|_| field.presence == Presence::Required)?;
                    let name = ident(&name.snake());
                    Some(quote!(.#name #rest))
                })
        }
        _ => None,
    }
}
