//! In: nothing; these are the items that reading the extension `x-stubsmith-signature` gives.
//! Out: how requests are signed, as plain data.
//! Guarantees: what is part of the payload has a place in the headers.

/// How requests are signed: a keyed hash of `payload`, sent in `header`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// The header that carries the signature.
    pub header: String,
    /// The keyed hash.
    pub algorithm: SignatureAlgorithm,
    /// How the hash is written.
    pub encoding: SignatureEncoding,
    /// What is hashed: the parts one after another.
    pub payload: Vec<PayloadPart>,
    /// What stands before each signature; those behind anything else are not meant.
    pub prefix: String,
    /// What divides several signatures of one header, if there may be several.
    pub separator: Option<String>,
    /// The header that names the message.
    pub id_header: Option<String>,
    /// When the request was signed.
    pub timestamp: Option<SignatureTimestamp>,
    /// How the secret is written, if it is no text.
    pub secret: Option<EncodedSecret>,
}

/// A keyed hash (RFC 2104).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureAlgorithm {
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
}

/// How the bytes of a signature or of a secret become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Lower-case hexadecimal digits.
    Hex,
    /// Base64 with padding (RFC 4648, section 4).
    Base64,
}

/// A piece of what is signed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PayloadPart {
    /// The bytes of the request body.
    Body,
    /// The text of the timestamp.
    Timestamp,
    /// The text of the id header.
    Id,
    /// The text itself.
    Literal(String),
}

/// When a request was signed, and for how long that holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignatureTimestamp {
    /// Where UNIX seconds stand.
    pub place: TimestampPlace,
    /// How far the two clocks may lie apart, in either direction.
    pub tolerance_seconds: u64,
}

/// Where a timestamp stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TimestampPlace {
    /// In the header of this name.
    Header(String),
    /// In the header of the signature, behind this prefix.
    Element(String),
}

/// A secret that is bytes, written as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncodedSecret {
    /// What stands before it; it may be missing.
    pub prefix: String,
    /// How the bytes are written.
    pub encoding: SignatureEncoding,
}
