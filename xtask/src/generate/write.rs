//! In: plans of what is to change in folders. Out: the changed folders.
//! Guarantees: all changes are made or none; equal files are not touched; folders come into being with their files.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};
use std::process;
use std::thread;

use stubsmith::Difference;

use super::folder::Plan;
use crate::exit::Failure;

/// How many files a thread is worth.
const SMALLEST_SHARE: usize = 100;

/// Makes the changes of all plans.
///
/// # Errors
///
/// A change failed; all others were taken back.
pub(super) fn apply(plans: &[Plan]) -> Result<(), Failure> {
    let mut transaction = Transaction::default();
    let plans: Vec<&Plan> = plans.iter().filter(|plan| !plan.changes.is_empty()).collect();
    match transaction.run(&plans) {
        Ok(()) => {
            transaction.end();
            plans.iter().for_each(|plan| remove_emptied(plan));
            Ok(())
        }
        Err(fault) => Err(transaction.roll_back(&fault)),
    }
}

/// What failed, and where.
struct Fault {
    path: PathBuf,
    error: io::Error,
}

/// What was done so far.
#[derive(Default)]
struct Transaction {
    /// A hidden folder for each plan, on the file system of the plan's folder: `new/` has the texts to come, `old/` the
    /// files that were taken away.
    stagings: Vec<PathBuf>,
    done: Vec<Step>,
}

enum Step {
    Created(PathBuf),
    Moved { from: PathBuf, to: PathBuf },
}

impl Transaction {
    fn run(&mut self, plans: &[&Plan]) -> Result<(), Fault> {
        for plan in plans {
            self.stage(plan)?;
        }
        for (plan, staging) in plans.iter().zip(self.stagings.clone()) {
            self.change(plan, &staging)?;
        }
        Ok(())
    }

    /// Writes the texts to come where nobody reads them.
    fn stage(&mut self, plan: &Plan) -> Result<(), Fault> {
        let folder = &plan.folder.path;
        let staging = create_staging(folder.ancestors().find(|folder| folder.is_dir()).unwrap_or(folder))?;
        self.stagings.push(staging.clone());
        let mut texts: Vec<(PathBuf, &str)> = Vec::new();
        for change in &plan.changes {
            let (Difference::Missing(path) | Difference::Changed(path)) = change else {
                continue;
            };
            texts.push((staging.join("new").join(path), plan.files.get(path).unwrap_or_default()));
        }
        write_all(&texts)
    }

    /// Takes away what is orphaned or changed, then puts the new files in place.
    fn change(&mut self, plan: &Plan, staging: &Path) -> Result<(), Fault> {
        let folder = &plan.folder.path;
        for change in &plan.changes {
            let (Difference::Changed(path) | Difference::Orphaned(path)) = change else {
                continue;
            };
            let old = staging.join("old").join(path);
            at(&old, parents(&old))?;
            self.rename(&folder.join(path), &old)?;
        }
        if let Some(parent) = folder.parent() {
            self.create_folders(parent)?;
        }
        let mut placed: BTreeSet<PathBuf> = BTreeSet::new();
        for change in &plan.changes {
            let (Difference::Missing(path) | Difference::Changed(path)) = change else {
                continue;
            };
            if placed.iter().any(|placed| Path::new(path).starts_with(placed)) {
                continue;
            }
            // A folder that does not exist yet is moved with all its files at once.
            let path = topmost_missing(folder, Path::new(path));
            let from = staging.join("new").join(&path);
            // Joining an empty path would add a slash.
            let to = if path.as_os_str().is_empty() {
                folder.clone()
            } else {
                folder.join(&path)
            };
            self.rename(&from, &to)?;
            placed.insert(path);
        }
        Ok(())
    }

    fn rename(&mut self, from: &Path, to: &Path) -> Result<(), Fault> {
        at(to, fs::rename(from, to))?;
        self.done.push(Step::Moved {
            from: from.to_owned(),
            to: to.to_owned(),
        });
        Ok(())
    }

