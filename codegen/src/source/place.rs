//! In: byte offsets in a text, or lines and columns.
//! Out: lines and columns, or byte offsets.
//! Guarantees: lines and columns count from 1, columns in characters; a line ends at `\n`, `\r\n` or a lone `\r`.

use std::fmt;

/// A place in the text of a file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path as it was given.
    pub path: String,
    /// The line, from 1.
    pub line: u32,
    /// The column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.path, self.line, self.column)
    }
}

/// A line and a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Position {
    pub(super) line: u32,
    pub(super) column: u32,
}

/// Where the lines of a text begin.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        let bytes = text.as_bytes();
        let ends = bytes.iter().enumerate().filter(|(at, byte)| match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        });
        let starts = std::iter::once(0).chain(ends.map(|(at, _)| at + 1)).collect();
        Self { text, starts }
    }

    /// The text of a line without its end; empty where there is no such line.
    pub(super) fn line(&self, line: u32) -> &'t str {
        let start = self.start(line);
        let end = self.starts.get(line as usize).copied().unwrap_or(self.text.len());
        self.text
            .get(start..end)
            .unwrap_or_default()
            .trim_end_matches(['\r', '\n'])
    }

    /// The byte at which a line begins.
    pub(super) fn start(&self, line: u32) -> usize {
        let index = (line as usize).saturating_sub(1);
        self.starts.get(index).copied().unwrap_or(self.text.len())
    }

    /// The byte at a line and column, or the end of the line.
    pub(super) fn offset(&self, position: Position) -> usize {
        let line = self.line(position.line);
        let column = (position.column as usize).saturating_sub(1);
        self.start(position.line) + line.char_indices().nth(column).map_or(line.len(), |(at, _)| at)
    }

    /// The lines and columns of byte offsets, in one walk over the text.
    pub(super) fn positions(&self, offsets: &[usize]) -> Vec<Position> {
        let mut order: Vec<usize> = (0..offsets.len()).collect();
        order.sort_by_key(|index| offsets.get(*index));
        let mut positions = vec![Position { line: 1, column: 1 }; offsets.len()];
        // One line may be the whole document, so characters are counted on from the offset before.
        let mut last = (0, 0, 0);
        for index in order {
            let (Some(&offset), Some(position)) = (offsets.get(index), positions.get_mut(index)) else {
                continue;
            };
            let offset = self.text.floor_char_boundary(offset);
            let line = self.starts.partition_point(|start| *start <= offset);
            let start = self.start(u32::try_from(line).unwrap_or(u32::MAX));
            let (line_before, offset_before, characters_before) = last;
            let (from, characters) = if line == line_before {
                (offset_before, characters_before)
            } else {
                (start, 0)
            };
            let characters = characters + self.text.get(from..offset).unwrap_or_default().chars().count();
            last = (line, offset, characters);
            *position = Position {
                line: number(line),
                column: number(characters + 1),
            };
        }
        positions
    }
}

fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_characters_and_all_line_ends_count() {
        let text = "ab\r\né漢x\ry\n";
        let lines = Lines::new(text);
        let of = |needle: char| text.find(needle).expect("in the text");
        let positions = lines.positions(&[of('y'), of('x'), of('b'), of('漢'), text.len()]);
        let pairs: Vec<_> = positions
            .iter()
            .map(|position| (position.line, position.column))
            .collect();
        assert_eq!(pairs, [(3, 1), (2, 3), (1, 2), (2, 2), (4, 1)]);
        assert_eq!(
            [
                lines.line(1),
                lines.line(2),
                lines.line(3),
                lines.line(4),
                lines.line(9)
            ],
            ["ab", "é漢x", "y", "", ""]
        );
    }
}
