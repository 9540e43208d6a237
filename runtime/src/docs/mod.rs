//! In: a document as texts.
//! Out: a router that serves it, and an API reference that browsers show.
//! Guarantees: the pages ask nothing of any other host, and their Content-Security-Policy holds browsers to that.

mod assets;
mod page;

use axum::Router;
use axum::body::Body;
use axum::routing::get;
use http::header::{
    CONTENT_ENCODING, CONTENT_SECURITY_POLICY, CONTENT_TYPE, LOCATION, REFERRER_POLICY, X_CONTENT_TYPE_OPTIONS,
};
use http::{HeaderValue, StatusCode};

use crate::Bytes;
use crate::server::Response;

/// What the page may load and reach. The pictures of Swagger UI are in its style sheet.
const POLICY: &str = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; \
                      frame-ancestors 'none'";

const CSS: &str = "text/css; charset=utf-8";
// RFC 9239.
const JAVASCRIPT: &str = "text/javascript; charset=utf-8";

/// A document of an API, as it is served.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Document {
    /// The title of the API.
    pub title: &'static str,
    /// The document in JSON, all of its files in one.
    pub json: &'static str,
    /// The same in YAML.
    pub yaml: &'static str,
}

impl Document {
    /// The document at `/openapi.json` and `/openapi.yaml`, and at `/docs` an API reference.
    ///
    /// The router can be merged with others and nested anywhere. It has no fallback, and asks nobody who they are.
    pub fn router<S: Clone + Send + Sync + 'static>(self) -> Router<S> {
        let page = page::html(self.title);
        Router::new()
            .route("/openapi.json", get(async move || text("application/json", self.json)))
            // RFC 9512.
            .route("/openapi.yaml", get(async move || text("application/yaml", self.yaml)))
            .route("/docs", get(async move || shown(page)))
            // Its URLs are relative to the path without the slash.
            .route("/docs/", get(async || moved("../docs")))
            .route("/docs/page.js", get(async || text(JAVASCRIPT, page::SCRIPT)))
            .route("/docs/swagger-ui.css", get(async || asset(CSS, &assets::STYLE)))
            .route(
                "/docs/swagger-ui-bundle.js",
                get(async || asset(JAVASCRIPT, &assets::SCRIPT)),
            )
    }
}

/// The page, with what browsers are to hold it to.
fn shown(page: Bytes) -> Response {
    let mut response = text("text/html; charset=utf-8", page);
    let headers = response.headers_mut();
    headers.insert(CONTENT_SECURITY_POLICY, HeaderValue::from_static(POLICY));
    headers.insert(REFERRER_POLICY, HeaderValue::from_static("no-referrer"));
    response
}

/// A file of Swagger UI. It stands compressed in the program, and every browser takes it so.
fn asset(media_type: &'static str, gzip: &Bytes) -> Response {
    let mut response = text(media_type, gzip.clone());
    response
        .headers_mut()
        .insert(CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    response
}

fn text(media_type: &'static str, body: impl Into<Bytes>) -> Response {
    let mut response = Response::new(Body::from(body.into()));
    let headers = response.headers_mut();
    headers.insert(CONTENT_TYPE, HeaderValue::from_static(media_type));
    headers.insert(X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    response
}

fn moved(to: &'static str) -> Response {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::PERMANENT_REDIRECT;
    response.headers_mut().insert(LOCATION, HeaderValue::from_static(to));
    response
}
