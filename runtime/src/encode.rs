//! In: a value of a type that has a JSON form.
//! Out: JSON text.
//! Guarantee: well-formed JSON for every value.

use crate::writer::Writer;

/// A type that can be written as JSON.
pub trait Encode {
    /// Writes exactly one value.
    fn encode(&self, writer: &mut Writer);
}

/// Writes `value` as JSON text, without white space.
///
/// ```
/// assert_eq!(stubsmith_runtime::to_json(&vec![Some(1), None]), b"[1,null]");
/// ```
pub fn to_json<T: Encode + ?Sized>(value: &T) -> Vec<u8> {
    let mut writer = Writer::json();
    value.encode(&mut writer);
    writer.into_json()
}
