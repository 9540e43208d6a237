//! In: the text of a YAML file.
//! Out: its tree, the findings on the way, and the byte offsets of wanted places.
//! Guarantees: nesting and the expansion of aliases are bounded; wrong keys and tags do not end the reading.

mod events;
mod locate;
mod mended;
mod scalar;
mod tree;

pub(super) use locate::locate;
pub(super) use tree::read;