    fn create_folders(&mut self, folder: &Path) -> Result<(), Fault> {
        let missing: Vec<&Path> = folder.ancestors().take_while(|folder| !folder.is_dir()).collect();
        for folder in missing.into_iter().rev() {
            at(folder, fs::create_dir(folder))?;
            self.done.push(Step::Created(folder.to_owned()));
        }
        Ok(())
    }

    fn end(self) {
        for staging in self.stagings {
            // What is left there is of no use to anyone, and no reason to call the run a failure.
            let _ = fs::remove_dir_all(staging);
        }
    }

    fn roll_back(mut self, fault: &Fault) -> Failure {
        let mut message = format!("cannot write {}: {}", fault.path.display(), fault.error);
        let mut is_whole = true;
        for step in self.done.drain(..).rev() {
            let undone = match step {
                Step::Created(folder) => fs::remove_dir(folder),
                Step::Moved { from, to } => fs::rename(to, from),
            };
            is_whole &= undone.is_ok();
        }
        if is_whole {
            self.end();
            message.push_str("; all files are as they were");
        } else {
            let stagings: Vec<String> = self.stagings.iter().map(|path| path.display().to_string()).collect();
            message.push_str(&format!(
                "; not all could be put back, files that stood before are in {}",
                stagings.join(", ")
            ));
        }
        Failure::failed(message)
    }
}

/// Writes files, on all processors: a large document becomes thousands of them.
fn write_all(texts: &[(PathBuf, &str)]) -> Result<(), Fault> {
    let write = |texts: &[(PathBuf, &str)]| {
        texts.iter().try_for_each(|(file, text)| {
            let written = parents(file).and_then(|()| fs::write(file, text));
            at(file, written)
        })
    };
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get);
    let share = texts.len().div_ceil(threads).max(SMALLEST_SHARE);
    thread::scope(|scope| {
        let shares: Vec<_> = texts
            .chunks(share)
            .map(|texts| (texts, thread::Builder::new().spawn_scoped(scope, move || write(texts))))
            .collect();
        shares
            .into_iter()
            .try_for_each(|(texts, writer)| match writer.map(|it| it.join()) {
                Ok(Ok(written)) => written,
                // A thread that cannot be had is none the worse for the result.
                Ok(Err(_)) | Err(_) => write(texts),
            })
    })
}

/// Creates a hidden folder under a name that no other run has, even one that was killed.
fn create_staging(folder: &Path) -> Result<PathBuf, Fault> {
    let mut number = 0;
    loop {
        let staging = folder.join(format!(".stubsmith-{}-{number}", process::id()));
        match fs::create_dir(&staging) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => number += 1,
            result => return at(&staging, result).map(|()| staging),
        }
    }
}

/// The first folder on the way to a file that does not exist, or the file itself; relative, empty for the folder itself.
fn topmost_missing(folder: &Path, path: &Path) -> PathBuf {
    let stands = |path: &Path| path.symlink_metadata().is_ok();
    let mut way = PathBuf::new();
    if !stands(folder) {
        return way;
    }
    for component in path.components() {
        way.push(component);
        if !stands(&folder.join(&way)) {
            break;
        }
    }
    way
}

/// Removes the folders that orphaned files leave empty, up to that of the API.
fn remove_emptied(plan: &Plan) {
    for change in &plan.changes {
        let Difference::Orphaned(path) = change else { continue };
        for way in Path::new(path).ancestors().skip(1) {
            // Fails where something is left.
            if fs::remove_dir(plan.folder.path.join(way)).is_err() {
                break;
            }
        }
    }
}

fn parents(file: &Path) -> io::Result<()> {
    file.parent().map_or(Ok(()), fs::create_dir_all)
}

fn at<T>(path: &Path, result: io::Result<T>) -> Result<T, Fault> {
    result.map_err(|error| Fault {
        path: path.to_owned(),
        error,
    })
}
