//! In: why a request is turned away, or why none of the declared answers can be given.
//! Out: [`Rejection`], from which an API's envelope is filled.
//! Guarantee: what it tells the client is bounded and holds nothing internal.

use std::borrow::Cow;

use http::{Method, StatusCode};

#[cfg(feature = "xml")]
use super::Accept;
use super::failure::NoAnswer;
use super::items;
use super::violated::ViolatedList;
use super::{BoxError, Location, Violated};
use crate::Violation;

/// The longest message in bytes, without the count of what it leaves out.
const LONGEST_MESSAGE: usize = 1024;

/// A request that is not answered by the user's code, and what to tell the client about it.
///
/// Nothing is wrong with the service when it turns a request away; only [`internal`](Self::internal) is a fault of its
/// own. The API's envelope function renders it.
#[derive(Debug)]
pub struct Rejection(Box<Inner>);

#[derive(Debug)]
struct Inner {
    kind: Kind,
    detail: Option<Cow<'static, str>>,
    violations: Vec<Violated>,
    omitted: usize,
    allow: Vec<Method>,
    accept: String,
    /// Whether the body's `Content-Encoding` was the reason.
    is_encoded: bool,
    challenges: &'static [&'static str],
    cause: Option<BoxError>,
    request_id: String,
    #[cfg(feature = "xml")]
    accepted: Accept,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    UnknownRoute,
    MethodNotAllowed,
    InvalidParameter,
    MalformedBody,
    InvalidBody,
    UnsupportedMediaType,
    BodyTooLarge,
    TooManyHeaders,
    Late,
    Unauthenticated,
    Forbidden,
    Unimplemented,
    Overdue,
    Internal,
}

impl Kind {
    fn status(self) -> StatusCode {
        match self {
            Self::InvalidParameter | Self::MalformedBody | Self::InvalidBody => StatusCode::BAD_REQUEST,
            Self::Unauthenticated => StatusCode::UNAUTHORIZED,
            Self::Forbidden => StatusCode::FORBIDDEN,
            Self::UnknownRoute => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed => StatusCode::METHOD_NOT_ALLOWED,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::TooManyHeaders => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::Late => StatusCode::REQUEST_TIMEOUT,
            Self::Unimplemented => StatusCode::NOT_IMPLEMENTED,
            Self::Overdue => StatusCode::SERVICE_UNAVAILABLE,
            Self::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::UnknownRoute => "unknown_route",
            Self::MethodNotAllowed => "method_not_allowed",
            Self::InvalidParameter => "invalid_parameter",
            Self::MalformedBody => "malformed_body",
            Self::InvalidBody => "invalid_body",
            Self::UnsupportedMediaType => "unsupported_media_type",
            Self::BodyTooLarge => "body_too_large",
            Self::TooManyHeaders => "too_many_headers",
            Self::Late => "request_timeout",
            Self::Unimplemented => "not_implemented",
            Self::Overdue => "time_limit_exceeded",
            Self::Unauthenticated => "unauthenticated",
            Self::Forbidden => "forbidden",
            Self::Internal => "internal_error",
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::UnknownRoute => "nothing is served at this path",
            Self::MethodNotAllowed => "this path does not serve the method",
            Self::InvalidParameter => "a parameter is not valid",
            Self::MalformedBody => "the body cannot be read",
            Self::InvalidBody => "the body is not valid",
            Self::UnsupportedMediaType => "the media type of the body is not supported",
            Self::BodyTooLarge => "the body is too large",
            Self::TooManyHeaders => "the request has too many headers",
            Self::Late => "the body did not arrive in time",
            Self::Unimplemented => "this operation is not implemented",
            Self::Overdue => "the request took too long",
            Self::Unauthenticated => "valid credentials are required",
            Self::Forbidden => "the credentials do not permit this operation",
            Self::Internal => "an internal error occurred",
        }
    }
}

impl Rejection {
    pub(super) fn new(kind: Kind) -> Self {
        Self(Box::new(Inner {
            kind,
            detail: None,
            violations: Vec::new(),
            omitted: 0,
            allow: Vec::new(),
            accept: String::new(),
            is_encoded: false,
            challenges: &[],
            cause: None,
            request_id: String::new(),
            #[cfg(feature = "xml")]
            accepted: Accept::default(),
        }))
    }

