//! The types of an operation's outcome, shared by client and server: its errors, and its successes where there are
//! several.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    document::Status,
    emit::{
        Emission, SourceFile, docs,
        fragments::ident,
        outcome::{Answered, status},
        rust_type::TypeWriter,
    },
    ir::{Operation, Response},
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
pub(super) fn emit(emission: &Emission<'_>) -> Vec<SourceFile> {
    if !any(emission) {
        return Vec::new();
    }
    let mut root = SourceFile::new(
        "src/operations/mod.rs",
        "What operations answer, one file for each group of them.",
    );
    let mut files = Vec::new();
    let (mut modules, mut exports) = (Vec::new(), Vec::new());
    for (index, tag) in emission.names.tags.iter().enumerate() {
        let operations = emission.api.operations.iter().zip(&emission.names.operations);
        let mut operations = operations
            .filter(|(operation, _)| operation.tag == index && has_types(operation))
            .peekable();
        if operations.peek().is_none() {
            continue;
        }
        let module = ident(&tag.snake());
        modules.push(quote!(mod #module;));
        exports.push(quote!(pub use #module::*;));
        let mut file = SourceFile::new(format!("src/operations/{}.rs", tag.snake()), "");
        let mut writer = TypeWriter::in_types(*emission, Vec::new());
        for (operation, names) in operations {
            file.items.extend(operation_items(&mut writer, operation, names));
        }
        file.imports = writer.imports;
        files.push(file);
    }
    root.head = vec![quote!(#(#modules)*), quote!(#(#exports)*)];
    files.insert(0, root);
    files
}

fn operation_items(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let mut items = Vec::new();
    if operation.successes.len() > 1 {
        let docs = format!("What `{}` answers when it succeeds.", operation.id);
        items.extend(outcome(
            writer,
            &names.success,
            &docs,
            &operation.successes,
            &names.successes,
        ));
    }
    if !operation.errors.is_empty() {
        let docs = format!("The errors that `{}` declares.", operation.id);
        items.extend(outcome(writer, &names.error, &docs, &operation.errors, &names.errors));
        items.extend(error_impls(writer, &ident(&names.error.pascal())));
    }
    items
}

fn outcome(
    writer: &mut TypeWriter<'_>,
    name: &Name,
    docs: &str,
    responses: &[Response],
    variants: &[Name],
) -> [TokenStream; 2] {
    let name = ident(&name.pascal());
    let docs = docs::from_text(docs);
    let (mut definitions, mut statuses) = (Vec::new(), Vec::new());
    for (response, variant) in responses.iter().zip(variants) {
        let variant = ident(&variant.pascal());
        let docs = response_docs(response);
        let body = response.body.map(|body| writer.payload(body));
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

fn error_impls(writer: &mut TypeWriter<'_>, name: &Ident) -> [TokenStream; 2] {
    writer.imports.add("std", "fmt");
    [
        quote! {
            impl fmt::Display for #name {
                fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                    write!(f, "the server answered {}", self.status())
                }
            }
        },
        quote!(impl std::error::Error for #name {}),
    ]
}
