//! In: bytes of a request target as they were sent.
//! Out: the text they stand for, or the form in which two targets that mean the same are equal.
//! Guarantee: a broken escape or text that is not UTF-8 is told, never replaced and never a panic.

use std::borrow::Cow;

/// Why a part of a request target stands for no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum EncodingFault {
    /// A `%` that two hexadecimal digits do not follow.
    Escape,
    /// The bytes are not UTF-8.
    Utf8,
    /// The bytes of a header, which are not encoded, are not UTF-8.
    RawUtf8,
}

impl EncodingFault {
    /// The fault as a predicate in words.
    pub(crate) fn message(self) -> &'static str {
        match self {
            Self::Escape => "must be percent-encoded correctly",
            Self::Utf8 => "must be percent-encoded UTF-8",
            Self::RawUtf8 => "must be UTF-8",
        }
    }
}

/// Decodes percent-encoding (RFC 3986, section 2.1).
pub(crate) fn decode(raw: &[u8]) -> Result<String, EncodingFault> {
    if has_broken_escape(raw) {
        return Err(EncodingFault::Escape);
    }
    String::from_utf8(decode_bytes(raw).into_owned()).map_err(|_| EncodingFault::Utf8)
}

/// Decodes one name or value of `application/x-www-form-urlencoded`, where `+` is a space.
pub(crate) fn decode_form(raw: &[u8]) -> Result<String, EncodingFault> {
    if raw.contains(&b'+') {
        let spaced: Vec<u8> = raw.iter().map(|&byte| if byte == b'+' { b' ' } else { byte }).collect();
        decode(&spaced)
    } else {
        decode(raw)
    }
}

/// Decodes the escapes that are correct and keeps the others as they stand.
pub(crate) fn decode_bytes(raw: &[u8]) -> Cow<'_, [u8]> {
    percent_encoding::percent_decode(raw).into()
}

/// Normalises one path segment without losing the difference between a delimiter and an encoded delimiter.
///
/// Escapes of unreserved characters are decoded, as RFC 3986, section 6.2.2.2 has it; other escapes get capital
/// digits; what may not stand in a segment is escaped. A segment with a broken escape stays as it is.
pub(crate) fn normalize(raw: &[u8]) -> Cow<'_, [u8]> {
    if raw.iter().all(|&byte| is_segment_byte(byte)) || has_broken_escape(raw) {
        return Cow::Borrowed(raw);
    }
    let mut normal = Vec::with_capacity(raw.len() + 8);
    let mut rest = raw;
    while let Some((&byte, after)) = rest.split_first() {
        rest = after;
        if byte != b'%' {
            push_normal(&mut normal, byte, is_segment_byte(byte));
        } else if let Some((escaped, after)) = split_escape(after) {
            rest = after;
            push_normal(&mut normal, escaped, is_unreserved(escaped));
        }
    }
    Cow::Owned(normal)
}

/// Whether `bytes` may be cut before `at`: not within an escape.
pub(crate) fn is_boundary(bytes: &[u8], at: usize) -> bool {
    let escape_at = |start: Option<usize>| {
        start
            .and_then(|start| bytes.get(start..))
            .and_then(|tail| tail.strip_prefix(b"%"))
            .is_some_and(|tail| split_escape(tail).is_some())
    };
    !escape_at(at.checked_sub(1)) && !escape_at(at.checked_sub(2))
}

fn push_normal(normal: &mut Vec<u8>, byte: u8, plain: bool) {
    const DIGITS: &[u8; 16] = b"0123456789ABCDEF";
    if plain {
        normal.push(byte);
    } else {
        let digit = |nibble: u8| DIGITS.get(usize::from(nibble)).copied().unwrap_or(b'0');
        normal.extend([b'%', digit(byte >> 4), digit(byte & 0xF)]);
    }
}

/// The byte that the two hexadecimal digits at the start stand for, and what follows them.
fn split_escape(after_percent: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, rest) = after_percent.split_first_chunk::<2>()?;
    let [high, low] = digits.map(|digit| char::from(digit).to_digit(16));
    let byte = u8::try_from(high? * 16 + low?).ok()?;
    Some((byte, rest))
}

fn has_broken_escape(raw: &[u8]) -> bool {
    raw.split(|&byte| byte == b'%')
        .skip(1)
        .any(|after| split_escape(after).is_none())
}

fn is_unreserved(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~')
}

/// `pchar` of RFC 3986 without escapes.
fn is_segment_byte(byte: u8) -> bool {
    is_unreserved(byte) || b"!$&'()*+,;=:@".contains(&byte)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_escapes_and_bytes_that_are_not_text_are_told() {
        let table: [(&str, Result<&str, EncodingFault>); 8] = [
            ("a%20b", Ok("a b")),
            ("caf%C3%A9", Ok("café")),
            ("a+b", Ok("a+b")),
            ("%", Err(EncodingFault::Escape)),
            ("%4", Err(EncodingFault::Escape)),
            ("%zz", Err(EncodingFault::Escape)),
            ("%%41", Err(EncodingFault::Escape)),
            ("%FF", Err(EncodingFault::Utf8)),
        ];
        for (raw, expected) in table {
            assert_eq!(decode(raw.as_bytes()), expected.map(str::to_owned), "{raw}");
        }
        assert_eq!(decode_form(b"a+b%2B").as_deref(), Ok("a b+"));
    }

    #[test]
    fn normal_form_keeps_encoded_delimiters_apart() {
        let table = [
            ("abc", "abc"),
            ("%61b%3a", "ab%3A"),
            ("a:b", "a:b"),
            ("é\"", "%C3%A9%22"),
            ("%7Eé", "~%C3%A9"),
            ("%4%31", "%4%31"),
        ];
        for (raw, expected) in table {
            assert_eq!(&*normalize(raw.as_bytes()), expected.as_bytes(), "{raw}");
        }
    }

    #[test]
    fn an_escape_is_never_cut() {
        let cuts: Vec<_> = (0..=5).filter(|&at| is_boundary(b"a%41b", at)).collect();
        assert_eq!(cuts, [0, 1, 4, 5]);
        assert!(is_boundary(b"%4", 1));
    }
}
