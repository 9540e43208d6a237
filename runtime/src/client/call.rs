//! In: the parameters and the body of one call, typed, and the function that reads its answer.
//! Out: a future of the typed answer.
//! Guarantee: what is generic here only turns values into text and hands on; the work is done by code compiled once.

use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll, ready};
use std::time::Duration;

use super::draft::Draft;
use super::error::Failed;
use super::{BodyWriter, Error, Outcome, ParameterList, ParameterText, RawResponse, Response};
use crate::Encode;
use crate::encode::to_valid_json;
use crate::style::Styled;

/// A call of an operation: the request so far. Nothing is sent before it is awaited.
///
/// Parameters are written down as they are given; what cannot be sent is told when the call is awaited, as
/// [`Error::Request`]. The future needs a tokio runtime whose timer is on, unless the timeout is `Duration::MAX`.
#[must_use = "nothing is sent before the call is awaited"]
pub struct Call<S, E> {
    draft: Box<Draft>,
    decode: fn(&RawResponse) -> Outcome<S, E>,
}

/// What users may change in a call.
impl<S, E> Call<S, E> {
    pub(super) fn new(draft: Box<Draft>, decode: fn(&RawResponse) -> Outcome<S, E>) -> Self {
        Self { draft, decode }
    }

    /// How long this call may take in all, with the body of the response; `Duration::MAX` is for ever. A stream has this
    /// time to begin.
    pub fn timeout(mut self, timeout: Duration) -> Self {
        self.draft.timeout(timeout);
        self
    }

    /// Sends the header `name` with `value`, instead of what the call would send in it: a parameter or a credential.
    pub fn header(mut self, name: impl AsRef<str>, value: impl AsRef<[u8]>) -> Self {
        self.draft.header(name.as_ref(), value.as_ref());
        self
    }
}

/// The steps of emitted code. Each parameter is called by its name in the document.
impl<S, E> Call<S, E> {
    /// Goes to `url`, which a subscriber gave, instead of a path below the base URL. The body is written as those of
    /// responses are. This step comes before all others.
    pub fn to(mut self, url: &str) -> Self {
        self.draft.subscriber(url);
        self
    }

    /// Fills `{name}` of the path with one segment or a part of one.
    pub fn path<T: ParameterText + ?Sized>(mut self, name: &str, value: &T) -> Self {
        self.draft.path(name, &value.parameter_text());
        self
    }

    /// Adds a query parameter.
    pub fn query<T: ParameterText + ?Sized>(mut self, name: &str, value: &T) -> Self {
        self.draft.query(name, &value.parameter_text());
        self
    }

    /// Adds a list to the query: `name=a&name=b` if `explode`, else `name=a,b`.
    pub fn query_list<L: ParameterList + ?Sized>(mut self, name: &str, elements: &L, explode: bool) -> Self {
        self.draft.query_list(name, &elements.parameter_texts(), explode);
        self
    }

    /// Sets a header.
    pub fn header_parameter<T: ParameterText + ?Sized>(mut self, name: &str, value: &T) -> Self {
        self.draft.header(name, value.parameter_text().as_bytes());
        self
    }

    /// Sets a header to a list: `a,b`.
    pub fn header_parameter_list<L: ParameterList + ?Sized>(mut self, name: &str, elements: &L) -> Self {
        self.draft.header_list(name, &elements.parameter_texts());
        self
    }

    /// Adds a cookie, its value percent-encoded.
    pub fn cookie<T: ParameterText + ?Sized>(mut self, name: &str, value: &T) -> Self {
        self.draft.cookie(name, &value.parameter_text());
        self
    }

    /// Fills `{name}` of the path with a value in a style.
    pub fn path_styled<T: Encode + ?Sized>(mut self, name: &str, value: &T, how: Styled) -> Self {
        self.draft
            .styled(name, value, |draft, value| draft.path_styled(name, value, how));
        self
    }

    /// Adds a value to the query in a style.
    pub fn query_styled<T: Encode + ?Sized>(mut self, name: &str, value: &T, how: Styled) -> Self {
        self.draft
            .styled(name, value, |draft, value| draft.query_styled(name, value, how));
        self
    }

    /// Sets a header to a value in a style.
    pub fn header_styled<T: Encode + ?Sized>(mut self, name: &str, value: &T, how: Styled) -> Self {
        self.draft
            .styled(name, value, |draft, value| draft.header_styled(name, value, how));
        self
    }

