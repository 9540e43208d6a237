//! In: the servers that a document lists for all operations, for a path or for an operation.
//! Out: what goes before the paths.
//! Guarantees: it is an absolute URL; of an operation's own server it may be a path at the same host.

use crate::document::{self, Document};

/// The URL of the first server, if it is absolute.
pub(super) fn base_url(document: &Document) -> Option<String> {
    absolute(&document.servers.first()?.default_url())
}

/// The URL of the first server of an operation's own.
pub(super) fn own_base_url(operation: &document::Operation) -> Option<String> {
    let url = operation.servers.first()?.default_url();
    absolute(&url).or_else(|| url.starts_with('/').then_some(url))
}

fn absolute(url: &str) -> Option<String> {
    if url.starts_with("http://") || url.starts_with("https://") {
        return Some(url.to_owned());
    }
    // A reference to another host by the scheme that the document came with.
    url.starts_with("//").then(|| format!("https:{url}"))
}
