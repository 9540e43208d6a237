//! In: the operations of one tag.
//! Out: the implementation of its trait, a table and a few lines for each.
//! Guarantees: methods stand in the order of the document.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{answers, path, schemas, table::Tables};
use crate::{
    emit::{
        Emission, SourceFile,
        answer::{Answer, Role},
        fragments::{ident, name_lint},
        outcome::{self, Answered},
        rust_type::TypeWriter,
    },
    ir::Operation,
    naming::{Name, OperationNames},
};

/// Names that these files use for something other than a schema.
const TAKEN: &[&str] = &[
    "Answer",
    "Example",
    "Failure",
    "Header",
    "Member",
    "Mock",
    "ObjectRule",
    "OrInternal",
    "Schema",
    "Status",
    "TextFormat",
    "Variant",
    "Written",
];

pub(super) fn emit(emission: &Emission<'_>, tag: usize) -> SourceFile {
    let Some(name) = emission.names.tags.get(tag) else {
        return SourceFile::default();
    };
    let mut file = SourceFile::new(path(emission, &name.snake()), "");
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    let mut tables = Tables::new(*emission, Some(ident(schemas::MODULE)));
    let mut methods = Vec::new();
    for (operation, names) in emission.operations().filter(|(operation, _)| operation.tag == tag) {
        methods.push(method(&mut writer, &mut tables, operation, names));
    }
    writer.imports.add("stubsmith_runtime::mock", "Mock");
    writer.imports.add("stubsmith_runtime::server", "Failure");
    for (module, name) in tables.imports.iter() {
        writer.imports.add(module, name);
    }
    if tables.refers {
        writer.imports.add("super", schemas::MODULE);
    }
    let group = ident(&name.pascal());
    file.items.push(quote! {
        impl crate::#group for Mock { #(#methods)* }
    });
    writer.finish(&mut file);
    file
}

fn method(
    writer: &mut TypeWriter<'_>,
    tables: &mut Tables<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> TokenStream {
    let name = ident(&names.method.snake());
    let lint = name_lint(&names.method.snake());
    let request = ident(&names.request.pascal());
    let (success, error) = outcome::types(writer, operation, names);
    let anonymous = operation
        .security
        .iter()
        .any(|requirement| requirement.schemes.is_empty());
    let principal = match (operation.security.is_empty(), anonymous) {
        (true, _) => None,
        (false, true) => Some(quote!(_: Option<()>,)),
        (false, false) => Some(quote!(_: (),)),
    };
    let (successes, errors) = (outcome::successes(operation, names), outcome::errors(operation, names));
    let arms = arms(writer, names, &successes, &errors);
    let asks = arms.len() > 1 || !is_nothing(&successes);
    let local = if asks { quote!(request) } else { quote!(_) };
    let body = match (arms.as_slice(), asks) {
        ([arm], false) => arm.clone(),
        (arms, _) => {
            let mut rows = answers::rows(&writer.emission, tables, &successes);
            rows.extend(answers::rows(&writer.emission, tables, &errors));
            let answer = chosen(arms);
            quote! {
                static ANSWERS: &[Answer] = &[#(#rows),*];
                let answer = self.choose(&request.context, ANSWERS);
                #answer
            }
        }
    };
    quote! {
        #lint
        async fn #name(
            &self,
            #principal
            #local: crate::#request,
        ) -> Result<#success, Failure<#error>> { #body }
    }
}

/// Whether the only answer has nothing to make.
fn is_nothing(successes: &[Answer<'_>]) -> bool {
    matches!(successes, [only] if !only.is_headed() && only.media_types().is_empty())
}

/// Each answer by its index.
fn chosen(arms: &[TokenStream]) -> TokenStream {
    match arms.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => {
            let indexes = (0..others.len()).map(Literal::usize_unsuffixed);
            quote!(match answer.index() { #(#indexes => #others,)* _ => #last })
        }
        None => TokenStream::new(),
    }
}

fn arms(
    writer: &mut TypeWriter<'_>,
    names: &OperationNames,
    successes: &[Answer<'_>],
    errors: &[Answer<'_>],
) -> Vec<TokenStream> {
    let mut arms: Vec<TokenStream> = match successes {
        [only] => vec![whole(writer, only)],
        several => several
            .iter()
            .map(|answer| variant(writer, &names.success, answer))
            .collect(),
    };
    arms.extend(errors.iter().map(|answer| variant(writer, &names.error, answer)));
    arms
}

/// The only success.
fn whole(writer: &mut TypeWriter<'_>, answer: &Answer<'_>) -> TokenStream {
    match answer.mocked(writer) {
        Some(made) => {
            writer.imports.add("stubsmith_runtime::server", "OrInternal");
            quote!(#made.or_internal())
        }
        None => quote!(Ok(())),
    }
}

/// One variant of an outcome.
fn variant(writer: &mut TypeWriter<'_>, ty: &Name, answer: &Answer<'_>) -> TokenStream {
    let ty = writer.shared_type(&ty.pascal());
    let variant = ident(&answer.variant.pascal());
    let status = match answer.status() {
        Answered::With(_) => None,
        Answered::In(_) => Some(quote!(answer.status())),
    };
    let parts: Vec<TokenStream> = status.into_iter().chain(answer.mocked(writer)).collect();
    let value = if parts.is_empty() {
        quote!(#ty::#variant)
    } else {
        writer.imports.add("stubsmith_runtime::server", "OrInternal");
        quote!(#ty::#variant(#(#parts.or_internal()?),*))
    };
    match answer.role {
        Role::Success => quote!(Ok(#value)),
        Role::Error => quote!(Err(#value.into())),
    }
}
