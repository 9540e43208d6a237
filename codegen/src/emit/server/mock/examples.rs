//! In: examples as JSON.
//! Out: the literals that state them.
//! Guarantees: the text of the literal is the JSON, and no text breaks out of it.

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote};

use crate::ir::Example;

/// The examples of a schema.
pub(super) fn values(examples: &[Example]) -> TokenStream {
    let values = examples.iter().take(1).map(|example| json(&example.value));
    quote!(&[#(#values),*])
}

/// The examples of a body.
pub(super) fn named(examples: &[Example]) -> TokenStream {
    let examples = examples.iter().map(|example| {
        let (name, value) = (&example.name, json(&example.value));
        quote!(Example { name: #name, value: #value })
    });
    quote!(&[#(#examples),*])
}

/// JSON as a raw string where it can be read better so.
pub(super) fn json(text: &str) -> TokenStream {
    let is_plain = |byte: u8| byte == b' ' || byte.is_ascii_graphic();
    if text.contains('"') && text.bytes().all(is_plain) {
        let longest = text
            .split('"')
            .skip(1)
            .map(|rest| rest.len() - rest.trim_start_matches('#').len());
        let hashes = "#".repeat(longest.max().unwrap_or_default() + 1);
        let raw: Result<Literal, _> = format!("r{hashes}\"{text}\"{hashes}").parse();
        if let Ok(raw) = raw {
            return raw.into_token_stream();
        }
    }
    Literal::string(text).into_token_stream()
}
