//! In: the keyword `pattern`.
//! Out: a constraint.
//! Guarantees: what cannot be read is not checked, which a warning tells; a document is not refused for a pattern.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::Constraint,
    pattern::{self, Matcher, PatternError, Repair},
    pointer::Pointer,
};

/// What came of the patterns so far, by their source: documents repeat them.
pub(super) type Patterns = HashMap<String, Result<(Arc<Matcher>, Vec<Repair>), PatternError>>;

/// `None` if values are not checked.
pub(super) fn lower(
    pointer: &Pointer,
    source: &str,
    known: &mut Patterns,
    diagnostics: &mut Diagnostics,
) -> Option<Constraint> {
    let at = || Location::Pointer(pointer.clone());
    let read = || pattern::read(source).map(|(matcher, repairs)| (Arc::new(matcher), repairs));
    match known.entry(source.to_owned()).or_insert_with(read) {
        Ok((matcher, repairs)) => {
            if !repairs.is_empty() {
                let mut seen = HashSet::new();
                let readings = repairs.iter().map(|repair| repair.reading.clone());
                let readings: Vec<String> = readings.filter(|reading| seen.insert(reading.clone())).collect();
                let diagnostic = Diagnostic::new(Code::RepairedPattern, at(), readings.join("; "));
                diagnostics
                    .push(diagnostic.help("a pattern is an ECMA-262 regular expression, without slashes around it"));
            }
            if matches!(&**matcher, Matcher::Steps(steps) if steps.slots > 0) {
                let message = "the pattern has back-references: texts for which it takes too long are refused";
                diagnostics.push(Diagnostic::new(Code::SlowPattern, at(), message).help("do without, if you can"));
            }
            Some(Constraint::Pattern(Arc::clone(matcher)))
        }
        Err(error) => {
            let help = match error {
                PatternError::Invalid { .. } => {
                    "a pattern is an ECMA-262 regular expression, without slashes around it"
                }
                PatternError::NotRegular { .. } => "write it with alternatives and character classes",
                PatternError::TooLarge { .. } | PatternError::TooManySteps { .. } => {
                    "counted repetitions of groups cost the most"
                }
            };
            let message = format!("{error}; values are not checked against it");
            diagnostics.push(Diagnostic::new(Code::UncheckedPattern, at(), message).help(help));
            None
        }
    }
}
