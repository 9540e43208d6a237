//! In: items that come one after another: a server's own, or those of a body.
//! Out: [`ItemStream`], the body that both sides hold.
//! Guarantee: nothing is read ahead of whoever asks for items; dropping the stream ends what it comes from.

mod error;
mod event;
#[cfg(any(feature = "client", feature = "server"))]
mod events;
#[cfg(any(feature = "client", feature = "server"))]
mod frames;
#[cfg(any(feature = "client", feature = "server"))]
mod framing;
#[cfg(any(feature = "client", feature = "server"))]
mod item;
#[cfg(any(feature = "client", feature = "server"))]
mod reading;
#[cfg(any(feature = "client", feature = "server"))]
mod records;
#[cfg(any(feature = "client", feature = "server"))]
mod sending;
#[cfg(any(feature = "client", feature = "server"))]
mod written;

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use futures_core::Stream;

pub use self::error::StreamError;
pub use self::event::ServerEvent;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use self::framing::Framing;
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use self::item::{read_event, read_json, read_json_event, read_payload, read_text_payload};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use self::reading::{ReadItem, Reading, read};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use self::sending::{Sending, Write};
#[cfg(any(feature = "client", feature = "server"))]
pub(crate) use self::written::{event, json, payload, text_payload};

/// The items of a body that arrive, or are sent, one after another.
///
/// Whoever sends them makes one of whatever gives the items; whoever receives them is given one. It is a [`Stream`] and has
/// [`next`](Self::next) for those who need no more. An item that breaks the document's rules is an error that does not
/// end the stream; after any other error there are no items: see [`StreamError`].
///
/// ```
/// use stubsmith_runtime::ItemStream;
///
/// # async fn example() {
/// let mut lines = ItemStream::from(vec!["one".to_owned(), "two".to_owned()]);
/// while let Some(line) = lines.next().await {
///     println!("{}", line.unwrap_or_default());
/// }
/// # }
/// ```
pub struct ItemStream<T>(Pin<Box<dyn Stream<Item = Result<T, StreamError>> + Send>>);

impl<T> ItemStream<T> {
    /// The items that `stream` gives.
    pub fn new<S>(stream: S) -> Self
    where
        S: Stream<Item = T> + Send + 'static,
    {
        Self(Box::pin(Infallible(Box::pin(stream))))
    }

    /// The items that `stream` gives, until it fails. The body then breaks off; a server logs the error, whose text does
    /// not leave.
    pub fn fallible<S, E>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, E>> + Send + 'static,
        E: Into<Box<dyn std::error::Error + Send + Sync>>,
    {
        Self(Box::pin(Fallible(Some(Box::pin(stream)))))
    }

    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn reading<S>(stream: S) -> Self
    where
        S: Stream<Item = Result<T, StreamError>> + Send + 'static,
    {
        Self(Box::pin(stream))
    }

    /// The next item; `None` once there are no more.
    pub async fn next(&mut self) -> Option<Result<T, StreamError>> {
        std::future::poll_fn(|cx| self.0.as_mut().poll_next(cx)).await
    }
}

impl<T> Stream for ItemStream<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        self.0.size_hint()
    }
}

/// Items that are all there.
impl<T: Send + 'static> From<Vec<T>> for ItemStream<T> {
    fn from(items: Vec<T>) -> Self {
        Self(Box::pin(Ready(items.into_iter())))
    }
}

impl<T> fmt::Debug for ItemStream<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ItemStream").finish_non_exhaustive()
    }
}

struct Ready<T>(std::vec::IntoIter<T>);

/// Items are moved out, never pinned.
impl<T> Unpin for Ready<T> {}

impl<T> Stream for Ready<T> {
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        Poll::Ready(self.0.next().map(Ok))
    }
}

struct Infallible<S>(Pin<Box<S>>);

impl<S: Stream> Stream for Infallible<S> {
    type Item = Result<S::Item, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.as_mut().poll_next(cx).map(|item| item.map(Ok))
    }
}

/// `None` after an error.
struct Fallible<S>(Option<Pin<Box<S>>>);

impl<S, T, E> Stream for Fallible<S>
where
    S: Stream<Item = Result<T, E>>,
    E: Into<Box<dyn std::error::Error + Send + Sync>>,
{
    type Item = Result<T, StreamError>;

    fn poll_next(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        let Some(stream) = &mut self.0 else {
            return Poll::Ready(None);
        };
        stream.as_mut().poll_next(cx).map(|item| match item? {
            Ok(item) => Some(Ok(item)),
            Err(error) => {
                self.0 = None;
                Some(Err(StreamError::Source(error.into())))
            }
        })
    }
}
