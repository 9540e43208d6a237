//! In: types that may contain themselves.
//! Out: the same, with a box wherever a value would have no end.
//! Guarantees: what no type can express is diagnosed.

use std::collections::{HashMap, HashSet};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Alias, Shape, Type, TypeId, Types},
    pointer::Pointer,
};

/// Marks every field through which an object would contain itself by value, so that it is boxed.
pub(super) fn box_cycles(types: &mut Types, diagnostics: &mut Diagnostics) {
    let by_value_cycles = near_cycles(types, by_value);
    let by_name_cycles = near_cycles(types, by_name);
    let mut boxed: Vec<(TypeId, usize)> = Vec::new();
    for (id, definition) in types.definitions() {
        match &definition.shape {
            Shape::Object(object) if by_value_cycles.contains(&id) => {
                let cyclic = object
                    .fields
                    .iter()
                    .enumerate()
                    .filter(|(_, field)| reaches(types, field.ty, id, by_value));
                boxed.extend(cyclic.map(|(index, _)| (id, index)));
            }
            Shape::Alias(Alias { target }) if by_name_cycles.contains(&id) && reaches(types, *target, id, by_name) => {
                diagnostics.push(recursive_alias(&definition.pointer));
            }
            Shape::Object(_)
            | Shape::Alias(_)
            | Shape::Enumeration(_)
            | Shape::Constrained(_)
            | Shape::Union(_)
            | Shape::Tuple(_) => {}
        }
    }
    for (id, index) in boxed {
        if let Some(Type::Defined(definition)) = types.get_mut(id)
            && let Shape::Object(object) = &mut definition.shape
            && let Some(field) = object.fields.get_mut(index)
        {
            field.boxed = true;
        }
    }
}

/// The types on cycles and between them: what is left when those that lead nowhere are taken away, again and again.
/// Most documents leave nothing, and long chains cost no more than their length.
fn near_cycles(types: &Types, edges: fn(&Type) -> Vec<TypeId>) -> HashSet<TypeId> {
    let mut pointed_from: HashMap<TypeId, Vec<TypeId>> = HashMap::new();
    let mut leads_to: HashMap<TypeId, usize> = HashMap::new();
    let mut ends: Vec<TypeId> = Vec::new();
    for (id, ty) in types.iter() {
        let targets = edges(ty);
        if targets.is_empty() {
            ends.push(id);
        }
        leads_to.insert(id, targets.len());
        for target in targets {
            pointed_from.entry(target).or_default().push(id);
        }
    }
    while let Some(end) = ends.pop() {
        leads_to.remove(&end);
        for from in pointed_from.get(&end).into_iter().flatten() {
            if let Some(count) = leads_to.get_mut(from) {
                *count -= 1;
                if *count == 0 {
                    ends.push(*from);
                }
            }
        }
    }
    leads_to.into_keys().collect()
}

/// Whether `from` leads to `goal` over the given edges.
fn reaches(types: &Types, from: TypeId, goal: TypeId, edges: fn(&Type) -> Vec<TypeId>) -> bool {
    let mut seen = HashSet::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == goal {
            return true;
        }
        if seen.insert(id) {
            open.extend(edges(types.get(id)));
        }
    }
    false
}

/// What a value of a type holds within itself, not on the heap.
fn by_value(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Nullable(inner) => vec![*inner],
        Type::Defined(definition) => match &definition.shape {
            Shape::Object(object) => object.fields.iter().map(|field| field.ty).collect(),
            Shape::Alias(alias) => vec![alias.target],
            Shape::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
            Shape::Tuple(tuple) => tuple.items.clone(),
            Shape::Enumeration(_) | Shape::Constrained(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// What a type's own name expands to.
fn by_name(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Nullable(inner) | Type::Array(inner) | Type::Map(inner) => vec![*inner],
        Type::Defined(definition) => match &definition.shape {
            Shape::Alias(alias) => vec![alias.target],
            // These are types of their own, which ends the expansion of names.
            Shape::Object(_) | Shape::Enumeration(_) | Shape::Constrained(_) | Shape::Union(_) | Shape::Tuple(_) => {
                Vec::new()
            }
        },
        _ => Vec::new(),
    }
}

/// What is said of a schema that holds itself without an object in between.
pub(super) fn recursive_alias(pointer: &Pointer) -> Diagnostic {
    Diagnostic::new(
        Code::RecursiveAlias,
        Location::Pointer(pointer.clone()),
        "a schema that holds itself without an object in between is not supported yet",
    )
    .help("let it be an object with a property that holds the inner values")
}
