//! In: the folder of an API's crates. Out: the path by which each of them finds the runtime crate.
//! Guarantees: the path is relative, with slashes.

use super::folder::Folder;
use crate::exit::Failure;
use crate::{path, repository};

/// The way from a crate in the folder to the runtime crate of this repository.
///
/// # Errors
///
/// This process does not run in the repository, or no relative path leads there.
pub(super) fn by_path(folder: &Folder) -> Result<String, Failure> {
    let runtime = repository::runtime().ok_or_else(|| {
        Failure::usage(
            "the runtime crate is not here: run this in the repository of Stubsmith, or choose `--runtime vendored` or \
             `--runtime registry`",
        )
    })?;
    // All crates lie one folder deep; which one does not matter.
    let way = path::relative(&folder.path.join("types"), &runtime).ok_or_else(|| {
        let folder = folder.shown.display();
        Failure::usage(format!(
            "no relative path leads from {folder} to the runtime crate; choose `--runtime vendored`"
        ))
    })?;
    Ok(path::slashed(&way))
}
