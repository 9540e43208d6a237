//! In: the responses of an operation.
//! Out: a name for each status, and for each form of one that has several.
//! Guarantees: names within one outcome differ.

use super::{scope::Scope, words::Name};
use crate::ir::{Content, ContentKind, Response, Status};

/// The names of the variants, for each response one for each of its forms; for one without a body a single one.
pub(super) fn variants(responses: &[Response]) -> Vec<Vec<Name>> {
    let mut scope = Scope::new(&[], "status");
    let of_response = |response: &Response| {
        let phrase = phrase(response.status);
        match response.content.as_slice() {
            [] | [_] => vec![scope.claim(&[&phrase])],
            several => several
                .iter()
                .map(|content| scope.claim(&[&phrase, &form(content, several)]))
                .collect(),
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

/// What tells a form from the others: its kind, or its subtype where several are of that kind.
pub(super) fn form(content: &Content, all: &[Content]) -> String {
    let kind = kind(&content.kind);
    if all.iter().filter(|other| self::kind(&other.kind) == kind).count() == 1 {
        return kind.to_owned();
    }
    let name = content.media_types.first().map(String::as_str).unwrap_or_default();
    let subtype = name.split_once('/').map_or(name, |(_, subtype)| subtype);
    // Parameters tell forms apart only where the essence does not.
    let essence = |name: &str| name.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let alike = |other: &&Content| other.media_types.iter().any(|it| essence(it) == essence(name));
    let distinct = if all.iter().filter(alike).count() == 1 {
        essence(subtype)
    } else {
        subtype.to_ascii_lowercase()
    };
    // `+json` tells nothing, and the names of symbols would.
    distinct.replace("+json", "").replace(['+', '=', ';', '*', '"'], " ")
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
