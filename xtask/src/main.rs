//! In: the arguments of `cargo xtask`. Out: files, diagnostics, and an exit code.
//! Guarantees: 0 done, 1 the document has errors or differences were found, 2 wrong usage, 3 a write failed or our bug.
//! All input and output of Stubsmith but the reading of documents happens in this package.

mod cli;
mod conformance;
mod corpus;
mod example;
mod exit;
mod fuzz;
mod generate;
mod load;
mod mock;
mod path;
mod report;
mod repository;
mod shortened;

use std::panic;
use std::process::ExitCode;

use exit::Exit;
use mimalloc::MiMalloc;

/// Generation makes and drops millions of small trees, on which the system's allocator spends half of the time.
#[global_allocator]
static ALLOCATOR: MiMalloc = MiMalloc;

fn main() -> ExitCode {
    // Cargo starts compilers through this program while `corpus` has it check crates.
    if let Some(code) = corpus::compile::measure::run() {
        return code;
    }
    let arguments = cli::parse();
    let reporter = report::Reporter::new(arguments.message_format());
    // A panic would end with a code of its own; the contract knows one for all faults of ours.
    let outcome = panic::catch_unwind(panic::AssertUnwindSafe(|| cli::run(&arguments, &reporter)));
    match outcome {
        Ok(Ok(exit)) => exit.into(),
        Ok(Err(failure)) => {
            reporter.failure(&failure.message);
            failure.exit.into()
        }
        Err(_) => {
            reporter.failure("this is a fault of Stubsmith; please report it with the document that shows it");
            Exit::Failed.into()
        }
    }
}
