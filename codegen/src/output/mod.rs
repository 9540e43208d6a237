//! Formatted files, and the comparison of two sets of them.
//!
//! Comes in: crates as token streams and texts. Goes out: [`Files`], relative paths with their texts. Guarantees:
//! what is written parses as Rust, and the same tokens give the same bytes.

mod files;
mod format;
mod invocation;

pub use files::{Difference, Files, MARK};
pub use format::{Unformattable, format};
