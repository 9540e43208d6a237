//! In: HTTP requests, and a service with its routes and its envelope.
//! Out: a response to each: the handler's, or a rejection in the envelope.
//! Guarantee: every response carries the request's id; a panic in user code costs one request, and no error text leaves.

use std::any::Any;
use std::convert::Infallible;
use std::fmt;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use futures_util::FutureExt as _;
use http::header::{ACCEPT, ACCEPT_ENCODING, ALLOW, WWW_AUTHENTICATE};
use http::{HeaderValue, Method, StatusCode};
use tracing::field::Empty;
use tracing::{Instrument as _, Span};

#[cfg(feature = "xml")]
use super::Accept;
use super::context::{REQUEST_ID, request_id};
use super::rejection::Kind;
use super::respond::Unsendable;
use super::routes::{Found, Handler, HandlerFuture, Head, Route, RouteName, RouteTable};
use super::{BoxError, Rejection, Request, RequestContext, Response, respond};
use crate::Direction;

/// The largest body of a request unless told otherwise: 2 MiB.
pub const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// What renders a rejection in the error schema of an API.
///
/// The server adds `Allow`, `WWW-Authenticate` and `x-request-id` to what it returns.
pub type Envelope = fn(&Rejection) -> Response;

/// An API that is served.
///
/// It is a [`tower::Service`] and becomes an [`axum::Router`] by [`into_router`](Self::into_router). A request whose
/// client goes away is dropped where it stands, as is usual for async handlers.
///
/// Each request runs in a [`tracing`] span `request` with the fields `http.request.method`, `http.route`, `operation`,
/// `request_id` and `http.response.status_code`. Internal errors and panics are logged in it as errors.
#[derive(Clone)]
pub struct Server {
    api: Arc<Api>,
    body_limit: usize,
    direction: Direction,
}

type AnswerFuture = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

struct Api {
    table: RouteTable,
    handlers: Box<dyn Handlers>,
    envelope: Envelope,
}

/// The handlers of an API without the type of its service.
trait Handlers: Send + Sync {
    fn call(&self, index: usize, request: Request) -> Option<HandlerFuture>;
}

struct ServiceHandlers<S> {
    service: Arc<S>,
    handlers: Vec<Handler<S>>,
}

impl<S: Send + Sync> Handlers for ServiceHandlers<S> {
    fn call(&self, index: usize, request: Request) -> Option<HandlerFuture> {
        let handler = self.handlers.get(index)?;
        Some(handler(Arc::clone(&self.service), request))
    }
}

