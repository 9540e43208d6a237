//! In: what an operation declares as its responses, as a table.
//! Out: [`Chosen`], the response that a request is answered with, part by part.
//! Guarantees: an example that breaks its schema gives way to the next one, and in the end to a made value.

use std::fmt;

use bytes::Bytes;
use http::{HeaderValue, StatusCode};
use serde_json::Value;

use super::avoided::Avoided;
use super::choice;
use super::headers;
use super::made::Maker;
use super::preference::Preference;
use super::random::{Random, mixed};
use super::schema::Schema;
use super::text;
use crate::context::Context;
use crate::decode::from_json_in;
use crate::headers::{Headed, ResponseHeaders, read_headers};
use crate::media_type::is_json;
use crate::server::RequestContext;
use crate::{Binary, Decode, DecodeError, Direction, ItemStream, ServerEvent, Violation};

#[cfg(test)]
mod tests;

/// How often what breaks a rule is left out before no example is taken.
const ROUNDS: usize = 12;

/// How many items a stream has that is made.
const STREAMED: usize = 3;

/// A response that an operation declares, in one of its forms.
#[derive(Debug)]
pub struct Answer {
    /// The statuses it stands for.
    pub status: Status,
    /// The media types of the body; empty: there is none.
    pub media_types: &'static [&'static str],
    /// The document's examples of the whole body, the best one first.
    pub examples: &'static [Example],
    /// What the body looks like, or of a stream each item.
    pub body: &'static Schema,
    /// The headers.
    pub headers: &'static [Header],
}

impl Answer {
    pub(super) fn has_example(&self, name: &str) -> bool {
        self.examples.iter().any(|example| example.name == name)
    }

    pub(super) fn is_of(&self, fits: impl Fn(&str) -> bool) -> bool {
        self.media_types.iter().any(|name| fits(name))
    }
}

/// The statuses that a response stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// One.
    Code(u16),
    /// All that begin with this digit.
    Range(u16),
    /// All of successes that are not declared otherwise.
    Success,
    /// All of errors that are not declared otherwise.
    Error,
}

impl Status {
    pub(super) fn takes(self, code: u16) -> bool {
        match self {
            Self::Code(own) => own == code,
            Self::Range(digit) => code / 100 == digit,
            Self::Success => (200..400).contains(&code),
            Self::Error => (400..600).contains(&code),
        }
    }

    /// The one that is answered where none is preferred.
    pub(super) fn first(self) -> u16 {
        match self {
            Self::Code(code) => code,
            Self::Range(digit) => digit.saturating_mul(100),
            Self::Success => 200,
            Self::Error => 500,
        }
    }
}

/// An example of a body.
#[derive(Debug)]
pub struct Example {
    /// Its name in `examples`; empty: it has none.
    pub name: &'static str,
    /// Its value, as JSON.
    pub value: &'static str,
}

/// A header of a response.
#[derive(Debug)]
pub struct Header {
    /// Its name on the wire.
    pub name: &'static str,
    /// What its value looks like.
    pub schema: &'static Schema,
    /// How its value becomes text.
    pub written: Written,
}

/// How the value of a header becomes text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// In the style `simple`.
    Simple,
    /// In the style `simple`, with `explode`.
    Exploded,
    /// As JSON.
    Json,
}

/// Why a mock has no answer.
#[derive(Debug)]
pub struct MockError(String);

impl fmt::Display for MockError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for MockError {}

/// The response that a request is answered with.
#[derive(Debug)]
pub struct Chosen {
    seed: u64,
    operation: &'static str,
    index: usize,
    status: StatusCode,
    answer: Option<&'static Answer>,
    /// The name of the example that is preferred.
    example: Option<String>,
}

impl Chosen {
    pub(super) fn of(seed: u64, context: &RequestContext, answers: &'static [Answer]) -> Self {
        let preference = Preference::of(context.headers());
        let (index, status) = choice::choose(context, &preference, answers);
        let operation = context.operation();
        Self {
            seed: mixed(seed, &format!("{operation} {status}")),
            operation,
            index,
            status,
            answer: answers.get(index),
            example: preference.example,
        }
    }

    /// Which of the declared responses it is.
    #[must_use]
    pub fn index(&self) -> usize {
        self.index
    }

    /// The status, of a response that stands for several.
    ///
    /// # Errors
    ///
    /// The response does not stand for the status.
    pub fn status<S: TryFrom<StatusCode, Error: fmt::Display>>(&self) -> Result<S, MockError> {
        S::try_from(self.status).map_err(|error| self.failed("status", &error.to_string()))
    }

    /// The body: an example, or what is made of the schema.
    ///
    /// # Errors
    ///
    /// No example keeps the rules of the schema, and no value could be made.
    pub fn body<T: Decode>(&self) -> Result<T, MockError> {
        let mut examples = self.examples().flat_map(readings);
        match examples.find_map(|example| decode_strictly(&example).ok()) {
            Some(body) => Ok(body),
            None => self.made(""),
        }
    }

    /// The body behind the headers that stand beside it.
    ///
    /// # Errors
    ///
    /// A header that must be there could not be made, or there is no body.
    pub fn headed<H: ResponseHeaders, B>(&self, body: Result<B, MockError>) -> Result<Headed<H, B>, MockError> {
        let declared = self.answer.map(|answer| answer.headers).unwrap_or_default();
        let headers = read_headers(&headers::lines(declared, self.seed));
        let headers = headers.map_err(|error| self.failed("headers", &error.to_string()))?;
        Ok(Headed { headers, body: body? })
    }

