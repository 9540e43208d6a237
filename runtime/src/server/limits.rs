//! In: how much a request may ask for.
//! Out: the same, with what is usual where nobody has set it.
//! Guarantee: outside of Tokio time has no limit, since there is no clock.

use std::pin::pin;
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::time::timeout;

/// The largest body of a request unless told otherwise: 2 MiB.
pub const BODY_LIMIT: usize = 2 * 1024 * 1024;

/// The longest pause while the body of a request arrives, unless told otherwise: 30 seconds.
pub const BODY_PAUSE: Duration = Duration::from_secs(30);

/// The most lines that the headers of a request may have unless told otherwise.
pub const HEADER_LIMIT: usize = 100;

/// What a request may ask for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Limits {
    /// The bytes of its body.
    pub(super) body: usize,
    /// The bytes of one part of its body, of those that have several.
    pub(super) part: Option<usize>,
    /// How long nothing of its body may arrive.
    pub(super) pause: Duration,
    /// The lines of its headers.
    pub(super) headers: usize,
    /// How long its handler may take.
    pub(super) time: Option<Duration>,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            body: BODY_LIMIT,
            part: None,
            pause: BODY_PAUSE,
            headers: HEADER_LIMIT,
            time: None,
        }
    }
}

impl Limits {
    /// What `work` gives, unless that takes longer than a handler may.
    pub(super) async fn within<T>(self, work: impl Future<Output = T>) -> Option<T> {
        match self.time {
            Some(time) => within(time, work).await,
            None => Some(work.await),
        }
    }
}

/// What `work` gives, unless that takes longer.
pub(super) async fn within<T>(time: Duration, work: impl Future<Output = T>) -> Option<T> {
    let work = pin!(work);
    if Handle::try_current().is_err() {
        return Some(work.await);
    }
    timeout(time, work).await.ok()
}
