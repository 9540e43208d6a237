//! In: the documents of a batch. Out: a folder with a workspace of their crates.
//! Guarantees: what Cargo makes of a batch is removed with it; crates that do not compile stay, each document's by itself.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use stubsmith::CrateKind;

use crate::corpus::documents::Document;
use crate::corpus::record::Problem;

/// The folder of the crates and of what Cargo makes of them.
#[derive(Debug)]
pub(super) struct Workspace {
    /// Has a folder a document.
    pub(super) folder: PathBuf,
    /// Cargo's target folder.
    pub(super) target: PathBuf,
}

impl Workspace {
    /// The folder of a document's crates, without what an earlier run left there.
    ///
    /// # Errors
    ///
    /// The earlier run's files cannot be removed.
    pub(super) fn emptied(&self, document: &Document) -> io::Result<PathBuf> {
        let folder = self.folder.join(document.api_name());
        match fs::remove_dir_all(&folder) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            _ => Ok(folder),
        }
    }

    /// Makes the crates of these documents one workspace, which begins with the versions of `lock`.
    ///
    /// # Errors
    ///
    /// A file cannot be written.
    pub(super) fn write(&self, documents: &[&Document], lock: &Path) -> io::Result<()> {
        let mut members = String::new();
        for document in documents {
            for kind in CrateKind::ALL {
                members.push_str(&format!("    \"{}/{}\",\n", document.api_name(), kind.name()));
            }
        }
        fs::create_dir_all(&self.folder)?;
        fs::write(
            self.folder.join("Cargo.toml"),
            format!("[workspace]\nresolver = \"3\"\nmembers = [\n{members}]\n"),
        )?;
        if lock.is_file() {
            fs::copy(lock, self.folder.join("Cargo.lock"))?;
        }
        Ok(())
    }

    /// Removes the crates of a document, or, if there are problems, leaves them as a workspace of their own beside a
    /// file that shows what the compiler said.
    ///
    /// # Errors
    ///
    /// A file cannot be written or removed.
    pub(super) fn settle(&self, document: &Document, problems: &[Problem]) -> io::Result<()> {
        let folder = self.folder.join(document.api_name());
        if problems.is_empty() {
            return fs::remove_dir_all(folder);
        }
        let said: Vec<&str> = problems
            .iter()
            .map(|problem| {
                if problem.rendered.is_empty() {
                    &problem.message
                } else {
                    &problem.rendered
                }
            })
            .map(String::as_str)
            .collect();
        fs::write(
            folder.join("problems.txt"),
            format!("{}\n\n{}", document.id, said.join("\n")),
        )?;
        let members: Vec<String> = CrateKind::ALL
            .iter()
            .map(|kind| format!("\"{}\"", kind.name()))
            .collect();
        let members = members.join(", ");
        fs::write(
            folder.join("Cargo.toml"),
            format!("[workspace]\nresolver = \"3\"\nmembers = [{members}]\n"),
        )
    }

    /// Removes what Cargo made of a document's crates: over the whole corpus it would fill a disk.
    pub(super) fn sweep(&self, documents: &[&Document]) {
        let crates: Vec<String> = documents
            .iter()
            .flat_map(|document| CrateKind::ALL.map(|kind| format!("{}-{}", document.api_name(), kind.name())))
            .collect();
        for folder in ["deps", ".fingerprint"] {
            let Ok(entries) = fs::read_dir(self.target.join("debug").join(folder)) else {
                continue;
            };
            for entry in entries.flatten() {
                let name = entry.file_name().to_string_lossy().replace('_', "-");
                let stem = name.strip_prefix("lib").unwrap_or(&name);
                // A hash stands behind the last dash.
                let owner = stem.rsplit_once('-').map_or(stem, |(owner, _)| owner);
                if crates.iter().any(|name| name == owner) {
                    let path = entry.path();
                    // Something that stays is used again, or harmless.
                    let _ = if path.is_dir() {
                        fs::remove_dir_all(path)
                    } else {
                        fs::remove_file(path)
                    };
                }
            }
        }
    }
}
