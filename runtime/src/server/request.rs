//! In: one request whose route is known.
//! Out: its parameters and body as typed values; what is wrong with them gathers meanwhile.
//! Guarantee: all violations of a request are told at once, and the body is read at most once.

use std::fmt;

use axum::body::Body;
use bytes::Bytes;

use super::body::RequestBody;
use super::limits::Limits;
use super::parameters::{self, Query, Sent};
use super::percent::{self, EncodingFault};
use super::rejection::Kind;
use super::routes::PathValues;
use super::violated::ViolatedList;
use super::{Location, Rejection, RequestContext, Violated};
use crate::{Context, Decode, DecodeError, Direction, Text, Violation, Violations};

/// How requests are read.
#[derive(Clone, Copy)]
pub(super) struct Manner {
    pub(super) limits: Limits,
    /// Which way they travel.
    pub(super) direction: Direction,
    /// Whether members are violations that travel the other way only.
    pub(super) refuses_read_only: bool,
}

impl Manner {
    /// What decoding has to know.
    pub(super) fn context(self) -> Context {
        Context::new(self.direction).refusing(self.refuses_read_only)
    }
}

/// A request while an operation's handler takes it apart.
///
/// The methods for parameters and the body give `None` after they noted a violation; once all were called,
/// [`rejection`](Self::rejection) tells all of them.
pub struct Request {
    pub(super) context: RequestContext,
    pub(super) body: RequestBody,
    pub(super) manner: Manner,
    pub(super) path: PathValues,
    query: Option<Query>,
    violations: ViolatedList,
}

impl Request {
    pub(super) fn new(context: RequestContext, path: PathValues, body: Body, manner: Manner) -> Self {
        Self {
            context,
            body: RequestBody::Unread(body.into()),
            manner,
            path,
            query: None,
            violations: ViolatedList::default(),
        }
    }

    /// The head of the request.
    #[must_use]
    pub fn context(&self) -> &RequestContext {
        &self.context
    }

    /// The head of the request, which outlives it.
    #[must_use]
    pub fn into_context(self) -> RequestContext {
        self.context
    }

    /// Notes a violation that the caller found, such as a list with too many elements.
    pub fn note(&mut self, location: Location, name: &'static str, violation: Violation) {
        self.violations.push(Violated::new(location, name, violation));
    }

    /// The rejection with all violations noted so far.
    pub fn rejection(&mut self) -> Rejection {
        Rejection::invalid(std::mem::take(&mut self.violations))
    }

    /// The path parameter `name`.
    pub fn path<T: Text>(&mut self, name: &'static str) -> Option<T> {
        self.required(Location::Path, name)
    }

    /// The query parameter `name`, which must be there.
    pub fn query_required<T: Text>(&mut self, name: &'static str) -> Option<T> {
        self.required(Location::Query, name)
    }

    /// The query parameter `name` if it is there.
    pub fn query_optional<T: Text>(&mut self, name: &'static str) -> Option<Option<T>> {
        self.optional(Location::Query, name)
    }

    /// The list in the query parameter `name`, which must be there: `name=a&name=b` if `explode`, else `name=a,b`.
    pub fn query_list<T: Text>(&mut self, name: &'static str, explode: bool) -> Option<Vec<T>> {
        let elements = self.query_elements(name, explode);
        self.required_list(Location::Query, name, elements)
    }

    /// The list in the query parameter `name` if it is there; see [`query_list`](Self::query_list).
    pub fn query_list_optional<T: Text>(&mut self, name: &'static str, explode: bool) -> Option<Option<Vec<T>>> {
        let elements = self.query_elements(name, explode);
        self.optional_list(Location::Query, name, elements)
    }

    /// The header `name`, which must be there.
    pub fn header_required<T: Text>(&mut self, name: &'static str) -> Option<T> {
        self.required(Location::Header, name)
    }

    /// The header `name` if it is there.
    pub fn header_optional<T: Text>(&mut self, name: &'static str) -> Option<Option<T>> {
        self.optional(Location::Header, name)
    }

    /// The list in the header `name`, which must be there: elements are divided by commas, over all lines.
    pub fn header_list<T: Text>(&mut self, name: &'static str) -> Option<Vec<T>> {
        let elements = parameters::header_elements(self.context.headers(), name);
        self.required_list(Location::Header, name, elements)
    }

    /// The list in the header `name` if it is there; see [`header_list`](Self::header_list).
    pub fn header_list_optional<T: Text>(&mut self, name: &'static str) -> Option<Option<Vec<T>>> {
        let elements = parameters::header_elements(self.context.headers(), name);
        self.optional_list(Location::Header, name, elements)
    }

    /// The cookie `name`, which must be there; its value is percent-decoded.
    pub fn cookie_required<T: Text>(&mut self, name: &'static str) -> Option<T> {
        self.required(Location::Cookie, name)
    }

    /// The cookie `name` if it is there; its value is percent-decoded.
    pub fn cookie_optional<T: Text>(&mut self, name: &'static str) -> Option<Option<T>> {
        self.optional(Location::Cookie, name)
    }

    /// The JSON body, which must be there; `None` if it has violations.
    ///
    /// # Errors
    ///
    /// A rejection if there is no body, it is over the limit, breaks off, is of another media type, or is not JSON.
    pub async fn json_body<T: Decode>(&mut self) -> Result<Option<T>, Rejection> {
        match self.json_bytes().await? {
            Some(_) => self.json(),
            None => Err(Rejection::detailed(Kind::MalformedBody, "the body is empty")),
        }
    }

