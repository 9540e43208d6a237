//! In: the records of documents that generate. Out: what the compiler says of their crates, in the same records.
//! Guarantees: what was found once is kept, and holds until the crates, the runtime, the compiler or the check change.

pub(crate) mod measure;
mod messages;
mod workspace;

use std::env;
use std::fs;
use std::io::{self, BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread;

use sha2::{Digest, Sha256};
use stubsmith::CrateKind;

use super::documents::{self, Document};
use super::generate::{Destination, Starter};
use super::record::{Compilation, Problem, Record};
use crate::exit::Failure;
use crate::path;
use crate::report::Reporter;
use measure::Measure;
use messages::Messages;
use workspace::Workspace;

/// The most code that one workspace holds. Resolving and scheduling many packages takes time, and so does waiting for
/// the last crate of a batch.
const BATCH_BYTES: usize = 8 << 20;

/// The most documents that one workspace holds.
const BATCH_DOCUMENTS: usize = 40;

/// Has the compiler check crates.
pub(super) struct Compiler<'a> {
    starter: &'a Starter,
    reporter: &'a Reporter,
    workspace: Workspace,
    /// Where findings are kept, and what the compilers of single crates took.
    results: PathBuf,
    measures: PathBuf,
    lock: PathBuf,
    runtime: String,
    /// `check` or `clippy`.
    command: &'static str,
    jobs: usize,
    /// What findings depend on beside the crates.
    circumstances: String,
}

impl<'a> Compiler<'a> {
    /// A compiler that keeps its findings in the cache.
    ///
    /// # Errors
    ///
    /// A folder cannot be made, or the runtime crate or the compiler is not there.
    pub(super) fn new(
        starter: &'a Starter,
        reporter: &'a Reporter,
        cache: &Path,
        repository: &Path,
        command: &'static str,
        jobs: usize,
    ) -> Result<Self, Failure> {
        let folder = cache.join("generated");
        let runtime = repository.join("runtime");
        // All crates lie two folders deep; which they are does not matter.
        let way = path::relative(&folder.join("document/types"), &runtime)
            .ok_or_else(|| Failure::usage("no relative path leads from the cache to the runtime crate"))?;
        let results = cache.join("compiled");
        let measures = cache.join("measures");
        for folder in [&results, &measures] {
            fs::create_dir_all(folder).map_err(|error| Failure::failed(format!("{}: {error}", folder.display())))?;
        }
        let lock = repository.join("Cargo.lock");
        let circumstances = circumstances(&runtime, &lock, command)
            .map_err(|error| Failure::failed(format!("the runtime crate cannot be read: {error}")))?;
        Ok(Self {
            starter,
            reporter,
            workspace: Workspace {
                folder,
                target: cache.join("target"),
            },
            results,
            measures,
            lock,
            runtime: path::slashed(&way),
            command,
            jobs,
            circumstances,
        })
    }

    /// Checks the crates of all documents that have some.
    ///
    /// # Errors
    ///
    /// A file cannot be written, or Cargo cannot be run.
    pub(super) fn all(&self, records: &mut [Record]) -> Result<(), Failure> {
        let failed = |error: io::Error| Failure::failed(format!("the crates cannot be checked: {error}"));
        let mut open: Vec<&mut Record> = Vec::new();
        let mut all = 0;
        for record in records {
            if let Some(key) = self.key(record) {
                all += 1;
                record.compilation = fs::read_to_string(key)
                    .ok()
                    .and_then(|text| serde_json::from_str(&text).ok());
                if record.compilation.is_none() {
                    open.push(record);
                }
            }
        }
        let mut done = all - open.len();
        let sizes: Vec<usize> = open
            .iter()
            .filter_map(|record| record.output())
            .map(|output| output.bytes)
            .collect();
        let mut rest = open.as_mut_slice();
        for length in batches(&sizes) {
            let (batch, others) = rest.split_at_mut(length);
            rest = others;
            let documents: Vec<&Document> = batch.iter().map(|record| &record.document).collect();
            let found = self
                .batch(&documents, &format!("{done} of {all} documents checked"))
                .map_err(failed)?;
            for (record, compilation) in batch.iter_mut().zip(found) {
                if let Some(key) = self.key(record) {
                    fs::write(key, serde_json::to_string(&compilation).unwrap_or_default()).map_err(failed)?;
                }
                record.compilation = Some(compilation);
            }
            done += length;
        }
        Ok(())
    }

    /// The file that keeps what is found about a document's crates.
    fn key(&self, record: &Record) -> Option<PathBuf> {
        let output = record.output()?;
        let name = record.document.api_name();
        let key = documents::hex(&format!("{} {name} {}", self.circumstances, output.hash));
        Some(self.results.join(format!("{key}.json")))
    }

    /// Checks the crates of some documents at once.
    fn batch(&self, documents: &[&Document], progress: &str) -> io::Result<Vec<Compilation>> {
        for document in documents {
            let folder = self.workspace.emptied(document)?;
            let out = Destination {
                folder: &folder,
                runtime: &self.runtime,
            };
            self.starter.one(document, self.jobs, Some(out));
        }
        self.workspace.write(documents, &self.lock)?;
        let (messages, stderr) = self.cargo(progress)?;
        let found: Vec<Compilation> = match documents {
            _ if messages.is_complete => documents.iter().map(|it| self.compilation(it, &messages)).collect(),
            [_] => vec![unreadable(&stderr)],
            _ => {
                // A manifest that Cargo refuses takes its whole workspace with it.
                let (first, second) = documents.split_at(documents.len() / 2);
                let mut found = self.batch(first, progress)?;
                found.extend(self.batch(second, progress)?);
                return Ok(found);
            }
        };
        self.workspace.sweep(documents);
        for (document, compilation) in documents.iter().zip(&found) {
            self.workspace.settle(document, &compilation.problems)?;
        }
        Ok(found)
    }

