//! In: `--spec FILE --name NAME --out DIR` and what goes with it. Out: an [`Order`] for that document.
//! Guarantees: the crates build where they are written, in a workspace of their own or in one around them.

use std::path::Path;

use stubsmith::{ApiName, CrateKind, Files, Generator, MARK, Options};

use super::folder::Folder;
use super::reading::Reading;
use super::{Job, Order, enclosing, options, runtime, vendor};
use crate::cli::{GenArguments, RuntimeChoice};
use crate::exit::Failure;
use crate::path;
use crate::report::Reporter;

/// The order for one document.
///
/// # Errors
///
/// The configuration cannot be read, or there is no way to the runtime crate.
pub(super) fn order(
    arguments: &GenArguments,
    spec: &Path,
    name: &ApiName,
    out: &Path,
    reporter: &Reporter,
) -> Result<Order, Failure> {
    let mut options = match &arguments.config {
        Some(file) => options::read(file, Options::from_toml, reporter)?,
        None => Options::default(),
    };
    options.mock |= arguments.mock;
    options.docs |= arguments.docs;
    let base = arguments
        .config
        .as_deref()
        .and_then(Path::parent)
        .unwrap_or(Path::new(""));
    let reading = Reading::new(&options, base, arguments);
    let path = path::resolve(out).map_err(|error| Failure::usage(format!("--out {}: {error}", out.display())))?;
    let folder = Folder {
        path,
        shown: out.to_owned(),
    };
    let kinds = kinds(arguments);
    let by_path = runtime::by_path(&folder);
    // Where this repository is not at hand, the output has to stand alone.
    let fallback = if by_path.is_ok() {
        RuntimeChoice::Path
    } else {
        RuntimeChoice::Vendored
    };
    let choice = arguments.runtime.unwrap_or(fallback);
    let generator = Generator::new(name.clone())
        .emit(kinds.clone())
        .options(options)
        .strict(arguments.strict);
    let mut beside = Files::default();
    let generator = match choice {
        RuntimeChoice::Path => generator.runtime_path(&by_path?),
        RuntimeChoice::Registry => generator,
        RuntimeChoice::Vendored => {
            beside.extend_below(vendor::FOLDER, vendor::files()?);
            generator.runtime_path("../runtime")
        }
    };
    let mut members: Vec<&str> = kinds.iter().map(|kind| kind.name()).collect();
    if !enclosing::takes_in(&folder.path, &members) {
        if choice == RuntimeChoice::Vendored {
            members.push(vendor::FOLDER);
        }
        beside.insert("Cargo.toml".to_owned(), workspace(&members));
    }
    let job = Job {
        document: spec.to_owned(),
        reading,
        generator,
        folder,
        beside,
    };
    Ok(Order {
        jobs: vec![job],
        abandoned: Vec::new(),
        rerun: "the same command without `--check`".to_owned(),
    })
}

/// The crates to write, each once and in the order in which they depend on each other.
fn kinds(arguments: &GenArguments) -> Vec<CrateKind> {
    let asked: Vec<CrateKind> = arguments.emit.iter().map(|emit| CrateKind::from(*emit)).collect();
    let is_wanted = |kind: &CrateKind| asked.is_empty() || *kind == CrateKind::Types || asked.contains(kind);
    CrateKind::ALL.into_iter().filter(is_wanted).collect()
}

/// `Cargo.toml` of a workspace of these folders.
fn workspace(members: &[&str]) -> String {
    let members: Vec<String> = members.iter().map(|member| format!("\"{member}\"")).collect();
    let members = members.join(", ");
    format!("# {MARK}. Change the document, not this file.\n\n[workspace]\nresolver = \"3\"\nmembers = [{members}]\n")
}
