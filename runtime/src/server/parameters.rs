//! In: the query, headers and cookies of a request.
//! Out: the texts that were sent under a name, decoded.
//! Guarantee: each text stands for itself; broken encoding is told where the name is asked for, and nowhere else.

use http::header::COOKIE;
use http::{HeaderMap, HeaderName};

use super::percent::{self, EncodingFault};
use crate::style::read::Pairs;

/// A text that was sent, or why it is none.
pub(super) type Sent = Result<String, EncodingFault>;

/// The pairs of a query string or a form (`application/x-www-form-urlencoded`), the values still encoded.
pub(super) struct Query(pub(super) Pairs);

impl Query {
    /// A name that is not decodable cannot be asked for and is left out.
    pub(super) fn parse(query: &str) -> Self {
        let mut pairs = Pairs::default();
        for pair in query.split('&').filter(|pair| !pair.is_empty()) {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            if let Ok(name) = percent::decode_form(name.as_bytes()) {
                pairs.push(name, value.to_owned());
            }
        }
        Self(pairs)
    }

    fn encoded(&self, name: &str) -> impl Iterator<Item = &[u8]> {
        self.0.values(name).iter().map(String::as_bytes)
    }

    /// The pairs whose values can be decoded.
    pub(super) fn decoded(self) -> Vec<(String, String)> {
        let pairs = self.0.iter();
        let pairs = pairs.flat_map(|(name, values)| values.iter().map(move |value| (name, value)));
        pairs
            .filter_map(|(name, value)| Some((name.to_owned(), percent::decode_form(value.as_bytes()).ok()?)))
            .collect()
    }

    /// Every value sent under `name`.
    pub(super) fn all(&self, name: &str) -> Vec<Sent> {
        self.encoded(name).map(percent::decode_form).collect()
    }

    /// The elements of the lists `name=a,b`, those of several lists one after the other, or `None` without a list.
    ///
    /// The commas divide before decoding, so that an encoded comma is part of an element. An empty text is an empty
    /// list.
    pub(super) fn elements(&self, name: &str) -> Option<Vec<Sent>> {
        let mut lists = self.encoded(name).peekable();
        lists.peek()?;
        let elements = lists
            .filter(|list| !list.is_empty())
            .flat_map(|list| list.split(|&byte| byte == b','));
        Some(elements.map(percent::decode_form).collect())
    }
}

/// Every line of the header `name`, without the white space around it.
pub(super) fn header(headers: &HeaderMap, name: &str) -> Vec<Sent> {
    let lines = headers.get_all(name).iter();
    lines.map(|line| header_text(line.as_bytes())).collect()
}

fn header_text(raw: &[u8]) -> Sent {
    match std::str::from_utf8(raw) {
        Ok(text) => Ok(text.trim_matches([' ', '\t']).to_owned()),
        Err(_) => Err(EncodingFault::RawUtf8),
    }
}

/// The elements of the header `name` as a list (RFC 9110, section 5.6.1), over all its lines.
pub(super) fn header_elements(headers: &HeaderMap, name: &str) -> Option<Vec<Sent>> {
    let lines = headers.get_all(name);
    let elements = lines
        .iter()
        .flat_map(|line| line.as_bytes().split(|&byte| byte == b','))
        .map(header_text)
        .filter(|text| *text != Ok(String::new()));
    headers.contains_key(name).then(|| elements.collect())
}

/// Every value of the cookie `name` as it was sent (RFC 6265, section 4.2.1), without quotes around it.
pub(super) fn cookies<'h>(headers: &'h HeaderMap, name: &str) -> impl Iterator<Item = &'h [u8]> {
    let lines = headers.get_all(COOKIE).into_iter();
    let pairs = lines.flat_map(|line| line.as_bytes().split(|&byte| byte == b';'));
    pairs.filter_map(move |pair| {
        let at = pair.iter().position(|&byte| byte == b'=')?;
        let (known, value) = pair.split_at_checked(at)?;
        let value = value.strip_prefix(b"=")?.trim_ascii();
        let quoted = value.strip_prefix(b"\"").and_then(|value| value.strip_suffix(b"\""));
        (known.trim_ascii() == name.as_bytes()).then(|| quoted.unwrap_or(value))
    })
}

