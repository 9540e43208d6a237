//! In: the types that responses lead to.
//! Out: a table with a row for each that has a name.
//! Guarantees: rows stand in the order of the types; none is there that nothing refers to.

use std::collections::BTreeSet;

use super::{heights::Heights, path, table::Tables};
use crate::{
    emit::{Emission, SourceFile, allowances},
    ir::{Access, Additional, Shape, TypeId},
};

/// The name of the module.
pub(super) const MODULE: &str = "schemas";

/// Whether responses lead to any type with a name.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    !reached(emission).is_empty()
}

pub(super) fn emit(emission: &Emission<'_>) -> Option<SourceFile> {
    let reached = reached(emission);
    if reached.is_empty() {
        return None;
    }
    let mut file = SourceFile::new(path(emission, MODULE), "What the values of responses look like.");
    let heights = Heights::of(&emission.api.types);
    let mut tables = Tables::new(*emission, None);
    for id in reached {
        if let Some(definition) = emission.api.types.definition(id) {
            file.items.push(tables.item(id, definition, &heights));
        }
    }
    file.imports = tables.imports;
    allowances::allow_famous_numbers(&mut file, &emission.api.types);
    Some(file)
}

/// The definitions that responses of the service lead to, aliases aside.
fn reached(emission: &Emission<'_>) -> BTreeSet<TypeId> {
    let types = &emission.api.types;
    let responses = || {
        let operations = emission.operations();
        operations.flat_map(|(operation, _)| operation.successes.iter().chain(&operation.errors))
    };
    let sets = responses().filter_map(|response| emission.api.header_sets.get(response.headers?));
    let headers = sets
        .flat_map(|set| &set.headers)
        .flat_map(|header| header.shape.referred());
    let bodies = responses()
        .flat_map(|response| &response.content)
        .flat_map(|content| content.referred());
    let mut open: Vec<TypeId> = bodies.chain(headers).collect();
    let (mut seen, mut found) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        open.extend(referred(emission, id));
        if types
            .definition(id)
            .is_some_and(|definition| !matches!(definition.shape, Shape::Alias(_)))
        {
            found.insert(id);
        }
    }
    found
}

/// The types that the row of a type refers to: members that do not travel in responses have none.
fn referred(emission: &Emission<'_>, id: TypeId) -> Vec<TypeId> {
    match emission.api.types.definition(id).map(|definition| &definition.shape) {
        Some(Shape::Object(object)) => {
            let travelling = object.fields.iter().filter(|field| field.access != Access::WriteOnly);
            let mut referred: Vec<TypeId> = travelling.map(|field| field.ty).collect();
            if let Additional::Typed(ty) = object.additional {
                referred.push(ty);
            }
            referred
        }
        Some(Shape::Tuple(tuple)) => tuple.items.clone(),
        _ => emission.api.types.get(id).referred(),
    }
}
