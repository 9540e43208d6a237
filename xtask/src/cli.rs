//! In: the command line. Out: [`Arguments`], and the run of the command that they name.
//! Guarantees: every flag has an effect.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use stubsmith::{ApiName, CrateKind};

use crate::conformance::{self, ConformanceArguments};
use crate::corpus::single::{self, SingleArguments};
use crate::corpus::{self, CorpusArguments};
use crate::exit::{Exit, Failure};
use crate::fuzz::{self, FuzzArguments};
use crate::generate;
use crate::load::{self, LoadArguments};
use crate::mock::{self, MockArguments};
use crate::report::{MessageFormat, Reporter};

/// Reads OpenAPI documents and writes Rust crates: the types, a client, and a server trait with its router.
#[derive(Debug, Parser)]
#[command(name = invocation(), bin_name = invocation(), disable_help_subcommand = true)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Gen(GenArguments),
    Corpus(CorpusArguments),
    Fuzz(FuzzArguments),
    Load(LoadArguments),
    Conformance(ConformanceArguments),
    Mock(MockArguments),
    #[command(hide = true)]
    CorpusDocument(SingleArguments),
}

/// Generate crates: of every API of spec/codegen.toml, or of the document that --spec names
#[derive(Debug, Args)]
pub(crate) struct GenArguments {
    /// Write nothing; fail and name each file that is missing, changed or orphaned
    #[arg(long)]
    pub(crate) check: bool,
    /// The document to generate crates of, instead of those of spec/codegen.toml
    #[arg(long, value_name = "FILE", requires_all = ["name", "out"])]
    pub(crate) spec: Option<PathBuf>,
    /// What the packages' names begin with: lower-case letters and digits with single dashes between, a letter first
    #[arg(long, requires = "spec")]
    pub(crate) name: Option<ApiName>,
    /// The folder to write types/, client/ and server/ to
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(crate) out: Option<PathBuf>,
    /// How the crates find the runtime crate [default: path, or vendored where there is no way to it]
    #[arg(long, requires = "spec")]
    pub(crate) runtime: Option<RuntimeChoice>,
    /// The crates to write; the others need the types, which are always written [default: types,client,server]
    #[arg(long, value_delimiter = ',', requires = "spec")]
    pub(crate) emit: Vec<Emit>,
    /// A TOML file with what a table `[[api]]` of codegen.toml may say beside name, document and out
    #[arg(long, value_name = "FILE", requires = "spec")]
    pub(crate) config: Option<PathBuf>,
    /// Write a mock into the server crate, under a feature of that name
    #[arg(long, requires = "spec")]
    pub(crate) mock: bool,
    /// Write the document and an API reference into the server crate, under the feature `docs`
    #[arg(long, requires = "spec")]
    pub(crate) docs: bool,
    /// Treat warnings as errors
    #[arg(long)]
    pub(crate) strict: bool,
    /// Show every warning, and not only the first of each kind
    #[arg(long)]
    pub(crate) all_warnings: bool,
    /// How diagnostics are shown: for people on stderr, or as one JSON object a line on stdout
    #[arg(long, value_name = "FORMAT", default_value = "human")]
    pub(crate) message_format: MessageFormat,
    /// Name what stays short of a type, and why: each place whose values become "any JSON value"
    #[arg(long, value_name = "WHAT")]
    pub(crate) report: Option<Report>,
    /// The folder that references of the document may not leave [default: that of the document]
    #[arg(long, value_name = "DIR", requires = "spec")]
    pub(crate) root: Option<PathBuf>,
    /// Follow references to URLs
    #[arg(long)]
    pub(crate) allow_remote: bool,
    /// An Overlay document to apply before the document is read; several are applied in their order
    #[arg(long, value_name = "FILE", requires = "spec")]
    pub(crate) overlay: Vec<PathBuf>,
}

/// How emitted crates find the runtime crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum RuntimeChoice {
    /// By the relative path to the one of this repository
    Path,
    /// A copy in DIR/runtime, so that the output stands alone
    Vendored,
    /// By version
    Registry,
}

/// What `--report` tells beside diagnostics.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Report {
    Untyped,
}

/// One of the crates.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Emit {
    Types,
    Client,
    Server,
}

impl From<Emit> for CrateKind {
    fn from(emit: Emit) -> Self {
        match emit {
            Emit::Types => Self::Types,
            Emit::Client => Self::Client,
            Emit::Server => Self::Server,
        }
    }
}

/// How this program is started: by the alias of this repository, or by its own name once it is installed.
pub(crate) fn invocation() -> &'static str {
    match std::env::var_os("CARGO_PKG_NAME") {
        Some(name) if name == env!("CARGO_PKG_NAME") => "cargo xtask",
        _ => env!("CARGO_BIN_NAME"),
    }
}

/// The arguments of this process. Ends it when they are wrong, or ask for help.
pub(crate) fn parse() -> Arguments {
    Arguments::parse()
}

/// Runs the command.
///
/// # Errors
///
/// The command could not go on; nothing was changed.
pub(crate) fn run(arguments: &Arguments, reporter: &Reporter) -> Result<Exit, Failure> {
    match &arguments.command {
        Command::Gen(arguments) => generate::run(arguments, reporter),
        Command::Corpus(arguments) => corpus::run(arguments, reporter),
        Command::Fuzz(arguments) => fuzz::run(arguments, reporter),
        Command::Load(arguments) => load::run(arguments, reporter),
        Command::Conformance(arguments) => conformance::run(arguments, reporter),
        Command::Mock(arguments) => mock::run(arguments, reporter),
        Command::CorpusDocument(arguments) => single::run(arguments, reporter),
    }
}

impl Arguments {
    /// How diagnostics are to be shown.
    pub(crate) fn message_format(&self) -> MessageFormat {
        match &self.command {
            Command::Gen(arguments) => arguments.message_format,
            Command::Corpus(_)
            | Command::Fuzz(_)
            | Command::Load(_)
            | Command::Conformance(_)
            | Command::Mock(_)
            | Command::CorpusDocument(_) => MessageFormat::Human,
        }
    }
}
