//! In: a type.
//! Out: the types that it leads to, in one of two senses.
//! Guarantees: every shape is named, so that a new one cannot be forgotten.

use crate::ir::{Shape, Type, TypeId};

/// What a value of a type holds within itself, not on the heap.
pub(super) fn by_value(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Nullable(inner) | Type::JsonText(inner) => vec![*inner],
        Type::Defined(definition) => match &definition.shape {
            Shape::Object(object) => {
                let fields = object.fields.iter().filter(|field| !field.boxed);
                fields.map(|field| field.ty).collect()
            }
            Shape::Alias(alias) => vec![alias.target],
            Shape::Union(union) => {
                let variants = union.variants.iter().filter(|variant| !variant.boxed);
                variants.map(|variant| variant.ty).collect()
            }
            Shape::Tuple(tuple) => tuple.items.clone(),
            Shape::Enumeration(_) | Shape::Constrained(_) => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// What a type's own name expands to.
pub(super) fn by_name(ty: &Type) -> Vec<TypeId> {
    match ty {
        Type::Nullable(inner) | Type::Array(inner) | Type::Map(inner) | Type::JsonText(inner) => vec![*inner],
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
