//! In: the text of a JSON file, and the places wanted in it.
//! Out: their byte offsets; or all keys that stand twice.
//! Guarantees: what is no JSON ends the walk; what stands before has been found.

use std::borrow::Cow;
use std::collections::HashMap;

use crate::source::finding::Finding;
use crate::source::wanted::{Wanted, WantedId};

use super::scanner::{Next, Scanner};

/// Notes the offsets of what is wanted.
pub(in crate::source) fn locate(text: &str, wanted: &mut Wanted) {
    node(&mut Scanner::new(text), wanted, Some(Wanted::ROOT));
}

fn node(scanner: &mut Scanner<'_>, wanted: &mut Wanted, id: Option<WantedId>) -> Option<()> {
    let Some(id) = id else { return scanner.skip() };
    let (byte, at) = scanner.peek()?;
    wanted.found_value(id, at);
    match byte {
        b'{' if wanted.has_children(id) => {
            let mut next = scanner.open(b'}')?;
            while next == Next::More {
                let (name, at) = scanner.key()?;
                let child = wanted.child(id, &name);
                if let Some(child) = child {
                    wanted.found_key(child, at);
                }
                node(scanner, wanted, child)?;
                next = scanner.next(b'}')?;
            }
            Some(())
        }
        b'[' if wanted.has_children(id) => {
            let mut next = scanner.open(b']')?;
            let mut index = 0usize;
            while next == Next::More {
                let child = wanted.child(id, &index.to_string());
                node(scanner, wanted, child)?;
                index += 1;
                next = scanner.next(b']')?;
            }
            Some(())
        }
        _ => scanner.skip(),
    }
}

/// Finds all keys that an object has twice, in a text that was read, so that its nesting is bounded.
pub(super) fn find_duplicates(text: &str, findings: &mut Vec<Finding>) {
    duplicates(&mut Scanner::new(text), findings);
}

fn duplicates(scanner: &mut Scanner<'_>, findings: &mut Vec<Finding>) -> Option<()> {
    match scanner.peek()? {
        (b'{', _) => {
            let mut seen: HashMap<Cow<'_, str>, usize> = HashMap::new();
            let mut next = scanner.open(b'}')?;
            while next == Next::More {
                let (name, at) = scanner.key()?;
                duplicates(scanner, findings)?;
                if let Some(first) = seen.get(&name) {
                    findings.push(Finding::duplicate(&name, *first, at));
                } else {
                    seen.insert(name, at);
                }
                next = scanner.next(b'}')?;
            }
            Some(())
        }
        (b'[', _) => {
            let mut next = scanner.open(b']')?;
            while next == Next::More {
                duplicates(scanner, findings)?;
                next = scanner.next(b']')?;
            }
            Some(())
        }
        _ => scanner.skip(),
    }
}
