//! In: the sources of a document, and what a user wants of it.
//! Out: the files of its crates, and all there is to say about the document.
//! Guarantees: no crates where there are errors.

use std::collections::BTreeSet;
use std::fmt;
use std::num::NonZeroUsize;
use std::path::Path;
use std::thread;
use std::time::{Duration, Instant};

use crate::{
    config::{ApiName, Options},
    diagnostic::{Code, Diagnostic, Diagnostics, Location, Severity},
    document,
    emit::{self, CrateKind, Emission},
    ir::{Api, Untyped},
    lower,
    naming::Names,
    output::{self, Files, MARK},
    pointer::FileId,
    source::{ReadError, Sources},
};

/// Turns documents into crates.
#[derive(Debug, Clone)]
pub struct Generator {
    name: ApiName,
    kinds: BTreeSet<CrateKind>,
    options: Options,
    runtime: String,
    strict: bool,
    module: Option<String>,
    threads: usize,
}

/// What came of a document.
#[derive(Debug)]
pub struct Generated {
    /// The crates; empty when the document has errors.
    pub crates: Vec<GeneratedCrate>,
    /// Everything there is to say about the document.
    pub diagnostics: Diagnostics,
    /// The places whose values have no type but "any JSON value", in the order of the document.
    pub untyped: Vec<Untyped>,
}

/// One crate.
#[derive(Debug)]
pub struct GeneratedCrate {
    /// Which of the crates it is; its files belong in a folder of that name.
    pub kind: CrateKind,
    /// Its package name.
    pub package: String,
    /// Its files, relative to its folder.
    pub files: Files,
    /// How many operations it has.
    pub operations: usize,
    /// How many named types it has.
    pub types: usize,
    /// How long its emission took.
    pub elapsed: Duration,
}

/// A document that did not become files.
#[derive(Debug)]
pub enum GenerateError {
    /// It cannot be read.
    Unreadable(ReadError),
    /// It has errors, shown here with their places.
    Refused(String),
}

impl fmt::Display for GenerateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(error) => error.fmt(f),
            Self::Refused(errors) => f.write_str(errors),
        }
    }
}

impl std::error::Error for GenerateError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Unreadable(error) => Some(error),
            Self::Refused(_) => None,
        }
    }
}

impl Generator {
    /// A generator of the three crates `<name>-types`, `<name>-client` and `<name>-server`, which find the runtime
    /// crate by its version.
    pub fn new(name: ApiName) -> Self {
        Self {
            name,
            kinds: CrateKind::ALL.into_iter().collect(),
            options: Options::default(),
            runtime: format!("version = \"{}\"", env!("CARGO_PKG_VERSION")),
            strict: false,
            module: None,
            threads: thread::available_parallelism().map_or(1, NonZeroUsize::get),
        }
    }

    /// Emits these crates only. Client and server need the types, which are emitted with them.
    #[must_use]
    pub fn emit(mut self, kinds: impl IntoIterator<Item = CrateKind>) -> Self {
        self.kinds = kinds.into_iter().chain([CrateKind::Types]).collect();
        self
    }

    /// How the API becomes types.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// Lets the crates find the runtime crate at a path, relative to the folder of each.
    #[must_use]
    pub fn runtime_path(mut self, path: &str) -> Self {
        let path = path.replace('\\', "/").replace('"', "\\\"");
        self.runtime = format!("path = \"{path}\", version = \"{}\"", env!("CARGO_PKG_VERSION"));
        self
    }

    /// Emits modules of a crate that is there instead of crates of their own: `types`, `client` and `server` below the
    /// module of this path, such as `crate::shop`. That crate depends on the runtime, with the features `client` and
    /// `server` as it needs them.
    #[must_use]
    pub fn module(mut self, path: &str) -> Self {
        self.module = Some(path.to_owned());
        self
    }

    /// Treats warnings as errors.
    #[must_use]
    pub fn strict(mut self, strict: bool) -> Self {
        self.strict = strict;
        self
    }

    /// Emits on so many threads, 1 at least; as many as there are processors unless set. The crates are the same at any
    /// number.
    #[must_use]
    pub fn threads(mut self, threads: usize) -> Self {
        self.threads = threads.max(1);
        self
    }

