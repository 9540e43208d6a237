//! In: any `tower` service over `http` types.
//! Out: the one type behind which a client holds its transport, whatever it is.
//! Guarantee: a client's type does not name its transport, and what calls it is compiled once for all of them.

use std::fmt;
use std::pin::Pin;
use std::sync::{Arc, Mutex, PoisonError};
use std::task::{Context, Poll, ready};

use bytes::Bytes;
use futures_core::Stream;
use http::{Request, Response};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;
use tower::{Service, ServiceExt as _};

use super::BoxError;
use crate::StreamError;

/// The body of a request: bytes, or what is made while it is sent.
#[derive(Default)]
pub struct Body(Content);

enum Content {
    Whole(Bytes),
    /// Never locked: the lock makes a body one that threads may share, as transports want it.
    Stream(Mutex<Frames>),
}

type Frames = Pin<Box<dyn Stream<Item = Result<Bytes, StreamError>> + Send>>;

impl Default for Content {
    fn default() -> Self {
        Self::Whole(Bytes::new())
    }
}

impl Body {
    /// A body whose length is not known before it is sent.
    pub(super) fn stream(frames: impl Stream<Item = Result<Bytes, StreamError>> + Send + 'static) -> Self {
        Self(Content::Stream(Mutex::new(Box::pin(frames))))
    }

    /// The whole body, if it is known before it is sent.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        match &self.0 {
            Content::Whole(bytes) => Some(bytes),
            Content::Stream(_) => None,
        }
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(Content::Whole(bytes))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.as_bytes() {
            Some(bytes) => write!(f, "Body({} bytes)", bytes.len()),
            None => f.write_str("Body(stream)"),
        }
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        match &mut self.0 {
            Content::Whole(bytes) => {
                let bytes = std::mem::take(bytes);
                Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
            }
            Content::Stream(frames) => {
                let frames = frames.get_mut().unwrap_or_else(PoisonError::into_inner);
                let frame = ready!(frames.as_mut().poll_next(cx));
                Poll::Ready(frame.map(|frame| frame.map(Frame::data).map_err(Into::into)))
            }
        }
    }

    fn is_end_stream(&self) -> bool {
        self.as_bytes().is_some_and(Bytes::is_empty)
    }

    fn size_hint(&self) -> SizeHint {
        match self.as_bytes() {
            Some(bytes) => SizeHint::with_exact(u64::try_from(bytes.len()).unwrap_or(u64::MAX)),
            None => SizeHint::default(),
        }
    }
}

/// What can carry requests: every [`tower::Service`] that takes an `http::Request<Body>` and gives an
/// `http::Response<B>`, and can be cloned and shared between threads.
///
/// An `axum::Router` is one, which lets a client call a server in the same process. The bodies of responses give
/// [`Bytes`]. There is nothing to implement: each service that fits is a transport.
pub trait Transport<B>: Sized {
    /// Hides the type of the service.
    #[doc(hidden)]
    fn erase(self) -> Erased;
}

impl<S, B> Transport<B> for S
where
    S: Service<Request<Body>, Response = Response<B>> + Clone + Send + Sync + 'static,
    S::Error: Into<BoxError>,
    S::Future: Send,
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    fn erase(self) -> Erased {
        Erased::new(move |request| {
            let service = self.clone();
            Box::pin(async move {
                let response = service.oneshot(request).await.map_err(Into::into)?;
                Ok(response.map(|body| body.map_err(Into::into).boxed_unsync()))
            })
        })
    }
}

/// The body of a response while it arrives.
pub(super) type ResponseBody = UnsyncBoxBody<Bytes, BoxError>;

pub(super) type Exchange = Pin<Box<dyn Future<Output = Result<Response<ResponseBody>, BoxError>> + Send>>;

/// A transport of unknown type.
#[derive(Clone)]
pub struct Erased(Arc<dyn Fn(Request<Body>) -> Exchange + Send + Sync>);

impl Erased {
    pub(super) fn new(exchange: impl Fn(Request<Body>) -> Exchange + Send + Sync + 'static) -> Self {
        Self(Arc::new(exchange))
    }

    pub(super) fn exchange(&self, request: Request<Body>) -> Exchange {
        (self.0)(request)
    }
}
