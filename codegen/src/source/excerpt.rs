//! In: texts from a document, which may hold anything.
//! Out: lines to show on a terminal, with the part to underline.
//! Guarantees: no control character is left, characters keep their number, and no line is longer than a screen or two.

use std::ops::Range;

use super::place::Lines;

/// The length in characters from which a line is cropped.
pub(super) const LONG_LINE: usize = 300;

/// How much of a long line is shown before the underlined part.
const BEFORE: usize = 120;

/// The longest part to underline.
const LONGEST_MARK: usize = 60;

/// The longest message.
const LONGEST_MESSAGE: usize = 1000;

/// A line of the document as it is shown.
pub(super) struct Excerpt {
    pub(super) text: String,
    /// The bytes of `text` to underline.
    pub(super) mark: Range<usize>,
}

/// A line, cropped round the token at a byte offset in the document.
pub(super) fn excerpt(lines: &Lines<'_>, line: u32, offset: usize) -> Excerpt {
    let full = lines.line(line);
    let at = full.floor_char_boundary(offset.saturating_sub(lines.start(line)));
    let (before, from) = full.split_at_checked(at).unwrap_or((full, ""));
    let length = token_length(from);
    let (before, after) = if is_long(full) {
        let skipped = before.chars().count().saturating_sub(BEFORE);
        (
            before.chars().skip(skipped).collect(),
            from.chars().take(LONG_LINE - BEFORE).collect(),
        )
    } else {
        (before.to_owned(), from.to_owned())
    };
    let (before, after) = (shown(&before), shown(&after));
    let end = after.char_indices().nth(length).map_or(after.len(), |(end, _)| end);
    Excerpt {
        mark: before.len()..before.len() + end,
        text: before + &after,
    }
}

/// Whether a line is cropped.
pub(super) fn is_long(line: &str) -> bool {
    line.chars().nth(LONG_LINE).is_some()
}

/// A line of which nothing is underlined.
pub(super) fn plain(line: &str) -> String {
    shown(&line.chars().take(LONG_LINE).collect::<String>())
}

/// A message in one line.
pub(super) fn message(text: &str) -> String {
    let mut shown: String = text.chars().take(LONGEST_MESSAGE).map(|c| visible(c, "")).collect();
    if text.chars().nth(LONGEST_MESSAGE).is_some() {
        shown.push('…');
    }
    shown
}

/// A message in one or more lines.
pub(super) fn lines(text: &str) -> String {
    text.chars().map(|c| visible(c, "\n")).collect()
}

fn shown(text: &str) -> String {
    text.chars().map(|c| visible(c, "\t")).collect()
}

/// The character itself, or what stands for one that a terminal would act upon.
fn visible(character: char, allowed: &str) -> char {
    match character {
        _ if allowed.contains(character) => character,
        '\0'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        // The second half of the controls, what is invisible or turns the writing direction, and the mark of `render`.
        '\u{80}'..='\u{9f}'
        | '\u{ad}'
        | '\u{61c}'
        | '\u{200b}'..='\u{200f}'
        | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}'
        | '\u{feff}'
        | '\u{fdd0}'..='\u{fdef}' => '\u{fffd}',
        other => other,
    }
}

/// The length in characters of the key or value that a text begins with.
fn token_length(text: &str) -> usize {
    let mut characters = text.chars().take(LONGEST_MARK).peekable();
    let Some(first) = characters.next() else { return 0 };
    let mut length = 1;
    match first {
        '"' | '\'' => {
            let mut escaped = false;
            for character in characters {
                length += 1;
                if character == first && !escaped {
                    return length;
                }
                escaped = first == '"' && character == '\\' && !escaped;
            }
            length
        }
        '{' | '[' | '}' | ']' | ',' | ':' => 1,
        blank if blank.is_whitespace() => 1,
        _ => {
            while let Some(character) = characters.next() {
                let ends = character.is_whitespace()
                    || "{}[],\"".contains(character)
                    || character == ':' && characters.peek().is_none_or(|next| next.is_whitespace());
                if ends {
                    break;
                }
                length += 1;
            }
            length
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marked(line: &str, offset: usize) -> String {
        let excerpt = excerpt(&Lines::new(line), 1, offset);
        excerpt.text.get(excerpt.mark).unwrap_or_default().to_owned()
    }

    #[test]
    fn tokens_are_underlined() {
        assert_eq!(marked("a: foo # c", 0), "a");
        assert_eq!(marked("a: foo # c", 3), "foo");
        assert_eq!(marked("a: http://x/y, z", 3), "http://x/y");
        assert_eq!(marked(r#"{"a\"b": 1}"#, 1), r#""a\"b""#);
        assert_eq!(marked("'it''s': 1", 0), "'it'");
        assert_eq!(marked("a: {b: 1}", 3), "{");
        assert_eq!(marked("a", 1), "");
        assert_eq!(marked("", 7), "");
    }

    #[test]
    fn long_lines_are_cropped_round_the_token() {
        let line = format!("{}é needle {}", "x".repeat(5000), "y".repeat(5000));
        let excerpt = excerpt(&Lines::new(&line), 1, 5003);
        assert_eq!(excerpt.text.get(excerpt.mark.clone()), Some("needle"));
        assert_eq!(excerpt.text.chars().count(), LONG_LINE);
        assert!(excerpt.text.starts_with("xxx") && excerpt.text.ends_with("yyy"));
    }

    #[test]
    fn nothing_reaches_the_terminal_that_it_would_act_upon() {
        assert_eq!(
            message("a\u{1b}[31m\n\t\u{9b}\u{202e}\u{7f}"),
            "a␛[31m␊␉\u{fffd}\u{fffd}␡"
        );
        assert_eq!(lines("a\n\u{1b}"), "a\n␛");
        assert_eq!(plain("\ta\u{8}"), "\ta␈");
        assert_eq!(message(&"x".repeat(2000)).chars().count(), LONGEST_MESSAGE + 1);
    }
}
