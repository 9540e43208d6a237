//! In: what one file is emitted from.
//! Out: the file, whenever and on whichever thread it is wanted.
//! Guarantees: files of a crate do not depend on each other, and each comes out the same every time.

use std::fmt;

use super::SourceFile;

/// A source file that is still to be emitted: token streams cannot be sent from thread to thread, what they are made of
/// can.
pub struct Unit<'a> {
    /// About how much work it is, compared with other units.
    pub weight: usize,
    emit: Box<dyn Fn() -> Option<SourceFile> + Send + Sync + 'a>,
}

impl<'a> Unit<'a> {
    /// A file that this function emits, or finds that there is nothing to say.
    pub(super) fn new(weight: usize, emit: impl Fn() -> Option<SourceFile> + Send + Sync + 'a) -> Self {
        Self {
            weight,
            emit: Box::new(emit),
        }
    }

    /// Emits the file, if there is one.
    pub fn emit(&self) -> Option<SourceFile> {
        (self.emit)()
    }
}

impl fmt::Debug for Unit<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Unit")
            .field("weight", &self.weight)
            .finish_non_exhaustive()
    }
}
