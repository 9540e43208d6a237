//! In: the handler of one operation, and requests. Out: the answers of a server that has this operation alone.
//! Guarantees: each request is answered at once, and none with an internal error.

use std::sync::Arc;

use futures_util::FutureExt as _;
use stubsmith_runtime::axum::Router;
use stubsmith_runtime::axum::body::Body;
use stubsmith_runtime::http::{Request, StatusCode};
use stubsmith_runtime::server::{Endpoint, Handler, Server, problem};
use tower::ServiceExt as _;

static ENDPOINTS: [Endpoint; 1] = [Endpoint::new("POST", "/{id}", "fuzzed")];

/// A server with one operation at `/{id}`.
pub fn server(handler: Handler<()>) -> Router {
    let server = Server::new(problem).group(&Arc::new(()), &ENDPOINTS, [handler]);
    server.into_router()
}

/// Sends a request and looks at its answer.
pub fn send(server: &Router, request: Request<Body>) {
    let answer = server.clone().oneshot(request).now_or_never();
    let Some(Ok(answer)) = answer else {
        panic!("nothing has to be waited for");
    };
    assert!(answer.status() != StatusCode::INTERNAL_SERVER_ERROR);
}
