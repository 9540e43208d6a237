//! Documents of several files: each folder of `files/ok` with what is read from it, each of `files/bad` with what is
//! said about it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "what fails here is a failed test"
)]

#[path = "document/dump.rs"]
mod dump;

use std::path::{Path, PathBuf};

use stubsmith::Generator;
use stubsmith::diagnostic::{Code, Diagnostics};
use stubsmith::document;
use stubsmith::pointer::Pointer;
use stubsmith::source::{Node, ReadOptions, Sources};

fn folders(kind: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new("tests/files").join(kind)).unwrap();
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    assert!(!folders.is_empty());
    folders
}

/// What is read, where the schemas lead, and what is said.
fn show(folder: &Path) -> (bool, String) {
    let (sources, mut diagnostics) = Sources::read(&folder.join("api.yaml")).unwrap();
    let document = document::read(&sources, &mut diagnostics);
    let mut text = document.as_ref().map(dump::dump).unwrap_or_default();
    for (place, reference) in references(&sources) {
        match sources.resolve_ref(&place, &reference) {
            Ok(target) => text += &format!("{} -> {}\n", sources.shown(&place), sources.shown(&target)),
            Err(error) => diagnostics.push(error.diagnostic(&place)),
        }
    }
    let is_wrong = diagnostics.has_errors();
    let rendered = sources.render(&sources.sorted(diagnostics), false);
    (is_wrong, if is_wrong { rendered } else { text + &rendered })
}

/// The references of the entry file and of what they lead to.
fn references(sources: &Sources) -> Vec<(Pointer, String)> {
    let mut found: Vec<(Pointer, String)> = Vec::new();
    let mut files = vec![sources.entry()];
    let mut next = 0;
    while let Some(root) = files.get(next).cloned() {
        next += 1;
        let mut here = Vec::new();
        gather(&root, sources.node(&root).unwrap(), &mut here);
        for (place, reference) in here {
            if let Ok(target) = sources.resolve_ref(&place, &reference) {
                let file = Pointer::root(target.file());
                if !files.contains(&file) {
                    files.push(file);
                }
            }
            found.push((place, reference));
        }
    }
    found
}

fn gather(pointer: &Pointer, node: &Node, found: &mut Vec<(Pointer, String)>) {
    match node {
        Node::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                gather(&pointer.index(index), item, found);
            }
        }
        Node::Object(members) => {
            if let Some(reference) = node.get("$ref").and_then(Node::as_str) {
                found.push((pointer.child("$ref"), reference.to_owned()));
            }
            for (name, member) in members {
                gather(&pointer.child(name), member, found);
            }
        }
        _ => {}
    }
}

fn check(kind: &str, is_bad: bool) {
    for folder in folders(kind) {
        let name = format!("{kind}-{}", folder.file_name().unwrap().to_str().unwrap());
        let (is_wrong, text) = show(&folder);
        assert_eq!(is_wrong, is_bad, "{name}:\n{text}");
        insta::with_settings!({
            snapshot_path => "files/snapshots",
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, text);
        });
    }
}

#[test]
fn documents_of_several_files_are_read() {
    check("ok", false);
}