    /// `detail` is shown to the client instead of the kind's own words.
    pub(super) fn detailed(kind: Kind, detail: impl Into<Cow<'static, str>>) -> Self {
        let mut rejection = Self::new(kind);
        rejection.0.detail = Some(detail.into());
        rejection
    }

    /// `accepted` are the media types that the body may have.
    pub(super) fn unsupported_media_type(accepted: &[&str]) -> Self {
        let named: Vec<String> = accepted.iter().map(|name| format!("`{name}`")).collect();
        let detail = format!("the `Content-Type` of the body must be {}", named.join(" or "));
        Self::detailed(Kind::UnsupportedMediaType, detail).accepting(accepted.join(", "))
    }

    /// The body has a `Content-Encoding`.
    pub(super) fn encoded() -> Self {
        let detail = "the body must not be compressed: its `Content-Encoding` is not supported";
        let mut rejection = Self::detailed(Kind::UnsupportedMediaType, detail);
        rejection.0.is_encoded = true;
        rejection
    }

    /// The media types that the server lists in `Accept` (RFC 9110, section 15.5.16).
    pub(super) fn accepting(mut self, accept: String) -> Self {
        self.0.accept = accept;
        self
    }

    /// An error that no part of the document declares: status 500. The error is logged and never shown. That of
    /// [`Failure::unhandled`](super::Failure::unhandled) is 404, that of
    /// [`Failure::unimplemented`](super::Failure::unimplemented) 501, that of
    /// [`Failure::unreadable`](super::Failure::unreadable) what the fault of the body is.
    #[must_use]
    pub fn internal(error: BoxError) -> Self {
        match error.downcast::<NoAnswer>() {
            Ok(no_answer) => match *no_answer {
                NoAnswer::Unhandled => Self::new(Kind::UnknownRoute),
                NoAnswer::Unimplemented => Self::new(Kind::Unimplemented),
                NoAnswer::Unreadable(error) => items::rejection(error),
            },
            Err(error) => Self::caused(error),
        }
    }

    pub(super) fn caused(error: BoxError) -> Self {
        let mut rejection = Self::new(Kind::Internal);
        rejection.0.cause = Some(error);
        rejection
    }

