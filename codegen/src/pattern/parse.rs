//! In: the text of a regular expression of ECMA-262.
//! Out: the same expression in the form that the automaton is built from.
//! Guarantees: an error names the place; what is not supported is reported only if the syntax is right.

use regex_syntax::hir::{Class, ClassUnicode, Hir, Look, Repetition};

use super::{
    Construct, PatternError, class,
    cursor::Cursor,
    escape::{self, Atom, Escape, Group},
    set,
};

/// How deep groups may nest: what comes after is recursive.
const DEEPEST_GROUP: usize = 200;

/// Reads a regular expression (`Pattern`, section 22.2.1).
pub(super) fn parse(source: &str) -> Result<Hir, PatternError> {
    let mut parser = Parser {
        cursor: Cursor::new(source),
        level: Level::default(),
        outer_levels: Vec::new(),
        group_count: 0,
        group_names: Vec::new(),
        references: Vec::new(),
        unsupported: None,
    };
    loop {
        let offset = parser.cursor.offset();
        let Some(character) = parser.cursor.next() else { break };
        parser.read(character, offset)?;
    }
    parser.finish()
}

struct Parser<'s> {
    cursor: Cursor<'s>,
    /// The innermost group that is open, or the whole expression.
    level: Level,
    outer_levels: Vec<Level>,
    group_count: u32,
    group_names: Vec<String>,
    /// The back-references, each with its offset. Their groups may come later.
    references: Vec<(usize, Group)>,
    /// The first construct, apart from references, that is not supported, with its offset.
    unsupported: Option<(usize, Construct)>,
}

/// What was read of one group.
#[derive(Default)]
struct Level {
    /// The offset of the `(`.
    start: usize,
    /// The alternatives before the last `|`.
    finished: Vec<Hir>,
    /// The terms behind the last `|`.
    terms: Vec<Hir>,
    /// Whether a quantifier may follow: one needs a term, and neither an assertion nor a quantifier is one.
    quantifiable: bool,
}

impl Level {
    fn push(&mut self, term: Hir) {
        self.terms.push(term);
        self.quantifiable = true;
    }

    fn push_assertion(&mut self, look: Look) {
        self.terms.push(Hir::look(look));
        self.quantifiable = false;
    }

    fn end_alternative(&mut self) {
        self.finished.push(Hir::concat(std::mem::take(&mut self.terms)));
        self.quantifiable = false;
    }

    fn into_hir(mut self) -> Hir {
        self.end_alternative();
        Hir::alternation(self.finished)
    }
}

