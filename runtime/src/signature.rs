//! In: how an API signs requests, the secret that both sides share, and the body of a request.
//! Out: the text of the signature header; or whether the signature of a request that arrived holds.
//! Guarantee: signatures are compared in constant time, and no secret, body or signature is part of an error.

use std::fmt;
use std::fmt::Write as _;
use std::time::UNIX_EPOCH;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};
use hmac::digest::Digest;
use hmac::digest::common::Key;
use hmac::{EagerHash, Hmac, KeyInit, Mac};
use sha2::{Sha256, Sha512};

use crate::Secret;

/// Base64 of RFC 4648, section 4: written with padding, read with or without.
pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The present time in UNIX seconds.
pub(crate) fn now() -> i64 {
    let since_epoch = UNIX_EPOCH.elapsed().unwrap_or_default();
    i64::try_from(since_epoch.as_secs()).unwrap_or(i64::MAX)
}

/// How requests are signed: a keyed hash of `payload`, sent in `signature_header`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SignatureScheme {
    /// The keyed hash.
    pub algorithm: Algorithm,
    /// How the bytes of the hash become text.
    pub encoding: SignatureEncoding,
    /// The header that carries the signature.
    pub signature_header: &'static str,
    /// The header that says when the request was signed, in UNIX seconds.
    pub timestamp_header: Option<&'static str>,
    /// By how many seconds the timestamp may lie in the past or in the future. Without meaning if there is none.
    pub tolerance_seconds: u64,
    /// What is hashed: the parts one after another.
    pub payload: &'static [PayloadPart],
}

/// A keyed hash (RFC 2104).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Algorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// How the bytes of a signature become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Hexadecimal digits: written in lower case, read in both.
    Hex,
    /// Base64 (RFC 4648, section 4): written with padding, read with or without.
    Base64,
}

/// A piece of what is signed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PayloadPart {
    /// The bytes of the request's body.
    Body,
    /// The text of the timestamp header.
    Timestamp,
    /// The text itself.
    Literal(&'static str),
}

impl SignatureScheme {
    /// The signature of a request that is sent at `timestamp` (UNIX seconds).
    ///
    /// ```
    /// use stubsmith_runtime::Secret;
    /// use stubsmith_runtime::signature::{Algorithm, PayloadPart, SignatureEncoding, SignatureScheme};
    ///
    /// let scheme = SignatureScheme {
    ///     algorithm: Algorithm::HmacSha256,
    ///     encoding: SignatureEncoding::Base64,
    ///     signature_header: "Request-Signature",
    ///     timestamp_header: Some("Request-Timestamp"),
    ///     tolerance_seconds: 300,
    ///     payload: &[PayloadPart::Timestamp, PayloadPart::Literal("."), PayloadPart::Body],
    /// };
    /// let secret = Secret::from("shared");
    /// let signature = scheme.sign(&secret, 1_712_336_881, b"{}");
    /// assert_eq!(scheme.verify(&secret, &signature, "1712336881", 1_712_336_900, b"{}"), Ok(()));
    /// assert!(scheme.verify(&secret, &signature, "1712336881", 1_712_336_900, b"[]").is_err());
    /// ```
    #[must_use]
    pub fn sign(&self, secret: &Secret, timestamp: i64, body: &[u8]) -> String {
        let (secret, timestamp) = (secret.expose().as_bytes(), timestamp.to_string());
        match self.algorithm {
            Algorithm::HmacSha256 => {
                let mac = self.feed(keyed::<Sha256>(secret), &timestamp, body);
                self.encode(&mac.finalize().into_bytes())
            }
            Algorithm::HmacSha512 => {
                let mac = self.feed(keyed::<Sha512>(secret), &timestamp, body);
                self.encode(&mac.finalize().into_bytes())
            }
        }
    }

