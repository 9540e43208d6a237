//! In: what follows a backslash.
//! Out: [`Escape`], what it stands for.
//! Guarantees: a letter or digit that stands for nothing is an error, any other character stands for itself.

use regex_syntax::hir::{ClassUnicode, Look};

use super::{PatternError, cursor::Cursor, set};

/// What stands for one character.
pub(super) enum Atom {
    /// One code point, perhaps a surrogate.
    CodePoint(u32),
    /// Any character of a set.
    Set(ClassUnicode),
}

/// What a backslash and the characters behind it stand for, outside a class.
pub(super) enum Escape {
    /// A character.
    Atom(Atom),
    /// A word boundary, or a place that is none.
    Assertion(Look),
    /// What a group matched.
    Reference(Group),
    /// Text that stands for itself.
    Literal(String),
}

/// How a back-reference names its group.
#[derive(Clone, Debug)]
pub(super) enum Group {
    /// By number, from 1 on.
    Number(u32),
    /// By name.
    Name(String),
}

impl Group {
    /// The number of the group, counted from 1, if there is one.
    pub(super) fn number(&self, names: &[Option<String>]) -> Option<u32> {
        let index = match self {
            Self::Number(number) => usize::try_from(*number).ok()?.checked_sub(1)?,
            Self::Name(name) => names.iter().position(|known| known.as_ref() == Some(name))?,
        };
        (index < names.len()).then(|| u32::try_from(index + 1).unwrap_or(u32::MAX))
    }
}

/// Reads the rest of an escape outside a class, the backslash at `start` being read (`AtomEscape`, section 22.2.1).
pub(super) fn outside_class(cursor: &mut Cursor<'_>, start: usize) -> Result<Escape, PatternError> {
    let escape = match cursor.peek() {
        Some('b') => Escape::Assertion(Look::WordAscii),
        Some('B') => Escape::Assertion(Look::WordAsciiNegate),
        Some('1'..='9') => {
            // A number beyond 32 bits names no group, and neither does the largest of 32 bits.
            let number = cursor.eat_while(|character| character.is_ascii_digit());
            return Ok(Escape::Reference(Group::Number(number.parse().unwrap_or(u32::MAX))));
        }
        Some('k') => {
            cursor.next();
            return group_name(cursor, start).map(|name| Escape::Reference(Group::Name(name)));
        }
        Some('A') if cursor.repair(start, || r"`\A` is read as `^`".to_owned()) => Escape::Assertion(Look::Start),
        Some('Z') if cursor.repair(start, || r"`\Z` is read as `$`".to_owned()) => Escape::Assertion(Look::End),
        Some('z') if cursor.repair(start, || r"`\z` is read as `$`".to_owned()) => Escape::Assertion(Look::End),
        Some('Q') if cursor.repair(start, || r"`\Q…\E` is read as plain text".to_owned()) => {
            cursor.next();
            return Ok(Escape::Literal(quoted(cursor)));
        }
        _ => return atom(cursor, start).map(Escape::Atom),
    };
    cursor.next();
    Ok(escape)
}

/// Reads the rest of an escape within a class, the backslash at `start` being read (`ClassEscape`, section 22.2.1).
pub(super) fn within_class(cursor: &mut Cursor<'_>, start: usize) -> Result<Atom, PatternError> {
    const BACKSPACE: u32 = 0x08;
    if cursor.eat("b") {
        return Ok(Atom::CodePoint(BACKSPACE));
    }
    atom(cursor, start)
}

/// Reads `<name>`.
pub(super) fn group_name(cursor: &mut Cursor<'_>, start: usize) -> Result<String, PatternError> {
    let invalid = || PatternError::invalid(start, "a group's name is missing or is no identifier in `<` and `>`");
    if !cursor.eat("<") {
        return Err(invalid());
    }
    let name = cursor.eat_while(|character| character.is_alphanumeric() || matches!(character, '_' | '$'));
    if name.is_empty() || name.starts_with(char::is_numeric) || !cursor.eat(">") {
        return Err(invalid());
    }
    Ok(name.to_owned())
}

/// What stands up to `\E`, or to the end.
fn quoted(cursor: &mut Cursor<'_>) -> String {
    let mut text = String::new();
    while !cursor.eat(r"\E") {
        match cursor.next() {
            Some(character) => text.push(character),
            None => break,
        }
    }
    text
}

