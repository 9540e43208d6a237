//! In: the values of an enum that are not all strings, and the variants that stand for them.
//! Out: what an emitted enum implements.
//! Guarantee: a value that the document does not name is kept in a response and refused in a request.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::context::Context;
use crate::decode::Decode;
use crate::encode::{Encode, to_json};
use crate::string_enum::not_among;
use crate::value::{Kind, Tape, Value, are_equal};
use crate::violation::Violation;
use crate::writer::Writer;

/// One value of an enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Literal {
    /// A string.
    String(&'static str),
    /// A number without a fraction.
    Integer(i64),
    /// `true` or `false`.
    Boolean(bool),
    /// Any other value, as JSON text.
    Json(&'static str),
}

impl Literal {
    /// Whether `value` is this one; numbers are compared by value, objects without regard to order.
    fn is(self, value: Value<'_>) -> bool {
        match (self, value.kind()) {
            (Self::String(text), Kind::String(other)) => text == other,
            (Self::Integer(integer), Kind::Number(number)) => number.as_integer() == Some(integer.into()),
            (Self::Boolean(bool), Kind::Bool(other)) => bool == other,
            (Self::Json(text), _) => match Tape::from_json(text.as_bytes()) {
                Ok(tape) => are_equal(tape.root(), value),
                Err(_) => false,
            },
            _ => false,
        }
    }

    /// The text form: a string as it stands, anything else as JSON.
    fn text(self) -> Cow<'static, str> {
        match self {
            Self::String(text) | Self::Json(text) => Cow::Borrowed(text),
            Self::Integer(integer) => Cow::Owned(integer.to_string()),
            Self::Boolean(bool) => Cow::Borrowed(if bool { "true" } else { "false" }),
        }
    }
}

impl Encode for Literal {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::String(text) => writer.str(text),
            Self::Integer(integer) => writer.i64(*integer),
            Self::Boolean(bool) => writer.bool(*bool),
            Self::Json(text) => match Tape::from_json(text.as_bytes()) {
                Ok(tape) => tape.root().encode(writer),
                Err(_) => writer.null(),
            },
        }
    }
}

/// Implements what an enum of integers needs: `get`, `VALUES`, `TryFrom<i64>`, `From` for `i64`, `FromStr`, `Display`,
/// [`Decode`](crate::Decode), [`Encode`](crate::Encode), [`Text`](crate::Text) and serde's traits.
///
/// The enum has a unit variant for each value and `Unknown(i64)` for values that a response may hold although the
/// document does not name them.
///
/// ```
/// use stubsmith_runtime::{Direction, from_json};
///
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
/// pub enum Level {
///     Value1,
///     Minus1,
///     Unknown(i64),
/// }
/// stubsmith_runtime::integer_enum!(Level { Value1 = 1, Minus1 = -1 });
///
/// assert_eq!(Level::try_from(-1), Ok(Level::Minus1));
/// assert_eq!(from_json(b"1.0", Direction::Request), Ok(Level::Value1));
/// assert_eq!(from_json(b"7", Direction::Response), Ok(Level::Unknown(7)));
/// assert_eq!(
///     from_json::<Level>(b"7", Direction::Request).unwrap_err().to_string(),
///     "must be one of `1`, `-1`",
/// );
/// ```
#[macro_export]
macro_rules! integer_enum {
    ($name:ident { $($variant:ident = $value:literal),+ $(,)? }) => {
        impl $name {
            /// The values that the document names.
            pub const VALUES: &'static [i64] = &[$($value),+];

            /// The value as it is written.
            #[must_use]
            pub fn get(self) -> i64 {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::std::convert::TryFrom<i64> for $name {
            type Error = $crate::Violation;

            fn try_from(value: i64) -> ::std::result::Result<Self, $crate::Violation> {
                match value {
                    $($value => ::std::result::Result::Ok(Self::$variant),)+
                    _ => ::std::result::Result::Err($crate::literal_enum::not_among_integers(Self::VALUES)),
                }
            }
        }

        impl ::std::convert::From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.get()
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Violation;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::text::parse(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.get(), f)
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::literal_enum::decode_integer(value, Self::Unknown, cx)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, writer: &mut $crate::Writer) {
                writer.i64(self.get());
            }
        }

        impl $crate::Text for $name {
            fn from_text(text: &str, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::literal_enum::known_integer(<i64 as $crate::Text>::from_text(text, cx)?, Self::Unknown, cx)
            }

            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Owned(::std::string::ToString::to_string(&self.get()))
            }
        }

        $crate::serde_via_codec!($name);
    };
}

