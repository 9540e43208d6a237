//! In: what a user gives for a security scheme, and how the document says it is sent.
//! Out: what to put into each request.
//! Guarantee: what cannot be sent is refused when the client is built; no credential shows in `Debug` or an error.

use std::fmt;

use base64::Engine as _;
use http::header::AUTHORIZATION;
use http::{HeaderName, HeaderValue};

use super::signing::{Signing, SigningSecrets};
use super::{BuildError, Scheme, SchemeKind, percent};
use crate::Secret;
use crate::signature::BASE64;

/// What a client proves its identity with, for one security scheme.
#[derive(Clone)]
pub struct Credential(Kind);

#[derive(Clone)]
enum Kind {
    Token(Secret),
    Login { username: String, password: Secret },
    Http(Secret),
    Key(Secret),
    Signing(SigningSecrets),
}

impl Credential {
    /// A token for `Authorization: Bearer`.
    pub fn bearer(token: impl Into<Secret>) -> Self {
        Self(Kind::Token(token.into()))
    }

    /// A user name, which has no colon, and a password for `Authorization: Basic`.
    pub fn basic(username: impl Into<String>, password: impl Into<Secret>) -> Self {
        Self(Kind::Login {
            username: username.into(),
            password: password.into(),
        })
    }

    /// What follows the name of the authentication scheme in `Authorization`, such as a token or `name="value"` pairs
    /// (RFC 9110, section 11.4).
    pub fn http(credentials: impl Into<Secret>) -> Self {
        Self(Kind::Http(credentials.into()))
    }

    /// A key, sent as it is.
    pub fn api_key(key: impl Into<Secret>) -> Self {
        Self(Kind::Key(key.into()))
    }

    /// A secret to sign requests with, which is never sent.
    pub fn signature(secret: impl Into<Secret>) -> Self {
        Self(Kind::Signing(secret.into().into()))
    }

    /// Secrets to sign requests with, each of which gives a signature; they are never sent.
    pub fn signatures(secrets: impl Into<SigningSecrets>) -> Self {
        Self(Kind::Signing(secrets.into()))
    }

    /// What to put into requests under `scheme`.
    pub(super) fn prepare(self, scheme: &Scheme) -> Result<Prepared, BuildError> {
        let prepared = match (self.0, scheme.kind) {
            (Kind::Token(token), SchemeKind::Bearer) => bearer(&token),
            (Kind::Login { username, password }, SchemeKind::Basic) => basic(&username, &password),
            (Kind::Http(credentials), SchemeKind::Http(scheme)) => http(scheme, &credentials),
            (Kind::Key(key), SchemeKind::Header(name)) => header(name, &key),
            (Kind::Key(key), SchemeKind::Query(name)) => query(name, &key),
            (Kind::Key(key), SchemeKind::Cookie(name)) => cookie(name, &key),
            (Kind::Signing(secrets), SchemeKind::Signature(scheme)) => {
                Signing::new(scheme, &secrets).map(|signing| Prepared::Signature(Box::new(signing)))
            }
            _ => Err("is not of the kind that the scheme takes"),
        };
        prepared.map_err(|reason| BuildError::Credential {
            scheme: scheme.name,
            reason,
        })
    }
}

impl fmt::Debug for Credential {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Kind::Token(_) => "Credential::bearer(..)",
            Kind::Login { .. } => "Credential::basic(..)",
            Kind::Http(_) => "Credential::http(..)",
            Kind::Key(_) => "Credential::api_key(..)",
            Kind::Signing(_) => "Credential::signature(..)",
        })
    }
}

/// A credential in the form in which requests carry it. Without `Debug`, since it is secret.
pub(super) enum Prepared {
    Header(HeaderName, HeaderValue),
    /// `name=value`, encoded.
    Query(Secret),
    /// `name=value`.
    Cookie(Secret),
    Signature(Box<Signing>),
}

type Checked = Result<Prepared, &'static str>;

fn bearer(token: &Secret) -> Checked {
    let token = not_empty(token)?;
    if !token.bytes().all(|byte| byte.is_ascii_graphic()) {
        return Err("must have visible ASCII characters only, without spaces or line ends");
    }
    Ok(Prepared::Header(AUTHORIZATION, sensitive(&format!("Bearer {token}"))?))
}

