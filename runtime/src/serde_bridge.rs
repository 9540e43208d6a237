//! In: a type with `Decode` and `Encode`.
//! Out: its serde `Deserialize` and `Serialize`.
//! Guarantee: one way of reading and writing, whoever asks; serde's error names all violations.

use serde::de::Error as _;
use serde::{Deserializer, Serialize as _, Serializer};

use crate::codec::{Never, Null};
use crate::context::{Context, Direction};
use crate::decode::Decode;
use crate::encode::Encode;
use crate::format::{Base64, Uri};
use crate::secret::Secret;
use crate::value::Tape;
use crate::writer::Writer;

/// Implements serde's `Serialize` and `Deserialize` for types that have [`Encode`](crate::Encode) and
/// [`Decode`](crate::Decode), by delegation. Values are read as in a response, and
/// members that travel in requests only are kept.
///
/// ```
/// use stubsmith_runtime::{Context, Decode, Encode, Value, Writer, serde_json};
///
/// #[derive(Debug, PartialEq)]
/// struct Flag(bool);
///
/// impl Decode for Flag {
///     fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self> {
///         bool::decode(value, cx).map(Self)
///     }
/// }
///
/// impl Encode for Flag {
///     fn encode(&self, writer: &mut Writer) {
///         writer.bool(self.0);
///     }
/// }
///
/// stubsmith_runtime::serde_via_codec!(Flag);
///
/// assert_eq!(serde_json::from_str::<Flag>("true")?, Flag(true));
/// assert_eq!(serde_json::to_string(&Flag(false))?, "false");
/// assert_eq!(
///     serde_json::from_str::<Flag>("1").unwrap_err().to_string(),
///     "must be a boolean, not a number",
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[macro_export]
macro_rules! serde_via_codec {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                $crate::serde_bridge::serialize(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(
                deserializer: D,
            ) -> ::std::result::Result<Self, D::Error> {
                $crate::serde_bridge::deserialize(deserializer)
            }
        }
    )+};
}

/// Reads what [`serde_via_codec!`](crate::serde_via_codec) types read.
///
/// # Errors
///
/// Those of the deserializer, or all violations in one text.
pub fn deserialize<'de, T: Decode, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let tape = Tape::from_deserializer(deserializer)?;
    let mut cx = Context::new(Direction::Response).of_storage();
    let decoded = T::decode(tape.root(), &mut cx);
    cx.finish(decoded).map_err(D::Error::custom)
}

/// Writes what [`serde_via_codec!`](crate::serde_via_codec) types write.
///
/// # Errors
///
/// Those of the serializer.
pub fn serialize<T: Encode, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    Writer::to_tape(value).root().serialize(serializer)
}

serde_via_codec!(Base64, Never, Null, Secret, Uri);