impl Parser<'_> {
    /// Reads what `character` at `offset` begins.
    fn read(&mut self, character: char, offset: usize) -> Result<(), PatternError> {
        match character {
            '|' => self.level.end_alternative(),
            '(' => self.open_group(offset)?,
            ')' => self.close_group(offset)?,
            '^' => self.level.push_assertion(Look::Start),
            '$' => self.level.push_assertion(Look::End),
            '.' => self.level.push(one_of(set::all_but_line_terminators())),
            '[' => self.level.push(one_of(class::class(&mut self.cursor, offset)?)),
            '\\' => self.escape(offset)?,
            '*' => self.quantify(offset, 0, None)?,
            '+' => self.quantify(offset, 1, None)?,
            '?' => self.quantify(offset, 0, Some(1))?,
            '{' => self.brace(offset)?,
            other => self.level.push(literal(other)),
        }
        Ok(())
    }

    fn escape(&mut self, offset: usize) -> Result<(), PatternError> {
        match escape::outside_class(&mut self.cursor, offset)? {
            Escape::Atom(Atom::Set(set)) => self.level.push(one_of(set)),
            // No text holds a lone surrogate, so that its escape matches nothing.
            Escape::Atom(Atom::CodePoint(code_point)) => {
                self.level
                    .push(char::from_u32(code_point).map_or_else(Hir::fail, literal));
            }
            Escape::Assertion(look) => self.level.push_assertion(look),
            Escape::Reference(group) => {
                self.references.push((offset, group));
                self.level.push(Hir::empty());
            }
        }
        Ok(())
    }

    fn open_group(&mut self, offset: usize) -> Result<(), PatternError> {
        if self.cursor.eat("?") {
            self.group_kind(offset)?;
        } else {
            self.group_count += 1;
        }
        if self.outer_levels.len() >= DEEPEST_GROUP {
            self.unsupported.get_or_insert((offset, Construct::DeepNesting));
        }
        let inner = Level {
            start: offset,
            ..Level::default()
        };
        self.outer_levels.push(std::mem::replace(&mut self.level, inner));
        Ok(())
    }

    /// Reads what follows `(?`.
    fn group_kind(&mut self, offset: usize) -> Result<(), PatternError> {
        if self.cursor.eat(":") {
            return Ok(());
        }
        if ["=", "!", "<=", "<!"].iter().any(|kind| self.cursor.eat(kind)) {
            self.unsupported.get_or_insert((offset, Construct::LookAround));
            return Ok(());
        }
        if self.cursor.peek() == Some('<') {
            self.group_names.push(escape::group_name(&mut self.cursor, offset)?);
            self.group_count += 1;
            return Ok(());
        }
        let flags = self
            .cursor
            .eat_while(|character| matches!(character, 'i' | 'm' | 's' | '-'));
        if !flags.is_empty() && self.cursor.eat(":") {
            self.unsupported.get_or_insert((offset, Construct::Modifiers));
            return Ok(());
        }
        let message = match self.cursor.peek() {
            Some('P') => "a group's name is written `(?<name>…)`",
            Some(')') => "flags such as `(?i)` need a group to be for, as in `(?i:a)`",
            _ => "`(?` begins no group",
        };
        Err(PatternError::invalid(offset, message))
    }

    fn close_group(&mut self, offset: usize) -> Result<(), PatternError> {
        let Some(outer) = self.outer_levels.pop() else {
            return Err(PatternError::invalid(offset, "this `)` has no `(`"));
        };
        let group = std::mem::replace(&mut self.level, outer);
        self.level.push(group.into_hir());
        Ok(())
    }

    /// Reads what follows a `{`, which stands for itself unless it begins a quantifier (annex B.1.2).
    fn brace(&mut self, offset: usize) -> Result<(), PatternError> {
        let mut ahead = self.cursor.clone();
        let low = ahead.eat_while(|character| character.is_ascii_digit());
        let high = if ahead.eat(",") {
            Some(ahead.eat_while(|character| character.is_ascii_digit()))
        } else {
            None
        };
        let has_digits = !low.is_empty() || high.is_some_and(|high| !high.is_empty());
        if !has_digits || !ahead.eat("}") {
            self.level.push(literal('{'));
            return Ok(());
        }
        if low.is_empty() {
            return Err(PatternError::invalid(
                offset,
                "a quantifier needs its lower bound, as in `{0,9}`",
            ));
        }
        self.cursor = ahead;
        let low = count(low);
        let high = match high {
            None => Some(low),
            Some("") => None,
            Some(high) => Some(count(high)),
        };
        if high.is_some_and(|high| low > high) {
            return Err(PatternError::invalid(
                offset,
                "the bounds of a quantifier are the wrong way round",
            ));
        }
        self.quantify(offset, low, high)
    }

    fn quantify(&mut self, offset: usize, min: u32, max: Option<u32>) -> Result<(), PatternError> {
        let last = self.level.terms.pop().filter(|_| self.level.quantifiable);
        let Some(sub) = last.map(Box::new) else {
            return Err(PatternError::invalid(offset, "this quantifier has nothing to repeat"));
        };
        // Greed decides what a match spans, not whether there is one.
        self.cursor.eat("?");
        self.level.terms.push(Hir::repetition(Repetition {
            min,
            max,
            greedy: true,
            sub,
        }));
        self.level.quantifiable = false;
        Ok(())
    }

    fn finish(self) -> Result<Hir, PatternError> {
        if !self.outer_levels.is_empty() {
            return Err(PatternError::invalid(self.level.start, "this `(` has no `)`"));
        }
        for (offset, group) in &self.references {
            let exists = match group {
                Group::Number(number) => *number <= self.group_count,
                Group::Name(name) => self.group_names.contains(name),
            };
            if !exists {
                return Err(PatternError::invalid(*offset, "this back-reference names no group"));
            }
        }
        let reference = self
            .references
            .first()
            .map(|(offset, _)| (*offset, Construct::BackReference));
        match reference
            .into_iter()
            .chain(self.unsupported)
            .min_by_key(|(offset, _)| *offset)
        {
            Some((offset, construct)) => Err(PatternError::NotRegular { construct, offset }),
            None => Ok(self.level.into_hir()),
        }
    }
}

fn literal(character: char) -> Hir {
    Hir::literal(character.encode_utf8(&mut [0; 4]).as_bytes())
}

fn one_of(set: ClassUnicode) -> Hir {
    Hir::class(Class::Unicode(set))
}

/// A bound of a quantifier. One beyond 32 bits ends as too large or repeats what is empty anyway.
fn count(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}
