//! In: all types, and the operations that use them.
//! Out: members that travel in one direction only, where their type travels in both.
//! Guarantees: a member is read-only or write-only exactly where that bears on its type: in a type that also travels in
//! the other direction the member may be absent there, and is demanded where it travels.

use crate::ir::{Access, Content, Demand, HeaderSet, Operation, Presence, Shape, Type, TypeId, Types};

/// Settles the access of all fields.
pub(super) fn settle(types: &mut Types, operations: &[Operation], header_sets: &[HeaderSet]) {
    let (mut requests, mut responses) = (Vec::new(), Vec::new());
    for operation in operations {
        let parameters = operation
            .parameters
            .iter()
            .flat_map(|parameter| parameter.shape.referred());
        let bodies = operation.body.iter().flat_map(|body| &body.content);
        let sent = parameters.chain(bodies.flat_map(Content::referred));
        // What the service tells a subscriber is its own to say, as its responses are.
        if operation.is_outgoing() {
            responses.extend(sent);
        } else {
            requests.extend(sent);
        }
        for response in operation.successes.iter().chain(&operation.errors) {
            responses.extend(response.content.iter().flat_map(Content::referred));
        }
    }
    for set in header_sets {
        responses.extend(set.headers.iter().flat_map(|header| header.shape.referred()));
    }
    let (requests, responses) = (reached(types, requests), reached(types, responses));
    let ids: Vec<TypeId> = types.definitions().map(|(id, _)| id).collect();
    for id in ids {
        let is_in = |reached: &[bool]| reached.get(id.index()).copied().unwrap_or(false);
        let (sent, answered) = (is_in(&requests), is_in(&responses));
        let Some(Type::Defined(definition)) = types.get_mut(id) else {
            continue;
        };
        let Shape::Object(object) = &mut definition.shape else {
            continue;
        };
        for field in &mut object.fields {
            let one_way = match field.access {
                Access::ReadOnly => answered && !sent,
                Access::WriteOnly => sent && !answered,
                Access::ReadWrite => false,
            };
            if one_way {
                field.access = Access::ReadWrite;
            }
            if field.access != Access::ReadWrite {
                field.demand = demand(field.presence);
            }
            if field.demand != Demand::Nothing {
                field.presence = Presence::Optional;
            }
        }
    }
}

/// What a member that travels in one direction must have there.
fn demand(presence: Presence) -> Demand {
    match presence {
        Presence::Required => Demand::Value,
        Presence::RequiredNullable => Demand::ValueOrNull,
        Presence::Optional | Presence::OptionalNullable => Demand::Nothing,
    }
}

/// For each type whether one of `open` leads to it.
fn reached(types: &Types, mut open: Vec<TypeId>) -> Vec<bool> {
    let mut reached = vec![false; types.iter().count()];
    while let Some(id) = open.pop() {
        if let Some(seen) = reached.get_mut(id.index())
            && !*seen
        {
            *seen = true;
            open.extend(types.get(id).referred());
        }
    }
    reached
}
