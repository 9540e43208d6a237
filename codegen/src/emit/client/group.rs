//! In: the operations of one tag.
//! Out: a struct that borrows the client, with one method for each.
//! Guarantees: what must be given is an argument, what may be given a method of the call.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::{TAKEN, body, decode};
use crate::{
    emit::{
        Emission, SourceFile, docs,
        fragments::{deprecated, ident, name_lint},
        outcome, outgoing,
        rust_type::TypeWriter,
        stream,
        styled::{Passed, Side, passed},
    },
    ir::{Format, Operation, Parameter, ParameterLocation, ParameterShape, Type, TypeId},
    naming::{Name, OperationNames},
};

pub(super) fn emit(emission: &Emission<'_>, tag: usize) -> SourceFile {
    let (declared, name) = match (emission.api.tags.get(tag), emission.names.tags.get(tag)) {
        (Some(declared), Some(name)) => (declared, name),
        _ => return SourceFile::default(),
    };
    let mut file = SourceFile::new(format!("src/{}.rs", name.snake()), "");
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    for import in ["Call", "Core", "Operation", "Outcome", "RawResponse"] {
        writer.imports.add("stubsmith_runtime::client", import);
    }
    let group = ident(&name.pascal());
    let prose = declared.description.as_deref().unwrap_or(&declared.name);
    let group_docs = docs::from_text(prose);
    let (mut methods, mut calls, mut tables) = (Vec::new(), Vec::new(), Vec::new());
    for (operation, names) in emission.operations() {
        if operation.tag == tag {
            let (method, call) = method(&mut writer, operation, names);
            methods.push(method);
            calls.extend(call);
            tables.push(table(operation, names));
            tables.extend(body::emit(&mut writer, operation, names));
            tables.push(decode::emit(&mut writer, operation, names));
        }
    }
    file.items.push(quote! {
        #group_docs
        #[derive(Clone, Copy, Debug)]
        pub struct #group<'a> { core: &'a Core }
    });
    file.items.push(quote! {
        impl<'a> #group<'a> {
            pub(crate) fn new(core: &'a Core) -> Self {
                Self { core }
            }
            #(#methods)*
        }
    });
    file.items.extend(calls);
    file.items.extend(tables);
    writer.finish(&mut file);
    file
}

/// From how many arguments on clippy asks for fewer; how many an operation needs is the document's choice.
const MANY: usize = 7;

/// A parameter of an operation, or its body, as an argument of the client.
pub(super) struct Argument {
    pub(super) docs: TokenStream,
    pub(super) name: Ident,
    pub(super) ty: TokenStream,
    pub(super) step: TokenStream,
    pub(super) required: bool,
    pub(super) deprecated: bool,
}

