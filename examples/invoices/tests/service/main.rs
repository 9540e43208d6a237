//! In: the service on a free loopback port over a temporary file with the demo data, and the generated clients.
//! Out: whether each API keeps its rules.
//! Guarantee: every test has a file and a port of its own, and ends within a minute.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

mod concurrency;
mod meum;
mod paycashless;
mod razorpay;
mod restart;
mod triport;

use std::fmt::Debug;
use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use invoices::database::Database;
use invoices::serve::serve;
use stubsmith_runtime::client::{Error, Meta};
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;
use tokio::time::timeout;

/// A folder with a database file, removed at the end of the test.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    fn file(&self) -> PathBuf {
        self.0.path().join("invoices.db")
    }
}

struct Service {
    address: SocketAddr,
    stop: oneshot::Sender<()>,
    served: JoinHandle<std::io::Result<()>>,
}

impl Service {
    async fn start(folder: &Folder) -> Self {
        let database = Database::open(folder.file()).await.unwrap();
        database.seed().await.unwrap();
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let served = tokio::spawn(async move {
            let stop = async { stopped.await.unwrap_or(()) };
            serve(listener, &database, stop).await
        });
        Self { address, stop, served }
    }

    fn url(&self, api: &str) -> String {
        format!("http://{}/{api}", self.address)
    }

    async fn stop(self) {
        self.stop.send(()).unwrap();
        self.served.await.unwrap().unwrap();
    }
}

/// What a test does, unless it takes longer than a minute.
async fn bounded<T>(test: impl Future<Output = T>) -> T {
    timeout(Duration::from_secs(60), test).await.unwrap()
}

/// The error that the document declares, which must have come.
fn api_error<S: Debug, E: Debug>(outcome: Result<S, Error<E>>) -> (E, Meta) {
    match outcome {
        Err(Error::Api(error, meta)) => (error, meta),
        other => panic!("not an error of the API: {other:?}"),
    }
}
