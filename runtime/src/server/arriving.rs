//! In: the body of a request.
//! Out: its bytes, piece by piece, or why they do not come.
//! Guarantee: nobody waits for ever; a body that breaks off is never taken for whole.

use std::fmt;
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream;
use http_body::Body as _;
use http_body_util::{BodyExt as _, LengthLimitError};

use super::Rejection;
use super::limits::within;
use super::rejection::Kind;

/// A body that is still to come. It has no `Debug`, since what it holds may be secret.
pub(super) struct Arriving {
    /// What was looked at before anyone read it.
    first: Bytes,
    rest: Body,
}

impl From<Body> for Arriving {
    fn from(rest: Body) -> Self {
        Self {
            first: Bytes::new(),
            rest,
        }
    }
}

impl Arriving {
    /// The next bytes, none of them empty; `None` after the last. `pause`: how long they may take.
    pub(super) async fn next(&mut self, pause: Duration) -> Result<Option<Bytes>, Interruption> {
        if !self.first.is_empty() {
            return Ok(Some(std::mem::take(&mut self.first)));
        }
        loop {
            let frame = within(pause, self.rest.frame()).await.ok_or(Interruption::Late)?;
            let Some(frame) = frame else { return Ok(None) };
            let frame = frame.map_err(|error| Interruption::of(&error))?;
            match frame.into_data() {
                Ok(data) if !data.is_empty() => return Ok(Some(data)),
                // Nothing, or trailers.
                _ => {}
            }
        }
    }

    /// The first bytes, which stay.
    pub(super) async fn begin(&mut self, pause: Duration) -> Result<Option<&Bytes>, Interruption> {
        match self.next(pause).await? {
            Some(first) => {
                self.first = first;
                Ok(Some(&self.first))
            }
            None => Ok(None),
        }
    }

    /// Whether there is nothing to wait for.
    pub(super) fn is_surely_empty(&self) -> bool {
        self.first.is_empty() && self.rest.is_end_stream()
    }

    /// All of it, for those who read streams; at most `limit` bytes, if there is one.
    pub(super) fn into_stream(
        self,
        pause: Duration,
        limit: Option<usize>,
    ) -> impl stream::Stream<Item = Result<Bytes, Interruption>> + Send {
        stream::unfold(Some((self, 0)), move |state| async move {
            let (mut body, arrived) = state?;
            let data = match body.next(pause).await {
                Ok(data) => data?,
                Err(interruption) => return Some((Err(interruption), None)),
            };
            let arrived = usize::saturating_add(arrived, data.len());
            match limit {
                Some(limit) if arrived > limit => Some((Err(Interruption::Larger(limit)), None)),
                _ => Some((Ok(data), Some((body, arrived)))),
            }
        })
    }
}

/// Why a body does not arrive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Interruption {
    /// It stood still for too long.
    Late,
    /// It is larger than so many bytes.
    Larger(usize),
    /// It is larger than a layer outside allows.
    LargerOutside,
    /// It ended before it was complete.
    BrokenOff,
}

impl Interruption {
    /// A body may break off because a layer outside has a lower limit.
    fn of(error: &axum::Error) -> Self {
        let mut source = Some(error as &(dyn std::error::Error + 'static));
        while let Some(error) = source {
            if error.is::<LengthLimitError>() {
                return Self::LargerOutside;
            }
            source = error.source();
        }
        Self::BrokenOff
    }
}

impl fmt::Display for Interruption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Late => f.write_str("the body did not arrive in time"),
            Self::Larger(limit) => write!(f, "the body is larger than {limit} bytes"),
            Self::LargerOutside => f.write_str("the body is too large"),
            Self::BrokenOff => f.write_str("the body ended before it was complete"),
        }
    }
}

impl std::error::Error for Interruption {}

impl From<Interruption> for Rejection {
    fn from(interruption: Interruption) -> Self {
        let kind = match interruption {
            Interruption::Late => Kind::Late,
            Interruption::Larger(_) | Interruption::LargerOutside => Kind::BodyTooLarge,
            Interruption::BrokenOff => Kind::MalformedBody,
        };
        Self::detailed(kind, interruption.to_string())
    }
}
