//! In: items, and the names that someone chose for some of them.
//! Out: a name for each.
//! Guarantees: chosen names are taken first; one that cannot be had is told.

use std::collections::HashMap;

use super::{scope::Scope, words::Name};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Api, Chosen, HintRank},
};

/// What is named after a schema or an operation, by the document's words.
pub(super) struct Renamed<'a>(HashMap<&'a str, &'a str>);

impl<'a> Renamed<'a> {
    /// The components and operations that someone chose a name for.
    pub(super) fn of(api: &'a Api) -> Self {
        let types = api.chosen.types.iter().filter_map(|(id, chosen)| {
            let hint = &api.types.definition(*id)?.hint;
            let is_component = hint.rank == HintRank::Component;
            Some((
                hint.words.first().filter(|_| is_component)?.as_str(),
                chosen.text.as_str(),
            ))
        });
        let operations = api.chosen.operations.iter().filter_map(|(index, chosen)| {
            let operation = api.operations.get(*index)?;
            Some((operation.id.as_str(), chosen.text.as_str()))
        });
        Self(types.chain(operations).collect())
    }

    /// The words of a name, of which the first may be what was named otherwise.
    pub(super) fn words(&self, words: &'a [String]) -> Vec<&'a str> {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        if let Some(first) = words.first_mut()
            && let Some(chosen) = self.0.get(*first)
        {
            *first = chosen;
        }
        words
    }
}

/// Names items of one scope; `claim` names those that nobody chose a name for.
pub(super) fn claim<'c, T>(
    scope: &mut Scope,
    items: &[T],
    chosen: impl Fn(usize) -> Option<&'c Chosen>,
    diagnostics: &mut Diagnostics,
    mut claim: impl FnMut(&mut Scope, &T) -> Name,
) -> Vec<Name> {
    let mut first = |index| choose(scope, chosen(index)?, diagnostics);
    let names: Vec<Option<Name>> = (0..items.len()).map(&mut first).collect();
    let pairs = items.iter().zip(names);
    pairs
        .map(|(item, name)| name.unwrap_or_else(|| claim(scope, item)))
        .collect()
}

/// The name that someone chose; `None` after a diagnostic.
pub(super) fn choose(scope: &mut Scope, chosen: &Chosen, diagnostics: &mut Diagnostics) -> Option<Name> {
    let name = scope.free(&chosen.text);
    if name.is_none() {
        let text = &chosen.text;
        let at = Location::Pointer(chosen.pointer.clone());
        diagnostics.push(if chosen.lenient {
            let message = format!("`{text}` is taken; the value is named after itself");
            Diagnostic::new(Code::ValueNames, at, message)
        } else {
            let message = format!("the name `{text}` is taken by another item, or by what emitted code uses itself");
            Diagnostic::new(Code::NameTaken, at, message).help("choose another name")
        });
    }
    name
}
