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
    emit::{self, CrateKind, Emission, StubCrate, Traffic, Unit, UnmatchedPattern},
    ir::{Api, Untyped},
    lower,
    naming::Names,
    output::{self, Files, MARK, Text},
    pointer::FileId,
    source::{ReadError, ReadOptions, Sources},
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
    /// How long its emission took; its share of that of all crates, which are emitted at once.
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
        // TOML and JSON escape what stands in quotes alike, but for DEL.
        let path = path.replace('\\', "/").replace('\u{7f}', "");
        let path = serde_json::Value::String(path);
        self.runtime = format!("path = {path}, version = \"{}\"", env!("CARGO_PKG_VERSION"));
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
        if self.module.is_none() {
            for ty in self.options.replace.types_of_own_crate() {
                let message = format!(
                    "`{}` is a type of the crate that modules are emitted into; emitted crates stand in none",
                    ty.as_str()
                );
                let diagnostic = Diagnostic::new(Code::InvalidConfig, Location::File(FileId(0)), message);
                diagnostics.push(diagnostic.help("name the type by a crate, and give the `dependency` for it"));
            }
        }
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
        let options = ReadOptions {
            root: self.options.root.clone(),
            overlays: self.options.overlays.clone(),
            fetch: None,
        };
        let read = Sources::read_with(document.as_ref(), &options);
        let (sources, diagnostics) = read.map_err(GenerateError::Unreadable)?;
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
            let path = parent.path.clone();
            let text = output::format(parent).map_err(|error| GenerateError::Refused(error.to_string()))?;
            files.insert(path, text);
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
            Some(api) if !diagnostics.has_errors() => self.crates(api, sources, &mut diagnostics),
            _ => Vec::new(),
        };
        Generated {
            crates,
            diagnostics,
            untyped: api.map(|api| api.untyped).unwrap_or_default(),
        }
    }

    fn crates(&self, api: &Api, sources: &Sources, diagnostics: &mut Diagnostics) -> Vec<GeneratedCrate> {
        let names = Names::of(api, diagnostics);
        if diagnostics.has_errors() {
            return Vec::new();
        }
        let extensions = self.options.extensions();
        let emission = Emission {
            api,
            names: &names,
            name: self.name.as_str(),
            runtime: &self.runtime,
            traffic: Traffic::All,
            extensions: &extensions,
            trusts_responses: self.options.trust_responses,
            features: self.module.is_none(),
            // These modules stand under features, which the crate around a module may not have.
            mock: self.options.mock && self.module.is_none(),
            docs: self.options.docs && self.module.is_none(),
            // A module cannot choose what its crate depends on: with both sides there, so is all that they need.
            webhooks: self.module.is_none()
                || [CrateKind::Client, CrateKind::Server]
                    .iter()
                    .all(|kind| self.kinds.contains(kind)),
        };
        let wrong = wrong_choices(&emission);
        if !wrong.is_empty() {
            diagnostics.extend(wrong);
            return Vec::new();
        }
        let crates = self.emitted(&emission).and_then(|crates| match emission.docs {
            true => with_documents(crates, sources),
            false => Ok(crates),
        });
        match crates {
            Ok(crates) => crates,
            Err(error) => {
                let location = Location::File(FileId(0));
                diagnostics.push(Diagnostic::new(Code::Unformattable, location, error.to_string()));
                Vec::new()
            }
        }
    }

    fn stub<'a>(&self, emission: &Emission<'a>, kind: CrateKind) -> StubCrate<'a> {
        let stub = emit::emit(emission, kind);
        match &self.module {
            Some(path) => emit::into_module(emission, path, stub),
            None => stub,
        }
    }

    fn emitted(&self, emission: &Emission<'_>) -> Result<Vec<GeneratedCrate>, output::Unformattable> {
        let stubs: Vec<StubCrate<'_>> = self.kinds.iter().map(|kind| self.stub(emission, *kind)).collect();
        let units: Vec<&Unit<'_>> = stubs.iter().flat_map(|stub| &stub.units).collect();
        let begin = Instant::now();
        let mut texts = output::texts(&units, self.threads)?.into_iter();
        let elapsed = begin.elapsed();
        let texts: Vec<Vec<Text>> = stubs
            .iter()
            .map(|stub| texts.by_ref().take(stub.units.len()).flatten().collect())
            .collect();
        // Threads do not keep to one crate: each has its share of the time.
        let work = |texts: &[Text]| texts.iter().map(|text| text.elapsed.as_secs_f64()).sum::<f64>();
        let all: f64 = texts.iter().map(|texts| work(texts)).sum();
        let finish = |(stub, texts): (StubCrate<'_>, Vec<Text>)| {
            let share = if all > 0.0 { work(&texts) / all } else { 0.0 };
            finished(emission, stub, texts, elapsed.mul_f64(share), self.module.is_some())
        };
        stubs.into_iter().zip(texts).map(finish).collect()
    }
}