    /// The JSON body if there is one, that is, if it is not empty; the outer `None` if it has violations.
    ///
    /// # Errors
    ///
    /// As [`json_body`](Self::json_body), save that an empty body is none.
    pub async fn json_body_optional<T: Decode>(&mut self) -> Result<Option<Option<T>>, Rejection> {
        match self.json_bytes().await? {
            Some(_) => Ok(self.json()?.map(Some)),
            None => Ok(Some(None)),
        }
    }

    async fn json_bytes(&mut self) -> Result<Option<Bytes>, Rejection> {
        self.body.json(self.context.headers(), self.manner.limits).await
    }

    /// `notation` is what the body is written in.
    pub(super) fn note_body<T>(&mut self, notation: &str, error: DecodeError) -> Result<Option<T>, Rejection> {
        match error {
            DecodeError::Syntax(error) => {
                let detail = format!("the body is not {notation}: {error}");
                Err(Rejection::detailed(Kind::MalformedBody, detail))
            }
            DecodeError::Violations(violations) => {
                self.note_all(Location::Body, "", violations);
                Ok(None)
            }
        }
    }

    pub(super) fn note_all(&mut self, location: Location, name: &'static str, violations: Violations) {
        self.violations.omit(violations.omitted());
        for violation in violations {
            self.note(location, name, violation);
        }
    }

    fn required<T: Text>(&mut self, location: Location, name: &'static str) -> Option<T> {
        let text = self.scalar(location, name)?;
        let text = self.present(location, name, text)?;
        self.parse(location, name, |cx| T::from_text(&text, cx))
    }

    fn optional<T: Text>(&mut self, location: Location, name: &'static str) -> Option<Option<T>> {
        match self.scalar(location, name)? {
            Some(text) => self.parse(location, name, |cx| T::from_text(&text, cx)).map(Some),
            None => Some(None),
        }
    }

    fn required_list<T: Text>(
        &mut self,
        location: Location,
        name: &'static str,
        elements: Option<Vec<Sent>>,
    ) -> Option<Vec<T>> {
        let elements = self.present(location, name, elements)?;
        self.parse(location, name, |cx| parse_elements(&elements, cx))
    }

    fn optional_list<T: Text>(
        &mut self,
        location: Location,
        name: &'static str,
        elements: Option<Vec<Sent>>,
    ) -> Option<Option<Vec<T>>> {
        match elements {
            Some(elements) => self.parse(location, name, |cx| parse_elements(&elements, cx)).map(Some),
            None => Some(None),
        }
    }

    /// The only text sent under `name`, if any.
    fn scalar(&mut self, location: Location, name: &'static str) -> Option<Option<String>> {
        let sent = match location {
            Location::Path => self.path.get(name).map(percent::decode).into_iter().collect(),
            Location::Query => self.query().all(name),
            Location::Header => parameters::header(self.context.headers(), name),
            Location::Cookie => parameters::cookie(self.context.headers(), name),
            Location::Body => Vec::new(),
        };
        let mut sent = sent.into_iter();
        match (sent.next(), sent.next()) {
            (None, _) => Some(None),
            (Some(Ok(text)), None) => Some(Some(text)),
            (Some(Err(fault)), None) => {
                self.note(location, name, encoding_violation(fault));
                None
            }
            (Some(_), Some(_)) => {
                self.note(location, name, Violation::new("type", "must be sent only once"));
                None
            }
        }
    }

    fn query_elements(&mut self, name: &str, explode: bool) -> Option<Vec<Sent>> {
        let query = self.query();
        if explode {
            Some(query.all(name)).filter(|elements| !elements.is_empty())
        } else {
            query.elements(name)
        }
    }

    pub(super) fn query(&mut self) -> &mut Query {
        let uri = self.context.uri();
        self.query
            .get_or_insert_with(|| Query::parse(uri.query().unwrap_or_default()))
    }

    pub(super) fn present<T>(&mut self, location: Location, name: &'static str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            self.note(location, name, Violation::new("required", "is required"));
        }
        value
    }

    pub(super) fn parse<T>(
        &mut self,
        location: Location,
        name: &'static str,
        read: impl FnOnce(&mut Context) -> Option<T>,
    ) -> Option<T> {
        let mut cx = self.manner.context();
        let value = read(&mut cx);
        match cx.finish(value) {
            Ok(value) => Some(value),
            Err(violations) => {
                self.note_all(location, name, violations);
                None
            }
        }
    }

    /// Every value of the query parameter `name` that is a text.
    pub(super) fn query_texts(&mut self, name: &str) -> Vec<Sent> {
        self.query().all(name)
    }
}

impl fmt::Debug for Request {
    /// Shows the context only: the query and the body may hold secrets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("context", &self.context)
            .finish_non_exhaustive()
    }
}

/// All elements as values; an element with a violation does not hide those after it.
fn parse_elements<T: Text>(elements: &[Sent], cx: &mut Context) -> Option<Vec<T>> {
    let mut values = Some(Vec::with_capacity(elements.len()));
    for (index, sent) in elements.iter().enumerate() {
        let mark = cx.mark();
        let value = match sent {
            Ok(text) => T::from_text(text, cx),
            Err(fault) => {
                cx.push(encoding_violation(*fault));
                None
            }
        };
        cx.in_element(mark, index);
        match (value, &mut values) {
            (Some(value), Some(values)) => values.push(value),
            _ => values = None,
        }
    }
    values
}

fn encoding_violation(fault: EncodingFault) -> Violation {
    Violation::new("format", fault.message())
}
