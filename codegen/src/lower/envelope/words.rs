//! In: names of members and values of enumerations.
//! Out: what such a member says of a rejection, and for which statuses such a value stands.
//! Guarantees: a name that says nothing is not guessed at.

use crate::{
    document::Status,
    ir::{Enumeration, EnvelopeValue, Literal, TypeId},
};

/// The statuses a server answers by itself, each with words that name it in an enumeration; the first word that is
/// part of a value decides.
const STATUS_WORDS: [(u16, &[&str]); 8] = [
    (
        401,
        &[
            "authentication",
            "unauthenticated",
            "unauthorized",
            "unauthorised",
            "auth",
        ],
    ),
    (403, &["permission", "forbidden", "access_denied", "authorization"]),
    (404, &["not_found", "notfound", "missing"]),
    (405, &["method_not_allowed", "method"]),
    (408, &["timeout"]),
    (413, &["too_large", "payload"]),
    (415, &["media_type"]),
    (429, &["rate_limit", "too_many"]),
];
const SERVER_WORDS: &[&str] = &["internal", "server", "api_error", "unexpected"];
const OTHER_WORDS: &[&str] = &["invalid_request", "bad_request", "validation", "invalid", "request"];

/// What a member of that name says, if it is a string.
pub(super) fn text(name: &str, must: bool) -> Option<EnvelopeValue> {
    let name = name.to_lowercase().replace(['-', '_'], "");
    Some(match name.as_str() {
        "message" | "description" | "detail" | "error" | "errormessage" | "errordescription" | "msg" | "title"
        | "reason"
            if must =>
        {
            EnvelopeValue::Message
        }
        "message" | "description" | "detail" => EnvelopeValue::Message,
        "code" | "errorcode" | "type" | "kind" => EnvelopeValue::Code,
        "param" | "parameter" | "field" | "where" if !must => EnvelopeValue::Parameter,
        "pointer" if !must => EnvelopeValue::Pointer,
        "requestid" | "traceid" | "correlationid" => EnvelopeValue::RequestId,
        _ => return None,
    })
}

/// What a member of that name says of one violation, if it is a string.
pub(super) fn text_of_each(name: &str, must: bool) -> Option<EnvelopeValue> {
    let plain = name.to_lowercase().replace(['-', '_'], "");
    Some(match plain.as_str() {
        "param" | "parameter" | "field" | "fieldname" | "property" | "propertypath" | "where" | "location" => {
            EnvelopeValue::Parameter
        }
        "pointer" | "path" => EnvelopeValue::Pointer,
        "message" | "error" | "description" | "detail" | "msg" | "reason" | "errormessage" => EnvelopeValue::Message,
        "rule" => EnvelopeValue::Code,
        _ => return text(name, must),
    })
}

/// Whether a list of that name holds what is wrong with a request.
pub(super) fn is_list_of_violations(name: &str) -> bool {
    let name = name.to_lowercase().replace(['-', '_'], "");
    [
        "errors",
        "details",
        "violations",
        "invalidparams",
        "validationerrors",
        "fielderrors",
        "messages",
        "issues",
    ]
    .contains(&name.as_str())
}

/// What a member of that name says, if it is an integer.
pub(super) fn status(name: &str) -> Option<EnvelopeValue> {
    ["status", "statuscode", "status_code", "code"]
        .contains(&name.to_lowercase().as_str())
        .then_some(EnvelopeValue::Status)
}

/// The values of an enumeration by the statuses that they name.
pub(super) fn by_status(ty: TypeId, enumeration: &Enumeration) -> Option<EnvelopeValue> {
    let values: Vec<&str> = enumeration.values.iter().map(Literal::as_str).collect::<Option<_>>()?;
    let find = |words: &[&str]| {
        words
            .iter()
            .find_map(|word| values.iter().position(|value| snake(value).contains(word)))
    };
    let other = find(OTHER_WORDS).unwrap_or(0);
    let of_status = STATUS_WORDS
        .iter()
        .filter_map(|(status, words)| Some((Status::Code(*status), find(words)?)));
    let of_server = find(SERVER_WORDS).map(|index| (Status::Range(5), index));
    let choices = of_status.chain(of_server).filter(|(_, index)| *index != other);
    Some(EnvelopeValue::ByStatus {
        ty,
        choices: choices.collect(),
        other,
    })
}

fn snake(value: &str) -> String {
    value.to_lowercase().replace(['-', ' ', '.'], "_")
}
