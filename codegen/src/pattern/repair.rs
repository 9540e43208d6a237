//! In: what is read of a pattern although ECMA-262 does not have it.
//! Out: the list of it.
//! Guarantees: it is in the order of the pattern.

use std::cell::RefCell;

/// Something that other engines have, and how it was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repair {
    /// The count of characters before it.
    pub offset: usize,
    /// How it was read, without a capital or a full stop.
    pub reading: String,
}

/// Takes note of repairs while a pattern is read.
#[derive(Debug, Default)]
pub(super) struct Repairs(RefCell<Vec<Repair>>);

impl Repairs {
    pub(super) fn note(&self, offset: usize, reading: String) {
        self.0.borrow_mut().push(Repair { offset, reading });
    }

    pub(super) fn into_list(self) -> Vec<Repair> {
        self.0.into_inner()
    }
}
