//! In: places of schemas.
//! Out: [`Conjunction`]: the schemas that one value must satisfy, all of them.
//! Guarantees: never empty, no schema twice; one place alone costs no allocation.

use crate::pointer::Pointer;

/// One of the schemas that a value must satisfy.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(super) struct Member {
    pub(super) pointer: Pointer,
    /// Whether the alternatives of the schema are left aside, because another member is one of them.
    pub(super) base: bool,
}

/// Schemas that must all hold: usually one. `allOf`, and a property that several parts of an `allOf` have, make several.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Conjunction {
    first: Member,
    more: Vec<Member>,
}

impl From<&Pointer> for Conjunction {
    fn from(pointer: &Pointer) -> Self {
        Self::from(pointer.clone())
    }
}

impl From<Pointer> for Conjunction {
    fn from(pointer: Pointer) -> Self {
        let first = Member { pointer, base: false };
        Self {
            first,
            more: Vec::new(),
        }
    }
}

impl Conjunction {
    /// The place of the schema, if it is one and nothing of it is left aside.
    pub fn sole(&self) -> Option<&Pointer> {
        (self.more.is_empty() && !self.first.base).then_some(&self.first.pointer)
    }

    /// The place of the first schema, which stands for all of them where one must be shown.
    pub fn pointer(&self) -> &Pointer {
        &self.first.pointer
    }

    /// How many schemas there are.
    pub fn count(&self) -> usize {
        1 + self.more.len()
    }

    /// The same without what the schemas say in alternatives.
    #[must_use]
    pub fn base(&self) -> Self {
        let base = |member: &Member| Member {
            pointer: member.pointer.clone(),
            base: true,
        };
        Self {
            first: base(&self.first),
            more: self.more.iter().map(base).collect(),
        }
    }

    /// Adds the schemas of another conjunction. One that is there already stays as it is.
    pub fn extend(&mut self, other: &Self) {
        for member in other.members() {
            if self.members().all(|it| it.pointer != member.pointer) {
                self.more.push(member.clone());
            }
        }
    }

    pub(super) fn members(&self) -> impl DoubleEndedIterator<Item = &Member> {
        std::iter::once(&self.first).chain(&self.more)
    }
}
