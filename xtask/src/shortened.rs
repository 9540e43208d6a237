//! In: the diagnostics of a document. Out: those that a person is shown, and how many more there are of which code.
//! Guarantees: errors are all shown, and so are the first warnings of each code.

use std::collections::BTreeMap;

use stubsmith::Diagnostic;
use stubsmith::diagnostic::{Code, Severity};

/// How many warnings of one code are shown: enough to know what they are about, and to see the others between them.
const SHOWN: usize = 5;

/// What is shown of the diagnostics of a document.
#[derive(Debug)]
pub(crate) struct Shortened {
    /// Those that are shown, in the order they had.
    pub(crate) shown: Vec<Diagnostic>,
    /// The codes of which there are more, and how many.
    pub(crate) more: BTreeMap<&'static str, usize>,
}

impl Shortened {
    pub(crate) fn new(diagnostics: &[Diagnostic]) -> Self {
        let mut counts: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut more = BTreeMap::new();
        let mut is_shown = |diagnostic: &&Diagnostic| {
            let code = Code::as_str(diagnostic.code);
            let count = counts.entry(code).or_default();
            *count += 1;
            let is_shown = diagnostic.severity == Severity::Error || *count <= SHOWN;
            if !is_shown {
                *more.entry(code).or_default() += 1;
            }
            is_shown
        };
        let shown = diagnostics.iter().filter(|it| is_shown(it)).cloned().collect();
        Self { shown, more }
    }
}
