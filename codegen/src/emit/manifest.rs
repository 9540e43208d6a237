//! In: an API.
//! Out: `Cargo.toml` of a stub crate.
//! Guarantees: it inherits nothing, so that the crate builds wherever it lies.

use super::{CrateKind, Emission, features::Features};
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
        let of_tags = kind == CrateKind::Client && !Features::of(emission).names().is_empty();
        let default = if of_tags { ", default-features = false" } else { "" };
        manifest.push_str(&format!("{types} = {{ path = \"../types\"{default} }}\n"));
    }
    manifest.push_str(&format!("stubsmith-runtime = {{ {}{features} }}\n", emission.runtime));
    manifest
}

/// What a crate needs of the runtime.
fn runtime_features(emission: &Emission<'_>, kind: CrateKind) -> String {
    let mut features = Vec::new();
    match kind {
        CrateKind::Types => {}
        CrateKind::Client => features.push("\"client\""),
        CrateKind::Server => {
            features.extend(has_parts(emission).then_some("\"multipart\""));
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
        CrateKind::Types | CrateKind::Client => features.names(),
        CrateKind::Server => &[],
    };
    let transport = (kind == CrateKind::Client).then_some("rustls");
    let default: Vec<String> = transport
        .into_iter()
        .chain(tags.iter().map(String::as_str))
        .map(|name| format!("\"{name}\""))
        .collect();
    if default.is_empty() {
        return String::new();
    }
    let mut table = format!("\n[features]\ndefault = [{}]\n", default.join(", "));
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
    for tag in tags {
        let needs = if kind == CrateKind::Client {
            format!("\"{types}/{tag}\"")
        } else {
            String::new()
        };
        table.push_str(&format!("\"{tag}\" = [{needs}]\n"));
    }
    table
}

/// Whether a request may have several parts.
fn has_parts(emission: &Emission<'_>) -> bool {
    let bodies = emission
        .api
        .operations
        .iter()
        .filter_map(|operation| operation.body.as_ref());
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
