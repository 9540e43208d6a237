//! In: the definitions of an API.
//! Out: the files they stand in, and which tags need each file.
//! Guarantees: a file that another one needs is there whenever that one is.

use std::collections::{BTreeSet, HashMap};

use crate::{
    emit::{
        Emission,
        features::{Features, Gate},
    },
    ir::{Definition, HintRank, TypeId},
};

/// A file of the folder `schemas` and the definitions in it.
#[derive(Clone)]
pub(super) struct Home {
    pub(super) module: String,
    pub(super) definitions: Vec<TypeId>,
    /// The tags whose operations reach it.
    pub(super) gate: Gate,
}

/// Definitions made from a place stand beside the component that they were found in; all others by themselves.
pub(super) fn homes(emission: &Emission<'_>) -> Vec<Home> {
    let own_file = |definition: &Definition| definition.hint.rank != HintRank::Place;
    let mut homes: Vec<Home> = Vec::new();
    let mut owners: HashMap<String, usize> = HashMap::new();
    for (id, definition) in emission.api.types.definitions().filter(|(_, it)| own_file(it)) {
        owners.entry(definition.hint.words.join("/")).or_insert(homes.len());
        homes.push(home(emission, id));
    }
    for (id, definition) in emission.api.types.definitions().filter(|(_, it)| !own_file(it)) {
        let owner = definition.hint.words.first().and_then(|first| owners.get(first));
        match owner.and_then(|index| homes.get_mut(*index)) {
            Some(home) => home.definitions.push(id),
            None => homes.push(home(emission, id)),
        }
    }
    gate(emission, &mut homes);
    homes.sort_by(|left, right| left.module.cmp(&right.module));
    homes
}

fn home(emission: &Emission<'_>, id: TypeId) -> Home {
    let names = emission.names.definition(id);
    Home {
        module: names.map(|names| names.name.snake()).unwrap_or_default(),
        definitions: vec![id],
        gate: None,
    }
}

/// Finds out which tags reach which files. What no operation reaches is always there, and so is all that it needs.
fn gate(emission: &Emission<'_>, homes: &mut [Home]) {
    if Features::of(emission).is_empty() {
        return;
    }
    let graph = Graph::of(emission, homes);
    let mut gates: Vec<BTreeSet<usize>> = vec![BTreeSet::new(); homes.len()];
    for tag in 0..emission.names.tags.len() {
        let operations = emission.api.operations.iter().filter(|operation| operation.tag == tag);
        let types = operations.flat_map(|operation| emission.api.referred(operation));
        let roots = types.flat_map(|ty| emission.api.types.nearest_definitions(ty));
        for home in graph.reached(roots.filter_map(|id| graph.homes.get(&id).copied())) {
            if let Some(gate) = gates.get_mut(home) {
                gate.insert(tag);
            }
        }
    }
    let unreached = gates.iter().enumerate().filter(|(_, gate)| gate.is_empty());
    let always = graph.reached(unreached.map(|(home, _)| home));
    for (index, (home, gate)) in homes.iter_mut().zip(gates).enumerate() {
        home.gate = (!always.contains(&index)).then_some(gate);
    }
}

/// Which files refer to which, by their indexes.
struct Graph {
    homes: HashMap<TypeId, usize>,
    edges: Vec<BTreeSet<usize>>,
}

impl Graph {
    fn of(emission: &Emission<'_>, all: &[Home]) -> Self {
        let types = &emission.api.types;
        let mut homes = HashMap::new();
        for (index, home) in all.iter().enumerate() {
            homes.extend(home.definitions.iter().map(|id| (*id, index)));
        }
        let edges = all.iter().map(|home| {
            let referred = home.definitions.iter().flat_map(|id| types.get(*id).referred());
            let definitions = referred.flat_map(|ty| types.nearest_definitions(ty));
            definitions.filter_map(|id| homes.get(&id).copied()).collect()
        });
        let edges = edges.collect();
        Self { homes, edges }
    }

    fn reached(&self, roots: impl Iterator<Item = usize>) -> BTreeSet<usize> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<usize> = roots.collect();
        while let Some(home) = open.pop() {
            if reached.insert(home) {
                open.extend(self.edges.get(home).into_iter().flatten());
            }
        }
        reached
    }
}
