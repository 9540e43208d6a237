//! In: the error responses of all operations of the service.
//! Out: the error envelope: the type of error body that a server can fill for what it turns away by itself.
//! Guarantees: the type that most error responses share is taken, those of `default` before all others, if a value of
//! it
//! can be made: every member that must be there has a name or a set of values that says what goes in.

use std::collections::BTreeMap;

use crate::{
    document::Status,
    ir::{
        Enumeration, Envelope, EnvelopeValue, Field, Format, Literal, Object, Operation, Presence, Response, Shape,
        Type, TypeId, Types,
    },
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

/// Finds the envelope of an API.
pub(super) fn find(operations: &[Operation], types: &Types) -> Option<Envelope> {
    let mut votes: BTreeMap<TypeId, (usize, usize)> = BTreeMap::new();
    let own = || operations.iter().filter(|operation| !operation.is_outgoing());
    let errors = || own().flat_map(|operation| &operation.errors);
    for response in errors() {
        if let Some((_, body)) = response.structured() {
            let (defaults, all) = votes.entry(body).or_default();
            *defaults += usize::from(response.status == Status::Default);
            *all += 1;
        }
    }
    let mut candidates: Vec<(TypeId, (usize, usize))> = votes.into_iter().collect();
    candidates.sort_by_key(|(ty, votes)| (std::cmp::Reverse(*votes), *ty));
    candidates.into_iter().find_map(|(ty, _)| {
        let (id, resolved) = types.resolved(ty);
        let value = object(types, id, resolved, 0)?;
        let mut forms = errors().filter_map(Response::structured);
        let (content, _) = forms.find(|(_, other)| *other == ty)?;
        let content = content.clone();
        Some(Envelope { ty, value, content })
    })
}

fn object(types: &Types, id: TypeId, ty: &Type, depth: usize) -> Option<EnvelopeValue> {
    let Type::Defined(definition) = ty else {
        return None;
    };
    let Shape::Object(Object { fields, .. }) = &definition.shape else {
        return None;
    };
    // An envelope nests once or twice; a type that contains itself must not be followed for ever.
    if depth > 3 {
        return None;
    }
    let members = fields
        .iter()
        .map(|field| member(types, field, depth))
        .collect::<Option<_>>()?;
    Some(EnvelopeValue::Object(id, members))
}

fn member(types: &Types, field: &Field, depth: usize) -> Option<EnvelopeValue> {
    let (id, resolved) = types.resolved(field.ty);
    let must = field.presence == Presence::Required;
    let value = match resolved {
        Type::Text(Format::Plain) => text(&field.name, must),
        Type::Integer(_) => status(&field.name),
        Type::Defined(definition) => match &definition.shape {
            Shape::Enumeration(enumeration) if must => by_status(id, enumeration),
            Shape::Object(_) if must => object(types, id, resolved, depth + 1),
            _ => None,
        },
        _ => None,
    };
    value.or((!must).then_some(EnvelopeValue::Nothing))
}

fn text(name: &str, must: bool) -> Option<EnvelopeValue> {
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
        "param" | "parameter" | "field" | "where" | "pointer" if !must => EnvelopeValue::Parameter,
        "requestid" | "traceid" | "correlationid" => EnvelopeValue::RequestId,
        _ => return None,
    })
}

fn status(name: &str) -> Option<EnvelopeValue> {
    ["status", "statuscode", "status_code", "code"]
        .contains(&name.to_lowercase().as_str())
        .then_some(EnvelopeValue::Status)
}

fn by_status(ty: TypeId, enumeration: &Enumeration) -> Option<EnvelopeValue> {
    let values: Vec<&str> = enumeration.values.iter().map(Literal::as_str).collect::<Option<_>>()?;
    let find = |words: &[&str]| {
        words
            .iter()
            .find_map(|word| values.iter().position(|value| snake(value).contains(word)))
    };
    let other = find(OTHER_WORDS).unwrap_or(0);
    let server = find(SERVER_WORDS).unwrap_or(other);
    let choices = STATUS_WORDS
        .iter()
        .filter_map(|(status, words)| Some((*status, find(words)?)))
        .collect();
    Some(EnvelopeValue::ByStatus {
        ty,
        choices,
        server,
        other,
    })
}

fn snake(value: &str) -> String {
    value.to_lowercase().replace(['-', ' ', '.'], "_")
}
