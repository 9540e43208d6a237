//! In: nothing; these are the items that reading the security of a document gives.
//! Out: schemes and requirements as plain data, each with the pointer of the place it was read from.
//! Guarantees: requirements name schemes; each name has a scheme.

use crate::pointer::Pointer;

use super::super::signature::Signature;

/// A Security Requirement Object: all of its schemes are needed at once. One without schemes lets anybody in.
#[derive(Clone, Debug)]
pub struct Requirement {
    /// Where it stands.
    pub pointer: Pointer,
    /// Names of security schemes, each with the scopes it asks for.
    pub schemes: Vec<(String, Vec<String>)>,
}

/// A Security Scheme Object.
#[derive(Clone, Debug)]
pub struct SecurityScheme {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name in `components.securitySchemes`.
    pub name: String,
    /// What a request carries.
    pub kind: SchemeKind,
    /// CommonMark prose.
    pub description: Option<String>,
}

/// What a security scheme asks of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (RFC 6750).
    HttpBearer {
        /// A hint about the token, such as `JWT`.
        format: Option<String>,
    },
    /// `Authorization: Basic …` (RFC 7617).
    HttpBasic,
    /// `Authorization` with another authentication scheme (RFC 9110, section 11.1).
    Http {
        /// Its name as written; case does not matter.
        scheme: String,
    },
    /// A secret sent as it is.
    ApiKey {
        /// The part of the request that carries it.
        location: ApiKeyLocation,
        /// The name of the header, query parameter or cookie.
        name: String,
    },
    /// A header that proves knowledge of a secret: the extension `x-stubsmith-signature`.
    Signature(Signature),
    /// An access token of OAuth 2.0, sent as a bearer token.
    OAuth2(OAuth2),
    /// An access token of OpenID Connect, sent as a bearer token.
    OpenIdConnect {
        /// The URL of the provider's metadata.
        url: Option<String>,
    },
    /// The certificate that the client shows when it connects.
    MutualTls,
}

impl SchemeKind {
    /// All of the header `Authorization`: what a scheme asks for of which nothing else is known.
    pub fn opaque() -> Self {
        Self::ApiKey {
            location: ApiKeyLocation::Header,
            name: "Authorization".to_owned(),
        }
    }
}

/// How access tokens of OAuth 2.0 are had.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuth2 {
    /// The flows, each kind at most once.
    pub flows: Vec<OAuthFlow>,
    /// The URL of the authorization server's metadata (RFC 8414).
    pub metadata_url: Option<String>,
}

/// An OAuth Flow Object.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OAuthFlow {
    /// Where it stands.
    pub pointer: Pointer,
    /// Which flow it is.
    pub kind: OAuthFlowKind,
    /// Where the resource owner is asked.
    pub authorization_url: Option<String>,
    /// Where a device is authorized (RFC 8628).
    pub device_authorization_url: Option<String>,
    /// Where tokens are handed out.
    pub token_url: Option<String>,
    /// Where they are refreshed.
    pub refresh_url: Option<String>,
    /// The scopes there are, each with what it permits.
    pub scopes: Vec<(String, String)>,
}

/// A flow of OAuth 2.0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OAuthFlowKind {
    /// The token comes with the redirect.
    Implicit,
    /// For the resource owner's user name and password.
    Password,
    /// For the client's own credentials.
    ClientCredentials,
    /// For a code that comes with the redirect.
    AuthorizationCode,
    /// For a code that the resource owner types in elsewhere.
    DeviceAuthorization,
}

impl OAuthFlowKind {
    /// All flows.
    pub const ALL: [Self; 5] = [
        Self::Implicit,
        Self::Password,
        Self::ClientCredentials,
        Self::AuthorizationCode,
        Self::DeviceAuthorization,
    ];

    /// The key of the OAuth Flows Object.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Implicit => "implicit",
            Self::Password => "password",
            Self::ClientCredentials => "clientCredentials",
            Self::AuthorizationCode => "authorizationCode",
            Self::DeviceAuthorization => "deviceAuthorization",
        }
    }

    /// The keys of the OAuth Flow Object that the specification requires.
    pub fn required_urls(self) -> &'static [&'static str] {
        match self {
            Self::Implicit => &["authorizationUrl"],
            Self::Password | Self::ClientCredentials => &["tokenUrl"],
            Self::AuthorizationCode => &["authorizationUrl", "tokenUrl"],
            Self::DeviceAuthorization => &["deviceAuthorizationUrl", "tokenUrl"],
        }
    }
}

/// Where an API key is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ApiKeyLocation {
    /// In a header.
    Header,
    /// In the query.
    Query,
    /// In a cookie.
    Cookie,
}