fn basic(username: &str, password: &Secret) -> Checked {
    if username.contains(':') {
        return Err("has a colon in the user name, which RFC 7617 cannot express");
    }
    let pair = Secret::from(format!("{username}:{}", password.expose()));
    if pair.expose().contains(|character: char| character.is_ascii_control()) {
        return Err("must have no control characters, such as line ends");
    }
    let encoded = BASE64.encode(pair.expose());
    Ok(Prepared::Header(AUTHORIZATION, sensitive(&format!("Basic {encoded}"))?))
}

fn http(scheme: &str, credentials: &Secret) -> Checked {
    let credentials = not_padded(credentials)?;
    if !is_token(scheme) {
        return Err("belongs to an authentication scheme whose name cannot be sent");
    }
    let value = Secret::from(format!("{scheme} {credentials}"));
    Ok(Prepared::Header(AUTHORIZATION, sensitive(value.expose())?))
}

fn header(name: &str, key: &Secret) -> Checked {
    let key = not_padded(key)?;
    Ok(Prepared::Header(header_name(name)?, sensitive(key)?))
}

fn query(name: &str, key: &Secret) -> Checked {
    let key = not_empty(key)?;
    Ok(Prepared::Query(Secret::from(format!(
        "{}={}",
        percent::value(name),
        percent::value(key)
    ))))
}

fn cookie(name: &str, key: &Secret) -> Checked {
    let key = not_empty(key)?;
    if !is_token(name) {
        return Err("belongs in a cookie whose name cannot be sent");
    }
    // RFC 6265, section 4.1.1, save for the comma, which divides nothing there and occurs in practice.
    let divides = |byte: u8| !byte.is_ascii_graphic() || b"\";\\".contains(&byte);
    if key.bytes().any(divides) {
        return Err("has characters that a cookie cannot carry");
    }
    Ok(Prepared::Cookie(Secret::from(format!("{name}={key}"))))
}

fn not_empty(secret: &Secret) -> Result<&str, &'static str> {
    match secret.expose() {
        "" => Err("is empty"),
        text => Ok(text),
    }
}

fn not_padded(secret: &Secret) -> Result<&str, &'static str> {
    let text = not_empty(secret)?;
    if text.trim_ascii() != text {
        return Err("must not begin or end with white space");
    }
    Ok(text)
}

pub(super) fn header_name(name: &str) -> Result<HeaderName, &'static str> {
    HeaderName::from_bytes(name.as_bytes()).map_err(|_| "belongs in a header whose name cannot be sent")
}

fn sensitive(text: &str) -> Result<HeaderValue, &'static str> {
    let mut value = HeaderValue::from_str(text).map_err(|_| "has characters that a header cannot carry")?;
    value.set_sensitive(true);
    Ok(value)
}

