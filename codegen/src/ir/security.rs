//! In: nothing; these are items of the representation.
//! Out: security schemes, and requirements that name them by index.
//! Guarantees: the schemes of a requirement stand in ascending order, each once.

use super::Docs;
use crate::{
    document::{OAuth2, Signature},
    pointer::Pointer,
};

/// One alternative of a security requirement: all of its schemes must be met. Empty: anonymous access.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Requirement {
    /// In ascending order of their indexes, each once.
    pub schemes: Vec<RequiredScheme>,
}

impl Requirement {
    /// The indexes of its schemes, ascending.
    pub fn indexes(&self) -> impl Iterator<Item = usize> + '_ {
        self.schemes.iter().map(|required| required.scheme)
    }
}

/// A scheme that an alternative asks for.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct RequiredScheme {
    /// Index into [`Api::schemes`](super::Api::schemes).
    pub scheme: usize,
    /// The scopes that a token must have, all of them; in the order of the document, each once.
    pub scopes: Vec<String>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name in `components.securitySchemes`.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// How the credential travels.
    pub kind: SchemeKind,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer` (RFC 6750).
    Bearer,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// `Authorization` with another authentication scheme, named here.
    Http(String),
    /// A key in a header of this name.
    HeaderKey(String),
    /// A key in a query parameter of this name.
    QueryKey(String),
    /// A key in a cookie of this name.
    CookieKey(String),
    /// A signature over the request's body.
    Signature(Signature),
    /// An access token of OAuth 2.0 in `Authorization: Bearer`.
    OAuth2(OAuth2),
    /// An access token of OpenID Connect in `Authorization: Bearer`; the URL is that of the provider's metadata.
    OpenIdConnect(Option<String>),
    /// The certificate that the client shows when it connects.
    MutualTls,
}

impl SchemeKind {
    /// Whether it is met by a token in `Authorization: Bearer`.
    pub fn is_bearer(&self) -> bool {
        matches!(self, Self::Bearer | Self::OAuth2(_) | Self::OpenIdConnect(_))
    }

    /// Whether it is met by the header `Authorization`.
    pub fn is_authorization(&self) -> bool {
        match self {
            Self::HeaderKey(name) => name.eq_ignore_ascii_case("authorization"),
            Self::Basic | Self::Http(_) => true,
            other => other.is_bearer(),
        }
    }
}
