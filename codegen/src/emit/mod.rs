//! In: an [`Api`] and its [`Names`].
//! Out: the stub crates as token streams and texts, not yet formatted.
//! Guarantees: pure functions, no policy; the same API gives the same crates.

mod answer;
mod body;
mod client;
mod docs;
mod fragments;
mod manifest;
mod outcome;
mod readme;
mod rust_type;
mod server;
mod signature;
mod source_file;
mod styled;
mod types;

use crate::{ir::Api, naming::Names};
pub use source_file::SourceFile;

/// One of the crates that an API becomes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum CrateKind {
    /// `<name>-types`.
    Types,
    /// `<name>-client`.
    Client,
    /// `<name>-server`.
    Server,
}

impl CrateKind {
    /// All kinds, in the order in which they depend on each other.
    pub const ALL: [Self; 3] = [Self::Types, Self::Client, Self::Server];

    /// The folder's name, and the end of the package's.
    pub fn name(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Client => "client",
            Self::Server => "server",
        }
    }
}

/// What is the same for all items of an API that are emitted.
#[derive(Debug, Clone, Copy)]
pub struct Emission<'a> {
    /// The API.
    pub api: &'a Api,
    /// Its names.
    pub names: &'a Names,
    /// What the packages' names begin with: lower-case letters, digits and dashes.
    pub name: &'a str,
    /// How manifests depend on the runtime: the body of the dependency's inline table, without features.
    pub runtime: &'a str,
}

impl Emission<'_> {
    /// The name of a package: `meum-client`.
    pub fn package(&self, kind: CrateKind) -> String {
        format!("{}-{}", self.name, kind.name())
    }

    /// The name of a crate in code: `meum_client`.
    pub fn crate_name(&self, kind: CrateKind) -> String {
        self.package(kind).replace('-', "_")
    }
}

/// A crate's files, relative to its folder.
#[derive(Debug)]
pub struct StubCrate {
    /// Which of the crates it is.
    pub kind: CrateKind,
    /// `Cargo.toml`.
    pub manifest: String,
    /// `README.md`.
    pub readme: String,
    /// The sources.
    pub sources: Vec<SourceFile>,
}

/// Emits one crate.
pub fn emit(emission: &Emission<'_>, kind: CrateKind) -> StubCrate {
    let mut sources = match kind {
        CrateKind::Types => types::emit(emission),
        CrateKind::Client => client::emit(emission),
        CrateKind::Server => server::emit(emission),
    };
    source_file::allow_foreign_letters(&mut sources);
    source_file::allow_deprecated(&mut sources, &emission.api.types);
    StubCrate {
        kind,
        manifest: manifest::emit(emission, kind),
        readme: readme::emit(emission, kind),
        sources,
    }
}
