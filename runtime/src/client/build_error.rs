//! In: what is wrong with the settings of a client.
//! Out: [`BuildError`].
//! Guarantee: no credential is part of a text.

use std::fmt;

use super::BoxError;

/// A client could not be built from its settings.
#[derive(Debug)]
#[non_exhaustive]
pub enum BuildError {
    /// The base URL is missing, or nothing that paths could follow.
    BaseUrl {
        /// What is wrong with it, in words.
        reason: String,
    },
    /// A credential cannot be sent by the rules of its security scheme.
    Credential {
        /// The name of the security scheme.
        scheme: &'static str,
        /// What is wrong with it, in words.
        reason: &'static str,
    },
    /// There is no transport: none was given, and the feature for none is on.
    NoTransport,
    /// The transport could not be set up.
    Transport(BoxError),
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::BaseUrl { reason } => f.write_str(reason),
            Self::Credential { scheme, reason } => write!(f, "the credential for `{scheme}` {reason}"),
            Self::NoTransport => f.write_str(
                "there is no transport: turn on the feature `rustls` or `native-tls`, or give one with `transport`",
            ),
            Self::Transport(_) => f.write_str("the HTTP transport could not be set up"),
        }
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Transport(source) => Some(&**source),
            Self::BaseUrl { .. } | Self::Credential { .. } | Self::NoTransport => None,
        }
    }
}
