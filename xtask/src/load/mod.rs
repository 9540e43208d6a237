//! In: `cargo xtask load`. Out: what the example bears: a table, and an exit code.
//! Guarantees: what a run starts, it ends; an answer that no client caused, or memory that grows, fails the run.

mod memory;
mod wrk;

use std::num::NonZeroU32;
use std::path::Path;
use std::thread;
use std::time::Duration;

use clap::Args;

use crate::example::{Example, Profile};
use crate::exit::{Exit, Failure};
use crate::report::Reporter;
use crate::repository;
use wrk::Wrk;

/// How long the server runs under load before its memory is looked at first: until its caches and pools are full.
const WARM_UP: Duration = Duration::from_secs(10);

/// By how much memory may be larger in the end, in KiB: what the allocator keeps. Half a minute has hundreds of thousands of
/// requests, which would come to more if each left ten bytes behind.
const GROWTH_KIB: u64 = 4096;

/// Ask the example for as much as it can bear, one request in ten being malformed, and look at answers and memory
#[derive(Debug, Args)]
pub(crate) struct LoadArguments {
    /// How long the load lasts, beside ten seconds to warm up
    #[arg(long, value_name = "N", default_value = "30")]
    seconds: NonZeroU32,
    /// How many connections ask at once
    #[arg(long, value_name = "N", default_value = "64")]
    connections: NonZeroU32,
}

/// Runs the load and prints what came of it.
///
/// # Errors
///
/// wrk is missing, or the example cannot be built or started.
pub(crate) fn run(arguments: &LoadArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    let repository = repository::runtime().and_then(|runtime| runtime.parent().map(Path::to_owned));
    let repository = repository.ok_or_else(|| Failure::usage("this is not the repository of Stubsmith"))?;
    let wrk = Wrk::find(&repository)?;
    reporter.status("building the example");
    let example = Example::start(&repository, Profile::Release)?;
    reporter.status("warming up");
    wrk.run(&example, WARM_UP, arguments.connections)?;
    let before = memory::resident_kib(example.id());
    reporter.status("under load");
    let outcome = wrk.run(
        &example,
        Duration::from_secs(arguments.seconds.get().into()),
        arguments.connections,
    )?;
    // Connections are closed, and what they held is given back.
    thread::sleep(Duration::from_secs(1));
    let after = memory::resident_kib(example.id());
    let (Some(before), Some(after)) = (before, after) else {
        return Err(Failure::failed("the example has ended under load"));
    };
    let growth = after.saturating_sub(before);
    reporter.done(&format!(
        "{}\nmemory       {} MiB before, {} MiB after",
        outcome.table(),
        before / 1024,
        after / 1024
    ));
    let is_flat = growth <= GROWTH_KIB;
    if !is_flat {
        reporter.failure(&format!("memory has grown by {growth} KiB"));
    }
    let is_good = outcome.is_good() && is_flat;
    Ok(if is_good { Exit::Done } else { Exit::Findings })
}
