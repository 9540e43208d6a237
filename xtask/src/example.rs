//! In: the example. Out: its four APIs, served on a free loopback port with the demo data.
//! Guarantees: the database is new, and gone with the server, which ends when this is dropped.

use std::env;
use std::fs::{self, File};
use std::io::{self, BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use serde_json::Value;

use crate::exit::Failure;

/// The APIs: their names, which are prefixes of paths too, and their documents, relative to the repository.
pub(crate) const APIS: [(&str, &str); 4] = [
    ("meum", "spec/openapi.yaml"),
    ("paycashless", "spec/paycashless.yaml"),
    ("razorpay", "spec/razorpay.yaml"),
    ("triport", "spec/triport.yaml"),
];

/// The line with which a server says where it listens.
const LISTENS: &str = "Listening on ";

/// How the example is built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Profile {
    Dev,
    Release,
}

/// The example while it runs.
pub(crate) struct Example {
    process: Child,
    /// Holds the database.
    folder: PathBuf,
    url: String,
}

impl Example {
    /// Builds the example and starts it.
    ///
    /// # Errors
    ///
    /// It cannot be built, or ends before it listens.
    pub(crate) fn start(repository: &Path, profile: Profile) -> Result<Self, Failure> {
        let program = built(repository, profile)?;
        let folder = repository
            .join("target")
            .join(format!("example-{}", std::process::id()));
        let failed = |error: io::Error| Failure::failed(format!("cannot start the example: {error}"));
        fs::create_dir_all(&folder).map_err(failed)?;
        let process = Command::new(program)
            .args(["serve", "--demo", "--addr", "127.0.0.1:0", "--database"])
            .arg(folder.join("invoices.db"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(File::create(folder.with_extension("log")).map_err(failed)?)
            .spawn()
            .map_err(failed)?;
        let mut example = Self {
            process,
            folder,
            url: String::new(),
        };
        example.url = listening(&mut example.process).ok_or_else(|| {
            let log = fs::read_to_string(example.folder.with_extension("log")).unwrap_or_default();
            Failure::failed(format!("the example ended before it listened: {}", log.trim()))
        })?;
        Ok(example)
    }

    /// Where it listens; each API below its name.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// Its process.
    pub(crate) fn id(&self) -> u32 {
        self.process.id()
    }
}

/// The URL that a server says it listens at, once it does; `None`: it has ended before.
pub(crate) fn listening(server: &mut Child) -> Option<String> {
    let lines = BufReader::new(server.stdout.take()?).lines();
    let mut urls = lines.map_while(Result::ok).filter_map(|line| {
        let url = line.strip_prefix(LISTENS)?;
        Some(url.to_owned())
    });
    urls.next()
}

impl Drop for Example {
    fn drop(&mut self) {
        // It may have ended by itself, and what is left in the folder is of no use to anyone.
        let _ = self.process.kill();
        let _ = self.process.wait();
        let _ = fs::remove_dir_all(&self.folder);
        let _ = fs::remove_file(self.folder.with_extension("log"));
    }
}

/// The program of the example, as Cargo builds it.
fn built(repository: &Path, profile: Profile) -> Result<PathBuf, Failure> {
    let output = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--package", "invoices", "--bin", "invoices"])
        .args((profile == Profile::Release).then_some("--release"))
        .arg("--message-format=json-render-diagnostics")
        .current_dir(repository)
        .stderr(Stdio::inherit())
        .output()
        .map_err(|error| Failure::failed(format!("cannot run Cargo: {error}")))?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let mut programs = messages.lines().filter_map(|line| {
        let message: Value = serde_json::from_str(line).ok()?;
        Some(PathBuf::from(message.get("executable")?.as_str()?))
    });
    let program = programs.next().filter(|_| output.status.success());
    program.ok_or_else(|| Failure::failed("the example cannot be built"))
}
