//! In: a text that becomes part of a URL.
//! Out: the text with percent-encoding (RFC 3986, section 2.1).
//! Guarantee: what is encoded as a value ends no segment, no pair and no list.

use percent_encoding::{AsciiSet, CONTROLS, NON_ALPHANUMERIC, PercentEncode, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, section 2.3.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// All but the unreserved characters and those reserved ones that do not end a query parameter or stand for another
/// character.
const RESERVED: &AsciiSet = &VALUE
    .remove(b':')
    .remove(b'/')
    .remove(b'?')
    .remove(b'@')
    .remove(b'!')
    .remove(b'$')
    .remove(b'\'')
    .remove(b'(')
    .remove(b')')
    .remove(b'*')
    .remove(b',')
    .remove(b';')
    .remove(b'=');

/// What may stand nowhere in a path, encoded or not as an escape. The percent sign is left alone.
const PATH: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// A value in a path, query or cookie.
pub(super) fn value(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, VALUE)
}

/// A value in a query whose reserved characters stay.
pub(super) fn reserved(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, RESERVED)
}

/// A value that spans segments of a path: its slashes stay.
pub(super) fn segments(text: &str) -> String {
    let segments: Vec<String> = text.split('/').map(|segment| value(segment).to_string()).collect();
    segments.join("/")
}

/// A path template whose parameters are filled in: only what the document's own text may not hold is encoded.
pub(super) fn path(text: &str) -> PercentEncode<'_> {
    utf8_percent_encode(text, PATH)
}

/// The elements of a list, each encoded, with commas between them.
pub(super) fn list<T: AsRef<str>>(elements: impl IntoIterator<Item = T>) -> String {
    let elements: Vec<String> = elements
        .into_iter()
        .map(|element| value(element.as_ref()).to_string())
        .collect();
    elements.join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_unreserved_characters_of_a_value_stay() {
        let ascii: String = (0..=127_u8).map(char::from).collect();
        let kept: String = ascii
            .chars()
            .filter(|it| value(&it.to_string()).to_string() == it.to_string())
            .collect();
        assert_eq!(
            kept,
            "-.0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz~"
        );
        assert_eq!(value("a b+é/%").to_string(), "a%20b%2B%C3%A9%2F%25");
        assert_eq!(list(["a,b", "c"]), "a%2Cb,c");
        assert_eq!(segments("/a b//c%/"), "/a%20b//c%25/");
    }

    #[test]
    fn escapes_and_delimiters_of_a_path_stay() {
        assert_eq!(
            path("/a%20b/keys:rotate;v=1?x=é{").to_string(),
            "/a%20b/keys:rotate;v=1?x=%C3%A9%7B"
        );
    }
}
