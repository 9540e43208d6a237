//! In: an API.
//! Out: the client and its builder: one method for each tag, one for each security scheme.
//! Guarantees: each scheme can be given a credential of its kind only.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{Emission, SourceFile, docs, features::Features, fragments::ident, signature, source_file::Imports},
    ir::{SchemeKind, Server},
};

use super::credential;

pub(super) fn emit(emission: &Emission<'_>) -> SourceFile {
    let mut file = SourceFile::new("src/client.rs", "The client and its builder.");
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
        Some(url) => quote!(Some(#url)),
        None => quote!(None),
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

fn client(emission: &Emission<'_>) -> [TokenStream; 2] {
    let docs = docs::from_text(&format!(
        "A client of the {}. Clones share their connections.",
        emission.api.title
    ));
    // A document may have no operations.
    let unused = emission.api.tags.is_empty().then(|| quote!(#[allow(dead_code)]));
    let features = Features::of(emission);
    let tags = emission.api.tags.iter().zip(&emission.names.tags).enumerate();
    let groups = tags.map(|(index, (tag, name))| {
        let docs = docs::from_text(tag.description.as_deref().unwrap_or(&tag.name));
        let (method, group) = (ident(&name.snake()), ident(&name.pascal()));
        let condition = features.tag(index);
        // An import that may be missing would need the condition as well.
        let group = match condition {
            Some(_) => quote!(crate::#group),
            None => quote!(#group),
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
            pub struct Client { #unused core: Core }
        },
        quote! {
            impl Client {
                #[doc = " A builder with the document's base URL, and without credentials."]
                pub fn builder() -> ClientBuilder {
                    ClientBuilder { core: CoreBuilder::new(&API) #trust }
                }
                #(#groups)*
            }
        },
    ]
}

fn builder(emission: &Emission<'_>, imports: &mut Imports) -> [TokenStream; 3] {
    if let [only] = emission.names.tags.as_slice() {
        imports.add("crate", &only.pascal());
    }
    let schemes = emission.api.schemes.iter().zip(&emission.names.schemes).enumerate();
    let credentials: Vec<TokenStream> = schemes
        .filter_map(|(index, (scheme, name))| credential::method(index, scheme, name, imports))
        .collect();
    let base_url_docs = docs::from_text(&base_url_docs(&emission.api.servers));
    [
        quote! {
            #[doc = " Builds a [`Client`]."]
            #[derive(Clone, Debug)]
            #[must_use]
            pub struct ClientBuilder { core: CoreBuilder }
        },
        quote! {
            impl ClientBuilder {
                #base_url_docs
                pub fn base_url(self, url: impl Into<String>) -> Self {
                    Self { core: self.core.base_url(url) }
                }
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
                #[doc = " The base URL is missing or is none, or there is no transport."]
                pub fn build(self) -> Result<Client, BuildError> {
                    Ok(Client { core: self.core.build()? })
                }
            }
        },
        quote!(stubsmith_runtime::reqwest_builder!(ClientBuilder);),
    ]
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
