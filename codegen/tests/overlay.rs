//! Overlays: each folder of `overlay/ok` holds a document and overlays, shown as the tree that they give and where its
//! parts were written; each of `overlay/bad` as what is said about it.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "what fails here is a failed test"
)]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use stubsmith::diagnostic::{Code, Location};
use stubsmith::document;
use stubsmith::pointer::Pointer;
use stubsmith::source::{Node, ReadOptions, Sources};

fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    entries.sort();
    assert!(!entries.is_empty());
    entries
}

/// The tree, the places of what overlays wrote or moved, and what is said.
fn show(folder: &Path) -> (bool, String) {
    let overlays = entries(folder).into_iter().filter(|path| !path.ends_with("api.yaml"));
    let options = ReadOptions {
        overlays: overlays.collect(),
        ..ReadOptions::default()
    };
    let (sources, mut diagnostics) = Sources::read_with(&folder.join("api.yaml"), &options).unwrap();
    document::read(&sources, &mut diagnostics);
    let root = sources.entry();
    let mut text = serde_json::to_string_pretty(&sources.node(&root).unwrap().to_json()).unwrap();
    text.push('\n');
    let mut pointers = Vec::new();
    gather(&root, sources.node(&root).unwrap(), &mut pointers);
    for pointer in pointers {
        let written = sources.written(&pointer);
        if written != pointer {
            let place = &sources.places(&[Location::Pointer(pointer.clone())])[0];
            writeln!(text, "{pointer} at {}:{}", place.line, sources.shown(&pointer)).unwrap();
        }
    }
    let is_wrong = diagnostics.has_errors();
    let rendered = sources.render(&sources.sorted(diagnostics), false);
    (is_wrong, if is_wrong { rendered } else { text + &rendered })
}

fn gather(pointer: &Pointer, node: &Node, pointers: &mut Vec<Pointer>) {
    pointers.push(pointer.clone());
    match node {
        Node::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                gather(&pointer.index(index), item, pointers);
            }
        }
        Node::Object(members) => {
            for (name, member) in members {
                gather(&pointer.child(name), member, pointers);
            }
        }
        _ => {}
    }
}

#[test]
fn overlays_are_applied_in_their_order() {
    for (kind, is_bad) in [("ok", false), ("bad", true)] {
        for folder in entries(&Path::new("tests/overlay").join(kind)) {
            let name = format!("{kind}-{}", folder.file_name().unwrap().to_str().unwrap());
            let (is_wrong, text) = show(&folder);
            assert_eq!(is_wrong, is_bad, "{name}:\n{text}");
            insta::with_settings!({
                snapshot_path => "overlay/snapshots",
                prepend_module_to_snapshot => false,
                omit_expression => true,
            }, {
                insta::assert_snapshot!(name, text);
            });
        }
    }
}

#[test]
fn an_overlay_can_mend_a_document_of_swagger() {
    let entry = "swagger: '2.0'\ninfo: {title: a, version: '1'}\npaths: {/a: {post: {operationId: a}}}\n";
    let overlay = "
overlay: 1.0.0
info: {title: b, version: '1'}
actions:
  - target: $.paths['/a'].post
    update: {parameters: [{name: x, in: body}, {name: y, in: query}], responses: {'200': {description: Ok}}}
";
    let (sources, mut diagnostics) = Sources::from_texts(&[("api.yaml", entry)], &[("fix.yaml", overlay)]);
    let document = document::read(&sources, &mut diagnostics).unwrap();
    let codes: Vec<Code> = diagnostics.iter().map(|diagnostic| diagnostic.code).collect();
    assert_eq!(codes, [Code::MissingField], "`y` has no type");
    let parameter = Location::Pointer(document.operations[0].parameters[0].pointer.clone());
    assert_eq!(sources.places(&[parameter])[0].to_string(), "fix.yaml:6:48");
}

#[test]
fn copies_of_copies_are_bounded() {
    let mut overlay = "overlay: 1.1.0\nactions:\n  - {target: $, update: {x: {}}}\n".to_owned();
    for _ in 0..200 {
        overlay += "  - {target: $.x, update: {y: {}}}\n  - {target: $.x.y, copy: $.x}\n";
    }
    let text = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {}\n";
    let (_, diagnostics) = Sources::from_texts(&[("api.yaml", text)], &[("fix.yaml", &overlay)]);
    assert!(diagnostics.iter().any(|diagnostic| diagnostic.code == Code::TooDeep));
}
