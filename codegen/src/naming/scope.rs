//! In: names as the document would have them.
//! Out: names that differ from each other and from reserved words.
//! Guarantees: the same names in the same order give the same result.

use std::collections::HashMap;

use super::words::Name;

/// Hands out names, each once.
pub(super) struct Scope {
    /// The names handed out, each with the number that the next of its kind gets.
    taken: HashMap<String, u32>,
    reserved: Vec<&'static [&'static str]>,
    kind: &'static str,
}

impl Scope {
    /// `reserved` names are in upper camel case; `kind` is the word that is added to a reserved name.
    pub(super) fn new(reserved: &[&'static [&'static str]], kind: &'static str) -> Self {
        Self {
            taken: HashMap::new(),
            reserved: reserved.to_vec(),
            kind,
        }
    }

    /// Keeps further names, in upper camel case, from being handed out from now on.
    pub(super) fn reserve(&mut self, names: &'static [&'static str]) {
        self.reserved.push(names);
    }

    /// Keeps a name of another scope from being handed out here.
    pub(super) fn occupy(&mut self, name: &Name) {
        self.taken.insert(name.pascal(), 2);
    }

    /// A name made from the document's words.
    pub(super) fn claim(&mut self, words: &[&str]) -> Name {
        let name = Name::new(words, self.kind);
        self.claim_name(name)
    }

    /// The name of that text, if it is free.
    pub(super) fn free(&mut self, text: &str) -> Option<Name> {
        let name = Name::new(&[text], self.kind);
        self.is_free(&name).then(|| self.claim_name(name))
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
        let base = self.with_kind(name);
        let pascal = base.pascal();
        let mut free = base.clone();
        let mut number = self.taken.get(&pascal).copied().unwrap_or(2);
        while !self.is_free(&free) {
            free = base.with(&number.to_string());
            number += 1;
        }
        self.taken.insert(free.pascal(), 2);
        self.taken.insert(pascal, number);
        free
    }

    /// A name made from the document's words that is not reserved, though it may be taken.
    pub(super) fn unreserved(&self, words: &[&str]) -> Name {
        self.with_kind(Name::new(words, self.kind))
    }

    fn with_kind(&self, name: Name) -> Name {
        if self.is_reserved(&name) {
            name.with(self.kind)
        } else {
            name
        }
    }

    fn is_free(&self, name: &Name) -> bool {
        !self.is_reserved(name) && !self.taken.contains_key(&name.pascal())
    }

    fn is_reserved(&self, name: &Name) -> bool {
        let pascal = name.pascal();
        self.reserved.iter().any(|words| words.contains(&pascal.as_str()))
    }
}
