//! In: the names that ECMA-262 has for sets of characters.
//! Out: the sets.
//! Guarantees: a set holds Unicode scalar values only; a surrogate, which no UTF-8 text contains, drops out.

use regex_syntax::{
    Parser,
    hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind},
};

/// `\d`.
pub(super) fn digits() -> ClassUnicode {
    of(&[('0', '9')])
}

/// `\w`.
pub(super) fn word_characters() -> ClassUnicode {
    of(&[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')])
}

/// `\s`: white space and line terminators (sections 12.2 and 12.3).
pub(super) fn spaces() -> ClassUnicode {
    let mut set = of(&[
        ('\t', '\r'),
        (' ', ' '),
        ('\u{a0}', '\u{a0}'),
        ('\u{1680}', '\u{1680}'),
        ('\u{2000}', '\u{200a}'),
        ('\u{202f}', '\u{202f}'),
        ('\u{205f}', '\u{205f}'),
        ('\u{3000}', '\u{3000}'),
        ('\u{feff}', '\u{feff}'),
    ]);
    set.union(&line_terminators());
    set
}

/// Every character.
pub(super) fn all() -> ClassUnicode {
    complement(none())
}

/// No character.
pub(super) fn none() -> ClassUnicode {
    ClassUnicode::empty()
}

/// One character.
pub(super) fn one(character: char) -> ClassUnicode {
    of(&[(character, character)])
}

/// Adds what differs from a member in case only (simple case folding, as ECMA-262 has it with the flags `iu`).
pub(super) fn fold(set: &mut ClassUnicode) {
    // What it can fail for is a missing table, which is built in.
    let _ = set.try_case_fold_simple();
}

/// A class of POSIX, as Unicode has them (UTS #18, annex C).
pub(super) fn posix(name: &str) -> Option<ClassUnicode> {
    let union = |names: &[&str]| {
        let mut all = none();
        for name in names {
            all.union(&property(name)?);
        }
        Some(all)
    };
    Some(match name.to_ascii_lowercase().as_str() {
        "all" | "any" => all(),
        "alpha" => property("Alphabetic")?,
        "alnum" | "ld" => union(&["Alphabetic", "Nd"])?,
        "digit" => property("Nd")?,
        "lower" => property("Lowercase")?,
        "upper" => property("Uppercase")?,
        "space" => property("White_Space")?,
        "cntrl" => property("Cc")?,
        "xdigit" => of(&[('0', '9'), ('A', 'F'), ('a', 'f')]),
        "word" => union(&["Alphabetic", "Nd", "M", "Pc"])?,
        "blank" => {
            let mut set = property("Zs")?;
            set.union(&one('\t'));
            set
        }
        "punct" => union(&["P", "S"])?,
        "graph" => complement(union(&["White_Space", "Cc", "Cn"])?),
        "print" => {
            let mut set = complement(union(&["White_Space", "Cc", "Cn"])?);
            set.union(&property("Zs")?);
            set
        }
        _ => return None,
    })
}

/// `.`.
pub(super) fn all_but_line_terminators() -> ClassUnicode {
    complement(line_terminators())
}

/// `\p{expression}`, or nothing if Unicode has no such property.
pub(super) fn property(expression: &str) -> Option<ClassUnicode> {
    let hir = Parser::new().parse(&format!(r"\p{{{expression}}}")).ok()?;
    match hir.into_kind() {
        HirKind::Class(Class::Unicode(set)) => Some(set),
        // The syntax tree holds a set of one character as that character.
        HirKind::Literal(literal) => std::str::from_utf8(&literal.0).ok().map(|text| {
            ClassUnicode::new(
                text.chars()
                    .map(|character| ClassUnicodeRange::new(character, character)),
            )
        }),
        _ => None,
    }
}

/// All characters that are not in the set.
pub(super) fn complement(mut set: ClassUnicode) -> ClassUnicode {
    set.negate();
    set
}

/// The code points from `first` to `last`, without the surrogates among them.
pub(super) fn code_points(first: u32, last: u32) -> impl Iterator<Item = ClassUnicodeRange> {
    const BEFORE_SURROGATES: u32 = 0xd7ff;
    const AFTER_SURROGATES: u32 = 0xe000;
    [
        (first, last.min(BEFORE_SURROGATES)),
        (first.max(AFTER_SURROGATES), last),
    ]
    .into_iter()
    .filter(|(first, last)| first <= last)
    .filter_map(|(first, last)| Some(ClassUnicodeRange::new(char::from_u32(first)?, char::from_u32(last)?)))
}

fn line_terminators() -> ClassUnicode {
    of(&[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')])
}

fn of(ranges: &[(char, char)]) -> ClassUnicode {
    ClassUnicode::new(ranges.iter().map(|(first, last)| ClassUnicodeRange::new(*first, *last)))
}
