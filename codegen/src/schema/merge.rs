//! In: the keywords of two schemas that must both hold.
//! Out: one set of keywords that says the same.
//! Guarantees: bounds become tighter, never wider; where the two contradict each other, that is told to the caller.

use super::{
    Conjunction,
    keywords::{Additional, Keywords, Null},
};
use crate::source::Node;

/// How two schemas contradict each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Contradiction {
    /// They have no type in common; the more telling one is kept.
    Types,
    /// They have no value in common.
    Values,
    /// One refuses members that the other has; all are allowed.
    Closed,
    /// The bounds of one lie beyond those of the other.
    Bounds,
}

impl Keywords {
    /// Makes `self` say what `other` says as well. `other` is the later one.
    pub(super) fn merge(&mut self, other: Self) -> Vec<Contradiction> {
        let mut contradictions = Vec::new();
        if let (Some(mine), Some(theirs)) = (self.types, other.types)
            && mine.and(theirs).is_empty()
            && !(mine.is_empty() && theirs.is_empty())
        {
            contradictions.push(Contradiction::Types);
            // A type by itself, beside a schema that says more, is a slip. Else the later one is meant to override.
            if other.says_at_most_a_type() && !self.says_at_most_a_type() {
                self.merge_annotations(&other);
            } else {
                let earlier = std::mem::replace(self, other);
                let own = std::mem::take(&mut self.annotations);
                self.annotations = earlier.annotations;
                self.merge_annotations(&Self {
                    annotations: own,
                    ..Self::default()
                });
            }
            return contradictions;
        }
        let is_crossed = !self.crossed().is_empty() || !other.crossed().is_empty();
        self.merge_annotations(&other);
        contradictions.extend(self.merge_values(&other));
        self.merge_scalars(&other);
        self.merge_arrays(&other);
        contradictions.extend(self.merge_objects(&other));
        self.unions.extend(other.unions);
        self.nullable |= other.nullable;
        self.discriminator = other.discriminator.or_else(|| self.discriminator.take());
        if !other.unevaluated.is_unsaid() {
            self.unevaluated = other.unevaluated;
        }
        if !is_crossed && !self.crossed().is_empty() {
            contradictions.push(Contradiction::Bounds);
        }
        contradictions
    }

    fn merge_annotations(&mut self, other: &Self) {
        let (mine, theirs) = (&mut self.annotations, &other.annotations);
        mine.title = theirs.title.clone().or_else(|| mine.title.take());
        mine.description = theirs.description.clone().or_else(|| mine.description.take());
        mine.deprecated |= theirs.deprecated;
        mine.read_only |= theirs.read_only;
        mine.write_only |= theirs.write_only;
        mine.xml = theirs.xml.clone().or(std::mem::take(&mut mine.xml));
    }

    fn merge_values(&mut self, other: &Self) -> Option<Contradiction> {
        self.types = match (self.types, other.types) {
            (Some(mine), Some(theirs)) => Some(mine.and(theirs)),
            (mine, theirs) => mine.or(theirs),
        };
        self.null = match (self.null, other.null) {
            (Null::Refused, _) | (_, Null::Refused) => Null::Refused,
            (Null::Unsaid, theirs) => theirs,
            (mine, Null::Unsaid) => mine,
            (Null::Allowed, Null::Allowed) => Null::Allowed,
        };
        let Some(theirs) = &other.enumeration else {
            return None;
        };
        let Some(mine) = &mut self.enumeration else {
            self.enumeration = Some(theirs.clone());
            return None;
        };
        mine.value
            .retain(|value| theirs.value.iter().any(|it| equal(it, value)));
        mine.value.is_empty().then_some(Contradiction::Values)
    }

