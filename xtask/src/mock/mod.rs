//! In: the path of a document. Out: a server on the loopback interface that answers as the document says, until it is
//! ended.
//! Guarantees: what is generated and built stays in one folder for each document, so that an equal document is built once;
//! the server ends when this process does.

mod package;

use std::env;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use clap::Args;
use sha2::{Digest, Sha256};
use stubsmith::ApiName;

use crate::cli::{Emit, GenArguments};
use crate::exit::{Exit, Failure};
use crate::generate;
use crate::path;
use crate::report::{MessageFormat, Reporter};
use crate::repository;
use package::Package;

/// Serve a document's examples, and values made of its schemas where it has none, until Ctrl-C
#[derive(Debug, Args)]
pub(crate) struct MockArguments {
    /// The document to serve
    #[arg(long, value_name = "FILE")]
    spec: PathBuf,
    /// Where to listen; port 0 takes one that is free
    #[arg(long, value_name = "ADDRESS", default_value = "127.0.0.1:0")]
    addr: SocketAddr,
    /// Chooses the values that are made: the same seed gives the same answers
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// The only credential to take, as token, key or password [default: any]
    #[arg(long, value_name = "TEXT")]
    credential: Option<String>,
    /// A TOML file with what a table `[[api]]` of codegen.toml may say beside name, document and out
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// Show every warning, and not only the first of each kind
    #[arg(long)]
    all_warnings: bool,
    /// The folder that references of the document may not leave [default: that of the document]
    #[arg(long, value_name = "DIR")]
    root: Option<PathBuf>,
    /// Follow references to URLs
    #[arg(long)]
    allow_remote: bool,
    /// An Overlay document to apply before the document is read; several are applied in their order
    #[arg(long, value_name = "FILE")]
    overlay: Vec<PathBuf>,
}

/// Generates, builds and runs the mock of a document.
///
/// # Errors
///
/// The document cannot be read, or what was generated cannot be written, built or run.
pub(crate) fn run(arguments: &MockArguments, reporter: &Reporter) -> Result<Exit, Failure> {
    let target = target()?;
    let package = Package::new(&target, &key(&arguments.spec));
    let name: ApiName = package::API
        .parse()
        .map_err(|error| Failure::failed(format!("the name of the mock's crates: {error}")))?;
    let exit = generate::silently(&generation(arguments, name, &package), reporter)?;
    if exit != Exit::Done {
        return Ok(exit);
    }
    package.write()?;
    reporter.status(&format!("building the mock of {}", path::slashed(&arguments.spec)));
    let built = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()))
        .args(["build", "--quiet", "--manifest-path"])
        .arg(package.manifest())
        .env("CARGO_TARGET_DIR", package.target())
        .stdin(Stdio::null())
        .status();
    reporter.end_status();
    match built {
        Ok(status) if status.success() => {}
        Ok(_) => return Err(Failure::failed("the mock does not compile; please report the document")),
        Err(error) => return Err(Failure::failed(format!("cargo cannot be started: {error}"))),
    }
    serve(arguments, &package.program())
}

/// Runs the server until it ends. It does so by itself when the other end of its standard input is closed, which the
/// system does however this process ends.
fn serve(arguments: &MockArguments, program: &Path) -> Result<Exit, Failure> {
    let failed = |error: std::io::Error| Failure::failed(format!("the mock cannot be run: {error}"));
    let mut server: Child = Command::new(program)
        .args([arguments.addr.to_string(), arguments.seed.to_string()])
        .args(&arguments.credential)
        .stdin(Stdio::piped())
        .spawn()
        .map_err(failed)?;
    // Waiting closes the standard input of a child unless someone holds it.
    let held = server.stdin.take();
    let status = server.wait().map_err(failed)?;
    drop(held);
    if status.success() {
        Ok(Exit::Done)
    } else {
        Err(Failure::failed("the mock has ended with an error"))
    }
}

fn generation(arguments: &MockArguments, name: ApiName, package: &Package) -> GenArguments {
    GenArguments {
        check: false,
        spec: Some(arguments.spec.clone()),
        name: Some(name),
        out: Some(package.api()),
        runtime: None,
        emit: vec![Emit::Types, Emit::Server],
        config: arguments.config.clone(),
        mock: true,
        docs: false,
        strict: false,
        all_warnings: arguments.all_warnings,
        message_format: MessageFormat::Human,
        report: None,
        root: arguments.root.clone(),
        allow_remote: arguments.allow_remote,
        overlay: arguments.overlay.clone(),
    }
}

/// The folder in which Cargo puts what it makes of this repository, or of the folder that this process runs in.
fn target() -> Result<PathBuf, Failure> {
    if let Some(target) = env::var_os("CARGO_TARGET_DIR").filter(|target| !target.is_empty()) {
        return Ok(PathBuf::from(target));
    }
    let here = || env::current_dir().map_err(|error| Failure::failed(format!("there is no current folder: {error}")));
    let repository = repository::runtime().and_then(|runtime| runtime.parent().map(Path::to_owned));
    Ok(repository.map_or_else(here, Ok)?.join("target"))
}

/// What a document's folder is called: the same for the same path.
fn key(document: &Path) -> String {
    let path = document.canonicalize().unwrap_or_else(|_| document.to_owned());
    let hash = Sha256::digest(path.as_os_str().as_encoded_bytes());
    hash.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}
