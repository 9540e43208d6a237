//! In: the groups of operations.
//! Out: a name for each, and one for the module of what the service sends.
//! Guarantees: what the service sends renames nothing that it serves.

use super::{OperationNames, reserved, scope::Scope, words::Name};
use crate::ir::Api;

/// Names for the tags of an API, and for the module.
pub(super) fn names(api: &Api, operations: &[OperationNames]) -> (Vec<Name>, Name) {
    let usual = [
        reserved::PRELUDE,
        reserved::TYPES,
        reserved::TAGS,
        reserved::CLIENT_METHODS,
    ];
    let mut scope = Scope::new(&usual, "operations");
    // A group stands beside the types of its operations' calls and requests.
    for names in operations {
        scope.occupy(&names.call);
        scope.occupy(&names.request);
    }
    let served = api.tags.iter().filter(|tag| !tag.outgoing);
    let mut names: Vec<Name> = served.map(|tag| scope.claim(&[&tag.name])).collect();
    let module = scope.claim_first_free(Name::new(&["webhooks"], ""), Name::new(&["outgoing"], ""));
    scope.reserve(reserved::OUTGOING_TAGS);
    names.extend(api.tags.iter().filter(|tag| tag.outgoing).map(|tag| {
        let usual = scope.unreserved(&[&tag.name]);
        let other = usual.with("events");
        scope.claim_first_free(usual, other)
    }));
    (names, module)
}