/// Implements what an enum of other values needs: `VALUES`, `FromStr`, `Display`, [`Decode`](crate::Decode),
/// [`Encode`](crate::Encode), [`Text`](crate::Text) and serde's traits.
///
/// The enum has a unit variant for each value, a `Literal` that needs no import, and `Unknown(serde_json::Value)` for
/// values that a response may hold although the document does not name them.
///
/// ```
/// use stubsmith_runtime::{Direction, from_json, serde_json, to_json};
///
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// pub enum Limit {
///     None,
///     Value5,
///     Off,
///     Unknown(serde_json::Value),
/// }
/// stubsmith_runtime::literal_enum!(Limit {
///     None = Literal::String("none"),
///     Value5 = Literal::Integer(5),
///     Off = Literal::Boolean(false),
/// });
///
/// assert_eq!(from_json(b"5", Direction::Request), Ok(Limit::Value5));
/// assert_eq!("false".parse(), Ok(Limit::Off));
/// assert_eq!(to_json(&Limit::None), b"\"none\"");
/// assert_eq!(from_json(b"[]", Direction::Response), Ok(Limit::Unknown(serde_json::json!([]))));
/// ```
#[macro_export]
macro_rules! literal_enum {
    ($name:ident { $($variant:ident = $value:expr),+ $(,)? }) => {
        impl $name {
            /// The values that the document names, each with its variant.
            #[doc(hidden)]
            pub const VALUES: &'static [($crate::literal_enum::Literal, Self)] = {
                use $crate::literal_enum::Literal;
                &[$(($value, Self::$variant)),+]
            };
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Violation;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::text::parse(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&$crate::Text::to_text(self))
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::literal_enum::decode(value, Self::VALUES, Self::Unknown, cx)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, writer: &mut $crate::Writer) {
                match self {
                    Self::Unknown(value) => $crate::Encode::encode(value, writer),
                    known => $crate::literal_enum::encode(known, Self::VALUES, writer),
                }
            }
        }

        impl $crate::Text for $name {
            fn from_text(text: &str, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::literal_enum::from_text(text, Self::VALUES, Self::Unknown, cx)
            }

            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                match self {
                    Self::Unknown(value) => $crate::literal_enum::json_text(value),
                    known => $crate::literal_enum::to_text(known, Self::VALUES),
                }
            }
        }

        $crate::serde_via_codec!($name);
    };
}

/// The violation of an integer that is none of `values`.
#[cold]
#[must_use]
pub fn not_among_integers(values: &[i64]) -> Violation {
    not_among(values.iter().map(i64::to_string))
}

/// Reads an integer: `unknown` holds what the document does not name, in a response.
pub fn decode_integer<T>(value: Value<'_>, unknown: fn(i64) -> T, cx: &mut Context) -> Option<T>
where
    T: TryFrom<i64, Error = Violation>,
{
    known_integer(i64::decode(value, cx)?, unknown, cx)
}

/// The variant of an integer.
pub fn known_integer<T>(integer: i64, unknown: fn(i64) -> T, cx: &mut Context) -> Option<T>
where
    T: TryFrom<i64, Error = Violation>,
{
    match T::try_from(integer) {
        Ok(value) => Some(value),
        Err(violation) if cx.is_closed() => {
            cx.push(violation);
            None
        }
        Err(_) => Some(unknown(integer)),
    }
}

/// Reads a value: `unknown` holds what the document does not name, in a response.
pub fn decode<T: Clone>(
    value: Value<'_>,
    values: &[(Literal, T)],
    unknown: fn(Json) -> T,
    cx: &mut Context,
) -> Option<T> {
    if let Some((_, known)) = values.iter().find(|(literal, _)| literal.is(value)) {
        return Some(known.clone());
    }
    if let Some(text) = crate::codec::text_of(value, cx) {
        return from_text(text, values, unknown, cx);
    }
    note_unless_open(values, cx)?;
    Json::decode(value, cx).map(unknown)
}

/// Reads a text like [`decode`].
pub fn from_text<T: Clone>(text: &str, values: &[(Literal, T)], unknown: fn(Json) -> T, cx: &mut Context) -> Option<T> {
    if let Some((_, known)) = values.iter().find(|(literal, _)| literal.text() == text) {
        return Some(known.clone());
    }
    note_unless_open(values, cx)?;
    Some(unknown(Json::from(text)))
}

fn note_unless_open<T>(values: &[(Literal, T)], cx: &mut Context) -> Option<()> {
    if !cx.is_closed() {
        return Some(());
    }
    cx.push(not_among(values.iter().map(|(literal, _)| literal.text())));
    None
}

fn literal<T: PartialEq>(known: &T, values: &[(Literal, T)]) -> Literal {
    let found = values.iter().find(|(_, variant)| variant == known);
    found.map_or(Literal::Json("null"), |(literal, _)| *literal)
}

/// Writes a variant other than `Unknown`.
pub fn encode<T: PartialEq>(known: &T, values: &[(Literal, T)], writer: &mut Writer) {
    literal(known, values).encode(writer);
}

/// The text form of a variant other than `Unknown`.
pub fn to_text<T: PartialEq>(known: &T, values: &[(Literal, T)]) -> Cow<'static, str> {
    literal(known, values).text()
}

/// The text form of any value.
#[must_use]
pub fn json_text(value: &Json) -> Cow<'_, str> {
    match value {
        Json::String(text) => Cow::Borrowed(text),
        other => Cow::Owned(String::from_utf8_lossy(&to_json(other)).into_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_compared_as_json() {
        for (literal, equal, different) in [
            (Literal::Integer(5), "5.0", "\"5\""),
            (Literal::Json("1.5"), "15e-1", "1"),
            (Literal::Json("{\"a\":1,\"b\":null}"), r#"{"b": null, "a": 1}"#, "{}"),
            (Literal::Json("null"), "null", "\"null\""),
            (Literal::Boolean(true), "true", "\"true\""),
        ] {
            assert!(literal.is(Tape::from_json(equal.as_bytes()).unwrap().root()), "{equal}");
            assert!(
                !literal.is(Tape::from_json(different.as_bytes()).unwrap().root()),
                "{different}"
            );
        }
    }
}
