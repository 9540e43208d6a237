//! In: nothing. Out: what is judged, and what a judge says of it.
//! Guarantees: a judge that has seen nothing finds nothing good.

use std::path::PathBuf;

/// A server that runs, and the document that it is to keep to.
#[derive(Debug)]
pub(super) struct Judged {
    /// What it is called.
    pub(super) name: &'static str,
    /// What the judge is told about it: credentials, and exceptions with their reasons.
    pub(super) configuration: PathBuf,
    /// What the judge runs with each request, if anything.
    pub(super) hooks: Option<PathBuf>,
    pub(super) document: PathBuf,
    /// What the document's paths follow.
    pub(super) base_url: String,
}

/// What a judge says of a server.
#[derive(Debug)]
pub(super) struct Verdict {
    /// How many requests were sent and judged.
    pub(super) cases: u64,
    /// How many valid ones were carried out, so that the service itself was reached.
    pub(super) accepted: u64,
    /// In how many ways the server does not do what its document says, or could not be judged.
    pub(super) failures: u64,
    pub(super) seconds: f64,
    /// The judge's own words.
    pub(super) said: String,
}

impl Verdict {
    /// Whether the server does what its document says.
    pub(super) fn is_good(&self) -> bool {
        self.failures == 0 && self.cases > 0
    }
}
