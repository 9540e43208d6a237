//! In: the text of a JSON file.
//! Out: its tree, the findings on the way, and the byte offsets of wanted places.
//! Guarantees: nesting is bounded; all keys that stand twice are found, not only the first.

mod locate;
mod scanner;
mod tree;

pub(super) use locate::locate;
pub(super) use tree::read;