/// Whether `name` is a `token` of RFC 9110, section 5.6.2, as names of cookies and of authentication schemes are.
pub(super) fn is_token(name: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte);
    !name.is_empty() && name.bytes().all(allowed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signature::{Algorithm, SignatureEncoding, SignatureScheme};

    const SIGNATURE: SignatureScheme =
        SignatureScheme::new(Algorithm::HmacSha256, SignatureEncoding::Hex, "x-signature");
    const ENCODED: SignatureScheme = SIGNATURE.encoded_secret("whsec_", SignatureEncoding::Base64);

    fn prepare(credential: Credential, kind: SchemeKind) -> Result<String, String> {
        let scheme = Scheme { name: "auth", kind };
        let prepared = credential.prepare(&scheme).map_err(|error| error.to_string())?;
        Ok(match prepared {
            Prepared::Header(name, value) => {
                assert!(value.is_sensitive());
                format!("{name}: {}", value.to_str().unwrap())
            }
            Prepared::Query(pair) | Prepared::Cookie(pair) => pair.expose().to_owned(),
            Prepared::Signature(signing) => signing.signature_header.to_string(),
        })
    }

    #[test]
    fn credentials_take_the_form_of_their_scheme() {
        let table = [
            (
                Credential::bearer("t.0-k"),
                SchemeKind::Bearer,
                "authorization: Bearer t.0-k",
            ),
            (
                Credential::basic("Aladdin", "open sesame"),
                SchemeKind::Basic,
                "authorization: Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==",
            ),
            // The example of RFC 7617, section 2.1.
            (
                Credential::basic("test", "123£"),
                SchemeKind::Basic,
                "authorization: Basic dGVzdDoxMjPCow==",
            ),
            (
                Credential::basic("", ""),
                SchemeKind::Basic,
                "authorization: Basic Og==",
            ),
            (
                Credential::http("username=\"a\", response=\"b\""),
                SchemeKind::Http("Digest"),
                "authorization: Digest username=\"a\", response=\"b\"",
            ),
            (Credential::api_key("a b"), SchemeKind::Header("X-Key"), "x-key: a b"),
            (
                Credential::api_key("a&b="),
                SchemeKind::Query("api key"),
                "api%20key=a%26b%3D",
            ),
            (
                Credential::api_key("a,b=%20"),
                SchemeKind::Cookie("nl_session"),
                "nl_session=a,b=%20",
            ),
            (
                Credential::signature("s"),
                SchemeKind::Signature(SIGNATURE),
                "x-signature",
            ),
        ];
        for (credential, kind, expected) in table {
            assert_eq!(prepare(credential, kind).as_deref(), Ok(expected));
        }
    }

    #[test]
    fn what_cannot_be_sent_is_refused() {
        let table = [
            (Credential::bearer(""), SchemeKind::Bearer, "is empty"),
            (Credential::bearer("a\n"), SchemeKind::Bearer, "must have visible"),
            (Credential::bearer("a b"), SchemeKind::Bearer, "must have visible"),
            (Credential::basic("a:b", "c"), SchemeKind::Basic, "has a colon"),
            (
                Credential::basic("a", "c\r\n"),
                SchemeKind::Basic,
                "must have no control",
            ),
            (Credential::http(""), SchemeKind::Http("token"), "is empty"),
            (
                Credential::http("a "),
                SchemeKind::Http("token"),
                "must not begin or end",
            ),
            (
                Credential::http("a\r\nx: y"),
                SchemeKind::Http("token"),
                "has characters",
            ),
            (
                Credential::http("a"),
                SchemeKind::Http("to ken"),
                "belongs to an authentication scheme",
            ),
            (Credential::bearer("a"), SchemeKind::MutualTls, "is not of the kind"),
            (Credential::api_key(""), SchemeKind::Header("x-key"), "is empty"),
            (
                Credential::api_key("a\nx: y"),
                SchemeKind::Header("x-key"),
                "has characters",
            ),
            (
                Credential::api_key("a "),
                SchemeKind::Header("x-key"),
                "must not begin or end",
            ),
            (
                Credential::api_key("a"),
                SchemeKind::Header("x key"),
                "belongs in a header",
            ),
            (Credential::api_key(""), SchemeKind::Query("key"), "is empty"),
            (
                Credential::api_key("a;b=c"),
                SchemeKind::Cookie("key"),
                "has characters",
            ),
            (Credential::api_key("a b"), SchemeKind::Cookie("key"), "has characters"),
            (Credential::api_key("é"), SchemeKind::Cookie("key"), "has characters"),
            (
                Credential::api_key("a"),
                SchemeKind::Cookie("k=y"),
                "belongs in a cookie",
            ),
            (Credential::signature(""), SchemeKind::Signature(SIGNATURE), "is empty"),
            (
                Credential::signature("whsec_"),
                SchemeKind::Signature(ENCODED),
                "is empty",
            ),
            (
                Credential::signature("whsec_hunter2"),
                SchemeKind::Signature(ENCODED),
                "is not encoded as the scheme says",
            ),
            (
                Credential::signatures(["aa", ""]),
                SchemeKind::Signature(SIGNATURE),
                "is empty",
            ),
            (
                Credential::signatures(Vec::new()),
                SchemeKind::Signature(SIGNATURE),
                "has no secret",
            ),
            (Credential::api_key("a"), SchemeKind::Bearer, "is not of the kind"),
        ];
        for (credential, kind, expected) in table {
            let refused = prepare(credential, kind).unwrap_err();
            assert!(
                refused.starts_with(&format!("the credential for `auth` {expected}")),
                "{refused}"
            );
            assert!(!refused.contains("hunter2"), "{refused}");
        }
    }

    #[test]
    fn debug_shows_the_kind_only() {
        let shown = format!(
            "{:?} {:?}",
            Credential::basic("hunter2", "hunter2"),
            Credential::bearer("hunter2")
        );
        assert_eq!(shown, "Credential::basic(..) Credential::bearer(..)");
    }
}
