//! In: an API.
//! Out: the server crate: a trait for each tag, authentication, the error envelope and the routes.
//! Guarantees: what does not depend on the API stays in the runtime.

mod answer;
mod authenticate;
mod body;
mod envelope;
mod group;
mod groups;
mod handler;
pub(super) mod mock;
mod reading;
pub(super) mod reference;
mod router;

use super::{
    CrateKind, Emission, SourceFile, Traffic, Unit, docs,
    fragments::own_module,
    source_file::{CrateItem, crate_root, module_root},
};
use crate::naming::Name;

/// Names that files of this crate use for something other than a schema.
pub(super) const TAKEN: &[&str] = &[
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
    "Endpoint",
    "Handler",
    "HandlerFuture",
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

/// The sources of the server crate beside its root.
pub(super) fn emit<'a>(emission: &Emission<'a>) -> Vec<Unit<'a>> {
    let one = *emission;
    let mut units = vec![
        Unit::new(one.operations().count(), move || Some(router::emit(&one))),
        Unit::new(1, move || groups::emit(&one)),
        Unit::new(1, move || authenticate::emit(&one)),
        Unit::new(1, move || envelope::emit(&one)),
    ];
    units.extend(emission.tags().map(|(tag, ..)| emission.group(tag, group::emit)));
    if mock::any(emission) {
        units.extend(mock::emit(emission));
    }
    if reference::any(emission) {
        units.push(Unit::new(1, move || Some(reference::emit(&one))));
    }
    units
}

/// The root of the crate, or of the module.
pub(super) fn root(emission: &Emission<'_>) -> SourceFile {
    let types = emission.crate_name(CrateKind::Types);
    let title = docs::line(&emission.api.title);
    let docs = match emission.traffic {
        Traffic::Outgoing => receiver_docs(emission, &title),
        Traffic::All | Traffic::Incoming => format!(
            "A server of the {title}: implement the traits, then serve [`router`](fn@router).\n\nValues that operations take \
             and give stand in `{types}`, which is `types` here."
        ),
    };
    let mut modules = vec![CrateItem::always("router")];
    let mut exports = vec![
        CrateItem::always(router::exports(emission)),
        CrateItem::always("stubsmith_runtime as runtime"),
        CrateItem::always("stubsmith_runtime::server::{Failure, OrInternal, RequestContext, Server}"),
        CrateItem::always(format!("{types} as types")),
    ];
    for (.., tag) in emission.tags() {
        let module = tag.snake();
        exports.push(CrateItem::always(format!("{}::*", own_module(&module))));
        modules.push(CrateItem::always(module));
    }
    if groups::are_needed(emission) {
        modules.push(CrateItem::public("groups"));
    }
    if authenticate::is_needed(emission) {
        modules.push(CrateItem::always("authenticate"));
        exports.push(CrateItem::always("authenticate::{Authenticate, Credentials}"));
        exports.push(CrateItem::always("stubsmith_runtime::server::AuthenticateError"));
    }
    if mock::any(emission) {
        modules.push(mock::module(emission));
    }
    if reference::any(emission) {
        modules.push(reference::module(emission));
    }
    if emission.envelope().is_some() {
        modules.push(CrateItem::always("envelope"));
    }
    match emission.traffic {
        Traffic::Outgoing => module_root(&docs, modules, exports),
        Traffic::All | Traffic::Incoming => crate_root(&docs, modules, exports),
    }
}

/// What a receiver is for, and where it takes what.
fn receiver_docs(emission: &Emission<'_>, title: &str) -> String {
    let mut docs = format!(
        "Receives what the {title} tells those who subscribed to it.\n\nImplement the traits, mount [`router`](fn@router), \
         and give the service the URLs of its paths. A method\nthat is not implemented answers with 404. What comes is read \
         as responses of the service are, so that\nvalues which a newer version of it adds are accepted.\n"
    );
    for (operation, names) in emission.operations() {
        let tag = emission.names.tags.get(operation.tag).map(Name::pascal);
        let (tag, method) = (tag.unwrap_or_default(), names.method.snake());
        docs.push_str(&format!(
            "\n- `{} {}`: `{tag}::{method}`",
            operation.method, operation.path
        ));
    }
    docs
}