    /// The body as bytes.
    ///
    /// # Errors
    ///
    /// None; as with the other kinds of bodies.
    pub fn bytes(&self) -> Result<Bytes, MockError> {
        let bytes = match self.examples().next() {
            Some(Value::String(text)) => text,
            Some(other) => other.to_string(),
            None => {
                let made = text::plain(&mut Random::at(self.seed, ""), 0, None).unwrap_or_default();
                // Bytes that are called JSON are any JSON.
                if self.is_json() {
                    Value::from(made).to_string()
                } else {
                    made
                }
            }
        };
        Ok(Bytes::from(bytes))
    }

    fn is_json(&self) -> bool {
        let names = self.answer.map(|answer| answer.media_types).unwrap_or_default();
        names.first().is_some_and(|name| is_json(name))
    }

    /// The body as bytes of the first of its media types.
    ///
    /// # Errors
    ///
    /// None; as with the other kinds of bodies.
    pub fn binary(&self) -> Result<Binary, MockError> {
        let names = self.answer.map(|answer| answer.media_types).unwrap_or_default();
        let concrete = names.iter().find(|name| !name.contains('*'));
        let media_type = concrete.and_then(|name| HeaderValue::from_str(name).ok());
        let unknown = HeaderValue::from_static("application/octet-stream");
        Ok(Binary::new(media_type.unwrap_or(unknown), self.bytes()?))
    }

    /// The body as items: those of an example that is a list, or a few that are made.
    ///
    /// # Errors
    ///
    /// No item could be made.
    pub fn stream<T: Decode + Send + 'static>(&self) -> Result<ItemStream<T>, MockError> {
        self.items().map(ItemStream::from)
    }

    /// The body as events that hold such items.
    ///
    /// # Errors
    ///
    /// No item could be made.
    pub fn events<T: Decode + Send + 'static>(&self) -> Result<ItemStream<ServerEvent<T>>, MockError> {
        let items = self.items()?.into_iter();
        Ok(ItemStream::from(items.map(ServerEvent::new).collect::<Vec<_>>()))
    }

    fn items<T: Decode>(&self) -> Result<Vec<T>, MockError> {
        for example in self.examples() {
            let items = match example {
                Value::Array(items) => items,
                other => vec![other],
            };
            let decoded: Result<Vec<T>, _> = items.iter().map(decode_strictly).collect();
            if let Ok(items) = decoded {
                return Ok(items);
            }
        }
        (0..STREAMED).map(|index| self.made(&format!("/{index}"))).collect()
    }

    /// The examples of the whole body, the preferred one first.
    fn examples(&self) -> impl Iterator<Item = Value> + '_ {
        let all = || self.answer.map(|answer| answer.examples).unwrap_or_default().iter();
        let is_preferred = |example: &&Example| self.example.as_deref() == Some(example.name);
        let preferred = all().filter(is_preferred);
        let ordered = preferred.chain(all());
        ordered.filter_map(|example| serde_json::from_str(example.value).ok())
    }

    /// A value that is made. Examples of its members are taken as far as they keep the rules; what breaks them otherwise
    /// is left out if it may be.
    fn made<T: Decode>(&self, at: &str) -> Result<T, MockError> {
        let mut avoided = Avoided::default();
        for _ in 0..ROUNDS {
            let (value, taken) = self.value(at, &avoided)?;
            let broken = match decode_strictly(&value) {
                Ok(decoded) => return Ok(decoded),
                Err(DecodeError::Violations(violations)) => violations,
                Err(DecodeError::Syntax(_)) => break,
            };
            let places = broken.iter().map(|violation| format!("{at}{}", violation.pointer()));
            avoided.add(&taken, places.collect());
        }
        avoided.all_examples = true;
        let (value, _) = self.value(at, &avoided)?;
        decode(&value, Context::new(Direction::Response)).map_err(|error| self.failed("body", &error.to_string()))
    }

    /// A value that is made, and the places at which examples were taken.
    fn value(&self, at: &str, avoided: &Avoided) -> Result<(Value, Vec<String>), MockError> {
        let schema = self.answer.map_or(&Schema::Any, |answer| answer.body);
        let mut maker = Maker::new(self.seed, avoided);
        let value = maker.value(schema, at, 0);
        let value = value.map_err(|error| self.failed("body", &error.to_string()))?;
        Ok((value, maker.taken))
    }

    fn failed(&self, part: &str, reason: &str) -> MockError {
        let (operation, status) = (self.operation, self.status.as_u16());
        MockError(format!(
            "the mock has no {part} for the answer {status} of `{operation}`: {reason}"
        ))
    }
}

/// An example as it stands, and what it holds if it is JSON in a text.
fn readings(example: Value) -> Vec<Value> {
    let inner = example.as_str().and_then(|text| serde_json::from_str(text).ok());
    [Some(example), inner].into_iter().flatten().collect()
}

/// As the document has it now, without what a later version may add.
fn decode_strictly<T: Decode>(value: &Value) -> Result<T, DecodeError> {
    decode(value, Context::new(Direction::Response).strict())
}

fn decode<T: Decode>(value: &Value, cx: Context) -> Result<T, DecodeError> {
    let text = serde_json::to_vec(value).map_err(|error| {
        let violation = Violation::new("type", error.to_string());
        DecodeError::Violations(violation.into())
    })?;
    from_json_in(&text, cx)
}
