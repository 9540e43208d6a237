//! In: nothing; this is one event of `text/event-stream`.
//! Out: [`ServerEvent`].
//! Guarantee: what is not sent is `None`.

use std::time::Duration;

/// An event of `text/event-stream` whose `data` is a `T`: a JSON value, or a text.
///
/// ```
/// use stubsmith_runtime::ServerEvent;
///
/// let event = ServerEvent::new("42").named("answer");
/// assert_eq!((event.data, event.event.as_deref()), ("42", Some("answer")));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServerEvent<T> {
    /// What the event says.
    pub data: T,
    /// The type of the event. Browsers take an event without one for a `message`.
    pub event: Option<String>,
    /// From where the stream can be taken up again: the header `Last-Event-ID` of a later request.
    pub id: Option<String>,
    /// How long to wait before connecting again.
    pub retry: Option<Duration>,
}

impl<T> ServerEvent<T> {
    /// An event of nothing but its data.
    #[must_use]
    pub fn new(data: T) -> Self {
        Self {
            data,
            event: None,
            id: None,
            retry: None,
        }
    }

    /// The same with a type.
    #[must_use]
    pub fn named(mut self, event: impl Into<String>) -> Self {
        self.event = Some(event.into());
        self
    }

    /// The same with an id.
    #[must_use]
    pub fn with_id(mut self, id: impl Into<String>) -> Self {
        self.id = Some(id.into());
        self
    }
}

impl<T> From<T> for ServerEvent<T> {
    fn from(data: T) -> Self {
        Self::new(data)
    }
}

#[cfg(any(feature = "client", feature = "server"))]
pub(super) fn milliseconds(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}
