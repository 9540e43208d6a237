//! In: the path or the texts of a document, JSON or YAML.
//! Out: [`Sources`]: the trees of [`Node`]s of its files, what its references lead to, and its diagnostics as the user
//! sees them.
//! Guarantees: any bytes give a tree and diagnostics; only the entry file, its overlays and files that references name
//! are read, and none of these leaves the folder of the entry file unless the user says so.

mod anchor;
mod bundle;
mod excerpt;
mod file;
mod finding;
mod index;
mod json;
mod json_lines;
mod loading;
mod node;
mod origin;
mod overlay;
mod place;
mod provenance;
mod reference;
mod render;
mod spot;
mod store;
mod swagger;
mod text;
mod uri;
mod wanted;
mod way;
mod yaml;

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use crate::diagnostic::{Diagnostic, Diagnostics, Location};
use crate::pointer::{FileId, Pointer};

use file::{File, Format};
use loading::Loading;
use store::{Disk, Memory};

pub use node::Node;
pub use place::Place;
pub use reference::RefError;
pub use store::{Fetch, Refusal};

/// How deep arrays and objects may be nested: well above any real document, well below what stacks hold.
const MAX_DEPTH: usize = 100;

/// The files of a document.
#[derive(Clone, Debug)]
pub struct Sources {
    files: Vec<File>,
    /// The schemas and files that have a URI of their own.
    uris: HashMap<String, Pointer>,
}

/// How the files of a document are found.
#[derive(Clone, Default)]
pub struct ReadOptions<'f> {
    /// The folder that references may not leave; that of the entry file unless set.
    pub root: Option<PathBuf>,
    /// The Overlay documents to apply to the entry file, in this order.
    pub overlays: Vec<PathBuf>,
    /// Gives what stands behind `http` and `https` URLs; unless set they are refused.
    pub fetch: Option<&'f Fetch<'f>>,
}

impl fmt::Debug for ReadOptions<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ReadOptions")
            .field("root", &self.root)
            .field("overlays", &self.overlays)
            .field("fetch", &self.fetch.is_some())
            .finish()
    }
}

/// The entry file could not be read.
#[derive(Debug)]
pub struct ReadError {
    /// The path as it was given.
    pub path: String,
    /// Why.
    pub error: std::io::Error,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "cannot read {}: {}", self.path, self.error)
    }
}

impl std::error::Error for ReadError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.error)
    }
}

impl Sources {
    /// Reads a document and the files that it refers to. A root that is null comes with an error that says why; any
    /// other tree is worth going on with, even beside errors.
    ///
    /// # Errors
    ///
    /// The entry file cannot be read at all.
    pub fn read(entry: &Path) -> Result<(Self, Diagnostics), ReadError> {
        Self::read_with(entry, &ReadOptions::default())
    }

    /// Reads a document as [`Sources::read`] does, with options.
    ///
    /// # Errors
    ///
    /// The entry file, the root or an overlay cannot be read at all.
    pub fn read_with(entry: &Path, options: &ReadOptions<'_>) -> Result<(Self, Diagnostics), ReadError> {
        let unreadable = |path: &Path| {
            let path = path.display().to_string();
            move |error| ReadError { path, error }
        };
        let bytes = std::fs::read(entry).map_err(unreadable(entry))?;
        let root = options.root.as_deref();
        let disk = Disk::new(entry, root, options.fetch).map_err(unreadable(root.unwrap_or(entry)))?;
        let mut overlays = Vec::new();
        for path in &options.overlays {
            overlays.push((path.clone(), std::fs::read(path).map_err(unreadable(path))?));
        }
        Ok(Loading::new(&disk).document((entry.to_owned(), bytes), overlays))
    }

    /// Reads a document of one file from its text, as [`Sources::read`] does. `path` is what diagnostics call it; its
    /// extension says whether it is JSON or YAML, and without one the text does.
    #[must_use]
    pub fn from_text(path: &str, text: String) -> (Self, Diagnostics) {
        Self::from_texts(&[(path, &text)], &[])
    }

