//! Reads an OpenAPI document and writes Rust crates: the types, a client, and a server trait with its router.
//!
//! The stages stand below each other, and each imports only those above it:
//! [`mod@pointer`], [`diagnostic`], [`source`], [`document`], [`pattern`], [`schema`], [`ir`], [`lower`], [`naming`],
//! [`emit`], [`output`]. [`Generator`] runs them in a row.
//!
//! The library reads documents and nothing else: it never prints, writes or exits.

pub mod diagnostic;
pub mod document;
pub mod emit;
pub mod ir;
pub mod lower;
pub mod naming;
pub mod output;
pub mod pattern;
pub mod pointer;
pub mod schema;
pub mod source;

mod config;
mod generator;

pub use config::{
    ApiConfig, ApiName, Attribute, Config, ConfigError, DependencyLine, DerivePath, EnvelopeConfig, EnvelopeMember,
    Extend, FormatName, FormatType, Identifier, InvalidName, NameRules, Options, Replace, ReplacedBy, Rules, RustType,
    Unexpected,
};
pub use diagnostic::{Diagnostic, Diagnostics};
pub use emit::CrateKind;
pub use generator::{GenerateError, Generated, GeneratedCrate, Generator};
pub use output::{Difference, Files, MARK};
