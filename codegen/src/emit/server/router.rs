//! In: the operations of an API.
//! Out: the routes as a table, and the router made of it.
//! Guarantees: every operation has its route.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::{Emission, SourceFile, fragments::ident, method};

pub(super) fn emit(emission: &Emission<'_>) -> SourceFile {
    let mut file = SourceFile::new("src/router.rs", "All operations as one service.");
    for name in ["Route", "Server"] {
        file.imports.add("stubsmith_runtime::server", name);
    }
    file.imports.add("std::sync", "Arc");
    if emission
        .api
        .operations
        .iter()
        .any(|operation| method::is_constant(&operation.method))
    {
        file.imports.add("stubsmith_runtime::http", "Method");
    }
    for tag in &emission.names.tags {
        file.imports.add("crate", &tag.pascal());
        file.imports.add("crate", &tag.snake());
    }
    let envelope = if emission.api.envelope.is_some() {
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
    file.items.push(quote! {
        #[doc = " All operations as a server whose limits can still be set."]
        pub fn server<S: Api>(service: S) -> Server {
            Server::new(Arc::new(service), routes(), #envelope)
        }
    });
    let routes = emission
        .api
        .operations
        .iter()
        .zip(&emission.names.operations)
        .filter_map(|(operation, names)| {
            let module = ident(&emission.names.tags.get(operation.tag)?.snake());
            let (method, handler) = (method::method(&operation.method), ident(&names.method.snake()));
            let (path, id) = (&operation.path, &operation.id);
            Some(quote! {
                Route {
                    method: #method,
                    template: #path,
                    operation: #id,
                    handler: |service, request| Box::pin(#module::#handler(service, request)),
                }
            })
        });
    file.items.push(quote! {
        fn routes<S: Api>() -> Vec<Route<S>> {
            Vec::from([#(#routes),*])
        }
    });
    file
}

fn api(emission: &Emission<'_>) -> [TokenStream; 2] {
    let groups: Vec<_> = emission.names.tags.iter().map(|tag| ident(&tag.pascal())).collect();
    [
        quote! {
            #[doc = " All groups of operations; whoever implements each of them implements this."]
            pub trait Api: #(#groups)+* {}
        },
        quote!(impl<S: #(#groups)+*> Api for S {}),
    ]
}
