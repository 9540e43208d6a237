//! Documents become the intermediate representation, or diagnostics that show the place.
//!
//! `lower/ok/*.yaml` is read without an error: the snapshot is the representation, with the warnings above it.
//! `lower/bad/*.yaml` is not: the snapshot is what the user sees.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::{fs, path::Path};

use stubsmith::{Generator, source::Sources};

#[test]
fn documents_that_are_understood() {
    each("lower/ok", |name, text| {
        let (sources, mut diagnostics) = Sources::from_text(&format!("{name}.yaml"), text);
        let (api, found) = Generator::new("api".parse().expect("a name")).lower(&sources);
        diagnostics.extend(found);
        let shown = sources.render(diagnostics.iter().as_slice(), false);
        assert!(!diagnostics.has_errors(), "{name}: {shown}");
        let api = api.unwrap_or_else(|| panic!("{name}: no representation"));
        format!("{shown}{api}")
    });
}

#[test]
fn documents_that_are_refused() {
    each("lower/bad", |name, text| {
        let (sources, diagnostics) = Sources::from_text(&format!("{name}.yaml"), text);
        let generated = Generator::new("api".parse().expect("a name")).generate(&sources, diagnostics);
        let shown = sources.render(generated.diagnostics.iter().as_slice(), false);
        assert!(generated.diagnostics.has_errors(), "{name} is accepted: {shown}");
        assert!(
            generated.crates.is_empty(),
            "{name} has errors, yet crates were generated"
        );
        shown
    });
}

/// Components may refer to each other in a chain as long as the document.
#[test]
fn long_chains_of_references_do_not_overflow_the_stack() {
    for link in [
        "{ type: object, properties: { next: { $ref: '#/components/schemas/NEXT' } } }",
        "{ $ref: '#/components/schemas/NEXT' }",
        "{ type: array, items: { $ref: '#/components/schemas/NEXT' } }",
    ] {
        let mut text =
            "openapi: 3.1.0\ninfo: { title: Chain, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
        for number in 0..2_000 {
            text.push_str(&format!(
                "    S{number}: {}\n",
                link.replace("NEXT", &format!("S{}", number + 1))
            ));
        }
        text.push_str("    S2000: { type: string }\n");
        let (sources, diagnostics) = Sources::from_text("chain.yaml", text);
        let generated = Generator::new("chain".parse().expect("a name")).generate(&sources, diagnostics);
        let shown = sources.render(&sources.sorted(generated.diagnostics), false);
        assert_eq!(generated.crates.len(), 3, "{shown}");
    }
}

/// Alternatives beside properties multiply where they refer to each other.
#[test]
fn alternatives_that_multiply_come_to_an_end() {
    let mut text =
        "openapi: 3.1.0\ninfo: { title: Web, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for number in 0..24 {
        text.push_str(&format!(
            "    S{number}:\n      properties: {{ p{number}: {{ type: string }} }}\n      oneOf:\n"
        ));
        for other in 1..=8 {
            let other = (number + other) % 24;
            text.push_str(&format!("        - {{ $ref: '#/components/schemas/S{other}' }}\n"));
        }
    }
    let (sources, _) = Sources::from_text("web.yaml", text);
    let (api, diagnostics) = Generator::new("web".parse().expect("a name")).lower(&sources);
    assert!(!diagnostics.has_errors());
    let untyped = api.expect("a representation").untyped;
    assert!(!untyped.is_empty(), "what is too much has no type");
}

/// Inline schemas that only references reach can stand in each other as deep as the document is long.
#[test]
fn inline_schemas_nested_over_references_do_not_overflow_the_stack() {
    let mut text =
        "openapi: 3.1.0\ninfo: { title: Deep, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
    for number in 0..500 {
        let next = format!("#/components/schemas/S{}/properties/x", number + 1);
        let inner = format!("{{ oneOf: [{{ type: string }}, {{ properties: {{ y: {{ $ref: '{next}' }} }} }}] }}");
        text.push_str(&format!("    S{number}: {{ properties: {{ x: {inner} }} }}\n"));
    }
    text.push_str("    S500: { properties: { x: { type: string } } }\n");
    let (sources, _) = Sources::from_text("deep.yaml", text);
    let (_, diagnostics) = Generator::new("deep".parse().expect("a name")).lower(&sources);
    let shown = sources.render(diagnostics.iter().as_slice(), false);
    assert!(shown.contains("levels deep"), "{shown}");
}

fn each(folder: &str, show: impl Fn(&str, String) -> String) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests").join(folder);
    let mut files: Vec<_> = fs::read_dir(&root)
        .expect("the folder")
        .map(|entry| entry.expect("an entry").path())
        .collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "yaml"));
    files.sort();
    assert!(!files.is_empty(), "no documents in {}", root.display());
    for file in files {
        let name = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .expect("a name")
            .to_owned();
        let shown = show(&name, fs::read_to_string(&file).expect("a readable document"));
        insta::with_settings!({ snapshot_path => root.clone(), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }
}
