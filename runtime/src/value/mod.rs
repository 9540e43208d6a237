//! In: JSON text, or what a serde deserializer gives.
//! Out: a [`Tape`] (the parsed value as one flat list) and [`Value`], a cursor into it.
//! Guarantee: strings are borrowed where the text has no escapes, and any value is skipped in one step.

mod builder;
mod canonical;
mod cursor;
mod number;
mod serde;
mod syntax;
mod tokenizer;

pub(crate) use self::builder::{Builder, Open};
pub(crate) use self::canonical::{are_equal, has_equal_elements};
pub use self::cursor::{Elements, Kind, Members, Value};
pub use self::number::Number;
pub use self::syntax::SyntaxError;

/// How many arrays and objects may be nested in each other.
pub const DEPTH_LIMIT: usize = 128;

/// A parsed JSON value.
///
/// ```
/// use stubsmith_runtime::value::Tape;
///
/// let tape = Tape::from_json(br#"{"id": "inv_1", "tags": []}"#)?;
/// assert!(tape.root().as_object().is_some());
/// # Ok::<(), stubsmith_runtime::value::SyntaxError>(())
/// ```
pub struct Tape<'t> {
    entries: Vec<Entry<'t>>,
    /// The strings that had escapes, one after the other.
    unescaped: String,
}

/// One value or one member name. The entries of an array follow it one after the other; those of an object follow it
/// as pairs of name and value.
#[derive(Clone, Copy)]
enum Entry<'t> {
    Null,
    Bool(bool),
    Number(Number),
    Borrowed(&'t str),
    Unescaped { start: usize, end: usize },
    Array { end: usize, count: usize },
    Object { end: usize, count: usize, repeats: bool },
}

impl<'t> Tape<'t> {
    /// Parses one JSON text (RFC 8259), with nothing but white space around it.
    ///
    /// # Errors
    ///
    /// Text that is not JSON in UTF-8, a number beyond the range of `f64`, or nesting beyond [`DEPTH_LIMIT`].
    pub fn from_json(text: &'t [u8]) -> Result<Self, SyntaxError> {
        tokenizer::parse(text)
    }

    /// Reads one value from any self-describing format.
    ///
    /// # Errors
    ///
    /// Those of the deserializer, values that JSON does not have (bytes, NaN), or nesting beyond [`DEPTH_LIMIT`].
    pub fn from_deserializer<D>(deserializer: D) -> Result<Self, D::Error>
    where
        D: ::serde::Deserializer<'t>,
    {
        self::serde::read(deserializer)
    }

    /// The value itself.
    #[must_use]
    pub fn root(&self) -> Value<'_> {
        Value::at(self, 0)
    }
}

impl std::fmt::Debug for Tape<'_> {
    /// Prints the kind of the value only: it may hold secrets.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Tape").field(&self.root()).finish()
    }
}
