//! In: `cargo xtask corpus`. Out: what became of public documents: a table, a summary, and an exit code.
//! Guarantees: a failure that is not listed fails the run, and so does an entry of the list that is one no more, or a
//! document whose crates depend on the number of threads.

pub(crate) mod compile;
mod documents;
mod generate;
mod known;
mod packages;
mod record;
#[cfg(test)]
mod samples;
pub(crate) mod single;
mod summary;
mod table;
mod watch;

use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use clap::Args;
use glob::Pattern;

use crate::exit::{Exit, Failure};
use crate::path;
use crate::report::Reporter;
use crate::repository;
use compile::Compiler;
use documents::{Collection, Document};
use generate::Starter;
use known::Known;
use record::Record;
use watch::Limits;

/// Where packages and results are kept, relative to the repository.
const CACHE: &str = "corpus";

/// The list of known failures, relative to the repository.
const KNOWN: &str = "xtask/corpus/known-failures.txt";

/// How many documents are generated a second time, on several threads.
const TWICE: usize = 12;

/// Generate, and with --compile also check, the crates of a few thousand public documents
#[derive(Debug, Args)]
pub(crate) struct CorpusArguments {
    /// Check the crates of each document that generates; what was found is kept until something changes
    #[arg(long)]
    compile: bool,
    /// Check them with clippy
    #[arg(long, requires = "compile")]
    clippy: bool,
    /// Give the server crates their mocks, and check these too
    #[arg(long)]
    mock: bool,
    /// The documents whose ids match; `*` matches slashes too
    #[arg(long, value_name = "GLOB")]
    only: Option<Pattern>,
    /// So many of the documents, drawn at random
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// What the draw depends on: the same number draws the same documents
    #[arg(long, value_name = "S", default_value_t = 0)]
    seed: u64,
    /// How many documents, and then crates, to work on at once [default: one a processor]
    #[arg(long, value_name = "N")]
    jobs: Option<NonZeroUsize>,
    /// The documents of this folder, instead of the packages
    #[arg(long, value_name = "DIR")]
    from: Option<PathBuf>,
    /// Where to keep packages and results [default: the repository's folder `corpus`]
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    /// The list of known failures [default: xtask/corpus/known-failures.txt]
    #[arg(long, value_name = "FILE")]
    known: Option<PathBuf>,
    /// How much processor time the generation of one document may take
    #[arg(long, value_name = "SECONDS", default_value_t = 60)]
    seconds: u64,
    /// How much memory the generation of one document may take
    #[arg(long, value_name = "MEGABYTES", default_value_t = 4096)]
    megabytes: u64,
}

/// Runs the documents through the generator and, if asked for, the compiler.
///
/// # Errors
///
/// The documents are not there, the list of known failures cannot be read, or results cannot be written.
pub(crate) fn run(arguments: &CorpusArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    let repository = repository::runtime().and_then(|runtime| runtime.parent().map(Path::to_owned));
    let repository = repository.ok_or_else(|| Failure::usage("this is not the repository of Stubsmith"))?;
    let cache = arguments.cache.clone().unwrap_or_else(|| repository.join(CACHE));
    let failed = |error: std::io::Error| Failure::failed(format!("{}: {error}", cache.display()));
    fs::create_dir_all(&cache).map_err(failed)?;
    let cache = path::resolve(&cache).map_err(failed)?;
    let known = known_failures(arguments, &repository)?;
    let documents = documents(arguments, &cache, reporter)?;
    let jobs = arguments
        .jobs
        .or_else(|| thread::available_parallelism().ok())
        .map_or(1, NonZeroUsize::get);
    let limits = Limits {
        time: Duration::from_secs(arguments.seconds),
        memory_kib: arguments.megabytes * 1024,
    };
    let starter = Starter::new(limits, jobs, arguments.mock)?;

    let mut records = generate(&starter, documents, reporter);
    let unsteady = twice(&starter, &records, arguments.seed, reporter);
    if arguments.compile {
        let command = if arguments.clippy { "clippy" } else { "check" };
        Compiler::new(&starter, reporter, &cache, &repository, command, jobs)?.all(&mut records)?;
    }

    let is_whole = arguments.only.is_none() && arguments.sample.is_none();
    let disagreement = known.compare(records.iter().map(Record::fate), is_whole);
    let unsteady: Vec<&str> = unsteady.iter().map(String::as_str).collect();
    let summary = summary::markdown(&records, &disagreement, &unsteady);
    for (name, text) in [("table.tsv", &table::tsv(&records)), ("summary.md", &summary)] {
        let file = cache.join(name);
        fs::write(&file, text).map_err(|error| Failure::failed(format!("cannot write {}: {error}", file.display())))?;
    }
    reporter.done(summary.trim_end());
    reporter.done(&format!(
        "table: {}",
        path::slashed(&path::shown(&cache.join("table.tsv")))
    ));
    let is_well = disagreement.unlisted.is_empty() && disagreement.outdated.is_empty() && unsteady.is_empty();
    Ok(if is_well { Exit::Done } else { Exit::Findings })
}

