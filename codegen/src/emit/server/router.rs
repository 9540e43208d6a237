//! In: the operations of an API.
//! Out: the routes as a table, and the router made of it.
//! Guarantees: every operation has its route; of those with one method and path, the one to be tried first comes first.

use proc_macro2::TokenStream;
use quote::quote;

use super::TAKEN;
use crate::{
    emit::{Emission, SourceFile, Traffic, fragments::ident, rust_type::TypeWriter},
    ir::{Condition, Operation, ParameterLocation, Selector},
    naming::OperationNames,
};

pub(super) fn emit(emission: &Emission<'_>) -> SourceFile {
    let mut file = SourceFile::new("src/router.rs", "All operations as one service.");
    for name in ["Route", "Server"] {
        file.imports.add("stubsmith_runtime::server", name);
    }
    file.imports.add("std::sync", "Arc");
    for (.., tag) in emission.tags() {
        file.imports.add("crate", &tag.pascal());
        file.imports.add("crate", &tag.snake());
    }
    let envelope = if emission.envelope().is_some() {
        file.imports.add("crate::envelope", "envelope");
        quote!(envelope)
    } else {
        file.imports.add("stubsmith_runtime::server", "problem");
        quote!(problem)
    };
    file.items.extend(api(emission));
    file.items.push(quote! {
        #[doc = " All operations as a router that can stand alone or be nested in another."]
        pub fn router<S: Api>(service: S) -> stubsmith_runtime::axum::Router {
            server(service).into_router()
        }
    });
    // What the service says of its own account is read as its responses are.
    let is_receiver = emission.traffic == Traffic::Outgoing;
    let direction = is_receiver.then(|| quote!(.direction(stubsmith_runtime::Direction::Response)));
    file.items.push(quote! {
        #[doc = " All operations as a server whose limits can still be set."]
        pub fn server<S: Api>(service: S) -> Server {
            Server::new(Arc::new(service), routes(), #envelope)#direction
        }
    });
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    writer.imports = std::mem::take(&mut file.imports);
    let mut operations: Vec<_> = emission.operations().collect();
    operations.sort_by_key(|(operation, _)| operation.precedence);
    let routes: Vec<TokenStream> = operations
        .into_iter()
        .filter_map(|(operation, names)| route(&mut writer, operation, names))
        .collect();
    writer.finish(&mut file);
    file.items.push(quote! {
        fn routes<S: Api>() -> Vec<Route<S>> {
            Vec::from([#(#routes),*])
        }
    });
    file
}

fn route(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Option<TokenStream> {
    let module = ident(&writer.emission.names.tags.get(operation.tag)?.snake());
    let handler = ident(&names.method.snake());
    let (method, template, id) = (&operation.method, operation.template.wire(), &operation.id);
    let selectors = operation.selectors.iter().map(|it| selector(writer, it));
    let selectors: Vec<TokenStream> = selectors.collect();
    Some(quote! {
        Route {
            method: #method,
            template: #template,
            selectors: &[#(#selectors),*],
            operation: #id,
            handler: |service, request| Box::pin(#module::#handler(service, request)),
        }
    })
}

fn selector(writer: &mut TypeWriter<'_>, selector: &Selector) -> TokenStream {
    writer.imports.add("stubsmith_runtime::server", "Selector");
    let name = &selector.name;
    let kind = ident(match selector.location {
        ParameterLocation::Query => "Query",
        ParameterLocation::Path => "Path",
        ParameterLocation::Header | ParameterLocation::Cookie => "Header",
    });
    match &selector.condition {
        Condition::Value(value) => quote!(Selector::#kind { name: #name, value: Some(#value) }),
        Condition::Present => quote!(Selector::#kind { name: #name, value: None }),
        Condition::Type(ty) => {
            writer.imports.add("stubsmith_runtime::server", "accepts");
            let ty = writer.carried(*ty);
            quote!(Selector::Path { name: #name, accepts: accepts::<#ty> })
        }
        Condition::MediaType(names) => quote!(Selector::MediaType(&[#(#names),*])),
    }
}

fn api(emission: &Emission<'_>) -> [TokenStream; 2] {
    let groups: Vec<_> = emission.tags().map(|(.., tag)| ident(&tag.pascal())).collect();
    let bounds = match groups.as_slice() {
        // A document may have no operations.
        [] => quote!(Send + Sync + 'static),
        groups => quote!(#(#groups)+*),
    };
    [
        quote! {
            #[doc = " All groups of operations; whoever implements each of them implements this."]
            pub trait Api: #bounds {}
        },
        quote!(impl<S: #bounds> Api for S {}),
    ]
}
