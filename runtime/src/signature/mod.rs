//! In: how an API signs requests, the secret that both sides share, and the body of a request.
//! Out: the text of the signature header; or whether the signature of a request that arrived holds.
//! Guarantee: signatures are compared in constant time, and no secret, body or signature is part of an error.

mod encoding;
mod error;
mod header;
mod key;

use std::time::UNIX_EPOCH;

pub(crate) use self::encoding::BASE64;
pub use self::encoding::SignatureEncoding;
pub use self::error::SignatureError;
#[cfg(feature = "server")]
pub(crate) use self::header::Received;
pub use self::header::SignatureHeaders;
pub use self::key::{Algorithm, HmacKey};

/// The present time in UNIX seconds.
pub(crate) fn now() -> i64 {
    let since_epoch = UNIX_EPOCH.elapsed().unwrap_or_default();
    i64::try_from(since_epoch.as_secs()).unwrap_or(i64::MAX)
}

/// How requests are signed: a keyed hash of a payload, sent in a header.
///
/// ```
/// use stubsmith_runtime::Secret;
/// use stubsmith_runtime::signature::{
///     Algorithm, PayloadPart, SignatureEncoding, SignatureHeaders, SignatureScheme,
/// };
///
/// let scheme = SignatureScheme::new(Algorithm::HmacSha256, SignatureEncoding::Base64, "Request-Signature")
///     .payload(&[PayloadPart::Timestamp, PayloadPart::Literal("."), PayloadPart::Body])
///     .timestamp_header("Request-Timestamp", 300);
/// let key = scheme.key(&Secret::from("shared"))?;
/// let signature = scheme.sign(&[&key], "", 1_712_336_881, b"{}");
/// let headers = SignatureHeaders {
///     signature: &signature,
///     timestamp: "1712336881",
///     ..SignatureHeaders::default()
/// };
/// assert_eq!(scheme.verify(&key, headers, 1_712_336_900, b"{}"), Ok(()));
/// assert!(scheme.verify(&key, headers, 1_712_336_900, b"[]").is_err());
/// # Ok::<(), stubsmith_runtime::signature::SignatureError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureScheme {
    algorithm: Algorithm,
    encoding: SignatureEncoding,
    pub(crate) signature_header: &'static str,
    payload: &'static [PayloadPart],
    prefix: &'static str,
    separator: Option<&'static str>,
    pub(crate) id_header: Option<&'static str>,
    timestamp: Option<SigningTime>,
    encoded_secret: Option<EncodedSecret>,
}

/// When a request was signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct SigningTime {
    place: TimePlace,
    tolerance_seconds: u64,
}

/// Where UNIX seconds stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum TimePlace {
    /// In the header of this name.
    Header(&'static str),
    /// In the signature header, behind this prefix.
    Element(&'static str),
}

/// How a secret is written that is no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct EncodedSecret {
    prefix: &'static str,
    encoding: SignatureEncoding,
}

/// A piece of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadPart {
    /// The bytes of the request's body.
    Body,
    /// The text of the timestamp.
    Timestamp,
    /// The text of the id header.
    Id,
    /// The text itself.
    Literal(&'static str),
}

/// What a scheme is made of.
impl SignatureScheme {
    /// Signs the body alone, with one signature in `signature_header`.
    #[must_use]
    pub const fn new(algorithm: Algorithm, encoding: SignatureEncoding, signature_header: &'static str) -> Self {
        Self {
            algorithm,
            encoding,
            signature_header,
            payload: &[PayloadPart::Body],
            prefix: "",
            separator: None,
            id_header: None,
            timestamp: None,
            encoded_secret: None,
        }
    }

    /// What is hashed: the parts one after another.
    #[must_use]
    pub const fn payload(mut self, parts: &'static [PayloadPart]) -> Self {
        self.payload = parts;
        self
    }

    /// What stands before each signature. One behind anything else is of another scheme, and passed over.
    #[must_use]
    pub const fn prefix(mut self, prefix: &'static str) -> Self {
        self.prefix = prefix;
        self
    }

    /// The header may have several signatures, divided by `separator`, of which one must hold.
    #[must_use]
    pub const fn separator(mut self, separator: &'static str) -> Self {
        self.separator = Some(separator);
        self
    }

    /// The header that names the message, the same one each time that it is sent.
    #[must_use]
    pub const fn id_header(mut self, name: &'static str) -> Self {
        self.id_header = Some(name);
        self
    }

    /// The header that says when the request was signed, in UNIX seconds, and by how many seconds that may lie in the
    /// past or in the future.
    #[must_use]
    pub const fn timestamp_header(mut self, name: &'static str, tolerance_seconds: u64) -> Self {
        let place = TimePlace::Header(name);
        self.timestamp = Some(SigningTime {
            place,
            tolerance_seconds,
        });
        self
    }

    /// The same in the signature header, as what stands there behind `prefix`.
    #[must_use]
    pub const fn timestamp_element(mut self, prefix: &'static str, tolerance_seconds: u64) -> Self {
        let place = TimePlace::Element(prefix);
        self.timestamp = Some(SigningTime {
            place,
            tolerance_seconds,
        });
        self
    }

    /// Secrets are bytes that are written in `encoding`, behind `prefix`, which may be missing.
    #[must_use]
    pub const fn encoded_secret(mut self, prefix: &'static str, encoding: SignatureEncoding) -> Self {
        self.encoded_secret = Some(EncodedSecret { prefix, encoding });
        self
    }

    /// The header of the timestamp, if it has one of its own.
    pub(crate) fn header_of_timestamp(&self) -> Option<&'static str> {
        match self.timestamp?.place {
            TimePlace::Header(name) => Some(name),
            TimePlace::Element(_) => None,
        }
    }
}

#[cfg(test)]
mod tests;
