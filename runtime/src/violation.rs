//! In: a rule that a value breaks, and where in the value.
//! Out: [`Violation`] and [`Violations`], errors that a person can act on.
//! Guarantee: a message never repeats the value, which may be a secret.

use std::borrow::Cow;
use std::fmt;

/// The longest part of one member name that a pointer repeats, in bytes; the rest of the name is cut.
///
/// Names come from the sender, and each of many violations repeats the names above it.
const LONGEST_NAME: usize = 256;

/// One broken constraint, with the place of the offending value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violation {
    pointer: String,
    rule: &'static str,
    message: Cow<'static, str>,
}

impl Violation {
    /// A violation by the whole value: its pointer is empty.
    ///
    /// `rule` is the JSON Schema keyword that is broken (`type`, `required`, `maxLength` ...), `message` a predicate
    /// such as "must be a string". It must not repeat the value.
    pub fn new(rule: &'static str, message: impl Into<Cow<'static, str>>) -> Self {
        Self {
            pointer: String::new(),
            rule,
            message: message.into(),
        }
    }

    /// Where the offending value stands in the value that was checked: a JSON Pointer (RFC 6901), `""` for the whole
    /// of it. A member name of more than 256 bytes is cut and ends in `…`.
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.pointer
    }

    /// The broken rule, named by its JSON Schema keyword; `uniqueKeys` for an object that repeats a member name.
    #[must_use]
    pub fn rule(&self) -> &'static str {
        self.rule
    }

    /// What is wrong, as a predicate in words.
    #[must_use]
    pub fn message(&self) -> &str {
        &self.message
    }

    /// The same violation seen from the object whose member `name` holds the value.
    #[must_use]
    pub fn in_member(mut self, name: &str) -> Self {
        let mut pointer = String::with_capacity(1 + name.len().min(LONGEST_NAME) + self.pointer.len());
        pointer.push('/');
        push_escaped(&mut pointer, name);
        pointer.push_str(&self.pointer);
        self.pointer = pointer;
        self
    }

    /// The same violation seen from the array whose element at `index` (from 0) is the value.
    #[must_use]
    pub fn in_element(mut self, index: usize) -> Self {
        self.pointer.insert_str(0, &format!("/{index}"));
        self
    }
}

fn push_escaped(pointer: &mut String, name: &str) {
    let end = pointer.len() + LONGEST_NAME;
    for character in name.chars() {
        if pointer.len() >= end {
            pointer.push('…');
            return;
        }
        match character {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            other => pointer.push(other),
        }
    }
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.pointer.is_empty() {
            f.write_str(&self.message)
        } else {
            write!(f, "{}: {}", self.pointer, self.message)
        }
    }
}

impl std::error::Error for Violation {}

/// All violations of one value; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violations {
    first: Violation,
    more: Vec<Violation>,
    omitted: usize,
}

impl Violations {
    pub(crate) fn new(first: Violation, more: Vec<Violation>, omitted: usize) -> Self {
        Self { first, more, omitted }
    }

    /// The first violation that was found.
    #[must_use]
    pub fn first(&self) -> &Violation {
        &self.first
    }

    /// The violations that were kept, in the order in which they were found.
    pub fn iter(&self) -> impl Iterator<Item = &Violation> {
        std::iter::once(&self.first).chain(&self.more)
    }

    /// The same violations, each seen from what holds the value.
    pub(crate) fn placed(self, place: impl Fn(Violation) -> Violation) -> Self {
        Self {
            first: place(self.first),
            more: self.more.into_iter().map(place).collect(),
            omitted: self.omitted,
        }
    }

    /// How many violations were found beyond those that [`iter`](Self::iter) gives.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted
    }
}

impl IntoIterator for Violations {
    type Item = Violation;
    type IntoIter = std::iter::Chain<std::iter::Once<Violation>, std::vec::IntoIter<Violation>>;

    fn into_iter(self) -> Self::IntoIter {
        std::iter::once(self.first).chain(self.more)
    }
}

impl From<Violation> for Violations {
    fn from(violation: Violation) -> Self {
        Self::new(violation, Vec::new(), 0)
    }
}

impl fmt::Display for Violations {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.first.fmt(f)?;
        for violation in &self.more {
            write!(f, "; {violation}")?;
        }
        if self.omitted > 0 {
            write!(f, "; and {} more", self.omitted)?;
        }
        Ok(())
    }
}

impl std::error::Error for Violations {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pointers_are_escaped_and_grow_from_the_inside_out() {
        let violation = Violation::new("type", "must be a string")
            .in_element(3)
            .in_member("a/b~c")
            .in_member("");
        assert_eq!(violation.pointer(), "//a~1b~0c/3");
        assert_eq!(violation.to_string(), "//a~1b~0c/3: must be a string");
    }

    #[test]
    fn a_long_member_name_is_cut() {
        let violation = Violation::new("type", "must be a string").in_member(&"ä/".repeat(100_000));
        assert!(violation.pointer().len() < 2 * LONGEST_NAME);
        assert!(violation.pointer().ends_with('…'));
    }
}
