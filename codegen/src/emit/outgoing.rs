//! In: the requests that a service sends: webhooks and callbacks.
//! Out: a module of the client crate that receives them, and one of the server crate that sends them.
//! Guarantees: receivers are emitted as servers are and senders as clients; crates of an API that sends nothing have
//! neither.

use quote::quote;

use super::{
    CrateKind, Emission, SourceFile, Traffic, Unit, client, docs::code_span, features::Features, fragments::ident,
    module::nested, server,
};
use crate::ir::{Destination, Operation};

/// Whether the crates have such a module.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    emission.webhooks && emission.api.tags.iter().any(|tag| tag.outgoing)
}

/// What a request that the service sends is; `None` of those that it answers.
pub(super) fn about(operation: &Operation) -> Option<String> {
    match &operation.destination {
        Destination::Service => None,
        Destination::Webhook(name) => Some(format!("the webhook {}", code_span(name))),
        Destination::Callback(callback) => {
            let operations: Vec<String> = callback.operations.iter().map(|id| code_span(id)).collect();
            Some(format!(
                "the callback {} of {}, whose URL is {}",
                code_span(&callback.name),
                operations.join(" and "),
                code_span(&callback.expression)
            ))
        }
    }
}

/// Adds the module to a crate.
pub(super) fn add<'a>(emission: &Emission<'a>, kind: CrateKind, root: &mut SourceFile, units: &mut Vec<Unit<'a>>) {
    if kind == CrateKind::Types || !any(emission) {
        return;
    }
    let sent = emission.of(Traffic::Outgoing);
    let mut files = vec![Unit::new(1, move || {
        Some(match kind {
            CrateKind::Client => server::root(&sent),
            CrateKind::Types | CrateKind::Server => client::root(&sent),
        })
    })];
    files.extend(match kind {
        CrateKind::Client => server::emit(&sent),
        CrateKind::Types | CrateKind::Server => client::emit(&sent),
    });
    let name = emission.names.outgoing.snake();
    units.extend(nested(emission, &name, files));
    let (module, condition) = (ident(&name), Features::of(emission).outgoing());
    // Behind the crate's own modules, in front of what it exports.
    let at = root.head.len().saturating_sub(1);
    root.head
        .insert(at, quote!(#condition #[rustfmt::skip] pub mod #module;));
}
