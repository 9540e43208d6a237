//! In: a router or a listener, and a test.
//! Out: the test's verdict, given while a server runs on a free loopback port.
//! Guarantee: nothing takes longer than [`LIMIT`] unless a test says so, and when the test ends the server has ended.

use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use stubsmith_runtime::http::HeaderMap;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How long a test, and after it the end of its server, may take.
pub(crate) const LIMIT: Duration = Duration::from_secs(20);

/// A server that runs.
pub(crate) struct Serving {
    pub(crate) address: SocketAddr,
}

impl Serving {
    /// The URL of `path` at the server.
    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }
}

/// Runs `test` while `router` is served.
pub(crate) async fn serving(router: Router, test: impl AsyncFnOnce(&Serving)) {
    serving_for(LIMIT, router, test).await;
}

/// Runs a test that may take so long while `router` is served.
pub(crate) async fn serving_for(limit: Duration, router: Router, test: impl AsyncFnOnce(&Serving)) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (end, ended) = oneshot::channel::<()>();
    let server = axum::serve(listener, router).with_graceful_shutdown(async {
        let _ = ended.await;
    });
    let server = tokio::spawn(server.into_future());
    let serving = Serving { address };
    tokio::time::timeout(limit, test(&serving)).await.expect("in time");
    end.send(()).unwrap();
    within(server).await.unwrap().unwrap();
}

/// A future that must end in time.
pub(crate) async fn within<F: IntoFuture>(future: F) -> F::Output {
    tokio::time::timeout(LIMIT, future).await.expect("in time")
}

/// The only line of the header `name`.
pub(crate) fn header<'h>(headers: &'h HeaderMap, name: &str) -> &'h str {
    let mut lines = headers.get_all(name).iter();
    let line = lines.next().unwrap_or_else(|| panic!("no header {name}"));
    assert!(lines.next().is_none(), "{name} is there more than once");
    line.to_str().unwrap()
}
