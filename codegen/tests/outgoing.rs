//! What a service sends: where its code stands, and under which features.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use stubsmith::{CrateKind, Files, Generator, source::Sources};

const DOCUMENT: &str = r#"
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /hooks:
    get:
      tags: [TAG]
      operationId: listHooks
      responses: { '200': { description: x, content: { application/json: { schema: { $ref: '#/components/schemas/Both' } } } } }
webhooks:
  paid:
    post:
      tags: [TAG]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Sent' } } } }
      responses: { '204': { description: x } }
components:
  schemas:
    Sent: { type: object, properties: { url: { $ref: '#/components/schemas/Both' } } }
    Both: { type: object, properties: { url: { type: string } } }
"#;

fn generator() -> Generator {
    Generator::new("shop".parse().expect("a name"))
}

/// The files of a crate.
fn files(generator: &Generator, tag: &str, kind: CrateKind) -> Files {
    let (sources, diagnostics) = Sources::from_text("shop.yaml", DOCUMENT.replace("TAG", tag));
    let generated = generator.generate(&sources, diagnostics);
    let shown = sources.render(&sources.sorted(generated.diagnostics), false);
    assert_eq!(shown, "");
    let mut crates = generated.crates.into_iter();
    crates.find(|stub| stub.kind == kind).expect("the crate").files
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    files.get(path).unwrap_or_else(|| panic!("no {path}"))
}

#[test]
fn types_that_nothing_else_needs_are_behind_the_feature() {
    let types = files(&generator(), "orders", CrateKind::Types);
    let schemas = text(&types, "src/schemas/mod.rs");
    assert!(
        schemas.contains("\nmod both;\n#[cfg(feature = \"webhooks\")]\nmod sent;"),
        "{schemas}"
    );
    assert!(text(&types, "Cargo.toml").contains("\nwebhooks = []\n"));
}

#[test]
fn a_group_keeps_the_name_that_the_module_would_have() {
    for (tag, module, group) in [
        ("orders", "webhooks", "OrdersEvents"),
        ("webhooks", "outgoing", "WebhooksEvents"),
    ] {
        let client = files(&generator(), tag, CrateKind::Client);
        let root = text(&client, "src/lib.rs");
        let declared = format!("#[cfg(feature = \"{module}\")]\n#[rustfmt::skip]\npub mod {module};");
        assert!(root.contains(&declared), "{root}");
        assert!(root.contains(&format!("\nmod {tag};")), "{root}");
        let router = text(&client, &format!("src/{module}/router.rs"));
        assert!(router.contains(&format!("pub trait Api: {group} {{}}")), "{router}");
    }
}

#[test]
fn modules_have_what_is_sent_where_both_sides_are() {
    let both = generator().module("crate::shop");
    let client = files(&both, "orders", CrateKind::Client);
    let router = text(&client, "webhooks/router.rs");
    assert!(router.contains("use crate::shop::client::webhooks::"), "{router}");
    assert!(text(&client, "mod.rs").contains("\n#[rustfmt::skip]\npub mod webhooks;"));
    let one = both.emit([CrateKind::Server]);
    let server = files(&one, "orders", CrateKind::Server);
    assert!(!server.iter().any(|(path, _)| path.starts_with("webhooks/")));
}
