//! In: the parts of a request as they were sent.
//! Out: the fields that a document names.
//! Guarantee: all violations are noted, each in the member that its part is for.

use bytes::Bytes;

use super::{AnyPart, FilePart};
use crate::constraint::CountRule;
use crate::context::Context;
use crate::decode::Decode;
use crate::text::Text;
use crate::value::Tape;
use crate::violation::Violations;

/// The parts of a request while they are taken apart.
#[derive(Debug)]
pub struct PartsReader {
    parts: Vec<AnyPart>,
    cx: Context,
}

impl PartsReader {
    /// Parts in the order in which they were sent, and what reading them has to know.
    #[must_use]
    pub fn new(parts: Vec<AnyPart>, cx: Context) -> Self {
        Self { parts, cx }
    }

    /// What was read, or all violations.
    ///
    /// # Errors
    ///
    /// At least one violation was noted.
    pub fn finish<T>(self, read: Option<T>) -> Result<T, Violations> {
        self.cx.finish(read)
    }

    /// The file `name`, which must be there.
    pub fn file(&mut self, name: &str) -> Option<FilePart> {
        let file = self.file_optional(name)?;
        self.present(name, file)
    }

    /// The file `name` if it is there.
    pub fn file_optional(&mut self, name: &str) -> Option<Option<FilePart>> {
        self.only(name, |file, _| Some(file))
    }

    /// All files `name`.
    pub fn files(&mut self, name: &str) -> Option<Vec<FilePart>> {
        self.each(name, |file, _| Some(file))
    }

    /// The text `name`, which must be there.
    pub fn text<T: Text>(&mut self, name: &str) -> Option<T> {
        let text = self.text_optional(name)?;
        self.present(name, text)
    }

    /// The text `name` if it is there.
    pub fn text_optional<T: Text>(&mut self, name: &str) -> Option<Option<T>> {
        self.only(name, |file, cx| read_text(&file.bytes, cx))
    }

    /// All texts `name`.
    pub fn texts<T: Text>(&mut self, name: &str) -> Option<Vec<T>> {
        self.each(name, |file, cx| read_text(&file.bytes, cx))
    }

    /// The JSON value `name`, which must be there.
    pub fn json<T: Decode>(&mut self, name: &str) -> Option<T> {
        let value = self.json_optional(name)?;
        self.present(name, value)
    }

    /// The JSON value `name` if it is there.
    pub fn json_optional<T: Decode>(&mut self, name: &str) -> Option<Option<T>> {
        self.only(name, |file, cx| read_json(&file.bytes, cx))
    }

    /// All JSON values `name`.
    pub fn jsons<T: Decode>(&mut self, name: &str) -> Option<Vec<T>> {
        self.each(name, |file, cx| read_json(&file.bytes, cx))
    }

    /// All parts `name`, if they are as many as the rules say.
    pub fn counted<T>(&mut self, name: &str, parts: Option<Vec<T>>, rules: &[CountRule]) -> Option<Vec<T>> {
        let parts = parts?;
        let broken = rules.iter().find_map(|rule| rule.broken_by_parts(parts.len()));
        let Some(violation) = broken else {
            return Some(parts);
        };
        self.cx.push(violation.in_member(name));
        None
    }

    /// The same of parts of which there may be none at all.
    pub fn counted_if_any<T>(&mut self, name: &str, parts: Option<Vec<T>>, rules: &[CountRule]) -> Option<Vec<T>> {
        match parts {
            Some(parts) if parts.is_empty() => Some(parts),
            parts => self.counted(name, parts, rules),
        }
    }

    /// Notes the parts that are left, whose names the document does not allow.
    pub fn closed(&mut self) -> Option<()> {
        for part in std::mem::take(&mut self.parts) {
            let mark = self.cx.mark();
            self.cx
                .note("additionalProperties", "is not a part that is allowed here");
            self.cx.in_member(mark, &part.name);
        }
        self.cx.violations().is_empty().then_some(())
    }

    /// All parts that are left.
    pub(super) fn all(&mut self) -> Vec<AnyPart> {
        std::mem::take(&mut self.parts)
    }

    fn take(&mut self, name: &str) -> Vec<FilePart> {
        let taken = self.parts.extract_if(.., |part| part.name == name);
        taken.map(|part| part.file).collect()
    }

    fn only<T>(&mut self, name: &str, read: impl FnOnce(FilePart, &mut Context) -> Option<T>) -> Option<Option<T>> {
        let mut found = self.take(name).into_iter();
        let mark = self.cx.mark();
        let value = match (found.next(), found.next()) {
            (None, _) => Some(None),
            (Some(file), None) => read(file, &mut self.cx).map(Some),
            (Some(_), Some(_)) => {
                self.cx.note("type", "must be sent only once");
                None
            }
        };
        self.cx.in_member(mark, name);
        value
    }

    fn each<T>(&mut self, name: &str, mut read: impl FnMut(FilePart, &mut Context) -> Option<T>) -> Option<Vec<T>> {
        let mut values = Some(Vec::new());
        let outer = self.cx.mark();
        for (index, file) in self.take(name).into_iter().enumerate() {
            let mark = self.cx.mark();
            match (read(file, &mut self.cx), &mut values) {
                (Some(value), Some(values)) => values.push(value),
                _ => values = None,
            }
            self.cx.in_element(mark, index);
        }
        self.cx.in_member(outer, name);
        values
    }

    fn present<T>(&mut self, name: &str, value: Option<T>) -> Option<T> {
        if value.is_none() {
            let mark = self.cx.mark();
            self.cx.note("required", "is required");
            self.cx.in_member(mark, name);
        }
        value
    }
}

fn read_text<T: Text>(bytes: &Bytes, cx: &mut Context) -> Option<T> {
    match std::str::from_utf8(bytes) {
        Ok(text) => T::from_text(text, cx),
        Err(_) => {
            cx.note("format", "must be UTF-8");
            None
        }
    }
}

fn read_json<T: Decode>(bytes: &Bytes, cx: &mut Context) -> Option<T> {
    match Tape::from_json(bytes) {
        Ok(tape) => T::decode(tape.root(), cx),
        Err(_) => {
            cx.note("type", "must be JSON");
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Direction;

    fn part(name: &str, content: &str) -> AnyPart {
        AnyPart {
            name: name.to_owned(),
            file: FilePart::new(content.to_owned()),
        }
    }

    #[test]
    fn all_violations_are_noted_where_they_are() {
        let mut parts = PartsReader::new(
            vec![
                part("ids", "1"),
                part("ids", "x"),
                part("json", "{"),
                part("one", "1"),
                part("one", "2"),
                part("more", ""),
            ],
            Context::new(Direction::Request),
        );
        assert_eq!(parts.texts::<i64>("ids"), None);
        assert_eq!(parts.json::<i64>("json"), None);
        assert_eq!(parts.text::<i64>("one"), None);
        assert_eq!(parts.file("picture"), None);
        assert_eq!(parts.files("pictures"), Some(Vec::new()));
        assert_eq!(parts.json_optional::<i64>("absent"), Some(None));
        parts.closed();
        let violations = parts.finish(Some(())).unwrap_err();
        let told: Vec<_> = violations.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            [
                "/ids/1: must be an integer",
                "/json: must be JSON",
                "/one: must be sent only once",
                "/picture: is required",
                "/more: is not a part that is allowed here",
            ]
        );
    }
}