    /// Runs Cargo over the workspace: what it tells about crates, and what it says besides.
    fn cargo(&self, progress: &str) -> io::Result<(Messages, String)> {
        let mut child = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
            .args([
                self.command,
                "--workspace",
                "--keep-going",
                "--quiet",
                "--message-format",
                "json",
            ])
            .args(["--jobs", &self.jobs.to_string()])
            .args(self.starter.mock.then_some("--features=mock"))
            .current_dir(&self.workspace.folder)
            .env("CARGO_TARGET_DIR", &self.workspace.target)
            .env("CARGO_INCREMENTAL", "0")
            .env("RUSTC_WRAPPER", env::current_exe()?)
            .env(measure::FOLDER, &self.measures)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (stdout, stderr) = (child.stdout.take(), child.stderr.take());
        let mut messages = Messages::default();
        let stderr = thread::scope(|scope| {
            let stderr = scope.spawn(|| {
                stderr
                    .and_then(|pipe| io::read_to_string(pipe).ok())
                    .unwrap_or_default()
            });
            for line in stdout.into_iter().flat_map(|pipe| BufReader::new(pipe).lines()) {
                if let Some(name) = messages.line(&line?) {
                    self.reporter.status(&format!("{progress}, {name}"));
                }
            }
            io::Result::Ok(stderr.join().unwrap_or_default())
        })?;
        child.wait()?;
        Ok((messages, stderr))
    }

    /// What was told about one document's crates.
    fn compilation(&self, document: &Document, messages: &Messages) -> Compilation {
        let mut found = Compilation::default();
        for kind in CrateKind::ALL {
            let name = format!("{}-{}", document.api_name(), kind.name()).replace('-', "_");
            let measure = Measure::read(&self.measures, &name).unwrap_or_default();
            // The next run must not take it for its own.
            let _ = fs::remove_file(self.measures.join(&name));
            found.seconds += measure.seconds;
            found.peak_kib = found.peak_kib.max(measure.peak_kib);
            let told = |problems: Option<&Vec<Problem>>| problems.cloned().unwrap_or_default();
            found.problems.extend(told(messages.errors.get(&name)));
            if let Some(excess) = measure.excess {
                found
                    .problems
                    .push(problem("limit", format!("{}: {excess}", kind.name())));
            }
            // A crate is not built either where one that it needs has errors.
            if found.problems.is_empty() && !messages.built.contains(&name) {
                found.problems.push(problem(
                    "crash",
                    format!("{}: not built, and nobody says why", kind.name()),
                ));
            }
            found.problems.extend(told(messages.warnings.get(&name)));
        }
        found
    }
}

fn problem(code: &str, message: String) -> Problem {
    Problem {
        code: code.to_owned(),
        message,
        rendered: String::new(),
    }
}

/// What there is to say where Cargo refuses the crates of a document.
fn unreadable(stderr: &str) -> Compilation {
    let first = stderr
        .lines()
        .find(|line| line.starts_with("error"))
        .unwrap_or("Cargo failed");
    let mut problem = problem("cargo", first.to_owned());
    stderr.clone_into(&mut problem.rendered);
    Compilation {
        problems: vec![problem],
        ..Compilation::default()
    }
}

/// How many documents go into each batch, in their order, by the bytes of their crates.
fn batches(sizes: &[usize]) -> Vec<usize> {
    let mut batches: Vec<usize> = Vec::new();
    let (mut length, mut bytes) = (0, 0);
    for size in sizes {
        if length > 0 && (length == BATCH_DOCUMENTS || bytes + size > BATCH_BYTES) {
            batches.push(length);
            (length, bytes) = (0, 0);
        }
        length += 1;
        bytes += size;
    }
    batches.extend((length > 0).then_some(length));
    batches
}

/// What findings depend on beside the crates: the runtime, the versions of crates, the compiler, and the check.
fn circumstances(runtime: &Path, lock: &Path, command: &str) -> io::Result<String> {
    let mut hasher = Sha256::new_with_prefix(command);
    hasher.update(Command::new("rustc").arg("-vV").output()?.stdout);
    let mut files = vec![lock.to_owned(), runtime.join("Cargo.toml")];
    collect(&runtime.join("src"), &mut files)?;
    files.sort();
    for file in files.iter().filter(|file| file.is_file()) {
        hasher.update(file.to_string_lossy().as_bytes());
        hasher.update(fs::read(file)?);
    }
    Ok(documents::digest(hasher))
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_are_bounded_by_size_and_number() {
        assert_eq!(batches(&[]), [0; 0]);
        assert_eq!(batches(&[1; 100]), [40, 40, 20]);
        assert_eq!(batches(&[BATCH_BYTES, 1, BATCH_BYTES * 2, 1, 1]), [1, 1, 1, 2]);
    }
}
