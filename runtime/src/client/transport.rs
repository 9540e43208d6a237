//! In: any `tower` service over `http` types.
//! Out: the one type behind which a client holds its transport, whatever it is.
//! Guarantee: a client's type does not name its transport, and what calls it is compiled once for all of them.

use std::fmt;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use bytes::Bytes;
use http::{Request, Response};
use http_body::{Frame, SizeHint};
use http_body_util::BodyExt as _;
use http_body_util::combinators::UnsyncBoxBody;
use tower::{Service, ServiceExt as _};

use super::BoxError;

/// The body of a request.
#[derive(Clone, Default)]
pub struct Body(Bytes);

impl Body {
    /// The whole body, if it is known before it is sent.
    #[must_use]
    pub fn as_bytes(&self) -> Option<&Bytes> {
        Some(&self.0)
    }
}

impl From<Bytes> for Body {
    fn from(bytes: Bytes) -> Self {
        Self(bytes)
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Body({} bytes)", self.0.len())
    }
}

impl http_body::Body for Body {
    type Data = Bytes;
    type Error = BoxError;

    fn poll_frame(mut self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<Option<Result<Frame<Bytes>, BoxError>>> {
        let bytes = std::mem::take(&mut self.0);
        Poll::Ready((!bytes.is_empty()).then(|| Ok(Frame::data(bytes))))
    }

    fn is_end_stream(&self) -> bool {
        self.0.is_empty()
    }

    fn size_hint(&self) -> SizeHint {
        SizeHint::with_exact(u64::try_from(self.0.len()).unwrap_or(u64::MAX))
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
