//! In: JSON text, and a type to read it as.
//! Out: the value, or what is wrong with the text and where.
//! Guarantee: every violation is reported, not only the first, up to the limit of the context.

use std::fmt;

use crate::context::{Context, Direction};
use crate::value::{SyntaxError, Tape, Value};
use crate::violation::Violations;

/// A type that can be read from JSON.
pub trait Decode: Sized {
    /// Reads `value`. `None` means that at least one violation was noted in `cx`, with a pointer relative to `value`.
    fn decode(value: Value<'_>, cx: &mut Context) -> Option<Self>;
}

/// Reads a JSON text as `T`.
///
/// ```
/// use stubsmith_runtime::{Direction, from_json};
///
/// let amounts: Vec<i64> = from_json(b"[1, 2.0]", Direction::Request)?;
/// assert_eq!(amounts, [1, 2]);
/// let error = from_json::<Vec<i64>>(br#"[1, "2", 2.5]"#, Direction::Request).unwrap_err();
/// assert_eq!(error.to_string(), "/1: must be an integer, not a string; /2: must be an integer, without a fraction");
/// # Ok::<(), stubsmith_runtime::DecodeError>(())
/// ```
///
/// # Errors
///
/// The text is not JSON, or the value breaks rules of its type: then all of them are named.
pub fn from_json<T: Decode>(text: &[u8], direction: Direction) -> Result<T, DecodeError> {
    from_json_in(text, Context::new(direction))
}

/// The same in a context that says more than the direction.
pub(crate) fn from_json_in<T: Decode>(text: &[u8], cx: Context) -> Result<T, DecodeError> {
    let tape = Tape::from_json(text)?;
    Ok(from_tape_in(&tape, cx)?)
}

/// Reads a parsed value as `T`.
///
/// # Errors
///
/// All rules of its type that the value breaks.
pub fn from_tape<T: Decode>(tape: &Tape<'_>, direction: Direction) -> Result<T, Violations> {
    from_tape_in(tape, Context::new(direction))
}

/// The same in a context that says more than the direction.
pub(crate) fn from_tape_in<T: Decode>(tape: &Tape<'_>, mut cx: Context) -> Result<T, Violations> {
    let decoded = T::decode(tape.root(), &mut cx);
    cx.finish(decoded)
}

/// Why a JSON text could not be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DecodeError {
    /// The text is not JSON.
    Syntax(SyntaxError),
    /// The text is JSON, the value is not what the document describes.
    Violations(Violations),
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax(error) => error.fmt(f),
            Self::Violations(violations) => violations.fmt(f),
        }
    }
}

/// Without a source: the message already says all that the inner error says.
impl std::error::Error for DecodeError {}

impl From<SyntaxError> for DecodeError {
    fn from(error: SyntaxError) -> Self {
        Self::Syntax(error)
    }
}

impl From<Violations> for DecodeError {
    fn from(violations: Violations) -> Self {
        Self::Violations(violations)
    }
}
