//! In: a SQLite file, and requests of four payment APIs.
//! Out: the four APIs on one port, and a small client of each.
//! Guarantee: everything that crosses the wire goes through the generated crates; what is here is rules and storage.

pub mod cancel;
pub mod database;
pub mod demo;
pub mod serve;
pub mod service;

pub use stubsmith_runtime::server::BoxError;
