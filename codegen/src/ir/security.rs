//! In: nothing; these are items of the representation.
//! Out: security schemes, and requirements that name them by index.
//! Guarantees: the schemes of a requirement stand in ascending order, each once.

use super::Docs;
use crate::{document::Signature, pointer::Pointer};

/// One alternative of a security requirement: all of its schemes must be met. Empty: anonymous access.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Requirement {
    /// Indexes into [`Api::schemes`](super::Api::schemes), ascending.
    pub schemes: Vec<usize>,
}

/// A security scheme.
#[derive(Debug, Clone)]
pub struct SecurityScheme {
    /// Where it stands.
    pub pointer: Pointer,
    /// Its name in `components.securitySchemes`.
    pub name: String,
    /// What the document says of it.
    pub docs: Docs,
    /// How the credential travels.
    pub kind: SchemeKind,
}

/// How a credential travels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum SchemeKind {
    /// `Authorization: Bearer` (RFC 6750).
    Bearer,
    /// `Authorization: Basic` (RFC 7617).
    Basic,
    /// A key in a header of this name.
    HeaderKey(String),
    /// A key in a query parameter of this name.
    QueryKey(String),
    /// A key in a cookie of this name.
    CookieKey(String),
    /// A signature over the request's body.
    Signature(Signature),
}