    pub(super) fn unauthenticated(challenges: &'static [&'static str]) -> Self {
        let mut rejection = Self::new(Kind::Unauthenticated);
        rejection.0.challenges = challenges;
        rejection
    }

    /// `allow` are the methods that the path serves.
    pub(super) fn method_not_allowed(allow: Vec<Method>) -> Self {
        let mut rejection = Self::new(Kind::MethodNotAllowed);
        rejection.0.allow = allow;
        rejection
    }

    /// None of the operations that the path has for the method is meant; `subjects` would have told which one is.
    pub(super) fn unselected(subjects: &[(Location, &'static str)]) -> Self {
        if subjects
            .iter()
            .all(|subject| *subject == (Location::Header, "content-type"))
        {
            return Self::new(Kind::UnsupportedMediaType);
        }
        let mut violations = ViolatedList::default();
        for &(location, name) in subjects {
            let violation = Violation::new("enum", "must select an operation of this path");
            violations.push(Violated::new(location, name, violation));
        }
        Self::invalid(violations)
    }

    pub(super) fn invalid(violations: ViolatedList) -> Self {
        let in_body = |violated: &Violated| violated.location() == Location::Body;
        let body_alone = !violations.kept.is_empty() && violations.kept.iter().all(in_body);
        let mut rejection = Self::new(if body_alone {
            Kind::InvalidBody
        } else {
            Kind::InvalidParameter
        });
        rejection.0.violations = violations.kept;
        rejection.0.omitted = violations.omitted;
        rejection
    }

    pub(super) fn with_request_id(mut self, request_id: &str) -> Self {
        request_id.clone_into(&mut self.0.request_id);
        self
    }

    /// The rejection of a request with these wishes.
    #[cfg(feature = "xml")]
    pub(super) fn with_accepted(mut self, accepted: Accept) -> Self {
        self.0.accepted = accepted;
        self
    }

    /// What the client asked to be answered in.
    #[cfg(feature = "xml")]
    #[must_use]
    pub fn accepted(&self) -> &Accept {
        &self.0.accepted
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> StatusCode {
        self.0.kind.status()
    }

    /// What happened, for programs: `unknown_route`, `method_not_allowed`, `invalid_parameter`, `malformed_body`,
    /// `invalid_body`, `unsupported_media_type`, `body_too_large`, `too_many_headers`, `request_timeout`, `unauthenticated`,
    /// `forbidden`, `not_implemented`, `time_limit_exceeded` or `internal_error`.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.0.kind.code()
    }

    /// What happened, for people: all violations in words, as far as they fit in about 1 KiB.
    #[must_use]
    pub fn message(&self) -> String {
        if self.0.violations.is_empty() {
            let detail = self.0.detail.as_deref();
            return bounded(detail.unwrap_or_else(|| self.0.kind.message()).to_owned());
        }
        let mut message = String::new();
        let mut told = 0;
        for violated in &self.0.violations {
            let words = bounded(violated.to_string());
            if told > 0 && message.len() + words.len() + 2 > LONGEST_MESSAGE {
                break;
            }
            if told > 0 {
                message.push_str("; ");
            }
            message.push_str(&words);
            told += 1;
        }
        let untold = self.0.omitted + self.0.violations.len() - told;
        if untold > 0 {
            message.push_str(&format!("; and {untold} more"));
        }
        message
    }

    /// What the client has to look at first: the name of the first violated parameter, or that of the body's member
    /// that holds the first violation.
    #[must_use]
    pub fn param(&self) -> Option<String> {
        self.0.violations.first().and_then(Violated::param)
    }

    /// The JSON Pointer of the first violation, in the parameter that [`param`](Self::param) names or in the body.
    #[must_use]
    pub fn pointer(&self) -> Option<String> {
        let first = self.0.violations.first();
        first.map(|violated| violated.violation().pointer().to_owned())
    }

    /// What is wrong, one by one, for envelopes that have a list of it: the violations; if there are none, the rejection
    /// as a whole.
    #[must_use]
    pub fn details(&self) -> Vec<Detail> {
        if self.0.violations.is_empty() {
            let whole = Detail {
                code: self.code(),
                message: self.message(),
                param: None,
                pointer: None,
            };
            return vec![whole];
        }
        self.0.violations.iter().map(Detail::of).collect()
    }

    /// The violations of the request, at most 64.
    #[must_use]
    pub fn violations(&self) -> &[Violated] {
        &self.0.violations
    }

    /// The id of the request; empty until the server has it.
    #[must_use]
    pub fn request_id(&self) -> &str {
        &self.0.request_id
    }

    /// The methods that the path serves, sorted; empty unless the request's method was the reason.
    #[must_use]
    pub fn allow(&self) -> &[Method] {
        &self.0.allow
    }

    /// The value of `Accept`; empty unless the media type of the body was the reason.
    pub(super) fn accept(&self) -> &str {
        &self.0.accept
    }

    /// Whether the body's `Content-Encoding` was the reason.
    pub(super) fn is_encoded(&self) -> bool {
        self.0.is_encoded
    }

    /// The values of `WWW-Authenticate` (RFC 9110, section 11.6.1); the server sets the header.
    pub(super) fn challenges(&self) -> &'static [&'static str] {
        self.0.challenges
    }

    /// The error to be logged.
    pub(super) fn cause(&self) -> Option<&BoxError> {
        self.0.cause.as_ref()
    }
}

/// One thing that is wrong with a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Detail {
    code: &'static str,
    message: String,
    param: Option<String>,
    pointer: Option<String>,
}

impl Detail {
    fn of(violated: &Violated) -> Self {
        Self {
            code: violated.violation().rule(),
            message: bounded(violated.to_string()),
            param: violated.param(),
            pointer: Some(violated.violation().pointer().to_owned()),
        }
    }

