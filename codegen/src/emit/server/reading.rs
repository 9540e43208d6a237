//! In: an operation.
//! Out: the statements of its handler that read a request.
//! Guarantees: all parameters and the body are read before any violation ends the request.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::body;
use crate::{
    emit::{
        fragments::ident,
        rust_type::TypeWriter,
        styled::{Passed, Side, passed},
    },
    ir::{Format, Operation, Parameter, ParameterLocation, ParameterShape, Type},
    naming::OperationNames,
};

/// The locals that become the request's fields.
pub(super) fn locals(operation: &Operation, names: &OperationNames) -> Vec<Ident> {
    let mut locals: Vec<Ident> = names.parameters.iter().map(|name| ident(&name.snake())).collect();
    locals.extend(operation.body.as_ref().map(|_| ident("body")));
    locals
}

/// Reads all parameters and the body before it looks whether one of them is wrong, so that all violations are told.
pub(super) fn checked_reads(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let parameters = || operation.parameters.iter();
    let prepared: Vec<TokenStream> = parameters().filter_map(|it| prepare(writer, it)).collect();
    let mut reads: Vec<TokenStream> = parameters().map(|it| taken(writer, operation, it)).collect();
    reads.extend(body::read(writer, operation, names));
    let locals = locals(operation, names);
    let reads = match (locals.as_slice(), reads.as_slice()) {
        ([], _) => TokenStream::new(),
        ([local], [read]) => quote!(let Some(#local) = #read else { return Err(request.rejection()); };),
        _ => quote! {
            #(let #locals = #reads;)*
            let (#(Some(#locals)),*) = (#(#locals),*) else { return Err(request.rejection()); };
        },
    };
    quote!(#(#prepared)* #reads)
}

/// The statement that a parameter needs before it is read: what it means if it has no value.
fn prepare(writer: &TypeWriter<'_>, parameter: &Parameter) -> Option<TokenStream> {
    let types = &writer.emission.api.types;
    let wire = &parameter.name;
    let ty = match parameter.shape {
        ParameterShape::Single(ty) | ParameterShape::Styled { ty, .. } | ParameterShape::Json(ty) => ty,
        ParameterShape::List { list, .. } => list,
    };
    let stands_for = match types.resolved(ty).1 {
        _ if !parameter.allow_empty => return None,
        // A text may be empty itself.
        Type::Text(Format::Plain | Format::Password) => return None,
        Type::Boolean => quote!(Some("true")),
        _ => quote!(None),
    };
    Some(quote!(request.allow_empty(#wire, #stands_for);))
}

/// What reads a parameter, and takes it out of what carried it.
fn taken(writer: &mut TypeWriter<'_>, operation: &Operation, parameter: &Parameter) -> TokenStream {
    let ty = match parameter.shape {
        ParameterShape::Single(ty) | ParameterShape::Styled { ty, .. } | ParameterShape::Json(ty) => ty,
        ParameterShape::List { list, .. } => list,
    };
    let read = read(writer, operation, parameter);
    let taken = if parameter.required {
        writer.taken(ty)
    } else {
        writer.taken_optional(ty)
    };
    quote!(#read #taken)
}

fn read(writer: &mut TypeWriter<'_>, operation: &Operation, parameter: &Parameter) -> TokenStream {
    let wire = &parameter.name;
    let location = parameter.location.as_str();
    let (form, style) = match passed(writer, operation, parameter, Side::Server) {
        Passed::Text if parameter.location == ParameterLocation::Path => ("", None),
        Passed::Text if parameter.required => ("_required", None),
        Passed::Text => ("_optional", None),
        Passed::Texts(explode) => {
            let style = (parameter.location == ParameterLocation::Query).then(|| quote!(, #explode));
            (if parameter.required { "_list" } else { "_list_optional" }, style)
        }
        Passed::Styled(style) => {
            writer.imports.add("stubsmith_runtime::server", "Location");
            let location = ident(match parameter.location {
                ParameterLocation::Path => "Path",
                ParameterLocation::Query => "Query",
                ParameterLocation::Header => "Header",
                ParameterLocation::Cookie => "Cookie",
            });
            let method = ident(if parameter.required {
                "styled"
            } else {
                "styled_optional"
            });
            return quote!(request.#method(Location::#location, #wire, #style));
        }
    };
    let method = ident(&format!("{location}{form}"));
    quote!(request.#method(#wire #style))
}
