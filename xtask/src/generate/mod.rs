//! In: what `gen` was asked for. Out: crates on the disk, or word of how those on the disk differ.
//! Guarantees: diagnostics of all documents are shown, and nothing is written if one of them has errors.

mod document;
mod enclosing;
mod folder;
mod options;
mod project;
mod reading;
mod runtime;
mod vendor;
mod write;

use std::path::PathBuf;
use std::time::{Duration, Instant};

use stubsmith::diagnostic::{Class, Diagnostic, Severity};
use stubsmith::{Files, GeneratedCrate, Generator};

use crate::cli::{GenArguments, Report};
use crate::exit::{Exit, Failure};
use crate::path;
use crate::report::Reporter;
use folder::{Folder, Plan};
use reading::Reading;

/// What is to be done.
struct Order {
    jobs: Vec<Job>,
    /// Folders that no API goes to any more.
    abandoned: Vec<Folder>,
    /// The command that does what a check found undone.
    rerun: String,
}

/// One document and where its crates go.
struct Job {
    /// The document, as it was given.
    document: PathBuf,
    reading: Reading,
    generator: Generator,
    folder: Folder,
    /// Files of the folder beside the crates.
    beside: Files,
}

/// The crates of one job.
struct Outcome {
    crates: Vec<GeneratedCrate>,
    /// How long reading, lowering and emission took.
    elapsed: Duration,
}

/// Generates crates, or checks those that stand.
///
/// # Errors
///
/// Usage, configuration or a write is at fault; nothing was changed.
pub(crate) fn run(arguments: &GenArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    let (exit, lines) = generated(arguments, reporter)?;
    for line in lines {
        reporter.done(&line);
    }
    Ok(exit)
}

/// The same without a word of what was written.
///
/// # Errors
///
/// Usage, configuration or a write is at fault; nothing was changed.
pub(crate) fn silently(arguments: &GenArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    generated(arguments, reporter).map(|(exit, _)| exit)
}

/// How it ended, and what there is to say of the crates that were written.
fn generated(arguments: &GenArguments, reporter: &Reporter) -> Result<(Exit, Vec<String>), Failure> {
    let order = match (&arguments.spec, &arguments.name, &arguments.out) {
        (Some(spec), Some(name), Some(out)) => document::order(arguments, spec, name, out, reporter)?,
        _ => project::order(arguments, reporter)?,
    };
    let mut exit = Exit::Done;
    let mut outcomes = Vec::new();
    for job in &order.jobs {
        match generate(job, arguments, reporter) {
            Ok(outcome) => outcomes.push(outcome),
            Err(other) => exit = exit.max(other),
        }
    }
    if exit != Exit::Done {
        return Ok((exit, Vec::new()));
    }
    let lines: Vec<String> = outcomes.iter().flat_map(lines).collect();
    let mut plans = Vec::new();
    for (job, outcome) in order.jobs.into_iter().zip(outcomes) {
        let mut wanted = job.beside;
        for stub in outcome.crates {
            wanted.extend_below(stub.kind.name(), stub.files);
        }
        plans.push(Plan::new(job.folder, wanted)?);
    }
    for folder in order.abandoned {
        plans.push(Plan::new(folder, Files::default())?);
    }
    if arguments.check {
        return Ok((check(&plans, &order.rerun, reporter), Vec::new()));
    }
    reporter.status("writing");
    write::apply(&plans)?;
    Ok((Exit::Done, lines))
}

fn generate(job: &Job, arguments: &GenArguments, reporter: &Reporter) -> Result<Outcome, Exit> {
    let shown = path::slashed(&job.document);
    reporter.status(&format!("reading {shown}"));
    let begin = Instant::now();
    let (sources, found) = job.reading.read(&job.document).map_err(|error| {
        reporter.failure(&error.to_string());
        Exit::Usage
    })?;
    reporter.status(&format!("generating crates of {shown}"));
    let generated = job.generator.generate(&sources, found);
    let elapsed = begin.elapsed();
    let diagnostics = sources.sorted(generated.diagnostics);
    reporter.diagnostics(&sources, &diagnostics, arguments.all_warnings);
    if arguments.report == Some(Report::Untyped) {
        reporter.untyped(&sources, &generated.untyped);
    }
    let is_error = |diagnostic: &&Diagnostic| diagnostic.severity == Severity::Error;
    match diagnostics.iter().filter(is_error).count() {
        0 => Ok(Outcome {
            crates: generated.crates,
            elapsed,
        }),
        errors => {
            let errors = counted(errors, "error");
            reporter.failure(&format!("{shown} has {errors}; nothing was written"));
            let is_bug = diagnostics
                .iter()
                .any(|diagnostic| diagnostic.code.class() == Class::Bug);
            Err(if is_bug { Exit::Failed } else { Exit::Findings })
        }
    }
}

/// What came of a job, a line a crate. What its crates share counts towards the first.
fn lines(outcome: &Outcome) -> Vec<String> {
    let emission: Duration = outcome.crates.iter().map(|stub| stub.elapsed).sum();
    let mut shared = outcome.elapsed.saturating_sub(emission);
    let line = |stub: &GeneratedCrate| {
        let elapsed = stub.elapsed + std::mem::take(&mut shared);
        let (operations, types) = (counted(stub.operations, "operation"), counted(stub.types, "type"));
        format!("{}: {operations}, {types}, {} ms", stub.package, elapsed.as_millis())
    };
    outcome.crates.iter().map(line).collect()
}

fn check(plans: &[Plan], rerun: &str, reporter: &Reporter) -> Exit {
    let differences = || plans.iter().flat_map(Plan::differences);
    if differences().next().is_none() {
        let files = counted(plans.iter().map(Plan::wanted).sum(), "file");
        reporter.done(&format!("{files} checked, up to date"));
        return Exit::Done;
    }
    reporter.differences(differences(), rerun);
    Exit::Findings
}

/// So many of something.
pub(crate) fn counted(count: usize, what: &str) -> String {
    let ending = if count == 1 { "" } else { "s" };
    format!("{count} {what}{ending}")
}
