//! In: one document, in a process of its own. Out: its [`Report`] as a line of JSON on stdout, and, if asked for, its
//! crates.
//! Guarantees: exit code 0 whatever the document says; anything else is a fault of ours.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Instant;

use clap::Args;
use sha2::{Digest, Sha256};
use stubsmith::diagnostic::{Diagnostic, Severity};
use stubsmith::source::Sources;
use stubsmith::{ApiName, GeneratedCrate, Generator, Options};

use super::documents;
use super::record::{Output, Report};
use super::watch;
use crate::exit::{Exit, Failure};
use crate::report::Reporter;

/// Generate the crates of one document of the corpus, in the process that `corpus` starts for it
#[derive(Debug, Args)]
pub(crate) struct SingleArguments {
    document: PathBuf,
    #[arg(long)]
    name: ApiName,
    #[arg(long)]
    threads: usize,
    /// Whether the server crate has a mock.
    #[arg(long)]
    mock: bool,
    /// Where to write the crates.
    #[arg(long, requires = "runtime")]
    out: Option<PathBuf>,
    /// The path from a crate to the runtime crate.
    #[arg(long)]
    runtime: Option<String>,
}

/// Generates the crates and reports how it went.
///
/// # Errors
///
/// The document cannot be read, or the crates cannot be written.
pub(crate) fn run(arguments: &SingleArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    let begin = Instant::now();
    let (sources, found) = Sources::read(&arguments.document).map_err(|error| Failure::usage(error.to_string()))?;
    let options = Options {
        mock: arguments.mock,
        ..Options::default()
    };
    let generator = Generator::new(arguments.name.clone())
        .options(options)
        .runtime_path(arguments.runtime.as_deref().unwrap_or("runtime"))
        .threads(arguments.threads);
    let generated = generator.generate(&sources, found);
    let elapsed = begin.elapsed();
    let peak_kib = watch::peak_kib(Path::new("/proc/self")).unwrap_or_default();
    if let Some(out) = &arguments.out {
        write(out, &generated.crates)?;
    }
    let diagnostics = sources.sorted(generated.diagnostics);
    let errors: Vec<&Diagnostic> = diagnostics.iter().filter(|it| it.severity == Severity::Error).collect();
    let mut codes: Vec<String> = Vec::new();
    for error in &errors {
        let code = error.code.as_str();
        if !codes.iter().any(|known| known == code) {
            codes.push(code.to_owned());
        }
    }
    let report = Report {
        version: version(&sources),
        milliseconds: u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX),
        peak_kib,
        warnings: diagnostics.len() - errors.len(),
        untyped: generated.untyped.len(),
        output: output(&generated.crates),
        codes,
        error: errors.first().map(|error| told(&sources, error)).unwrap_or_default(),
    };
    reporter.done(&serde_json::to_string(&report).map_err(|error| Failure::failed(error.to_string()))?);
    Ok(Exit::Done)
}

/// An error in a line, with its place.
fn told(sources: &Sources, error: &Diagnostic) -> String {
    let places = sources.places(std::slice::from_ref(&error.location));
    let place = places.first().map(|place| format!("{}:{}: ", place.line, place.column));
    let message: String = error.message.chars().take(300).collect();
    format!("{}{message}", place.unwrap_or_default())
}

/// What the document says that it is written in.
fn version(sources: &Sources) -> String {
    let entry = sources.entry();
    let text = ["openapi", "swagger"].map(|key| sources.node(&entry.child(key)).and_then(|node| node.as_str()));
    let version = text.into_iter().flatten().next().unwrap_or("?");
    version
        .chars()
        .filter(|character| !character.is_whitespace())
        .take(12)
        .collect()
}

fn output(crates: &[GeneratedCrate]) -> Option<Output> {
    let first = crates.first()?;
    let mut hasher = Sha256::new();
    let mut bytes = 0;
    for stub in crates {
        for (path, text) in stub.files.iter() {
            bytes += text.len();
            for part in [stub.kind.name(), path, text] {
                hasher.update(part.len().to_le_bytes());
                hasher.update(part);
            }
        }
    }
    Some(Output {
        operations: first.operations,
        types: first.types,
        bytes,
        hash: documents::digest(hasher),
    })
}

fn write(out: &Path, crates: &[GeneratedCrate]) -> Result<(), Failure> {
    for stub in crates {
        for (path, text) in stub.files.iter() {
            let file = out.join(stub.kind.name()).join(path);
            let written = file
                .parent()
                .map_or(Ok(()), fs::create_dir_all)
                .and_then(|()| fs::write(&file, text));
            written.map_err(|error| Failure::failed(format!("cannot write {}: {error}", file.display())))?;
        }
    }
    Ok(())
}
