//! In: the method of an operation.
//! Out: the expression for it.
//! Guarantees: a method that the HTTP crate names is a constant; any other one is made when it is first needed.

use proc_macro2::TokenStream;
use quote::quote;

use super::fragments::ident;

/// The methods that have constants.
const CONSTANTS: [&str; 9] = [
    "GET", "PUT", "POST", "DELETE", "OPTIONS", "HEAD", "PATCH", "TRACE", "QUERY",
];

/// Whether the expression for a method is constant.
pub(super) fn is_constant(name: &str) -> bool {
    CONSTANTS.contains(&name)
}

/// The expression for a method; one that is constant needs `Method` in scope.
pub(super) fn method(name: &str) -> TokenStream {
    if is_constant(name) {
        let name = ident(name);
        quote!(Method::#name)
    } else {
        quote!(stubsmith_runtime::method(#name))
    }
}