/// What a user chose and no crate can have.
fn wrong_choices(emission: &Emission<'_>) -> Diagnostics {
    let mut wrong = Diagnostics::default();
    let whole = Location::File(FileId(0));
    for UnmatchedPattern { pattern, meant } in emission.unmatched_patterns() {
        let message = format!("`{pattern}` in `extend.types` of the configuration matches no type");
        let diagnostic = Diagnostic::new(Code::UnmatchedRule, whole.clone(), message);
        wrong.push(match meant {
            Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
            None => diagnostic,
        });
    }
    for package in emission.disputed_dependencies() {
        let message = format!("the configuration has a further line of `[dependencies]` for `{package}`");
        wrong.push(Diagnostic::new(Code::InvalidConfig, whole.clone(), message));
    }
    wrong
}

/// The crates, of which the server has the document beside its manifest.
fn with_documents(
    mut crates: Vec<GeneratedCrate>,
    sources: &Sources,
) -> Result<Vec<GeneratedCrate>, output::Unformattable> {
    if let Some(server) = crates.iter_mut().find(|it| it.kind == CrateKind::Server) {
        server.files.extend(output::documents(&sources.bundled())?);
    }
    Ok(crates)
}

/// One crate, of its root and the texts of all other sources.
fn finished(
    emission: &Emission<'_>,
    stub: StubCrate<'_>,
    texts: Vec<Text>,
    elapsed: Duration,
    is_module: bool,
) -> Result<GeneratedCrate, output::Unformattable> {
    let mut root = stub.root;
    if texts.iter().any(|text| text.has_foreign_letters) {
        emit::allow_foreign_letters(&mut root);
    }
    let mut files = Files::default();
    files.insert(root.path.clone(), output::format(root)?);
    for text in texts {
        files.insert(text.path, text.text);
    }
    // A module has a manifest and a README already: those of its crate.
    if !is_module {
        files.insert(
            "Cargo.toml".to_owned(),
            format!("# {MARK}. Change the document, not this file.\n\n{}", stub.manifest),
        );
        files.insert("README.md".to_owned(), stub.readme);
    }
    Ok(GeneratedCrate {
        kind: stub.kind,
        package: emission.package(stub.kind),
        files,
        operations: emission.api.operations.len(),
        types: emission.api.types.definitions().count(),
        elapsed,
    })
}

fn raise(diagnostics: Diagnostics) -> Diagnostics {
    let mut raised = Diagnostics::default();
    raised.extend(diagnostics.into_iter().map(|mut diagnostic| {
        diagnostic.severity = Severity::Error;
        diagnostic
    }));
    raised
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A group becomes a struct and a trait, which would meet what files of groups import.
    #[test]
    fn no_group_has_a_name_that_its_file_imports() {
        let names: Vec<&str> = emit::imported_by_groups().collect();
        let mut document = "openapi: 3.1.0\ninfo: { title: Taken, version: '1' }\npaths:\n".to_owned();
        for (index, name) in names.iter().enumerate() {
            let operation = format!("{{ tags: [{name}], responses: {{ '204': {{ description: Done }} }} }}");
            writeln!(document, "  /{index}: {{ get: {operation} }}").expect("a text grows");
        }
        let (sources, diagnostics) = Sources::from_text("taken.yaml", document);
        let generated = Generator::new("taken".parse().expect("a name")).generate(&sources, diagnostics);
        let files = generated.crates.iter().flat_map(|it| it.files.iter());
        // These hold the traits and structs of the names themselves.
        let own = ["src/router.rs", "src/authenticate.rs", "src/client.rs"];
        let files: Vec<(&str, &str)> = files.filter(|(path, _)| !own.contains(path)).collect();
        assert!(!files.is_empty(), "{:?}", generated.diagnostics);
        for name in names {
            for item in [format!("pub trait {name}:"), format!("pub struct {name}<'a>")] {
                let found = files.iter().find(|(_, text)| text.contains(&item));
                assert_eq!(found.map(|(path, _)| path), None, "{item}");
            }
        }
    }
}
