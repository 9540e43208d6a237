//! In: `cargo xtask conformance`. Out: what a judge from outside says of our servers: a table, and an exit code.
//! Guarantees: what a run starts, it ends; a failure that no configuration gives a reason for fails the run.

mod apis;
mod judged;
mod mocks;
mod schemathesis;

use std::num::NonZeroU32;
use std::path::Path;

use clap::{Args, ValueEnum};

use crate::example::{Example, Profile};
use crate::exit::{Exit, Failure};
use crate::report::Reporter;
use crate::repository;
use judged::{Judged, Verdict};
use schemathesis::Schemathesis;

/// What judges are told about servers, relative to the repository.
const CONFIGURATIONS: &str = "conformance";

/// Where judges are installed and write to, relative to the repository.
const WORK: &str = "target/conformance";

/// Have Schemathesis send thousands of requests to the example's servers and to mocks of public documents, and judge the
/// answers by the documents
#[derive(Debug, Args)]
pub(crate) struct ConformanceArguments {
    /// How many requests to draw at most for each operation, beside those that every run has
    #[arg(long, value_name = "N", default_value = "500")]
    cases: NonZeroU32,
    /// What the draw depends on: the same number draws the same requests
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u32,
    /// Which servers are judged [default: all]
    #[arg(long, value_name = "WHICH")]
    only: Option<Servers>,
}

/// Servers that can be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Servers {
    /// The four APIs of `examples/invoices`
    Example,
    /// Mocks of documents of the corpus
    Mocks,
}

/// What has been judged so far.
struct Judgement<'a> {
    arguments: &'a ConformanceArguments,
    judge: Schemathesis,
    reporter: &'a Reporter,
    verdicts: Vec<(&'static str, Verdict)>,
}

impl Judgement<'_> {
    fn judge(&mut self, judged: &Judged) -> Result<(), Failure> {
        self.reporter.status(&format!("judging {}", judged.name));
        let verdict = self.judge.judge(judged, self.arguments.cases, self.arguments.seed)?;
        if !verdict.is_good() {
            self.reporter.failure(&format!(
                "{} does not do what its document says:\n{}",
                judged.name, verdict.said
            ));
        }
        self.verdicts.push((judged.name, verdict));
        Ok(())
    }
}

/// Starts the servers and has each of them judged.
///
/// # Errors
///
/// A judge cannot be installed or run, or a server cannot be built or started.
pub(crate) fn run(arguments: &ConformanceArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    let repository = repository::runtime().and_then(|runtime| runtime.parent().map(Path::to_owned));
    let repository = repository.ok_or_else(|| Failure::usage("this is not the repository of Stubsmith"))?;
    let mut judgement = Judgement {
        arguments,
        judge: Schemathesis::install(&repository, reporter)?,
        reporter,
        verdicts: Vec::new(),
    };
    if arguments.only != Some(Servers::Mocks) {
        reporter.status("building the servers");
        let example = Example::start(&repository, Profile::Dev)?;
        for judged in apis::judged(&example, &repository) {
            judgement.judge(&judged)?;
        }
    }
    if arguments.only != Some(Servers::Example) {
        for mock in &mocks::MOCKS {
            reporter.status(&format!("building the mock of {}", mock.name));
            let served = mock.start(&repository, reporter)?;
            judgement.judge(&served.judged)?;
        }
    }
    let verdicts = judgement.verdicts;
    reporter.done(&table(&verdicts));
    let is_good = verdicts.iter().all(|(_, verdict)| verdict.is_good());
    Ok(if is_good { Exit::Done } else { Exit::Findings })
}

/// A line for each server.
fn table(verdicts: &[(&str, Verdict)]) -> String {
    let mut table = format!(
        "{:<12} {:>6} {:>9} {:>9} {:>8}",
        "API", "cases", "accepted", "failures", "seconds"
    );
    for (name, verdict) in verdicts {
        table.push_str(&format!(
            "\n{name:<12} {:>6} {:>9} {:>9} {:>8.1}",
            verdict.cases, verdict.accepted, verdict.failures, verdict.seconds
        ));
    }
    table
}
