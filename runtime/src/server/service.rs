//! In: HTTP requests, and a service with its routes and its envelope.
//! Out: a response to each: the handler's, or a rejection in the envelope.
//! Guarantee: every response carries the request's id; a panic in user code costs one request, and no error text leaves.

use std::convert::Infallible;
use std::fmt;
use std::panic::AssertUnwindSafe;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use futures_util::FutureExt as _;
use http::request::Parts;
use http::{HeaderValue, Method};
use tracing::Instrument as _;

#[cfg(feature = "xml")]
use super::Accept;
use super::context::{REQUEST_ID, request_id};
use super::group::Group;
use super::limits::Limits;
use super::observed::Observed;
use super::rejection::Kind;
use super::render;
use super::request::Manner;
use super::respond::Unsendable;
use super::routes::{Endpoint, Found, Head, RouteTable};
use super::{BoxError, Handler, Rejection, Request, RequestContext, Response, respond};
use crate::Direction;

/// What renders a rejection in the error schema of an API.
///
/// The server adds `Allow`, `WWW-Authenticate` and `x-request-id` to what it returns.
pub type Envelope = fn(&Rejection) -> Response;

/// An API that is served.
///
/// It is a [`tower::Service`] and becomes an [`axum::Router`] by [`into_router`](Self::into_router). A request whose
/// client goes away is dropped where it stands, as is usual for async handlers.
///
/// Each request runs in a [`tracing`] span `request`, whose fields are those of OpenTelemetry's conventions for HTTP
/// servers (`http.request.method`, `url.path`, `http.route`, `http.response.status_code`, `error.type` …), and `operation`
/// and `request_id`. Internal errors and panics are logged in it as errors. With the feature `metrics` the same conventions'
/// `http.server.request.duration` and `http.server.active_requests` go to the recorder of the crate `metrics`.
#[derive(Clone)]
pub struct Server {
    api: Arc<Api>,
    envelope: Envelope,
    direction: Direction,
    limits: Limits,
    refuses_read_only: bool,
}

type AnswerFuture = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

/// All that is served, by its routes.
#[derive(Clone, Default)]
struct Api {
    table: RouteTable,
    /// For each route of the table its group, and its place in that.
    places: Vec<(usize, usize)>,
    groups: Vec<Arc<Group>>,
}

impl Api {
    fn add(&mut self, group: Arc<Group>) {
        for (index, endpoint) in group.endpoints.iter().enumerate() {
            self.table.insert(endpoint);
            self.places.push((self.groups.len(), index));
        }
        self.groups.push(group);
    }

    /// The group of a route of the table, and the route's place in it.
    fn group(&self, route: usize) -> Option<(&Arc<Group>, usize)> {
        let &(group, index) = self.places.get(route)?;
        Some((self.groups.get(group)?, index))
    }
}

impl Server {
    /// A server that serves nothing yet; `envelope` renders what is turned away.
    #[must_use]
    pub fn new(envelope: Envelope) -> Self {
        Self {
            api: Arc::default(),
            envelope,
            direction: Direction::Request,
            limits: Limits::default(),
            refuses_read_only: false,
        }
    }