/// The method that begins a call, and for optional parameters the type of the call. What must be given is an argument
/// of the method; what may be given is a method of the call.
fn method(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> (TokenStream, Vec<TokenStream>) {
    let docs = operation_docs(operation);
    let name = ident(&names.method.snake());
    let pairs = operation.parameters.iter().zip(&names.parameters);
    let mut all: Vec<Argument> = pairs
        .map(|(parameter, name)| parameter_argument(writer, operation, parameter, name))
        .collect();
    all.extend(body::argument(writer, operation, names));
    let (required, optional): (Vec<Argument>, Vec<Argument>) = all.into_iter().partition(|argument| argument.required);
    let (success, error) = outcome::types(writer, operation, names);
    let table = ident(&names.method.shouty());
    let decode = ident(&names.outcome.snake());
    let url = operation.is_outgoing().then(|| (quote!(url: &str), quote!(.to(url))));
    let (url, to) = url.unzip();
    let arguments = required.iter().map(|Argument { name, ty, .. }| quote!(#name: #ty));
    let arguments: Vec<TokenStream> = url.into_iter().chain(arguments).collect();
    let steps = required.iter().map(|argument| &argument.step);
    // The receiver counts as well.
    let many = (arguments.len() >= MANY).then(|| quote!(#[allow(clippy::too_many_arguments)]));
    let lint = name_lint(&names.method.snake());
    let streams = stream::media_types(operation);
    let streams = (!streams.is_empty()).then(|| quote!(.streams(&[#(#streams),*])));
    let begin = quote!(self.core.call(&#table, #decode)#to #streams #(#steps)*);
    if optional.is_empty() {
        let method = quote! {
            #docs
            #lint
            #many
            pub fn #name(&self, #(#arguments),*) -> Call<#success, #error> {
                #begin
            }
        };
        return (method, Vec::new());
    }
    let call = ident(&names.call.pascal());
    let method = quote! {
        #docs
        #lint
        #many
        pub fn #name(&self, #(#arguments),*) -> #call {
            #call(#begin)
        }
    };
    (method, call_type(&operation.id, &call, &optional, &success, &error))
}

fn call_type(
    id: &str,
    call: &Ident,
    optional: &[Argument],
    success: &TokenStream,
    error: &TokenStream,
) -> Vec<TokenStream> {
    let docs = docs::from_text(&format!(
        "A call of `{id}`, which may be given more before it is awaited."
    ));
    let methods = optional.iter().map(
        |Argument {
             docs,
             name,
             ty,
             step,
             deprecated: is_deprecated,
             ..
         }| {
            let deprecated = deprecated(*is_deprecated);
            quote! {
                #docs
                #deprecated
                pub fn #name(self, #name: #ty) -> Self {
                    Self(self.0 #step)
                }
            }
        },
    );
    vec![
        quote! {
            #docs
            #[must_use = "nothing is sent before the call is awaited"]
            pub struct #call(Call<#success, #error>);
        },
        quote!(impl #call { #(#methods)* }),
        quote!(stubsmith_runtime::call_newtype!(#call(#success, #error));),
    ]
}

fn operation_docs(operation: &Operation) -> TokenStream {
    let prose = docs::attributes(&operation.docs, false);
    let deprecated = deprecated(operation.deprecated);
    let line = match outgoing::about(operation) {
        Some(about) => format!("`{}` to `url`: {about}.", operation.method),
        None => format!("`{} {}`", operation.method, operation.path),
    };
    let gap = (!operation.docs.is_empty()).then(|| quote!(#[doc = ""]));
    let line = docs::from_text(&line);
    quote!(#prose #gap #line #deprecated)
}

fn parameter_argument(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    parameter: &Parameter,
    name: &Name,
) -> Argument {
    let docs = docs::attributes(&parameter.docs, false);
    let name = ident(&name.snake());
    let wire = &parameter.name;
    let (location, usual) = match parameter.location {
        ParameterLocation::Path => ("path", "path"),
        ParameterLocation::Query => ("query", "query"),
        ParameterLocation::Header => ("header", "header_parameter"),
        ParameterLocation::Cookie => ("cookie", "cookie"),
    };
    let ty = match parameter.shape {
        ParameterShape::Single(ty) | ParameterShape::Styled { ty, .. } | ParameterShape::Json(ty) => ty,
        ParameterShape::List { list, .. } => list,
    };
    let value = match (writer.carried_copy(ty, &quote!(#name)), is_by_value(writer, ty)) {
        (Some(copy), _) => quote!(&#copy),
        (None, true) => quote!(&#name),
        (None, false) => quote!(#name),
    };
    let step = match passed(writer, operation, parameter, Side::Client) {
        Passed::Text => {
            let method = ident(usual);
            quote!(.#method(#wire, #value))
        }
        Passed::Texts(explode) => {
            let method = ident(&format!("{usual}_list"));
            let style = (parameter.location == ParameterLocation::Query).then(|| quote!(, #explode));
            quote!(.#method(#wire, #value #style))
        }
        Passed::Styled(style) => {
            let method = ident(&format!("{location}_styled"));
            quote!(.#method(#wire, #value, #style))
        }
    };
    Argument {
        docs: if docs.is_empty() {
            docs::from_text(&format!("The parameter `{wire}`."))
        } else {
            docs
        },
        name,
        ty: borrowed(writer, ty),
        step,
        required: parameter.required,
        deprecated: parameter.deprecated,
    }
}

/// Strings are taken as `&str`, lists as slices, numbers and booleans by value.
pub(super) fn borrowed(writer: &mut TypeWriter<'_>, ty: TypeId) -> TokenStream {
    match writer.emission.api.types.get(ty) {
        Type::Text(Format::Plain) => return quote!(&str),
        Type::Array(item) => {
            let item = writer.ty(*item);
            return quote!(&[#item]);
        }
        _ => {}
    }
    let by_value = is_by_value(writer, ty);
    let ty = writer.ty(ty);
    if by_value { ty } else { quote!(&#ty) }
}

pub(super) fn is_by_value(writer: &TypeWriter<'_>, ty: TypeId) -> bool {
    matches!(
        writer.emission.api.types.get(ty),
        Type::Boolean | Type::Integer(_) | Type::Number
    )
}

/// What a call needs to know of its operation.
fn table(operation: &Operation, names: &OperationNames) -> TokenStream {
    let table = ident(&names.method.shouty());
    let (id, method) = (&operation.id, &operation.method);
    // Of one that goes to a subscriber's URL nothing is added to that.
    let path = if operation.is_outgoing() {
        String::new()
    } else {
        operation.template.target()
    };
    let base_url = match &operation.base_url {
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
    };
    let accept = match outcome::accept(operation) {
        Some(accept) => quote!(Some(#accept)),
        None => quote!(None),
    };
    let security = operation.security.iter().map(|requirement| {
        let schemes = requirement
            .schemes
            .iter()
            .map(|required| Literal::usize_unsuffixed(required.scheme));
        quote!(&[#(#schemes),*])
    });
    let fields = quote! {
        Operation {
            id: #id,
            method: #method,
            path: #path,
            base_url: #base_url,
            accept: #accept,
            security: &[#(#security),*],
        }
    };
    quote!(static #table: Operation = #fields;)
}
