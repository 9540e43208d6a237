//! In: the error responses of all operations of the service, and what a user says of the envelope.
//! Out: the error envelope: the type of error body that a server can fill for what it turns away by itself.
//! Guarantees: the type that most error responses share is taken, those of `default` before all others, if a value of
//! it can be made: every member that must be there has a name or a set of values that says what goes in, or a rule.

mod members;
mod rules;
mod words;

use std::cmp::Reverse;
use std::collections::BTreeMap;

pub use self::rules::{EnvelopeRule, EnvelopeRules};
use crate::{
    diagnostic::Diagnostics,
    document::Status,
    ir::{Envelope, Operation, Response, TypeId, Types},
};
use members::Members;

/// Finds the envelope of an API.
pub(super) fn find(
    operations: &[Operation],
    types: &Types,
    rules: &EnvelopeRules,
    diagnostics: &mut Diagnostics,
) -> Option<Envelope> {
    if rules.problem_details {
        return None;
    }
    let own = || operations.iter().filter(|operation| !operation.is_outgoing());
    let errors = || own().flat_map(|operation| &operation.errors);
    let mut votes: BTreeMap<TypeId, (usize, usize)> = BTreeMap::new();
    for response in errors() {
        if let Some((_, body)) = response.structured() {
            let (defaults, all) = votes.entry(body).or_default();
            *defaults += usize::from(response.status == Status::Default);
            *all += 1;
        }
    }
    let mut candidates: Vec<(TypeId, (usize, usize))> = votes.into_iter().collect();
    candidates.sort_by_key(|(ty, votes)| (Reverse(*votes), *ty));
    let mut candidates: Vec<TypeId> = candidates.into_iter().map(|(ty, _)| ty).collect();
    if let Some(wanted) = &rules.schema {
        candidates = rules.chosen(wanted, &candidates, types, diagnostics);
    }
    for ty in candidates {
        let mut members = Members::new(types, rules);
        let value = members.envelope(ty);
        if value.is_some() || rules.schema.is_some() {
            diagnostics.extend(members.problems());
        }
        let mut forms = errors().filter_map(Response::structured);
        let content = forms
            .find(|(_, other)| *other == ty)
            .map(|(content, _)| content.clone());
        if let (Some(value), Some(content)) = (value, content) {
            return Some(Envelope { ty, value, content });
        }
    }
    diagnostics.extend(rules.without_envelope());
    None
}
