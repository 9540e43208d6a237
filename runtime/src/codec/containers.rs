//! In: arrays, objects and nullable values on a tape, or as Rust collections.
//! Out: the collection, or its JSON form.
//! Guarantee: a faulty element does not keep the others from being checked.

use std::collections::BTreeMap;

use super::{mismatch, note_repeated_names, text_of};
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::value::Value;
use crate::writer::Writer;

impl<T: Decode> Decode for Option<T> {
    /// `None` is `null`. A text that says so is taken for a value first, since it may be one.
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        if value.is_null() {
            return Some(None);
        }
        let mark = cx.mark();
        match (T::decode(value, cx), text_of(value, cx)) {
            (None, Some(text)) if is_null_text(text) => {
                cx.forget_since(mark);
                Some(None)
            }
            (decoded, _) => decoded.map(Some),
        }
    }
}

impl<T: Encode> Encode for Option<T> {
    fn encode(&self, writer: &mut Writer) {
        match self {
            Some(value) => value.encode(writer),
            None => writer.null(),
        }
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        T::decode(value, cx).map(Self::new)
    }
}

impl<T: Encode + ?Sized> Encode for Box<T> {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

impl<T: Encode + ?Sized> Encode for &T {
    fn encode(&self, writer: &mut Writer) {
        (**self).encode(writer);
    }
}

/// Whether a text stands for `null`, where values come from text.
pub(crate) fn is_null_text(text: &str) -> bool {
    matches!(text, "" | "null")
}

/// How many elements room is made for before the first was decoded. A Rust value may take far more room than the text
/// that it stands for, so the sender's count is not trusted beyond this.
const FIRST_ELEMENTS: usize = 256;

impl<T: Decode> Decode for Vec<T> {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let Some(elements) = value.as_array() else {
            return match text_of(value, cx) {
                Some(_) => T::decode(value, cx).map(|element| vec![element]),
                None => mismatch(value, "an array", cx),
            };
        };
        let mut decoded = Some(Self::with_capacity(elements.len().min(FIRST_ELEMENTS)));
        for (index, element) in elements.enumerate() {
            let mark = cx.mark();
            match (T::decode(element, cx), &mut decoded) {
                (Some(element), Some(decoded)) => decoded.push(element),
                _ => decoded = None,
            }
            cx.in_element(mark, index);
        }
        decoded
    }
}

impl<T: Encode> Encode for Vec<T> {
    fn encode(&self, writer: &mut Writer) {
        self.as_slice().encode(writer);
    }
}

impl<T: Encode> Encode for [T] {
    fn encode(&self, writer: &mut Writer) {
        let mut array = writer.array();
        for element in self {
            array.element(element);
        }
        array.end();
    }
}

impl<T: Decode> Decode for BTreeMap<String, T> {
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
        let Some(members) = value.as_object() else {
            return mismatch(value, "an object", cx);
        };
        if members.has_repeated_names() && cx.is_request() {
            note_repeated_names(members, cx);
            return None;
        }
        let mut decoded = Some(Self::new());
        for (name, member) in members {
            if cx.is_beside(value.position(), name) {
                continue;
            }
            let mark = cx.mark();
            match (T::decode(member, cx), &mut decoded) {
                (Some(member), Some(decoded)) => {
                    decoded.insert(name.to_owned(), member);
                }
                _ => decoded = None,
            }
            cx.in_member(mark, name);
        }
        decoded
    }
}

impl<T: Encode> Encode for BTreeMap<String, T> {
    fn encode(&self, writer: &mut Writer) {
        let mut object = writer.object();
        object.additional(self);
        object.end();
    }
}
