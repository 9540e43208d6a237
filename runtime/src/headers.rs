//! In: the headers of a response, and what its document declares of them.
//! Out: a struct of typed headers; and back.
//! Guarantee: a header that may be absent never spoils a response: one that cannot be read is taken for absent. One that
//! must be there is told if it is missing or cannot be read.

mod styled;

use std::borrow::Cow;

use http::header::SET_COOKIE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::context::{Context, Direction};
use crate::decode::{Decode, DecodeError, from_json};
use crate::encode::{Encode, to_json};
use crate::text::Text;
use crate::violation::{Violation, Violations};

/// A body with the headers that the document declares beside it.
#[derive(Clone, Debug, PartialEq)]
pub struct Headed<H, B> {
    /// The headers.
    pub headers: H,
    /// The body; `()` where there is none.
    pub body: B,
}

/// The declared headers of a response.
pub trait ResponseHeaders: Sized {
    /// Takes the headers of a response apart. `None` means that at least one violation was noted in `headers`.
    fn read(headers: &mut HeaderReader<'_>) -> Option<Self>;

    /// Puts the headers into a response.
    fn write(&self, headers: &mut HeaderWriter<'_>);
}

impl<H: ResponseHeaders> ResponseHeaders for Box<H> {
    fn read(headers: &mut HeaderReader<'_>) -> Option<Self> {
        H::read(headers).map(Self::new)
    }

    fn write(&self, headers: &mut HeaderWriter<'_>) {
        (**self).write(headers);
    }
}

/// Reads the declared headers of a response.
///
/// # Errors
///
/// What is wrong with those that must be there; the pointer of each violation begins with the header's name.
pub fn read_headers<H: ResponseHeaders>(headers: &HeaderMap) -> Result<H, Violations> {
    read_headers_in(headers, Context::new(Direction::Response))
}

pub(crate) fn read_headers_in<H: ResponseHeaders>(headers: &HeaderMap, cx: Context) -> Result<H, Violations> {
    let mut reader = HeaderReader { headers, cx };
    let value = H::read(&mut reader);
    reader.cx.finish(value)
}

/// Writes the declared headers of a response.
///
/// # Errors
///
/// What is wrong with the first value that cannot be written; the pointer of each violation begins with the header's name.
pub fn write_headers<H: ResponseHeaders>(headers: &H, map: &mut HeaderMap) -> Result<(), Violations> {
    let mut writer = HeaderWriter {
        headers: map,
        broken: None,
    };
    headers.write(&mut writer);
    match writer.broken {
        Some(violations) => Err(violations),
        None => Ok(()),
    }
}

/// The headers of a response while they are read.
#[derive(Debug)]
pub struct HeaderReader<'h> {
    headers: &'h HeaderMap,
    cx: Context,
}

impl HeaderReader<'_> {
    /// A header that must be there.
    pub fn required<T: Text>(&mut self, name: &str) -> Option<T> {
        let text = self.present(name)?;
        self.parse(name, |cx| T::from_text(&text, cx))
    }

