//! In: which files a document may have, from flags and configuration. Out: its sources.
//! Guarantees: nothing is fetched unless the user allows it; what is fetched is bounded in time and size.

use std::path::{Path, PathBuf};
use std::time::Duration;

use stubsmith::Options;
use stubsmith::diagnostic::Diagnostics;
use stubsmith::source::{ReadError, ReadOptions, Sources};

use crate::cli::GenArguments;
use crate::path;

/// The longest time that one file may take.
const TIME_LIMIT: Duration = Duration::from_secs(30);

/// The largest file that is fetched.
const SIZE_LIMIT: u64 = 64 << 20;

/// Which files a document may have beside the one that is named.
#[derive(Clone, Debug)]
pub(super) struct Reading {
    root: Option<PathBuf>,
    overlays: Vec<PathBuf>,
    allow_remote: bool,
}

impl Reading {
    /// What the configuration says, whose paths are relative to `base`, and what the flags add.
    pub(super) fn new(options: &Options, base: &Path, arguments: &GenArguments) -> Self {
        let configured = |path: &PathBuf| {
            let path = base.join(path);
            path::resolve(&path).map_or(path, |resolved| path::shown(&resolved))
        };
        let overlays = options.overlays.iter().map(configured);
        Self {
            root: arguments.root.clone().or_else(|| options.root.as_ref().map(configured)),
            overlays: overlays.chain(arguments.overlay.iter().cloned()).collect(),
            allow_remote: options.allow_remote || arguments.allow_remote,
        }
    }

    /// Reads the document.
    pub(super) fn read(&self, document: &Path) -> Result<(Sources, Diagnostics), ReadError> {
        let options = ReadOptions {
            root: self.root.clone(),
            overlays: self.overlays.clone(),
            fetch: if self.allow_remote { Some(&fetch) } else { None },
        };
        Sources::read_with(document, &options)
    }
}

fn fetch(url: &str) -> Result<Vec<u8>, String> {
    let config = ureq::Agent::config_builder().timeout_global(Some(TIME_LIMIT)).build();
    let mut response = ureq::Agent::new_with_config(config)
        .get(url)
        .call()
        .map_err(|error| error.to_string())?;
    let body = response.body_mut().with_config().limit(SIZE_LIMIT);
    body.read_to_vec().map_err(|error| error.to_string())
}
