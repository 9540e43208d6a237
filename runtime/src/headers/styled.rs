//! In: a header whose value is an object, or a list of anything but texts; and its style.
//! Out: the value; and back.
//! Guarantee: a value that the style has no way to write is a fault, never another value.

use super::{HeaderReader, HeaderWriter, lenient};
use crate::context::{Context, Direction};
use crate::decode::Decode;
use crate::encode::Encode;
use crate::style::{ReadFault, Styled, read, write};
use crate::violation::Violation;
use crate::writer::Writer;

impl HeaderReader<'_> {
    /// A value in a style that must be there.
    pub fn required_styled<T: Decode>(&mut self, name: &str, how: Styled) -> Option<T> {
        let text = self.present(name)?;
        self.parse(name, |cx| styled(&text, name, how, cx))
    }

    /// A value in a style that may be absent.
    pub fn optional_styled<T: Decode>(&mut self, name: &str, how: Styled) -> Option<T> {
        let text = self.text(name)?;
        lenient(|cx| styled(&text, name, how, cx))
    }
}

impl HeaderWriter<'_> {
    /// A value in a style that must be there.
    pub fn required_styled<T: Encode>(&mut self, name: &str, value: &T, how: Styled) {
        let tape = match Writer::to_tape_in(value, Direction::Response) {
            Ok(tape) => tape,
            Err(violations) => return self.fail(violations.placed(|violation| violation.in_member(name))),
        };
        match write::delimited(tape.root(), name, how, write::Escape::Impossible) {
            Ok(text) => self.put(name, text.as_bytes()),
            Err(fault) => self.fail(Violation::new("style", fault.message()).in_member(name).into()),
        }
    }

    /// A value in a style that may be absent.
    pub fn optional_styled<T: Encode>(&mut self, name: &str, value: &Option<T>, how: Styled) {
        if let Some(value) = value {
            self.required_styled(name, value, how);
        }
    }
}

fn styled<T: Decode>(text: &str, name: &str, how: Styled, cx: &mut Context) -> Option<T> {
    match read::delimited(text, name, how, trimmed) {
        Ok(tree) => cx.decode_apart(&tree.to_tape(), true),
        Err(fault) => {
            cx.push(fault.violation());
            None
        }
    }
}

fn trimmed(text: &[u8]) -> Result<String, ReadFault> {
    let text = std::str::from_utf8(text).map_err(|_| ReadFault::RawUtf8)?;
    Ok(text.trim_matches([' ', '\t']).to_owned())
}
