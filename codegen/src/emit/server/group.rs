//! In: the operations of one tag.
//! Out: a trait with one method for each, what the methods take, and the handlers that call them.
//! Guarantees: methods are declared in the order of the document.

use proc_macro2::TokenStream;
use quote::quote;

use super::{TAKEN, handler};
use crate::{
    emit::{
        Emission, SourceFile, body, docs,
        fragments::{ident, name_lint},
        outcome, outgoing,
        rust_type::TypeWriter,
    },
    ir::{Operation, Parameter, ParameterShape},
    naming::{Name, OperationNames},
};

pub(super) fn emit(emission: &Emission<'_>, tag: usize) -> SourceFile {
    let (declared, name) = match (emission.api.tags.get(tag), emission.names.tags.get(tag)) {
        (Some(declared), Some(name)) => (declared, name),
        _ => return SourceFile::default(),
    };
    let mut file = SourceFile::new(format!("src/{}.rs", name.snake()), "");
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    writer.imports.add("std::future", "Future");
    writer.imports.add("std::sync", "Arc");
    for import in [
        "Failure",
        "HandlerFuture",
        "Rejection",
        "Request",
        "RequestContext",
        "respond",
    ] {
        writer.imports.add("stubsmith_runtime::server", import);
    }
    let (mut methods, mut requests, mut handlers) = (Vec::new(), Vec::new(), Vec::new());
    let mut secured = false;
    for (operation, names) in emission.operations() {
        if operation.tag == tag {
            secured |= !operation.security.is_empty();
            methods.push(method(&mut writer, operation, names));
            requests.push(request(&mut writer, operation, names));
            handlers.extend(handler::emit(&mut writer, operation, names, name));
            handlers.extend(super::body::emit(&mut writer, operation, names));
        }
    }
    let docs = docs::from_text(declared.description.as_deref().unwrap_or(&declared.name));
    let group = ident(&name.pascal());
    let bounds = if secured {
        writer.imports.add("crate", "Authenticate");
        quote!(Authenticate)
    } else {
        quote!(Send + Sync + 'static)
    };
    file.items.push(quote! {
        #docs
        pub trait #group: #bounds { #(#methods)* }
    });
    file.items.extend(requests);
    file.items.extend(handlers);
    writer.finish(&mut file);
    file
}

fn method(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let prose = docs::attributes(&operation.docs, operation.deprecated);
    let gap = (!prose.is_empty()).then(|| quote!(#[doc = ""]));
    let about = outgoing::about(operation).map_or_else(String::new, |about| format!(": {about}."));
    let line = docs::from_text(&format!("`{} {}`{about}", operation.method, operation.path));
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
        (false, true) => Some(quote!(principal: Option<Self::Principal>,)),
        (false, false) => Some(quote!(principal: Self::Principal,)),
    };
    // A service sends more than a receiver has a use for.
    let body = if operation.is_outgoing() {
        let unused = match principal {
            Some(_) => quote!((principal, request)),
            None => quote!(request),
        };
        quote! {
            {
                drop(#unused);
                async { Err(Failure::unhandled()) }
            }
        }
    } else {
        quote!(;)
    };
    quote! {
        #prose #gap #line
        #lint
        fn #name(
            &self,
            #principal
            request: #request,
        ) -> impl Future<Output = Result<#success, Failure<#error>>> + Send #body
    }
}

fn request(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let name = ident(&names.request.pascal());
    let docs = docs::from_text(&format!("What a call of `{}` holds.", operation.id));
    let mut fields: Vec<TokenStream> = operation
        .parameters
        .iter()
        .zip(&names.parameters)
        .map(|(parameter, name)| parameter_field(writer, parameter, name))
        .collect();
    if let Some(body) = &operation.body {
        let docs = docs::attributes(&body.docs, false);
        let docs = if docs.is_empty() {
            docs::from_text("The body.")
        } else {
            docs
        };
        let ty = match &names.body {
            Some(names) => body::ty(writer, body, names),
            None => TokenStream::new(),
        };
        let ty = if body.required { ty } else { quote!(Option<#ty>) };
        fields.push(quote!(#docs pub body: #ty));
    }
    quote! {
        #docs
        #[derive(Debug)]
        pub struct #name {
            #(#fields,)*
            #[doc = " The request around it: its id, its headers, what middleware has added."]
            pub context: RequestContext,
        }
    }
}

fn parameter_field(writer: &mut TypeWriter<'_>, parameter: &Parameter, name: &Name) -> TokenStream {
    let docs = docs::attributes(&parameter.docs, parameter.deprecated);
    let docs = if docs.is_empty() {
        docs::from_text(&format!("The parameter `{}`.", parameter.name))
    } else {
        docs
    };
    let name = ident(&name.snake());
    let ty = match parameter.shape {
        ParameterShape::Single(ty) | ParameterShape::Styled { ty, .. } | ParameterShape::Json(ty) => writer.ty(ty),
        ParameterShape::List { list, .. } => writer.ty(list),
    };
    let ty = if parameter.required { ty } else { quote!(Option<#ty>) };
    quote!(#docs pub #name: #ty)
}
