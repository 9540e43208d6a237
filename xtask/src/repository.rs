//! In: where this process was started. Out: the folders that commands work on: the project and the runtime crate.
//! Guarantees: nothing depends on where the binary was built; Cargo's word goes before the current folder, and that
//! before the place of the binary.

use std::path::{Path, PathBuf};
use std::{env, fs};

/// Where the APIs of a project are listed, relative to its root.
pub(crate) const CONFIG: &str = "spec/codegen.toml";

/// The nearest folder that has a `spec/codegen.toml`.
pub(crate) fn project() -> Option<PathBuf> {
    nearest(|folder| folder.join(CONFIG).is_file())
}

/// The folder of the runtime crate, beside the folders of the other packages of Stubsmith.
pub(crate) fn runtime() -> Option<PathBuf> {
    let is_runtime = |folder: &Path| {
        let manifest = fs::read_to_string(folder.join("runtime/Cargo.toml"));
        manifest.is_ok_and(|text| text.lines().any(|line| line == "name = \"stubsmith-runtime\""))
    };
    nearest(is_runtime).map(|folder| folder.join("runtime"))
}

fn nearest(fits: impl Fn(&Path) -> bool) -> Option<PathBuf> {
    let starts = [
        env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from),
        env::current_dir().ok(),
        env::current_exe().ok(),
    ];
    let starts = starts
        .into_iter()
        .flatten()
        .filter_map(|start| start.canonicalize().ok());
    starts
        .flat_map(|start| start.ancestors().map(Path::to_owned).collect::<Vec<_>>())
        .find(|folder| fits(folder))
}
