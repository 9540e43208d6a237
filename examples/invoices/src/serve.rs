//! In: a listener and the database.
//! Out: the four APIs, served until told to stop.
//! Guarantee: requests that are under way when it stops are answered, if that takes no longer than a few seconds.

use std::future::pending;
use std::io;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::time::sleep;

use crate::database::Database;
use crate::service;

/// How long requests may take that are under way when the service stops.
const GRACE: Duration = Duration::from_secs(5);

/// Serves until `stop` is over.
///
/// # Errors
///
/// The listener fails.
pub async fn serve(
    listener: TcpListener,
    database: &Database,
    stop: impl Future<Output = ()> + Send + 'static,
) -> io::Result<()> {
    let (stopping, stopped) = oneshot::channel();
    let server = axum::serve(listener, service::router(database)).with_graceful_shutdown(async move {
        stop.await;
        // Nobody listens any more if the server has failed.
        let _ = stopping.send(());
    });
    let grace_is_over = async {
        match stopped.await {
            Ok(()) => sleep(GRACE).await,
            Err(_) => pending().await,
        }
    };
    tokio::select! {
        served = server => served,
        () = grace_is_over => Ok(()),
    }
}
