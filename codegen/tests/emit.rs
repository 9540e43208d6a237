//! The documents of `spec/` become crates: the intermediate representation and all emitted files, as snapshots.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::path::{Path, PathBuf};

use stubsmith::{Generated, Generator, Options, source::Sources};

const APIS: [(&str, &str); 4] = [
    ("meum", "openapi.yaml"),
    ("paycashless", "paycashless.yaml"),
    ("razorpay", "razorpay.yaml"),
    ("triport", "triport.yaml"),
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn generate(name: &str, document: &Path) -> (Sources, Generated) {
    generate_on(2, name, document)
}

fn generate_on(threads: usize, name: &str, document: &Path) -> (Sources, Generated) {
    let (sources, diagnostics) = Sources::read(document).expect("a readable document");
    let generated = Generator::new(name.parse().expect("a name"))
        .options(Options::from_toml("mock = true").expect("options"))
        .runtime_path("../../../runtime")
        .threads(threads)
        .generate(&sources, diagnostics);
    (sources, generated)
}

fn snapshot(name: &str, text: &str) {
    insta::with_settings!({ snapshot_path => "emit", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn the_four_documents_are_clean() {
    for (name, document) in APIS {
        let (sources, generated) = generate(name, &root().join("spec").join(document));
        let shown = sources.render(&sources.sorted(generated.diagnostics), false);
        assert_eq!(shown, "", "{name}");
        assert_eq!(generated.crates.len(), 3, "{name}");
    }
}

#[test]
fn intermediate_representation() {
    for (name, document) in APIS {
        let (sources, _) = Sources::read(&root().join("spec").join(document)).expect("a readable document");
        let (api, _) = Generator::new(name.parse().expect("a name")).lower(&sources);
        snapshot(&format!("{name}-ir"), &api.expect("a representation").to_string());
    }
}

#[test]
fn emitted_code() {
    for (name, document) in APIS {
        let (_, generated) = generate(name, &root().join("spec").join(document));
        for stub in generated.crates {
            let files: Vec<String> = stub
                .files
                .iter()
                .map(|(path, text)| format!("==== {path}\n{text}"))
                .collect();
            snapshot(&stub.package, &files.join("\n"));
        }
    }
}

#[test]
fn the_same_document_gives_the_same_bytes() {
    let document = root().join("tests").join("workshop.yaml");
    let (_, first) = generate_on(1, "workshop", &document);
    assert!(!first.crates.is_empty());
    for threads in [0, 1, 7, 1000] {
        let (_, second) = generate_on(threads, "workshop", &document);
        assert_eq!(first.crates.len(), second.crates.len());
        for (first, second) in first.crates.iter().zip(&second.crates) {
            assert_eq!(first.files, second.files, "{threads} threads");
        }
    }
}

#[test]
fn formats_can_be_switched_back_to_strings() {
    let (sources, diagnostics) = Sources::read(&root().join("spec").join("openapi.yaml")).expect("a readable document");
    let options =
        stubsmith::Options::from_toml("[formats]\ndate-time = \"string\"\nuri = \"string\"\n").expect("options");
    let generated = Generator::new("meum".parse().expect("a name"))
        .options(options)
        .generate(&sources, diagnostics);
    let types = generated.crates.first().expect("the types crate");
    let invoice = types.files.get("src/schemas/public_invoice.rs").expect("the invoice");
    assert!(invoice.contains("pub created_at: Option<String>"), "{invoice}");
    assert!(invoice.contains("pub checkout_url: Maybe<String>"), "{invoice}");
    assert!(invoice.contains("pub customer_id: Maybe<Uuid>"), "{invoice}");
}
