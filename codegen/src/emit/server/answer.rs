//! In: an operation.
//! Out: how its handler turns what the service gives into a response.
//! Guarantees: each answer goes out with its own status and media type.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{
        answer::Answer,
        fragments::ident,
        outcome::{self, Answered},
        rust_type::TypeWriter,
    },
    ir::{Operation, Status},
    naming::{Name, OperationNames},
};

/// The arms that turn a result into a response.
pub(super) fn arms(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let success = match outcome::successes(operation, names).as_slice() {
        [only] => whole(writer, only),
        _ => {
            let function = ident(&names.render[0].snake());
            let accepted_types = accepted_types(&outcome::successes(operation, names));
            quote!(Ok(success) => Ok(#function(success #accepted_types)))
        }
    };
    let error = if operation.errors.is_empty() {
        quote!(Err(Failure::Declared(never)) => match never {})
    } else {
        let function = ident(&names.render[1].snake());
        let accepted_types = accepted_types(&outcome::errors(operation, names));
        quote!(Err(Failure::Declared(error)) => Ok(#function(error #accepted_types)))
    };
    quote!(#success, #error, Err(Failure::Internal(error)) => Err(Rejection::internal(error)),)
}

/// Whether what the client asks for decides how an answer is written.
pub(super) fn is_negotiated(operation: &Operation, names: &OperationNames) -> bool {
    let (successes, errors) = (outcome::successes(operation, names), outcome::errors(operation, names));
    successes.iter().chain(&errors).any(Answer::is_negotiated)
}

/// What a rendering is given of the request, where that decides.
fn accepted_types(answers: &[Answer<'_>]) -> Option<TokenStream> {
    let any = answers.iter().any(Answer::is_negotiated);
    any.then(|| quote!(, accepted_types))
}

/// The arm of the only success.
fn whole(writer: &mut TypeWriter<'_>, answer: &Answer<'_>) -> TokenStream {
    writer.imports.add("stubsmith_runtime::http", "StatusCode");
    let has_body = !answer.media_types().is_empty();
    let status = match answer.status() {
        Answered::With(code) => code,
        Answered::In(_) => first(answer.response.status, has_body),
    };
    let local = ident(if answer.is_headed() { "answer" } else { "body" });
    let response = answer.sent(writer, &status, &local, false);
    if has_body || answer.is_headed() {
        quote!(Ok(#local) => Ok(#response))
    } else {
        quote!(Ok(()) => Ok(#response))
    }
}

/// The status that stands for a range in which the service has no choice.
fn first(status: Status, has_body: bool) -> TokenStream {
    match status {
        Status::Range(3) => quote!(StatusCode::FOUND),
        _ if has_body => quote!(StatusCode::OK),
        _ => quote!(StatusCode::NO_CONTENT),
    }
}

/// The functions that render the declared outcomes of an operation.
pub(super) fn renderings(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> Vec<TokenStream> {
    let mut functions = Vec::new();
    let [render_success, render_error] = &names.render;
    let successes = outcome::successes(operation, names);
    if successes.len() > 1 {
        functions.push(rendering(
            writer,
            render_success,
            (&names.success, "success", &successes),
        ));
    }
    let errors = outcome::errors(operation, names);
    if !errors.is_empty() {
        functions.push(rendering(writer, render_error, (&names.error, "error", &errors)));
    }
    functions
}

fn rendering(
    writer: &mut TypeWriter<'_>,
    function: &Name,
    (ty, local, answers): (&Name, &str, &[Answer<'_>]),
) -> TokenStream {
    writer.imports.add("stubsmith_runtime::server", "Response");
    let function = ident(&function.snake());
    let ty = writer.shared_type(&ty.pascal());
    let local = ident(local);
    let arms: Vec<TokenStream> = answers.iter().map(|answer| arm(writer, &ty, answer)).collect();
    let accepted_types = accepted_types(answers).map(|it| {
        writer.imports.add("stubsmith_runtime::server", "Accept");
        quote!(#it: &Accept)
    });
    quote! {
        fn #function(#local: #ty #accepted_types) -> Response {
            match #local { #(#arms,)* }
        }
    }
}

fn arm(writer: &mut TypeWriter<'_>, ty: &TokenStream, answer: &Answer<'_>) -> TokenStream {
    let variant = ident(&answer.variant.pascal());
    let local = ident(if answer.is_headed() { "answer" } else { "body" });
    let has_payload = answer.is_headed() || !answer.media_types().is_empty();
    match answer.status() {
        Answered::With(code) => {
            writer.imports.add("stubsmith_runtime::http", "StatusCode");
            let response = answer.sent(writer, &code, &local, true);
            let payload = has_payload.then(|| quote!((#local)));
            quote!(#ty::#variant #payload => #response)
        }
        Answered::In(_) => {
            let response = answer.sent(writer, &quote!(status.get()), &local, true);
            let payload = has_payload.then(|| quote!(, #local));
            quote!(#ty::#variant(status #payload) => #response)
        }
    }
}
