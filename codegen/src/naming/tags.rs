//! In: the groups of operations.
//! Out: a name for each, and one for the module of what the service sends.
//! Guarantees: what the service sends renames nothing that it serves.

use std::collections::HashMap;

use super::{OperationNames, chosen, reserved, scope::Scope, words::Name};
use crate::{
    diagnostic::Diagnostics,
    ir::{Api, Tag},
};

/// What tags are called.
pub(super) struct TagNames {
    pub(super) tags: Vec<Name>,
    pub(super) tag_groups: Vec<Name>,
    /// The module of what the service sends.
    pub(super) outgoing: Name,
    /// The module of the mock.
    pub(super) mock: Name,
    /// The module of the API reference.
    pub(super) docs: Name,
}

impl TagNames {
    pub(super) fn of(api: &Api, operations: &[OperationNames], diagnostics: &mut Diagnostics) -> Self {
        let usual = [
            reserved::PRELUDE,
            reserved::TYPES,
            reserved::TAGS,
            reserved::CLIENT_METHODS,
        ];
        let mut scope = Scope::new(&usual, "operations");
        // What is emitted for a tag stands beside the types of its operations' calls and requests.
        for names in operations {
            scope.occupy(&names.call);
            scope.occupy(&names.request);
        }
        let (served, sent): (Vec<&Tag>, Vec<&Tag>) = api.tags.iter().partition(|tag| !tag.outgoing);
        let chosen = |index: usize| api.chosen.tags.get(&index);
        let mut tags = chosen::claim(&mut scope, &served, chosen, diagnostics, |scope, tag| {
            scope.claim(&[&tag.name])
        });
        let own: HashMap<&str, &Name> = served.iter().map(|tag| tag.name.as_str()).zip(&tags).collect();
        let chosen = |index: usize| api.chosen.tag_groups.get(&index);
        let tag_groups = chosen::claim(&mut scope, &api.tag_groups, chosen, diagnostics, |scope, group| {
            let own = own.get(group.name.as_str());
            own.map_or_else(|| scope.claim(&[&group.name]), |name| (*name).clone())
        });
        let outgoing = scope.claim_first_free(Name::new(&["webhooks"], ""), Name::new(&["outgoing"], ""));
        scope.reserve(reserved::OUTGOING_TAGS);
        tags.extend(sent.iter().zip(served.len()..).map(|(tag, index)| {
            // A tag that the service's operations have too has one name for both; they were there first.
            let chosen = api.chosen.tags.get(&index).map(|chosen| chosen.text.as_str());
            let usual = scope.unreserved(&[chosen.unwrap_or(&tag.name)]);
            let other = usual.with("events");
            scope.claim_first_free(usual, other)
        }));
        // Last, since they rename nothing.
        let mock = scope.claim_first_free(Name::new(&["mock"], ""), Name::new(&["mock", "service"], ""));
        let docs = scope.claim_first_free(Name::new(&["docs"], ""), Name::new(&["api", "docs"], ""));
        Self {
            tags,
            tag_groups,
            outgoing,
            mock,
            docs,
        }
    }
}
