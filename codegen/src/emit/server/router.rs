//! In: the operations of an API.
//! Out: their endpoints and handlers as lists, a pair for each tag, and the server and the router made of all.
//! Guarantees: every operation has its endpoint, and its handler at the same place.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::TAKEN;
use crate::{
    emit::{Emission, SourceFile, Traffic, fragments::ident, rust_type::TypeWriter},
    ir::{Condition, Operation, ParameterLocation, Selector},
    naming::{Name, OperationNames},
};

pub(super) fn emit(emission: &Emission<'_>) -> SourceFile {
    let mut file = SourceFile::new("src/router.rs", "All operations as one service.");
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    writer.imports.add("stubsmith_runtime::server", "Server");
    let groups: Vec<&Name> = emission.tags().map(|(.., tag)| tag).collect();
    file.items.extend(api(&groups));
    file.items.extend(servers(&mut writer, &groups));
    for (tag, _, name) in emission.tags() {
        file.items.extend(lists(&mut writer, tag, name));
    }
    writer.finish(&mut file);
    file
}

/// What of it the root of the crate exports.
pub(super) fn exports(emission: &Emission<'_>) -> &'static str {
    if has_unimplemented(emission) {
        "router::{Api, router, server, unimplemented}"
    } else {
        "router::{Api, router, server}"
    }
}

/// Of what a receiver does not implement, its traits say so themselves.
fn has_unimplemented(emission: &Emission<'_>) -> bool {
    emission.traffic != Traffic::Outgoing && emission.tags().next().is_some()
}

/// The trait of all groups.
fn api(groups: &[&Name]) -> [TokenStream; 2] {
    let groups: Vec<_> = groups.iter().map(|tag| ident(&tag.pascal())).collect();
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

/// What makes servers and routers of services.
fn servers(writer: &mut TypeWriter<'_>, groups: &[&Name]) -> Vec<TokenStream> {
    let empty = empty_server(writer);
    let all = served(writer, &empty, groups);
    let mut items = vec![
        quote! {
            #[doc = " All operations as a router that can stand alone or be nested in another."]
            pub fn router<S: Api>(service: S) -> stubsmith_runtime::axum::Router {
                server(service).into_router()
            }
        },
        quote! {
            #[doc = " All operations as a server whose limits can still be set."]
            pub fn server<S: Api>(service: S) -> Server { #all }
        },
    ];
    if has_unimplemented(&writer.emission) {
        let lists = groups.iter().map(|tag| endpoints(tag));
        items.push(quote! {
            #[doc = " All operations, each answered with 501: what a service that grows step by step is completed with."]
            #[doc = " See [`Server::or`]."]
            pub fn unimplemented() -> Server {
                #empty #(.unimplemented(&#lists))*
            }
        });
    }
    items
}

/// A server that serves nothing yet.
pub(super) fn empty_server(writer: &mut TypeWriter<'_>) -> TokenStream {
    let envelope = if writer.emission.envelope().is_some() {
        writer.imports.add("crate::envelope", "envelope");
        quote!(envelope)
    } else {
        writer.imports.add("stubsmith_runtime::server", "problem");
        quote!(problem)
    };
    // What the service says of its own account is read as its responses are.
    let is_receiver = writer.emission.traffic == Traffic::Outgoing;
    let direction = is_receiver.then(|| quote!(.direction(stubsmith_runtime::Direction::Response)));
    quote!(Server::new(#envelope)#direction)
}

/// The body of a function that makes a server of `service`.
pub(super) fn served(writer: &mut TypeWriter<'_>, empty: &TokenStream, groups: &[&Name]) -> TokenStream {
    if groups.is_empty() {
        return quote!(drop(service); #empty);
    }
    writer.imports.add("std::sync", "Arc");
    let lists = groups.iter().map(|tag| {
        let (endpoints, handlers) = (endpoints(tag), handlers(tag));
        quote!(.group(&service, &#endpoints, #handlers()))
    });
    quote!(let service = Arc::new(service); #empty #(#lists)*)
}

/// The operations of a tag: where they are served, and by what.
fn lists(writer: &mut TypeWriter<'_>, tag: usize, name: &Name) -> [TokenStream; 2] {
    let emission = writer.emission;
    for import in ["Endpoint", "Handler"] {
        writer.imports.add("stubsmith_runtime::server", import);
    }
    let (group, module) = (ident(&name.pascal()), ident(&name.snake()));
    writer.imports.add("crate", &name.pascal());
    writer.imports.add("crate", &name.snake());
    let operations: Vec<(&Operation, &OperationNames)> = emission
        .operations()
        .filter(|(operation, _)| operation.tag == tag)
        .collect();
    let rows: Vec<TokenStream> = operations
        .iter()
        .map(|(operation, _)| endpoint(writer, operation))
        .collect();
    let calls = operations.iter().map(|(_, names)| {
        let handler = ident(&names.method.snake());
        quote!(#module::#handler)
    });
    let count = proc_macro2::Literal::usize_unsuffixed(operations.len());
    let (endpoints, handlers) = (endpoints(name), handlers(name));
    [
        quote!(pub(crate) static #endpoints: [Endpoint; #count] = [#(#rows),*];),
        quote! {
            pub(crate) fn #handlers<S: #group>() -> [Handler<S>; #count] {
                [#(#calls),*]
            }
        },
    ]
}

/// The name of the list of a tag's endpoints.
pub(super) fn endpoints(tag: &Name) -> proc_macro2::Ident {
    format_ident!("{}_ENDPOINTS", tag.shouty())
}

/// The name of the function that gives a tag's handlers.
pub(super) fn handlers(tag: &Name) -> proc_macro2::Ident {
    format_ident!("{}_handlers", tag.snake())
}

fn endpoint(writer: &mut TypeWriter<'_>, operation: &Operation) -> TokenStream {
    let (method, template, id) = (&operation.method, operation.template.wire(), &operation.id);
    let selectors = operation.selectors.iter().map(|it| selector(writer, it));
    let selectors: Vec<TokenStream> = selectors.collect();
    let precedence = proc_macro2::Literal::usize_unsuffixed(operation.precedence);
    let is_rival = operation.precedence > 0 || !selectors.is_empty();
    let among = is_rival.then(|| quote!(.among(#precedence, &[#(#selectors),*])));
    quote!(Endpoint::new(#method, #template, #id)#among)
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
