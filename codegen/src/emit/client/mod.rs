//! In: an API.
//! Out: the client crate: the client with its builder, and a file for each tag.
//! Guarantees: what does not depend on the API stays in the runtime.

mod body;
mod builder;
pub(super) mod credential;
mod decode;
mod group;

use super::{
    CrateKind, Emission, SourceFile, Unit, docs,
    features::Features,
    fragments::own_module,
    source_file::{CrateItem, crate_root},
};

/// Names that files of this crate use for something other than a schema.
const TAKEN: &[&str] = &[
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

/// The sources of the client crate.
pub(super) fn emit<'a>(emission: &Emission<'a>) -> (SourceFile, Vec<Unit<'a>>) {
    let one = *emission;
    let mut units = vec![Unit::new(1, move || Some(builder::emit(&one)))];
    units.extend((0..emission.api.tags.len()).map(|tag| emission.group(tag, group::emit)));
    (root(emission), units)
}

fn root(emission: &Emission<'_>) -> SourceFile {
    let types = emission.crate_name(CrateKind::Types);
    let docs = format!(
        "A client of the {}.\n\nValues that operations take and give stand in `{types}`, which is `types` here.",
        docs::line(&emission.api.title)
    );
    let features = Features::of(emission);
    let mut modules = vec![CrateItem::always("client")];
    let mut exports = vec![
        CrateItem::always("client::{Client, ClientBuilder}"),
        CrateItem::always("stubsmith_runtime as runtime"),
        CrateItem::always("stubsmith_runtime::client::{Call, Error, Response}"),
        CrateItem::always(format!("{types} as types")),
    ];
    for (index, tag) in emission.names.tags.iter().enumerate() {
        let (module, condition) = (tag.snake(), features.tag(index));
        exports.push(CrateItem::under(
            condition.clone(),
            format!("{}::*", own_module(&module)),
        ));
        modules.push(CrateItem::under(condition, module));
    }
    crate_root(&docs, modules, exports)
}
