//! In: a folder and the files it shall have. Out: a [`Plan`] of what is to change there.
//! Guarantees: only files that Stubsmith wrote are to change; a folder with those of others in their place is refused.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use stubsmith::{CrateKind, Difference, Files, MARK};

use super::vendor;
use crate::exit::Failure;
use crate::path;

/// What Cargo puts beside the files of a package.
const CARGOS_OWN: [&str; 2] = ["target", "Cargo.lock"];

/// Where the crates of one API go.
#[derive(Clone, Debug)]
pub(super) struct Folder {
    /// The resolved path.
    pub(super) path: PathBuf,
    /// The path as people are to read it.
    pub(super) shown: PathBuf,
}

/// What is to change in a folder.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) folder: Folder,
    pub(super) files: Files,
    pub(super) changes: Vec<Difference>,
}

impl Plan {
    /// Compares the files that the folder shall have with those that stand in it.
    ///
    /// # Errors
    ///
    /// The folder is not one that Stubsmith may write to, or it cannot be read.
    pub(super) fn new(folder: Folder, files: Files) -> Result<Self, Failure> {
        let standing = Standing::read(&folder, &files)?;
        let changes = files.differences(&standing.files);
        Ok(Self { folder, files, changes })
    }

    /// What differs, with the paths as people are to read them.
    pub(super) fn differences(&self) -> impl Iterator<Item = (&Difference, String)> {
        self.changes
            .iter()
            .map(|change| (change, path::slashed(&self.folder.shown.join(change.path()))))
    }

    /// How many files there shall be.
    pub(super) fn wanted(&self) -> usize {
        self.files.len()
    }
}

/// The files of an earlier run.
struct Standing {
    files: BTreeMap<String, Vec<u8>>,
}

impl Standing {
    fn read(folder: &Folder, wanted: &Files) -> Result<Self, Failure> {
        let unreadable = |error: io::Error| Failure::failed(format!("cannot read {}: {error}", folder.shown.display()));
        let mut files = BTreeMap::new();
        let mut is_ours = false;
        for name in crate_folders() {
            match Owner::of(&folder.path.join(name)).map_err(unreadable)? {
                Owner::Nobody => {}
                Owner::Stubsmith => {
                    is_ours = true;
                    collect(&folder.path.join(name), name, true, &mut files).map_err(unreadable)?;
                }
                Owner::Other if has_folder(wanted, name) => return Err(foreign(&folder.shown.join(name))),
                Owner::Other => {}
            }
        }
        let manifest = folder.path.join("Cargo.toml");
        let is_wanted = wanted.get("Cargo.toml").is_some();
        if bears_mark(&manifest) {
            is_ours = true;
            files.insert("Cargo.toml".to_owned(), fs::read(&manifest).map_err(unreadable)?);
        } else if is_wanted && manifest.exists() {
            return Err(foreign(&folder.shown.join("Cargo.toml")));
        }
        // A folder that is to become a workspace is all ours; one in a workspace has a keeper who chose it.
        if is_wanted && !is_ours && !is_free(&folder.path).map_err(unreadable)? {
            return Err(foreign(&folder.shown));
        }
        Ok(Self { files })
    }
}

/// Whose a folder is.
#[derive(Debug, PartialEq, Eq)]
enum Owner {
    /// It does not exist or holds nothing but what Cargo makes.
    Nobody,
    Stubsmith,
    Other,
}

impl Owner {
    fn of(folder: &Path) -> io::Result<Self> {
        // Any of these may be what a check shall find missing or changed.
        if ["Cargo.toml", "README.md", "src/lib.rs"]
            .iter()
            .any(|file| bears_mark(&folder.join(file)))
        {
            return Ok(Self::Stubsmith);
        }
        match fs::read_dir(folder) {
            Ok(mut entries) => {
                let is_others = |entry: io::Result<fs::DirEntry>| {
                    entry.map_or(true, |entry| !CARGOS_OWN.iter().any(|own| entry.file_name() == *own))
                };
                Ok(if entries.any(is_others) {
                    Self::Other
                } else {
                    Self::Nobody
                })
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::Nobody),
            Err(error) if error.kind() == io::ErrorKind::NotADirectory => Ok(Self::Other),
            Err(error) => Err(error),
        }
    }
}

/// The folders that Stubsmith writes in the folder of an API.
fn crate_folders() -> impl Iterator<Item = &'static str> {
    CrateKind::ALL.into_iter().map(CrateKind::name).chain([vendor::FOLDER])
}

fn has_folder(wanted: &Files, name: &str) -> bool {
    wanted.iter().any(|(path, _)| path.split('/').next() == Some(name))
}

fn bears_mark(file: &Path) -> bool {
    let head = |text: &str| text.lines().take(3).any(|line| line.contains(MARK));
    fs::read(file).is_ok_and(|bytes| head(&String::from_utf8_lossy(&bytes)))
}

/// Whether a folder does not exist, or holds nothing but what Cargo makes and hidden entries, which nobody touches.
fn is_free(folder: &Path) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(true),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => return Ok(false),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let name = entry?.file_name();
        let is_hidden = name.as_encoded_bytes().starts_with(b".");
        if !is_hidden && !CARGOS_OWN.iter().any(|own| name == *own) {
            return Ok(false);
        }
    }
    Ok(true)
}

/// All files below a folder, by path with slashes; what Cargo makes is left out at the top.
fn collect(folder: &Path, prefix: &str, is_top: bool, files: &mut BTreeMap<String, Vec<u8>>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|name| {
            io::Error::new(
                io::ErrorKind::InvalidData,
                format!("{prefix}/{} is no UTF-8", name.display()),
            )
        })?;
        if is_top && CARGOS_OWN.contains(&name.as_str()) {
            continue;
        }
        let path = format!("{prefix}/{name}");
        let kind = entry.file_type()?;
        if kind.is_dir() {
            collect(&entry.path(), &path, false, files)?;
        } else if kind.is_file() {
            files.insert(path, fs::read(entry.path())?);
        } else {
            // A link or the like is never what was written; what it leads to is not ours to read.
            files.insert(path, Vec::new());
        }
    }
    Ok(())
}

fn foreign(path: &Path) -> Failure {
    let path = path.display();
    Failure::usage(format!(
        "{path} was not written by Stubsmith, and is left as it is; choose another folder or move it away"
    ))
}
