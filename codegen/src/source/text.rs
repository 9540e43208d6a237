//! In: the bytes of a file.
//! Out: its text, without a byte order mark.
//! Guarantees: bytes that are not UTF-8 give a finding that names the encoding where it is plain.

use crate::diagnostic::Code;

use super::finding::Finding;

/// The text of a file; where it is no text, what can be shown of it and what is wrong.
pub(super) fn decode(bytes: Vec<u8>) -> Result<String, Box<(String, Finding)>> {
    let encoding = foreign_encoding(&bytes);
    match String::from_utf8(bytes) {
        Ok(text) if encoding.is_none() => Ok(without_mark(text)),
        Ok(text) => Err(Box::new((text, finding(0, encoding)))),
        Err(error) => {
            let at = error.utf8_error().valid_up_to();
            let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
            let at = if encoding.is_some() { 0 } else { at };
            Err(Box::new((text, finding(at, encoding))))
        }
    }
}

/// The text without the mark that some editors begin files with.
pub(super) fn without_mark(mut text: String) -> String {
    if text.starts_with('\u{feff}') {
        text.remove(0);
    }
    text
}

fn finding(at: usize, encoding: Option<&str>) -> Finding {
    let message = match encoding {
        Some(encoding) => format!("this is {encoding}, not UTF-8, the encoding of JSON and YAML"),
        None => "this is not UTF-8, the encoding of JSON and YAML".to_owned(),
    };
    Finding::new(Code::UnreadableFile, at, message).help("save the file as UTF-8")
}

/// The encoding that a byte order mark names, or that zero bytes beside ASCII betray.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [0, first, 0, second, ..] | [first, 0, second, 0, ..] if *first != 0 && *second != 0 => Some("UTF-16"),
        _ => None,
    }
}
