//! In: a stub crate.
//! Out: the same as a module of a crate that a user has, for build scripts whose output is included.
//! Guarantees: every path that began at the crate's root begins at the module's.

use std::sync::Arc;

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use super::{CrateKind, Emission, SourceFile, StubCrate, Unit, fragments, source_file::Imports};

/// Turns a crate into the module `<parent>::<kind>`.
pub fn into_module<'a>(emission: &Emission<'a>, parent: &str, stub: StubCrate<'a>) -> StubCrate<'a> {
    let roots = Arc::new(Roots {
        folder: String::new(),
        own: format!("{parent}::{}", stub.kind.name()),
        types: format!("{parent}::{}", CrateKind::Types.name()),
        types_crate: emission.crate_name(CrateKind::Types),
    });
    let mut root = roots.file(stub.root);
    // What a crate exports, a module of a program may well leave unused.
    let allow =
        quote!(#![allow(clippy::module_inception, dead_code, unreachable_pub, unused_attributes, unused_imports)]);
    root.attributes.push(allow);
    let units = stub.units.into_iter().map(|unit| {
        let roots = Arc::clone(&roots);
        Unit::new(unit.weight, move || unit.emit().map(|file| roots.file(file)))
    });
    StubCrate {
        root,
        units: units.collect(),
        ..stub
    }
}

/// Turns the files of a crate into those of a module of another one, which is a crate by itself.
pub(super) fn nested<'a>(emission: &Emission<'a>, name: &str, files: Vec<Unit<'a>>) -> Vec<Unit<'a>> {
    let types = emission.crate_name(CrateKind::Types);
    let roots = Arc::new(Roots {
        folder: format!("src/{name}/"),
        own: format!("crate::{name}"),
        types: types.clone(),
        types_crate: types,
    });
    let moved = files.into_iter().map(|unit| {
        let roots = Arc::clone(&roots);
        Unit::new(unit.weight, move || unit.emit().map(|file| roots.file(file)))
    });
    moved.collect()
}

/// The file that a build script's user includes: it declares the modules.
pub fn parent_module(kinds: impl Iterator<Item = CrateKind>) -> SourceFile {
    let mut file = SourceFile::new("mod.rs", "");
    let modules = kinds.map(|kind| {
        let module = fragments::ident(kind.name());
        quote!(pub mod #module;)
    });
    file.head = vec![modules.collect()];
    file
}

/// Where paths begin.
struct Roots {
    /// Where the files stand, with a slash at the end.
    folder: String,
    own: String,
    types: String,
    types_crate: String,
}

impl Roots {
    fn file(&self, file: SourceFile) -> SourceFile {
        SourceFile {
            path: match file.path.strip_prefix("src/") {
                Some("lib.rs") | None => format!("{}mod.rs", self.folder),
                Some(path) => format!("{}{path}", self.folder),
            },
            docs: file.docs,
            attributes: file.attributes,
            head: file.head.into_iter().map(|tokens| self.moved(tokens)).collect(),
            imports: self.imports(&file.imports),
            items: file.items.into_iter().map(|tokens| self.moved(tokens)).collect(),
        }
    }

    /// What stands for a path's first segment, if it has to change.
    fn replacement(&self, segment: &str) -> Option<&str> {
        match segment {
            "crate" => Some(&self.own),
            segment if segment == self.types_crate => Some(&self.types),
            _ => None,
        }
    }

    fn imports(&self, imports: &Imports) -> Imports {
        let mut moved = Imports::default();
        for (module, name) in imports.iter() {
            let (first, rest) = module
                .split_once("::")
                .map_or((module, None), |(first, rest)| (first, Some(rest)));
            let first = self.replacement(first).unwrap_or(first);
            match rest {
                Some(rest) => moved.add(&format!("{first}::{rest}"), name),
                None => moved.add(first, name),
            }
        }
        moved
    }

    fn moved(&self, tokens: TokenStream) -> TokenStream {
        let mut moved = TokenStream::new();
        let mut tokens = tokens.into_iter().peekable();
        // Behind `::` a name is no first segment.
        let mut begins = true;
        while let Some(token) = tokens.next() {
            // `$crate` is the crate that the module stands in.
            if matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '$') {
                moved.extend(tokens.next());
                begins = false;
                continue;
            }
            let next_begins = !matches!(&token, TokenTree::Punct(punct) if punct.as_char() == ':');
            match token {
                TokenTree::Group(group) => moved.extend([self.moved_group(&group)]),
                TokenTree::Ident(ident) => {
                    let is_path = match tokens.peek() {
                        Some(TokenTree::Punct(punct)) => punct.as_char() == ':' && punct.spacing() == Spacing::Joint,
                        Some(TokenTree::Ident(next)) => next == "as",
                        _ => false,
                    };
                    match self.replacement(&ident.to_string()).filter(|_| begins && is_path) {
                        Some(root) => moved.extend(path(root)),
                        None => moved.extend([TokenTree::from(ident)]),
                    }
                }
                other => moved.extend([other]),
            }
            begins = next_begins;
        }
        moved
    }

    fn moved_group(&self, group: &Group) -> TokenTree {
        let mut moved = Group::new(group.delimiter(), self.moved(group.stream()));
        moved.set_span(group.span());
        moved.into()
    }
}

fn path(text: &str) -> TokenStream {
    let mut tokens = TokenStream::new();
    for (index, segment) in text.split("::").enumerate() {
        if index > 0 {
            let colon = |spacing| TokenTree::from(Punct::new(':', spacing));
            tokens.extend([colon(Spacing::Joint), colon(Spacing::Alone)]);
        }
        let ident = match segment {
            "crate" | "super" | "self" => Ident::new(segment, Span::call_site()),
            other => fragments::ident(other),
        };
        tokens.extend([TokenTree::from(ident)]);
    }
    tokens
}
