//! In: a text that came from the other side.
//! Out: the same in one line, and not without end.
//! Guarantee: what is written holds no control characters, so that it can stand in an error or a log.

use std::fmt::{self, Write as _};

/// How many characters are written at most.
const LONGEST_TEXT: usize = 1_000;

/// Shows a text in one line: control characters escaped, and cut where it is long.
///
/// ```
/// use stubsmith_runtime::OneLine;
///
/// assert_eq!(OneLine("not\nfound").to_string(), "not\\nfound");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct OneLine<'a>(pub &'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut characters = self.0.chars();
        for character in characters.by_ref().take(LONGEST_TEXT) {
            if character.is_control() {
                write!(f, "{}", character.escape_default())?;
            } else {
                f.write_char(character)?;
            }
        }
        if characters.next().is_some() {
            f.write_char('…')?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{LONGEST_TEXT, OneLine};

    #[test]
    fn long_texts_are_cut() {
        let whole = "ä".repeat(LONGEST_TEXT);
        assert_eq!(OneLine(&whole).to_string(), whole);
        let shown = OneLine(&format!("{whole}b")).to_string();
        assert_eq!(shown, format!("{whole}…"));
    }

    #[test]
    fn control_characters_are_escaped() {
        assert_eq!(OneLine("a\u{1b}[31m\r\nb").to_string(), "a\\u{1b}[31m\\r\\nb");
    }
}
