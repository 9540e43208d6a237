//! Documents of Swagger 2.0: what is read of them, and that everything is told at the place where it was written.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what fails here is a failed test"
)]

#[path = "document/dump.rs"]
mod dump;

use std::path::{Path, PathBuf};

use serde_json::json;
use stubsmith::document;
use stubsmith::pointer::Pointer;
use stubsmith::source::{Node, Sources};

fn files(kind: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new("tests/swagger").join(kind)).unwrap();
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    files
}

/// What is read, the shape that it was read in, and what is said. References that lead nowhere are told too.
fn show(path: &Path) -> (bool, String) {
    let (sources, mut diagnostics) = Sources::read(path).unwrap();
    let document = document::read(&sources, &mut diagnostics);
    let mut text = document.as_ref().map(dump::dump).unwrap_or_default();
    let root = sources.entry();
    walk(&sources, &root, &mut |pointer, node| {
        if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
            match sources.resolve_ref(pointer, reference) {
                Ok(target) => text += &format!("{} -> {target:?}\n", sources.shown(pointer)),
                Err(error) => diagnostics.push(error.diagnostic(&pointer.child("$ref"))),
            }
        }
    });
    let tree = serde_json::to_string_pretty(&sources.node(&root).unwrap().to_json()).unwrap();
    let is_wrong = diagnostics.has_errors();
    let rendered = sources.render(&sources.sorted(diagnostics), false);
    (
        is_wrong,
        if is_wrong {
            rendered
        } else {
            format!("{text}{rendered}{tree}\n")
        },
    )
}

fn walk(sources: &Sources, pointer: &Pointer, visit: &mut impl FnMut(&Pointer, &Node)) {
    let node = sources.node(pointer).unwrap();
    visit(pointer, node);
    match node {
        Node::Array(items) => {
            for index in 0..items.len() {
                walk(sources, &pointer.index(index), visit);
            }
        }
        Node::Object(members) => {
            for name in members.keys() {
                walk(sources, &pointer.child(name), visit);
            }
        }
        _ => {}
    }
}

#[test]
fn documents_of_swagger_are_read_as_openapi() {
    for (kind, is_bad) in [("ok", false), ("bad", true)] {
        for path in files(kind) {
            let name = format!("{kind}-{}", path.file_stem().unwrap().to_str().unwrap());
            let (is_wrong, text) = show(&path);
            assert_eq!(is_wrong, is_bad, "{name}:\n{text}");
            insta::with_settings!({
                snapshot_path => "swagger/snapshots",
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(name, text);
            });
        }
    }
}

#[test]
fn every_part_has_a_place_in_the_text() {
    for path in files("ok") {
        let (sources, _) = Sources::read(&path).unwrap();
        let text = std::fs::read_to_string(&path).unwrap();
        let raw = Sources::from_text("raw.yaml", text.replace("swagger:", "x-swagger:")).0;
        walk(&sources, &sources.entry(), &mut |pointer, _| {
            let written = sources.written(pointer);
            // Beside the entries of a section, what is made has the place of what it was made of, or of what holds that.
            let nearest = std::iter::successors(Some(written.clone()), Pointer::parent);
            let depth = nearest.take_while(|place| raw.node(place).is_none()).count();
            assert!(depth <= 2, "{pointer} was not written at {written}");
        });
    }
}

#[test]
fn nothing_makes_the_reading_panic() {
    let strange = [json!(null), json!("x"), json!([null]), json!({"$ref": "#"})];
    for path in files("ok") {
        let (sources, _) = Sources::from_text(
            "a.yaml",
            std::fs::read_to_string(path).unwrap().replace("swagger:", "x:"),
        );
        let whole = sources.node(&sources.entry()).unwrap().to_json();
        let mut places = Vec::new();
        walk(&sources, &sources.entry(), &mut |pointer, _| {
            places.push(pointer.clone())
        });
        for place in places {
            for value in &strange {
                let mut broken = whole.clone();
                *broken.pointer_mut(place.path()).unwrap() = value.clone();
                if let Some(members) = broken.as_object_mut() {
                    members.remove("x");
                    members.insert("swagger".to_owned(), json!("2.0"));
                }
                let (sources, mut diagnostics) = Sources::from_text("broken.json", broken.to_string());
                let document = document::read(&sources, &mut diagnostics);
                assert!(
                    document.is_some() || diagnostics.has_errors(),
                    "{place} as {value} goes unsaid"
                );
                let _ = sources.render(&sources.sorted(diagnostics), false);
            }
        }
    }
}

#[test]
fn parts_in_other_files_are_brought_to_the_shape_too() {
    let entry = "
swagger: '2.0'
info: {title: a, version: '1'}
paths:
  /a: {$ref: 'parts.yaml#/item'}
definitions:
  Own: {type: string}
";
    let parts = "
item:
  post:
    operationId: a
    parameters:
      - {$ref: '#/query'}
      - {$ref: '#/body'}
    responses: {'200': {$ref: '#/ok'}}
query: {name: q, in: query, type: string}
body: {name: b, in: body, schema: {$ref: 'api.yaml#/definitions/Own'}}
ok: {description: Ok, schema: {$ref: '#/thing'}}
thing: {type: object}
";
    let (sources, mut diagnostics) = Sources::from_texts(&[("api.yaml", entry), ("parts.yaml", parts)], &[]);
    let document = document::read(&sources, &mut diagnostics).unwrap();
    assert!(
        diagnostics.is_empty(),
        "{}",
        sources.render(&sources.sorted(diagnostics), false)
    );
    let operation = &document.operations[0];
    let shown = |pointer: &Pointer| sources.shown(pointer);
    assert_eq!(shown(&operation.parameters[0].pointer), "parts.yaml#/query");
    let schemas = [
        operation.body.as_ref().unwrap().content[0].schema.clone().unwrap(),
        operation.responses[0].content[0].schema.clone().unwrap(),
    ];
    let targets = schemas.map(|schema| {
        let reference = sources.node(&schema.child("$ref")).and_then(Node::as_str).unwrap();
        shown(&sources.resolve_ref(&schema, reference).unwrap())
    });
    assert_eq!(targets, ["#/definitions/Own", "parts.yaml#/thing"]);
}
