//! In: a place in a JSON text and what is wrong there.
//! Out: [`SyntaxError`].
//! Guarantee: the message never repeats the text, which may hold secrets.

use std::fmt;

/// A text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyntaxError {
    line: usize,
    column: usize,
    message: &'static str,
}

impl SyntaxError {
    /// An error at the byte `offset` of `text`.
    #[cold]
    pub(crate) fn at(text: &[u8], offset: usize, message: &'static str) -> Self {
        let before = text.get(..offset).unwrap_or(text);
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        let is_character_start = |&&byte: &&u8| byte & 0xC0 != 0x80;
        Self {
            line: 1 + before.iter().filter(|&&byte| byte == b'\n').count(),
            column: 1 + before.iter().skip(line_start).filter(is_character_start).count(),
            message,
        }
    }

    /// The line, from 1.
    #[must_use]
    pub fn line(&self) -> usize {
        self.line
    }

    /// The column in Unicode characters, from 1.
    #[must_use]
    pub fn column(&self) -> usize {
        self.column
    }

    /// What is wrong, without the place.
    #[must_use]
    pub fn message(&self) -> &str {
        self.message
    }
}

impl fmt::Display for SyntaxError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { line, column, message } = self;
        write!(f, "{message} at line {line} column {column}")
    }
}

impl std::error::Error for SyntaxError {}