/// The documents of the packages that were fetched before.
///
/// # Errors
///
/// A folder cannot be read.
pub(crate) fn fetched(repository: &Path) -> io::Result<Vec<PathBuf>> {
    let collections = packages::fetched(&repository.join(CACHE));
    let mut paths = Vec::new();
    for collection in collections {
        paths.extend(collection.documents()?.into_iter().map(|document| document.path));
    }
    Ok(paths)
}

/// The documents below a folder.
///
/// # Errors
///
/// A folder cannot be read.
pub(crate) fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let (prefix, folder) = (String::new(), folder.to_owned());
    let left_out = &[];
    let documents = Collection {
        prefix,
        folder,
        left_out,
    }
    .documents()?;
    Ok(documents.into_iter().map(|document| document.path).collect())
}

fn known_failures(arguments: &CorpusArguments, repository: &Path) -> Result<Known, Failure> {
    let file = arguments.known.clone().unwrap_or_else(|| repository.join(KNOWN));
    let shown = path::slashed(&path::shown(&file));
    let text = fs::read_to_string(&file).map_err(|error| Failure::usage(format!("cannot read {shown}: {error}")))?;
    Known::read(&text).map_err(|error| Failure::usage(format!("{shown}: {error}")))
}

/// The file of the document with that id, which is fetched where it is missing.
///
/// # Errors
///
/// Its package cannot be fetched, or there is no such document.
pub(crate) fn document(repository: &Path, id: &str, reporter: &Reporter) -> Result<PathBuf, Failure> {
    let only = Pattern::new(&Pattern::escape(id)).map_err(|error| Failure::usage(error.to_string()))?;
    let mut found = Vec::new();
    for collection in packages::collections(&repository.join(CACHE), Some(&only), reporter)? {
        let documents = collection.documents();
        found.extend(documents.map_err(|error| Failure::usage(format!("{}: {error}", collection.folder.display())))?);
    }
    let mut found = found.into_iter().filter(|document| document.id == id);
    let document = found.next();
    document
        .map(|document| document.path)
        .ok_or_else(|| Failure::usage(format!("the corpus has no document `{id}`")))
}

fn documents(arguments: &CorpusArguments, cache: &Path, reporter: &Reporter) -> Result<Vec<Document>, Failure> {
    let collections = match &arguments.from {
        Some(folder) => vec![Collection {
            prefix: String::new(),
            folder: folder.clone(),
            left_out: &[],
        }],
        None => packages::collections(cache, arguments.only.as_ref(), reporter)?,
    };
    let mut documents = Vec::new();
    for collection in collections {
        let found = collection.documents().map_err(|error| {
            let folder = collection.folder.display();
            Failure::usage(format!("cannot read {folder}: {error}"))
        })?;
        documents.extend(found);
    }
    documents.sort();
    let documents = documents::select(documents, arguments.only.as_ref(), arguments.sample, arguments.seed);
    if documents.is_empty() {
        return Err(Failure::usage("there is no such document"));
    }
    Ok(documents)
}

fn generate(starter: &Starter, documents: Vec<Document>, reporter: &Reporter) -> Vec<Record> {
    let mut done = 0;
    let generations = starter.all(&documents, |index, _| {
        done += 1;
        let id = documents
            .get(index)
            .map(|document| document.id.as_str())
            .unwrap_or_default();
        reporter.status(&format!("{done} of {} documents generated, {id}", documents.len()));
    });
    documents
        .into_iter()
        .zip(generations)
        .map(|(document, generation)| Record {
            document,
            generation,
            compilation: None,
        })
        .collect()
}

/// Generates some of the documents once more: those whose crates were not the same.
fn twice(starter: &Starter, records: &[Record], seed: u64, reporter: &Reporter) -> Vec<String> {
    reporter.status("generating documents for the second time");
    let mut drawn: Vec<Document> = records
        .iter()
        .filter(|record| record.output().is_some())
        .map(|record| record.document.clone())
        .collect();
    documents::draw(&mut drawn, TWICE, seed);
    let outputs: Vec<_> = records
        .iter()
        .filter(|record| drawn.contains(&record.document))
        .filter_map(|record| Some((&record.document, record.output()?)))
        .collect();
    starter.unsteady(&outputs).into_iter().map(str::to_owned).collect()
}
