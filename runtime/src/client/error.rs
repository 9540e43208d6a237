//! In: all that may go wrong with a call.
//! Out: [`Error`], which keeps the API's own errors, typed, apart from everything else.
//! Guarantee: texts are of one line and repeat no credential and no body; status, headers and request id stay at hand.

use std::error::Error as StdError;
use std::fmt;
use std::io;
use std::time::Duration;

use http::{HeaderMap, StatusCode};

use super::response::Head;
use super::undecodable::status;
use super::{BoxError, DecodeFailure, Meta, RawResponse, Undecodable};

/// Why a call did not succeed; `E` are the errors that its operation declares.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error<E> {
    /// The server answered with an error that the document declares.
    Api(E, Meta),
    /// The server answered with a status that the document does not declare.
    Undeclared(RawResponse),
    /// The server answered with a declared status and a body that is not declared for it.
    Undecodable(Box<Undecodable>),
    /// The request could not be sent, or the response broke off.
    Transport(TransportError),
    /// There was no complete response within this time.
    Timeout(Duration),
    /// The request could not be built from what was given.
    Request(RequestError),
}

impl<E> Error<E> {
    pub(super) fn from_failure(failure: DecodeFailure, response: RawResponse) -> Self {
        let response = response.brief();
        match failure {
            DecodeFailure::Undeclared => Self::Undeclared(response),
            DecodeFailure::Undecodable(reason) => Self::Undecodable(Box::new(Undecodable::new(response, *reason))),
        }
    }

    /// The error that the document declares, if it is one.
    pub fn api(&self) -> Option<&E> {
        match self {
            Self::Api(error, _) => Some(error),
            _ => None,
        }
    }

    /// The status of the response, if one came.
    pub fn status(&self) -> Option<StatusCode> {
        match self {
            Self::Api(_, meta) => Some(meta.status()),
            Self::Transport(error) => Some(error.0.meta.as_ref()?.status()),
            _ => Some(self.response()?.status()),
        }
    }

    /// The headers of the response, if one came.
    pub fn headers(&self) -> Option<&HeaderMap> {
        match self {
            Self::Api(_, meta) => Some(meta.headers()),
            Self::Transport(error) => Some(error.0.meta.as_ref()?.headers()),
            _ => Some(self.response()?.headers()),
        }
    }

    /// What the server calls the request, if a response came that tells: the header `x-request-id`, or else
    /// `request-id`.
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Api(_, meta) => meta.request_id(),
            Self::Transport(error) => error.0.meta.as_ref()?.request_id(),
            _ => self.response()?.request_id(),
        }
    }

    /// The response with the beginning of its body, if it was not what the document declares.
    pub fn response(&self) -> Option<&RawResponse> {
        match self {
            Self::Undeclared(response) => Some(response),
            Self::Undecodable(error) => Some(error.response()),
            Self::Api(..) | Self::Transport(_) | Self::Timeout(_) | Self::Request(_) => None,
        }
    }

    /// Whether the time for the call, or the transport's time for a part of it, ran out.
    pub fn is_timeout(&self) -> bool {
        match self {
            Self::Timeout(_) => true,
            Self::Transport(error) => error.is_timeout(),
            _ => false,
        }
    }

    /// Whether no connection could be made, so that the server cannot have seen the request.
    pub fn is_connect(&self) -> bool {
        matches!(self, Self::Transport(error) if error.is_connect())
    }
}

impl<E> fmt::Display for Error<E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Api(_, meta) => write!(f, "the API answered with an error ({})", status(meta.status()))?,
            Self::Undeclared(response) => {
                write!(
                    f,
                    "the server answered with an undeclared status ({})",
                    status(response.status())
                )?;
            }
            Self::Undecodable(error) => error.fmt(f)?,
            Self::Transport(error) => error.fmt(f)?,
            Self::Timeout(limit) => write!(f, "there was no complete response within {limit:?}")?,
            Self::Request(error) => error.fmt(f)?,
        }
        match self.request_id() {
            Some(id) => write!(f, ", request id {}", id.chars().take(128).collect::<String>()),
            None => Ok(()),
        }
    }
}

impl<E: StdError + 'static> StdError for Error<E> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Api(error, _) => Some(error),
            Self::Transport(error) => error.source(),
            // Their messages already say all.
            Self::Undeclared(_) | Self::Undecodable(_) | Self::Timeout(_) | Self::Request(_) => None,
        }
    }
}

/// A request could not be built from what was given to a call, or the settings of its client.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RequestError(String);

impl RequestError {
    /// `message` names the parameter and not its value.
    pub(super) fn new(message: String) -> Self {
        Self(message)
    }
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the request cannot be built: {}", self.0)
    }
}

impl StdError for RequestError {}

/// The transport failed; its own error is the source.
#[derive(Debug)]
pub struct TransportError(Box<Inner>);

#[derive(Debug)]
struct Inner {
    stage: Stage,
    /// Of the response whose body broke off.
    meta: Option<Meta>,
    source: BoxError,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    Connecting,
    TimedOut,
    Sending,
    Receiving,
}

impl TransportError {
    pub(super) fn sending(source: BoxError) -> Self {
        let stage = stage(&*source).unwrap_or(Stage::Sending);
        Self(Box::new(Inner {
            stage,
            meta: None,
            source,
        }))
    }

    pub(super) fn receiving(head: Head, source: BoxError) -> Self {
        let stage = stage(&*source).unwrap_or(Stage::Receiving);
        Self(Box::new(Inner {
            stage,
            meta: Some(Meta::new(head)),
            source,
        }))
    }

    /// Whether no connection could be made, so that the server cannot have seen the request.
    #[must_use]
    pub fn is_connect(&self) -> bool {
        self.0.stage == Stage::Connecting
    }

    /// Whether the transport's own time ran out.
    #[must_use]
    pub fn is_timeout(&self) -> bool {
        self.0.stage == Stage::TimedOut
    }
}

/// What the transport's error says of the stage it failed in.
fn stage(error: &(dyn StdError + 'static)) -> Option<Stage> {
    #[cfg(any(feature = "rustls", feature = "native-tls"))]
    if let Some(error) = error.downcast_ref::<reqwest::Error>() {
        if error.is_timeout() {
            return Some(Stage::TimedOut);
        }
        return error.is_connect().then_some(Stage::Connecting);
    }
    let mut cause = Some(error);
    while let Some(error) = cause {
        match error.downcast_ref::<io::Error>().map(io::Error::kind) {
            Some(io::ErrorKind::TimedOut) => return Some(Stage::TimedOut),
            Some(io::ErrorKind::ConnectionRefused) => return Some(Stage::Connecting),
            _ => cause = error.source(),
        }
    }
    None
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0.stage {
            Stage::Connecting => "no connection to the server could be made",
            Stage::TimedOut => "the transport gave up waiting for the server",
            Stage::Sending => "the request could not be sent, or was not answered",
            Stage::Receiving => "the body of the response broke off",
        })
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        Some(&*self.0.source)
    }
}

/// A call that ended without a response, whatever its operation.
pub(super) enum Failed {
    Transport(TransportError),
    Timeout(Duration),
    Request(RequestError),
}

impl<E> From<Failed> for Error<E> {
    fn from(failed: Failed) -> Self {
        match failed {
            Failed::Transport(error) => Self::Transport(error),
            Failed::Timeout(limit) => Self::Timeout(limit),
            Failed::Request(error) => Self::Request(error),
        }
    }
}