#[test]
fn references_that_cannot_be_followed_are_reported() {
    check("bad", true);
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

const ENTRY: &str = "openapi: 3.1.0\ninfo: {title: a, version: '1'}\npaths: {/a: {$ref: '../b/item.yaml'}}\n";
const ITEM: &str = "get: {operationId: a, responses: {'200': {description: Ok}}}\n";

#[test]
fn a_root_allows_what_stands_below_it() {
    let folder = Path::new("tests/files/bad/escapes/api.yaml");
    let root = Some(PathBuf::from("tests/files"));
    let options = ReadOptions {
        root,
        ..ReadOptions::default()
    };
    let (sources, mut diagnostics) = Sources::read_with(folder, &options).unwrap();
    document::read(&sources, &mut diagnostics);
    let refused = codes(&diagnostics)
        .into_iter()
        .filter(|code| *code == Code::OutsideRoot);
    assert_eq!(refused.count(), 2, "the file of the system, twice");
}

#[test]
fn texts_in_memory_are_files_too() {
    let (sources, mut diagnostics) = Sources::from_texts(&[("x/a/api.yaml", ENTRY), ("x/b/item.yaml", ITEM)], &[]);
    document::read(&sources, &mut diagnostics);
    assert_eq!(codes(&diagnostics), [Code::OutsideRoot]);
    let entry = ENTRY.replace("../b/", "b/");
    let (sources, mut diagnostics) = Sources::from_texts(&[("x/api.yaml", &entry), ("x/b/item.yaml", ITEM)], &[]);
    let document = document::read(&sources, &mut diagnostics).unwrap();
    assert_eq!(codes(&diagnostics), []);
    assert_eq!(document.operations.len(), 1);
    assert_eq!(
        sources.words(&Pointer::root(document.operations[0].pointer.file())),
        ["item"]
    );
}

#[test]
fn urls_are_fetched_only_where_that_is_allowed() {
    let folder = tempfile::tempdir().unwrap();
    let entry = folder.path().join("api.yaml");
    let text = ENTRY.replace("../b/item.yaml", "https://example.com/x/item.yaml#/a");
    std::fs::write(&entry, text).unwrap();
    let (sources, mut diagnostics) = Sources::read(&entry).unwrap();
    document::read(&sources, &mut diagnostics);
    assert_eq!(codes(&diagnostics), [Code::RemoteRef]);

    let fetch = |url: &str| match url {
        "https://example.com/x/item.yaml" => Ok(b"a: {$ref: '../y/other.json'}".to_vec()),
        "https://example.com/y/other.json" => Ok(br#"{"get": {"$ref": "file:///etc/hostname"}}"#.to_vec()),
        other => Err(format!("{other} is not there")),
    };
    let options = ReadOptions {
        fetch: Some(&fetch),
        ..ReadOptions::default()
    };
    let (sources, mut diagnostics) = Sources::read_with(&entry, &options).unwrap();
    let document = document::read(&sources, &mut diagnostics).unwrap();
    assert_eq!(document.operations.len(), 1);
    assert!(!codes(&diagnostics).contains(&Code::RemoteRef));
    let target = sources.resolve_ref(&document.operations[0].pointer, "file:///etc/hostname");
    assert!(target.is_err(), "what is fetched cannot name local files");
}

#[test]
fn a_dynamic_reference_leads_to_the_outermost_anchor_of_its_name() {
    let text = "
$id: https://example.com/outer
$defs:
  own: {$dynamicAnchor: node, type: string}
  tree:
    $id: tree
    $dynamicAnchor: node
    properties: {child: {$dynamicRef: '#node'}}
";
    let (sources, _) = Sources::from_texts(&[("a.yaml", text)], &[]);
    let defs = sources.entry().child("$defs");
    let (own, tree) = (defs.child("own"), defs.child("tree"));
    let child = tree.child("properties").child("child");
    let resolve = |scope: &[Pointer]| sources.resolve_dynamic_ref(&child, "#node", scope).unwrap();
    assert_eq!(resolve(std::slice::from_ref(&tree)), tree);
    assert_eq!(resolve(&[sources.entry(), tree.clone()]), own);
    assert_eq!(sources.resolve_ref(&child, "tree#node").unwrap(), tree);
}

#[test]
fn a_schema_that_two_files_reach_is_one_type() {
    let (sources, _) = Sources::read(Path::new("tests/files/ok/split/api.yaml")).unwrap();
    let (api, diagnostics) = Generator::new("split".parse().unwrap()).lower(&sources);
    assert!(
        !diagnostics.has_errors(),
        "{}",
        sources.render(&sources.sorted(diagnostics), false)
    );
    insta::with_settings!({
        snapshot_path => "files/snapshots",
        prepend_module_to_snapshot => false,
        omit_expression => true,
    }, {
        insta::assert_snapshot!("lowered-split", api.unwrap().to_string());
    });
}