    /// The server with the operations at `endpoints`, which `handlers` serve, each the one at its place.
    #[must_use]
    pub fn group<S: Send + Sync + 'static, const N: usize>(
        self,
        service: &Arc<S>,
        endpoints: &'static [Endpoint; N],
        handlers: [Handler<S>; N],
    ) -> Self {
        let handlers: Box<[Handler<S>]> = Box::new(handlers);
        let manner = (self.envelope, self.direction);
        let group = Group::served(Arc::clone(service), (endpoints, handlers), manner);
        self.with(Arc::new(group))
    }

    /// The server with operations that nothing serves yet: they are answered with 501, whoever calls.
    #[must_use]
    pub fn unimplemented(self, endpoints: &'static [Endpoint]) -> Self {
        let group = Group::unimplemented(endpoints, (self.envelope, self.direction));
        self.with(Arc::new(group))
    }

    /// This server, and the other's operations where it has none of its own. What the other turns away has the other's
    /// envelope; limits, and the envelope of what neither serves, are this one's.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        let groups = other.api.groups.iter().map(Arc::clone);
        groups.fold(self, Self::with)
    }

    fn with(mut self, group: Arc<Group>) -> Self {
        Arc::make_mut(&mut self.api).add(group);
        self
    }

    /// The largest body that is read, in bytes; a larger one is answered with 413. [`BODY_LIMIT`](super::BODY_LIMIT)
    /// unless set.
    #[must_use]
    pub fn body_limit(mut self, bytes: usize) -> Self {
        self.limits.body = bytes;
        self
    }

    /// How many bytes one part of a multipart body may have; with a larger one the request is answered with 413. As many as
    /// the whole body unless set.
    #[must_use]
    pub fn part_limit(mut self, bytes: usize) -> Self {
        self.limits.part = Some(bytes);
        self
    }

    /// The longest pause between two pieces of a body while it arrives; after a longer one the request is answered with
    /// 408. [`BODY_PAUSE`](super::BODY_PAUSE) unless set.
    #[must_use]
    pub fn body_pause(mut self, pause: Duration) -> Self {
        self.limits.pause = pause;
        self
    }

    /// How many lines the headers of a request may have; one with more is answered with 431.
    /// [`HEADER_LIMIT`](super::HEADER_LIMIT) unless set; HTTP servers have a limit of their own.
    #[must_use]
    pub fn header_limit(mut self, lines: usize) -> Self {
        self.limits.headers = lines;
        self
    }

    /// The longest time until there is a response, whose body may take longer; after that the handler is dropped and the
    /// request answered with 503. There is no limit unless it is set.
    #[must_use]
    pub fn time_limit(mut self, time: Duration) -> Self {
        self.limits.time = Some(time);
        self
    }

    /// Has read-only members of a body be violations. They are passed over unless this is called, since clients often send
    /// back what they were given.
    #[must_use]
    pub fn refuse_read_only(mut self) -> Self {
        self.refuses_read_only = true;
        self
    }

    /// Which way the requests for operations travel that are added after: [`Direction::Request`] unless set. What a
    /// service tells those who subscribed to it is read as its responses are, so that values which a newer version of it
    /// adds are accepted.
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
        let (parts, body) = request.into_parts();
        let mut observed = Observed::new(&parts, &id);
        let span = observed.span();
        let answering = self.answer_within(&mut observed, &id, parts, body);
        let response = answering.instrument(span).await;
        observed.answered(response.status());
        response
    }

    async fn answer_within(&self, observed: &mut Observed, id: &str, parts: Parts, body: Body) -> Response {
        let is_head = parts.method == Method::HEAD;
        #[cfg(feature = "xml")]
        let accepted = Accept::of(&parts.headers);
        let mut head = Head::new(parts.uri.query(), &parts.headers);
        let found = match self.api.table.find(&parts.method, parts.uri.path(), &mut head) {
            _ if parts.headers.len() > self.limits.headers => Err(Rejection::new(Kind::TooManyHeaders)),
            Found::Route {
                index,
                endpoint,
                values,
            } => Ok((self.api.group(index), endpoint, values)),
            Found::Unselected(subjects) => Err(Rejection::unselected(&subjects)),
            Found::OtherMethods(allow) => Err(Rejection::method_not_allowed(allow)),
            Found::Nothing => Err(Rejection::new(Kind::UnknownRoute)),
        };
        let (envelope, outcome) = match found {
            Ok((Some((group, index)), endpoint, values)) => {
                observed.route(endpoint);
                let context = RequestContext::new(parts, id.to_owned(), endpoint);
                let manner = Manner {
                    limits: self.limits,
                    direction: group.direction,
                    refuses_read_only: self.refuses_read_only,
                };
                let request = Request::new(context, values, body, manner);
                (group.envelope, self.run(group, index, request, id).await)
            }
            Ok((None, ..)) => (self.envelope, Err(Rejection::new(Kind::UnknownRoute))),
            Err(rejection) => (self.envelope, Err(rejection)),
        };
        #[cfg(feature = "xml")]
        let outcome = outcome.map_err(|rejection| rejection.with_accepted(accepted));
        let mut response =
            outcome.unwrap_or_else(|rejection| render::rejection(envelope, &rejection.with_request_id(id)));
        if let Ok(id) = HeaderValue::from_str(id) {
            response.headers_mut().insert(REQUEST_ID, id);
        }
        if is_head { respond::head(response) } else { response }
    }

    /// Calls the handler; its panic is an internal error.
    async fn run(&self, group: &Group, index: usize, request: Request, id: &str) -> Result<Response, Rejection> {
        let call = async {
            match group.call(index, request) {
                Some(handling) => handling.await,
                None => Err(Rejection::new(Kind::UnknownRoute)),
            }
        };
        let outcome = self.limits.within(AssertUnwindSafe(call).catch_unwind()).await;
        let outcome = outcome.ok_or_else(|| Rejection::new(Kind::Overdue))?;
        let mut response = outcome.unwrap_or_else(|panic| {
            let panic = render::panic_message(&*panic);
            tracing::error!(request_id = %id, panic, "a handler panicked");
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
}

impl fmt::Debug for Server {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Server")
            .field("limits", &self.limits)
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
