//! In: an [`Api`] and its [`Names`].
//! Out: the stub crates as token streams and texts, not yet formatted, each file when it is asked for.
//! Guarantees: pure functions, no policy; the same API gives the same crates.

mod allowances;
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
mod outgoing;
mod readme;
mod rust_type;
mod server;
mod signature;
mod source_file;
mod stream;
mod styled;
mod types;
mod unit;

use crate::{
    ir::{Api, Operation, Tag},
    naming::{Name, Names, OperationNames},
};
pub use extension::Extension;
pub(crate) use extension::UnmatchedPattern;
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

/// Which operations of an API are emitted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Traffic {
    /// All.
    All,
    /// Those that the service answers.
    Incoming,
    /// Those that it sends.
    Outgoing,
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
    /// Which of its operations are emitted.
    pub traffic: Traffic,
    /// What types get beside what they have.
    pub extensions: &'a [Extension],
    /// Whether clients take what servers send without checking constraints.
    pub trusts_responses: bool,
    /// Whether each tag becomes a Cargo feature.
    pub features: bool,
    /// Whether the server gets a mock.
    pub mock: bool,
    /// Whether the server serves the document and an API reference.
    pub docs: bool,
    /// Whether client and server get a module for what the service sends, if it sends anything.
    pub webhooks: bool,
}

impl<'a> Emission<'a> {
    /// The same for these operations.
    fn of(&self, traffic: Traffic) -> Self {
        Self { traffic, ..*self }
    }

    fn takes(&self, outgoing: bool) -> bool {
        match self.traffic {
            Traffic::All => true,
            Traffic::Incoming => !outgoing,
            Traffic::Outgoing => outgoing,
        }
    }

    /// The operations that are emitted.
    fn operations(&self) -> impl Iterator<Item = (&'a Operation, &'a OperationNames)> {
        let (emission, api, names) = (*self, self.api, self.names);
        let named = api.operations.iter().zip(&names.operations);
        named.filter(move |(operation, _)| emission.takes(operation.is_outgoing()))
    }

    /// The groups of these operations, with their indexes.
    fn tags(&self) -> impl Iterator<Item = (usize, &'a Tag, &'a Name)> {
        let (emission, api, names) = (*self, self.api, self.names);
        let named = api.tags.iter().zip(&names.tags).enumerate();
        let named = named.map(|(index, (tag, name))| (index, tag, name));
        named.filter(move |(_, tag, _)| emission.takes(tag.outgoing))
    }

    /// The envelope of what a server turns away: the API's is not for what others answer to it.
    fn envelope(&self) -> Option<&'a crate::ir::Envelope> {
        self.api.envelope.as_ref().filter(|_| self.traffic != Traffic::Outgoing)
    }

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
    let served = emission.of(Traffic::Incoming);
    let (mut root, mut units) = match kind {
        CrateKind::Types => types::emit(&emission.of(Traffic::All)),
        CrateKind::Client => (client::root(&served), client::emit(&served)),
        CrateKind::Server => (server::root(&served), server::emit(&served)),
    };
    outgoing::add(emission, kind, &mut root, &mut units);
    allowances::allow_nested_containers(&mut root, &emission.api.types);
    if kind == CrateKind::Types {
        allowances::allow_famous_numbers(&mut root, &emission.api.types);
    }
    source_file::allow_nesting(&mut root, &emission.api.types);
    StubCrate {
        kind,
        manifest: manifest::emit(emission, kind),
        readme: readme::emit(emission, kind),
        root,
        units,
    }
}

/// The names that files of groups import, and that no group can have.
#[cfg(test)]
pub(crate) fn imported_by_groups() -> impl Iterator<Item = &'static str> {
    client::TAKEN.iter().chain(server::TAKEN).copied()
}
