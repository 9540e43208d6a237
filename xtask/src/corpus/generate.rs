//! In: documents. Out: what the generation of each one's crates came to.
//! Guarantees: every document has a process of its own, so that a panic, a hang or a lack of memory is its own too.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc;
use std::thread;

use super::documents::Document;
use super::record::{Generation, Output};
use super::watch::{self, Ended, Limits};
use crate::exit::Failure;

/// How processes for single documents are started.
#[derive(Debug, Clone)]
pub(super) struct Starter {
    program: PathBuf,
    limits: Limits,
    jobs: usize,
    /// Whether server crates have mocks.
    pub(super) mock: bool,
}

/// Where the crates of a document go.
#[derive(Debug, Clone, Copy)]
pub(super) struct Destination<'d> {
    pub(super) folder: &'d Path,
    /// The path from a crate to the runtime crate.
    pub(super) runtime: &'d str,
}

impl Starter {
    /// Starts this program.
    ///
    /// # Errors
    ///
    /// The system does not say where it lies.
    pub(super) fn new(limits: Limits, jobs: usize, mock: bool) -> Result<Self, Failure> {
        let program =
            env::current_exe().map_err(|error| Failure::failed(format!("cannot find this program: {error}")))?;
        Ok(Self {
            program,
            limits,
            jobs,
            mock,
        })
    }

    /// Generates the crates of all documents and throws them away; in the order of the documents. `progress` gets the
    /// place of each document as it is done.
    pub(super) fn all(&self, documents: &[Document], mut progress: impl FnMut(usize, &Generation)) -> Vec<Generation> {
        let next = AtomicUsize::new(0);
        let (sender, receiver) = mpsc::channel();
        let mut results: Vec<Option<Generation>> = documents.iter().map(|_| None).collect();
        thread::scope(|scope| {
            for _ in 0..self.jobs {
                let (sender, next) = (sender.clone(), &next);
                scope.spawn(move || {
                    loop {
                        let index = next.fetch_add(1, Ordering::Relaxed);
                        let Some(document) = documents.get(index) else { break };
                        // One thread each: there are documents enough for all processors.
                        if sender.send((index, self.one(document, 1, None))).is_err() {
                            break;
                        }
                    }
                });
            }
            drop(sender);
            for (index, generation) in receiver {
                progress(index, &generation);
                if let Some(slot) = results.get_mut(index) {
                    *slot = Some(generation);
                }
            }
        });
        let lost = || Generation::Crashed("its process was not started".to_owned());
        results.into_iter().map(|result| result.unwrap_or_else(lost)).collect()
    }

    /// Generates the crates of one document.
    pub(super) fn one(&self, document: &Document, threads: usize, out: Option<Destination<'_>>) -> Generation {
        let mut command = Command::new(&self.program);
        command.arg("corpus-document").arg(&document.path);
        command.args(["--name", &document.api_name(), "--threads", &threads.to_string()]);
        if self.mock {
            command.arg("--mock");
        }
        if let Some(out) = out {
            command.arg("--out").arg(out.folder).args(["--runtime", out.runtime]);
        }
        match watch::run(&mut command, self.limits) {
            Ok(ended) => outcome(&ended),
            Err(error) => Generation::Crashed(format!("its process cannot be run: {error}")),
        }
    }

    /// Documents whose crates are not the same bytes on one thread, which `outputs` are of, and on several.
    pub(super) fn unsteady<'d>(&self, outputs: &[(&'d Document, &Output)]) -> Vec<&'d str> {
        // More threads than a single processor would have, so that there is an order to go wrong.
        let threads = self.jobs.max(4);
        let is_same = |document: &Document, output: &Output| match self.one(document, threads, None) {
            Generation::Ended(report) => report.output.as_ref() == Some(output),
            Generation::Crashed(_) => false,
        };
        let unsteady = outputs.iter().filter(|(document, output)| !is_same(document, output));
        unsteady.map(|(document, _)| document.id.as_str()).collect()
    }
}

fn outcome(ended: &Ended) -> Generation {
    if let Some(excess) = ended.excess {
        let (seconds, megabytes) = (ended.usage.seconds, ended.usage.peak_kib / 1024);
        let excess = excess.as_str();
        return Generation::Crashed(format!("{excess}, {seconds:.1} s of processor time, {megabytes} MB"));
    }
    if ended.status.success() {
        return match serde_json::from_str(&ended.stdout) {
            Ok(report) => Generation::Ended(report),
            Err(error) => Generation::Crashed(format!("its report cannot be read: {error}")),
        };
    }
    let said: Vec<&str> = ended
        .stderr
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    let panic = said.iter().position(|line| line.contains("panicked at"));
    let said = match panic {
        Some(at) => said.iter().skip(at).take(2).copied().collect::<Vec<_>>().join(" "),
        None => said.first().copied().unwrap_or_default().to_owned(),
    };
    Generation::Crashed(format!("{}: {said}", ended.status))
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::process::ExitStatusExt;
    use std::process::ExitStatus;

    use super::*;

    fn crash(status: i32, stderr: &str) -> Option<String> {
        let ended = Ended {
            status: ExitStatus::from_raw(status),
            excess: None,
            usage: watch::Usage::default(),
            stdout: String::new(),
            stderr: stderr.to_owned(),
        };
        match outcome(&ended) {
            Generation::Crashed(reason) => Some(reason),
            Generation::Ended(_) => None,
        }
    }

    #[test]
    fn crashes_say_what_happened() {
        let panic = "\nthread 'main' (7) panicked at a.rs:1:2:\nindex out of bounds\nnote: run with\nerror: a fault\n";
        assert_eq!(
            crash(3 << 8, panic).as_deref(),
            Some("exit status: 3: thread 'main' (7) panicked at a.rs:1:2: index out of bounds")
        );
        assert!(crash(6, "stack overflow\n").is_some_and(|reason| reason.contains("SIGABRT")));
        assert!(crash(0, "").is_some_and(|reason| reason.contains("cannot be read")));
    }
}
