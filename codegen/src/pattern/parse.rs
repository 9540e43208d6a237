//! In: the text of a regular expression of ECMA-262.
//! Out: the same expression as a tree.
//! Guarantees: an error names the place; what is not supported is reported only if the syntax is right.

use regex_syntax::hir::{ClassUnicode, Look};

use super::{
    Construct, PatternError, class,
    cursor::Cursor,
    escape::{self, Atom, Escape, Group},
    repair::Repairs,
    set,
    tree::Node,
};

/// How deep groups may nest: what comes after is recursive.
const DEEPEST_GROUP: usize = 200;

/// A regular expression as it was read.
pub(super) struct Expression {
    pub(super) node: Node,
    /// The names of groups, each under its number less one.
    pub(super) group_names: Vec<Option<String>>,
    /// What neither tables nor steps can express, with its offset.
    pub(super) unsupported: Option<(usize, Construct)>,
}

/// Reads a regular expression (`Pattern`, section 22.2.1). With `repairs`, what other engines have is read as well, and
/// noted there.
pub(super) fn parse(source: &str, repairs: Option<&Repairs>, flags: Flags) -> Result<Expression, PatternError> {
    let mut parser = Parser {
        cursor: Cursor::new(source, repairs),
        level: Level {
            flags,
            ..Level::default()
        },
        outer_levels: Vec::new(),
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
    group_names: Vec<Option<String>>,
    /// The back-references, each with its offset. Their groups may come later.
    references: Vec<(usize, Group)>,
    /// The first construct that is not supported, with its offset.
    unsupported: Option<(usize, Construct)>,
}

/// The flags that an expression may set for a part of itself (ES2025).
#[derive(Clone, Copy, Default)]
pub(super) struct Flags {
    /// `i`.
    pub(super) ignore_case: bool,
    /// `s`.
    pub(super) dot_all: bool,
}

/// What a group is for.
#[derive(Default)]
enum Kind {
    /// The whole expression, or a group that does not capture.
    #[default]
    Plain,
    Capturing(u32),
    Around {
        behind: bool,
        negated: bool,
    },
}

/// What was read of one group.
#[derive(Default)]
struct Level {
    /// The offset of the `(`.
    start: usize,
    kind: Kind,
    flags: Flags,
    /// The alternatives before the last `|`.
    finished: Vec<Node>,
    /// The terms behind the last `|`.
    terms: Vec<Node>,
    /// Whether a quantifier may follow: one needs a term, and neither an assertion nor a quantifier is one.
    quantifiable: bool,
}

impl Level {
    fn push(&mut self, term: Node) {
        self.terms.push(term);
        self.quantifiable = true;
    }

    fn push_assertion(&mut self, look: Look) {
        self.terms.push(Node::Assert(look));
        self.quantifiable = false;
    }

    fn end_alternative(&mut self) {
        self.finished.push(Node::concat(std::mem::take(&mut self.terms)));
        self.quantifiable = false;
    }

    fn into_node(mut self) -> Node {
        self.end_alternative();
        let node = Node::alternation(self.finished);
        match self.kind {
            Kind::Plain => node,
            Kind::Capturing(number) => Node::Group(number, Box::new(node)),
            Kind::Around { behind, negated } => Node::Around {
                offset: self.start,
                behind,
                negated,
                node: Box::new(node),
            },
        }
    }

    /// A character of the set, or one that differs in case only where that does not matter.
    fn push_set(&mut self, mut set: ClassUnicode) {
        if self.flags.ignore_case {
            set::fold(&mut set);
        }
        self.push(Node::Set(set));
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
            '.' if self.level.flags.dot_all => self.level.push(Node::Set(set::all())),
            '.' => self.level.push(Node::Set(set::all_but_line_terminators())),
            '[' => {
                let ignore_case = self.level.flags.ignore_case;
                let class = class::class(&mut self.cursor, offset, ignore_case)?;
                self.level.push(Node::Set(class));
            }
            '\\' => self.escape(offset)?,
            '*' => self.quantify(offset, 0, None)?,
            '+' => self.quantify(offset, 1, None)?,
            '?' => self.quantify(offset, 0, Some(1))?,
            '{' => self.brace(offset)?,
            other => self.level.push_set(set::one(other)),
        }
        Ok(())
    }

    fn escape(&mut self, offset: usize) -> Result<(), PatternError> {
        match escape::outside_class(&mut self.cursor, offset)? {
            Escape::Atom(Atom::Set(set)) => self.level.push_set(set),
            // No text holds a lone surrogate, so that its escape matches nothing.
            Escape::Atom(Atom::CodePoint(code_point)) => {
                self.level
                    .push_set(char::from_u32(code_point).map_or_else(set::none, set::one));
            }
            Escape::Literal(text) => text
                .chars()
                .for_each(|character| self.level.push_set(set::one(character))),
            Escape::Assertion(look) => self.level.push_assertion(look),
            Escape::Reference(group) => {
                if self.level.flags.ignore_case {
                    self.unsupported.get_or_insert((offset, Construct::Modifiers));
                }
                self.references.push((offset, group.clone()));
                self.level.push(Node::Reference { offset, group });
            }
        }
        Ok(())
    }

    fn open_group(&mut self, offset: usize) -> Result<(), PatternError> {
        let mut inner = Level {
            start: offset,
            flags: self.level.flags,
            ..Level::default()
        };
        if self.cursor.eat("?") {
            match self.group_kind(offset, &mut inner)? {
                Opened::Group => {}
                // `(?i)`, which other engines have: the flags hold up to the end of the group they stand in.
                Opened::Flags => {
                    self.level.flags = inner.flags;
                    return Ok(());
                }
            }
        } else {
            inner.kind = self.capturing(None);
        }
        if self.outer_levels.len() >= DEEPEST_GROUP {
            self.unsupported.get_or_insert((offset, Construct::DeepNesting));
        }
        self.outer_levels.push(std::mem::replace(&mut self.level, inner));
        Ok(())
    }

    fn capturing(&mut self, name: Option<String>) -> Kind {
        self.group_names.push(name);
        // There are no more groups than characters, of which a document has less than 2^32.
        Kind::Capturing(u32::try_from(self.group_names.len()).unwrap_or(u32::MAX))
    }

    /// Reads what follows `(?`.
    fn group_kind(&mut self, offset: usize, inner: &mut Level) -> Result<Opened, PatternError> {
        if self.cursor.eat(":") {
            return Ok(Opened::Group);
        }
        for (text, behind, negated) in [
            ("=", false, false),
            ("!", false, true),
            ("<=", true, false),
            ("<!", true, true),
        ] {
            if self.cursor.eat(text) {
                inner.kind = Kind::Around { behind, negated };
                return Ok(Opened::Group);
            }
        }
        if self.cursor.peek() == Some('<') {
            let name = escape::group_name(&mut self.cursor, offset)?;
            inner.kind = self.capturing(Some(name));
            return Ok(Opened::Group);
        }
        if let Some(opened) = self.foreign_group(offset, inner)? {
            return Ok(opened);
        }
        let flags = self
            .cursor
            .eat_while(|character| matches!(character, 'i' | 'm' | 's' | '-'));
        let closes = self.cursor.peek() == Some(')');
        if !flags.is_empty() && (self.cursor.eat(":") || closes) {
            self.set_flags(offset, flags, &mut inner.flags);
            if !closes {
                return Ok(Opened::Group);
            }
            if self
                .cursor
                .repair(offset, || format!("`(?{flags})` sets flags for what follows"))
            {
                self.cursor.next();
                return Ok(Opened::Flags);
            }
        }
        let message = match self.cursor.peek() {
            Some('P') => "a group's name is written `(?<name>…)`",
            Some(')') => "flags such as `(?i)` need a group to be for, as in `(?i:a)`",
            _ => "`(?` begins no group",
        };
        Err(PatternError::invalid(offset, message))
    }

    /// Groups that other engines have.
    fn foreign_group(&mut self, offset: usize, inner: &mut Level) -> Result<Option<Opened>, PatternError> {
        let mut ahead = self.cursor.clone();
        if ahead.eat("P<")
            && self
                .cursor
                .repair(offset, || "`(?P<name>…)` is read as `(?<name>…)`".to_owned())
        {
            self.cursor.eat("P");
            let name = escape::group_name(&mut self.cursor, offset)?;
            inner.kind = self.capturing(Some(name));
            return Ok(Some(Opened::Group));
        }
        if ahead.eat(">") && self.cursor.repair(offset, || "`(?>…)` is read as `(?:…)`".to_owned()) {
            self.cursor = ahead;
            return Ok(Some(Opened::Group));
        }
        Ok(None)
    }

    fn set_flags(&mut self, offset: usize, written: &str, flags: &mut Flags) {
        let (on, off) = written.split_once('-').unwrap_or((written, ""));
        for (letters, value) in [(on, true), (off, false)] {
            for letter in letters.chars() {
                match letter {
                    'i' => flags.ignore_case = value,
                    's' => flags.dot_all = value,
                    _ => {
                        self.unsupported.get_or_insert((offset, Construct::Modifiers));
                    }
                }
            }
        }
    }

    fn close_group(&mut self, offset: usize) -> Result<(), PatternError> {
        let Some(outer) = self.outer_levels.pop() else {
            return Err(PatternError::invalid(offset, "this `)` has no `(`"));
        };
        let group = std::mem::replace(&mut self.level, outer);
        // What is left out here has been found to be too deep.
        let is_too_deep = self.outer_levels.len() >= DEEPEST_GROUP;
        let is_lookahead = matches!(group.kind, Kind::Around { behind: false, .. });
        let is_around = matches!(group.kind, Kind::Around { .. });
        let node = group.into_node();
        self.level.push(if is_too_deep { Node::empty() } else { node });
        // Annex B lets a quantifier follow a look-ahead, which the flag `u` forbids.
        self.level.quantifiable = !is_around || is_lookahead;
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
            self.level.push_set(set::one('{'));
            return Ok(());
        }
        if low.is_empty() && !self.cursor.repair(offset, || "`{,n}` is read as `{0,n}`".to_owned()) {
            return Err(PatternError::invalid(
                offset,
                "a quantifier needs its lower bound, as in `{0,9}`",
            ));
        }
        self.cursor = ahead;
        let low = if low.is_empty() { 0 } else { count(low) };
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
        let Some(node) = last.map(Box::new) else {
            return Err(PatternError::invalid(offset, "this quantifier has nothing to repeat"));
        };
        let greedy = !self.cursor.eat("?");
        if self.cursor.peek() == Some('+')
            && self
                .cursor
                .repair(offset, || "a possessive quantifier is read as a greedy one".to_owned())
        {
            self.cursor.next();
        }
        self.level.terms.push(Node::Repeat { min, max, greedy, node });
        self.level.quantifiable = false;
        Ok(())
    }

    fn finish(self) -> Result<Expression, PatternError> {
        if !self.outer_levels.is_empty() {
            return Err(PatternError::invalid(self.level.start, "this `(` has no `)`"));
        }
        for (offset, group) in &self.references {
            if group.number(&self.group_names).is_none() {
                return Err(PatternError::invalid(*offset, "this back-reference names no group"));
            }
        }
        Ok(Expression {
            node: self.level.into_node(),
            group_names: self.group_names,
            unsupported: self.unsupported,
        })
    }
}

/// What follows a `(`.
enum Opened {
    Group,
    Flags,
}

/// A bound of a quantifier. One beyond 32 bits ends as too large or repeats what is empty anyway.
fn count(digits: &str) -> u32 {
    digits.parse().unwrap_or(u32::MAX)
}
