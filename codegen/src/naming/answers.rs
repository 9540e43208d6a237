//! In: the responses of an operation.
//! Out: a name for each status, and for each form of one that has several.
//! Guarantees: names within one outcome differ.

use std::collections::{HashMap, HashSet};

use super::{scope::Scope, words::Name};
use crate::ir::{Content, ContentKind, Response, Status};

/// The names of the variants, for each response one for each of its forms; for one without a body a single one.
pub(super) fn variants(responses: &[Response]) -> Vec<Vec<Name>> {
    let mut scope = Scope::new(&[], "status");
    let of_response = |response: &Response| {
        let phrase = phrase(response.status);
        match response.content.as_slice() {
            [] | [_] => vec![scope.claim(&[&phrase])],
            several => {
                let forms = Forms::of(several);
                let named = several.iter();
                named
                    .map(|content| scope.claim(&[&phrase, &forms.name(content)]))
                    .collect()
            }
        }
    };
    responses.iter().map(of_response).collect()
}

/// A status in words.
pub(super) fn phrase(status: Status) -> String {
    match status {
        Status::Code(code) => http::StatusCode::from_u16(code)
            .ok()
            .and_then(|status| status.canonical_reason())
            .map_or_else(|| format!("status {code}"), |reason| reason.replace('\'', "")),
        Status::Range(digit) => match digit {
            1 => "informational",
            2 => "successful",
            3 => "redirection",
            4 => "client error",
            _ => "server error",
        }
        .to_owned(),
        Status::Default => "default".to_owned(),
    }
}

/// What the forms of a body have in common: how many are of each kind, and have each media type.
pub(super) struct Forms {
    kinds: HashMap<&'static str, usize>,
    essences: HashMap<String, usize>,
}

impl Forms {
    pub(super) fn of(all: &[Content]) -> Self {
        let mut forms = Self {
            kinds: HashMap::new(),
            essences: HashMap::new(),
        };
        for content in all {
            *forms.kinds.entry(kind(&content.kind)).or_default() += 1;
            let essences: HashSet<String> = content.media_types.iter().map(|name| essence(name)).collect();
            for essence in essences {
                *forms.essences.entry(essence).or_default() += 1;
            }
        }
        forms
    }

    /// What tells a form from the others: its kind, or its subtype where several are of that kind.
    pub(super) fn name(&self, content: &Content) -> String {
        let kind = kind(&content.kind);
        if self.kinds.get(kind) == Some(&1) {
            return kind.to_owned();
        }
        let name = content.media_types.first().map(String::as_str).unwrap_or_default();
        let subtype = name.split_once('/').map_or(name, |(_, subtype)| subtype);
        // Parameters tell forms apart only where the essence does not.
        let distinct = if self.essences.get(&essence(name)) == Some(&1) {
            essence(subtype)
        } else {
            subtype.to_ascii_lowercase()
        };
        // `+json` tells nothing, and the names of symbols would.
        distinct.replace("+json", "").replace(['+', '=', ';', '*', '"'], " ")
    }
}

/// A media type without its parameters.
fn essence(name: &str) -> String {
    name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase()
}

fn kind(kind: &ContentKind) -> &'static str {
    match kind {
        // That a value may be XML as well changes no name.
        ContentKind::Json(_) | ContentKind::JsonOrXml(_) => "json",
        ContentKind::Text(_) => "text",
        ContentKind::Binary => "binary",
        ContentKind::Form(_) => "form",
        ContentKind::Multipart(_) => "multipart",
        ContentKind::Xml(_) => "xml",
        ContentKind::Stream(_) => "stream",
    }
}
