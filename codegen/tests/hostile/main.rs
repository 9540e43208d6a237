//! Documents that mean harm: they end in errors or in harmless crates, soon, and never in a panic.
//!
//! Each is generated on a thread of its own, which has no more stack than any other and a limit of time.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

mod cycles;
mod injection;
mod nesting;
mod sizes;
mod watched;
