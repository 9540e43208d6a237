//! In: booleans, numbers, strings and secrets on a tape, or as Rust values.
//! Out: the Rust value, or its JSON form.
//! Guarantee: integers are exact; a number with a zero fraction is an integer, as JSON Schema has it.

use super::{mismatch, string, text_of};
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::secret::Secret;
use crate::text::Text;
use crate::value::{Number, Value};
use crate::writer::Writer;

impl Decode for bool {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        match (value.as_bool(), text_of(value, cx)) {
            (Some(bool), _) => Some(bool),
            (None, Some(text)) => Self::from_text(text, cx),
            (None, None) => mismatch(value, "a boolean", cx),
        }
    }
}

impl Encode for bool {
    fn encode(&self, writer: &mut Writer) {
        writer.bool(*self);
    }
}

/// What of a JSON value is an integer.
enum Integer {
    Exact(i128),
    /// Its digits are more than any type holds.
    Beyond,
}

/// As a float, the least integer of 64 bits stands for literals below it as well, which round to it.
const ROUNDED: f64 = i64::MIN as f64;

fn integer(value: Value<'_>, cx: &mut Context) -> Option<Integer> {
    let Some(number) = value.as_number() else {
        return mismatch(value, "an integer", cx);
    };
    match (number, number.as_integer()) {
        (Number::Float(ROUNDED), _) => Some(Integer::Beyond),
        (_, Some(integer)) => Some(Integer::Exact(integer)),
        (_, None) if number.as_f64().fract() == 0.0 => Some(Integer::Beyond),
        (_, None) => {
            cx.note("type", "must be an integer, without a fraction");
            None
        }
    }
}

/// Notes that an integer exceeds the type that the document's `format` asks for.
#[cold]
pub(crate) fn note_range(min: i128, max: i128, cx: &mut Context) {
    cx.note("format", format!("must be between {min} and {max}"));
}

macro_rules! integers {
    ($($integer:ty => $write:ident),+) => {$(
        impl Decode for $integer {
            fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
                if let Some(text) = text_of(value, cx) {
                    return Self::from_text(text, cx);
                }
                let decoded = match integer(value, cx)? {
                    Integer::Exact(integer) => Self::try_from(integer).ok(),
                    Integer::Beyond => None,
                };
                if decoded.is_none() {
                    note_range(Self::MIN.into(), Self::MAX.into(), cx);
                }
                decoded
            }
        }

        impl Encode for $integer {
            fn encode(&self, writer: &mut Writer) {
                writer.$write((*self).into());
            }
        }
    )+};
}

integers!(i32 => i64, i64 => i64, u32 => u64, u64 => u64);

impl Decode for f64 {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        match (value.as_number(), text_of(value, cx)) {
            (Some(number), _) => Some(number.as_f64()),
            (None, Some(text)) => Self::from_text(text, cx),
            (None, None) => mismatch(value, "a number", cx),
        }
    }
}

impl Encode for f64 {
    fn encode(&self, writer: &mut Writer) {
        writer.f64(*self);
    }
}

impl Decode for f32 {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        narrow(f64::decode(value, cx)?, cx)
    }
}

impl Encode for f32 {
    fn encode(&self, writer: &mut Writer) {
        writer.f64(widen(*self));
    }
}

/// The nearest `f32`; a violation if the number is beyond its range.
pub(crate) fn narrow(number: f64, cx: &mut Context) -> Option<f32> {
    let narrow = number as f32;
    if narrow.is_finite() {
        return Some(narrow);
    }
    cx.note("format", "must fit into 32 bits");
    None
}

/// The `f64` with the same shortest text: 0.1 and not 0.10000000149011612.
pub(crate) fn widen(number: f32) -> f64 {
    number.to_string().parse().unwrap_or(f64::from(number))
}

impl Decode for String {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        string(value, cx).map(str::to_owned)
    }
}

impl Encode for String {
    fn encode(&self, writer: &mut Writer) {
        writer.str(self);
    }
}

impl Encode for str {
    fn encode(&self, writer: &mut Writer) {
        writer.str(self);
    }
}

impl Decode for Secret {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        string(value, cx).map(Self::from)
    }
}

impl Encode for Secret {
    /// Writes the text itself: this is how a secret reaches the one who may know it.
    fn encode(&self, writer: &mut Writer) {
        writer.str(self.expose());
    }
}
