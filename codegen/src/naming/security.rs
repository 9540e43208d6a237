//! In: what the operations of an API ask of requests.
//! Out: a name for each combination of credentials, and one for each check.
//! Guarantees: equal ones share a name, others never do.

use std::collections::{BTreeSet, HashMap};

use super::scope::Scope;
use super::words::Name;
use crate::ir::{Api, Requirement};

/// The names around authentication.
#[derive(Debug, Clone, Default)]
pub struct SecurityNames {
    credentials: HashMap<Vec<usize>, Name>,
    checks: HashMap<Vec<Requirement>, Name>,
}

impl SecurityNames {
    /// `schemes` are aligned with `Api::schemes`.
    pub(super) fn of(api: &Api, schemes: &[Name]) -> Self {
        let words = |requirement: &Requirement| {
            let names = requirement
                .indexes()
                .filter_map(|index| schemes.get(index).map(Name::snake));
            names.collect::<Vec<_>>().join("_and_")
        };
        let mut names = Self::default();
        let mut checks = Scope::new(&[], "check");
        for operation in api.operations.iter().filter(|it| !it.security.is_empty()) {
            if !names.checks.contains_key(&operation.security) {
                let name = checks.claim(&[&check(&operation.security, words)]);
                names.checks.insert(operation.security.clone(), name);
            }
        }
        let all = api.operations.iter().flat_map(|operation| &operation.security);
        let combinations: BTreeSet<Vec<usize>> = all.map(|it| it.indexes().collect()).collect();
        let mut variants = Scope::new(&[], "credential");
        for combination in combinations.into_iter().filter(|it| !it.is_empty()) {
            let words = combination
                .iter()
                .filter_map(|index| schemes.get(*index).map(Name::snake));
            let name = variants.claim(&[&words.collect::<Vec<_>>().join("_and_")]);
            names.credentials.insert(combination, name);
        }
        names
    }

    /// The name of the credentials of schemes, given by their indexes in ascending order.
    pub fn credentials(&self, schemes: &[usize]) -> Option<&Name> {
        self.credentials.get(schemes)
    }

    /// The name of the check for the alternatives of an operation.
    pub fn check(&self, security: &[Requirement]) -> Option<&Name> {
        self.checks.get(security)
    }
}

/// `by_this_and_that_or_other`. Alternatives that differ in their scopes only are named once.
fn check(security: &[Requirement], words: impl Fn(&Requirement) -> String) -> String {
    let mut alternatives: Vec<String> = Vec::new();
    for requirement in security {
        let words = if requirement.schemes.is_empty() {
            "anonymous".to_owned()
        } else {
            words(requirement)
        };
        if !alternatives.contains(&words) {
            alternatives.push(words);
        }
    }
    format!("by_{}", alternatives.join("_or_"))
}
