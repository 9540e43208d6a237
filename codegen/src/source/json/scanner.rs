//! In: the text of a JSON file that was read before.
//! Out: its tokens, with byte offsets.
//! Guarantees: never goes beyond the text; what is no JSON ends the walk with `None`.

use std::borrow::Cow;

/// A place in the text that moves on.
pub(super) struct Scanner<'t> {
    text: &'t str,
    at: usize,
}

/// What stands in an object or array after a member or item.
#[derive(PartialEq, Eq)]
pub(super) enum Next {
    /// Another one.
    More,
    /// The closing bracket, which has been passed.
    End,
}

impl<'t> Scanner<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0 }
    }

    /// The next byte that is no blank, and its offset.
    pub(super) fn peek(&mut self) -> Option<(u8, usize)> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let blanks = rest
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\n' | b'\r'))?;
        self.at += blanks;
        rest.get(blanks).map(|byte| (*byte, self.at))
    }

    /// Goes behind an opening bracket; says whether something stands within.
    pub(super) fn open(&mut self, close: u8) -> Option<Next> {
        self.at += 1;
        let (byte, _) = self.peek()?;
        if byte != close {
            return Some(Next::More);
        }
        self.at += 1;
        Some(Next::End)
    }

    /// Goes behind a comma or a closing bracket.
    pub(super) fn next(&mut self, close: u8) -> Option<Next> {
        let (byte, _) = self.peek()?;
        self.at += 1;
        match byte {
            b',' => Some(Next::More),
            byte if byte == close => Some(Next::End),
            _ => None,
        }
    }

    /// Reads a key and goes behind its colon.
    pub(super) fn key(&mut self) -> Option<(Cow<'t, str>, usize)> {
        let (b'"', start) = self.peek()? else { return None };
        let raw = self.string()?;
        let name = if raw.contains('\\') {
            Cow::Owned(serde_json::from_str(raw).ok()?)
        } else {
            Cow::Borrowed(raw.get(1..raw.len().checked_sub(1)?)?)
        };
        let (b':', _) = self.peek()? else { return None };
        self.at += 1;
        Some((name, start))
    }

    /// Goes behind a value.
    pub(super) fn skip(&mut self) -> Option<()> {
        let mut depth = 0usize;
        loop {
            let (byte, _) = self.peek()?;
            match byte {
                b'"' => {
                    self.string()?;
                }
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' => self.at += 1,
                _ => self.literal()?,
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Goes behind a string and gives it with its quotes.
    fn string(&mut self) -> Option<&'t str> {
        let start = self.at;
        let rest = self.text.as_bytes().get(start + 1..)?;
        let mut escaped = false;
        let length = rest.iter().position(|byte| {
            let closes = *byte == b'"' && !escaped;
            escaped = *byte == b'\\' && !escaped;
            closes
        })?;
        self.at = start + length + 2;
        self.text.get(start..self.at)
    }

    /// Goes behind a number, `true`, `false` or `null`.
    fn literal(&mut self) -> Option<()> {
        let rest = self.text.as_bytes().get(self.at..)?;
        let is_part = |byte: &u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
        let length = rest.iter().position(|byte| !is_part(byte)).unwrap_or(rest.len());
        self.at += length;
        (length > 0).then_some(())
    }
}
