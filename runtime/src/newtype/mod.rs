//! In: a schema with constraints, as an emitted tuple struct and a list of rules.
//! Out: macros that implement what such a type needs, and the functions that they call.
//! Guarantee: no value of the type breaks a rule, however it was made.

mod array;
mod integer;
mod map;
mod number;
mod secret;
mod string;

pub use self::array::{check_elements, decode_elements};
pub use self::integer::{check_integer, note_integer};
pub use self::map::{check_members, decode_members};
pub use self::number::{Float, check_number, decode_number, note_number};
pub use self::string::{check_text, decode_text, note_text};
