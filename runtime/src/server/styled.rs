//! In: one request, and the style of a parameter.
//! Out: the parameter as a typed value.
//! Guarantee: as for other parameters: what is wrong is noted, and nothing ends before all was looked at.

use super::parameters;
use super::percent::{self, EncodingFault};
use super::{Location, Request};
use crate::Decode;
use crate::style::read;
use crate::style::{Misread, ReadFault, Style, Styled, Tree};

impl Request {
    /// The parameter `name` in a style, which must be there.
    pub fn styled<T: Decode>(&mut self, location: Location, name: &'static str, how: Styled) -> Option<T> {
        let tree = self.tree(location, name, how)?;
        let tree = self.present(location, name, tree)?;
        self.decode_tree(location, name, &tree, how)
    }

    /// The parameter `name` in a style if it is there.
    pub fn styled_optional<T: Decode>(
        &mut self,
        location: Location,
        name: &'static str,
        how: Styled,
    ) -> Option<Option<T>> {
        match self.tree(location, name, how)? {
            Some(tree) => self.decode_tree(location, name, &tree, how).map(Some),
            None => Some(None),
        }
    }

    /// Reads the query parameter `name`, where it is sent without a value, as `stands_for` or else as absent
    /// (`allowEmptyValue`).
    pub fn allow_empty(&mut self, name: &'static str, stands_for: Option<&'static str>) {
        self.query().0.replace_empty(name, stands_for);
    }

    fn tree(&mut self, location: Location, name: &'static str, how: Styled) -> Option<Option<Tree>> {
        let read = match location {
            Location::Path => match self.path.get(name).map(std::str::from_utf8) {
                Some(Ok(text)) => read::delimited(text, name, how, decode).map(Some),
                Some(Err(_)) => Err(ReadFault::Utf8.into()),
                None => Ok(None),
            },
            Location::Query => read::pairs(&self.query().0, name, how, decode_form),
            Location::Header => self.header_tree(name, how),
            Location::Cookie => {
                let cookies = parameters::cookie_pairs(self.context.headers());
                read::pairs(&cookies, name, how, if how.reserved { trimmed } else { decode })
            }
            Location::Body => Ok(None),
        };
        match read {
            Ok(tree) => Some(tree),
            Err(fault) => {
                self.note(location, name, fault.violation());
                None
            }
        }
    }

    /// Several lines of a header are one list (RFC 9110, section 5.3).
    fn header_tree(&self, name: &str, how: Styled) -> Result<Option<Tree>, Misread> {
        let lines = parameters::header(self.context.headers(), name);
        let lines: Vec<String> = lines.into_iter().collect::<Result<_, _>>().map_err(ReadFault::from)?;
        match lines.as_slice() {
            [] => Ok(None),
            [_, _, ..] if how.style == Style::Json => Err(ReadFault::Repeated.into()),
            lines => read::delimited(&lines.join(","), name, how, trimmed).map(Some),
        }
    }

    fn decode_tree<T: Decode>(
        &mut self,
        location: Location,
        name: &'static str,
        tree: &Tree,
        how: Styled,
    ) -> Option<T> {
        let tape = tree.to_tape();
        let mut cx = self.manner.context();
        if how.style != Style::Json {
            cx = cx.of_text();
        }
        let value = T::decode(tape.root(), &mut cx);
        match cx.finish(value) {
            Ok(value) => Some(value),
            Err(violations) => {
                self.note_all(location, name, violations);
                None
            }
        }
    }
}

impl From<EncodingFault> for ReadFault {
    fn from(fault: EncodingFault) -> Self {
        match fault {
            EncodingFault::Escape => Self::Escape,
            EncodingFault::Utf8 => Self::Utf8,
            EncodingFault::RawUtf8 => Self::RawUtf8,
        }
    }
}

fn decode(raw: &[u8]) -> Result<String, ReadFault> {
    Ok(percent::decode(raw)?)
}

pub(super) fn decode_form(raw: &[u8]) -> Result<String, ReadFault> {
    Ok(percent::decode_form(raw)?)
}

fn trimmed(raw: &[u8]) -> Result<String, ReadFault> {
    let text = std::str::from_utf8(raw).map_err(|_| ReadFault::RawUtf8)?;
    Ok(text.trim_matches([' ', '\t']).to_owned())
}
