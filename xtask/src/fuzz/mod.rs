//! In: `cargo xtask fuzz`. Out: runs of the fuzz targets, one after another, and an exit code.
//! Guarantees: each run is bounded in time and memory; what is missing for it is named before anything is built.

mod seeds;

use std::fs;
use std::io;
use std::path::Path;
use std::process::{Command, Stdio};

use clap::Args;

use crate::exit::{Exit, Failure};
use crate::report::Reporter;
use crate::repository;

/// The folder of the targets' package, relative to the repository.
const FOLDER: &str = "fuzz";

/// How long one input may take before it counts as a hang, how much memory a run may take, and how long inputs are: as the
/// longest seeds.
const LIMITS: [&str; 3] = ["-timeout=20", "-rss_limit_mb=2048", "-max_len=8192"];

/// Look for inputs that make the generator or the runtime panic, hang or go on for ever
#[derive(Debug, Args)]
pub(crate) struct FuzzArguments {
    /// The targets, as the files of fuzz/targets are called [default: all]
    targets: Vec<String>,
    /// How long to run each target
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,
}

/// Runs the targets on seeds of public documents and fixtures, and on what earlier runs have found.
///
/// # Errors
///
/// A tool or the target is missing, or seeds cannot be written.
pub(crate) fn run(arguments: &FuzzArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    let repository = repository::runtime().and_then(|runtime| runtime.parent().map(Path::to_owned));
    let repository = repository.ok_or_else(|| Failure::usage("this is not the repository of Stubsmith"))?;
    let folder = repository.join(FOLDER);
    let targets = targets(&folder, &arguments.targets)?;
    tools()?;
    let failed = |error: io::Error| Failure::failed(format!("cannot make seeds: {error}"));
    let count = seeds::write(&repository, &folder, &targets).map_err(failed)?;
    reporter.done(&format!("{count} seeds for {} targets", targets.len()));
    let mut faulty = Vec::new();
    for target in &targets {
        let is_well = fuzz(&folder, target, arguments.seconds).map_err(|error| Failure::failed(error.to_string()))?;
        if !is_well {
            faulty.push(target.as_str());
        }
    }
    if faulty.is_empty() {
        reporter.done("nothing was found");
        return Ok(Exit::Done);
    }
    reporter.done(&format!(
        "failed: {}; inputs that were found are in {FOLDER}/artifacts",
        faulty.join(", ")
    ));
    Ok(Exit::Findings)
}

/// The targets that were asked for.
fn targets(folder: &Path, asked: &[String]) -> Result<Vec<String>, Failure> {
    let unreadable = |error: io::Error| Failure::failed(format!("cannot read {}: {error}", folder.display()));
    let mut all = Vec::new();
    for entry in fs::read_dir(folder.join("targets")).map_err(unreadable)? {
        let path = entry.map_err(unreadable)?.path();
        all.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
    }
    all.sort();
    if let Some(unknown) = asked.iter().find(|name| !all.contains(name)) {
        let names = all.join(", ");
        return Err(Failure::usage(format!(
            "there is no target `{unknown}`; the targets are {names}"
        )));
    }
    all.retain(|name| asked.is_empty() || asked.contains(name));
    Ok(all)
}

/// Makes sure that what a run needs is there.
fn tools() -> Result<(), Failure> {
    if !answers("rustup", &["run", "nightly", "rustc", "--version"]) {
        return Err(Failure::usage(
            "fuzzing needs a nightly toolchain; `rustup toolchain install nightly` installs it",
        ));
    }
    if !answers("cargo-fuzz", &["--version"]) {
        return Err(Failure::usage(
            "fuzzing needs cargo-fuzz; `cargo install cargo-fuzz --locked` installs it",
        ));
    }
    Ok(())
}

fn answers(program: &str, arguments: &[&str]) -> bool {
    let mut command = Command::new(program);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().is_ok_and(|status| status.success())
}

/// Runs a target; whether it found nothing.
fn fuzz(folder: &Path, target: &str, seconds: u64) -> io::Result<bool> {
    let found = folder.join("corpus").join(target);
    fs::create_dir_all(&found)?;
    // There is no unsafe code to watch, and without a sanitizer a run makes several times as many executions.
    let status = Command::new("rustup")
        .args([
            "run",
            "nightly",
            "cargo",
            "fuzz",
            "run",
            "--sanitizer",
            "none",
            "--fuzz-dir",
        ])
        .arg(folder)
        .arg(target)
        .args([found, folder.join("seeds").join(target)])
        .arg("--")
        .arg(format!("-max_total_time={seconds}"))
        .args(LIMITS)
        .current_dir(folder)
        .status()?;
    Ok(status.success())
}
