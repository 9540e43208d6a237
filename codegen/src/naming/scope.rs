//! In: names as the document would have them.
//! Out: names that differ from each other and from reserved words.
//! Guarantees: the same names in the same order give the same result.

use std::collections::{HashMap, HashSet};

use super::words::Name;

/// Hands out names, each once.
pub(super) struct Scope {
    taken: HashSet<String>,
    /// The numbers to go on with, by what is numbered: of a thousand equal names, none is tried twice.
    numbers: HashMap<String, u32>,
    reserved: Vec<&'static [&'static str]>,
    kind: &'static str,
}

impl Scope {
    /// `reserved` names are in upper camel case; `kind` is the word that is added to a reserved name.
    pub(super) fn new(reserved: &[&'static [&'static str]], kind: &'static str) -> Self {
        Self {
            taken: HashSet::new(),
            numbers: HashMap::new(),
            reserved: reserved.to_vec(),
            kind,
        }
    }

    /// Keeps a name of another scope from being handed out here.
    pub(super) fn occupy(&mut self, name: &Name) {
        self.taken.insert(name.pascal());
    }

    /// A name made from the document's words.
    pub(super) fn claim(&mut self, words: &[&str]) -> Name {
        let name = Name::new(words, self.kind);
        self.claim_name(name)
    }

    /// The first of two names that is free, or a numbered form of the second.
    pub(super) fn claim_first_free(&mut self, usual: Name, other: Name) -> Name {
        if self.is_free(&usual) {
            return self.claim_name(usual);
        }
        self.claim_name(other)
    }

    /// A name, or a numbered form of it.
    pub(super) fn claim_name(&mut self, name: Name) -> Name {
        let base = if self.is_reserved(&name) {
            name.with(self.kind)
        } else {
            name
        };
        let mut free = base.clone();
        if !self.is_free(&free) {
            let mut number = self.numbers.get(&base.pascal()).copied().unwrap_or(2);
            while !self.is_free(&free) {
                free = base.with(&number.to_string());
                number += 1;
            }
            self.numbers.insert(base.pascal(), number);
        }
        self.taken.insert(free.pascal());
        free
    }

    fn is_free(&self, name: &Name) -> bool {
        !self.is_reserved(name) && !self.taken.contains(&name.pascal())
    }

    fn is_reserved(&self, name: &Name) -> bool {
        let pascal = name.pascal();
        self.reserved.iter().any(|words| words.contains(&pascal.as_str()))
    }
}
