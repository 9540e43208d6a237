//! A sample server in the shape that is emitted, called in-process and over TCP.
#![cfg(feature = "server")]
#![allow(missing_docs, unreachable_pub, reason = "emitted code is a library")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::string_slice,
    clippy::indexing_slicing,
    clippy::type_complexity,
    reason = "a test may fail, and its tables are long"
)]

mod api;
mod authentication;
mod bodies;
mod groups;
mod limits;
mod log;
#[cfg(feature = "metrics")]
mod metrics;
mod mounting;
mod panics;
mod parameters;
mod routing;
mod shop;
mod types;
