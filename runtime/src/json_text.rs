//! In: a string that holds JSON: `contentMediaType: application/json` with `contentSchema`.
//! Out: [`JsonText`], the value in it.
//! Guarantee: what is wrong with the value is told with its place in it.

use std::ops::{Deref, DerefMut};

use crate::codec::mismatch;
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::value::{Tape, Value};
use crate::writer::Writer;

/// A value that travels as a string of JSON text.
///
/// ```
/// use stubsmith_runtime::{Direction, JsonText, from_json, to_json};
///
/// let text: JsonText<Vec<i64>> = from_json(br#""[1, 2]""#, Direction::Request)?;
/// assert_eq!(*text, [1, 2]);
/// assert_eq!(to_json(&text), br#""[1,2]""#);
/// let error = from_json::<JsonText<Vec<i64>>>(br#""[1, true]""#, Direction::Request).unwrap_err();
/// assert_eq!(error.to_string(), "/1: must be an integer, not a boolean");
/// # Ok::<(), stubsmith_runtime::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct JsonText<T>(pub T);

impl<T> From<T> for JsonText<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> Deref for JsonText<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> DerefMut for JsonText<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.0
    }
}

impl<T: Decode> Decode for JsonText<T> {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let Some(text) = value.as_str() else {
            return mismatch(value, "a string", cx);
        };
        let tape = match Tape::from_json(text.as_bytes()) {
            Ok(tape) => tape,
            Err(error) => {
                cx.note("contentMediaType", format!("must hold JSON: {error}"));
                return None;
            }
        };
        cx.decode_apart(&tape, false).map(Self)
    }
}

impl<T: Encode> Encode for JsonText<T> {
    fn encode(&self, writer: &mut Writer) {
        let json = writer.json_alike(&self.0);
        writer.str(&String::from_utf8_lossy(&json));
    }
}
