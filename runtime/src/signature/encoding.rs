//! In: the bytes of a hash or of a secret, or the text that stands for them.
//! Out: the other one.
//! Guarantee: what is written is read as the same bytes.

use std::fmt::Write as _;

use base64::Engine as _;
use base64::alphabet::STANDARD;
use base64::engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig};

/// Base64 of RFC 4648, section 4: written with padding, read with or without.
pub(crate) const BASE64: GeneralPurpose = GeneralPurpose::new(
    &STANDARD,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// How the bytes of a signature or of a secret become text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SignatureEncoding {
    /// Hexadecimal digits: written in lower case, read in both.
    Hex,
    /// Base64 (RFC 4648, section 4): written with padding, read with or without.
    Base64,
}

impl SignatureEncoding {
    pub(super) fn encode(self, bytes: &[u8]) -> String {
        match self {
            Self::Hex => bytes
                .iter()
                .fold(String::with_capacity(2 * bytes.len()), |mut text, byte| {
                    // Writing into a String cannot fail.
                    let _ = write!(text, "{byte:02x}");
                    text
                }),
            Self::Base64 => BASE64.encode(bytes),
        }
    }

    pub(super) fn decode(self, text: &str) -> Option<Vec<u8>> {
        match self {
            Self::Hex => from_hex(text),
            Self::Base64 => BASE64.decode(text).ok(),
        }
    }
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
