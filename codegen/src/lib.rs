//! Reads an OpenAPI document and writes Rust crates: the types, a client, and a server trait with its router.

pub mod diagnostic;
pub mod document;
pub mod pattern;
pub mod pointer;
pub mod source;
