//! In: a value where a schema allows `null` only, or nothing at all.
//! Out: [`Null`] and [`Never`].
//! Guarantee: a [`Never`] does not exist.

use std::borrow::Cow;
use std::fmt;

use super::{is_null_text, mismatch, text_of};
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::text::Text;
use crate::value::Value;
use crate::writer::Writer;

/// The value `null`, where a schema allows no other.
///
/// ```
/// use stubsmith_runtime::{Direction, Null, from_json, to_json};
///
/// assert_eq!(from_json(b"null", Direction::Request), Ok(Null));
/// assert!(from_json::<Null>(b"0", Direction::Request).is_err());
/// assert_eq!(to_json(&Null), b"null");
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Null;

impl Decode for Null {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        match text_of(value, cx) {
            _ if value.is_null() => Some(Self),
            Some(text) => Self::from_text(text, cx),
            None => mismatch(value, "null", cx),
        }
    }
}

impl Encode for Null {
    fn encode(&self, writer: &mut Writer) {
        writer.null();
    }
}

impl Text for Null {
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        if is_null_text(text) {
            return Some(Self);
        }
        cx.note("type", "must be `null`");
        None
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed("null")
    }
}

impl fmt::Display for Null {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("null")
    }
}

/// No value: where a schema is `false`. A list of these is empty, a member of this type absent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Never {}

impl Decode for Never {
    fn decode(_: Value<'_>, cx: &mut Context) -> Option<Self> {
        cx.note("false", "must not be there");
        None
    }
}

impl Encode for Never {
    fn encode(&self, _: &mut Writer) {
        match *self {}
    }
}

impl Text for Never {
    fn from_text(_: &str, cx: &mut Context) -> Option<Self> {
        cx.note("false", "must not be there");
        None
    }

    fn to_text(&self) -> Cow<'_, str> {
        match *self {}
    }
}

impl fmt::Display for Never {
    fn fmt(&self, _: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {}
    }
}
