//! In: an API.
//! Out: the client crate: the client with its builder, and a file for each tag.
//! Guarantees: what does not depend on the API stays in the runtime.

mod body;
mod builder;
mod decode;
mod group;

use super::{CrateKind, Emission, SourceFile, docs, fragments::own_module, source_file::crate_root};

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
pub(super) fn emit(emission: &Emission<'_>) -> Vec<SourceFile> {
    let mut files = vec![root(emission), builder::emit(emission)];
    files.extend((0..emission.api.tags.len()).map(|tag| group::emit(emission, tag)));
    files
}

fn root(emission: &Emission<'_>) -> SourceFile {
    let types = emission.crate_name(CrateKind::Types);
    let docs = format!(
        "A client of the {}.\n\nValues that operations take and give stand in `{types}`, which is `types` here.",
        docs::line(&emission.api.title)
    );
    let tags: Vec<String> = emission.names.tags.iter().map(|tag| tag.snake()).collect();
    let mut exports: Vec<String> = tags.iter().map(|tag| format!("{}::*", own_module(tag))).collect();
    exports.extend([
        "client::{Client, ClientBuilder}".to_owned(),
        "stubsmith_runtime as runtime".to_owned(),
        "stubsmith_runtime::client::{Call, Error, Response}".to_owned(),
        format!("{types} as types"),
    ]);
    let modules = tags.into_iter().chain(["client".to_owned()]).collect();
    crate_root(&docs, modules, exports)
}
