//! In: the keywords of an array.
//! Out: its shape, or the array that needs no name.
//! Guarantees: items are all lowered, even after one of them has failed.

use super::{
    scalars,
    types::{Made, TypeLowering},
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    ir::{Base, Constrained, Hint, Shape, Tuple, Type, TypeId, UntypedReason},
    schema::{Conjunction, Keywords},
};

impl TypeLowering<'_> {
    pub(super) fn array(&mut self, place: &Conjunction, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        if !keywords.prefix_items.is_empty() {
            return self.tuple(place, hint, keywords);
        }
        let item = match &keywords.items {
            Some(items) => self.value(items.clone(), &hint.inner("item"))?,
            None => self.untyped(place.pointer(), UntypedReason::Unsaid),
        };
        let constraints = scalars::counts(keywords.min_items, keywords.max_items, keywords.unique_items);
        if constraints.is_empty() {
            return Some(Made::Type(self.sharing.intern(Type::Array(item))));
        }
        Some(Made::Shape(Shape::Constrained(Constrained {
            base: Base::Array(item),
            constraints,
        })))
    }

    fn tuple(&mut self, place: &Conjunction, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        let longest = keywords.max_items.and_then(|max| usize::try_from(max).ok());
        let prefix = keywords.prefix_items.iter().take(longest.unwrap_or(usize::MAX));
        let items: Vec<Option<TypeId>> = prefix
            .enumerate()
            .map(|(index, item)| self.value(item.clone(), &hint.inner(&format!("item {}", index + 1))))
            .collect();
        let items: Vec<TypeId> = items.into_iter().collect::<Option<_>>()?;
        let no_more = longest.is_some_and(|longest| longest <= items.len());
        let rest = match &keywords.items {
            _ if no_more => None,
            Some(rest) => Some(self.value(rest.clone(), &hint.inner("rest"))?),
            None => Some(self.any()),
        };
        let rest = rest.filter(|rest| !matches!(self.resolved(*rest), Type::Never));
        let shortest = keywords
            .min_items
            .and_then(|min| usize::try_from(min).ok())
            .unwrap_or(0);
        let counted = shortest > items.len() || rest.is_some() && longest.is_some();
        for (unchecked, keyword) in [(counted, "maxItems"), (keywords.unique_items, "uniqueItems")] {
            if unchecked {
                let message = format!("no tuple can express `{keyword}`; values are not checked against it");
                let at = Location::Pointer(place.pointer().clone());
                self.diagnostics
                    .push(Diagnostic::new(Code::UncheckedKeyword, at, message));
            }
        }
        if items.is_empty() {
            let never = self.sharing.intern(Type::Never);
            return Some(Made::Type(self.sharing.intern(Type::Array(never))));
        }
        let required = shortest.min(items.len());
        Some(Made::Shape(Shape::Tuple(Tuple { items, required, rest })))
    }
}
