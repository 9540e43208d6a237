//! In: types that may contain themselves.
//! Out: the same, with a box wherever a value would have no end, and a name wherever a type's own name would have none.
//! Guarantees: every value and every name is finite; the work is linear in the types.

use super::{
    components::Components,
    edges::{by_name, by_value},
    types::newtype,
};
use crate::ir::{Alias, Shape, Type, TypeId, Types, Untyped, UntypedReason};

/// Breaks all circles.
pub(super) fn break_circles(types: &mut Types, untyped: &mut Vec<Untyped>) {
    name_circles(types);
    box_variants(types);
    box_fields(types);
    cut_the_rest(types, untyped);
}

/// An alias of an array or a map that contains the alias becomes a type of its own.
fn name_circles(types: &mut Types) {
    let circles = Components::of(types, by_name);
    let mut named: Vec<(TypeId, Shape)> = Vec::new();
    for (id, definition) in types.definitions() {
        let Shape::Alias(Alias { target }) = definition.shape else {
            continue;
        };
        if !circles.together(id, target) {
            continue;
        }
        if let Some(constrained) = newtype(types.get(target)) {
            named.push((id, Shape::Constrained(constrained)));
        }
    }
    for (id, shape) in named {
        if let Some(Type::Defined(definition)) = types.get_mut(id) {
            definition.shape = shape;
        }
    }
}

/// A union that contains itself holds the variant by which it does behind a pointer.
fn box_variants(types: &mut Types) {
    let circles = Components::of(types, by_value);
    let mut ids: Vec<TypeId> = types.definitions().map(|(id, _)| id).collect();
    ids.retain(|id| matches!(types.definition(*id).map(|it| &it.shape), Some(Shape::Union(_))));
    for id in ids {
        if let Some(Type::Defined(definition)) = types.get_mut(id)
            && let Shape::Union(union) = &mut definition.shape
        {
            for variant in &mut union.variants {
                variant.boxed = circles.together(id, variant.ty);
            }
        }
    }
}

/// An object that still contains itself does so by a field.
fn box_fields(types: &mut Types) {
    let circles = Components::of(types, by_value);
    let ids: Vec<TypeId> = types.definitions().map(|(id, _)| id).collect();
    for id in ids {
        if let Some(Type::Defined(definition)) = types.get_mut(id)
            && let Shape::Object(object) = &mut definition.shape
        {
            for field in &mut object.fields {
                field.boxed = circles.together(id, field.ty);
            }
        }
    }
}

/// What is left are tuples and aliases that hold nothing but each other: no Rust type can say that.
fn cut_the_rest(types: &mut Types, untyped: &mut Vec<Untyped>) {
    let circles = Components::of(types, by_value);
    let mut cut: Vec<TypeId> = Vec::new();
    for (id, definition) in types.definitions() {
        let held = by_value(types.get(id));
        if held.into_iter().any(|inner| circles.together(id, inner)) {
            cut.push(id);
            untyped.push(Untyped {
                pointer: definition.pointer.clone(),
                reason: UntypedReason::EndlessReference,
            });
        }
    }
    if cut.is_empty() {
        return;
    }
    let any = types.push(Type::Any);
    for id in cut {
        if let Some(Type::Defined(definition)) = types.get_mut(id) {
            definition.shape = Shape::Alias(Alias { target: any });
        }
    }
}
