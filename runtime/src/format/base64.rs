//! In: bytes in base64, as a JSON string or a text.
//! Out: [`Base64`], the bytes.
//! Guarantee: only the alphabet and the padding of RFC 4648, section 4, are accepted; `Debug` shows no bytes.

use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use ::base64::Engine as _;
use ::base64::engine::general_purpose::STANDARD;

use crate::context::Context;
use crate::text::Text;
use crate::violation::Violation;

/// Bytes that are written in base64 (RFC 4648, section 4): `format: byte`, `contentEncoding: base64`.
///
/// ```
/// use stubsmith_runtime::{Base64, to_json};
///
/// let bytes: Base64 = "aGk=".parse()?;
/// assert_eq!(&bytes[..], b"hi");
/// assert_eq!(format!("{bytes:?}"), "Base64(2 bytes)");
/// assert_eq!(to_json(&Base64::from(b"hi")), b"\"aGk=\"");
/// # Ok::<(), stubsmith_runtime::Violation>(())
/// ```
#[derive(Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Base64(Vec<u8>);

impl Base64 {
    /// The bytes, owned.
    #[must_use]
    pub fn into_inner(self) -> Vec<u8> {
        self.0
    }
}

impl Deref for Base64 {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0
    }
}

impl AsRef<[u8]> for Base64 {
    fn as_ref(&self) -> &[u8] {
        &self.0
    }
}

impl fmt::Debug for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Base64({} bytes)", self.0.len())
    }
}

impl fmt::Display for Base64 {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.to_text())
    }
}

impl From<Vec<u8>> for Base64 {
    fn from(bytes: Vec<u8>) -> Self {
        Self(bytes)
    }
}

impl From<&[u8]> for Base64 {
    fn from(bytes: &[u8]) -> Self {
        Self(bytes.to_vec())
    }
}

impl<const N: usize> From<&[u8; N]> for Base64 {
    fn from(bytes: &[u8; N]) -> Self {
        Self(bytes.to_vec())
    }
}

impl From<Base64> for Vec<u8> {
    fn from(bytes: Base64) -> Self {
        bytes.0
    }
}

impl FromStr for Base64 {
    type Err = Violation;

    /// Reads base64 text, not the bytes themselves.
    fn from_str(text: &str) -> Result<Self, Violation> {
        match STANDARD.decode(text) {
            Ok(bytes) => Ok(Self(bytes)),
            Err(_) => Err(Violation::new("format", "must be base64 with padding, such as aGk=")),
        }
    }
}

impl Text for Base64 {
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        match text.parse() {
            Ok(bytes) => Some(bytes),
            Err(violation) => {
                cx.push(violation);
                None
            }
        }
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(STANDARD.encode(&self.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_padded_text_of_the_alphabet_is_read() {
        for (text, bytes) in [("", &b""[..]), ("aGk=", b"hi"), ("+/8=", b"\xfb\xff")] {
            let read: Base64 = text.parse().unwrap();
            assert_eq!((&read[..], &*read.to_text()), (bytes, text));
        }
        for text in ["aGk", "aGl=", "-_8=", "aG k=", "aGk=\n", "a", "aGk=aGk=", "ä"] {
            assert_eq!(text.parse::<Base64>().unwrap_err().rule(), "format", "{text}");
        }
    }
}
