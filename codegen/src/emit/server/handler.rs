//! In: an operation.
//! Out: its handler: from a request to the service's method, and from its result to a response.
//! Guarantees: all parameters and the body are read before any violation ends the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    authenticate,
    reading::{checked_reads, locals},
};
use crate::{
    emit::{
        fragments::ident,
        outcome::{Answered, status},
        rust_type::TypeWriter,
    },
    ir::{Operation, Response},
    naming::{Name, OperationNames},
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    names: &OperationNames,
    tag: &Name,
) -> Vec<TokenStream> {
    let (handler, trait_name) = (ident(&names.method.snake()), ident(&tag.pascal()));
    let authenticate = (!operation.security.is_empty()).then(|| {
        let function = authenticate::function(&writer.emission, &operation.security);
        writer.imports.add("crate", "authenticate");
        quote!(let principal = authenticate::#function(&*service, &mut request).await?;)
    });
    let principal = authenticate.as_ref().map(|_| quote!(principal,));
    let checked = checked_reads(writer, operation, names);
    let locals = locals(operation, names);
    let request_type = ident(&names.request.pascal());
    let mutable = (!locals.is_empty() || authenticate.is_some()).then(|| quote!(mut));
    let answers = answers(writer, operation, names);
    let mut items = vec![quote! {
        pub(crate) async fn #handler<S: #trait_name>(
            service: Arc<S>,
            #mutable request: Request,
        ) -> Result<Response, Rejection> {
            #authenticate
            #checked
            let context = request.into_context();
            let request = #request_type { #(#locals,)* context };
            match #trait_name::#handler(&*service, #principal request).await { #answers }
        }
    }];
    items.extend(renderings(writer, operation, names));
    items
}

/// The arms that turn a result into a response.
fn answers(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let success = match operation.successes.as_slice() {
        [only] => {
            let status = single_status(writer, only);
            match only.json() {
                Some(_) => quote!(Ok(body) => Ok(respond::json(#status, &body))),
                None => quote!(Ok(()) => Ok(respond::empty(#status))),
            }
        }
        _ => {
            let function = ident(&names.render[0].snake());
            quote!(Ok(success) => Ok(#function(success)))
        }
    };
    let error = if operation.errors.is_empty() {
        quote!(Err(Failure::Declared(never)) => match never {})
    } else {
        let function = ident(&names.render[1].snake());
        quote!(Err(Failure::Declared(error)) => Ok(#function(error)))
    };
    quote!(#success, #error, Err(Failure::Internal(error)) => Err(Rejection::internal(error)),)
}

/// The functions that render the declared outcomes of an operation.
fn renderings(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let mut functions = Vec::new();
    if operation.successes.len() > 1 {
        let outcome = (
            &names.success,
            "success",
            operation.successes.as_slice(),
            names.successes.as_slice(),
        );
        functions.push(rendering(writer, &names.render[0], outcome));
    }
    if !operation.errors.is_empty() {
        let outcome = (
            &names.error,
            "error",
            operation.errors.as_slice(),
            names.errors.as_slice(),
        );
        functions.push(rendering(writer, &names.render[1], outcome));
    }
    functions
}

fn rendering(
    writer: &mut TypeWriter<'_>,
    function: &Name,
    (ty, local, responses, variants): (&Name, &str, &[Response], &[Name]),
) -> TokenStream {
    let function = ident(&function.snake());
    let ty = writer.shared_type(&ty.pascal());
    let local = ident(local);
    let pairs = responses.iter().zip(variants);
    let arms: Vec<TokenStream> = pairs
        .map(|(response, variant)| answer(writer, &ty, response, variant))
        .collect();
    quote! {
        fn #function(#local: #ty) -> Response {
            match #local { #(#arms,)* }
        }
    }
}

/// The status of an operation's only success; of a range, its first.
fn single_status(writer: &mut TypeWriter<'_>, response: &Response) -> TokenStream {
    writer.imports.add("stubsmith_runtime::http", "StatusCode");
    match status(response.status) {
        Answered::With(code) => code,
        Answered::In(_) => quote!(StatusCode::OK),
    }
}

fn answer(writer: &mut TypeWriter<'_>, ty: &TokenStream, response: &Response, variant: &Name) -> TokenStream {
    let variant = ident(&variant.pascal());
    let boxed = response.json().is_some_and(|body| writer.is_boxed_payload(body));
    let body = if boxed { quote!(&*body) } else { quote!(&body) };
    if let Answered::With(_) = status(response.status) {
        writer.imports.add("stubsmith_runtime::http", "StatusCode");
    }
    match (status(response.status), response.json()) {
        (Answered::With(code), Some(_)) => quote!(#ty::#variant(body) => respond::json(#code, #body)),
        (Answered::With(code), None) => quote!(#ty::#variant => respond::empty(#code)),
        (Answered::In(_), Some(_)) => quote!(#ty::#variant(status, body) => respond::json(status.get(), #body)),
        (Answered::In(_), None) => quote!(#ty::#variant(status) => respond::empty(status.get())),
    }
}
