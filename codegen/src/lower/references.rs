//! In: a schema that is a `$ref`.
//! Out: where the chain of references ends, and what an inline target is named after.
//! Guarantees: a cycle is reported once, and no chain is too long.

use std::collections::HashSet;

use super::types::TypeLowering;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Hint, HintRank},
    pointer::Pointer,
    schema::{JsonType, Schema},
};

impl TypeLowering<'_> {
    /// Whether the schema at the end of a chain of `$ref`s allows `null`; `None` if the chain is a circle.
    ///
    /// What is found holds for all of the chain, so that no part of it is walked twice.
    pub(super) fn is_nullable_at_the_end(&mut self, start: &Pointer) -> Option<bool> {
        let mut chain = vec![start.clone()];
        let mut seen = HashSet::from([start.clone()]);
        let mut at = start.clone();
        let nullable = loop {
            if let Some(known) = self.nullable_ends.get(&at) {
                break *known;
            }
            match self.reader.read(&at, &mut Diagnostics::default()) {
                Some(Schema::Reference { target, .. }) => {
                    chain.push(target.clone());
                    if !seen.insert(target.clone()) {
                        self.report_cycle(start, &chain);
                        return None;
                    }
                    at = target;
                }
                Some(Schema::Keywords(keywords)) => break keywords.types.contains(JsonType::Null),
                Some(Schema::Anything(_) | Schema::Nothing) | None => break false,
            }
        };
        self.nullable_ends
            .extend(chain.into_iter().map(|pointer| (pointer, nullable)));
        Some(nullable)
    }

    /// A cycle is one mistake, wherever one enters it.
    fn report_cycle(&mut self, start: &Pointer, chain: &[Pointer]) {
        if chain.iter().any(|pointer| self.cyclic.contains(pointer)) {
            return;
        }
        self.cyclic.extend(chain.iter().cloned());
        let shown: Vec<String> = chain.iter().skip(1).take(8).map(|it| format!("`{it}`")).collect();
        let more = if chain.len() > 9 { " -> ..." } else { "" };
        self.diagnostics.push(
            Diagnostic::new(
                Code::RefCycle,
                Location::Pointer(start.child("$ref")),
                format!("the `$ref` leads back to itself: {}{more}", shown.join(" -> ")),
            )
            .help("one of these schemas must say what the value is, such as `type: object`"),
        );
    }
}

/// A schema that only a `$ref` reaches is named after the place where it stands.
pub(super) fn target_hint(target: &Pointer) -> Hint {
    let structural = [
        "components",
        "schemas",
        "properties",
        "paths",
        "content",
        "schema",
        "items",
    ];
    Hint {
        rank: HintRank::Place,
        words: target
            .tokens()
            .filter(|token| !structural.contains(&token.as_ref()))
            .map(|token| token.into_owned())
            .collect(),
    }
}
