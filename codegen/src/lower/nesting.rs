//! In: types in each other, without circles of values.
//! Out: the same, with a box here and there in long chains, and how deep they are nested all the same.
//! Guarantees: rustc, which follows types to a depth of 128 unless told otherwise, lays out every value.

use super::edges::by_value;
use crate::ir::{Shape, Type, TypeId, Types};

/// How many objects may stand in each other without a box. Each takes rustc two steps, and what is generic around them
/// takes some too.
const DEEPEST: usize = 24;

/// Puts a field behind a pointer wherever values would be nested too deep.
pub(super) fn box_deep_fields(types: &mut Types) {
    let mut depths = vec![0_usize; types.iter().count()];
    for id in inside_out(types, by_value) {
        let depth = |inner: TypeId| depths.get(inner.index()).copied().unwrap_or_default();
        let mut deepest = 0;
        if let Some(Type::Defined(definition)) = types.get_mut(id)
            && let Shape::Object(object) = &mut definition.shape
        {
            for field in object.fields.iter_mut().filter(|field| !field.boxed) {
                field.boxed = depth(field.ty) >= DEEPEST;
                if !field.boxed {
                    deepest = deepest.max(depth(field.ty));
                }
            }
        } else {
            deepest = by_value(types.get(id)).into_iter().map(depth).max().unwrap_or_default();
        }
        if let Some(slot) = depths.get_mut(id.index()) {
            *slot = deepest + 1;
        }
    }
}

/// How many types hold each other in the longest chain, about.
pub fn nesting(types: &Types) -> usize {
    let mut depths = vec![0_usize; types.iter().count()];
    for id in inside_out(types, Type::referred) {
        let inner = types.get(id).referred().into_iter();
        let deepest = inner.filter_map(|inner| depths.get(inner.index()).copied()).max();
        if let Some(slot) = depths.get_mut(id.index()) {
            *slot = deepest.unwrap_or_default() + 1;
        }
    }
    depths.into_iter().max().unwrap_or_default()
}

/// All types, each behind those that it leads to, circles aside.
fn inside_out(types: &Types, edges: fn(&Type) -> Vec<TypeId>) -> Vec<TypeId> {
    let mut seen = vec![false; types.iter().count()];
    let mut order = Vec::with_capacity(seen.len());
    for (root, _) in types.iter() {
        let mut open = vec![(root, None)];
        while let Some((id, inner)) = open.pop() {
            let mut inner: std::vec::IntoIter<TypeId> = match inner {
                Some(inner) => inner,
                None => match seen.get_mut(id.index()).map(|seen| std::mem::replace(seen, true)) {
                    Some(false) => edges(types.get(id)).into_iter(),
                    _ => continue,
                },
            };
            match inner.next() {
                Some(next) => open.extend([(id, Some(inner)), (next, None)]),
                None => order.push(id),
            }
        }
    }
    order
}
