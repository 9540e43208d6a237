//! In: the steps of a walk over the tree of a file.
//! Out: the pointer of the place it is at.
//! Guarantees: a pointer is made only where it is asked for, since few places of a walk are.

use crate::pointer::Pointer;

/// Where a walk is.
pub(super) struct Way<'n> {
    root: Pointer,
    steps: Vec<Step<'n>>,
}

/// The way from an object or an array to what stands in it.
#[derive(Clone, Copy)]
pub(super) enum Step<'n> {
    Member(&'n str),
    Item(usize),
}

impl<'n> Way<'n> {
    /// A walk that begins there.
    pub(super) fn new(root: Pointer) -> Self {
        Self {
            root,
            steps: Vec::new(),
        }
    }

    /// Visits what stands within.
    pub(super) fn step<T>(&mut self, step: Step<'n>, visit: impl FnOnce(&mut Self) -> T) -> T {
        self.steps.push(step);
        let outcome = visit(self);
        self.steps.pop();
        outcome
    }

    /// Where the walk began.
    pub(super) fn root(&self) -> &Pointer {
        &self.root
    }

    /// Where it is.
    pub(super) fn pointer(&self) -> Pointer {
        self.steps.iter().fold(self.root.clone(), |pointer, step| match step {
            Step::Member(name) => pointer.child(name),
            Step::Item(at) => pointer.index(*at),
        })
    }
}
