//! In: an API.
//! Out: the server crate: a trait for each tag, authentication, the error envelope and the routes.
//! Guarantees: what does not depend on the API stays in the runtime.

mod answer;
mod authenticate;
mod body;
mod envelope;
mod group;
mod handler;
mod reading;
mod router;

use super::{CrateKind, Emission, SourceFile, docs, fragments::own_module, source_file::crate_root};

/// Names that files of this crate use for something other than a schema.
const TAKEN: &[&str] = &[
    "Api",
    "Arc",
    "Authenticate",
    "AuthenticateError",
    "Binary",
    "BoxError",
    "Bytes",
    "Credentials",
    "ErrorStatus",
    "Failure",
    "FormLayout",
    "Future",
    "Location",
    "Maybe",
    "Method",
    "AnyParts",
    "Rejection",
    "Request",
    "RequestContext",
    "Response",
    "Route",
    "Router",
    "Server",
    "SigningKey",
    "StatusCode",
    "Shape",
    "StatusRange",
    "Style",
    "Styled",
    "Verified",
    "Basic",
    "Secret",
];

/// The sources of the server crate.
pub(super) fn emit(emission: &Emission<'_>) -> Vec<SourceFile> {
    let mut files = vec![root(emission), router::emit(emission)];
    files.extend(authenticate::emit(emission));
    files.extend(envelope::emit(emission));
    files.extend((0..emission.api.tags.len()).map(|tag| group::emit(emission, tag)));
    files
}

fn root(emission: &Emission<'_>) -> SourceFile {
    let types = emission.crate_name(CrateKind::Types);
    let docs = format!(
        "A server of the {}: implement the traits, then serve [`router`].\n\nValues that operations take and give \
         stand in `{types}`, which is `types` here.",
        docs::line(&emission.api.title)
    );
    let tags: Vec<String> = emission.names.tags.iter().map(|tag| tag.snake()).collect();
    let mut exports: Vec<String> = tags.iter().map(|tag| format!("{}::*", own_module(tag))).collect();
    exports.extend([
        "router::{Api, router, server}".to_owned(),
        "stubsmith_runtime as runtime".to_owned(),
        "stubsmith_runtime::server::{Failure, OrInternal, RequestContext, Server}".to_owned(),
        format!("{types} as types"),
    ]);
    let mut modules: Vec<String> = tags.into_iter().chain(["router".to_owned()]).collect();
    if authenticate::is_needed(emission) {
        modules.push("authenticate".to_owned());
        exports.push("authenticate::{Authenticate, Credentials}".to_owned());
        exports.push("stubsmith_runtime::server::AuthenticateError".to_owned());
    }
    if emission.api.envelope.is_some() {
        modules.push("envelope".to_owned());
    }
    crate_root(&docs, modules, exports)
}
