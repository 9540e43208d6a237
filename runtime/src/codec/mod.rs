//! In: a value on a tape; or a Rust value of a type that is not emitted.
//! Out: the Rust value; or its JSON form.
//! Guarantee: what one direction writes the other reads back as it was.

mod containers;
mod json;
mod scalar;
mod single;

pub(crate) use self::containers::is_null_text;
pub(crate) use self::scalar::{narrow, note_range, widen};
pub use self::single::{Never, Null};

use crate::context::Context;
use crate::value::{Members, Value};

/// Notes that `value` is not of the kind that the schema asks for.
#[cold]
pub(crate) fn mismatch<T>(value: Value<'_>, expected: &str, cx: &mut Context) -> Option<T> {
    cx.set_mismatch(Some(value.position()));
    if cx.is_trial() {
        cx.note("type", "must be of another type");
    } else {
        cx.note("type", format!("must be {expected}, not {}", value.kind_name()));
    }
    None
}

/// The text that stands for `value`, where values come from text.
pub(crate) fn text_of<'t>(value: Value<'t>, cx: &Context) -> Option<&'t str> {
    if cx.is_text() { value.as_str() } else { None }
}

/// The string that `value` must be.
pub(crate) fn string<'t>(value: Value<'t>, cx: &mut Context) -> Option<&'t str> {
    value.as_str().or_else(|| mismatch(value, "a string", cx))
}

/// Notes each name that occurs more than once among `members`.
#[cold]
pub(crate) fn note_repeated_names(members: Members<'_>, cx: &mut Context) {
    let mut times = std::collections::HashMap::new();
    for (name, _) in members {
        let times = times.entry(name).or_insert(0_usize);
        *times += 1;
        if *times == 2 {
            let mark = cx.mark();
            cx.note("uniqueKeys", "occurs more than once");
            cx.in_member(mark, name);
        }
    }
}
