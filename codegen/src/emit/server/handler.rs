//! In: an operation.
//! Out: its handler: from a request to the service's method, and from its result to a response.
//! Guarantees: all parameters and the body are read before any violation ends the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::authenticate;
use crate::{
    emit::{
        fragments::ident,
        outcome::{Answered, status},
        rust_type::TypeWriter,
    },
    ir::{Operation, Parameter, ParameterLocation, ParameterShape, Response},
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
    let checked = checked_reads(operation, names);
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

/// The locals that become the request's fields.
fn locals(operation: &Operation, names: &OperationNames) -> Vec<Ident> {
    let mut locals: Vec<Ident> = names.parameters.iter().map(|name| ident(&name.snake())).collect();
    locals.extend(operation.body.as_ref().map(|_| ident("body")));
    locals
}

/// Reads all parameters and the body before it looks whether one of them is wrong, so that all violations are told.
fn checked_reads(operation: &Operation, names: &OperationNames) -> TokenStream {
    let parameters = operation.parameters.iter().zip(&names.parameters);
    let mut reads: Vec<TokenStream> = parameters.map(|(parameter, _)| read(parameter)).collect();
    reads.extend(operation.body.as_ref().map(|body| {
        let method = ident(if body.required {
            "json_body"
        } else {
            "json_body_optional"
        });
        quote!(request.#method().await?)
    }));
    let locals = locals(operation, names);
    match (locals.as_slice(), reads.as_slice()) {
        ([], _) => TokenStream::new(),
        ([local], [read]) => quote!(let Some(#local) = #read else { return Err(request.rejection()); };),
        _ => quote! {
            #(let #locals = #reads;)*
            let (#(Some(#locals)),*) = (#(#locals),*) else { return Err(request.rejection()); };
        },
    }
}

fn read(parameter: &Parameter) -> TokenStream {
    let wire = &parameter.name;
    let location = parameter.location.as_str();
    let (form, style) = match parameter.shape {
        ParameterShape::Single(_) if parameter.required && parameter.location == ParameterLocation::Path => ("", None),
        ParameterShape::Single(_) if parameter.required => ("_required", None),
        ParameterShape::Single(_) => ("_optional", None),
        ParameterShape::Styled { .. } | ParameterShape::Json(_) => ("", None),
        ParameterShape::List { explode, .. } => {
            let style = (parameter.location == ParameterLocation::Query).then(|| quote!(, #explode));
            (if parameter.required { "_list" } else { "_list_optional" }, style)
        }
    };
    let method = ident(&format!("{location}{form}"));
    quote!(request.#method(#wire #style))
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
