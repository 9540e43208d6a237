//! In: a value of a type that a user named in place of one of the document's, and that serde reads and writes.
//! Out: what reads and writes it among values that have [`Decode`], [`Encode`] and [`Text`].
//! Guarantee: as text a value is what its JSON form is, without quotes.

mod texts;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value as Json;
use texts::Texts;

use crate::codec::text_of;
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::maybe::Maybe;
use crate::text::Text;
use crate::value::Value;
use crate::violation::Violation;
use crate::writer::Writer;

/// A value that serde reads and writes.
///
/// ```
/// use std::net::Ipv4Addr;
/// use stubsmith_runtime::{Direction, foreign, from_json, to_json};
///
/// let read: Vec<foreign::Serde<Ipv4Addr>> = from_json(br#"["127.0.0.1"]"#, Direction::Request)?;
/// let addresses: Vec<Ipv4Addr> = foreign::value(read);
/// assert_eq!(addresses, [Ipv4Addr::LOCALHOST]);
/// let written = to_json(&foreign::Ref::<Vec<foreign::Serde<_>>>(&addresses));
/// assert_eq!(written, br#"["127.0.0.1"]"#);
/// # Ok::<(), stubsmith_runtime::DecodeError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Serde<T>(pub T);

/// What carries a value from and to the wire: [`Serde`], or a container of it.
pub trait Carrier: Decode {
    /// The value itself, as emitted types hold it.
    type Value;

    /// Takes the value out.
    fn into_value(self) -> Self::Value;

    /// Puts a value in.
    fn from_value(value: Self::Value) -> Self;

    /// Writes a value.
    fn write(value: &Self::Value, writer: &mut Writer);
}

/// Takes the value out of what carried it.
pub fn value<C: Carrier>(carrier: C) -> C::Value {
    carrier.into_value()
}

/// Puts a value into what carries it.
pub fn carrier<C: Carrier>(value: C::Value) -> C {
    C::from_value(value)
}

/// A value that is written as `C` writes it.
#[derive(Debug)]
pub struct Ref<'v, C: Carrier>(pub &'v C::Value);

impl<C: Carrier> Encode for Ref<'_, C> {
    fn encode(&self, writer: &mut Writer) {
        C::write(self.0, writer);
    }
}

impl<T: Serialize + DeserializeOwned> Carrier for Serde<T> {
    type Value = T;

    fn into_value(self) -> T {
        self.0
    }

    fn from_value(value: T) -> Self {
        Self(value)
    }

    fn write(value: &T, writer: &mut Writer) {
        write(value, writer);
    }
}

impl<C: Carrier> Carrier for Option<C> {
    type Value = Option<C::Value>;

    fn into_value(self) -> Self::Value {
        self.map(C::into_value)
    }

    fn from_value(value: Self::Value) -> Self {
        value.map(C::from_value)
    }

    fn write(value: &Self::Value, writer: &mut Writer) {
        match value {
            Some(value) => C::write(value, writer),
            None => writer.null(),
        }
    }
}

impl<C: Carrier> Carrier for Vec<C> {
    type Value = Vec<C::Value>;

    fn into_value(self) -> Self::Value {
        self.into_iter().map(C::into_value).collect()
    }

    fn from_value(value: Self::Value) -> Self {
        value.into_iter().map(C::from_value).collect()
    }

    fn write(value: &Self::Value, writer: &mut Writer) {
        let mut array = writer.array();
        for element in value {
            array.element(&Ref::<C>(element));
        }
        array.end();
    }
}

impl<C: Carrier> Carrier for BTreeMap<String, C> {
    type Value = BTreeMap<String, C::Value>;

    fn into_value(self) -> Self::Value {
        self.into_iter()
            .map(|(name, carrier)| (name, carrier.into_value()))
            .collect()
    }

    fn from_value(value: Self::Value) -> Self {
        value
            .into_iter()
            .map(|(name, value)| (name, C::from_value(value)))
            .collect()
    }

    fn write(value: &Self::Value, writer: &mut Writer) {
        let mut object = writer.object();
        for (name, member) in value {
            if !object.is_tag(name) {
                object.required(name, &Ref::<C>(member));
            }
        }
        object.end();
    }
}

/// Takes the value out of a member that has three states.
pub fn maybe<C: Carrier>(carrier: Maybe<C>) -> Maybe<C::Value> {
    match carrier {
        Maybe::Absent => Maybe::Absent,
        Maybe::Null => Maybe::Null,
        Maybe::Value(carrier) => Maybe::Value(carrier.into_value()),
    }
}

/// A member that has three states, written as `C` writes its value.
pub fn maybe_ref<C: Carrier>(value: &Maybe<C::Value>) -> Maybe<Ref<'_, C>> {
    match value {
        Maybe::Absent => Maybe::Absent,
        Maybe::Null => Maybe::Null,
        Maybe::Value(value) => Maybe::Value(Ref(value)),
    }
}

