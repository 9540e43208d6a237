//! In: the text of a YAML file.
//! Out: the bytes to parse, and the way back from offsets and scalars in them to those of the text.
//! Guarantees: the parser is spared the two things that it panics at: a tag right before a comma, and a block scalar
//! whose last line has no end.

/// Put between a tag and a comma. A run of blanks that nobody writes, so that it can be taken out of scalars again: only
/// the parser can tell a tag from a `!` in prose.
const BLANKS: &str = "\t \t\t \t";

/// A text that the parser does not panic at.
pub(super) struct Mended {
    pub(super) bytes: Vec<u8>,
    pub(super) repairs: Repairs,
}

/// Where blanks were put into a text.
pub(super) struct Repairs {
    offsets: Vec<usize>,
}

impl Mended {
    pub(super) fn new(text: &str) -> Self {
        let mut bytes = Vec::with_capacity(text.len() + 1);
        let mut offsets = Vec::new();
        let mut taken = 0;
        for comma in commas_after_tags(text) {
            bytes.extend_from_slice(text.as_bytes().get(taken..comma).unwrap_or_default());
            offsets.push(bytes.len());
            bytes.extend_from_slice(BLANKS.as_bytes());
            taken = comma;
        }
        bytes.extend_from_slice(text.as_bytes().get(taken..).unwrap_or_default());
        if !text.ends_with(['\n', '\r']) {
            bytes.push(b'\n');
        }
        Self {
            bytes,
            repairs: Repairs { offsets },
        }
    }
}

impl Repairs {
    /// The offset in the text for one in the bytes.
    pub(super) fn offset(&self, offset: u64) -> usize {
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let before = self.offsets.partition_point(|repair| *repair < offset);
        let Some(last) = before.checked_sub(1).and_then(|index| self.offsets.get(index)) else {
            return offset;
        };
        // Blanks stand for the comma behind them.
        offset.max(last + BLANKS.len()) - before * BLANKS.len()
    }

    /// The scalar as it is in the text.
    pub(super) fn scalar(&self, value: String) -> String {
        if self.offsets.is_empty() {
            value
        } else {
            value.replace(&format!("{BLANKS},"), ",")
        }
    }
}

/// The commas that end a run of characters in which a tag may begin.
fn commas_after_tags(text: &str) -> Vec<usize> {
    let mut commas = Vec::new();
    let mut bytes = text.bytes().enumerate().peekable();
    let (mut in_tag, mut is_verbatim) = (false, false);
    while let Some((at, byte)) = bytes.next() {
        match byte {
            b'!' if !is_verbatim => {
                in_tag = true;
                // In `!<tag:yaml.org,2002:str>` the comma is part of the tag.
                is_verbatim = bytes.peek().is_some_and(|(_, next)| *next == b'<');
            }
            b'>' => is_verbatim = false,
            b',' if in_tag && !is_verbatim => commas.push(at),
            b' ' | b'\t' | b'\r' | b'\n' => (in_tag, is_verbatim) = (false, false),
            _ => {}
        }
    }
    commas
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_come_between_tags_and_commas_only() {
        let marked = |text: &str| {
            let bytes = Mended::new(text).bytes;
            String::from_utf8(bytes).expect("text").replace(BLANKS, "_")
        };
        assert_eq!(marked("[!a,!b ,c!d,]"), "[!a_,!b ,c!d_,]\n");
        assert_eq!(
            marked("!<tag:yaml.org,2002:str>, !<a,b c,d"),
            "!<tag:yaml.org,2002:str>_, !<a,b c,d\n"
        );
        assert_eq!(marked("Hello, world!\nno, none\r"), "Hello, world!\nno, none\r");
    }

    #[test]
    fn offsets_and_scalars_find_their_way_back() {
        let text = "[!a,é!b,c]";
        let Mended { bytes, repairs } = Mended::new(text);
        let mended = String::from_utf8(bytes).expect("text");
        for character in ['[', 'a', 'é', 'b', 'c', ']'] {
            let offset = mended.find(character).expect("still there");
            assert_eq!(Some(repairs.offset(offset as u64)), text.find(character), "{character}");
        }
        let blanks = mended.find(BLANKS).expect("put in");
        assert_eq!(Some(repairs.offset(blanks as u64 + 1)), text.find(','));
        assert_eq!(repairs.scalar(format!("a!{BLANKS},b")), "a!,b");
    }
}
