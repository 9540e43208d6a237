//! In: the entry file, and a store of others.
//! Out: all files that references lead to from there on, each read once.
//! Guarantees: a file that cannot be had is no error until a reference to it is followed; their number is bounded.

use std::collections::HashMap;
use std::path::PathBuf;

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::pointer::{FileId, Pointer};

use super::file::{self, File};
use super::index::Index;
use super::origin::Origin;
use super::store::{Refusal, Store};
use super::{Sources, overlay, swagger};

/// How many files a document may have. What is fetched can refer to ever more.
const MAX_FILES: usize = 10_000;

/// One run over the files of a document.
pub(super) struct Loading<'s> {
    store: &'s dyn Store,
    files: Vec<File>,
    uris: HashMap<String, Pointer>,
    local: HashMap<PathBuf, Result<FileId, Refusal>>,
    remote: HashMap<String, Result<FileId, Refusal>>,
    diagnostics: Diagnostics,
}

impl<'s> Loading<'s> {
    pub(super) fn new(store: &'s dyn Store) -> Self {
        Self {
            store,
            files: Vec::new(),
            uris: HashMap::new(),
            local: HashMap::new(),
            remote: HashMap::new(),
            diagnostics: Diagnostics::new(),
        }
    }

    /// Reads the document whose entry file is this one, with these overlays.
    pub(super) fn document(
        mut self,
        (entry, bytes): (PathBuf, Vec<u8>),
        overlays: Vec<(PathBuf, Vec<u8>)>,
    ) -> (Sources, Diagnostics) {
        let id = FileId(0);
        if let Ok(identity) = self.store.identify(&entry) {
            self.local.insert(identity, Ok(id));
        }
        let mut file = File::read(id, Origin::Local(entry), bytes, &mut self.diagnostics);
        let overlays = self.overlaid(&mut file, overlays);
        self.files.push(file);
        self.files.extend(overlays);
        self.index(id);
        let mut next = 0;
        while next < self.files.len() {
            self.follow(next);
            next += 1;
        }
        let mut sources = Sources {
            files: self.files,
            uris: self.uris,
        };
        sources.convert(&mut self.diagnostics);
        (sources, self.diagnostics)
    }

    /// Applies overlays to the entry file. They are files of the document as far as diagnostics go.
    fn overlaid(&mut self, entry: &mut File, overlays: Vec<(PathBuf, Vec<u8>)>) -> Vec<File> {
        let root = Pointer::root(FileId(0));
        let mut files = Vec::new();
        for (id, (path, bytes)) in (1u32..).map(FileId).zip(overlays) {
            let file = File::read(id, Origin::Local(path), bytes, &mut self.diagnostics);
            overlay::apply(
                (&Pointer::root(id), &file.root),
                (&root, &mut entry.root),
                &mut entry.overlaid,
                &mut self.diagnostics,
            );
            files.push(file);
        }
        files
    }

    fn index(&mut self, id: FileId) {
        let Some(file) = self.files.get_mut(id.0 as usize) else {
            return;
        };
        let root = Pointer::root(id);
        file.index = Index::new(&root, &file.root, &file.origin.uri());
        if file.root.is_null() {
            return;
        }
        for (uri, pointer) in file.index.uris() {
            self.uris.entry(uri.to_owned()).or_insert_with(|| pointer.clone());
        }
    }

    /// Reads the files that the references of a file name.
    fn follow(&mut self, at: usize) {
        let Some(file) = self.files.get_mut(at) else { return };
        let origin = file.origin.clone();
        let references = std::mem::take(&mut file.index.references);
        let mut links = HashMap::new();
        for resource in references {
            // What a schema has as its `$id` is not fetched.
            if !self.uris.contains_key(&resource) {
                let link = origin.join(&resource).and_then(|origin| self.file(origin));
                links.insert(resource, link);
            }
        }
        if let Some(file) = self.files.get_mut(at) {
            file.links = links;
        }
    }

    fn file(&mut self, origin: Origin) -> Result<FileId, Refusal> {
        match &origin {
            Origin::Local(path) => {
                let identity = self.store.identify(path)?;
                if let Some(known) = self.local.get(&identity) {
                    return known.clone();
                }
                let bytes = self.store.read(&identity);
                let found = bytes.and_then(|bytes| self.add(origin, bytes));
                self.local.insert(identity, found.clone());
                found
            }
            Origin::Remote(url) => {
                if let Some(known) = self.remote.get(url) {
                    return known.clone();
                }
                let url = url.clone();
                let bytes = self.store.fetch(&url);
                let found = bytes.and_then(|bytes| self.add(origin, bytes));
                self.remote.insert(url, found.clone());
                found
            }
        }
    }

    fn add(&mut self, origin: Origin, bytes: Vec<u8>) -> Result<FileId, Refusal> {
        let id = u32::try_from(self.files.len())
            .ok()
            .filter(|id| (*id as usize) < MAX_FILES);
        let id = FileId(id.ok_or(Refusal::TooMany)?);
        let is_named_so = ["json", "yaml", "yml"].contains(&file::extension(&origin.shown()).as_str());
        let mut diagnostics = Diagnostics::new();
        let file = File::read(id, origin, bytes, &mut diagnostics);
        // Prose and the like: what is wrong with such a file is that it is referred to.
        if file.root.is_null() && !is_named_so {
            return Err(Refusal::Unreadable);
        }
        self.diagnostics.extend(diagnostics);
        self.files.push(file);
        self.index(id);
        Ok(id)
    }
}

impl Sources {
    /// Brings files of Swagger 2.0 to the shape of OpenAPI 3.0.
    fn convert(&mut self, diagnostics: &mut Diagnostics) {
        let ids = (0u32..).map(FileId).zip(&self.files);
        let ids = ids.filter(|(_, file)| swagger::is_swagger(&file.root));
        // All of them are read as they were written before any is changed.
        let converted: Vec<_> = ids
            .filter_map(|(id, _)| Some((id, swagger::convert(self, id)?)))
            .collect();
        for (_, swagger) in &converted {
            // Once the trees are changed, places of what was written have no pointers any more.
            diagnostics.extend(self.pinned(&swagger.diagnostics));
        }
        for (id, swagger) in converted {
            if let Some(file) = self.files.get_mut(id.0 as usize) {
                file.swagger = Some(std::mem::replace(&mut file.root, swagger.root));
                file.converted = swagger.provenance;
            }
        }
    }

    /// The diagnostics with lines and columns for places.
    fn pinned(&self, diagnostics: &Diagnostics) -> Vec<Diagnostic> {
        let locations: Vec<&Location> = diagnostics.iter().map(|diagnostic| &diagnostic.location).collect();
        let spots = self.spots(&locations).into_iter();
        let pinned = spots.zip(diagnostics).map(|(spot, diagnostic)| Diagnostic {
            location: Location::Place {
                file: spot.file,
                line: spot.position.line,
                column: spot.position.column,
            },
            ..diagnostic.clone()
        });
        pinned.collect()
    }
}