    /// The intermediate representation of a document, and all there is to say about it.
    pub fn lower(&self, sources: &Sources) -> (Option<Api>, Diagnostics) {
        let mut diagnostics = Diagnostics::default();
        let Some(document) = document::read(sources, &mut diagnostics) else {
            return (None, diagnostics);
        };
        let api = lower::lower(&document, sources, &self.options.choices(), &mut diagnostics);
        (Some(api), diagnostics)
    }

    /// Reads a document and generates all files of its crates, each in a folder named after its kind; of
    /// [modules](Self::module) also `mod.rs`, which is to be included. For build scripts and commands of other projects.
    ///
    /// # Errors
    ///
    /// The document cannot be read or has errors, which the message shows with their places. Warnings pass in silence
    /// unless they are [errors](Self::strict).
    pub fn files(&self, document: impl AsRef<Path>) -> Result<Files, GenerateError> {
        let (sources, diagnostics) = Sources::read(document.as_ref()).map_err(GenerateError::Unreadable)?;
        let generated = self.generate(&sources, diagnostics);
        if generated.diagnostics.has_errors() {
            let sorted = sources.sorted(generated.diagnostics);
            let errors: Vec<Diagnostic> = sorted
                .iter()
                .filter(|it| it.severity == Severity::Error)
                .cloned()
                .collect();
            return Err(GenerateError::Refused(sources.render(&errors, false)));
        }
        let mut files = Files::default();
        if self.module.is_some() {
            let parent = emit::parent_module(self.kinds.iter().copied());
            let text = output::format(&parent).map_err(|error| GenerateError::Refused(error.to_string()))?;
            files.insert(parent.path, text);
        }
        for one in generated.crates {
            files.extend_below(one.kind.name(), one.files);
        }
        Ok(files)
    }

    /// Generates the crates of a document. `diagnostics` are those of reading it.
    pub fn generate(&self, sources: &Sources, diagnostics: Diagnostics) -> Generated {
        let (api, found) = self.lower(sources);
        let mut diagnostics = diagnostics;
        diagnostics.extend(found);
        if self.strict {
            diagnostics = raise(diagnostics);
        }
        let crates = match &api {
            Some(api) if !diagnostics.has_errors() => self.crates(api, &mut diagnostics),
            _ => Vec::new(),
        };
        Generated {
            crates,
            diagnostics,
            untyped: api.map(|api| api.untyped).unwrap_or_default(),
        }
    }

    fn crates(&self, api: &Api, diagnostics: &mut Diagnostics) -> Vec<GeneratedCrate> {
        let names = Names::of(api);
        let emission = Emission {
            api,
            names: &names,
            name: self.name.as_str(),
            runtime: &self.runtime,
            features: self.module.is_none(),
        };
        let crates = self.kinds.iter().map(|kind| self.one(&emission, *kind));
        match crates.collect::<Result<Vec<_>, _>>() {
            Ok(crates) => crates,
            Err(error) => {
                let location = Location::File(FileId(0));
                diagnostics.push(Diagnostic::new(Code::Unformattable, location, error.to_string()));
                Vec::new()
            }
        }
    }

    fn one(&self, emission: &Emission<'_>, kind: CrateKind) -> Result<GeneratedCrate, output::Unformattable> {
        let begin = Instant::now();
        let mut stub = emit::emit(emission, kind);
        if let Some(path) = &self.module {
            stub = emit::into_module(emission, path, stub);
        }
        let mut files = Files::default();
        for file in &stub.sources {
            files.insert(file.path.clone(), output::format(file)?);
        }
        if self.module.is_none() {
            files.insert(
                "Cargo.toml".to_owned(),
                format!("# {MARK}. Change the document, not this file.\n\n{}", stub.manifest),
            );
            files.insert("README.md".to_owned(), stub.readme);
        }
        Ok(GeneratedCrate {
            kind,
            package: emission.package(kind),
            files,
            operations: emission.api.operations.len(),
            types: emission.api.types.definitions().count(),
            elapsed: begin.elapsed(),
        })
    }
}

fn raise(diagnostics: Diagnostics) -> Diagnostics {
    let mut raised = Diagnostics::default();
    raised.extend(diagnostics.into_iter().map(|mut diagnostic| {
        diagnostic.severity = Severity::Error;
        diagnostic
    }));
    raised
}
