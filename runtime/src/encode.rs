//! In: a value of a type that has a JSON form.
//! Out: JSON text.
//! Guarantee: well-formed JSON for every value.

use crate::context::Direction;
use crate::violation::Violations;
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
    write(value, Writer::json())
}

/// Writes `value` as JSON text that travels: members that go in the other direction only are left out.
pub fn to_json_in<T: Encode + ?Sized>(value: &T, direction: Direction) -> Vec<u8> {
    write(value, Writer::json().in_direction(direction))
}

/// The same, unless the value breaks rules that its type does not rule out.
pub(crate) fn to_valid_json<T: Encode + ?Sized>(value: &T, direction: Direction) -> Result<Vec<u8>, Violations> {
    let mut writer = Writer::json().in_direction(direction);
    value.encode(&mut writer);
    match writer.violations() {
        Some(violations) => Err(violations),
        None => Ok(writer.into_json()),
    }
}

fn write<T: Encode + ?Sized>(value: &T, mut writer: Writer) -> Vec<u8> {
    value.encode(&mut writer);
    writer.into_json()
}
