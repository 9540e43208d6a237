//! In: bytes, and what they are.
//! Out: [`Binary`], a body whose media type the document leaves to whoever sends it.
//! Guarantee: the media type can be sent as it is.

use std::fmt;

use bytes::Bytes;
use http::HeaderValue;

/// A body of one of several media types, or of a range of them such as `image/*`.
///
/// ```
/// use stubsmith_runtime::{Binary, http::HeaderValue};
///
/// let picture = Binary::new(HeaderValue::from_static("image/png"), vec![0x89, b'P', b'N', b'G']);
/// assert_eq!(picture.media_type(), "image/png");
/// assert_eq!(picture.bytes().len(), 4);
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Binary {
    media_type: HeaderValue,
    bytes: Bytes,
}

impl Binary {
    /// Bytes of a media type, which is sent as `Content-Type`.
    #[must_use]
    pub fn new(media_type: HeaderValue, bytes: impl Into<Bytes>) -> Self {
        Self {
            media_type,
            bytes: bytes.into(),
        }
    }

    /// The media type, with its parameters; empty if it is no text.
    #[must_use]
    pub fn media_type(&self) -> &str {
        self.media_type.to_str().unwrap_or_default()
    }

    /// The bytes.
    #[must_use]
    pub fn bytes(&self) -> &Bytes {
        &self.bytes
    }

    /// The bytes, owned.
    #[must_use]
    pub fn into_bytes(self) -> Bytes {
        self.bytes
    }

    #[cfg(feature = "server")]
    pub(crate) fn into_parts(self) -> (HeaderValue, Bytes) {
        (self.media_type, self.bytes)
    }
}

/// Without the bytes, which may be many, or secret.
impl fmt::Debug for Binary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Binary")
            .field("media_type", &self.media_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}
