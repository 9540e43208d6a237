//! In: what goes wrong in a user's handler.
//! Out: either an error that the operation declares or an internal one.
//! Guarantee: an internal error never reaches the client; `?` works for both.

use std::fmt;

use super::BoxError;
use crate::StreamError;

/// Why a handler has no success to give.
///
/// `E` is the operation's own error type. `?` turns an `E` into [`Declared`](Self::Declared), and
/// [`or_internal`](OrInternal::or_internal) makes any other error [`Internal`](Self::Internal):
///
/// ```
/// use stubsmith_runtime::server::{Failure, OrInternal as _};
///
/// # #[derive(Debug, PartialEq)]
/// enum CancelInvoiceError {
///     NotFound,
/// }
///
/// fn cancel(row: Result<Option<u32>, std::io::Error>) -> Result<u32, Failure<CancelInvoiceError>> {
///     let row = row.or_internal()?;
///     let invoice = row.ok_or(CancelInvoiceError::NotFound)?;
///     Ok(invoice)
/// }
///
/// assert!(matches!(cancel(Ok(Some(7))), Ok(7)));
/// assert!(matches!(cancel(Ok(None)), Err(Failure::Declared(CancelInvoiceError::NotFound))));
/// assert!(matches!(cancel(Err(std::io::ErrorKind::TimedOut.into())), Err(Failure::Internal(_))));
/// ```
#[derive(Debug)]
pub enum Failure<E> {
    /// An error that the document declares for the operation; it is sent as it is.
    Declared(E),
    /// Any other error. It is logged with the request's id; the client learns only that there was one.
    Internal(BoxError),
}

impl<E> Failure<E> {
    /// An internal failure; `error` may also be a text.
    pub fn internal(error: impl Into<BoxError>) -> Self {
        Self::Internal(error.into())
    }

    /// Nobody wants to know what a service sends: answered with 404, as if the path were not there.
    #[must_use]
    pub fn unhandled() -> Self {
        Self::Internal(Box::new(NoAnswer::Unhandled))
    }

    /// An item of the request's body is not what the document describes, or did not arrive: answered as any body that is
    /// wrong.
    ///
    /// ```
    /// use stubsmith_runtime::ItemStream;
    /// use stubsmith_runtime::server::Failure;
    ///
    /// async fn sum<E>(mut body: ItemStream<i64>) -> Result<i64, Failure<E>> {
    ///     let mut sum = 0;
    ///     while let Some(item) = body.next().await {
    ///         sum += item.map_err(Failure::unreadable)?;
    ///     }
    ///     Ok(sum)
    /// }
    /// ```
    #[must_use]
    pub fn unreadable(error: StreamError) -> Self {
        Self::Internal(Box::new(NoAnswer::Unreadable(error)))
    }

    /// The service does not do this yet: answered with 501.
    #[must_use]
    pub fn unimplemented() -> Self {
        Self::Internal(Box::new(NoAnswer::Unimplemented))
    }
}

/// Why there is no answer, though nothing went wrong in the service.
#[derive(Debug)]
pub(super) enum NoAnswer {
    /// What [`Failure::unreadable`] holds.
    Unreadable(StreamError),
    /// What [`Failure::unhandled`] holds.
    Unhandled,
    /// What [`Failure::unimplemented`] holds.
    Unimplemented,
}

impl fmt::Display for NoAnswer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Unhandled => f.write_str("nobody handles this"),
            Self::Unimplemented => f.write_str("this is not implemented"),
        }
    }
}

impl std::error::Error for NoAnswer {}

impl<E> From<E> for Failure<E> {
    fn from(error: E) -> Self {
        Self::Declared(error)
    }
}

/// Marks the error of a [`Result`] as internal.
pub trait OrInternal<T> {
    /// The same result with its error as [`Failure::Internal`].
    ///
    /// # Errors
    ///
    /// The error of `self`.
    fn or_internal<E>(self) -> Result<T, Failure<E>>;
}

impl<T, X: Into<BoxError>> OrInternal<T> for Result<T, X> {
    fn or_internal<E>(self) -> Result<T, Failure<E>> {
        self.map_err(|error| Failure::Internal(error.into()))
    }
}
