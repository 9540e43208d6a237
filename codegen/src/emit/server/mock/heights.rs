//! In: all types.
//! Out: how deep the least value of each is nested.
//! Guarantees: a type whose values contain values of itself without an end has none.

use crate::ir::{Access, Base, Constrained, Constraint, Demand, Object, Shape, Type, TypeId, Types, Union};

/// No mock goes deeper.
const DEEPEST: usize = 40;

/// How deep the least value of each type is nested.
pub(super) struct Heights(Vec<Option<usize>>);

impl Heights {
    pub(super) fn of(types: &Types) -> Self {
        let mut heights = Self(vec![None; types.iter().count()]);
        // Each round settles one level at least.
        for _ in 0..DEEPEST {
            let next: Vec<Option<usize>> = types.iter().map(|(_, ty)| heights.of_type(ty)).collect();
            if next == heights.0 {
                break;
            }
            heights.0 = next;
        }
        heights
    }

    /// The variant of which the least value is the least nested.
    pub(super) fn shallowest(&self, union: &Union) -> usize {
        let heights = union.variants.iter().map(|variant| self.get(variant.ty));
        let known = heights.enumerate().filter_map(|(index, height)| Some((height?, index)));
        known.min().map_or(0, |(_, index)| index)
    }

    fn get(&self, id: TypeId) -> Option<usize> {
        self.0.get(id.index()).copied().flatten()
    }

    fn around(&self, id: TypeId) -> Option<usize> {
        Some(self.get(id)? + 1)
    }

    fn of_type(&self, ty: &Type) -> Option<usize> {
        match ty {
            Type::Never => None,
            Type::JsonText(inner) => self.get(*inner),
            Type::Defined(definition) => match &definition.shape {
                Shape::Object(object) => self.object(object),
                Shape::Enumeration(_) => Some(0),
                // A union is a level of its own, or two could be the least variants of each other.
                Shape::Union(union) => union.variants.iter().filter_map(|it| self.around(it.ty)).min(),
                Shape::Tuple(tuple) => {
                    let items = tuple.items.iter().take(tuple.required).map(|item| self.around(*item));
                    items
                        .collect::<Option<Vec<_>>>()
                        .map(|items| items.into_iter().max().unwrap_or(0))
                }
                Shape::Constrained(constrained) => self.constrained(constrained),
                Shape::Alias(alias) => self.get(alias.target),
            },
            _ => Some(0),
        }
    }

    fn object(&self, object: &Object) -> Option<usize> {
        let required = object.fields.iter().filter(|field| {
            field.access != Access::WriteOnly && (!field.presence.may_be_absent() || field.demand == Demand::Value)
        });
        let heights: Option<Vec<usize>> = required.map(|field| self.around(field.ty)).collect();
        heights.map(|heights| heights.into_iter().max().unwrap_or(0))
    }

    fn constrained(&self, constrained: &Constrained) -> Option<usize> {
        let is_filled = |constraint: &Constraint| matches!(constraint, Constraint::MinCount(1..));
        match constrained.base {
            Base::Array(inner) | Base::Map(inner) if constrained.constraints.iter().any(is_filled) => {
                self.around(inner)
            }
            _ => Some(0),
        }
    }
}
