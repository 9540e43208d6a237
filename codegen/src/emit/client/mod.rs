//! In: an API.
//! Out: the client crate: the client with its builder, and a file for each tag.
//! Guarantees: what does not depend on the API stays in the runtime.

mod body;
mod builder;
pub(super) mod credential;
mod decode;
mod group;

use super::{
    CrateKind, Emission, SourceFile, Traffic, Unit, docs,
    features::Features,
    fragments::own_module,
    source_file::{CrateItem, crate_root, module_root},
};

/// Names that files of this crate use for something other than a schema.
pub(super) const TAKEN: &[&str] = &[
    "Api",
    "Binary",
    "BodyWriter",
    "Bytes",
    "Call",
    "Client",
    "ClientBuilder",
    "Core",
    "CoreBuilder",
    "Credential",
    "Duration",
    "ErrorStatus",
    "Error",
    "FormLayout",
    "Infallible",
    "Method",
    "Operation",
    "Outcome",
    "AnyParts",
    "RawResponse",
    "Response",
    "Scheme",
    "SchemeKind",
    "Shape",
    "StatusRange",
    "Style",
    "Styled",
    "Text",
];

/// The sources of the client crate beside its root.
pub(super) fn emit<'a>(emission: &Emission<'a>) -> Vec<Unit<'a>> {
    let one = *emission;
    let mut units = vec![Unit::new(1, move || Some(builder::emit(&one)))];
    units.extend(emission.tags().map(|(tag, ..)| emission.group(tag, group::emit)));
    units
}

/// The root of the crate, or of the module.
pub(super) fn root(emission: &Emission<'_>) -> SourceFile {
    let types = emission.crate_name(CrateKind::Types);
    let is_sender = emission.traffic == Traffic::Outgoing;
    let docs = if is_sender {
        sender_docs(emission)
    } else {
        format!(
            "A client of the {}.\n\nValues that operations take and give stand in `{types}`, which is `types` here.",
            docs::line(&emission.api.title)
        )
    };
    let features = Features::of(emission);
    let (module, export) = if is_sender {
        ("sender", "sender::{Sender, SenderBuilder}")
    } else {
        ("client", "client::{Client, ClientBuilder}")
    };
    let mut modules = vec![CrateItem::always(module)];
    let mut exports = vec![
        CrateItem::always(export),
        CrateItem::always("stubsmith_runtime as runtime"),
        CrateItem::always("stubsmith_runtime::client::{Call, Error, Response}"),
        CrateItem::always(format!("{types} as types")),
    ];
    for (index, _, tag) in emission.tags() {
        let (module, condition) = (tag.snake(), features.tag(index));
        exports.push(CrateItem::under(
            condition.clone(),
            format!("{}::*", own_module(&module)),
        ));
        modules.push(CrateItem::under(condition, module));
    }
    match emission.traffic {
        Traffic::Outgoing => module_root(&docs, modules, exports),
        Traffic::All | Traffic::Incoming => crate_root(&docs, modules, exports),
    }
}

/// What a sender is for.
fn sender_docs(emission: &Emission<'_>) -> String {
    format!(
        "Sends what the {} tells those who subscribed to it.\n\nEach method takes the URL that a subscriber gave, so whoever \
         may subscribe chooses where requests go.\nA service that can reach more than the public network checks URLs before \
         it keeps them, or sends\nthrough a transport that reaches nothing else.",
        docs::line(&emission.api.title)
    )
}
