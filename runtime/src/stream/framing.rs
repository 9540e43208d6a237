//! In: nothing; these are ways to put items one after another.
//! Out: [`Framing`].
//! Guarantee: each is what its media type says.

/// How items stand one after another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Framing {
    /// JSON Lines: each ends with a line feed.
    Lines,
    /// JSON text sequences (RFC 7464): each begins with a record separator.
    Sequence,
    /// `text/event-stream`: each ends with an empty line.
    Events,
}