    fn merge_scalars(&mut self, other: &Self) {
        self.format = other.format.clone().or_else(|| self.format.take());
        self.base64 |= other.base64;
        self.content_media_type = other
            .content_media_type
            .clone()
            .or_else(|| self.content_media_type.take());
        both(&mut self.content_schema, other.content_schema.as_ref());
        self.min_length = larger(self.min_length, other.min_length);
        self.max_length = smaller(self.max_length, other.max_length);
        for pattern in &other.patterns {
            if self.patterns.iter().all(|it| it.value != pattern.value) {
                self.patterns.push(pattern.clone());
            }
        }
        if let Some(bound) = other.minimum {
            bound.tighten_minimum(&mut self.minimum);
        }
        if let Some(bound) = other.maximum {
            bound.tighten_maximum(&mut self.maximum);
        }
        for step in &other.multiple_of {
            if self.multiple_of.iter().all(|it| it.value != step.value) {
                self.multiple_of.push(step.clone());
            }
        }
    }

    fn merge_arrays(&mut self, other: &Self) {
        both(&mut self.items, other.items.as_ref());
        for (index, item) in other.prefix_items.iter().enumerate() {
            match self.prefix_items.get_mut(index) {
                Some(mine) => mine.extend(item),
                None => self.prefix_items.push(item.clone()),
            }
        }
        self.min_items = larger(self.min_items, other.min_items);
        self.max_items = smaller(self.max_items, other.max_items);
        self.unique_items |= other.unique_items;
    }

    fn merge_objects(&mut self, other: &Self) -> Option<Contradiction> {
        let contradiction = self.merge_additional(other);
        for (name, place) in &other.properties {
            match self.properties.get_mut(name) {
                Some(mine) => mine.extend(place),
                None => {
                    self.properties.insert(name.clone(), place.clone());
                }
            }
        }
        for name in &other.required {
            if !self.required.contains(name) {
                self.required.push(name.clone());
            }
        }
        self.pattern_properties.extend(other.pattern_properties.iter().cloned());
        self.min_properties = larger(self.min_properties, other.min_properties);
        self.max_properties = smaller(self.max_properties, other.max_properties);
        for rule in &other.rules {
            if !self.rules.contains(rule) {
                self.rules.push(rule.clone());
            }
        }
        contradiction
    }

    /// A part that refuses further members refuses those of the other parts too, which nobody means.
    fn merge_additional(&mut self, other: &Self) -> Option<Contradiction> {
        let has_all =
            |one: &Self, another: &Self| another.properties.keys().all(|name| one.properties.contains_key(name));
        let mut contradiction = None;
        let closed = |said: &Additional| matches!(said, Additional::Refused);
        let either = closed(&self.additional) || closed(&other.additional);
        let all = closed(&self.additional) && closed(&other.additional);
        let contradicts =
            closed(&self.additional) && !has_all(self, other) || closed(&other.additional) && !has_all(other, self);
        if either && contradicts {
            contradiction = Some(Contradiction::Closed);
        }
        let allowed = |said: &Additional| match said {
            Additional::Allowed(place) => Some(place.clone()),
            Additional::Unsaid | Additional::Refused => None,
        };
        let mut place = allowed(&self.additional);
        both(&mut place, allowed(&other.additional).as_ref());
        self.additional = match place {
            _ if all || (either && !contradicts) => Additional::Refused,
            Some(place) => Additional::Allowed(place),
            None => Additional::Unsaid,
        };
        contradiction
    }
}

fn both(mine: &mut Option<Conjunction>, theirs: Option<&Conjunction>) {
    match (mine, theirs) {
        (Some(mine), Some(theirs)) => mine.extend(theirs),
        (mine @ None, Some(theirs)) => *mine = Some(theirs.clone()),
        (_, None) => {}
    }
}

fn larger(mine: Option<u64>, theirs: Option<u64>) -> Option<u64> {
    mine.max(theirs)
}

fn smaller(mine: Option<u64>, theirs: Option<u64>) -> Option<u64> {
    match (mine, theirs) {
        (Some(mine), Some(theirs)) => Some(mine.min(theirs)),
        (mine, theirs) => mine.or(theirs),
    }
}

/// Numbers are equal by their value (JSON Schema 2020-12, section 4.2.2 of core).
pub(super) fn equal(one: &Node, another: &Node) -> bool {
    match (one.as_f64(), another.as_f64()) {
        (Some(one), Some(another)) => one == another,
        _ => one == another,
    }
}
