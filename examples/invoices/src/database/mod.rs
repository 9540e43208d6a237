//! In: the path of a SQLite file, and work to be done on it.
//! Out: what the work gives.
//! Guarantee: the tables are there; no thread of the async runtime ever waits for the disk.

mod invoices;

use std::fmt;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension as _, Params, Row};
use sha2::{Digest as _, Sha256};
use stubsmith_runtime::Secret;
use tokio::task::spawn_blocking;

use crate::BoxError;

pub use self::invoices::{Change, InvoiceKey};

/// How long to wait for another process that writes to the same file.
const PATIENCE: Duration = Duration::from_secs(5);

/// A SQLite file. Clones share one connection.
#[derive(Clone)]
pub struct Database {
    connection: Arc<Mutex<Connection>>,
}

impl Database {
    /// Opens the file, which is created with its tables if it is not there.
    ///
    /// # Errors
    ///
    /// The file cannot be opened, or is something else than a SQLite database.
    pub async fn open(path: impl Into<PathBuf>) -> Result<Self, BoxError> {
        let path = path.into();
        let connection = spawn_blocking(move || {
            let connection = Connection::open(path)?;
            connection.busy_timeout(PATIENCE)?;
            connection.execute_batch(include_str!("schema.sql"))?;
            Ok::<_, rusqlite::Error>(connection)
        });
        Ok(Self {
            connection: Arc::new(Mutex::new(connection.await??)),
        })
    }

    /// Does work on a thread that may wait.
    pub(crate) async fn run<T, F>(&self, work: F) -> Result<T, BoxError>
    where
        T: Send + 'static,
        F: FnOnce(&mut Connection) -> Result<T, BoxError> + Send + 'static,
    {
        let connection = Arc::clone(&self.connection);
        let done = spawn_blocking(move || {
            // Work that panicked has rolled its transaction back, so the connection is as good as before.
            let mut connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
            work(&mut connection)
        });
        done.await?
    }

    /// The only row of a query, if there is one.
    pub(crate) async fn find<T: Send + 'static>(
        &self,
        sql: &'static str,
        parameters: impl Params + Send + 'static,
        read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Option<T>, BoxError> {
        self.run(move |connection| Ok(connection.query_row(sql, parameters, read).optional()?))
            .await
    }
}

impl fmt::Debug for Database {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Database").finish_non_exhaustive()
    }
}

/// What is stored of a key that is only ever compared. Keys are long and random, so a plain hash is enough.
pub(crate) fn fingerprint(key: &Secret) -> [u8; 32] {
    Sha256::digest(key.expose()).into()
}
