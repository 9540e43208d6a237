//! The stages stand below each other: each imports only those above it.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::{fs, path::Path};

/// From the top down, as the crate's documentation lists them; what a user chooses stands below all stages.
const STAGES: [&str; 12] = [
    "pointer",
    "diagnostic",
    "source",
    "document",
    "pattern",
    "schema",
    "ir",
    "lower",
    "naming",
    "emit",
    "output",
    "config",
];

#[test]
fn a_stage_imports_only_those_above_it() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut seen = 0;
    let mut wrong = Vec::new();
    for (index, stage) in STAGES.iter().enumerate() {
        let allowed = STAGES.get(..=index).unwrap_or_default();
        for file in sources(&root.join(stage)) {
            let text = fs::read_to_string(&file).expect("a readable source");
            for imported in imports(&text) {
                seen += 1;
                if !allowed.contains(&imported.as_str()) {
                    wrong.push(format!("{} imports `{imported}`", file.display()));
                }
            }
        }
    }
    assert!(seen > 30, "the imports were not found: {seen}");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_folder_is_a_stage() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut folders: Vec<String> = fs::read_dir(root)
        .expect("the sources")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.is_dir())
        .map(|path| path.file_name().expect("a name").to_string_lossy().into_owned())
        .collect();
    folders.sort();
    let mut stages = STAGES;
    stages.sort_unstable();
    assert_eq!(folders, stages);
}

fn sources(folder: &Path) -> Vec<std::path::PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder for each stage") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// The names behind `crate::`, also where several stand in braces.
fn imports(text: &str) -> Vec<String> {
    let parsed = syn::parse_file(text).expect("Rust");
    let mut names = Vec::new();
    collect(quote::quote!(#parsed), &mut names);
    names
}

fn collect(tokens: proc_macro2::TokenStream, names: &mut Vec<String>) {
    use proc_macro2::TokenTree;
    let trees: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, tree) in trees.iter().enumerate() {
        if let TokenTree::Group(group) = tree {
            collect(group.stream(), names);
        }
        if !matches!(tree, TokenTree::Ident(ident) if ident == "crate") {
            continue;
        }
        // `crate`, `:`, `:`, then one name or a group of paths. `pub(crate)` has nothing behind it.
        match trees.get(index + 3) {
            Some(TokenTree::Ident(name)) => names.push(name.to_string()),
            Some(TokenTree::Group(group)) => {
                let mut first = true;
                for tree in group.stream() {
                    match tree {
                        TokenTree::Ident(name) if first => {
                            names.push(name.to_string());
                            first = false;
                        }
                        TokenTree::Punct(punct) if punct.as_char() == ',' => first = true,
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }
}
