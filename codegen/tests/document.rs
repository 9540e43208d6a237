//! Documents that can be read, with what is read from them, and documents that cannot, with what is said about them.

#![expect(clippy::expect_used, reason = "a test stops where something it needs is missing")]

#[path = "document/dump.rs"]
mod dump;

use std::fs;
use std::path::Path;

use serde_json::{Value, json};
use stubsmith::diagnostic::Diagnostics;
use stubsmith::document::{self, Document};
use stubsmith::source::Sources;

/// The names and texts of the documents in a folder below `tests/document`, by name.
fn documents(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/document")
        .join(folder);
    let mut documents: Vec<(String, String)> = fs::read_dir(folder)
        .expect("a folder of documents")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "yaml"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("a document"))
        })
        .collect();
    documents.sort();
    documents
}

struct Outcome {
    document: Option<Document>,
    has_errors: bool,
    rendered: String,
}

fn read(path: &str, text: String) -> Outcome {
    let (sources, mut diagnostics) = Sources::from_text(path, text);
    assert!(
        !diagnostics.has_errors(),
        "{path} must be read without errors by the stages before this one"
    );
    let document = document::read(&sources, &mut diagnostics);
    let has_errors = diagnostics.has_errors();
    Outcome {
        document,
        has_errors,
        rendered: render(&sources, diagnostics),
    }
}

fn render(sources: &Sources, diagnostics: Diagnostics) -> String {
    sources.render(&sources.sorted(diagnostics), false)
}

fn snapshot(folder: &str, name: &str, text: &str) {
    insta::with_settings!({
        snapshot_path => "document/snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!(format!("{folder}-{name}"), text);
    });
}

#[test]
fn documents_that_can_be_read() {
    for (name, text) in documents("ok") {
        let outcome = read(&format!("ok/{name}.yaml"), text);
        assert!(!outcome.has_errors, "{name} has errors:\n{}", outcome.rendered);
        let document = outcome.document.expect("a document without errors is read");
        snapshot("ok", &name, &format!("{}\n{}", dump::dump(&document), outcome.rendered));
    }
}

#[test]
fn documents_that_cannot_be_read() {
    for (name, text) in documents("bad") {
        let outcome = read(&format!("bad/{name}.yaml"), text);
        assert!(outcome.has_errors, "{name} has no errors:\n{}", outcome.rendered);
        snapshot("bad", &name, &outcome.rendered);
    }
}

#[test]
fn nothing_makes_the_reading_panic() {
    let strange = [
        json!(null),
        json!(true),
        json!(-5),
        json!(""),
        json!("{"),
        json!([]),
        json!([null]),
        json!({}),
        json!({"$ref": "#"}),
    ];
    for (name, text) in documents("ok") {
        let (sources, _) = Sources::from_text(&name, text);
        let whole = sources.node(&sources.entry()).expect("a root").to_json();
        for pointer in places(&whole) {
            for value in &strange {
                let mut broken = whole.clone();
                *broken.pointer_mut(&pointer).expect("a place of the document") = value.clone();
                let (sources, mut diagnostics) = Sources::from_text("broken.json", broken.to_string());
                let document = document::read(&sources, &mut diagnostics);
                assert!(
                    document.is_some() || diagnostics.has_errors(),
                    "{name}{pointer} as {value} goes unsaid"
                );
            }
        }
    }
}

/// The JSON Pointers of a value and all values within.
fn places(value: &Value) -> Vec<String> {
    let mut places = vec![String::new()];
    let inner: Vec<(String, &Value)> = match value {
        Value::Object(members) => members
            .iter()
            .map(|(name, inner)| (name.replace('~', "~0").replace('/', "~1"), inner))
            .collect(),
        Value::Array(items) => items
            .iter()
            .enumerate()
            .map(|(index, inner)| (index.to_string(), inner))
            .collect(),
        _ => Vec::new(),
    };
    for (token, inner) in inner {
        places.extend(self::places(inner).into_iter().map(|place| format!("/{token}{place}")));
    }
    places
}
