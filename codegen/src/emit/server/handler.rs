//! In: an operation.
//! Out: its handler: from a request to the service's method, and back.
//! Guarantees: all parameters and the body are read before any violation ends the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{answer, authenticate};
use crate::{
    emit::{fragments::ident, rust_type::TypeWriter},
    ir::{Operation, Parameter, ParameterLocation, ParameterShape},
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
    let answers = answer::arms(writer, operation, names);
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
    items.extend(answer::renderings(writer, operation, names));
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