    /// Checks the signature of a request that arrived at `now` (UNIX seconds).
    ///
    /// `timestamp` is the text of the timestamp header; without such a header in the scheme it may be empty.
    ///
    /// # Errors
    ///
    /// Why the signature does not hold: for the log only, since a sender who guesses must not learn from it.
    pub fn verify(
        &self,
        secret: &Secret,
        signature: &str,
        timestamp: &str,
        now: i64,
        body: &[u8],
    ) -> Result<(), SignatureError> {
        let secret = secret.expose().as_bytes();
        if secret.is_empty() {
            return Err(SignatureError::EmptySecret);
        }
        if self.timestamp_header.is_some() {
            self.check_time(timestamp, now)?;
        }
        let signature = self.decode(signature).ok_or(SignatureError::MalformedSignature)?;
        let verified = match self.algorithm {
            Algorithm::HmacSha256 => self
                .feed(keyed::<Sha256>(secret), timestamp, body)
                .verify_slice(&signature),
            Algorithm::HmacSha512 => self
                .feed(keyed::<Sha512>(secret), timestamp, body)
                .verify_slice(&signature),
        };
        verified.map_err(|_| SignatureError::Mismatch)
    }

    fn check_time(&self, timestamp: &str, now: i64) -> Result<(), SignatureError> {
        if !timestamp.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(SignatureError::MalformedTimestamp);
        }
        let signed: i64 = timestamp.parse().map_err(|_| SignatureError::MalformedTimestamp)?;
        match now.abs_diff(signed) {
            apart if apart <= self.tolerance_seconds => Ok(()),
            _ if signed < now => Err(SignatureError::Expired),
            _ => Err(SignatureError::InTheFuture),
        }
    }

    fn feed<M: Mac>(&self, mut mac: M, timestamp: &str, body: &[u8]) -> M {
        for part in self.payload {
            mac.update(match part {
                PayloadPart::Body => body,
                PayloadPart::Timestamp => timestamp.as_bytes(),
                PayloadPart::Literal(text) => text.as_bytes(),
            });
        }
        mac
    }

    fn encode(&self, hash: &[u8]) -> String {
        match self.encoding {
            SignatureEncoding::Hex => hash
                .iter()
                .fold(String::with_capacity(2 * hash.len()), |mut text, byte| {
                    // Writing into a String cannot fail.
                    let _ = write!(text, "{byte:02x}");
                    text
                }),
            SignatureEncoding::Base64 => BASE64.encode(hash),
        }
    }

    fn decode(&self, signature: &str) -> Option<Vec<u8>> {
        match self.encoding {
            SignatureEncoding::Hex => from_hex(signature),
            SignatureEncoding::Base64 => BASE64.decode(signature).ok(),
        }
    }
}

/// HMAC under a key of any length, which RFC 2104 brings to the size of one block.
///
/// By hand, since the constructor for slices gives a `Result` that is never an error.
fn keyed<D: EagerHash + Digest>(secret: &[u8]) -> Hmac<D> {
    let mut key = Key::<Hmac<D>>::default();
    let digest;
    let bytes = if secret.len() > key.len() {
        digest = D::digest(secret);
        digest.as_slice()
    } else {
        secret
    };
    key.iter_mut().zip(bytes).for_each(|(slot, byte)| *slot = *byte);
    Hmac::new(&key)
}

fn from_hex(text: &str) -> Option<Vec<u8>> {
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    if !rest.is_empty() {
        return None;
    }
    let byte = |pair: &[u8; 2]| {
        let [high, low] = pair.map(|digit| char::from(digit).to_digit(16));
        u8::try_from(high? * 16 + low?).ok()
    };
    pairs.iter().map(byte).collect()
}

/// Why the signature of a request does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// The secret to check against is empty: anybody could sign with it.
    EmptySecret,
    /// The timestamp is not a number of seconds in decimal digits.
    MalformedTimestamp,
    /// The request was signed too long ago.
    Expired,
    /// The request says that it was signed later than now.
    InTheFuture,
    /// The signature is not in the encoding of the scheme.
    MalformedSignature,
    /// The signature is of another secret, body or timestamp.
    Mismatch,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptySecret => "the secret is empty",
            Self::MalformedTimestamp => "the timestamp is not a number of seconds",
            Self::Expired => "the timestamp lies too far in the past",
            Self::InTheFuture => "the timestamp lies too far in the future",
            Self::MalformedSignature => "the signature is not encoded as the scheme says",
            Self::Mismatch => "the signature does not match",
        })
    }
}

impl std::error::Error for SignatureError {}

#[cfg(test)]
mod tests;
