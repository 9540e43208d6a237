//! In: a schema that is a `$ref`.
//! Out: what holds at the end of the chain of references, and what an inline target is named after.
//! Guarantees: a cycle is reported once, and no chain is too long.

use std::collections::HashSet;

use super::types::TypeLowering;
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    ir::{Hint, HintRank},
    pointer::Pointer,
    schema::{Annotations, Conjunction, Keywords, Null, Schema},
};

/// How deep unions may be nested for a `null` in the innermost to be seen.
const DEEPEST_UNION: usize = 8;

impl TypeLowering<'_> {
    /// Whether the schema at the end of a chain of `$ref`s, or one of the chain, allows `null`; `None` if the chain is a
    /// circle.
    pub(super) fn allows_null_at_the_end(&mut self, start: &Conjunction) -> Option<bool> {
        self.null_at_the_end(start, 0)
    }

    /// What is found holds for all of the chain, so that no part of it is walked twice.
    fn null_at_the_end(&mut self, start: &Conjunction, depth: usize) -> Option<bool> {
        let mut chain: Vec<(Conjunction, bool)> = Vec::new();
        let mut seen = HashSet::new();
        let mut at = start.clone();
        let mut allowed = loop {
            if let Some(known) = self.nullable_ends.get(&at) {
                break *known;
            }
            if !seen.insert(at.clone()) {
                self.report_cycle(&chain, &at);
                return None;
            }
            match self.reader.read(&at) {
                Some(Schema::Reference { target, nullable, .. }) => {
                    chain.push((at, nullable));
                    at = target.into();
                }
                Some(Schema::Keywords(keywords)) => break self.allows_null(&keywords, depth),
                Some(Schema::Anything(_) | Schema::Nothing) | None => break false,
            }
        };
        for (place, nullable) in chain.into_iter().rev() {
            allowed |= nullable;
            self.nullable_ends.insert(place, allowed);
        }
        Some(allowed)
    }

    /// Whether `null` is allowed besides what the type of the schema allows.
    pub(super) fn allows_null(&mut self, keywords: &Keywords, depth: usize) -> bool {
        match keywords.null {
            Null::Allowed => !is_only_null(keywords),
            Null::Refused => false,
            Null::Unsaid => {
                let any = |types: &mut Self, branches: &[Pointer]| {
                    let allows = |branch: &Pointer| types.null_at_the_end(&branch.into(), depth + 1) == Some(true);
                    branches.iter().any(allows)
                };
                depth < DEEPEST_UNION
                    && !keywords.unions.is_empty()
                    && keywords.unions.iter().all(|union| any(self, &union.branches))
            }
        }
    }

    /// What the schema at `place` says beside validity, for the docs of the place that holds it. The directions in which
    /// a value travels count from behind `$ref`s as well.
    pub(super) fn annotations(&mut self, place: &Conjunction) -> Annotations {
        match self.reader.read(place) {
            Some(Schema::Reference {
                target,
                mut annotations,
                ..
            }) => {
                let (read_only, write_only) = self.access_at_the_end(&target);
                annotations.read_only |= read_only;
                annotations.write_only |= write_only;
                annotations
            }
            Some(Schema::Anything(annotations)) => annotations,
            Some(Schema::Keywords(keywords)) => keywords.annotations,
            Some(Schema::Nothing) | None => Annotations::default(),
        }
    }

    fn access_at_the_end(&mut self, target: &Pointer) -> (bool, bool) {
        if let Some(known) = self.access_ends.get(target) {
            return *known;
        }
        let mut access = (false, false);
        let mut seen = HashSet::new();
        let mut at = target.clone();
        while seen.insert(at.clone()) {
            let (annotations, next) = match self.reader.read(&(&at).into()) {
                Some(Schema::Reference {
                    target, annotations, ..
                }) => (annotations, Some(target)),
                Some(Schema::Keywords(keywords)) => (keywords.annotations, None),
                Some(Schema::Anything(_) | Schema::Nothing) | None => break,
            };
            access.0 |= annotations.read_only;
            access.1 |= annotations.write_only;
            match next {
                Some(target) => at = target,
                None => break,
            }
        }
        self.access_ends.insert(target.clone(), access);
        access
    }

    /// A cycle is one mistake, wherever one enters it.
    fn report_cycle(&mut self, chain: &[(Conjunction, bool)], again: &Conjunction) {
        let places: Vec<&Pointer> = chain.iter().map(|(place, _)| place.pointer()).collect();
        let Some(start) = places.first() else {
            return;
        };
        if places.iter().any(|pointer| self.cyclic.contains(*pointer)) {
            return;
        }
        let all = places.iter().copied().chain([again.pointer()]);
        let shown: Vec<String> = all.skip(1).take(8).map(|it| format!("`{it}`")).collect();
        let more = if chain.len() > 8 { " -> ..." } else { "" };
        self.diagnostics.push(
            Diagnostic::new(
                Code::RefCycle,
                Location::Pointer(start.child("$ref")),
                format!("the `$ref` leads back to itself: {}{more}", shown.join(" -> ")),
            )
            .help("one of these schemas must say what the value is, such as `type: object`"),
        );
        self.cyclic.extend(places.into_iter().cloned());
    }
}

/// Whether nothing but `null` is allowed.
pub(super) fn is_only_null(keywords: &Keywords) -> bool {
    let only_type = keywords.types.is_some_and(|types| types.is_empty());
    let values = keywords.enumeration.as_ref();
    let only_value = values.is_some_and(|it| it.value.iter().all(crate::source::Node::is_null));
    keywords.null == Null::Allowed && keywords.unions.is_empty() && (only_type || only_value)
}

/// A schema that only a `$ref` reaches is named after the place where it stands.
pub(super) fn target_hint(words: Vec<String>) -> Hint {
    let structural = [
        "components",
        "schemas",
        "properties",
        "paths",
        "content",
        "schema",
        "items",
        "$defs",
        "definitions",
    ];
    Hint {
        rank: HintRank::Place,
        words: words
            .into_iter()
            .filter(|word| !structural.contains(&word.as_str()))
            .collect(),
    }
}