    /// Reads a document from the texts of its files under their paths, the entry file first, and those of its overlays.
    /// A path that is a URL gives what is fetched from there.
    #[must_use]
    pub fn from_texts(texts: &[(&str, &str)], overlays: &[(&str, &str)]) -> (Self, Diagnostics) {
        let file = |(path, text): &(&str, &str)| (PathBuf::from(path), text.as_bytes().to_vec());
        let entry = texts.first().map(file).unwrap_or_default();
        Loading::new(&Memory::new(texts)).document(entry, overlays.iter().map(file).collect())
    }

    /// The root of the entry file.
    #[must_use]
    pub fn entry(&self) -> Pointer {
        Pointer::root(FileId(0))
    }

    /// The node at a pointer.
    #[must_use]
    pub fn node(&self, pointer: &Pointer) -> Option<&Node> {
        let file = self.file(pointer.file())?;
        pointer.tokens().try_fold(&file.root, |node, token| node.step(&token))
    }

    /// Where these stand in the text, in the order they are asked for. What is not in the text is placed at the key of
    /// the nearest object or array around it.
    #[must_use]
    pub fn places(&self, locations: &[Location]) -> Vec<Place> {
        let spots = self.spots(&locations.iter().collect::<Vec<_>>());
        let path = |file| self.file(file).map_or_else(String::new, File::shown);
        spots
            .into_iter()
            .map(|spot| Place {
                path: path(spot.file),
                line: spot.position.line,
                column: spot.position.column,
            })
            .collect()
    }

    /// The order to show diagnostics in: by place, then code; what is said twice is left out.
    #[must_use]
    pub fn sorted(&self, diagnostics: Diagnostics) -> Vec<Diagnostic> {
        let diagnostics: Vec<Diagnostic> = diagnostics.into_iter().collect();
        let spots = self.spots(
            &diagnostics
                .iter()
                .map(|diagnostic| &diagnostic.location)
                .collect::<Vec<_>>(),
        );
        let mut placed: Vec<_> = spots.into_iter().zip(diagnostics).collect();
        placed.sort_by(|(a, x), (b, y)| {
            let key = |spot: &spot::Spot| (spot.file, spot.position);
            key(a)
                .cmp(&key(b))
                .then_with(|| (x.code, &x.message).cmp(&(y.code, &y.message)))
        });
        let mut sorted: Vec<Diagnostic> = placed.into_iter().map(|(_, diagnostic)| diagnostic).collect();
        sorted.dedup();
        sorted
    }

    /// Where something was written that stands in the tree at that place: what an overlay puts in stands in the overlay,
    /// and what Swagger 2.0 says stands elsewhere than in the OpenAPI 3.0 that it is read as.
    #[must_use]
    pub fn written(&self, pointer: &Pointer) -> Pointer {
        let converted = self.referring(pointer);
        let overlaid = self
            .file(converted.file())
            .and_then(|file| file.overlaid.written(&converted));
        overlaid.unwrap_or(converted)
    }

    /// The place whose file the references at a place are relative to.
    fn referring(&self, pointer: &Pointer) -> Pointer {
        let written = self
            .file(pointer.file())
            .and_then(|file| file.converted.written(pointer));
        written.unwrap_or_else(|| pointer.clone())
    }

    /// Whether the entry file was one of Swagger 2.0.
    #[must_use]
    pub fn is_swagger(&self) -> bool {
        let version = self.entry().child("openapi");
        let file = self.file(version.file());
        file.is_some_and(|file| file.converted.written(&version).is_some())
    }

    /// The location with the place that was written.
    fn written_location(&self, location: &Location) -> Location {
        match location {
            Location::Pointer(pointer) => Location::Pointer(self.written(pointer)),
            Location::Key(pointer) => Location::Key(self.written(pointer)),
            Location::Place { .. } | Location::File(_) => location.clone(),
        }
    }

    fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(usize::try_from(file.0).ok()?)
    }
}
