//! In: the text of a YAML file.
//! Out: its events one by one, with byte offsets.
//! Guarantees: what is no YAML gives a finding with a place and, where experience knows the cause, a help line.

use std::io::Cursor;

use libyaml_safer::{Encoding, Error, ErrorKind, Event, EventData, Parser};

use crate::diagnostic::Code;
use crate::source::finding::Finding;

use super::mended::{Mended, Repairs};

/// The events of a text.
pub(super) struct Events<'t> {
    text: &'t str,
    repairs: Repairs,
    parser: Parser<Cursor<Vec<u8>>>,
}

impl<'t> Events<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let Mended { bytes, repairs } = Mended::new(text);
        let mut parser = Parser::new();
        parser.set_encoding(Encoding::Utf8);
        parser.set_input(Cursor::new(bytes));
        Self { text, repairs, parser }
    }

    /// The next event and the offset it begins at.
    pub(super) fn next(&mut self) -> Result<(EventData, usize), Box<Finding>> {
        let Event {
            mut data, start_mark, ..
        } = self.parser.parse().map_err(|error| Box::new(self.finding(&error)))?;
        if let EventData::Scalar { value, .. } = &mut data {
            *value = self.repairs.scalar(std::mem::take(value));
        }
        Ok((data, self.repairs.offset(start_mark.index)))
    }

    /// The event after the one that opens a document; `None` when no document is left.
    pub(super) fn next_document(&mut self) -> Result<Option<(EventData, usize, usize)>, Box<Finding>> {
        loop {
            match self.next()? {
                (EventData::DocumentStart { .. }, start) => {
                    let (data, at) = self.next()?;
                    return Ok(Some((data, at, start)));
                }
                (EventData::StreamEnd, _) => return Ok(None),
                _ => {}
            }
        }
    }

    fn finding(&self, error: &Error) -> Finding {
        let at = match error.problem_mark() {
            Some(mark) => self.repairs.offset(mark.index),
            None if error.kind() == ErrorKind::Reader => self
                .text
                .char_indices()
                .find(|(_, character)| !is_printable(*character))
                .map_or(0, |(at, _)| at),
            None => 0,
        };
        let mut finding = Finding::new(Code::Syntax, at, format!("this is no YAML: {}", error.problem()));
        if let Some(help) = self.help(error.problem(), at) {
            finding = finding.help(help);
        }
        let context_at = error.context_mark().map(|mark| self.repairs.offset(mark.index));
        match error.context().zip(context_at) {
            Some((context, context_at)) if context_at != at => finding.label(context_at, context),
            _ => finding,
        }
    }

    fn help(&self, problem: &str, at: usize) -> Option<&'static str> {
        let (before, after) = self.text.split_at_checked(at)?;
        match (problem, after.chars().next()) {
            ("found character that cannot start any token", Some('\t'))
            | ("found a tab character where an indentation space is expected", _) => {
                Some("YAML is indented by spaces, never by tabs")
            }
            ("found character that cannot start any token", Some('@' | '`' | '%')) => {
                Some("a text that begins with this character must be quoted")
            }
            ("mapping values are not allowed in this context", _) => {
                Some("quote a text that contains `: `, or check the indentation of this line")
            }
            ("did not find expected key", Some(_)) if before.ends_with('\'') => {
                Some("within single quotes, a quote is written twice: `''`")
            }
            ("did not find expected key", Some(_)) if before.ends_with('"') => {
                Some("within double quotes, a quote is written `\\\"`")
            }
            ("did not find expected key" | "did not find expected '-' indicator", _) => {
                Some("check the indentation of this line against the lines above it")
            }
            _ => None,
        }
    }
}

/// What may stand in a YAML text (YAML 1.2.2, section 5.1).
fn is_printable(character: char) -> bool {
    matches!(
        character,
        '\t' | '\n' | '\r' | ' '..='~' | '\u{85}' | '\u{a0}'..='\u{d7ff}' | '\u{e000}'..='\u{fefe}' | '\u{ff00}'..='\u{fffd}' | '\u{10000}'..
    )
}