impl Server {
    /// A server for `service`, which `routes` lead to; `envelope` renders what is turned away before.
    pub fn new<S: Send + Sync + 'static>(service: Arc<S>, routes: Vec<Route<S>>, envelope: Envelope) -> Self {
        let mut table = RouteTable::default();
        let mut handlers = Vec::with_capacity(routes.len());
        for route in routes {
            let name = RouteName {
                operation: route.operation,
                template: route.template,
            };
            table.insert(route.method, name, route.selectors);
            handlers.push(route.handler);
        }
        Self::from_parts(table, Box::new(ServiceHandlers { service, handlers }), envelope)
    }

    fn from_parts(table: RouteTable, handlers: Box<dyn Handlers>, envelope: Envelope) -> Self {
        let api = Api {
            table,
            handlers,
            envelope,
        };
        Self {
            api: Arc::new(api),
            body_limit: BODY_LIMIT,
            direction: Direction::Request,
        }
    }

    /// The largest body that is read, in bytes; a larger one is answered with 413. [`BODY_LIMIT`] unless set.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.body_limit = bytes;
        self
    }

    /// Which way the requests travel: [`Direction::Request`] unless set. What a service tells those who subscribed to it
    /// is read as its responses are, so that values which a newer version of it adds are accepted.
    #[must_use]
    pub fn direction(mut self, direction: Direction) -> Self {
        self.direction = direction;
        self
    }

    /// A router whose fallback is this server, to be served or nested in another at any prefix.
    ///
    /// Routes merged into it go before those of the API. Of two routers with a fallback axum can merge none; nest them.
    pub fn into_router(self) -> Router {
        Router::new().fallback_service(self)
    }

    /// Not generic over the body, so that it is compiled here and not where a server is called.
    fn start(self, request: http::Request<Body>) -> AnswerFuture {
        Box::pin(self.answer(request).map(Ok))
    }

    async fn answer(self, request: http::Request<Body>) -> Response {
        let id = request_id(request.headers());
        let span = tracing::info_span!(
            "request",
            http.request.method = %request.method(),
            http.route = Empty,
            operation = Empty,
            request_id = %id,
            http.response.status_code = Empty,
        );
        let response = self.answer_within(&span, &id, request).instrument(span.clone()).await;
        span.record("http.response.status_code", response.status().as_u16());
        response
    }

    async fn answer_within(&self, span: &Span, id: &str, request: http::Request<Body>) -> Response {
        let (parts, body) = request.into_parts();
        let is_head = parts.method == Method::HEAD;
        #[cfg(feature = "xml")]
        let accepted = Accept::of(&parts.headers);
        let mut head = Head::new(parts.uri.query(), &parts.headers);
        let outcome = match self.api.table.find(&parts.method, parts.uri.path(), &mut head) {
            Found::Route { index, name, values } => {
                span.record("http.route", name.template);
                span.record("operation", name.operation);
                let context = RequestContext::new(parts, id.to_owned(), name);
                let request = Request::new(context, values, body, self.body_limit, self.direction);
                self.run(index, request, id).await
            }
            Found::Unselected(subjects) => Err(Rejection::unselected(&subjects)),
            Found::OtherMethods(allow) => Err(Rejection::method_not_allowed(allow)),
            Found::Nothing => Err(Rejection::new(Kind::UnknownRoute)),
        };
        #[cfg(feature = "xml")]
        let outcome = outcome.map_err(|rejection| rejection.with_accepted(accepted));
        let mut response = outcome.unwrap_or_else(|rejection| self.render(rejection.with_request_id(id)));
        if let Ok(id) = HeaderValue::from_str(id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        if is_head { respond::head(response) } else { response }
    }

    /// Calls the handler; its panic is an internal error.
    async fn run(&self, index: usize, request: Request, id: &str) -> Result<Response, Rejection> {
        let call = async {
            match self.api.handlers.call(index, request) {
                Some(handling) => handling.await,
                None => Err(Rejection::new(Kind::UnknownRoute)),
            }
        };
        let outcome = AssertUnwindSafe(call).catch_unwind().await;
        let mut response = outcome.unwrap_or_else(|panic| {
            tracing::error!(request_id = %id, panic = panic_message(&*panic), "a handler panicked");
            Err(Rejection::new(Kind::Internal))
        })?;
        match response.extensions_mut().remove::<Unsendable>() {
            Some(Unsendable(violations)) => {
                let message = format!("the body of the response is not valid: {violations}");
                Err(Rejection::internal(message.into()))
            }
            None => Ok(response),
        }
    }

    fn render(&self, rejection: Rejection) -> Response {
        log(&rejection);
        let envelope = self.api.envelope;
        let rendered = catch_unwind(AssertUnwindSafe(|| envelope(&rejection)));
        let mut response = rendered.unwrap_or_else(|panic| {
            let request_id = rejection.request_id();
            tracing::error!(request_id, panic = panic_message(&*panic), "the envelope panicked");
            respond::empty(StatusCode::INTERNAL_SERVER_ERROR)
        });
        let headers = response.headers_mut();
        if let Some(allow) = allow(&rejection) {
            headers.insert(ALLOW, allow);
        }
        if let Ok(accept) = HeaderValue::from_str(rejection.accept())
            && !accept.is_empty()
        {
            headers.insert(ACCEPT, accept);
        }
        if rejection.is_encoded() {
            headers.insert(ACCEPT_ENCODING, HeaderValue::from_static("identity"));
        }
        for challenge in rejection.challenges() {
            if let Ok(challenge) = HeaderValue::from_str(challenge) {
                headers.append(WWW_AUTHENTICATE, challenge);
            }
        }
        response
    }
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("body_limit", &self.body_limit)
            .finish_non_exhaustive()
    }
}

impl<B> tower::Service<http::Request<B>> for Server
where
    B: http_body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<BoxError>,
{
    type Response = Response;
    type Error = Infallible;
    type Future = AnswerFuture;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: http::Request<B>) -> Self::Future {
        self.clone().start(request.map(Body::new))
    }
}

fn allow(rejection: &Rejection) -> Option<HeaderValue> {
    let methods: Vec<_> = rejection.allow().iter().map(http::Method::as_str).collect();
    let named = !methods.is_empty();
    named.then(|| HeaderValue::from_str(&methods.join(", ")).ok()).flatten()
}

/// Internal errors are the operator's business, all else is the client's.
fn log(rejection: &Rejection) {
    let request_id = rejection.request_id();
    match rejection.cause() {
        Some(error) => tracing::error!(request_id, error = chain(error), "an internal error"),
        None => tracing::debug!(request_id, code = rejection.code(), "a request was rejected"),
    }
}

/// The messages of an error and its sources.
fn chain(error: &BoxError) -> String {
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(error) = source {
        text.push_str(": ");
        text.push_str(&error.to_string());
        source = error.source();
    }
    text
}

fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    text.or_else(|| panic.downcast_ref::<String>().map(String::as_str))
        .unwrap_or("(no message)")
}
