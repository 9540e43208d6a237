//! In: a regular expression of ECMA-262, the value of a `pattern` keyword.
//! Out: [`Matcher`]: a minimal deterministic automaton over UTF-8 bytes, as tables for the runtime to walk; or, where
//! no table holds the expression, steps for it to take.
//! Guarantees: both accept exactly the texts that the expression matches somewhere, steps within bounds of time; the
//! same text gives the same matcher.

mod automaton;
mod class;
mod cursor;
mod determinize;
mod escape;
mod minimize;
mod parse;
mod repair;
mod samples;
mod set;
mod steps;
mod tree;
mod utf8;

use std::{error, fmt};

pub use automaton::Automaton;
pub use repair::Repair;
pub use steps::{CharacterSet, Step, Steps};

use parse::{Expression, Flags};
use repair::Repairs;

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
    tables(source, &supported(parse::parse(source, None, Flags::default())?)?)
}

/// What tells whether a text matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Matcher {
    /// The tables of an automaton.
    Tables(Box<Automaton>),
    /// Steps, which take longer and are bounded.
    Steps(Steps),
}

impl Matcher {
    /// The pattern as it was given.
    #[must_use]
    pub fn source(&self) -> &str {
        match self {
            Self::Tables(automaton) => automaton.source(),
            Self::Steps(steps) => &steps.source,
        }
    }
}

/// Reads a pattern with leniency, as documents have them: what other engines have is read where it has one sensible
/// reading, and told. Tables are preferred; what they cannot hold becomes steps.
///
/// # Errors
///
/// The text is no regular expression, or a larger one than even steps are made for.
pub fn read(source: &str) -> Result<(Matcher, Vec<Repair>), PatternError> {
    let repairs = Repairs::default();
    let (inner, flags) = without_slashes(source, &repairs).unwrap_or((source, Flags::default()));
    let expression = supported(parse::parse(inner, Some(&repairs), flags)?)?;
    let matcher = match tables(source, &expression) {
        Ok(automaton) => Matcher::Tables(Box::new(automaton)),
        Err(PatternError::NotRegular { .. } | PatternError::TooLarge { .. }) => {
            Matcher::Steps(steps::compile(source, &expression)?)
        }
        Err(error) => return Err(error),
    };
    Ok((matcher, repairs.into_list()))
}

fn supported(expression: Expression) -> Result<Expression, PatternError> {
    match expression.unsupported {
        Some((offset, construct)) => Err(PatternError::NotRegular { construct, offset }),
        None => Ok(expression),
    }
}

fn tables(source: &str, expression: &Expression) -> Result<Automaton, PatternError> {
    if let Some((offset, construct)) = expression.node.irregular() {
        return Err(PatternError::NotRegular { construct, offset });
    }
    let table = determinize::determinize(expression.node.clone().into_hir()?)?;
    Automaton::new(source, &minimize::minimize(&utf8::fold(&table)))
}

/// What stands between the slashes of `/^a$/i`, with its flags. Slashes that could be part of what is to be matched stay:
/// `/^` and `$/` cannot, and flags tell as well.
fn without_slashes<'s>(source: &'s str, repairs: &Repairs) -> Option<(&'s str, Flags)> {
    let (inner, letters) = source.strip_prefix('/')?.rsplit_once('/')?;
    let mut slashes = inner.match_indices('/');
    let is_whole = slashes.all(|(at, _)| inner.get(..at).is_some_and(escapes)) && !escapes(inner);
    let is_anchored = inner.starts_with('^') || (inner.ends_with('$') && !inner.ends_with("\\$"));
    let are_flags = letters.chars().all(|letter| "dgisuvy".contains(letter));
    let is_meant = is_anchored || !letters.is_empty();
    if !(is_whole && are_flags && is_meant) {
        return None;
    }
    repairs.note(0, "the slashes around the expression are left out".to_owned());
    let flags = Flags {
        ignore_case: letters.contains('i'),
        dot_all: letters.contains('s'),
    };
    Some((inner, flags))
}

/// Whether a text ends in a backslash that escapes what follows.
fn escapes(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
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
    /// Even steps would be too many.
    TooManySteps {
        /// The limit that they went over.
        steps: usize,
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
            Self::TooManySteps { steps } => {
                write!(formatter, "the pattern needs more than {steps} steps")
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
