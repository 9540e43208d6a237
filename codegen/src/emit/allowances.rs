//! In: types and constraints as the document has them.
//! Out: the lints of clippy that they would offend, switched off in a crate's root.
//! Guarantees: a crate whose document gives no reason allows nothing.

use std::f64::consts;

use quote::quote;

use super::SourceFile;
use crate::ir::{Constraint, Shape, Type, TypeId, Types};

/// Lists and maps in each other have no names of their own that they could be called by.
pub(super) fn allow_nested_containers(root: &mut SourceFile, types: &Types) {
    /// What clippy thinks bearable is 250; what stands around a type counts as well.
    const BEARABLE: usize = 190;
    if types.iter().any(|(id, _)| complexity(types, id, 2) > BEARABLE) {
        root.attributes.push(quote!(#![allow(clippy::type_complexity)]));
    }
}

/// How complex clippy finds a type that stands in so many others: ten for each part, times how deep it stands.
fn complexity(types: &Types, id: TypeId, depth: usize) -> usize {
    /// Deeper ones are more than bearable.
    const DEEPEST: usize = 20;
    let own = 10 * depth;
    if depth > DEEPEST {
        return own;
    }
    match types.get(id) {
        Type::Array(inner) | Type::Nullable(inner) => own + complexity(types, *inner, depth + 1),
        Type::Map(value) => own + 10 * (depth + 1) + complexity(types, *value, depth + 1),
        _ => own,
    }
}

/// A bound that is nearly pi is the document's, whatever it is near to.
pub(super) fn allow_famous_numbers(root: &mut SourceFile, types: &Types) {
    let is_famous = |constraint: &Constraint| match constraint {
        Constraint::Minimum(value)
        | Constraint::ExclusiveMinimum(value)
        | Constraint::Maximum(value)
        | Constraint::ExclusiveMaximum(value)
        | Constraint::MultipleOf(value) => is_nearly_famous(*value),
        _ => false,
    };
    let any = types.definitions().any(|(_, definition)| match &definition.shape {
        Shape::Constrained(constrained) => constrained.constraints.iter().any(is_famous),
        _ => false,
    });
    if any {
        root.attributes.push(quote!(#![allow(clippy::approx_constant)]));
    }
}

fn is_nearly_famous(value: f64) -> bool {
    const FAMOUS: &[f64] = &[
        consts::E,
        consts::PI,
        consts::TAU,
        consts::SQRT_2,
        consts::FRAC_1_PI,
        consts::FRAC_1_SQRT_2,
        consts::FRAC_2_PI,
        consts::FRAC_2_SQRT_PI,
        consts::FRAC_PI_2,
        consts::FRAC_PI_3,
        consts::FRAC_PI_4,
        consts::FRAC_PI_6,
        consts::FRAC_PI_8,
        consts::LN_2,
        consts::LN_10,
        consts::LOG2_10,
        consts::LOG2_E,
        consts::LOG10_2,
        consts::LOG10_E,
        // The golden ratio.
        1.618_033_988_749_895,
    ];
    FAMOUS.iter().any(|famous| (value.abs() / famous - 1.0).abs() < 0.005)
}