impl<T> From<T> for Serde<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl<T> std::ops::Deref for Serde<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T: fmt::Display> fmt::Display for Serde<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: DeserializeOwned> Decode for Serde<T> {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        if let Some(text) = text_of(value, cx) {
            return noted(parse(text), cx);
        }
        let value = Json::decode(value, cx)?;
        noted(
            if cx.is_text() {
                T::deserialize(Texts(value))
            } else {
                T::deserialize(value)
            },
            cx,
        )
    }
}

impl<T: Serialize> Encode for Serde<T> {
    fn encode(&self, writer: &mut Writer) {
        write(&self.0, writer);
    }
}

impl<T: Serialize + DeserializeOwned> Text for Serde<T> {
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        noted(parse(text), cx)
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(match json(&self.0) {
            Json::String(text) => text,
            other => other.to_string(),
        })
    }
}

/// The value that a text stands for: the string, or else the number, the boolean or whatever JSON it is.
fn parse<T: DeserializeOwned>(text: &str) -> Result<T, serde_json::Error> {
    T::deserialize(Json::from(text)).or_else(|error| match serde_json::from_str::<Json>(text) {
        Ok(value) => T::deserialize(value),
        Err(_) => Err(error),
    })
}

fn noted<T>(read: Result<T, serde_json::Error>, cx: &mut Context) -> Option<Serde<T>> {
    match read {
        Ok(value) => Some(Serde(value)),
        Err(error) => {
            cx.note("format", format!("cannot be read: {error}"));
            None
        }
    }
}

/// Writes the JSON form.
fn write<T: Serialize>(value: &T, writer: &mut Writer) {
    match serde_json::to_value(value) {
        Ok(json) => json.encode(writer),
        Err(error) => {
            writer.note(Violation::new("format", format!("cannot be written: {error}")));
            writer.null();
        }
    }
}

/// The JSON form; `null` for a value that its type refuses to write.
fn json<T: Serialize>(value: &T) -> Json {
    serde_json::to_value(value).unwrap_or(Json::Null)
}

#[cfg(test)]
mod tests {
    use std::net::Ipv4Addr;

    use super::*;
    use crate::decode::from_json;
    use crate::encode::to_json;
    use crate::{Direction, text};

    type Addresses = BTreeMap<String, Option<Serde<Ipv4Addr>>>;

    #[test]
    fn values_come_back_through_containers() {
        let read = from_json::<Addresses>(br#"{"a":"10.0.0.1","b":null}"#, Direction::Request).unwrap();
        let values = value(read);
        assert_eq!(values["a"], Some(Ipv4Addr::new(10, 0, 0, 1)));
        assert_eq!(to_json(&Ref::<Addresses>(&values)), br#"{"a":"10.0.0.1","b":null}"#);
    }

    #[test]
    fn what_serde_refuses_is_a_violation_with_its_place() {
        let error = from_json::<Addresses>(br#"{"a":"x","b":"y"}"#, Direction::Request).unwrap_err();
        let text = error.to_string();
        assert!(text.contains("/a: cannot be read") && text.contains("/b: "), "{text}");
    }

    #[test]
    fn numbers_among_texts_are_read_as_such() {
        type Place = (f64, bool, String, Option<u8>);
        let tape = crate::Tape::from_json(br#"[["1.5", "true", "7", "3"], ["x", "true", "", null]]"#).unwrap();
        let mut cx = Context::new(Direction::Request).of_text();
        let read: Option<Vec<Serde<Place>>> = Decode::decode(tape.root(), &mut cx);
        assert_eq!(
            cx.finish(read)
                .unwrap_err()
                .to_string()
                .matches("/1: cannot be read")
                .count(),
            1
        );
        let tape = crate::Tape::from_json(br#"["1.5", "true", "7", null]"#).unwrap();
        let mut cx = Context::new(Direction::Request).of_text();
        let read: Option<Serde<Place>> = Decode::decode(tape.root(), &mut cx);
        assert_eq!(*cx.finish(read).unwrap(), (1.5, true, "7".to_owned(), None));
    }

    #[test]
    fn what_cannot_be_written_is_not_sent() {
        struct Unwritable;
        impl Serialize for Unwritable {
            fn serialize<S: serde::Serializer>(&self, _: S) -> Result<S::Ok, S::Error> {
                Err(serde::ser::Error::custom("not today"))
            }
        }
        let mut writer = crate::encode::to_valid_json(&[Wrapped(Unwritable)][..], Direction::Request);
        assert_eq!(
            writer.as_mut().unwrap_err().to_string(),
            "/0: cannot be written: not today"
        );
    }

    struct Wrapped<T>(T);

    impl<T: Serialize> Encode for Wrapped<T> {
        fn encode(&self, writer: &mut Writer) {
            write(&self.0, writer);
        }
    }

    #[test]
    fn texts_are_json_without_quotes() {
        let address: Serde<Ipv4Addr> = text::parse("10.0.0.1").unwrap();
        assert_eq!(address.to_text(), "10.0.0.1");
        let number: Serde<u8> = text::parse("7").unwrap();
        assert_eq!((*number, number.to_text().as_ref()), (7, "7"));
        let word: Serde<String> = text::parse("7").unwrap();
        assert_eq!(word.to_text(), "7");
        assert_eq!(text::parse::<Serde<u8>>("x").unwrap_err().rule(), "format");
    }
}
