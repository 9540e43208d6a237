//! In: a response whose body is not what the document declares for its status.
//! Out: [`Undecodable`], an error that keeps the response and all that is wrong with it.
//! Guarantee: no part of the body is in a text; what is kept is bounded.

use std::fmt;

use http::StatusCode;

use super::RawResponse;
use crate::{DecodeError, OneLine, Violations};

/// A response that has a declared status and a body that is not declared for it.
#[derive(Debug)]
pub struct Undecodable {
    response: RawResponse,
    reason: Unreadable,
}

impl Undecodable {
    pub(super) fn new(response: RawResponse, reason: Unreadable) -> Self {
        Self { response, reason }
    }

    /// The response with the beginning of its body, up to 64 KiB.
    #[must_use]
    pub fn response(&self) -> &RawResponse {
        &self.response
    }

    /// Why the body could not be read.
    #[must_use]
    pub fn reason(&self) -> &Unreadable {
        &self.reason
    }

    /// All that is wrong with the body, each with its JSON Pointer, if it is JSON or XML; or with a text or the headers.
    #[must_use]
    pub fn violations(&self) -> Option<&Violations> {
        match &self.reason {
            Unreadable::Json(DecodeError::Violations(violations))
            | Unreadable::Xml(DecodeError::Violations(violations))
            | Unreadable::Text(violations)
            | Unreadable::Headers(violations) => Some(violations),
            _ => None,
        }
    }
}

impl fmt::Display for Undecodable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { response, reason } = self;
        write!(
            f,
            "the body of the response cannot be read ({}): {reason}",
            status(response.status())
        )
    }
}

/// Without a source: the message already says all that the reason says.
impl std::error::Error for Undecodable {}

/// Why the body of a response could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is larger than the client allows.
    TooLarge {
        /// How many bytes are allowed.
        limit: usize,
    },
    /// It is of another media type: the beginning of what `Content-Type` says.
    ContentType(String),
    /// It is compressed in a way that the transport does not undo: the beginning of what `Content-Encoding` says.
    ContentEncoding(String),
    /// There is none.
    Empty,
    /// It is not JSON, or not the JSON that the document describes.
    Json(DecodeError),
    /// It is not XML, or not the XML that the document describes.
    Xml(DecodeError),
    /// It is no text in the encoding that it has: the beginning of its name.
    Charset(String),
    /// It is not the text that the document describes.
    Text(Violations),
    /// Declared headers are missing or cannot be read; the pointer of each violation begins with the header's name.
    Headers(Violations),
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::TooLarge { limit } => write!(f, "it is larger than {limit} bytes"),
            Self::ContentType(media_type) => write!(f, "its media type is `{media_type}`, which is not declared"),
            Self::ContentEncoding(encoding) => write!(f, "it is encoded as `{encoding}`"),
            Self::Empty => f.write_str("it is empty"),
            Self::Json(error) | Self::Xml(error) => OneLine(&error.to_string()).fmt(f),
            Self::Charset(charset) => write!(f, "it is no text in `{charset}`"),
            Self::Text(violations) => OneLine(&violations.to_string()).fmt(f),
            Self::Headers(violations) => write!(f, "its headers: {}", OneLine(&violations.to_string())),
        }
    }
}

impl std::error::Error for Unreadable {}

/// A status as errors name it: `404 Not Found`, or the number alone if it is not registered.
pub(super) fn status(status: StatusCode) -> String {
    match status.canonical_reason() {
        Some(reason) => format!("{} {reason}", status.as_str()),
        None => status.as_str().to_owned(),
    }
}
