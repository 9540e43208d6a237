//! In: the body of one call, in one of the forms that the document declares.
//! Out: its bytes and its media type.
//! Guarantee: a body has one media type; what cannot be written is told when the call is awaited.

use bytes::Bytes;
use http::HeaderValue;
use http::header::CONTENT_TYPE;

use super::draft::Draft;
use super::styled::encoded;
use super::{Body, ParameterText};
use crate::encode::to_valid_json;
use crate::style::FormLayout;
use crate::{Binary, Direction, Encode, Multipart, PartsWriter, Violations, Writer};

/// Where the body of a request is written to.
#[derive(Debug)]
pub struct BodyWriter<'d> {
    pub(super) draft: &'d mut Draft,
}

impl<'d> BodyWriter<'d> {
    pub(super) fn new(draft: &'d mut Draft) -> Self {
        Self { draft }
    }

    /// A JSON value.
    pub fn json<T: Encode + ?Sized>(&mut self, media_type: &str, body: &T) {
        self.checked(media_type, to_valid_json(body, self.direction()));
    }

    /// What was written of a value, unless it breaks rules.
    pub(super) fn checked(&mut self, media_type: &str, text: Result<Vec<u8>, Violations>) {
        match text {
            Ok(text) => self.bytes(media_type, &text.into()),
            Err(violations) => self.draft.refuse("the body", &violations),
        }
    }

    /// Which way the body travels.
    pub(super) fn direction(&self) -> Direction {
        self.draft.direction()
    }

    /// A text.
    pub fn text<T: ParameterText + ?Sized>(&mut self, media_type: &str, body: &T) {
        self.bytes(media_type, &body.parameter_text().into_owned().into());
    }

    /// Bytes.
    pub fn bytes(&mut self, media_type: &str, body: &Bytes) {
        self.draft.body(media_type, body.clone().into());
    }

    /// Bytes that say themselves what they are.
    pub fn binary(&mut self, body: &Binary) {
        self.bytes(body.media_type(), body.bytes());
    }

    /// Pairs of name and value.
    pub fn form<T: Encode + ?Sized>(&mut self, media_type: &str, body: &T, layout: &FormLayout) {
        let tape = match Writer::to_tape_in(body, self.draft.direction()) {
            Ok(tape) => tape,
            Err(violations) => return self.draft.refuse("the body", &violations),
        };
        match layout.write(tape.root(), encoded) {
            Ok(pairs) => {
                let pairs: Vec<String> = pairs.iter().map(|(name, value)| format!("{name}={value}")).collect();
                self.bytes(media_type, &pairs.join("&").into());
            }
            Err(fault) => self.draft.fail(format!("the form {}", fault.message())),
        }
    }

    /// Several parts.
    pub fn multipart<T: Multipart>(&mut self, media_type: &str, body: &T) {
        let mut parts = PartsWriter::default();
        body.write(&mut parts);
        match parts.finish() {
            Ok((bytes, boundary)) => {
                let media_type = format!("{media_type}; boundary={boundary}");
                self.bytes(&media_type, &bytes.into());
            }
            Err(violations) => self.draft.refuse("the body", &violations),
        }
    }
}

impl Draft {
    /// Sets the body. A media type that the caller set stays.
    pub(super) fn body(&mut self, media_type: &str, body: Body) {
        match HeaderValue::from_str(media_type) {
            Ok(media_type) => {
                self.set_default(&CONTENT_TYPE, media_type);
                self.set_body(body);
            }
            Err(_) => self.fail("the media type of the body is not the value of a header".to_owned()),
        }
    }
}
