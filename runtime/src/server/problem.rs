//! In: a rejection by an API whose document has no error envelope.
//! Out: problem details (RFC 9457).
//! Guarantee: it says what the rejection says and nothing more.

use http::HeaderValue;
use serde_json::{Map, Value, json};

use super::{Rejection, Response, Violated, respond};

/// The envelope of APIs that have none of their own: `application/problem+json`.
///
/// `type` is `about:blank`, so `title` is the status's own phrase (RFC 9457, section 4.2.1). Extension members are
/// `code`, `request_id` and, for an invalid request, `param` and `violations`: a list of objects with `in`, `name`,
/// `pointer`, `rule` and `message`.
#[must_use]
pub fn problem(rejection: &Rejection) -> Response {
    let status = rejection.status();
    let mut members = Map::new();
    let mut add = |name: &str, value: Value| members.insert(name.to_owned(), value);
    add("type", json!("about:blank"));
    add("title", json!(status.canonical_reason()));
    add("status", json!(status.as_u16()));
    add("detail", json!(rejection.message()));
    add("code", json!(rejection.code()));
    add("request_id", json!(rejection.request_id()));
    if let Some(param) = rejection.param() {
        add("param", json!(param));
    }
    if !rejection.violations().is_empty() {
        add("violations", rejection.violations().iter().map(violation).collect());
    }
    let media_type = HeaderValue::from_static("application/problem+json");
    respond::with_body(status, media_type, Value::Object(members).to_string().into_bytes())
}

fn violation(violated: &Violated) -> Value {
    let violation = violated.violation();
    json!({
        "in": violated.location().as_str(),
        "name": violated.name(),
        "pointer": violation.pointer(),
        "rule": violation.rule(),
        "message": violation.message(),
    })
}
