//! In: a deterministic automaton.
//! Out: the smallest automaton that accepts the same texts.
//! Guarantees: states 0, 1 and 2 keep their meaning; the others are numbered in the order in which a walk finds them.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::determinize::{DEAD, MATCHED, START, State, Table};

/// Joins the states that no text tells apart.
pub(super) fn minimize(table: &Table) -> Table {
    let mut partition = Partition::by_acceptance(&table.states);
    partition.refine(&arrivals(&table.states));
    Table {
        classes: table.classes,
        states: number(table, &partition.block_of),
    }
}

/// The transitions that lead into a state: the class of bytes and where it comes from.
type Arrivals = Vec<(usize, u32)>;

/// The arrivals of each state.
fn arrivals(states: &[State]) -> Vec<Arrivals> {
    let mut arrivals = vec![Arrivals::new(); states.len()];
    for (source, state) in (0..).zip(states) {
        for (class, target) in state.next.iter().enumerate() {
            if let Some(arrivals) = arrivals.get_mut(*target as usize) {
                arrivals.push((class, source));
            }
        }
    }
    arrivals
}

/// The states in blocks, where states of different blocks are known to differ.
struct Partition {
    blocks: Vec<HashSet<u32>>,
    /// The block of each state.
    block_of: Vec<usize>,
}

impl Partition {
    fn by_acceptance(states: &[State]) -> Self {
        let block_of: Vec<usize> = states.iter().map(|state| usize::from(state.accepting)).collect();
        let block = |number| {
            (0..)
                .zip(&block_of)
                .filter(|(_, block)| **block == number)
                .map(|(state, _)| state)
                .collect()
        };
        Self {
            blocks: vec![block(0), block(1)],
            block_of,
        }
    }

    /// Splits blocks until the states of each agree about the block that every class of bytes leads to.
    ///
    /// This is Hopcroft's algorithm: of the two parts of a block only the smaller one has to split others.
    fn refine(&mut self, arrivals: &[Arrivals]) {
        let mut splitters: HashSet<usize> = (0..self.blocks.len()).collect();
        let mut queue: Vec<usize> = splitters.iter().copied().collect();
        while let Some(splitter) = queue.pop() {
            splitters.remove(&splitter);
            let members = self.blocks.get(splitter).into_iter().flatten();
            let mut arriving: Vec<(usize, u32)> = members
                .filter_map(|state| arrivals.get(*state as usize))
                .flatten()
                .copied()
                .collect();
            arriving.sort_unstable();
            for same_class in arriving.chunk_by(|one, other| one.0 == other.0) {
                for (block, sources) in self.by_block(same_class) {
                    let Some(part) = self.split(block, &sources) else {
                        continue;
                    };
                    let smaller = if splitters.contains(&block) {
                        part
                    } else {
                        self.smaller(block, part)
                    };
                    splitters.insert(smaller);
                    queue.push(smaller);
                }
            }
        }
    }

    fn by_block(&self, arriving: &[(usize, u32)]) -> BTreeMap<usize, Vec<u32>> {
        let mut by_block = BTreeMap::<usize, Vec<u32>>::new();
        for (_, source) in arriving {
            if let Some(block) = self.block_of.get(*source as usize) {
                by_block.entry(*block).or_default().push(*source);
            }
        }
        by_block
    }

    /// Moves these states of a block to a new block, whose number it gives, unless nothing would stay.
    fn split(&mut self, block: usize, states: &[u32]) -> Option<usize> {
        let part = self.blocks.len();
        let members = self
            .blocks
            .get_mut(block)
            .filter(|members| members.len() > states.len())?;
        for state in states {
            members.remove(state);
            if let Some(block) = self.block_of.get_mut(*state as usize) {
                *block = part;
            }
        }
        self.blocks.push(states.iter().copied().collect());
        Some(part)
    }

    fn smaller(&self, one: usize, other: usize) -> usize {
        let size = |block: usize| self.blocks.get(block).map_or(0, HashSet::len);
        if size(one) < size(other) { one } else { other }
    }
}

/// Makes each block a state.
fn number(table: &Table, block_of: &[usize]) -> Vec<State> {
    let find = |number: u32| {
        let number = number as usize;
        Some((table.states.get(number)?, *block_of.get(number)?))
    };
    let mut numbers = HashMap::new();
    let mut found = Vec::new();
    // The start comes last, since it keeps its number even if it is equal to one of the others.
    for fixed in [DEAD, MATCHED, START] {
        if let Some((_, block)) = find(fixed) {
            numbers.entry(block).or_insert(fixed);
        }
    }
    found.extend(
        [START, DEAD, MATCHED]
            .into_iter()
            .filter_map(find)
            .map(|(state, _)| state),
    );
    let mut states = Vec::new();
    while let Some(state) = found.get(states.len()).copied() {
        let next = state
            .next
            .iter()
            .filter_map(|target| find(*target))
            .map(|(target, block)| {
                *numbers.entry(block).or_insert_with(|| {
                    found.push(target);
                    // There are no more blocks than states, whose numbers have 32 bits.
                    u32::try_from(found.len() - 1).unwrap_or(DEAD)
                })
            });
        states.push(State {
            next: next.collect(),
            accepting: state.accepting,
        });
    }
    states
}
