//! In: any JSON value, where the document says nothing about it.
//! Out: `serde_json::Value`, or the JSON form of one.
//! Guarantee: the same value that serde_json reads and writes.

use serde_json::{Map, Value as Json};

use super::note_repeated_names;
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::value::{Kind, Number, Value};
use crate::writer::Writer;

impl Decode for Json {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        match value.kind() {
            Kind::Null => Some(Self::Null),
            Kind::Bool(bool) => Some(Self::Bool(bool)),
            Kind::Number(Number::Signed(number)) => Some(number.into()),
            Kind::Number(Number::Unsigned(number)) => Some(number.into()),
            Kind::Number(Number::Float(number)) => Some(number.into()),
            Kind::String(text) => Some(text.into()),
            Kind::Array(_) => Vec::decode(value, cx).map(Self::Array),
            Kind::Object(members) if members.has_repeated_names() && cx.is_request() => {
                note_repeated_names(members, cx);
                None
            }
            Kind::Object(members) => {
                let mut decoded = Some(Map::new());
                for (name, member) in members {
                    if cx.is_beside(value.position(), name) {
                        continue;
                    }
                    let mark = cx.mark();
                    match (Self::decode(member, cx), &mut decoded) {
                        (Some(member), Some(decoded)) => {
                            decoded.insert(name.to_owned(), member);
                        }
                        _ => decoded = None,
                    }
                    cx.in_member(mark, name);
                }
                decoded.map(Self::Object)
            }
        }
    }
}

impl Encode for Json {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Self::Null => writer.null(),
            Self::Bool(bool) => writer.bool(*bool),
            Self::Number(number) => match (number.as_i64(), number.as_u64(), number.as_f64()) {
                (Some(number), _, _) => writer.i64(number),
                (None, Some(number), _) => writer.u64(number),
                (None, None, Some(number)) => writer.f64(number),
                (None, None, None) => writer.null(),
            },
            Self::String(text) => writer.str(text),
            Self::Array(elements) => elements.encode(writer),
            Self::Object(members) => {
                let mut object = writer.object();
                for (name, value) in members {
                    if !object.is_tag(name) {
                        object.required(name, value);
                    }
                }
                object.end();
            }
        }
    }
}

impl Encode for Value<'_> {
    fn encode(&self, writer: &mut Writer) {
        match self.kind() {
            Kind::Null => writer.null(),
            Kind::Bool(bool) => writer.bool(bool),
            Kind::Number(Number::Signed(number)) => writer.i64(number),
            Kind::Number(Number::Unsigned(number)) => writer.u64(number),
            Kind::Number(Number::Float(number)) => writer.f64(number),
            Kind::String(text) => writer.str(text),
            Kind::Array(elements) => {
                let mut array = writer.array();
                elements.for_each(|element| array.element(&element));
                array.end();
            }
            Kind::Object(members) => {
                let mut object = writer.object();
                members.for_each(|(name, value)| object.required(name, &value));
                object.end();
            }
        }
    }
}
