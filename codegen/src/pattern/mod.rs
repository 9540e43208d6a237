//! In: a regular expression of ECMA-262, the value of a `pattern` keyword.
//! Out: [`Automaton`], a minimal deterministic automaton over UTF-8 bytes, as tables for the runtime to walk.
//! Guarantees: it accepts exactly the texts that the expression matches somewhere; the same text gives the same tables.

mod automaton;
mod class;
mod cursor;
mod determinize;
mod escape;
mod minimize;
mod parse;
mod set;
mod utf8;

use std::{error, fmt};

pub use automaton::Automaton;

/// The most bytes that the tables of one pattern may take.
pub const MAX_TABLE_BYTES: usize = 64 * 1024;

/// Compiles a regular expression of ECMA-262 (section 22.2) to tables.
///
/// As JSON Schema asks (2020-12 core, section 6.4), the expression is not anchored and is read as with the `u` flag.
/// Sloppy syntax is taken where the grammar of web browsers (annex B) gives it one clear meaning: `a{`, `]`, `\_`,
/// `[\w-.]`. A letter behind a backslash that stands for nothing (`\A`, `\z`) is refused, since other engines give it
/// a meaning.
///
/// # Errors
///
/// The text is no regular expression, or it uses what the tables cannot express, or the tables would be too large.
/// Time and memory are bounded in each case.
pub fn compile(source: &str) -> Result<Automaton, PatternError> {
    let expression = parse::parse(source)?;
    let table = determinize::determinize(expression)?;
    Automaton::new(source, &minimize::minimize(&utf8::fold(&table)))
}

/// Why a pattern could not be compiled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PatternError {
    /// The text is no regular expression.
    Invalid {
        /// What is wrong, without a capital or a full stop.
        message: String,
        /// Where it is wrong: the count of characters before that place.
        offset: usize,
    },
    /// A regular expression that these tables cannot express, or that they are not made to.
    NotRegular {
        /// What the tables are not for.
        construct: Construct,
        /// Where the construct starts: the count of characters before it.
        offset: usize,
    },
    /// The automaton has too many states.
    TooLarge {
        /// The limit that it went over.
        bytes: usize,
    },
}

impl PatternError {
    fn invalid(offset: usize, message: impl Into<String>) -> Self {
        Self::Invalid {
            message: message.into(),
            offset,
        }
    }
}

impl fmt::Display for PatternError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Invalid { message, offset } => {
                write!(
                    formatter,
                    "the pattern is no regular expression of ECMA-262: {message}, at offset {offset}"
                )
            }
            Self::NotRegular { construct, offset } => {
                write!(
                    formatter,
                    "the pattern uses {construct} at offset {offset}, which is not supported"
                )
            }
            Self::TooLarge { bytes } => {
                write!(
                    formatter,
                    "the pattern needs an automaton of more than {bytes} bytes, which is not supported"
                )
            }
        }
    }
}

impl error::Error for PatternError {}

/// What makes an expression more than a regular one, or is not supported for other reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Construct {
    /// `(?=a)`, `(?!a)`, `(?<=a)` or `(?<!a)`.
    LookAround,
    /// `\1` or `\k<name>`.
    BackReference,
    /// `(?i:a)`.
    Modifiers,
    /// More than 200 groups in one another, which recursion might not bear.
    DeepNesting,
}

impl fmt::Display for Construct {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::LookAround => "a look-around assertion",
            Self::BackReference => "a back-reference",
            Self::Modifiers => "modifiers",
            Self::DeepNesting => "deep nesting",
        })
    }
}
