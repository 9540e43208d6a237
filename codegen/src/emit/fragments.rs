//! In: names, prose and statuses.
//! Out: small pieces of Rust that all emitters build on.
//! Guarantees: any name becomes an identifier.

use proc_macro2::{Group, Ident, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::quote;

use super::docs;
use crate::ir::Docs;

/// What stands in front of an item: its docs, and that it is deprecated.
pub(super) fn item_docs(docs: &Docs, is_deprecated: bool) -> TokenStream {
    let docs = docs::attributes(docs, false);
    let deprecated = deprecated(is_deprecated);
    quote!(#docs #deprecated)
}

/// The attribute of what the document deprecates.
pub(super) fn deprecated(is_deprecated: bool) -> Option<TokenStream> {
    is_deprecated.then(|| quote!(#[deprecated]))
}

/// An identifier; keywords become raw identifiers, and those that cannot be raw get an underscore.
pub(super) fn ident(name: &str) -> Ident {
    match name {
        "self" | "Self" | "super" | "crate" | "_" | "" => Ident::new(&format!("{name}_"), Span::call_site()),
        name if is_keyword(name) => Ident::new_raw(name, Span::call_site()),
        name => Ident::new(name, Span::call_site()),
    }
}

/// A name for a local: the first of these that is not `taken`. The last is one that nobody gives a member.
pub(super) fn local<'i>(taken: impl Iterator<Item = &'i Ident>, names: &[&str]) -> Ident {
    let taken: Vec<&Ident> = taken.collect();
    let is_free = |name: &&&str| !taken.iter().any(|ident| *ident == **name);
    ident(names.iter().find(is_free).or(names.last()).unwrap_or(&""))
}

fn is_keyword(name: &str) -> bool {
    const KEYWORDS: &[&str] = &[
        "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "do", "dyn", "else", "enum",
        "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
        "move", "mut", "override", "priv", "pub", "ref", "return", "static", "struct", "trait", "true", "try", "type",
        "typeof", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
    ];
    KEYWORDS.contains(&name)
}

/// The declaration of a module that stands in a file of its name.
pub(super) fn module(name: &str) -> TokenStream {
    let module = ident(name);
    if name.is_ascii() {
        return quote!(mod #module;);
    }
    // rustc looks for files with ASCII names only.
    let file = format!("{name}.rs");
    quote!(#[path = #file] mod #module;)
}

/// The path to a module of the file itself. One that is called like a crate, a primitive type or a tool that attributes
/// belong to needs more than its name.
pub(super) fn own_module(name: &str) -> TokenStream {
    const ALIKE: &[&str] = &[
        "alloc",
        "bool",
        "char",
        "clippy",
        "core",
        "diagnostic",
        "f32",
        "f64",
        "i128",
        "i16",
        "i32",
        "i64",
        "i8",
        "isize",
        "miri",
        "rust_analyzer",
        "rustfmt",
        "std",
        "str",
        "stubsmith_runtime",
        "u128",
        "u16",
        "u32",
        "u64",
        "u8",
        "usize",
    ];
    let module = ident(name);
    if ALIKE.contains(&name) {
        quote!(self::#module)
    } else {
        quote!(#module)
    }
}

/// A path such as `crate::schemas`.
pub(super) fn path(text: &str) -> TokenStream {
    let segments = text.split("::").map(|segment| match segment {
        "crate" | "super" | "self" => Ident::new(segment, Span::call_site()),
        other => ident(other),
    });
    quote!(#(#segments)::*)
}

/// Tokens in which `crate` is the crate that a module is emitted into, not the module: it becomes `$crate`.
pub(super) fn with_own_crate(tokens: TokenStream) -> TokenStream {
    let mut marked = TokenStream::new();
    for token in tokens {
        if matches!(&token, TokenTree::Ident(ident) if *ident == "crate") {
            marked.extend([TokenTree::from(Punct::new('$', Spacing::Alone))]);
        }
        marked.extend([match token {
            TokenTree::Group(group) => Group::new(group.delimiter(), with_own_crate(group.stream())).into(),
            other => other,
        }]);
    }
    marked
}

/// What lets a method keep the document's name where clippy reads a convention of Rust into it: `from_template`.
pub(super) fn name_lint(method: &str) -> Option<TokenStream> {
    let conventional = ["from_", "into_", "to_"];
    conventional
        .iter()
        .any(|prefix| method.starts_with(prefix))
        .then(|| quote!(#[allow(clippy::wrong_self_convention)]))
}

/// The constant of `http::StatusCode` for a status, or an expression where it has none.
pub(super) fn status_code(code: u16) -> TokenStream {
    let known = http::StatusCode::from_u16(code)
        .ok()
        .and_then(|status| status.canonical_reason());
    match known {
        Some(reason) => {
            let words = crate::naming::Name::new(&[&reason.replace('\'', "")], "status");
            let constant = ident(&words.shouty());
            quote!(StatusCode::#constant)
        }
        None => {
            let code = proc_macro2::Literal::u16_unsuffixed(code);
            quote!(StatusCode::from_u16(#code).unwrap_or_default())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::name_lint;

    #[test]
    fn only_names_of_a_convention_need_a_lint() {
        for name in ["from_template", "into_draft", "to_pdf"] {
            assert!(name_lint(name).is_some(), "{name}");
        }
        for name in ["cancel_invoice", "fromage", "tomorrow"] {
            assert!(name_lint(name).is_none(), "{name}");
        }
    }
}
