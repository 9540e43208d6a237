//! In: what an operation asks for, and the credentials that a client was given.
//! Out: the credentials that a request carries.
//! Guarantee: those of one alternative, all of them; nothing is sent to meet an alternative in part.

use super::core::Settings;
use super::credential::Prepared;
use super::{Operation, SchemeKind};

/// Where a credential travels. Two that travel in one place are one.
#[derive(Clone, Copy)]
enum Place {
    Header(&'static str),
    Query(&'static str),
    Cookie(&'static str),
    Transport,
}

impl PartialEq for Place {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Header(name), Self::Header(other)) => name.eq_ignore_ascii_case(other),
            (Self::Query(name), Self::Query(other)) | (Self::Cookie(name), Self::Cookie(other)) => name == other,
            (Self::Transport, Self::Transport) => true,
            _ => false,
        }
    }
}

fn place(kind: SchemeKind) -> Place {
    match kind {
        SchemeKind::Bearer | SchemeKind::Basic | SchemeKind::Http(_) => Place::Header("authorization"),
        SchemeKind::Header(name) => Place::Header(name),
        SchemeKind::Query(name) => Place::Query(name),
        SchemeKind::Cookie(name) => Place::Cookie(name),
        SchemeKind::Signature(scheme) => Place::Header(scheme.signature_header),
        SchemeKind::MutualTls => Place::Transport,
    }
}

/// The credentials for the first alternative that can be met, `None` if there is none. An alternative without
/// credentials is no choice: whoever gave credentials wants them sent.
pub(super) fn chosen<'s>(operation: &Operation, settings: &'s Settings) -> Option<Vec<&'s Prepared>> {
    let mut alternatives = operation.security.iter().map(|schemes| credentials(schemes, settings));
    alternatives.find_map(|credentials| credentials.filter(|them| !them.is_empty()))
}

/// One credential for each place in which `schemes` travel; `None` if one is missing.
fn credentials<'s>(schemes: &[usize], settings: &'s Settings) -> Option<Vec<&'s Prepared>> {
    let mut places: Vec<(Place, Option<&Prepared>)> = Vec::new();
    for index in schemes {
        let place = place(settings.api.schemes.get(*index)?.kind);
        let given = settings.credentials.get(index);
        match places.iter_mut().find(|(known, _)| *known == place) {
            Some((_, credential)) => *credential = credential.or(given),
            None => places.push((place, given)),
        }
    }
    places.retain(|(place, _)| *place != Place::Transport);
    places.into_iter().map(|(_, credential)| credential).collect()
}
