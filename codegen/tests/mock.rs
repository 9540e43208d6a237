//! The mock of a server crate: where its code stands, and what the tables say.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use stubsmith::{CrateKind, Files, Generator, Options, source::Sources};

const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: Shop, version: '1' }
paths:
  /order:
    get:
      tags: [TAG]
      operationId: getOrder
      responses:
        '200':
          description: x
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Order' }
              examples:
                plain: { value: { note: 'a "#" b' } }
                shared: { $ref: '#/components/examples/Shared' }
                elsewhere: { externalValue: 'https://example.com/order.json' }
components:
  examples: { Shared: { value: { note: "\u202e" } } }
  schemas:
    Order:
      type: object
      required: [id, secret]
      properties:
        id: { type: string, pattern: '^ord_[0-9a-f]{8}$' }
        secret: { type: string, writeOnly: true }
        mail: { type: string, format: email }
        state: { type: string, enum: [open, paid], default: open }
        parent: { $ref: '#/components/schemas/Order' }
        sizes: { type: array, items: { type: integer, example: 7 } }
        kind: { oneOf: [{ $ref: '#/components/schemas/Box' }, { $ref: '#/components/schemas/Leaf' }] }
    Box: { type: object, required: [inner], properties: { inner: { $ref: '#/components/schemas/Order/properties/kind' } } }
    Leaf: { type: object, required: [leaf], properties: { leaf: { type: boolean } } }
"##;

fn server(generator: &Generator, tag: &str) -> Files {
    let (sources, diagnostics) = Sources::from_text("shop.yaml", DOCUMENT.replace("TAG", tag));
    let generated = generator.generate(&sources, diagnostics);
    let shown = sources.render(&sources.sorted(generated.diagnostics), false);
    assert_eq!(shown, "");
    let mut crates = generated.crates.into_iter();
    crates
        .find(|stub| stub.kind == CrateKind::Server)
        .expect("the server")
        .files
}

fn generator() -> Generator {
    let options = Options::from_toml("mock = true").expect("options");
    Generator::new("shop".parse().expect("a name")).options(options)
}

/// A file's text with single spaces.
fn text(files: &Files, path: &str) -> String {
    let text = files.get(path).unwrap_or_else(|| panic!("no {path}"));
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn the_module_is_behind_a_feature() {
    let files = server(&generator(), "orders");
    assert!(text(&files, "src/lib.rs").contains("#[cfg(feature = \"mock\")] #[rustfmt::skip] pub mod mock;"));
    assert!(text(&files, "Cargo.toml").contains("mock = [\"stubsmith-runtime/mock\"]"));
    assert!(text(&files, "src/mock/orders.rs").contains("impl crate::Orders for Mock"));
}

#[test]
fn a_group_keeps_the_name_that_the_module_would_have() {
    let files = server(&generator(), "mock");
    assert!(text(&files, "src/lib.rs").contains("pub mod mock_service;"));
    assert!(text(&files, "src/mock_service/mock.rs").contains("impl crate::Mock for Mock"));
    assert!(text(&files, "Cargo.toml").contains("mock = [\"stubsmith-runtime/mock\"]"));
}

#[test]
fn there_is_none_unless_asked_for_nor_in_modules_of_a_program() {
    for generator in [
        Generator::new("shop".parse().expect("a name")),
        generator().module("crate::shop"),
    ] {
        let files = server(&generator, "orders");
        assert!(
            files
                .iter()
                .all(|(path, text)| !path.contains("mock") && !text.contains("mock"))
        );
    }
}

#[test]
fn examples_stand_as_json() {
    let files = server(&generator(), "orders");
    let orders = text(&files, "src/mock/orders.rs");
    for expected in [
        r###"Example { name: "plain", value: r#"{"note":"a \"#\" b"}"#, }"###
            .replace("r#\"{", "r##\"{")
            .replace("}\"#,", "}\"##,"),
        r#"Example { name: "shared", value: "{\"note\":\"\u{202e}\"}", }"#.to_owned(),
    ] {
        assert!(orders.contains(&expected), "{expected} in {orders}");
    }
    assert!(!orders.contains("elsewhere"), "{orders}");
}

#[test]
fn tables_say_what_schemas_say() {
    let files = server(&generator(), "orders");
    let schemas = text(&files, "src/mock/schemas.rs");
    for expected in [
        "source: \"^ord_[0-9a-f]{8}$\", samples: &[\"ord_",
        "examples: &[r#\"\"someone@example.com\"\"#], schema: &Schema::TEXT",
        "examples: &[r#\"\"open\"\"#], schema: &ORDER_STATE",
        "Member::optional(\"parent\", &ORDER)",
        "&Schema::List( &Schema::Exemplified { examples: &[\"7\"], schema: &Schema::INTEGER, }, )",
        // A box holds another box, or a leaf in the end.
        "shallow: 1,",
    ] {
        assert!(schemas.contains(expected), "{expected} in {schemas}");
    }
    assert!(!schemas.contains("secret"), "{schemas}");
}
