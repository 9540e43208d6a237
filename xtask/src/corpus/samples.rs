//! In: nothing. Out: a record of each kind, for tests.
//! Guarantees: they are in the order of their documents.

use std::path::PathBuf;

use super::documents::Document;
use super::record::{Compilation, Generation, Output, Problem, Record, Report};

/// A record of each kind.
pub(super) fn records() -> Vec<Record> {
    let problem = Problem {
        code: "E0425".to_owned(),
        message: "types: src/lib.rs:3: no type `A`".to_owned(),
        rendered: "error".to_owned(),
    };
    let failed = Compilation {
        problems: vec![problem],
        ..Compilation::default()
    };
    vec![
        record("a.json", generated(), Some(Compilation::default())),
        record("b.json", generated(), Some(failed)),
        record("c.json", refused(), None),
        record("d.json", Generation::Crashed("a panic\nin two lines".to_owned()), None),
        record("e.json", generated(), None),
    ]
}

fn record(id: &str, generation: Generation, compilation: Option<Compilation>) -> Record {
    let document = Document {
        id: id.to_owned(),
        path: PathBuf::from(id),
        bytes: 10,
    };
    Record {
        document,
        generation,
        compilation,
    }
}

fn generated() -> Generation {
    let output = Output {
        operations: 1,
        types: 2,
        bytes: 3,
        hash: "00".to_owned(),
    };
    Generation::Ended(Report {
        output: Some(output),
        ..Report::default()
    })
}

fn refused() -> Generation {
    Generation::Ended(Report {
        codes: vec!["invalid/a".to_owned(), "invalid/b".to_owned()],
        error: "1:2: wrong here".to_owned(),
        ..Report::default()
    })
}