    /// A header that may be absent.
    pub fn optional<T: Text>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        lenient(|cx| T::from_text(&text, cx))
    }

    /// A list that must be there: elements are divided by commas, over all lines (RFC 9110, section 5.6.1).
    pub fn required_list<T: Text>(&mut self, name: &str) -> Option<Vec<T>> {
        self.present(name)?;
        let elements = self.elements(name);
        self.parse(name, |cx| parse_all(&elements, cx))
    }

    /// A list that may be absent; see [`required_list`](Self::required_list).
    pub fn optional_list<T: Text>(&mut self, name: &str) -> Option<Vec<T>> {
        self.text(name)?;
        let elements = self.elements(name);
        lenient(|cx| parse_all(&elements, cx))
    }

    /// JSON that must be there.
    pub fn required_json<T: Decode>(&mut self, name: &str) -> Option<T> {
        let text = self.present(name)?;
        self.parse(name, |cx| json(&text, cx))
    }

    /// JSON that may be absent.
    pub fn optional_json<T: Decode>(&mut self, name: &str) -> Option<T> {
        let text = self.text(name)?;
        lenient(|cx| json(&text, cx))
    }

    fn present(&mut self, name: &str) -> Option<String> {
        let text = self.text(name);
        if text.is_none() {
            let mark = self.cx.mark();
            self.cx.note("required", "is required");
            self.cx.in_member(mark, name);
        }
        text
    }

    /// All lines of a header as one (RFC 9110, section 5.3).
    fn text(&self, name: &str) -> Option<String> {
        let lines: Vec<_> = self.lines(name).collect();
        (!lines.is_empty()).then(|| lines.join(", "))
    }

    fn elements(&self, name: &str) -> Vec<String> {
        // The one header whose lines cannot be joined, since dates in it have commas.
        if SET_COOKIE == name {
            return self.lines(name).map(Cow::into_owned).collect();
        }
        let lines: Vec<_> = self.lines(name).collect();
        let elements = lines.iter().flat_map(|line| line.split(','));
        let elements = elements.map(|element| element.trim_matches([' ', '\t']));
        elements
            .filter(|element| !element.is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// Bytes that are no UTF-8 are what they once were in headers: ISO 8859-1.
    fn lines(&self, name: &str) -> impl Iterator<Item = Cow<'_, str>> {
        let lines = self.headers.get_all(name).into_iter();
        lines.map(|line| match std::str::from_utf8(line.as_bytes()) {
            Ok(text) => Cow::Borrowed(text.trim_matches([' ', '\t'])),
            Err(_) => Cow::Owned(line.as_bytes().iter().copied().map(char::from).collect()),
        })
    }

    fn parse<T>(&mut self, name: &str, read: impl FnOnce(&mut Context) -> Option<T>) -> Option<T> {
        let mark = self.cx.mark();
        let value = read(&mut self.cx);
        self.cx.in_member(mark, name);
        value
    }
}

/// A value that is none if it cannot be read.
fn lenient<T>(read: impl FnOnce(&mut Context) -> Option<T>) -> Option<T> {
    let mut cx = Context::new(Direction::Response);
    let value = read(&mut cx);
    cx.finish(value).ok()
}

fn parse_all<T: Text>(elements: &[String], cx: &mut Context) -> Option<Vec<T>> {
    let mut values = Some(Vec::with_capacity(elements.len()));
    for (index, element) in elements.iter().enumerate() {
        let mark = cx.mark();
        let value = T::from_text(element, cx);
        cx.in_element(mark, index);
        match (value, &mut values) {
            (Some(value), Some(values)) => values.push(value),
            _ => values = None,
        }
    }
    values
}

fn json<T: Decode>(text: &str, cx: &mut Context) -> Option<T> {
    match from_json(text.as_bytes(), cx.direction()) {
        Ok(value) => Some(value),
        Err(DecodeError::Syntax(_)) => {
            cx.push(Violation::new("type", "must be JSON"));
            None
        }
        Err(DecodeError::Violations(violations)) => {
            violations.into_iter().for_each(|violation| cx.push(violation));
            None
        }
    }
}

/// The headers of a response while they are written. Characters that no header can carry become spaces.
#[derive(Debug)]
pub struct HeaderWriter<'h> {
    headers: &'h mut HeaderMap,
    /// What is wrong with the first value that cannot be written.
    broken: Option<Violations>,
}

