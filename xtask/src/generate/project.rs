//! In: `spec/codegen.toml` of the project around the current folder. Out: an [`Order`] for all of its APIs.
//! Guarantees: no two APIs have one name or write to one folder; files are named from the project's root.

use std::fs;
use std::path::{Path, PathBuf};

use stubsmith::{Config, Files, Generator};

use super::folder::Folder;
use super::reading::Reading;
use super::{Job, Order, options, runtime};
use crate::cli::{self, GenArguments};
use crate::exit::Failure;
use crate::path;
use crate::report::Reporter;
use crate::repository;

/// Where crates go unless the configuration says otherwise, relative to it.
const GENERATED: &str = "../generated";

/// The order for all APIs.
///
/// # Errors
///
/// There is no configuration, or it says what cannot be.
pub(super) fn order(arguments: &GenArguments, reporter: &Reporter) -> Result<Order, Failure> {
    let root = repository::project().ok_or_else(|| {
        Failure::usage(format!(
            "neither this folder nor one above it has a {}",
            repository::CONFIG
        ))
    })?;
    let file = path::shown(&root.join(repository::CONFIG));
    let config = options::read(&file, Config::from_toml, reporter)?;
    if config.api.is_empty() {
        return Err(Failure::usage(format!("{} lists no API", path::slashed(&file))));
    }
    let base = root
        .join(repository::CONFIG)
        .parent()
        .map_or(root.clone(), Path::to_owned);
    let mut jobs: Vec<Job> = Vec::new();
    let mut names = Vec::new();
    for api in &config.api {
        let out = api
            .out
            .clone()
            .unwrap_or_else(|| Path::new(GENERATED).join(api.name.as_str()));
        let folder = folder(&root, &base.join(out))?;
        if names.contains(&&api.name) {
            return Err(Failure::usage(format!(
                "{}: two APIs are named `{}`",
                path::slashed(&file),
                api.name
            )));
        }
        names.push(&api.name);
        if let Some(other) = jobs.iter().find(|job| overlap(&job.folder, &folder)) {
            let (file, other) = (path::slashed(&file), path::slashed(&other.folder.shown));
            let out = path::slashed(&folder.shown);
            return Err(Failure::usage(format!(
                "{file}: `{out}` of `{}` and `{other}` overlap",
                api.name
            )));
        }
        let document = resolve(&base.join(&api.document))?;
        let runtime = runtime::by_path(&folder)?;
        let options = api.options();
        let reading = Reading::new(&options, &base, arguments);
        let generator = Generator::new(api.name.clone())
            .options(options)
            .strict(arguments.strict)
            .runtime_path(&runtime);
        jobs.push(Job {
            document: path::shown(&document),
            reading,
            generator,
            folder,
            beside: Files::default(),
        });
    }
    let abandoned = abandoned(&root, &base.join(GENERATED), &jobs)?;
    Ok(Order {
        jobs,
        abandoned,
        rerun: format!("`{} gen`", cli::invocation()),
    })
}

fn folder(root: &Path, path: &Path) -> Result<Folder, Failure> {
    let path = resolve(path)?;
    let shown = path::relative(root, &path).unwrap_or_else(|| path.clone());
    Ok(Folder { path, shown })
}

fn overlap(one: &Folder, other: &Folder) -> bool {
    one.path.starts_with(&other.path) || other.path.starts_with(&one.path)
}

/// Folders of APIs that the configuration does not list any more.
fn abandoned(root: &Path, generated: &Path, jobs: &[Job]) -> Result<Vec<Folder>, Failure> {
    let Ok(entries) = fs::read_dir(generated) else {
        return Ok(Vec::new());
    };
    let mut folders: Vec<PathBuf> = entries
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    let folders = folders
        .iter()
        .map(|path| folder(root, path))
        .collect::<Result<Vec<_>, _>>()?;
    let is_abandoned = |folder: &Folder| !jobs.iter().any(|job| overlap(&job.folder, folder));
    Ok(folders.into_iter().filter(is_abandoned).collect())
}

fn resolve(path: &Path) -> Result<PathBuf, Failure> {
    path::resolve(path).map_err(|error| Failure::usage(format!("{}: {error}", path.display())))
}