    /// Adds cookies that hold a value in a style.
    pub fn cookie_styled<T: Encode + ?Sized>(mut self, name: &str, value: &T, how: Styled) -> Self {
        self.draft
            .styled(name, value, |draft, value| draft.cookie_styled(name, value, how));
        self
    }

    /// Leaves successes of these media types to be read item by item.
    pub fn streams(mut self, media_types: &'static [&'static str]) -> Self {
        self.draft.streams(media_types);
        self
    }

    /// Sets the body to what `write` makes of it.
    pub fn body<T: ?Sized>(mut self, body: &T, write: fn(&T, &mut BodyWriter<'_>)) -> Self {
        write(body, &mut BodyWriter::new(&mut self.draft));
        self
    }

    /// Sets the body to what `write` makes of it while it is sent.
    pub fn streamed_body<T>(mut self, body: T, write: fn(T, &mut BodyWriter<'_>)) -> Self {
        write(body, &mut BodyWriter::new(&mut self.draft));
        self
    }

    /// Sets the body to a JSON value.
    pub fn json<T: Encode + ?Sized>(mut self, body: &T) -> Self {
        match to_valid_json(body, self.draft.direction()) {
            Ok(text) => self.draft.json(text),
            Err(violations) => self.draft.refuse("the body", &violations),
        }
        self
    }
}

impl<S, E> fmt::Debug for Call<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.draft.fmt(f)
    }
}

impl<S, E> IntoFuture for Call<S, E> {
    type Output = Result<Response<S>, Error<E>>;
    type IntoFuture = CallFuture<S, E>;

    fn into_future(self) -> CallFuture<S, E> {
        CallFuture {
            exchange: Box::pin(self.draft.send()),
            decode: self.decode,
        }
    }
}

/// A call on its way. Dropping it gives the call up.
#[must_use = "futures do nothing unless polled"]
pub struct CallFuture<S, E> {
    /// One future for all operations, so that it is compiled once.
    exchange: Pin<Box<dyn Future<Output = Result<RawResponse, Failed>> + Send>>,
    decode: fn(&RawResponse) -> Outcome<S, E>,
}

impl<S, E> Future for CallFuture<S, E> {
    type Output = Result<Response<S>, Error<E>>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let response = ready!(self.exchange.as_mut().poll(cx))?;
        Poll::Ready(match (self.decode)(&response) {
            Ok(Ok(body)) => Ok(Response::new(body, response)),
            Ok(Err(error)) => Err(Error::Api(error, response.into_meta())),
            Err(failure) => Err(Error::from_failure(failure, response)),
        })
    }
}

impl<S, E> fmt::Debug for CallFuture<S, E> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallFuture").finish_non_exhaustive()
    }
}

/// Makes a tuple struct over a [`Call`] a call itself: one that emitted code gives methods for optional parameters.
///
/// ```
/// use stubsmith_runtime::client::Call;
///
/// /// A call of `listInvoices`.
/// #[must_use]
/// pub struct ListInvoicesCall(Call<Vec<String>, std::convert::Infallible>);
///
/// impl ListInvoicesCall {
///     /// At most this many.
///     pub fn limit(self, limit: i64) -> Self {
///         Self(self.0.query("limit", &limit))
///     }
/// }
///
/// stubsmith_runtime::call_newtype!(ListInvoicesCall(Vec<String>, std::convert::Infallible));
/// ```
#[macro_export]
macro_rules! call_newtype {
    ($name:ident($success:ty, $error:ty $(,)?)) => {
        impl $name {
            /// How long this call may take in all, with the body of the response; `Duration::MAX` is for ever.
            pub fn timeout(self, timeout: ::std::time::Duration) -> Self {
                Self(self.0.timeout(timeout))
            }

            /// Sends the header `name` with `value`, instead of what the call would send in it.
            pub fn header(
                self,
                name: impl ::std::convert::AsRef<str>,
                value: impl ::std::convert::AsRef<[u8]>,
            ) -> Self {
                Self(self.0.header(name, value))
            }
        }

        impl ::std::fmt::Debug for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }

        impl ::std::future::IntoFuture for $name {
            type Output = ::std::result::Result<$crate::client::Response<$success>, $crate::client::Error<$error>>;
            type IntoFuture = $crate::client::CallFuture<$success, $error>;

            fn into_future(self) -> Self::IntoFuture {
                ::std::future::IntoFuture::into_future(self.0)
            }
        }
    };
}
