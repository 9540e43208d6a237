//! In: the command line of a compiler, which Cargo starts through this program. Out: the compiler's exit code, and a file
//! that tells what it took.
//! Guarantees: only the compiler of a document's crate is limited; all others run as if Cargo had started them itself.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::path::Path;
use std::process::{Command, ExitCode};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::corpus::watch::{self, Limits};

/// The variable that turns this program into a starter of compilers; it names the folder for the files.
pub(super) const FOLDER: &str = "STUBSMITH_CORPUS_MEASURES";

/// What the compiler of one crate may take.
const LIMITS: Limits = Limits {
    time: Duration::from_secs(900),
    memory_kib: 8 << 20,
};

/// What the compiler of one crate took.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Measure {
    pub(super) seconds: f64,
    pub(super) peak_kib: u64,
    /// The limit that it went over, in words.
    pub(super) excess: Option<String>,
}

impl Measure {
    /// What was told of a crate.
    pub(super) fn read(folder: &Path, crate_name: &str) -> Option<Self> {
        serde_json::from_str(&fs::read_to_string(folder.join(crate_name)).ok()?).ok()
    }
}

/// Runs a compiler, if that is what this process was started for.
pub(crate) fn run() -> Option<ExitCode> {
    let folder = env::var_os(FOLDER)?;
    let mut arguments = env::args_os().skip(1);
    let program = arguments.next()?;
    let arguments: Vec<OsString> = arguments.collect();
    // A compiler that cannot be run says so to Cargo in this code alone.
    Some(compile(&program, &arguments, Path::new(&folder)).unwrap_or(ExitCode::FAILURE))
}

fn compile(program: &OsString, arguments: &[OsString], folder: &Path) -> std::io::Result<ExitCode> {
    let mut command = Command::new(program);
    // What this process was started for is no business of a macro that starts this program again.
    command.args(arguments).env_remove(FOLDER);
    let crate_name = arguments
        .iter()
        .position(|argument| argument == "--crate-name")
        .and_then(|at| arguments.get(at + 1));
    let code = match crate_name {
        Some(name) if env::var_os("CARGO_PRIMARY_PACKAGE").is_some() => {
            let (status, excess, usage) = watch::watch(&mut command.spawn()?, LIMITS)?;
            let measure = Measure {
                seconds: usage.seconds,
                peak_kib: usage.peak_kib,
                excess: excess.map(|excess| excess.as_str().to_owned()),
            };
            fs::write(folder.join(name), serde_json::to_string(&measure)?)?;
            status.code()
        }
        _ => command.status()?.code(),
    };
    Ok(code
        .and_then(|code| u8::try_from(code).ok())
        .map_or(ExitCode::FAILURE, ExitCode::from))
}
