//! In: the responses of an operation.
//! Out: its successes and its errors, by status, with the types of their bodies and headers.
//! Guarantees: there is at least one success.

use super::{
    content,
    headers::{self, HeaderSets},
    operations::holder_hint,
    types::TypeLowering,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{self, Status},
    ir::{Docs, Response},
};

/// The successes and the errors of an operation.
///
/// The declared 2XX are its successes. Where there is none, the declared 3XX are, which are what such an operation is
/// called for; else `default` stands for every status below 400, and for the others as an error; else any 2XX without a
/// body. 3XX beside a 2XX are errors: the caller asked for the 2XX, which they are instead of.
pub(super) fn lower(
    operation: &document::Operation,
    id: &str,
    sets: &mut HeaderSets,
    types: &mut TypeLowering<'_>,
) -> Option<(Vec<Response>, Vec<Response>)> {
    let answers = answers(operation, types);
    let statuses: Vec<Status> = answers.iter().map(|response| response.status).collect();
    let is_success = successes(&statuses);
    let mut sole = statuses.iter().filter(|status| is_success(**status));
    let sole = sole.next().filter(|_| sole.next().is_none()).copied();
    let lowered: Vec<Option<Response>> = answers
        .iter()
        .map(|response| {
            let status = (Some(response.status) != sole).then_some(response.status);
            lower_one(operation, response, (id, status), sets, types)
        })
        .collect();
    let responses: Vec<Response> = lowered.into_iter().collect::<Option<_>>()?;
    let (mut successes, mut errors): (Vec<Response>, Vec<Response>) =
        responses.into_iter().partition(|response| is_success(response.status));
    errors.extend(
        successes
            .iter()
            .find(|success| success.status == Status::Default)
            .cloned(),
    );
    if successes.is_empty() {
        successes.push(implied(operation, types));
    }
    successes.sort_by_key(|response| response.status);
    errors.sort_by_key(|response| response.status);
    Some((successes, errors))
}

/// The declared responses without those that are no answer (RFC 9110, section 15.2).
fn answers<'d>(operation: &'d document::Operation, types: &mut TypeLowering<'_>) -> Vec<&'d document::Response> {
    let (interim, answers): (Vec<_>, Vec<_>) = operation
        .responses
        .iter()
        .partition(|response| hundreds(response.status) == Some(1));
    for response in interim {
        let message = "a 1XX response comes before the answer and is none; it is left out";
        let at = Location::Pointer(response.pointer.clone());
        types
            .diagnostics
            .push(Diagnostic::new(Code::InformationalStatus, at, message));
    }
    answers
}

/// Which of the declared statuses are successes.
fn successes(statuses: &[Status]) -> fn(Status) -> bool {
    let any = |digit| statuses.iter().any(|status| hundreds(*status) == Some(digit));
    if any(2) {
        |status| hundreds(status) == Some(2)
    } else if any(3) {
        |status| hundreds(status) == Some(3)
    } else {
        |status| status == Status::Default
    }
}

fn hundreds(status: Status) -> Option<u8> {
    match status {
        Status::Code(code) => u8::try_from(code / 100).ok(),
        Status::Range(digit) => Some(digit),
        Status::Default => None,
    }
}

/// The success of an operation that declares none.
fn implied(operation: &document::Operation, types: &mut TypeLowering<'_>) -> Response {
    let pointer = operation.pointer.child("responses");
    // Where there is nothing at all, it may not be said twice.
    if !operation.responses.is_empty() {
        let message = "the operation declares no success; any 2XX without a body is taken for one";
        let at = Location::Pointer(pointer.clone());
        types.diagnostics.push(
            Diagnostic::new(Code::NoSuccess, at, message).help("declare what a successful call answers, such as `204`"),
        );
    }
    Response {
        pointer,
        status: Status::Range(2),
        component: None,
        docs: Docs::default(),
        headers: None,
        content: Vec::new(),
    }
}

fn lower_one(
    operation: &document::Operation,
    response: &document::Response,
    (id, status): (&str, Option<Status>),
    sets: &mut HeaderSets,
    types: &mut TypeLowering<'_>,
) -> Option<Response> {
    let hint = holder_hint(response.component.as_deref(), &[id, "response"]);
    let bodiless = matches!(response.status, Status::Code(204 | 205 | 304)) || operation.method == "HEAD";
    let content = if bodiless {
        if let Some(media_type) = response.content.first() {
            types.diagnostics.push(Diagnostic::new(
                Code::BodyOfBodilessStatus,
                Location::Pointer(media_type.pointer.clone()),
                if operation.method == "HEAD" {
                    "an answer to HEAD never has a body (RFC 9110, section 9.3.2); the declared one is passed over"
                } else {
                    "this status never has a body (RFC 9110, section 15); the declared one is passed over"
                },
            ));
        }
        Some(Vec::new())
    } else {
        content::of_response(&response.content, &hint, hundreds(response.status) == Some(2), types)
    };
    let (holder, status) = match &response.component {
        Some(component) => (component.as_str(), None),
        None => (id, status),
    };
    let headers = headers::lower(&response.headers, holder, types)?;
    Some(Response {
        pointer: response.pointer.clone(),
        status: response.status,
        component: response.component.clone(),
        docs: Docs::description(Some(response.description.clone()).filter(|text| !text.is_empty())),
        headers: sets.index(headers, vec![holder.to_owned()], status),
        content: content?,
    })
}
