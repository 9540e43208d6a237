//! In: an API.
//! Out: the client and its builder: one method for each tag, one for each security scheme.
//! Guarantees: each scheme can be given a credential of its kind only.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    emit::{
        Emission, SourceFile, Traffic, docs, features::Features, fragments::ident, signature, source_file::Imports,
    },
    ir::{Requirement, SchemeKind, Server},
    naming::Name,
};

use super::credential;

pub(super) fn emit(emission: &Emission<'_>) -> SourceFile {
    let mut file = if is_sender(emission) {
        SourceFile::new("src/sender.rs", "The sender and its builder.")
    } else {
        SourceFile::new("src/client.rs", "The client and its builder.")
    };
    file.imports.add("std::time", "Duration");
    for name in ["Api", "BuildError", "Core", "CoreBuilder", "Transport"] {
        file.imports.add("stubsmith_runtime::client", name);
    }
    file.items.push(description(emission, &mut file.imports));
    file.items.extend(client(emission));
    file.items.extend(builder(emission, &mut file.imports));
    file
}

fn description(emission: &Emission<'_>, imports: &mut Imports) -> TokenStream {
    let api = emission.api;
    let title = &api.title;
    let base_url = match &api.base_url {
        Some(url) if !is_sender(emission) => quote!(Some(#url)),
        _ => quote!(None),
    };
    if !api.schemes.is_empty() {
        imports.add("stubsmith_runtime::client", "Scheme");
        imports.add("stubsmith_runtime::client", "SchemeKind");
    }
    let schemes = api.schemes.iter().map(|scheme| {
        let (name, kind) = (&scheme.name, scheme_kind(&scheme.kind, imports));
        quote!(Scheme { name: #name, kind: #kind })
    });
    let schemes: Vec<TokenStream> = schemes.collect();
    quote! {
        static API: Api = Api {
            title: #title,
            base_url: #base_url,
            user_agent: concat!(env!("CARGO_PKG_NAME"), "/", env!("CARGO_PKG_VERSION")),
            schemes: &[#(#schemes),*],
        };
    }
}

fn scheme_kind(kind: &SchemeKind, imports: &mut Imports) -> TokenStream {
    match kind {
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => quote!(SchemeKind::Bearer),
        SchemeKind::Http(scheme) => quote!(SchemeKind::Http(#scheme)),
        SchemeKind::MutualTls => quote!(SchemeKind::MutualTls),
        SchemeKind::Basic => quote!(SchemeKind::Basic),
        SchemeKind::HeaderKey(name) => quote!(SchemeKind::Header(#name)),
        SchemeKind::QueryKey(name) => quote!(SchemeKind::Query(#name)),
        SchemeKind::CookieKey(name) => quote!(SchemeKind::Cookie(#name)),
        SchemeKind::Signature(signature) => {
            let signature = signature::scheme(signature, imports);
            quote!(SchemeKind::Signature(#signature))
        }
    }
}

/// Whether it is a client of those who subscribed.
fn is_sender(emission: &Emission<'_>) -> bool {
    emission.traffic == Traffic::Outgoing
}

/// The names of the client and of its builder.
fn names(emission: &Emission<'_>) -> [Ident; 2] {
    if is_sender(emission) {
        [ident("Sender"), ident("SenderBuilder")]
    } else {
        [ident("Client"), ident("ClientBuilder")]
    }
}

fn client(emission: &Emission<'_>) -> [TokenStream; 2] {
    let [client, client_builder] = names(emission);
    let title = &emission.api.title;
    let (docs, builder_docs, new) = if is_sender(emission) {
        (
            format!("Sends what the {title} tells its subscribers. Clones share their connections."),
            "A builder without credentials. One that all subscribers share is enough, unless each has a secret of its own.",
            ident("without_base_url"),
        )
    } else {
        (
            format!("A client of the {title}. Clones share their connections."),
            "A builder with the document's base URL, and without credentials.",
            ident("new"),
        )
    };
    let (docs, builder_docs) = (docs::from_text(&docs), docs::from_text(builder_docs));
    let features = Features::of(emission);
    // A document may have no operations, and features may leave all of them out.
    let may_be_empty = emission.tags().next().is_none() || !features.groups().is_empty();
    let unused = may_be_empty.then(|| quote!(#[allow(dead_code)]));
    let groups = emission.tags().map(|(index, tag, name)| {
        let docs = docs::from_text(tag.description.as_deref().unwrap_or(&tag.name));
        let (method, group) = (ident(&name.snake()), ident(&name.pascal()));
        let condition = features.tag(index);
        // An import that may be missing would need the condition as well.
        let group = match condition {
            Some(_) => quote!(crate::#group),
            _ => quote!(#group),
        };
        quote! {
            #docs
            #condition
            pub fn #method(&self) -> #group<'_> {
                #group::new(&self.core)
            }
        }
    });
    let trust = emission.trusts_responses.then(|| quote!(.trust_responses()));
    [
        quote! {
            #docs
            #[derive(Clone, Debug)]
            pub struct #client { #unused core: Core }
        },
        quote! {
            impl #client {
                #builder_docs
                pub fn builder() -> #client_builder {
                    #client_builder { core: CoreBuilder::#new(&API) #trust }
                }
                #(#groups)*
            }
        },
    ]
}

fn builder(emission: &Emission<'_>, imports: &mut Imports) -> [TokenStream; 3] {
    let tags: Vec<&Name> = emission.tags().map(|(.., name)| name).collect();
    if tags.len() == 1 || is_sender(emission) {
        for name in tags {
            imports.add("crate", &name.pascal());
        }
    }
    let credentials = credentials(emission, imports);
    let [client, client_builder] = names(emission);
    let builder_docs = format!(" Builds a [`{client}`].");
    let base_url = (!is_sender(emission)).then(|| {
        let docs = docs::from_text(&base_url_docs(&emission.api.servers));
        quote! {
            #docs
            pub fn base_url(self, url: impl Into<String>) -> Self {
                Self { core: self.core.base_url(url) }
            }
        }
    });
    let errors = docs::from_text(if is_sender(emission) {
        "A credential cannot be sent, or there is no transport."
    } else {
        "The base URL is missing or is none, or there is no transport."
    });
    [
        quote! {
            #[doc = #builder_docs]
            #[derive(Clone, Debug)]
            #[must_use]
            pub struct #client_builder { core: CoreBuilder }
        },
        quote! {
            impl #client_builder {
                #base_url
                #[doc = " How long a call may take in all; 30 seconds unless set."]
                pub fn timeout(self, timeout: Duration) -> Self {
                    Self { core: self.core.timeout(timeout) }
                }
                #[doc = " How many bytes the body of a success may have; 32 MiB unless set."]
                pub fn max_response_bytes(self, bytes: usize) -> Self {
                    Self { core: self.core.max_response_bytes(bytes) }
                }
                #[doc = " Sends requests through a `tower` service over `http` types: a stack of layers, or an"]
                #[doc = " `axum::Router` in the same process."]
                pub fn transport<S, B>(self, service: S) -> Self
                where
                    S: Transport<B>,
                {
                    Self { core: self.core.transport(service) }
                }
                #(#credentials)*
                #[doc = " Checks the settings."]
                #[doc = ""]
                #[doc = " # Errors"]
                #[doc = ""]
                #errors
                pub fn build(self) -> Result<#client, BuildError> {
                    Ok(#client { core: self.core.build()? })
                }
            }
        },
        quote!(stubsmith_runtime::reqwest_builder!(#client_builder);),
    ]
}

/// The methods that take credentials.
fn credentials(emission: &Emission<'_>, imports: &mut Imports) -> Vec<TokenStream> {
    let schemes = emission.api.schemes.iter().zip(&emission.names.schemes).enumerate();
    // A sender has no use for what only the service itself is called with.
    let required = emission.operations().flat_map(|(operation, _)| &operation.security);
    let required: BTreeSet<usize> = required.flat_map(Requirement::indexes).collect();
    let schemes = schemes.filter(|(index, _)| !is_sender(emission) || required.contains(index));
    schemes
        .filter_map(|(index, (scheme, name))| credential::method(index, scheme, name, imports))
        .collect()
}

/// What a base URL is for, and the servers that the document has, unless that is one whose URL is complete.
fn base_url_docs(servers: &[Server]) -> String {
    let mut text = "The URL that paths are appended to, instead of the document's.".to_owned();
    if let [] | [_] = servers
        && servers.iter().all(|server| server.variables.is_empty())
    {
        return text;
    }
    text.push_str("\n\nThe document has these:\n");
    for server in servers {
        text.push_str(&format!(
            "\n- `{}`{}",
            server.url,
            after_colon(server.description.as_deref())
        ));
        for variable in &server.variables {
            let values = match variable.values.as_slice() {
                [] => String::new(),
                values => format!(", one of `{}`", values.join("`, `")),
            };
            let default = match variable.default.as_str() {
                "" => "empty".to_owned(),
                default => format!("`{default}`"),
            };
            let prose = after_colon(variable.description.as_deref());
            text.push_str(&format!(
                "\n  - `{}` is {default} unless chosen{values}{prose}",
                variable.name
            ));
        }
    }
    text
}

/// Prose as the rest of a line.
fn after_colon(prose: Option<&str>) -> String {
    let words: Vec<&str> = prose.unwrap_or_default().split_whitespace().collect();
    match words.as_slice() {
        [] => String::new(),
        words => format!(": {}", words.join(" ")),
    }
}
