//! In: the groups of operations.
//! Out: a name for each, and one for the module of what the service sends.
//! Guarantees: what the service sends renames nothing that it serves.

use super::{OperationNames, chosen, reserved, scope::Scope, words::Name};
use crate::{
    diagnostic::Diagnostics,
    ir::{Api, Tag, TagGroup},
};

/// What tags are called.
pub(super) struct TagNames {
    pub(super) tags: Vec<Name>,
    pub(super) tag_groups: Vec<Name>,
    /// The module of what the service sends.
    pub(super) outgoing: Name,
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
        let name_of_group = |group: &TagGroup| {
            let own = served.iter().zip(&tags).find(|(tag, _)| tag.name == group.name);
            own.map_or_else(|| scope.claim(&[&group.name]), |(_, name)| name.clone())
        };
        let tag_groups = api.tag_groups.iter().map(name_of_group).collect();
        let outgoing = scope.claim_first_free(Name::new(&["webhooks"], ""), Name::new(&["outgoing"], ""));
        scope.reserve(reserved::OUTGOING_TAGS);
        let chosen = |index: usize| api.chosen.tags.get(&(index + served.len()));
        tags.extend(chosen::claim(&mut scope, &sent, chosen, diagnostics, |scope, tag| {
            let usual = scope.unreserved(&[&tag.name]);
            let other = usual.with("events");
            scope.claim_first_free(usual, other)
        }));
        Self {
            tags,
            tag_groups,
            outgoing,
        }
    }
}
