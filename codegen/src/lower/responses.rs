//! In: the responses of an operation.
//! Out: its successes and its errors, by status, with the types of their bodies.
//! Guarantees: there is at least one success.

use super::{content, operations::holder_hint, types::TypeLowering};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{self, Status},
    ir::{Docs, Response},
};

/// The successes and the errors of an operation.
pub(super) fn lower(
    operation: &document::Operation,
    id: &str,
    types: &mut TypeLowering<'_>,
) -> Option<(Vec<Response>, Vec<Response>)> {
    let lowered: Vec<Option<Response>> = operation
        .responses
        .iter()
        .map(|response| lower_one(response, id, types))
        .collect();
    let responses: Vec<Response> = lowered.into_iter().collect::<Option<_>>()?;
    let (mut successes, mut errors): (Vec<Response>, Vec<Response>) =
        responses.into_iter().partition(|response| is_success(response.status));
    successes.sort_by_key(|response| response.status);
    errors.sort_by_key(|response| response.status);
    if successes.is_empty() {
        types.diagnostics.push(
            Diagnostic::new(
                Code::UnsupportedResponse,
                Location::Pointer(operation.pointer.child("responses")),
                "an operation that declares no 2xx response is not supported yet",
            )
            .help("declare what a successful call answers, such as `204`"),
        );
        return None;
    }
    Some((successes, errors))
}

fn is_success(status: Status) -> bool {
    match status {
        Status::Code(code) => (200..300).contains(&code),
        Status::Range(digit) => digit == 2,
        Status::Default => false,
    }
}

fn lower_one(response: &document::Response, operation: &str, types: &mut TypeLowering<'_>) -> Option<Response> {
    if let Some(header) = response.headers.first() {
        types.diagnostics.push(Diagnostic::new(
            Code::ResponseHeaders,
            Location::Pointer(header.pointer.clone()),
            format!(
                "the response header `{}` is declared; typed headers are not supported yet",
                header.name
            ),
        ));
        return None;
    }
    let hint = holder_hint(response.component.as_deref(), &[operation, "response"]);
    let bodiless = matches!(response.status, Status::Code(204 | 205 | 304) | Status::Range(1));
    let content = if bodiless {
        if let Some(media_type) = response.content.first() {
            types.diagnostics.push(Diagnostic::new(
                Code::BodyOfBodilessStatus,
                Location::Pointer(media_type.pointer.clone()),
                "this status never has a body (RFC 9110, section 15); the declared one is passed over",
            ));
        }
        Vec::new()
    } else {
        content::of_response(&response.content, &hint, types)?
    };
    Some(Response {
        pointer: response.pointer.clone(),
        status: response.status,
        component: response.component.clone(),
        docs: Docs::description(Some(response.description.clone()).filter(|text| !text.is_empty())),
        headers: Vec::new(),
        content,
    })
}
