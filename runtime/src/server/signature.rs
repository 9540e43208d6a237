//! In: the headers and the body of a request, how it must be signed, and the keys of the service.
//! Out: which key it was signed with, if any.
//! Guarantee: why a signature does not hold is said in the log alone; a key that cannot be used lets nobody in.

use http::HeaderName;

use super::parameters::sole_text;
use super::{Rejection, Request};
use crate::Secret;
use crate::signature::{Received, SignatureError, SignatureHeaders, SignatureScheme, now};

/// A key under which requests may be signed.
#[derive(Clone, Debug)]
pub struct SigningKey {
    /// What the service calls the key.
    pub id: String,
    /// The secret that both sides share, as it is written.
    pub secret: Secret,
}

/// A signature that was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// The id of the [`SigningKey`].
    pub key_id: String,
    /// The id of the message, if the scheme has one. Who sends a message again sends the same: a service that must not
    /// take one twice keeps the ids for as long as timestamps hold.
    pub message_id: Option<String>,
    /// When the request was signed, in UNIX seconds, if the scheme says when.
    pub timestamp: Option<i64>,
}

impl Request {
    /// Verifies the signature under each of `keys`.
    ///
    /// The time window is checked before the body is read, the signature over the body as it was sent. All keys are
    /// tried, in constant time each, whichever is right.
    ///
    /// # Errors
    ///
    /// A rejection if the body is over the limit or breaks off.
    pub async fn signature(
        &mut self,
        scheme: &SignatureScheme,
        keys: &[SigningKey],
    ) -> Result<Option<Verified>, Rejection> {
        let Some(signature) = self.signature_text(scheme) else {
            return Ok(None);
        };
        let (id, timestamp) = (
            self.signed_text(scheme.id_header),
            self.signed_text(scheme.header_of_timestamp()),
        );
        let headers = SignatureHeaders {
            signature: &signature,
            id: &id,
            timestamp: &timestamp,
        };
        let received = match scheme.read(headers, now()) {
            Ok(received) => received,
            Err(error) => {
                self.log(error);
                return Ok(None);
            }
        };
        let body = self.body.bytes(self.context.headers(), self.manner.limits).await?;
        let verified = self.verified(scheme, keys, &received, &body);
        Ok(verified.map_err(|error| self.log(error)).ok())
    }

    fn verified(
        &self,
        scheme: &SignatureScheme,
        keys: &[SigningKey],
        received: &Received<'_>,
        body: &[u8],
    ) -> Result<Verified, SignatureError> {
        let mut key_id = Err(SignatureError::Mismatch);
        for signing in keys {
            let held = match scheme.key(&signing.secret) {
                Ok(key) => scheme.check(&key, received, body).is_ok(),
                Err(error) => {
                    let (request_id, key_id) = (self.context.request_id(), &signing.id);
                    tracing::error!(request_id, key_id, %error, "a signing key cannot be used");
                    false
                }
            };
            if held && key_id.is_err() {
                key_id = Ok(signing.id.clone());
            }
        }
        Ok(Verified {
            key_id: key_id?,
            message_id: scheme.id_header.map(|_| received.id.to_owned()),
            timestamp: received.time(),
        })
    }

    fn signature_text(&mut self, scheme: &SignatureScheme) -> Option<String> {
        let name = HeaderName::from_bytes(scheme.signature_header.as_bytes()).ok()?;
        self.context.mark_sensitive(&name);
        sole_text(self.context.headers(), &name)
    }

    /// The text of a header; empty if it is not there once.
    fn signed_text(&self, name: Option<&str>) -> String {
        let name = name.and_then(|name| HeaderName::from_bytes(name.as_bytes()).ok());
        let text = name.and_then(|name| sole_text(self.context.headers(), &name));
        text.unwrap_or_default()
    }

    fn log(&self, error: SignatureError) {
        let request_id = self.context.request_id();
        tracing::debug!(request_id, reason = %error, "a signature was not accepted");
    }
}
