//! In: the bytes of a body, piece by piece.
//! Out: its frames: each what one item is read from.
//! Guarantee: never more is held than one frame up to the limit, and what arrived with it.

use bytes::Bytes;

use super::events::Events;
use super::records::Records;
use super::{Framing, ServerEvent};

/// What one item is read from.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Frame {
    /// JSON text.
    Record(Bytes),
    /// An event, its data as text.
    Event(ServerEvent<String>),
}

/// A frame is over the limit.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct OverLimit;

/// Takes a body apart.
pub(super) enum Splitter {
    Records(Records),
    Events(Events),
}

impl Splitter {
    pub(super) fn new(framing: Framing, limit: usize) -> Self {
        match framing {
            Framing::Lines => Self::Records(Records::new(b'\n', limit)),
            Framing::Sequence => Self::Records(Records::new(0x1e, limit)),
            Framing::Events => Self::Events(Events::new(limit)),
        }
    }

    /// Takes what has arrived.
    pub(super) fn push(&mut self, data: Bytes) {
        match self {
            Self::Records(records) => records.push(data),
            Self::Events(events) => events.push(data),
        }
    }

    /// The next frame that is complete.
    pub(super) fn next(&mut self) -> Result<Option<Frame>, OverLimit> {
        match self {
            Self::Records(records) => Ok(records.next()?.map(Frame::Record)),
            Self::Events(events) => Ok(events.next()?.map(Frame::Event)),
        }
    }

    /// What is left when the body has ended, once there is no frame that is complete.
    pub(super) fn rest(&mut self) -> Option<Frame> {
        match self {
            Self::Records(records) => records.rest().map(Frame::Record),
            // By the specification an event that no empty line ends is none.
            Self::Events(_) => None,
        }
    }
}
