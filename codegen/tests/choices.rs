//! What users choose about how documents become crates: Rust types in place of schemas, names.
//!
//! `choices/ok/*.yaml` is read with the options of the `.toml` beside it: the snapshot is the representation.
//! `choices/bad/*.yaml` is refused: the snapshot is what the user sees.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::{fs, path::Path};

use stubsmith::{Generator, Options, source::Sources};

#[test]
fn choices_that_hold() {
    each("choices/ok", |name, text, generator| {
        let (sources, mut diagnostics) = Sources::from_text(&format!("{name}.yaml"), text);
        let (api, found) = generator.lower(&sources);
        diagnostics.extend(found);
        let shown = sources.render(diagnostics.iter().as_slice(), false);
        assert!(!diagnostics.has_errors(), "{name}: {shown}");
        let generated = generator.generate(&sources, diagnostics);
        let after = sources.render(generated.diagnostics.iter().as_slice(), false);
        assert_eq!(generated.crates.len(), 3, "{name}: {after}");
        format!("{shown}{}", api.expect("a representation"))
    });
}

#[test]
fn choices_that_cannot_be() {
    each("choices/bad", |name, text, generator| {
        let (sources, diagnostics) = Sources::from_text(&format!("{name}.yaml"), text);
        let generated = generator.generate(&sources, diagnostics);
        let shown = sources.render(generated.diagnostics.iter().as_slice(), false);
        assert!(generated.diagnostics.has_errors(), "{name} is accepted: {shown}");
        assert!(
            generated.crates.is_empty(),
            "{name} has errors, yet crates were generated"
        );
        shown
    });
}

fn each(folder: &str, show: impl Fn(&str, String, Generator) -> String) {
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
        let options = fs::read_to_string(file.with_extension("toml")).unwrap_or_default();
        let options = Options::from_toml(&options).unwrap_or_else(|error| panic!("{name}: {error}"));
        let generator = Generator::new("api".parse().expect("a name")).options(options);
        let shown = show(&name, fs::read_to_string(&file).expect("a document"), generator);
        insta::with_settings!({ snapshot_path => root.clone(), prepend_module_to_snapshot => false, omit_expression => true }, {
            insta::assert_snapshot!(name, shown);
        });
    }
}

/// A module may hold types of the crate that it is emitted into, which `crate` names there and the module's own root does
/// not.
#[test]
fn modules_may_hold_types_of_the_crate_around_them() {
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/choices/bad/own-crate.yaml");
    let options = Options::from_toml("replace.schemas.Money = { type = \"crate::Money<crate::Cents>\" }");
    let files = Generator::new("shop".parse().expect("a name"))
        .options(options.expect("options"))
        .module("crate::shop")
        .files(document)
        .expect("modules");
    let alias = files.get("types/schemas/money.rs").expect("the alias");
    assert!(
        alias.contains("pub type Money = crate::Money<crate::Cents>;"),
        "{alias}"
    );
    let exports = files.get("types/mod.rs").expect("the root");
    assert!(!exports.contains('$'), "{exports}");
}
