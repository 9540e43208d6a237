//! In: nothing; these are the ways in which a signature fails.
//! Out: why, in words for a log.
//! Guarantee: the words are the same whatever the secret, the body and the signature.

use std::fmt;

/// Why the signature of a request does not hold, or why nothing can be signed with a secret.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SignatureError {
    /// The secret is empty: anybody could sign with it.
    EmptySecret,
    /// The secret is not written as the scheme says.
    MalformedSecret,
    /// The id is missing, or has characters that let it pass for more of what is signed.
    MalformedId,
    /// The timestamp is missing, or not a number of seconds in decimal digits.
    MalformedTimestamp,
    /// The request was signed too long ago.
    Expired,
    /// The request says that it was signed later than now.
    InTheFuture,
    /// All signatures are of other schemes.
    NoSignature,
    /// The signature is not in the encoding of the scheme.
    MalformedSignature,
    /// The signature is of another secret, body, id or timestamp.
    Mismatch,
}

impl fmt::Display for SignatureError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::EmptySecret => "the secret is empty",
            Self::MalformedSecret => "the secret is not encoded as the scheme says",
            Self::MalformedId => "there is no id that can be signed",
            Self::MalformedTimestamp => "the timestamp is not a number of seconds",
            Self::Expired => "the timestamp lies too far in the past",
            Self::InTheFuture => "the timestamp lies too far in the future",
            Self::NoSignature => "no signature has the prefix of the scheme",
            Self::MalformedSignature => "the signature is not encoded as the scheme says",
            Self::Mismatch => "the signature does not match",
        })
    }
}

impl std::error::Error for SignatureError {}
