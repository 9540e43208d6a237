//! In: the member `payload`.
//! Out: the parts of what is signed.
//! Guarantees: the body is one of them.

use crate::diagnostic::Location;

use super::super::Reader;
use super::super::object::Object;
use super::PayloadPart;

impl<'a> Reader<'a> {
    pub(super) fn payload(&mut self, object: &Object<'a>) -> Option<Vec<PayloadPart>> {
        let Some(node) = object.get("payload") else {
            return Some(vec![PayloadPart::Body]);
        };
        let parts = node.as_str().and_then(parse);
        if parts.is_none() {
            let message = "this is no payload of a signature";
            let help = "it is text with `{body}` in it, beside which there may be `{timestamp}` and `{id}`, such as \
                        `{timestamp}.{body}`";
            self.report_signature(Location::Pointer(object.at("payload")), message, help);
        }
        parts
    }
}

/// `None` if a brace is astray, a name between braces is unknown, or the body is not part of it.
fn parse(text: &str) -> Option<Vec<PayloadPart>> {
    let mut parts = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (literal, variable) = match rest.split_once('{') {
            None => (rest, None),
            Some((literal, after)) => (literal, Some(after.split_once('}')?)),
        };
        if literal.contains('}') {
            return None;
        }
        if !literal.is_empty() {
            parts.push(PayloadPart::Literal(literal.to_owned()));
        }
        let Some((name, after)) = variable else { break };
        parts.push(match name {
            "body" => PayloadPart::Body,
            "timestamp" => PayloadPart::Timestamp,
            "id" => PayloadPart::Id,
            _ => return None,
        });
        rest = after;
    }
    parts.contains(&PayloadPart::Body).then_some(parts)
}
