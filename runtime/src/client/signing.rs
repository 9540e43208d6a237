//! In: the secrets of a client, and a request that is complete but for its signature.
//! Out: the headers that sign it.
//! Guarantee: a timestamp and an id that the caller set are signed as they are; no secret shows in `Debug` or an error.

use http::{HeaderMap, HeaderName, HeaderValue};
use uuid::{Builder, Uuid};

use super::RequestError;
use super::credential::header_name;
use crate::Secret;
use crate::signature::{HmacKey, SignatureError, SignatureScheme, now};

/// The secrets under which requests are signed: one, or several while an old one gives way to a new one.
///
/// ```
/// use stubsmith_runtime::client::SigningSecrets;
///
/// let one = SigningSecrets::from("whsec_bmV3");
/// let both = SigningSecrets::from(["whsec_bmV3", "whsec_b2xk"]);
/// ```
#[derive(Clone, Debug)]
pub struct SigningSecrets(Vec<Secret>);

impl From<Secret> for SigningSecrets {
    fn from(secret: Secret) -> Self {
        Self(vec![secret])
    }
}

impl From<&str> for SigningSecrets {
    fn from(secret: &str) -> Self {
        Self(vec![secret.into()])
    }
}

impl From<String> for SigningSecrets {
    fn from(secret: String) -> Self {
        Self(vec![secret.into()])
    }
}

impl<T: Into<Secret>, const N: usize> From<[T; N]> for SigningSecrets {
    fn from(secrets: [T; N]) -> Self {
        Self(secrets.into_iter().map(Into::into).collect())
    }
}

impl From<Vec<Secret>> for SigningSecrets {
    fn from(secrets: Vec<Secret>) -> Self {
        Self(secrets)
    }
}

/// How requests are signed, and with what. Without `Debug`, since it is secret.
pub(super) struct Signing {
    scheme: SignatureScheme,
    pub(super) signature_header: HeaderName,
    timestamp_header: Option<HeaderName>,
    id_header: Option<HeaderName>,
    /// One at least.
    keys: Vec<HmacKey>,
}

impl Signing {
    pub(super) fn new(scheme: SignatureScheme, secrets: &SigningSecrets) -> Result<Self, &'static str> {
        let keys: Result<Vec<HmacKey>, SignatureError> = secrets.0.iter().map(|secret| scheme.key(secret)).collect();
        let keys = keys.map_err(|error| match error {
            SignatureError::MalformedSecret => "is not encoded as the scheme says",
            _ => "is empty",
        })?;
        if keys.is_empty() {
            return Err("has no secret");
        }
        Ok(Self {
            signature_header: header_name(scheme.signature_header)?,
            timestamp_header: scheme.header_of_timestamp().map(header_name).transpose()?,
            id_header: scheme.id_header.map(header_name).transpose()?,
            scheme,
            keys,
        })
    }

    /// Adds what is missing: the id and the time of the message, and the signature.
    pub(super) fn sign(&self, headers: &mut HeaderMap, body: &[u8]) -> Result<(), RequestError> {
        let timestamp = self.timestamp(headers);
        let id = self.id(headers)?;
        let keys: Vec<&HmacKey> = self.keys.iter().collect();
        let signature = self.scheme.sign(&keys, &id, timestamp, body);
        let mut signature = HeaderValue::try_from(signature)
            .map_err(|_| RequestError::new("the signature is not the value of a header".to_owned()))?;
        signature.set_sensitive(true);
        headers.entry(&self.signature_header).or_insert(signature);
        if let Some(name) = &self.timestamp_header {
            headers.entry(name).or_insert(timestamp.into());
        }
        Ok(())
    }

    fn timestamp(&self, headers: &HeaderMap) -> i64 {
        let given = self.timestamp_header.as_ref().and_then(|name| headers.get(name));
        let given = given.and_then(|value| value.to_str().ok()?.parse().ok());
        given.unwrap_or_else(now)
    }

    /// The id in its header, where a new one is put if the caller set none.
    fn id(&self, headers: &mut HeaderMap) -> Result<String, RequestError> {
        let Some(name) = &self.id_header else {
            return Ok(String::new());
        };
        if let Some(given) = headers.get(name) {
            let given = given.to_str().ok().filter(|id| self.scheme.accepts_id(id));
            return given.map(str::to_owned).ok_or_else(|| {
                RequestError::new(format!(
                    "the header `{name}` has characters that an id cannot have where it is signed"
                ))
            });
        }
        let id = new_id()?.to_string();
        let value = HeaderValue::try_from(&id)
            .map_err(|_| RequestError::new("the id of the message is not the value of a header".to_owned()))?;
        headers.insert(name, value);
        Ok(id)
    }
}

/// Random, so that no two messages share it.
fn new_id() -> Result<Uuid, RequestError> {
    let mut random = [0; 16];
    getrandom::fill(&mut random)
        .map_err(|_| RequestError::new("the system gives no random bytes for the id of the message".to_owned()))?;
    Ok(Builder::from_random_bytes(random).into_uuid())
}
