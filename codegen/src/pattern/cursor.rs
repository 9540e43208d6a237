//! In: the text of a regular expression.
//! Out: [`Cursor`], its characters one after the other, with a look ahead.
//! Guarantees: an offset is a count of characters, and reading beyond the end gives `None`.

/// A place in the text of a regular expression.
#[derive(Clone, Debug)]
pub(super) struct Cursor {
    characters: Vec<char>,
    offset: usize,
}

impl Cursor {
    pub(super) fn new(source: &str) -> Self {
        Self {
            characters: source.chars().collect(),
            offset: 0,
        }
    }

    /// How many characters stand before the next one.
    pub(super) fn offset(&self) -> usize {
        self.offset
    }

    pub(super) fn peek(&self) -> Option<char> {
        self.peek_after(0)
    }

    /// The character behind the next `skipped` ones.
    pub(super) fn peek_after(&self, skipped: usize) -> Option<char> {
        self.characters.get(self.offset.checked_add(skipped)?).copied()
    }

    pub(super) fn next(&mut self) -> Option<char> {
        let character = self.peek()?;
        self.offset += 1;
        Some(character)
    }

    /// Steps over `expected` if it comes next.
    pub(super) fn eat(&mut self, expected: &str) -> bool {
        let found = expected
            .chars()
            .enumerate()
            .all(|(index, character)| self.peek_after(index) == Some(character));
        if found {
            self.offset += expected.chars().count();
        }
        found
    }

    /// Steps over the characters that `accepts` takes and gives them.
    pub(super) fn eat_while(&mut self, accepts: impl Fn(char) -> bool) -> String {
        let mut text = String::new();
        while let Some(character) = self.peek().filter(|character| accepts(*character)) {
            self.offset += 1;
            text.push(character);
        }
        text
    }
}