/// All cookies, still encoded.
pub(super) fn cookie_pairs(headers: &HeaderMap) -> Pairs {
    let mut pairs = Pairs::default();
    let lines = headers.get_all(COOKIE).into_iter();
    for pair in lines.flat_map(|line| line.as_bytes().split(|&byte| byte == b';')) {
        let Ok(pair) = std::str::from_utf8(pair) else { continue };
        if let Some((name, value)) = pair.split_once('=') {
            let value = value.trim();
            let quoted = value.strip_prefix('"').and_then(|value| value.strip_suffix('"'));
            pairs.push(name.trim().to_owned(), quoted.unwrap_or(value).to_owned());
        }
    }
    pairs
}

/// Every value of the cookie `name`, percent-decoded.
pub(super) fn cookie(headers: &HeaderMap, name: &str) -> Vec<Sent> {
    cookies(headers, name).map(percent::decode).collect()
}

/// The text of the header `name` if it has exactly one line.
pub(super) fn sole_text(headers: &HeaderMap, name: &HeaderName) -> Option<String> {
    let mut lines = header(headers, name.as_str()).into_iter();
    let line = lines.next()?.ok()?;
    lines.next().is_none().then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(texts: &[&str]) -> Vec<Sent> {
        texts.iter().map(|text| Ok((*text).to_owned())).collect()
    }

    #[test]
    fn queries_are_read() {
        let query = Query::parse("a=1&b=x%20y+z&a=2&&c&d=1,2%2C3&d=4&e=&f=%ff&%zz=1&g%5B%5D=7&h=%2B");
        let table: [(&str, Vec<Sent>); 8] = [
            ("a", ok(&["1", "2"])),
            ("b", ok(&["x y z"])),
            ("c", ok(&[""])),
            ("d", ok(&["1,2,3", "4"])),
            ("f", vec![Err(EncodingFault::Utf8)]),
            ("g[]", ok(&["7"])),
            ("h", ok(&["+"])),
            ("nothing", ok(&[])),
        ];
        for (name, expected) in table {
            assert_eq!(query.all(name), expected, "{name}");
        }
        assert_eq!(query.elements("d"), Some(ok(&["1", "2,3", "4"])));
        assert_eq!(query.elements("e"), Some(ok(&[])));
        assert_eq!(query.elements("nothing"), None);
    }

    fn headers(pairs: &[(&'static str, &[u8])]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in pairs {
            headers.append(*name, http::HeaderValue::from_bytes(value).unwrap());
        }
        headers
    }

    #[test]
    fn headers_are_read() {
        let headers = headers(&[("x-a", b" 1 , 2"), ("x-a", b"3,,"), ("x-b", b"1,\xff"), ("x-c", b"")]);
        assert_eq!(header(&headers, "x-a"), ok(&["1 , 2", "3,,"]));
        assert_eq!(header_elements(&headers, "x-a"), Some(ok(&["1", "2", "3"])));
        assert_eq!(
            header_elements(&headers, "x-b"),
            Some([ok(&["1"]), vec![Err(EncodingFault::RawUtf8)]].concat())
        );
        assert_eq!(header_elements(&headers, "x-c"), Some(ok(&[])));
        assert_eq!(header_elements(&headers, "x-d"), None);
    }

    #[test]
    fn cookies_are_read_from_all_lines() {
        let headers = headers(&[
            ("cookie", b"a=1; b=\"q\";c=x=y; A=no"),
            ("cookie", b"a=2;broken; d=%20; e=%zz; f=1%2C2,3"),
        ]);
        assert_eq!(cookie(&headers, "a"), ok(&["1", "2"]));
        assert_eq!(cookie(&headers, "b"), ok(&["q"]));
        assert_eq!(cookie(&headers, "c"), ok(&["x=y"]));
        assert_eq!(cookie(&headers, "d"), ok(&[" "]));
        assert_eq!(cookie(&headers, "e"), [Err(EncodingFault::Escape)]);
        assert_eq!(cookie(&headers, "broken"), ok(&[]));
        assert_eq!(cookie(&headers, "f"), ok(&["1,2,3"]));
        assert_eq!(cookie(&headers, "nothing"), ok(&[]));
        assert_eq!(cookies(&headers, "d").collect::<Vec<_>>(), [b"%20"]);
    }
}
