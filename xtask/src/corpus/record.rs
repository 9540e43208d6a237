//! In: nothing; this is what runs pass on and keep.
//! Out: [`Record`], what became of one document.
//! Guarantees: no state is possible that no document can be in.

use serde::{Deserialize, Serialize};

use super::documents::Document;
use super::known::Fate;

/// What became of one document.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) document: Document,
    pub(super) generation: Generation,
    /// `None` where it was not tried.
    pub(super) compilation: Option<Compilation>,
}

/// How the generation of a document's crates ended.
#[derive(Debug)]
pub(super) enum Generation {
    /// Its process came to its end.
    Ended(Report),
    /// It panicked, or went over a limit; why, in words.
    Crashed(String),
}

/// What the process of one document reports.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Report {
    /// The version of OpenAPI that the document names.
    pub(super) version: String,
    pub(super) milliseconds: u64,
    pub(super) peak_kib: u64,
    pub(super) warnings: usize,
    pub(super) untyped: usize,
    /// The crates; `None` where the document was refused.
    pub(super) output: Option<Output>,
    /// The codes of all errors, each once, the first error's first.
    pub(super) codes: Vec<String>,
    /// The first error: its place, and what it says.
    pub(super) error: String,
}

/// The crates of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Output {
    pub(super) operations: usize,
    pub(super) types: usize,
    pub(super) bytes: usize,
    /// Equal if and only if all files are.
    pub(super) hash: String,
}

/// How the compilation of a document's crates ended.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Compilation {
    /// Processor time of all crates.
    pub(super) seconds: f64,
    /// The most memory that one crate took.
    pub(super) peak_kib: u64,
    /// Errors and warnings, those of a crate that others need first.
    pub(super) problems: Vec<Problem>,
}

/// An error or a warning of the compiler.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(super) struct Problem {
    /// The compiler's code or lint; `error` or `limit` where there is none.
    pub(super) code: String,
    /// What it says, in a line, with the place.
    pub(super) message: String,
    /// As a person reads it.
    pub(super) rendered: String,
}

impl Record {
    /// The crates, if there are any.
    pub(super) fn output(&self) -> Option<&Output> {
        match &self.generation {
            Generation::Ended(report) => report.output.as_ref(),
            Generation::Crashed(_) => None,
        }
    }

    /// How far the document got.
    pub(super) fn fate(&self) -> Fate<'_> {
        Fate {
            document: &self.document.id,
            generates: self.output().is_some(),
            compiles: self
                .compilation
                .as_ref()
                .map(|compilation| compilation.problems.is_empty()),
        }
    }

    /// The code and the text of the first thing that went wrong.
    pub(super) fn first_error(&self) -> Option<(&str, &str)> {
        match (&self.generation, &self.compilation) {
            (Generation::Crashed(reason), _) => Some(("crash", reason)),
            (Generation::Ended(report), _) if report.output.is_none() => {
                Some((report.codes.first().map_or("error", String::as_str), &report.error))
            }
            (_, Some(compilation)) => {
                let problem = compilation.problems.first()?;
                Some((&problem.code, &problem.message))
            }
            (Generation::Ended(_), None) => None,
        }
    }
}
