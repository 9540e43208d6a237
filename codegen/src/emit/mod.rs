//! In: an [`Api`] and its [`Names`].
//! Out: the stub crates as token streams and texts, not yet formatted, each file when it is asked for.
//! Guarantees: pure functions, no policy; the same API gives the same crates.

mod answer;
mod body;
mod client;
mod docs;
mod extension;
mod features;
mod foreign;
mod fragments;
mod manifest;
mod module;
mod outcome;
mod readme;
mod rust_type;
mod server;
mod signature;
mod source_file;
mod styled;
mod types;
mod unit;

use crate::{ir::Api, naming::Names};
pub use extension::Extension;
pub use module::{into_module, parent_module};
pub use source_file::{SourceFile, allow_foreign_letters, has_foreign_letters};
pub use unit::Unit;

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
    /// What types get beside what they have.
    pub extensions: &'a [Extension],
    /// Whether clients take what servers send without checking constraints.
    pub trusts_responses: bool,
    /// Whether each tag becomes a Cargo feature.
    pub features: bool,
}

impl<'a> Emission<'a> {
    /// The file of a group of operations, which the tag of that index names.
    fn group(&self, tag: usize, emit: fn(&Emission<'_>, usize) -> SourceFile) -> Unit<'a> {
        let emission = *self;
        let operations = self.api.operations.iter().filter(|operation| operation.tag == tag);
        Unit::new(operations.count(), move || Some(emit(&emission, tag)))
    }

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
pub struct StubCrate<'a> {
    /// Which of the crates it is.
    pub kind: CrateKind,
    /// `Cargo.toml`.
    pub manifest: String,
    /// `README.md`.
    pub readme: String,
    /// `src/lib.rs`.
    pub root: SourceFile,
    /// All other sources.
    pub units: Vec<Unit<'a>>,
}

/// Emits one crate.
pub fn emit<'a>(emission: &Emission<'a>, kind: CrateKind) -> StubCrate<'a> {
    let (mut root, units) = match kind {
        CrateKind::Types => types::emit(emission),
        CrateKind::Client => client::emit(emission),
        CrateKind::Server => server::emit(emission),
    };
    source_file::allow_nesting(&mut root, &emission.api.types);
    StubCrate {
        kind,
        manifest: manifest::emit(emission, kind),
        readme: readme::emit(emission, kind),
        root,
        units,
    }
}
