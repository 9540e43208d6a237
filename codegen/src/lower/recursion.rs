//! In: types that may contain themselves.
//! Out: the same, with a box wherever a value would have no end.
//! Guarantees: what no type can express is diagnosed.

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Alias, Shape, Type, TypeId, Types},
};

/// Marks every field through which an object would contain itself by value, so that it is boxed.
pub(super) fn box_cycles(types: &mut Types, diagnostics: &mut Diagnostics) {
    let mut boxed: Vec<(TypeId, usize)> = Vec::new();
    for (id, definition) in types.definitions() {
        match &definition.shape {
            Shape::Object(object) => {
                let cyclic = object
                    .fields
                    .iter()
                    .enumerate()
                    .filter(|(_, field)| reaches(types, field.ty, id, by_value));
                boxed.extend(cyclic.map(|(index, _)| (id, index)));
            }
            Shape::Alias(Alias { target }) if reaches(types, *target, id, by_name) => diagnostics.push(
                Diagnostic::new(
                    Code::RecursiveAlias,
                    Location::Pointer(definition.pointer.clone()),
                    "a schema that holds itself without an object in between is not supported yet",
                )
                .help("let it be an object with a property that holds the inner values"),
            ),
            Shape::Alias(_) | Shape::Enumeration(_) | Shape::Constrained(_) => {}
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

/// Whether `from` leads to `goal` over the given edges.
fn reaches(types: &Types, from: TypeId, goal: TypeId, edges: fn(&Type) -> Vec<TypeId>) -> bool {
    let mut seen = Vec::new();
    let mut open = vec![from];
    while let Some(id) = open.pop() {
        if id == goal {
            return true;
        }
        if !seen.contains(&id) {
            seen.push(id);
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
            Shape::Object(_) | Shape::Enumeration(_) | Shape::Constrained(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}