    /// What is wrong, for programs: the keyword that is violated; of a rejection as a whole its code.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// What is wrong, for people.
    #[must_use]
    pub fn message(&self) -> String {
        self.message.clone()
    }

    /// The name of the parameter, or of the body's member, that is wrong.
    #[must_use]
    pub fn param(&self) -> Option<String> {
        self.param.clone()
    }

    /// The JSON Pointer of what is wrong, in the parameter or in the body.
    #[must_use]
    pub fn pointer(&self) -> Option<String> {
        self.pointer.clone()
    }
}

fn bounded(mut text: String) -> String {
    if text.len() > LONGEST_MESSAGE {
        text.truncate(text.floor_char_boundary(LONGEST_MESSAGE - '…'.len_utf8()));
        text.push('…');
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::VIOLATION_LIMIT;

    fn violated(location: Location, name: &'static str, pointer: &[&str]) -> Violated {
        let violation = pointer
            .iter()
            .rev()
            .fold(Violation::new("type", "must be a string"), |violation, name| {
                violation.in_member(name)
            });
        Violated::new(location, name, violation)
    }

    fn rejection(violations: impl IntoIterator<Item = Violated>) -> Rejection {
        let mut list = ViolatedList::default();
        violations.into_iter().for_each(|violated| list.push(violated));
        Rejection::invalid(list)
    }

    #[test]
    fn all_violations_are_in_the_message() {
        let rejection = rejection([
            violated(Location::Path, "id", &[]),
            violated(Location::Query, "tags", &["1"]),
            violated(Location::Header, "x-a", &[]),
            violated(Location::Cookie, "c", &[]),
            violated(Location::Body, "", &["lines", "0"]),
            violated(Location::Body, "", &[]),
        ]);
        assert_eq!(
            rejection.message(),
            "path parameter `id`: must be a string; query parameter `tags` at `/1`: must be a string; header `x-a`: \
             must be a string; cookie `c`: must be a string; body at `/lines/0`: must be a string; body: must be a \
             string"
        );
        assert_eq!(rejection.code(), "invalid_parameter");
        assert_eq!(rejection.param().as_deref(), Some("id"));
    }

    #[test]
    fn the_param_of_a_body_is_its_member() {
        let in_member = rejection([violated(Location::Body, "", &["a/b~", "0"])]);
        assert_eq!(in_member.param().as_deref(), Some("a/b~"));
        assert_eq!(in_member.code(), "invalid_body");
        assert_eq!(rejection([violated(Location::Body, "", &[])]).param(), None);
    }

    #[test]
    fn what_is_wrong_is_listed() {
        let found = rejection([
            violated(Location::Query, "tags", &["1"]),
            violated(Location::Body, "", &["lines", "0"]),
        ]);
        let details = found.details();
        let shown: Vec<_> = details
            .iter()
            .map(|it| (it.code(), it.message(), it.param().unwrap(), it.pointer().unwrap()))
            .collect();
        let row = |message: &str, param: &str, pointer: &str| {
            ("type", message.to_owned(), param.to_owned(), pointer.to_owned())
        };
        assert_eq!(
            shown,
            [
                row("query parameter `tags` at `/1`: must be a string", "tags", "/1"),
                row("body at `/lines/0`: must be a string", "lines", "/lines/0"),
            ]
        );
        assert_eq!(found.pointer().as_deref(), Some("/1"));
        let whole = Rejection::new(Kind::UnknownRoute).details();
        assert_eq!(
            (whole.len(), whole[0].code(), whole[0].param()),
            (1, "unknown_route", None)
        );
    }

    #[test]
    fn messages_are_bounded() {
        let many = rejection((0..100).map(|_| violated(Location::Query, "q", &["a long name"; 5])));
        assert!(many.message().len() < LONGEST_MESSAGE + 20);
        assert!(many.message().ends_with(" more"), "{}", many.message());
        assert_eq!(many.violations().len(), VIOLATION_LIMIT);

        let long = "é".repeat(250);
        let deep = rejection([violated(Location::Body, "", &[long.as_str(); 20])]);
        assert!(deep.message().len() <= LONGEST_MESSAGE, "{}", deep.message().len());
        assert!(deep.message().ends_with('…'));
    }
}
