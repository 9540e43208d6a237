//! In: types and the edges between them.
//! Out: for each type the number of its strongly connected component.
//! Guarantees: linear in types and edges, and no recursion (Tarjan's algorithm on a stack of its own).

use crate::ir::{Type, TypeId, Types};

/// Which types lead to each other.
pub(super) struct Components {
    /// By the index of a type; types that lead to each other have one number.
    numbers: Vec<usize>,
}

const UNSEEN: usize = usize::MAX;

/// The state of one run.
struct Run<'a> {
    types: &'a Types,
    edges: fn(&Type) -> Vec<TypeId>,
    /// When a type was first met; [`UNSEEN`] if not yet.
    met: Vec<usize>,
    /// The earliest met type that is still open and that a type leads to.
    low: Vec<usize>,
    numbers: Vec<usize>,
    open: Vec<TypeId>,
    clock: usize,
    count: usize,
}

impl Components {
    pub(super) fn of(types: &Types, edges: fn(&Type) -> Vec<TypeId>) -> Self {
        let size = types.iter().count();
        let mut run = Run {
            types,
            edges,
            met: vec![UNSEEN; size],
            low: vec![UNSEEN; size],
            numbers: vec![UNSEEN; size],
            open: Vec::new(),
            clock: 0,
            count: 0,
        };
        for (id, _) in types.iter() {
            if get(&run.met, id) == UNSEEN {
                run.walk(id);
            }
        }
        Self { numbers: run.numbers }
    }

    /// Whether each of two types leads to the other, or they are one and the same.
    pub(super) fn together(&self, one: TypeId, another: TypeId) -> bool {
        get(&self.numbers, one) == get(&self.numbers, another)
    }
}

impl Run<'_> {
    fn walk(&mut self, start: TypeId) {
        let mut path: Vec<(TypeId, std::vec::IntoIter<TypeId>)> = vec![self.meet(start)];
        while let Some((id, targets)) = path.last_mut() {
            let id = *id;
            let Some(target) = targets.next() else {
                path.pop();
                self.leave(id);
                if let Some((parent, _)) = path.last() {
                    let parent = *parent;
                    self.lower(parent, get(&self.low, id));
                }
                continue;
            };
            if get(&self.met, target) == UNSEEN {
                let next = self.meet(target);
                path.push(next);
            } else if get(&self.numbers, target) == UNSEEN {
                self.lower(id, get(&self.met, target));
            }
        }
    }

    fn meet(&mut self, id: TypeId) -> (TypeId, std::vec::IntoIter<TypeId>) {
        set(&mut self.met, id, self.clock);
        set(&mut self.low, id, self.clock);
        self.clock += 1;
        self.open.push(id);
        (id, (self.edges)(self.types.get(id)).into_iter())
    }

    fn lower(&mut self, id: TypeId, low: usize) {
        let lowest = get(&self.low, id).min(low);
        set(&mut self.low, id, lowest);
    }

    /// A type that leads to nothing met before it closes the component of all that came after it.
    fn leave(&mut self, id: TypeId) {
        if get(&self.low, id) != get(&self.met, id) {
            return;
        }
        while let Some(member) = self.open.pop() {
            set(&mut self.numbers, member, self.count);
            if member == id {
                break;
            }
        }
        self.count += 1;
    }
}

fn get(slots: &[usize], id: TypeId) -> usize {
    slots.get(id.index()).copied().unwrap_or(UNSEEN)
}

fn set(slots: &mut [usize], id: TypeId, value: usize) {
    if let Some(slot) = slots.get_mut(id.index()) {
        *slot = value;
    }
}
