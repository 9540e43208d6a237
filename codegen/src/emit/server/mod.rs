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

use super::{
    CrateKind, Emission, SourceFile, Unit, docs,
    fragments::own_module,
    source_file::{CrateItem, crate_root},
};

/// Names that files of this crate use for something other than a schema.
const TAKEN: &[&str] = &[
    "Accept",
    "AccessToken",
    "Api",
    "Arc",
    "Authenticate",
    "AuthenticateError",
    "Binary",
    "BoxError",
    "Bytes",
    "ClientCertificate",
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
    "Selector",
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
pub(super) fn emit<'a>(emission: &Emission<'a>) -> (SourceFile, Vec<Unit<'a>>) {
    let one = *emission;
    let mut units = vec![
        Unit::new(one.api.operations.len(), move || Some(router::emit(&one))),
        Unit::new(1, move || authenticate::emit(&one)),
        Unit::new(1, move || envelope::emit(&one)),
    ];
    units.extend((0..emission.api.tags.len()).map(|tag| emission.group(tag, group::emit)));
    (root(emission), units)
}

fn root(emission: &Emission<'_>) -> SourceFile {
    let types = emission.crate_name(CrateKind::Types);
    let docs = format!(
        "A server of the {}: implement the traits, then serve [`router`](fn@router).\n\nValues that operations take and give \
         stand in `{types}`, which is `types` here.",
        docs::line(&emission.api.title)
    );
    let mut modules = vec![CrateItem::always("router")];
    let mut exports = vec![
        CrateItem::always("router::{Api, router, server}"),
        CrateItem::always("stubsmith_runtime as runtime"),
        CrateItem::always("stubsmith_runtime::server::{Failure, OrInternal, RequestContext, Server}"),
        CrateItem::always(format!("{types} as types")),
    ];
    for tag in &emission.names.tags {
        let module = tag.snake();
        exports.push(CrateItem::always(format!("{}::*", own_module(&module))));
        modules.push(CrateItem::always(module));
    }
    if authenticate::is_needed(emission) {
        modules.push(CrateItem::always("authenticate"));
        exports.push(CrateItem::always("authenticate::{Authenticate, Credentials}"));
        exports.push(CrateItem::always("stubsmith_runtime::server::AuthenticateError"));
    }
    if emission.api.envelope.is_some() {
        modules.push(CrateItem::always("envelope"));
    }
    crate_root(&docs, modules, exports)
}
