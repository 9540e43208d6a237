//! In: the parts of a request where the document's security schemes put credentials.
//! Out: the credentials, and in the end the principal or a rejection with 401 or 403.
//! Guarantee: what is there twice or cannot be read is no credential; nothing here logs or shows one.

use std::fmt;
use std::sync::Arc;

use base64::Engine as _;
use http::HeaderName;
use http::header::AUTHORIZATION;

use super::parameters::{cookies, sole_text};
use super::rejection::Kind;
use super::{BoxError, Rejection, Request};
use crate::Secret;
use crate::signature::BASE64;

/// Why an authenticator accepts no credentials.
#[derive(Debug)]
pub enum AuthenticateError {
    /// The credentials are not valid: 401.
    Unauthenticated,
    /// The credentials are valid and do not permit the operation: 403.
    Forbidden,
    /// Whether they are valid could not be found out: 500. The error is logged and never shown.
    Internal(BoxError),
}

impl AuthenticateError {
    /// An internal error; `error` may also be a text.
    pub fn internal(error: impl Into<BoxError>) -> Self {
        Self::Internal(error.into())
    }
}

/// A user name and password (RFC 7617).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Basic {
    /// The user name, which has no colon.
    pub username: String,
    /// The password.
    pub password: Secret,
}

/// A bearer token, and what it must permit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccessToken {
    /// The token.
    pub token: Secret,
    /// The scopes that the operation asks for, all of them. A valid token that lacks one is
    /// [`AuthenticateError::Forbidden`].
    pub scopes: &'static [&'static str],
}

/// The certificate that a client showed when it connected (mutual TLS).
///
/// Who terminates TLS puts it into the request's extensions once the handshake has proved that the client holds the
/// key; without it a request is unauthenticated. Made of a header, it proves something only if nobody but a proxy of
/// your own can set that header.
///
/// ```
/// use stubsmith_runtime::{http, server::ClientCertificate};
///
/// let mut request = http::Request::new(());
/// request.extensions_mut().insert(ClientCertificate::new([0x30, 0x82]));
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct ClientCertificate(Arc<[u8]>);

impl ClientCertificate {
    /// The certificate of the client itself, the first of its chain, in DER (RFC 5280).
    pub fn new(der: impl Into<Arc<[u8]>>) -> Self {
        Self(der.into())
    }

    /// The certificate in DER.
    #[must_use]
    pub fn der(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for ClientCertificate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "ClientCertificate({} bytes)", self.0.len())
    }
}

/// The outcome of the alternatives that were tried so far.
///
/// The first alternative that is accepted wins, so the emitted code stops there; this keeps what the others came to.
#[derive(Debug, Default)]
pub struct Attempt {
    tried: bool,
    forbidden: bool,
    internal: Option<BoxError>,
}

impl Attempt {
    /// Notes that an alternative's credentials were not accepted.
    pub fn failed(&mut self, error: AuthenticateError) {
        self.tried = true;
        match error {
            AuthenticateError::Unauthenticated => {}
            AuthenticateError::Forbidden => self.forbidden = true,
            AuthenticateError::Internal(error) => {
                self.internal.get_or_insert(error);
            }
        }
    }

    /// Whether the request held the credentials of no alternative: an anonymous one, where the document allows that.
    #[must_use]
    pub fn is_untried(&self) -> bool {
        !self.tried
    }

    /// The rejection if no alternative was accepted: an internal error goes before 403, and that before 401.
    ///
    /// Each of `challenges` becomes one `WWW-Authenticate` header of a 401 (RFC 9110, section 11.6.1): an
    /// authentication scheme with its parameters, such as `Bearer`, `Basic realm="..."`, or any token for schemes that
    /// HTTP does not know. There should be at least one.
    #[must_use]
    pub fn rejection(self, challenges: &'static [&'static str]) -> Rejection {
        match self {
            Self {
                internal: Some(error), ..
            } => Rejection::internal(error),
            Self { forbidden: true, .. } => Rejection::new(Kind::Forbidden),
            Self { .. } => Rejection::unauthenticated(challenges),
        }
    }
}

/// Credentials. Each method gives `None` where the request has none that could be valid.
impl Request {
    /// Begins to try the alternatives of a security requirement.
    #[must_use]
    pub fn attempt(&self) -> Attempt {
        Attempt::default()
    }

    /// Whether there is an `Authorization` header at all, readable or not.
    #[must_use]
    pub fn has_authorization(&self) -> bool {
        self.context().headers().contains_key(AUTHORIZATION)
    }

    /// The bearer token (RFC 6750, section 2.1).
    #[must_use]
    pub fn bearer(&self) -> Option<Secret> {
        let token = self.authorization("bearer")?;
        token
            .bytes()
            .all(|byte| byte.is_ascii_graphic())
            .then(|| Secret::from(token))
    }

    /// The bearer token, of which `scopes` are asked.
    #[must_use]
    pub fn access_token(&self, scopes: &'static [&'static str]) -> Option<AccessToken> {
        self.bearer().map(|token| AccessToken { token, scopes })
    }

    /// What follows the authentication scheme of that name, in any case, in `Authorization` (RFC 9110, section 11.4).
    #[must_use]
    pub fn http_credentials(&self, scheme: &str) -> Option<Secret> {
        self.authorization(scheme).map(Secret::from)
    }

    /// The certificate that the client showed when it connected.
    #[must_use]
    pub fn client_certificate(&self) -> Option<ClientCertificate> {
        self.context().extensions().get().cloned()
    }

    /// The user name and password of basic authentication (RFC 7617).
    #[must_use]
    pub fn basic(&self) -> Option<Basic> {
        let decoded = BASE64.decode(self.authorization("basic")?).ok()?;
        let decoded = String::from_utf8(decoded).ok()?;
        let (username, password) = decoded.split_once(':')?;
        Some(Basic {
            username: username.to_owned(),
            password: Secret::from(password),
        })
    }

    /// The API key in the header `name`.
    #[must_use]
    pub fn api_key_header(&mut self, name: &'static str) -> Option<Secret> {
        let name = HeaderName::from_bytes(name.as_bytes()).ok()?;
        self.context.mark_sensitive(&name);
        secret(sole_text(self.context.headers(), &name)?)
    }

    /// The API key in the query parameter `name`.
    #[must_use]
    pub fn api_key_query(&mut self, name: &str) -> Option<Secret> {
        let mut sent = self.query_texts(name).into_iter();
        let text = sent.next()?.ok()?;
        sent.next().is_none().then(|| secret(text))?
    }

    /// The API key in the cookie `name`, as it was sent.
    #[must_use]
    pub fn api_key_cookie(&self, name: &str) -> Option<Secret> {
        let mut values = cookies(self.context.headers(), name);
        let value = std::str::from_utf8(values.next()?).ok()?;
        values.next().is_none().then(|| secret(value.to_owned()))?
    }

    /// What follows `scheme` in the only `Authorization` header.
    fn authorization(&self, scheme: &str) -> Option<&str> {
        let mut lines = self.context.headers().get_all(AUTHORIZATION).iter();
        let line = lines.next()?.to_str().ok()?;
        let (name, credentials) = line.trim().split_once(' ')?;
        let credentials = credentials.trim_start();
        let usable = lines.next().is_none() && name.eq_ignore_ascii_case(scheme) && !credentials.is_empty();
        usable.then_some(credentials)
    }
}

fn secret(text: String) -> Option<Secret> {
    (!text.is_empty()).then(|| Secret::from(text))
}