impl HeaderWriter<'_> {
    /// A header that must be there.
    pub fn required<T: Text>(&mut self, name: &str, value: &T) {
        self.put(name, value.to_text().as_bytes());
    }

    /// A header that may be absent.
    pub fn optional<T: Text>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required(name, value);
        }
    }

    /// A list that must be there. An element with a comma reads back as two.
    pub fn required_list<T: Text>(&mut self, name: &str, elements: &[T]) {
        let texts: Vec<_> = elements.iter().map(Text::to_text).collect();
        if SET_COOKIE == name {
            texts.iter().for_each(|text| self.put(name, text.as_bytes()));
        } else {
            self.put(name, texts.join(", ").as_bytes());
        }
    }

    /// A list that may be absent; see [`required_list`](Self::required_list).
    pub fn optional_list<T: Text>(&mut self, name: &str, elements: &Option<Vec<T>>) {
        if let Some(elements) = elements {
            self.required_list(name, elements);
        }
    }

    /// JSON that must be there.
    pub fn required_json<T: Encode>(&mut self, name: &str, value: &T) {
        self.put(name, &to_json(value));
    }

    /// JSON that may be absent.
    pub fn optional_json<T: Encode>(&mut self, name: &str, value: &Option<T>) {
        if let Some(value) = value {
            self.required_json(name, value);
        }
    }

    #[cold]
    fn fail(&mut self, violations: Violations) {
        self.broken.get_or_insert(violations);
    }

    fn put(&mut self, name: &str, value: &[u8]) {
        let sendable = |byte: &u8| if byte.is_ascii_control() { b' ' } else { *byte };
        let value: Vec<u8> = value.iter().map(sendable).collect();
        if let (Ok(name), Ok(value)) = (HeaderName::from_bytes(name.as_bytes()), HeaderValue::from_bytes(&value)) {
            self.headers.append(name, value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Debug, PartialEq)]
    struct Sample {
        total: i64,
        link: Option<String>,
        tags: Option<Vec<String>>,
        cookies: Option<Vec<String>>,
        filter: Option<Vec<i64>>,
    }

    impl ResponseHeaders for Sample {
        fn read(headers: &mut HeaderReader<'_>) -> Option<Self> {
            let total = headers.required("X-Total");
            let (link, tags) = (headers.optional("Link"), headers.optional_list("X-Tags"));
            let cookies = headers.optional_list("Set-Cookie");
            let filter = headers.optional_json("X-Filter");
            Some(Self {
                total: total?,
                link,
                tags,
                cookies,
                filter,
            })
        }

        fn write(&self, headers: &mut HeaderWriter<'_>) {
            headers.required("X-Total", &self.total);
            headers.optional("Link", &self.link);
            headers.optional_list("X-Tags", &self.tags);
            headers.optional_list("Set-Cookie", &self.cookies);
            headers.optional_json("X-Filter", &self.filter);
        }
    }

    fn map(lines: &[(&'static str, &[u8])]) -> HeaderMap {
        let mut map = HeaderMap::new();
        for (name, value) in lines {
            map.append(*name, HeaderValue::from_bytes(value).unwrap());
        }
        map
    }

    #[test]
    fn what_was_written_is_read() {
        let sample = Sample {
            total: -7,
            link: Some("<https://x.example/?page=2>; rel=\"next\"".to_owned()),
            tags: Some(vec!["a".to_owned(), "ü".to_owned()]),
            cookies: Some(vec!["a=1; expires=Mon, 1 Jan".to_owned(), "b=2".to_owned()]),
            filter: Some(vec![1, 2]),
        };
        let mut map = HeaderMap::new();
        write_headers(&sample, &mut map).unwrap();
        assert_eq!(map.get_all("set-cookie").iter().count(), 2);
        assert_eq!(read_headers(&map), Ok(sample));
    }

    #[test]
    fn only_what_must_be_there_can_be_wrong() {
        let broken = map(&[
            ("x-total", b"many"),
            ("x-filter", b"{"),
            ("link", b"\xe9"),
            ("x-tags", b" a ,, b"),
        ]);
        let violations = read_headers::<Sample>(&broken).unwrap_err();
        assert_eq!(violations.first().pointer(), "/X-Total");
        let missing = read_headers::<Sample>(&map(&[])).unwrap_err();
        assert_eq!(missing.first().rule(), "required");
        let lenient = map(&[
            ("x-total", b"1"),
            ("x-filter", b"{"),
            ("link", b"\xe9"),
            ("x-tags", b" a ,, b"),
        ]);
        let read = read_headers::<Sample>(&lenient).unwrap();
        assert_eq!((read.filter, read.link.as_deref()), (None, Some("é")));
        assert_eq!(read.tags, Some(vec!["a".to_owned(), "b".to_owned()]));
    }

    #[test]
    fn no_value_adds_a_header() {
        let sample = Sample {
            total: 1,
            link: Some("a\r\nevil: 1".to_owned()),
            tags: None,
            cookies: None,
            filter: None,
        };
        let mut map = HeaderMap::new();
        write_headers(&sample, &mut map).unwrap();
        assert_eq!(map.len(), 2);
        assert_eq!(map["link"], "a  evil: 1");
    }
}
