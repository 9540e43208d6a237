//! In: the value of a parameter on a tape, and its style.
//! Out: the part of the request that carries it.
//! Guarantee: as for the rest of the request: no value changes its structure, and the first fault is kept.

use super::draft::Draft;
use super::percent;
use crate::style::write::{Escape, delimited, pairs};
use crate::style::{Styled, WriteFault};
use crate::value::Value;

impl Draft {
    pub(super) fn path_styled(&mut self, name: &str, value: Value<'_>, how: Styled) {
        match delimited(value, name, how, Escape::Percent(encoded)) {
            Ok(text) => self.path_encoded(name, &text),
            Err(fault) => self.fail_styled("path parameter", name, fault),
        }
    }

    pub(super) fn query_styled(&mut self, name: &str, value: Value<'_>, how: Styled) {
        let encode = if how.reserved { reserved } else { encoded };
        match pairs(value, name, how, encode) {
            Ok(pairs) => {
                for (name, value) in pairs {
                    self.push_query(&format!("{name}={value}"));
                }
            }
            Err(fault) => self.fail_styled("query parameter", name, fault),
        }
    }

    pub(super) fn header_styled(&mut self, name: &str, value: Value<'_>, how: Styled) {
        match delimited(value, name, how, Escape::Impossible) {
            Ok(text) => self.header(name, text.as_bytes()),
            Err(fault) => self.fail_styled("header", name, fault),
        }
    }

    pub(super) fn cookie_styled(&mut self, name: &str, value: Value<'_>, how: Styled) {
        let encode = if how.reserved { marked } else { encoded };
        match pairs(value, name, how, encode) {
            Ok(pairs) if pairs.iter().any(|(_, value)| value.contains(MARK)) => {
                self.fail(format!(
                    "the cookie `{}` has characters that a cookie cannot carry",
                    name.escape_debug()
                ));
            }
            Ok(pairs) => {
                for (name, value) in pairs {
                    self.cookie_encoded(&name, &value);
                }
            }
            Err(fault) => self.fail_styled("cookie", name, fault),
        }
    }

    #[cold]
    fn fail_styled(&mut self, what: &str, name: &str, fault: WriteFault) {
        self.fail(format!("the {what} `{}` {}", name.escape_debug(), fault.message()));
    }
}

pub(super) fn encoded(text: &str) -> String {
    percent::value(text).to_string()
}

/// What stands for a character that no cookie can carry, or that divides the elements of a list.
const MARK: char = '\0';

/// A text that is not encoded, with what a cookie cannot carry (RFC 6265, section 4.1.1) marked.
fn marked(text: &str) -> String {
    let can = |character: char| character.is_ascii_graphic() && !matches!(character, '"' | ',' | ';' | '\\');
    text.chars()
        .map(|character| if can(character) { character } else { MARK })
        .collect()
}

fn reserved(text: &str) -> String {
    percent::reserved(text).to_string()
}
