//! In: what a document says of an API as a whole and of each operation.
//! Out: the same as data, which emitted code holds in statics.
//! Guarantee: none; whoever reads it checks what needs to hold.

use crate::signature::SignatureScheme;

/// An API as clients see it.
#[derive(Clone, Copy, Debug)]
pub struct Api {
    /// The title of the document.
    pub title: &'static str,
    /// The URL of the document's first server, if it has one.
    pub base_url: Option<&'static str>,
    /// What requests say in `User-Agent`.
    pub user_agent: &'static str,
    /// The security schemes; operations name them by index.
    pub schemes: &'static [Scheme],
}

/// A Security Scheme Object.
#[derive(Clone, Copy, Debug)]
pub struct Scheme {
    /// Its name in the document.
    pub name: &'static str,
    /// What it sends.
    pub kind: SchemeKind,
}

/// What a security scheme sends.
#[derive(Clone, Copy, Debug)]
pub enum SchemeKind {
    /// `Authorization: Bearer …` (RFC 6750).
    Bearer,
    /// `Authorization: Basic …` (RFC 7617).
    Basic,
    /// `Authorization` with the authentication scheme of this name (RFC 9110, section 11.1).
    Http(&'static str),
    /// A key in the header of this name.
    Header(&'static str),
    /// A key in the query parameter of this name.
    Query(&'static str),
    /// A key in the cookie of this name.
    Cookie(&'static str),
    /// A header that proves knowledge of a secret.
    Signature(SignatureScheme),
    /// Nothing: the client's certificate is a matter of the transport, and the scheme counts as met.
    MutualTls,
}

/// An Operation Object as clients see it.
///
/// A transport finds it in the request's extensions, as `&'static Operation`.
#[derive(Clone, Debug)]
pub struct Operation {
    /// Its `operationId`.
    pub id: &'static str,
    /// Its method; any, not only those of RFC 9110.
    pub method: &'static str,
    /// The path template, which follows the base URL: `{name}` is one segment or a part of one, `{+name}` may be several.
    /// After a `?` stands what each request has in its query.
    pub path: &'static str,
    /// The URL that goes before the path instead of the API's, where the document gives the operation one of its own.
    /// One that begins with `/` is a path at the same host.
    pub base_url: Option<&'static str>,
    /// What requests say in `Accept`.
    pub accept: Option<&'static str>,
    /// What a request must carry: any one of these lists, of which every scheme (an index into [`Api::schemes`]).
    pub security: &'static [&'static [usize]],
}
