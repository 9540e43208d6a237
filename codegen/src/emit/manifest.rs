//! In: an API.
//! Out: `Cargo.toml` of a stub crate.
//! Guarantees: it inherits nothing, so that the crate builds wherever it lies.

use std::collections::HashSet;

use super::{
    CrateKind, Emission, Traffic,
    features::Features,
    server::{mock, reference},
};
use crate::ir::ContentKind;

/// The edition of emitted code.
const EDITION: &str = "2024";

/// The Rust version that emitted code needs: that of the runtime, which is the workspace's.
const RUST_VERSION: &str = env!("CARGO_PKG_RUST_VERSION");

/// The manifest of one crate.
pub(super) fn emit(emission: &Emission<'_>, kind: CrateKind) -> String {
    let package = emission.package(kind);
    let title = toml_string(&emission.api.title);
    let what = match kind {
        CrateKind::Types => "Types",
        CrateKind::Client => "A client",
        CrateKind::Server => "A server",
    };
    let mut manifest = format!(
        "[package]\nname = \"{package}\"\ndescription = \"{what} of the {title}\"\nversion = \"0.1.0\"\nedition = \
         \"{EDITION}\"\nrust-version = \"{RUST_VERSION}\"\npublish = false\n"
    );
    manifest.push_str(&features(emission, kind));
    manifest.push_str("\n[dependencies]\n");
    let features = runtime_features(emission, kind);
    if kind != CrateKind::Types {
        let types = emission.package(CrateKind::Types);
        // A server serves all operations; a client may leave some out.
        let of_tags = kind == CrateKind::Client && !Features::of(emission).groups().is_empty();
        let default = if of_tags { ", default-features = false" } else { "" };
        manifest.push_str(&format!("{types} = {{ path = \"../types\"{default} }}\n"));
    }
    manifest.push_str(&format!("stubsmith-runtime = {{ {}{features} }}\n", emission.runtime));
    for line in emission.dependencies(kind) {
        manifest.push_str(&line);
        manifest.push('\n');
    }
    manifest
}

/// What a crate needs of the runtime.
fn runtime_features(emission: &Emission<'_>, kind: CrateKind) -> String {
    let mut features = Vec::new();
    match kind {
        CrateKind::Types => {}
        CrateKind::Client => features.push("\"client\""),
        CrateKind::Server => {
            features.extend(has_parts(&emission.of(Traffic::Incoming)).then_some("\"multipart\""));
            features.push("\"server\"");
        }
    }
    features.extend((!emission.api.xml.roots.is_empty()).then_some("\"xml\""));
    if features.is_empty() {
        return String::new();
    }
    format!(", features = [{}]", features.join(", "))
}

/// The table `features`: one for each tag, and how a client reaches the network.
fn features(emission: &Emission<'_>, kind: CrateKind) -> String {
    let features = Features::of(emission);
    let tags = match kind {
        CrateKind::Types | CrateKind::Client => features.groups(),
        CrateKind::Server => Vec::new(),
    };
    let transport = (kind == CrateKind::Client).then_some("rustls");
    let default: Vec<String> = transport
        .into_iter()
        .chain(tags.iter().copied())
        .map(|name| format!("\"{name}\""))
        .collect();
    let mut table = String::new();
    if !default.is_empty() {
        table.push_str(&format!("default = [{}]\n", default.join(", ")));
    }
    if kind == CrateKind::Client {
        table.push_str(
            "# HTTP over reqwest, with TLS by rustls or by the system's library.\nrustls = \
             [\"stubsmith-runtime/rustls\"]\nnative-tls = [\"stubsmith-runtime/native-tls\"]\n",
        );
    }
    if !tags.is_empty() {
        table.push_str("# The groups of operations.\n");
    }
    let types = emission.package(CrateKind::Types);
    for tag in &tags {
        let own = (kind == CrateKind::Client).then(|| format!("{types}/{tag}"));
        push_feature(&mut table, tag, own.iter().chain(features.nested_in(tag)));
    }
    if !tags.is_empty() {
        let with_operations: HashSet<&str> = tags.iter().copied().collect();
        for (group, below) in features.parents().filter(|(name, _)| !with_operations.contains(name)) {
            push_feature(&mut table, group, below);
        }
    }
    if kind == CrateKind::Server {
        table.push_str(
            "# `http.server.request.duration` and `http.server.active_requests`, through the crate `metrics`.\nmetrics = \
             [\"stubsmith-runtime/metrics\"]\n",
        );
    }
    if let Some(sent) = features.sent() {
        table.push_str(&outgoing(emission, kind, sent));
    }
    if kind == CrateKind::Server {
        table.push_str(&beside(emission));
    }
    if table.is_empty() {
        return table;
    }
    format!("\n[features]\n{table}")
}

/// The features of what a server has beside its operations when it is asked for.
fn beside(emission: &Emission<'_>) -> String {
    let mut table = String::new();
    if emission.mock {
        let module = emission.names.mock.snake();
        table.push_str(&format!(
            "# The module `{module}`: a service that answers with the document's examples, and with made values.\n{} = \
             [\"stubsmith-runtime/mock\"]\n",
            mock::FEATURE
        ));
    }
    if emission.docs {
        let module = emission.names.docs.snake();
        table.push_str(&format!(
            "# The module `{module}`: the document itself, and an API reference for browsers.\n{} = \
             [\"stubsmith-runtime/docs\"]\n",
            reference::FEATURE
        ));
    }
    table
}

fn push_feature<'a>(table: &mut String, name: &str, needs: impl IntoIterator<Item = &'a String>) {
    let needs: Vec<String> = needs.into_iter().map(|need| format!("\"{need}\"")).collect();
    table.push_str(&format!("\"{name}\" = [{}]\n", needs.join(", ")));
}

/// The feature of what the service sends.
fn outgoing(emission: &Emission<'_>, kind: CrateKind, name: &str) -> String {
    let types = emission.package(CrateKind::Types);
    let parts = if has_parts(&emission.of(Traffic::Outgoing)) {
        "multipart"
    } else {
        "server"
    };
    match kind {
        CrateKind::Types => format!("# What the service sends: webhooks and callbacks.\n{name} = []\n"),
        CrateKind::Client => format!(
            "# The module `{name}`: a receiver of what the service sends.\n{name} = [\"{types}/{name}\", \
             \"stubsmith-runtime/{parts}\"]\n"
        ),
        CrateKind::Server => format!(
            "# The module `{name}`: what sends webhooks and callbacks; over reqwest, with TLS by one of the\n# other two.\n{name} = \
             [\"{types}/{name}\", \"stubsmith-runtime/client\"]\nrustls = [\"stubsmith-runtime/rustls\"]\nnative-tls = \
             [\"stubsmith-runtime/native-tls\"]\n"
        ),
    }
}

/// Whether a request may have several parts.
fn has_parts(emission: &Emission<'_>) -> bool {
    let bodies = emission
        .operations()
        .filter_map(|(operation, _)| operation.body.as_ref());
    bodies
        .flat_map(|body| &body.content)
        .any(|form| matches!(form.kind, ContentKind::Multipart(_)))
}

/// The inside of a basic TOML string.
fn toml_string(text: &str) -> String {
    let mut out = String::new();
    for character in text.chars() {
        match character {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            control if control.is_control() => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
