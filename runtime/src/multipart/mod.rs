//! In: the fields of a body of several parts, or its parts as they were sent.
//! Out: the parts; or the fields.
//! Guarantee: no field of a part's head can end that head, and no part's content the part.

mod read;
mod write;

use std::fmt;

use bytes::Bytes;

pub use self::read::PartsReader;
pub use self::write::PartsWriter;

/// A body of several parts (RFC 7578), as emitted structs implement it.
pub trait Multipart: Sized {
    /// Writes the parts of a request.
    fn write(&self, parts: &mut PartsWriter);

    /// Reads the parts of a request. `None` means that at least one violation was noted.
    fn read(parts: &mut PartsReader) -> Option<Self>;
}

impl<T: Multipart> Multipart for Box<T> {
    fn write(&self, parts: &mut PartsWriter) {
        (**self).write(parts);
    }

    fn read(parts: &mut PartsReader) -> Option<Self> {
        T::read(parts).map(Self::new)
    }
}

/// A part that is a file.
///
/// ```
/// use stubsmith_runtime::FilePart;
///
/// let picture = FilePart::new(vec![0x89, b'P', b'N', b'G']).named("dot.png").of_type("image/png");
/// assert_eq!(picture.name.as_deref(), Some("dot.png"));
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FilePart {
    /// The file's name, if the sender tells it. Of one that was received it is the sender's word, and no path to be
    /// trusted.
    pub name: Option<String>,
    /// The media type; `None`: the one that the document gives the part, else `application/octet-stream`.
    pub media_type: Option<String>,
    /// What is in it.
    pub bytes: Bytes,
}

impl FilePart {
    /// A file without a name.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self {
            name: None,
            media_type: None,
            bytes: bytes.into(),
        }
    }

    /// The same with a name.
    #[must_use]
    pub fn named(mut self, name: impl Into<String>) -> Self {
        self.name = Some(name.into());
        self
    }

    /// The same with a media type.
    #[must_use]
    pub fn of_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }
}

/// Without the bytes, which may be many, or secret.
impl fmt::Debug for FilePart {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FilePart")
            .field("name", &self.name)
            .field("media_type", &self.media_type)
            .field("bytes", &self.bytes.len())
            .finish()
    }
}

/// One part of a body whose parts the document does not name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnyPart {
    /// The name of the field that it is for.
    pub name: String,
    /// What it holds.
    pub file: FilePart,
}

/// A body whose parts the document does not name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnyParts(pub Vec<AnyPart>);

impl Multipart for AnyParts {
    fn write(&self, parts: &mut PartsWriter) {
        for part in &self.0 {
            parts.files(&part.name, std::iter::once(&part.file), None);
        }
    }

    fn read(parts: &mut PartsReader) -> Option<Self> {
        Some(Self(parts.all()))
    }
}
