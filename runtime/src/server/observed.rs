//! In: what happens to a request.
//! Out: a span, by OpenTelemetry's conventions for HTTP servers; with the feature `metrics` the metrics of them too.
//! Guarantee: neither holds a header, a query or a body; a request whose client goes away is observed to its end.

use http::{Method, StatusCode};
use tracing::Span;
use tracing::field::Empty;

#[cfg(feature = "metrics")]
use super::metered::Metered;
use super::routes::Endpoint;

/// A request that is under way.
pub(super) struct Observed {
    span: Span,
    method: &'static str,
    #[cfg(feature = "metrics")]
    metered: Metered,
}

impl Observed {
    /// A request whose handling begins.
    pub(super) fn new(parts: &http::request::Parts, id: &str) -> Self {
        let method = known(&parts.method);
        let span = tracing::info_span!(
            "request",
            otel.name = method,
            otel.kind = "server",
            otel.status_code = Empty,
            http.request.method = method,
            http.request.method_original = Empty,
            url.path = parts.uri.path(),
            http.route = Empty,
            operation = Empty,
            request_id = id,
            http.response.status_code = Empty,
            error.type = Empty,
        );
        if method == OTHER {
            span.record("http.request.method_original", parts.method.as_str());
        }
        Self {
            span,
            method,
            #[cfg(feature = "metrics")]
            metered: Metered::new(method),
        }
    }

    pub(super) fn span(&self) -> Span {
        self.span.clone()
    }

    /// Notes what serves the request.
    pub(super) fn route(&mut self, endpoint: &'static Endpoint) {
        if !self.span.is_disabled() {
            let name = format!("{} {}", self.method, endpoint.template);
            self.span.record("otel.name", name);
        }
        self.span.record("http.route", endpoint.template);
        self.span.record("operation", endpoint.operation);
        #[cfg(feature = "metrics")]
        self.metered.route(endpoint.template);
    }

    /// Notes how the request was answered.
    pub(super) fn answered(self, status: StatusCode) {
        self.span.record("http.response.status_code", status.as_u16());
        // What a client does wrong is no error of the server.
        if status.is_server_error() {
            self.span.record("otel.status_code", "ERROR");
            self.span.record("error.type", status.as_str());
        }
        #[cfg(feature = "metrics")]
        self.metered.answered(status);
    }
}

/// What methods are called that are not well known, so that clients cannot invent names of spans and metrics.
const OTHER: &str = "_OTHER";

fn known(method: &Method) -> &'static str {
    const KNOWN: [&str; 10] = [
        "CONNECT", "DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT", "QUERY", "TRACE",
    ];
    let known = KNOWN.into_iter().find(|known| *known == method.as_str());
    known.unwrap_or(OTHER)
}
