//! In: how the credential of one scheme travels.
//! Out: its type, how it is read from a request, and how a client is asked for it.
//! Guarantees: whoever asks for scopes is given a credential that tells them.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{fragments::ident, source_file::Imports},
    ir::SchemeKind,
    naming::Name,
};

/// What carries a credential, as far as the server can tell schemes apart.
#[derive(Clone, Copy)]
pub(super) enum Carrier<'a> {
    /// A bearer token of which an operation may ask for scopes.
    AccessToken,
    /// Another bearer token.
    Bearer,
    Basic,
    Http(&'a str),
    HeaderKey(&'a str),
    QueryKey(&'a str),
    CookieKey(&'a str),
    /// In the header of this name.
    Signature(&'a str),
    Certificate,
}

impl<'a> Carrier<'a> {
    /// `scoped`: whether any operation asks for scopes.
    pub(super) fn of(kind: &'a SchemeKind, scoped: bool) -> Self {
        match kind {
            SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => Self::AccessToken,
            SchemeKind::Bearer if scoped => Self::AccessToken,
            SchemeKind::Bearer => Self::Bearer,
            SchemeKind::Basic => Self::Basic,
            SchemeKind::Http(scheme) => Self::Http(scheme),
            SchemeKind::HeaderKey(name) => Self::HeaderKey(name),
            SchemeKind::QueryKey(name) => Self::QueryKey(name),
            SchemeKind::CookieKey(name) => Self::CookieKey(name),
            SchemeKind::Signature(signature) => Self::Signature(&signature.header),
            SchemeKind::MutualTls => Self::Certificate,
        }
    }

    pub(super) fn credential_type(self, imports: &mut Imports) -> TokenStream {
        let mut server = |name: &str| {
            imports.add("stubsmith_runtime::server", name);
            let name = ident(name);
            quote!(#name)
        };
        match self {
            Self::AccessToken => server("AccessToken"),
            Self::Basic => server("Basic"),
            Self::Signature(_) => server("Verified"),
            Self::Certificate => server("ClientCertificate"),
            Self::Bearer | Self::Http(_) | Self::HeaderKey(_) | Self::QueryKey(_) | Self::CookieKey(_) => {
                imports.runtime(&["Secret"]);
                quote!(Secret)
            }
        }
    }

    /// What it is, to stand within a sentence.
    pub(super) fn in_words(self) -> String {
        match self {
            Self::AccessToken => "the token of `Authorization: Bearer`, and the scopes it must have".to_owned(),
            Self::Bearer => "the token of `Authorization: Bearer`".to_owned(),
            Self::Basic => "user name and password of `Authorization: Basic`".to_owned(),
            Self::Http(scheme) => format!("what follows the scheme in `Authorization: {scheme}`"),
            Self::HeaderKey(name) => format!("the value of the header `{name}`"),
            Self::QueryKey(name) => format!("the value of the query parameter `{name}`"),
            Self::CookieKey(name) => format!("the value of the cookie `{name}`"),
            Self::Signature(header) => format!("a signature in the header `{header}` that has been verified"),
            Self::Certificate => {
                "the certificate that the client showed when it connected, which middleware has put into the \
                 request's extensions"
                    .to_owned()
            }
        }
    }

    /// Reads it from `request`: an expression of type `Option`.
    pub(super) fn read(self, name: &Name, scopes: &[String]) -> TokenStream {
        match self {
            Self::AccessToken => quote!(request.access_token(&[#(#scopes),*])),
            Self::Bearer => quote!(request.bearer()),
            Self::Basic => quote!(request.basic()),
            Self::Http(scheme) => quote!(request.http_credentials(#scheme)),
            Self::HeaderKey(header) => quote!(request.api_key_header(#header)),
            Self::QueryKey(parameter) => quote!(request.api_key_query(#parameter)),
            Self::CookieKey(cookie) => quote!(request.api_key_cookie(#cookie)),
            Self::Signature(_) => {
                let (table, keys) = (ident(&name.shouty()), ident(&name.with("keys").snake()));
                quote!(request.signature(&#table, &#keys).await?)
            }
            Self::Certificate => quote!(request.client_certificate()),
        }
    }

    /// The authentication scheme of its challenge (RFC 9110, section 11.6.1).
    pub(super) fn challenge(self) -> &'a str {
        match self {
            Self::AccessToken | Self::Bearer => "Bearer",
            Self::Basic => "Basic",
            Self::Http(scheme) => scheme,
            Self::HeaderKey(_) | Self::QueryKey(_) => "ApiKey",
            Self::CookieKey(_) => "Cookie",
            Self::Signature(_) => "Signature",
            Self::Certificate => "ClientCertificate",
        }
    }
}
