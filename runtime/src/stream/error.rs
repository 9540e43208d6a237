//! In: what may go wrong between two items.
//! Out: [`StreamError`].
//! Guarantee: texts are of one line and repeat no part of an item.

use std::fmt;

use crate::{DecodeError, OneLine, Violations};

/// Why a stream did not give an item.
#[derive(Debug)]
#[non_exhaustive]
pub enum StreamError {
    /// The item is not what the document describes. The stream goes on with the next one.
    Item {
        /// Its place in the stream, counted from 0.
        index: u64,
        /// All that is wrong with it.
        reason: DecodeError,
    },
    /// The item has more bytes than are allowed; the stream ends here.
    TooLarge {
        /// Its place in the stream, counted from 0.
        index: u64,
        /// How many bytes are allowed.
        limit: usize,
    },
    /// The body broke off; the stream ends here.
    Broken(Box<dyn std::error::Error + Send + Sync>),
    /// What gives a server's items has failed; the stream ends here.
    Source(Box<dyn std::error::Error + Send + Sync>),
}

impl StreamError {
    /// All that is wrong with an item, each with its JSON Pointer, if it is JSON.
    #[must_use]
    pub fn violations(&self) -> Option<&Violations> {
        match self {
            Self::Item {
                reason: DecodeError::Violations(violations),
                ..
            } => Some(violations),
            _ => None,
        }
    }

    /// Whether there are no items after it.
    #[must_use]
    pub fn is_last(&self) -> bool {
        !matches!(self, Self::Item { .. })
    }
}

impl fmt::Display for StreamError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Item { index, reason } => {
                write!(f, "item {index} cannot be read: {}", OneLine(&reason.to_string()))
            }
            Self::TooLarge { index, limit } => write!(f, "item {index} is larger than {limit} bytes"),
            Self::Broken(_) => f.write_str("the stream broke off"),
            Self::Source(_) => f.write_str("the source of the items failed"),
        }
    }
}

impl std::error::Error for StreamError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Broken(error) | Self::Source(error) => Some(&**error),
            // Their messages already say all.
            Self::Item { .. } | Self::TooLarge { .. } => None,
        }
    }
}