fn atom(cursor: &mut Cursor<'_>, start: usize) -> Result<Atom, PatternError> {
    let Some(character) = cursor.next() else {
        return Err(PatternError::invalid(start, "a backslash has nothing behind it"));
    };
    Ok(match character {
        'd' => Atom::Set(set::digits()),
        'D' => Atom::Set(set::complement(set::digits())),
        'w' => Atom::Set(set::word_characters()),
        'W' => Atom::Set(set::complement(set::word_characters())),
        's' => Atom::Set(set::spaces()),
        'S' => Atom::Set(set::complement(set::spaces())),
        'p' => Atom::Set(property(cursor, start)?),
        'P' => Atom::Set(set::complement(property(cursor, start)?)),
        't' => Atom::CodePoint(0x09),
        'n' => Atom::CodePoint(0x0a),
        'v' => Atom::CodePoint(0x0b),
        'f' => Atom::CodePoint(0x0c),
        'r' => Atom::CodePoint(0x0d),
        '0' if !cursor.peek().is_some_and(|next| next.is_ascii_digit()) => Atom::CodePoint(0),
        '0' if cursor.repair(start, || r"`\0` and digits is read as an octal number".to_owned()) => {
            Atom::CodePoint(octal(cursor))
        }
        'e' if cursor.repair(start, || r"`\e` is read as `\x1b`".to_owned()) => Atom::CodePoint(0x1b),
        'c' => Atom::CodePoint(control_letter(cursor, start)?),
        'x' if cursor.peek() == Some('{') && cursor.repair(start, || r"`\x{…}` is read as `\u{…}`".to_owned()) => {
            Atom::CodePoint(unicode(cursor, start)?)
        }
        'x' => Atom::CodePoint(
            hexadecimal(cursor, 2)
                .ok_or_else(|| PatternError::invalid(start, r"`\x` needs two hexadecimal digits behind it"))?,
        ),
        'u' => Atom::CodePoint(unicode(cursor, start)?),
        other if other.is_ascii_alphanumeric() => {
            return Err(PatternError::invalid(start, meaningless(other)));
        }
        other => Atom::CodePoint(u32::from(other)),
    })
}

fn meaningless(character: char) -> String {
    let hint = match character {
        'A' => "; the start of the text is `^`",
        'Z' | 'z' => "; the end of the text is `$`",
        '0'..='9' => "; octal numbers are not taken",
        _ => "",
    };
    format!(r"`\{character}` stands for nothing{hint}")
}

/// Up to two more digits of an octal number, the 0 being read.
fn octal(cursor: &mut Cursor<'_>) -> u32 {
    let mut number = 0;
    for _ in 0..2 {
        let Some(digit) = cursor.peek().and_then(|next| next.to_digit(8)) else {
            break;
        };
        cursor.next();
        number = number * 8 + digit;
    }
    number
}

/// The `X` of `\cX`, as the control character it stands for.
fn control_letter(cursor: &mut Cursor<'_>, start: usize) -> Result<u32, PatternError> {
    match cursor.next() {
        Some(letter) if letter.is_ascii_alphabetic() => Ok(u32::from(letter) % 32),
        _ => Err(PatternError::invalid(start, r"`\c` needs a letter behind it")),
    }
}

/// The `{…}` of `\p{…}`.
fn property(cursor: &mut Cursor<'_>, start: usize) -> Result<ClassUnicode, PatternError> {
    if !cursor.eat("{") {
        if let Some(letter) = cursor.peek().filter(char::is_ascii_alphabetic)
            && let Some(set) = set::property(&letter.to_string())
            && cursor.repair(start, || format!(r"`\p{letter}` is read as `\p{{{letter}}}`"))
        {
            cursor.next();
            return Ok(set);
        }
        return Err(PatternError::invalid(
            start,
            r"`\p` needs the name of a property in braces behind it",
        ));
    }
    let expression = cursor.eat_while(|character| character.is_ascii_alphanumeric() || matches!(character, '_' | '='));
    if !cursor.eat("}") {
        return Err(PatternError::invalid(
            start,
            r"the braces of `\p` hold no name of a property",
        ));
    }
    set::property(expression)
        .or_else(|| {
            let set = set::posix(expression)?;
            let noted = cursor.repair(start, || format!(r"`\p{{{expression}}}` is read as a class of POSIX"));
            noted.then_some(set)
        })
        .ok_or_else(|| PatternError::invalid(start, format!("Unicode has no property `{expression}`")))
}

/// What follows `\u`: `{1F600}`, or four digits, or two such escapes that are a surrogate pair.
fn unicode(cursor: &mut Cursor<'_>, start: usize) -> Result<u32, PatternError> {
    let code_point = if cursor.eat("{") {
        let digits = cursor.eat_while(|character| character.is_ascii_hexdigit());
        let code_point = u32::from_str_radix(digits, 16)
            .ok()
            .filter(|code_point| *code_point <= u32::from(char::MAX));
        if cursor.eat("}") { code_point } else { None }
    } else {
        hexadecimal(cursor, 4).map(|unit| surrogate_pair(cursor, unit).unwrap_or(unit))
    };
    code_point.ok_or_else(|| {
        PatternError::invalid(
            start,
            r"`\u` needs four hexadecimal digits or a code point in braces behind it",
        )
    })
}

/// Joins a leading surrogate with the escape of a trailing one, if that comes next.
fn surrogate_pair(cursor: &mut Cursor<'_>, leading: u32) -> Option<u32> {
    if !(0xd800..0xdc00).contains(&leading) {
        return None;
    }
    let mut ahead = cursor.clone();
    if !ahead.eat(r"\u") {
        return None;
    }
    let trailing = hexadecimal(&mut ahead, 4).filter(|unit| (0xdc00..0xe000).contains(unit))?;
    *cursor = ahead;
    Some(0x1_0000 + ((leading - 0xd800) << 10) + (trailing - 0xdc00))
}

fn hexadecimal(cursor: &mut Cursor<'_>, digits: usize) -> Option<u32> {
    (0..digits).try_fold(0, |number, _| {
        let digit = cursor.next()?.to_digit(16)?;
        Some(number * 16 + digit)
    })
}
