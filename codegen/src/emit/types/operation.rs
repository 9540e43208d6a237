//! In: an operation.
//! Out: the types of its outcome, shared by client and server: its errors, and its successes where there are several.
//! Guarantees: each variant knows its status.

use proc_macro2::TokenStream;
use quote::quote;

use super::request;
use crate::{
    emit::{
        Emission, SourceFile, Unit,
        answer::{Answer, Role},
        docs,
        features::Features,
        fragments::{self, ident},
        outcome::{self, Answered},
        rust_type::TypeWriter,
    },
    ir::{EnvelopeValue, Operation, Presence, Shape, Status, TypeId},
    naming::{Name, OperationNames},
};

/// Whether any operation has types of its own.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    emission.api.operations.iter().any(has_types)
}

fn has_types(operation: &Operation) -> bool {
    !operation.errors.is_empty() || has_success_type(operation) || request::any(operation)
}

fn has_success_type(operation: &Operation) -> bool {
    match operation.successes.as_slice() {
        [only] => only.content.len() > 1,
        _ => true,
    }
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
        "What operations take and answer, one file for each group of them.",
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
    writer.finish(&mut file);
    file
}

fn operation_items(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let mut items = request::emit(writer, operation, names);
    if has_success_type(operation) {
        let docs = format!("What `{}` answers when it succeeds.", operation.id);
        let answers = outcome::successes(operation, names);
        items.extend(definition(writer, &docs, &names.success, &answers, None));
    }
    if !operation.errors.is_empty() {
        let docs = format!("The errors that `{}` declares.", operation.id);
        let answers = outcome::errors(operation, names);
        let body = shared_body(writer, &answers);
        items.extend(definition(writer, &docs, &names.error, &answers, body));
        items.extend(error_impls(writer, names, &answers));
    }
    items
}

/// The enum of an outcome and its methods: `status`, and `further`.
fn definition(
    writer: &mut TypeWriter<'_>,
    docs: &str,
    name: &Name,
    answers: &[Answer<'_>],
    further: Option<TokenStream>,
) -> [TokenStream; 2] {
    let name = ident(&name.pascal());
    let docs = docs::from_text(docs);
    let (mut definitions, mut statuses) = (Vec::new(), Vec::new());
    for answer in answers {
        let variant = ident(&answer.variant.pascal());
        let docs = answer_docs(answer);
        let payload = answer.payload(writer);
        let (definition, status) = match (answer.status(), payload) {
            (Answered::In(range), payload) => {
                writer.imports.runtime(&[range.import]);
                let range = range.tokens;
                let (payload, ignored) = payload.map(|payload| (quote!(, #payload), quote!(, _))).unzip();
                (
                    quote!(#variant(#range #payload)),
                    quote!(Self::#variant(status #ignored) => status.get()),
                )
            }
            (Answered::With(code), Some(payload)) => (quote!(#variant(#payload)), quote!(Self::#variant(_) => #code)),
            (Answered::With(code), None) => (quote!(#variant), quote!(Self::#variant => #code)),
        };
        definitions.push(quote!(#docs #definition));
        statuses.push(status);
    }
    writer.imports.add("stubsmith_runtime::http", "StatusCode");
    let usual = if answers.iter().any(Answer::is_stream) {
        quote!(Debug)
    } else {
        quote!(Clone, Debug, PartialEq)
    };
    let derives = writer.emission.derives(&name.to_string(), &usual);
    [
        quote! {
            #docs
            #derives
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

fn answer_docs(answer: &Answer<'_>) -> TokenStream {
    let status = match (answer.response.status, answer.role) {
        (Status::Code(code), _) => code.to_string(),
        (Status::Range(digit), _) => format!("{digit}XX"),
        (Status::Default, Role::Success) => "Any other 2XX or 3XX".to_owned(),
        (Status::Default, Role::Error) => "Any other 4XX or 5XX".to_owned(),
    };
    let status = match answer.media_types() {
        names if answer.response.content.len() > 1 && !names.is_empty() => {
            format!("{status} as `{}`", names.join("`, `").replace(['\n', '\r'], " "))
        }
        _ => status,
    };
    let prose = answer.response.docs.description.as_deref().unwrap_or_default();
    docs::from_text(&if prose.is_empty() {
        format!("{status}.")
    } else {
        format!("{status}: {prose}")
    })
}

/// The type of the body of all answers, where they have one and the same.
fn common_body(answers: &[Answer<'_>]) -> Option<TypeId> {
    let (first, others) = answers.split_first()?;
    let body = first.structured()?;
    others
        .iter()
        .all(|answer| answer.structured() == Some(body))
        .then_some(body)
}

fn shared_body(writer: &mut TypeWriter<'_>, answers: &[Answer<'_>]) -> Option<TokenStream> {
    let ty = writer.ty(common_body(answers)?);
    let patterns = answers.iter().map(|answer| {
        let variant = ident(&answer.variant.pascal());
        let body = if answer.is_headed() {
            quote!(Headed { body, .. })
        } else {
            quote!(body)
        };
        match answer.status() {
            Answered::With(_) => quote!(Self::#variant(#body)),
            Answered::In(_) => quote!(Self::#variant(_, #body)),
        }
    });
    Some(quote! {
        #[doc = " The body, which is of one type whatever the status."]
        pub fn body(&self) -> &#ty {
            match self { #(#patterns)|* => body }
        }
    })
}

fn error_impls(writer: &mut TypeWriter<'_>, names: &OperationNames, answers: &[Answer<'_>]) -> [TokenStream; 2] {
    writer.imports.add("std", "fmt");
    let name = ident(&names.error.pascal());
    let envelope = writer.emission.api.envelope.as_ref();
    let envelope = envelope.filter(|envelope| common_body(answers) == Some(envelope.ty));
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
