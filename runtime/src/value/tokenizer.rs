//! In: a JSON text in UTF-8 (RFC 8259).
//! Out: a tape, or the place of the first syntax error.
//! Guarantee: one pass without look-behind; no text makes it panic or recurse beyond the depth limit.

use super::{Builder, DEPTH_LIMIT, Number, SyntaxError, Tape};

/// How many bytes of JSON make an entry, at a guess that is right for typical objects.
const BYTES_PER_ENTRY: usize = 6;

/// The room for entries that is made before any entry was seen.
const FIRST_ENTRIES: usize = 1024;

pub(super) fn parse(text: &[u8]) -> Result<Tape<'_>, SyntaxError> {
    let text = std::str::from_utf8(text)
        .map_err(|error| SyntaxError::at(text, error.valid_up_to(), "the text is not UTF-8"))?;
    let mut tokenizer = Tokenizer {
        text,
        at: 0,
        depth: 0,
        tape: Builder::with_capacity((text.len() / BYTES_PER_ENTRY + 1).min(FIRST_ENTRIES)),
    };
    let outcome = tokenizer.document();
    let at = tokenizer.at;
    match outcome {
        Ok(()) => Ok(tokenizer.tape.finish()),
        Err(message) => Err(SyntaxError::at(text.as_bytes(), at, message)),
    }
}

/// An error is a message about the byte at `at`.
type Step<T = ()> = Result<T, &'static str>;

struct Tokenizer<'t> {
    text: &'t str,
    at: usize,
    depth: usize,
    tape: Builder<'t>,
}

