//! In: inner docs, imports and items.
//! Out: one source file as they are put together.
//! Guarantees: imports are sorted, each once.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::{TokenStream, TokenTree};
use quote::quote;

use super::fragments::{ident, module, path};
use crate::{ir::Types, lower::nesting};

/// A Rust source file that is not formatted yet.
#[derive(Debug, Default)]
pub struct SourceFile {
    /// Relative to the crate's folder, with slashes.
    pub path: String,
    /// The lines of the `//!` comment.
    pub docs: Vec<String>,
    /// Its inner attributes.
    pub attributes: Vec<TokenStream>,
    /// Module declarations, which stand before the imports.
    pub head: Vec<TokenStream>,
    /// What it imports.
    pub imports: Imports,
    /// Its items; a blank line stands between any two.
    pub items: Vec<TokenStream>,
}

impl SourceFile {
    /// A file that says of itself what the generator's own `docs` say.
    pub(super) fn new(path: impl Into<String>, docs: &str) -> Self {
        Self {
            path: path.into(),
            docs: docs.lines().map(str::to_owned).collect(),
            ..Self::default()
        }
    }
}

/// Lets a crate have names of letters beyond ASCII: they are the document's, and rustc warns of those that look like
/// others.
pub fn allow_foreign_letters(root: &mut SourceFile) {
    let allow = quote!(#![allow(confusable_idents, mixed_script_confusables, uncommon_codepoints)]);
    root.attributes.push(allow);
}

/// Whether a text of Rust has names of letters beyond ASCII.
pub fn has_foreign_letters(text: &str) -> bool {
    // Most texts without have no other such letters either.
    !text.is_ascii() && text.parse().is_ok_and(|tokens| !is_ascii(tokens))
}

/// Lets rustc follow types, some of which a crate, whose root is the first file, uses, to the depth in which they hold each
/// other. It stops at 128, and a type may take it several steps.
pub(super) fn allow_nesting(root: &mut SourceFile, types: &Types) {
    const USUAL: usize = 32;
    let depth = nesting(types);
    if depth > USUAL {
        let limit = depth.saturating_mul(4).next_power_of_two().to_string();
        root.attributes.push(quote!(#![recursion_limit = #limit]));
    }
}

/// Whether all identifiers are ASCII.
fn is_ascii(tokens: TokenStream) -> bool {
    tokens.into_iter().all(|tree| match tree {
        TokenTree::Group(group) => is_ascii(group.stream()),
        TokenTree::Ident(ident) => ident.to_string().is_ascii(),
        TokenTree::Punct(_) | TokenTree::Literal(_) => true,
    })
}

/// Names that a file imports, by the module they come from.
#[derive(Debug, Default, Clone)]
pub struct Imports(BTreeMap<String, BTreeSet<String>>);

impl Imports {
    /// Imports a name from a module.
    pub(super) fn add(&mut self, module: &str, name: &str) {
        self.0.entry(module.to_owned()).or_default().insert(name.to_owned());
    }

    /// Imports several names from the runtime crate.
    pub(super) fn runtime(&mut self, names: &[&str]) {
        for name in names {
            self.add("stubsmith_runtime", name);
        }
    }

    /// Each imported name with its module, in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0
            .iter()
            .flat_map(|(module, names)| names.iter().map(move |name| (module.as_str(), name.as_str())))
    }

    /// The `use` declarations: the standard library's, then those of other crates, then the crate's own.
    pub fn groups(&self) -> Vec<TokenStream> {
        let rank = |module: &str| match module.split("::").next() {
            Some("std" | "core") => 0,
            Some("crate" | "super" | "self") => 2,
            _ => 1,
        };
        (0..3)
            .map(|wanted| {
                let group = self.0.iter().filter(|(module, _)| rank(module) == wanted);
                group.map(|(module, names)| declaration(module, names)).collect()
            })
            .filter(|group: &TokenStream| !group.is_empty())
            .collect()
    }
}

fn declaration(module: &str, names: &BTreeSet<String>) -> TokenStream {
    let module = path(module);
    let mut names = names.iter().map(|name| ident(name));
    match (names.len(), names.next()) {
        (1, Some(name)) => quote!(use #module::#name;),
        (_, first) => {
            let names = first.into_iter().chain(names);
            quote!(use #module::{#(#names),*};)
        }
    }
}

/// A module or an export of a crate's root.
#[derive(Debug)]
pub(super) struct CrateItem {
    /// The name of a module, or the path behind `pub use`.
    text: String,
    /// The attribute it stands under, such as a `#[cfg]`.
    attribute: Option<TokenStream>,
    /// Whether a module is the user's business as well.
    is_public: bool,
}

impl CrateItem {
    /// One that is always there.
    pub(super) fn always(text: impl Into<String>) -> Self {
        Self::under(None, text)
    }

    /// One that stands under an attribute.
    pub(super) fn under(attribute: Option<TokenStream>, text: impl Into<String>) -> Self {
        Self {
            text: text.into(),
            attribute,
            is_public: false,
        }
    }

    /// A module that users see under an attribute.
    pub(super) fn public_under(attribute: TokenStream, text: impl Into<String>) -> Self {
        Self {
            is_public: true,
            ..Self::under(Some(attribute), text)
        }
    }

    /// A module that users see.
    pub(super) fn public(text: impl Into<String>) -> Self {
        Self {
            is_public: true,
            ..Self::always(text)
        }
    }
}

/// The root of a crate: what it forbids, its modules, and what it exports.
///
/// Formatters leave the modules alone, and the root itself stands as they would lay it out, so that `cargo fmt` and
/// `gen --check` agree.
pub(super) fn crate_root(docs: &str, modules: Vec<CrateItem>, exports: Vec<CrateItem>) -> SourceFile {
    let mut file = root(docs, modules, exports, &quote!(#[rustfmt::skip]));
    file.attributes.push(quote!(#![forbid(unsafe_code)]));
    file
}

/// The root of a module that is emitted as a crate is. Formatters do not come to it.
pub(super) fn module_root(docs: &str, modules: Vec<CrateItem>, exports: Vec<CrateItem>) -> SourceFile {
    root(docs, modules, exports, &TokenStream::new())
}

fn root(docs: &str, mut modules: Vec<CrateItem>, mut exports: Vec<CrateItem>, skip: &TokenStream) -> SourceFile {
    let mut file = SourceFile::new("src/lib.rs", docs);
    modules.sort_unstable_by(|left, right| left.text.cmp(&right.text));
    // As rustfmt sorts them.
    let own = |item: &CrateItem| item.text.starts_with("self ::");
    exports.sort_unstable_by(|left, right| own(right).cmp(&own(left)).then_with(|| left.text.cmp(&right.text)));
    let modules = modules.iter().map(|item| {
        let (attribute, module) = (&item.attribute, module(&item.text));
        let visibility = item.is_public.then(|| quote!(pub));
        quote!(#attribute #skip #visibility #module)
    });
    let exports = exports.iter().map(|item| {
        // Written by the emitters themselves, so it always parses; an unparsable one would end as `Unformattable`.
        let export: TokenStream = item.text.parse().unwrap_or_default();
        let attribute = &item.attribute;
        quote!(#attribute pub use #export;)
    });
    file.head = vec![quote!(#(#modules)*), quote!(#(#exports)*)];
    file
}
