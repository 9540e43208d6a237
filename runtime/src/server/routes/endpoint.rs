//! In: nothing; this is what a document says of where an operation is served.
//! Out: [`Endpoint`], which emitted code lists.
//! Guarantee: it is known when the code is compiled, so that lists of it are static.

use super::Selector;

/// Where one operation of an API is served.
///
/// Templates are matched segment by segment. A literal segment goes before one with parameters; among those, the one
/// with more literal characters goes first; where the first choice leads nowhere the next is tried. Templates that
/// differ only in the names of their parameters are one. A template matches whether or not it has the request's method,
/// so that `GET /files/{id}` serves `/files/latest` even if only `DELETE /files/latest` is there. An empty segment
/// matches no parameter, and a slash at the end counts. A parameter that occurs twice has one value.
///
/// `{+name}` spans one or more segments, as many as it can, and goes last.
///
/// Of the endpoints with the same method and template the first by their precedence serves whose selectors are all met.
/// Where there is none, a less specific template is tried; if that fails too, the request is turned away with what would
/// have selected an endpoint.
///
/// Segments are told apart before they are percent-decoded: `%2F` is no separator, and the `%3A` that a client sent
/// within a parameter's value is not the `:` of `{id}:rotate`.
///
/// `HEAD` is served by the endpoint for `GET` unless it has one of its own.
#[derive(Clone, Copy, Debug)]
pub struct Endpoint {
    pub(in crate::server) method: &'static str,
    pub(in crate::server) template: &'static str,
    pub(in crate::server) operation: &'static str,
    pub(super) selectors: &'static [Selector],
    pub(super) precedence: usize,
}

impl Endpoint {
    /// That of the operation with the id `operation`: any method, not only those of RFC 9110, and the path template with
    /// its leading slash.
    #[must_use]
    pub const fn new(method: &'static str, template: &'static str, operation: &'static str) -> Self {
        Self {
            method,
            template,
            operation,
            selectors: &[],
            precedence: 0,
        }
    }

    /// The same among others with its method and template: what tells it apart, and its place among them. The one with
    /// the precedence 0 is tried first.
    #[must_use]
    pub const fn among(mut self, precedence: usize, selectors: &'static [Selector]) -> Self {
        self.precedence = precedence;
        self.selectors = selectors;
        self
    }
}
