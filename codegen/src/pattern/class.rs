//! In: a class, from behind its `[` on.
//! Out: the set of its characters.
//! Guarantees: `[`, `&&`, `--` and `~~` within a class stand for themselves, as ECMA-262 has it without the `v` flag.

use regex_syntax::hir::{ClassUnicode, ClassUnicodeRange};

use super::{
    PatternError,
    cursor::Cursor,
    escape::{self, Atom},
    set,
};

/// Reads a class, the `[` at `start` being read (`CharacterClass`, section 22.2.1).
pub(super) fn class(cursor: &mut Cursor<'_>, start: usize, ignore_case: bool) -> Result<ClassUnicode, PatternError> {
    let negated = cursor.eat("^");
    let mut members = Vec::new();
    let mut others: Option<ClassUnicode> = None;
    while !cursor.eat("]") {
        let low_offset = cursor.offset();
        if is_intersection(cursor) && cursor.repair(low_offset, || "`&&[…]` is read as an intersection".to_owned()) {
            cursor.eat("&&[");
            let other = class(cursor, low_offset, ignore_case)?;
            match &mut others {
                Some(others) => others.intersect(&other),
                None => others = Some(other),
            }
            continue;
        }
        let low = member(cursor, start)?;
        let is_range = cursor.peek() == Some('-') && cursor.peek_second().is_some_and(|next| next != ']');
        if !is_range {
            add(&mut members, &low);
            continue;
        }
        cursor.next();
        match (low, member(cursor, start)?) {
            (Atom::CodePoint(low), Atom::CodePoint(high)) if low > high => {
                return Err(PatternError::invalid(
                    low_offset,
                    "the ends of a range are the wrong way round",
                ));
            }
            (Atom::CodePoint(low), Atom::CodePoint(high)) => members.extend(set::code_points(low, high)),
            // `[\w-.]`: a set is no end of a range, so that the hyphen is one (annex B.1.2).
            (low, high) => {
                add(&mut members, &low);
                add(&mut members, &Atom::CodePoint(u32::from('-')));
                add(&mut members, &high);
            }
        }
    }
    let mut members = ClassUnicode::new(members);
    if ignore_case {
        set::fold(&mut members);
    }
    if let Some(others) = others {
        members.intersect(&others);
    }
    Ok(if negated { set::complement(members) } else { members })
}

fn member(cursor: &mut Cursor<'_>, class_start: usize) -> Result<Atom, PatternError> {
    let offset = cursor.offset();
    let Some(character) = cursor.next() else {
        return Err(PatternError::invalid(class_start, "this `[` has no `]`"));
    };
    if character == '['
        && let Some((name, negated)) = posix_class(cursor)
    {
        let mut ahead = cursor.clone();
        ahead.eat_while(|character| character != ']');
        ahead.eat("]");
        if let Some(set) = set::posix(name)
            && cursor.repair(offset, || format!("`[:{name}:]` is read as a set of characters"))
        {
            *cursor = ahead;
            return Ok(Atom::Set(if negated { set::complement(set) } else { set }));
        }
        return Err(PatternError::invalid(
            offset,
            "a class by name, such as `[:alpha:]`, is of other engines",
        ));
    }
    if character != '\\' {
        return Ok(Atom::CodePoint(u32::from(character)));
    }
    escape::within_class(cursor, offset)
}

fn add(members: &mut Vec<ClassUnicodeRange>, member: &Atom) {
    match member {
        Atom::CodePoint(code_point) => members.extend(set::code_points(*code_point, *code_point)),
        Atom::Set(set) => members.extend(set.iter()),
    }
}

/// The name in `:name:]`, and whether it is negated, if that comes next.
fn posix_class<'s>(cursor: &Cursor<'s>) -> Option<(&'s str, bool)> {
    let mut ahead = cursor.clone();
    if !ahead.eat(":") {
        return None;
    }
    let negated = ahead.eat("^");
    let name = ahead.eat_while(|character| character.is_ascii_alphabetic());
    (!name.is_empty() && ahead.eat(":]")).then_some((name, negated))
}

/// Whether `&&[` comes next.
fn is_intersection(cursor: &Cursor<'_>) -> bool {
    cursor.clone().eat("&&[")
}
