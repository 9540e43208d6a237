//! Types of every shape that the representation can hold, built by hand, become Rust. What is emitted stands in
//! `runtime/tests/shapes`, where it is compiled and run.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

mod build;
mod obstacles;
mod shapes;

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
};

use stubsmith::{
    CrateKind, Diagnostics,
    emit::{Emission, Traffic, emit},
    ir::Api,
    naming::Names,
    output,
};

fn api() -> Api {
    let mut builder = build::Builder::default();
    shapes::define(&mut builder);
    obstacles::define(&mut builder);
    builder.api()
}

/// The sources of the types crate, by path.
fn sources(api: &Api) -> BTreeMap<String, String> {
    let names = Names::of(api, &mut Diagnostics::default());
    let emission = Emission {
        api,
        names: &names,
        name: "shapes",
        runtime: "path = \".\"",
        traffic: Traffic::All,
        extensions: &[],
        trusts_responses: false,
        features: true,
        mock: false,
        docs: false,
        webhooks: true,
    };
    let stub = emit(&emission, CrateKind::Types);
    let others = stub.units.iter().filter_map(|unit| unit.emit());
    others
        .chain([stub.root])
        .map(|file| (file.path.clone(), output::format(file).expect("Rust")))
        .collect()
}

/// The sources of the tests that run the code, as `INSTA_UPDATE=always` writes them.
#[test]
fn what_is_emitted_is_what_the_runtime_is_tested_with() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../runtime/tests/shapes");
    let write = env::var("INSTA_UPDATE").is_ok_and(|mode| mode == "always");
    let mut emitted = sources(&api());
    emitted.remove("src/lib.rs").expect("a root");
    let mut standing: Vec<String> = Vec::new();
    for (path, text) in &emitted {
        let path = path.strip_prefix("src/").expect("a source");
        standing.push(path.to_owned());
        let file = folder.join(path);
        if write {
            fs::create_dir_all(file.parent().expect("a folder")).expect("a folder");
            fs::write(&file, text).expect("a written file");
        }
        let found = fs::read_to_string(&file).unwrap_or_default();
        assert!(found == *text, "{path} is out of date: INSTA_UPDATE=always writes it");
    }
    for entry in fs::read_dir(folder.join("schemas")).expect("the sources") {
        let name = format!("schemas/{}", entry.expect("an entry").file_name().to_string_lossy());
        assert!(standing.contains(&name), "{name} is not emitted");
    }
}

#[test]
fn what_is_deprecated_warns_its_users_and_not_the_crate_itself() {
    let sources = sources(&api());
    let account = sources.get("src/schemas/account.rs").expect("the account");
    assert!(account.contains("    #[deprecated]\n    pub nickname: "), "{account}");
    assert!(account.contains("#![allow(deprecated)]"), "{account}");
    let legacy = sources.get("src/schemas/legacy.rs").expect("the legacy type");
    assert!(legacy.contains("#[deprecated]\n#[derive("), "{legacy}");
    let others: Vec<&String> = sources
        .iter()
        .filter(|(_, text)| text.contains("#![allow(deprecated)]"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(
        others,
        [
            "src/schemas/account.rs",
            "src/schemas/archive.rs",
            "src/schemas/legacy.rs"
        ],
        "no file more than needs it"
    );
}

/// Names of types, their members and their variants, as the file of each has them.
fn names(api: &Api) -> BTreeSet<String> {
    let sources = sources(api);
    let lines = sources.values().flat_map(|text| text.lines());
    let named = lines.filter(|line| line.starts_with("pub struct ") || line.starts_with("pub enum "));
    named.map(|line| line.trim_end_matches([' ', '{']).to_owned()).collect()
}

#[test]
fn names_do_not_depend_on_what_else_there_is() {
    let before = names(&api());
    let mut builder = build::Builder::default();
    for name in ["Unrelated", "Zebra", "Another"] {
        builder.define(name, build::shape(Vec::new()));
    }
    // A component has precedence over the inline type of the same name, which is then called after its shape.
    builder.define("PaymentKind", build::shape(Vec::new()));
    shapes::define(&mut builder);
    obstacles::define(&mut builder);
    let after = names(&builder.api());
    assert!(before.len() > 100, "{}", before.len());
    let lost: Vec<&String> = before.difference(&after).collect();
    assert_eq!(lost, ["pub enum PaymentKind"]);
    assert!(after.contains("pub enum PaymentKindValue"));
    assert_eq!(after.len(), before.len() + 4);
}
