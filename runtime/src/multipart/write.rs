//! In: fields, one after another.
//! Out: the body and its boundary (RFC 2046, section 5.1; RFC 7578).
//! Guarantee: the boundary is in no part; the same fields give the same body.

use bytes::Bytes;

use super::FilePart;
use crate::constraint::CountRule;
use crate::context::Direction;
use crate::encode::{Encode, to_valid_json};
use crate::text::Text;
use crate::violation::Violations;

/// Where the parts of a request are written to.
#[derive(Debug, Default)]
pub struct PartsWriter {
    parts: Vec<Written>,
    /// What is wrong with the first part that breaks rules.
    broken: Option<Violations>,
}

#[derive(Debug)]
struct Written {
    head: String,
    content: Bytes,
}

impl PartsWriter {
    /// Writes a part for each text.
    pub fn texts<'v, T: Text + 'v>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = &'v T>,
        media_type: Option<&str>,
    ) {
        for value in values {
            let text = value.to_text().into_owned();
            self.push(name, None, media_type, text.into());
        }
    }

    /// Writes a part for each JSON value.
    pub fn jsons<'v, T: Encode + 'v>(
        &mut self,
        name: &str,
        values: impl IntoIterator<Item = &'v T>,
        media_type: Option<&str>,
    ) {
        for value in values {
            match to_valid_json(value, Direction::Request) {
                Ok(text) => self.push(name, None, media_type.or(Some("application/json")), text.into()),
                Err(violations) => {
                    let placed = violations.placed(|violation| violation.in_member(name));
                    self.broken.get_or_insert(placed);
                }
            }
        }
    }

    /// Writes a part for each file.
    pub fn files<'v>(&mut self, name: &str, values: impl IntoIterator<Item = &'v FilePart>, media_type: Option<&str>) {
        for file in values {
            let media_type = file.media_type.as_deref().or(media_type);
            let media_type = media_type.unwrap_or("application/octet-stream");
            // Many servers take a part for a file only if it has a file name.
            let file_name = file.name.as_deref().unwrap_or(name);
            self.push(name, Some(file_name), Some(media_type), file.bytes.clone());
        }
    }

    /// That there are as many parts `name` as the rules say.
    pub fn counted<T>(&mut self, name: &str, parts: &[T], rules: &[CountRule]) {
        if let Some(violation) = rules.iter().find_map(|rule| rule.broken_by_parts(parts.len())) {
            self.broken.get_or_insert(violation.in_member(name).into());
        }
    }

    /// The same of parts of which there may be none at all.
    pub fn counted_if_any<T>(&mut self, name: &str, parts: &[T], rules: &[CountRule]) {
        if !parts.is_empty() {
            self.counted(name, parts, rules);
        }
    }

    fn push(&mut self, name: &str, file_name: Option<&str>, media_type: Option<&str>, content: Bytes) {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", quoted(name));
        if let Some(file_name) = file_name {
            head.push_str(&format!("; filename=\"{}\"", quoted(file_name)));
        }
        if let Some(media_type) = media_type {
            head.push_str("\r\nContent-Type: ");
            head.extend(media_type.chars().filter(|it| !it.is_control()));
        }
        self.parts.push(Written { head, content });
    }

    /// The body and its boundary.
    ///
    /// # Errors
    ///
    /// A part breaks rules that its type does not rule out.
    pub fn finish(mut self) -> Result<(Vec<u8>, String), Violations> {
        if let Some(violations) = self.broken.take() {
            return Err(violations);
        }
        let boundary = self.boundary();
        let content: usize = self
            .parts
            .iter()
            .map(|part| part.head.len() + part.content.len() + 64)
            .sum();
        let mut body = Vec::with_capacity(content + 64);
        for part in &self.parts {
            body.extend_from_slice(format!("--{boundary}\r\n{}\r\n\r\n", part.head).as_bytes());
            body.extend_from_slice(&part.content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(format!("--{boundary}--\r\n").as_bytes());
        Ok((body, boundary))
    }

    /// The first of a row of boundaries that is in no part.
    fn boundary(&self) -> String {
        let mut number = 0_usize;
        loop {
            let boundary = format!("----stubsmith-{number:016}");
            let is_in = |part: &Written| {
                let mut windows = part.content.windows(boundary.len());
                part.head.contains(&boundary) || windows.any(|window| window == boundary.as_bytes())
            };
            if !self.parts.iter().any(is_in) {
                return boundary;
            }
            number += 1;
        }
    }
}

/// A name within quotes, as browsers write it (RFC 7578, section 4.2): percent-encoded where it would end the quotes
/// or the line.
fn quoted(name: &str) -> String {
    let mut quoted = String::with_capacity(name.len());
    for character in name.chars() {
        match character {
            '"' => quoted.push_str("%22"),
            '\r' => quoted.push_str("%0D"),
            '\n' => quoted.push_str("%0A"),
            other if other.is_control() => quoted.push(' '),
            other => quoted.push(other),
        }
    }
    quoted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_part_ends_itself() {
        let mut parts = PartsWriter::default();
        parts.texts("a\"\r\nb", [&"x".to_owned()], None);
        parts.jsons("json", [&1_i64], None);
        let file = FilePart::new("----stubsmith-0000000000000000")
            .named("a\nb")
            .of_type("a/b\r\nX: y");
        parts.files("file", [&file], None);
        let (body, boundary) = parts.finish().unwrap();
        assert_eq!(boundary, "----stubsmith-0000000000000001");
        let expected = "--B\r\nContent-Disposition: form-data; name=\"a%22%0D%0Ab\"\r\n\r\nx\r\n--B\r\n\
                        Content-Disposition: form-data; name=\"json\"\r\nContent-Type: application/json\r\n\r\n1\r\n--B\r\n\
                        Content-Disposition: form-data; name=\"file\"; filename=\"a%0Ab\"\r\nContent-Type: a/bX: y\r\n\r\n\
                        ----stubsmith-0000000000000000\r\n--B--\r\n";
        assert_eq!(
            String::from_utf8(body).unwrap(),
            expected.replace("--B", &format!("--{boundary}"))
        );
    }
}
