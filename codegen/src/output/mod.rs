//! In: crates as token streams and texts, and documents as trees.
//! Out: [`Files`], relative paths with their texts, and the comparison of two sets of them.
//! Guarantees: what is written parses as Rust, and the same tokens give the same bytes.

mod documents;
mod files;
mod format;
mod invocation;
mod texts;

pub use documents::documents;
pub use files::{Difference, Files, MARK};
pub use format::{Unformattable, format};
pub use texts::{Text, texts};