impl<'t> Tokenizer<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// The next byte after white space, which is passed; the byte is not.
    fn peek_token(&mut self) -> Option<u8> {
        loop {
            match self.peek() {
                Some(b' ' | b'\n' | b'\r' | b'\t') => self.at += 1,
                other => return other,
            }
        }
    }

    fn document(&mut self) -> Step {
        self.value()?;
        match self.peek_token() {
            None => Ok(()),
            Some(_) => Err("expected the end of the text"),
        }
    }

    fn value(&mut self) -> Step {
        match self.peek_token() {
            Some(b'"') => self.string(),
            Some(b'{') => self.nested(Self::object),
            Some(b'[') => self.nested(Self::array),
            Some(b'-' | b'0'..=b'9') => self.number(),
            Some(b't') => self.literal("true").map(|()| self.tape.bool(true)),
            Some(b'f') => self.literal("false").map(|()| self.tape.bool(false)),
            Some(b'n') => self.literal("null").map(|()| self.tape.null()),
            Some(_) => Err("expected a value"),
            None => Err("expected a value, found the end of the text"),
        }
    }

    fn literal(&mut self, word: &'static str) -> Step {
        let rest = self.text.as_bytes().get(self.at..).unwrap_or_default();
        if !rest.starts_with(word.as_bytes()) {
            return Err("expected a value");
        }
        self.at += word.len();
        Ok(())
    }

    fn nested(&mut self, container: fn(&mut Self) -> Step) -> Step {
        if self.depth >= DEPTH_LIMIT {
            return Err("arrays and objects are nested too deep");
        }
        self.depth += 1;
        self.at += 1;
        container(self)?;
        self.depth -= 1;
        Ok(())
    }

    fn array(&mut self) -> Step {
        let open = self.tape.open();
        let mut count = 0;
        if self.peek_token() == Some(b']') {
            self.at += 1;
        } else {
            loop {
                self.value()?;
                count += 1;
                if self.ends_container(b']', "expected `,` or `]`")? {
                    break;
                }
            }
        }
        self.tape.close_array(open, count);
        Ok(())
    }

    fn object(&mut self) -> Step {
        let open = self.tape.open();
        let mut count = 0;
        if self.peek_token() == Some(b'}') {
            self.at += 1;
        } else {
            loop {
                self.member()?;
                count += 1;
                if self.ends_container(b'}', "expected `,` or `}`")? {
                    break;
                }
            }
        }
        self.tape.close_object(open, count);
        Ok(())
    }

    fn member(&mut self) -> Step {
        if self.peek_token() != Some(b'"') {
            return Err("expected a member name in quotes");
        }
        self.string()?;
        if self.peek_token() != Some(b':') {
            return Err("expected `:` after a member name");
        }
        self.at += 1;
        self.value()
    }

    fn ends_container(&mut self, close: u8, expected: &'static str) -> Step<bool> {
        let next = self.peek_token();
        if next != Some(b',') && next != Some(close) {
            return Err(expected);
        }
        self.at += 1;
        Ok(next == Some(close))
    }

    fn string(&mut self) -> Step {
        self.at += 1;
        let piece = self.plain_piece();
        if self.peek() == Some(b'"') {
            self.at += 1;
            self.tape.borrowed(piece);
            return Ok(());
        }
        let start = self.tape.text().len();
        self.tape.text().push_str(piece);
        loop {
            match self.peek() {
                Some(b'"') => break,
                Some(b'\\') => self.escape()?,
                Some(_) => return Err("control characters must be escaped in a string"),
                None => return Err("a string has no end"),
            }
            let piece = self.plain_piece();
            self.tape.text().push_str(piece);
        }
        self.at += 1;
        self.tape.end_text(start);
        Ok(())
    }

    /// Passes the text up to the next quote, backslash or control character.
    fn plain_piece(&mut self) -> &'t str {
        let start = self.at;
        let rest = self.text.as_bytes().get(start..).unwrap_or_default();
        self.at = start + plain_length(rest);
        self.text.get(start..self.at).unwrap_or_default()
    }

    fn escape(&mut self) -> Step {
        let letter = self.text.as_bytes().get(self.at + 1).copied();
        let character = match letter {
            Some(b'"') => '"',
            Some(b'\\') => '\\',
            Some(b'/') => '/',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(b'n') => '\n',
            Some(b'r') => '\r',
            Some(b't') => '\t',
            Some(b'u') => return self.unicode_escape(),
            _ => return Err("unknown escape in a string"),
        };
        self.at += 2;
        self.tape.text().push(character);
        Ok(())
    }

    fn unicode_escape(&mut self) -> Step {
        let high = self.hexadecimal(self.at)?;
        let (code, length) = if (0xD800..0xDC00).contains(&high) {
            let low = self.hexadecimal(self.at + 6)?;
            if !(0xDC00..0xE000).contains(&low) {
                return Err("half of a surrogate pair in a string");
            }
            (0x1_0000 + ((high - 0xD800) << 10) + (low - 0xDC00), 12)
        } else {
            (high, 6)
        };
        let character = char::from_u32(code).ok_or("half of a surrogate pair in a string")?;
        self.at += length;
        self.tape.text().push(character);
        Ok(())
    }

    /// The code unit that `\uXXXX` at `at` names.
    fn hexadecimal(&self, at: usize) -> Step<u32> {
        let escape = self.text.as_bytes().get(at..at + 6).unwrap_or_default();
        let [b'\\', b'u', digits @ ..] = escape else {
            return Err("half of a surrogate pair, or a cut escape, in a string");
        };
        let mut code = 0;
        for &digit in digits {
            let digit = char::from(digit)
                .to_digit(16)
                .ok_or("expected four hexadecimal digits")?;
            code = code * 16 + digit;
        }
        Ok(code)
    }

    fn number(&mut self) -> Step {
        let start = self.at;
        let negative = self.peek() == Some(b'-');
        if negative {
            self.at += 1;
        }
        let magnitude = self.whole_digits()?;
        let is_integer = !matches!(self.peek(), Some(b'.' | b'e' | b'E'));
        if is_integer && let Some(number) = magnitude.and_then(|magnitude| signed(negative, magnitude)) {
            self.tape.number(number);
            return Ok(());
        }
        if self.peek() == Some(b'.') {
            self.at += 1;
            self.digits()?;
        }
        if matches!(self.peek(), Some(b'e' | b'E')) {
            self.at += 1;
            if matches!(self.peek(), Some(b'+' | b'-')) {
                self.at += 1;
            }
            self.digits()?;
        }
        let text = self.text.get(start..self.at).unwrap_or_default();
        match text.parse::<f64>() {
            Ok(number) if number.is_finite() => self.tape.number(Number::Float(number)),
            _ => {
                self.at = start;
                return Err("a number is out of range");
            }
        }
        Ok(())
    }

    /// Passes the digits before the point; `None` if they exceed 64 bits.
    fn whole_digits(&mut self) -> Step<Option<u64>> {
        if self.peek() == Some(b'0') {
            self.at += 1;
            return match self.peek() {
                Some(b'0'..=b'9') => Err("a number must not begin with zeros"),
                _ => Ok(Some(0)),
            };
        }
        self.digits()
    }

    /// Passes one or more digits; `None` if their number exceeds 64 bits.
    fn digits(&mut self) -> Step<Option<u64>> {
        let start = self.at;
        let mut value = Some(0_u64);
        while let Some(digit @ b'0'..=b'9') = self.peek() {
            value = value
                .and_then(|value| value.checked_mul(10))
                .and_then(|value| value.checked_add(u64::from(digit - b'0')));
            self.at += 1;
        }
        if self.at == start {
            return Err("expected a digit");
        }
        Ok(value)
    }
}

/// How many bytes stand before the first quote, backslash or control character. Eight bytes are looked at in one step:
/// subtraction sets the high bit of the first byte that is below a bound, and of no byte before it.
fn plain_length(bytes: &[u8]) -> usize {
    const ONES: u64 = u64::from_ne_bytes([1; 8]);
    const HIGH_BITS: u64 = u64::from_ne_bytes([0x80; 8]);
    let below = |word: u64, bound: u8| word.wrapping_sub(ONES * u64::from(bound)) & !word & HIGH_BITS;
    let is = |word: u64, byte: u8| below(word ^ (ONES * u64::from(byte)), 1);
    let (words, rest) = bytes.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let word = u64::from_le_bytes(*word);
        let special = is(word, b'"') | is(word, b'\\') | below(word, 0x20);
        if special != 0 {
            return index * 8 + special.trailing_zeros() as usize / 8;
        }
    }
    let is_special = |&byte: &u8| byte == b'"' || byte == b'\\' || byte < 0x20;
    bytes.len() - rest.len() + rest.iter().position(is_special).unwrap_or(rest.len())
}

/// The integer, unless it needs a float: out of range, or minus zero.
fn signed(negative: bool, magnitude: u64) -> Option<Number> {
    if !negative {
        return Some(Number::from(magnitude));
    }
    let number = 0_i64.checked_sub_unsigned(magnitude)?;
    (number != 0).then_some(Number::Signed(number))
}

#[cfg(test)]
mod tests;
