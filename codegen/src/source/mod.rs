//! In: the path or the text of a document, JSON or YAML.
//! Out: [`Sources`]: its tree of [`Node`]s, what its references lead to, and its diagnostics as the user sees them.
//! Guarantees: any bytes give a tree and diagnostics; nothing is read but the entry file.

mod excerpt;
mod finding;
mod json;
mod json_lines;
mod node;
mod place;
mod reference;
mod render;
mod spot;
mod wanted;
mod yaml;

use std::fmt;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use crate::pointer::{FileId, Pointer};

use finding::Finding;

pub use node::Node;
pub use place::Place;
pub use reference::RefError;

/// How deep arrays and objects may be nested: well above any real document, well below what stacks hold.
const MAX_DEPTH: usize = 100;

/// The files of a document.
#[derive(Clone, Debug)]
pub struct Sources {
    files: Vec<File>,
}

#[derive(Clone, Debug)]
struct File {
    path: String,
    text: String,
    format: Format,
    root: Node,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Json,
    Yaml,
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
    /// Reads a document. A root that is null comes with an error that says why; any other tree is worth going on with,
    /// even beside errors.
    ///
    /// # Errors
    ///
    /// The file cannot be read at all.
    pub fn read(entry: &Path) -> Result<(Self, Diagnostics), ReadError> {
        let path = entry.display().to_string();
        let bytes = std::fs::read(entry).map_err(|error| ReadError {
            path: path.clone(),
            error,
        })?;
        Ok(match String::from_utf8(bytes) {
            Ok(text) => Self::from_text(&path, text),
            Err(error) => {
                let at = error.utf8_error().valid_up_to();
                let text = String::from_utf8_lossy(error.as_bytes()).into_owned();
                let finding = Finding::new(
                    Code::UnreadableFile,
                    at,
                    "this is not UTF-8, the encoding of JSON and YAML",
                )
                .help("save the file as UTF-8");
                Self::unreadable(path, text, vec![finding])
            }
        })
    }

    /// Reads a document from its text, as [`Sources::read`] does. `path` is what diagnostics call it; its extension says
    /// whether it is JSON or YAML, and without one the text does.
    #[must_use]
    pub fn from_text(path: &str, mut text: String) -> (Self, Diagnostics) {
        if text.starts_with('\u{feff}') {
            text.remove(0);
        }
        let mut first_findings = None;
        for format in formats(path, &text) {
            let mut findings = Vec::new();
            let root = match format {
                Format::Json => json::read(&text, &mut findings),
                Format::Yaml => yaml::read(&text, &mut findings),
            };
            let Some(root) = root else {
                first_findings.get_or_insert(findings);
                continue;
            };
            if root.is_null() {
                findings.push(Finding::new(Code::NotOpenApi, 0, "this file holds no document"));
            }
            let mut diagnostics = Diagnostics::new();
            finding::report(findings, FileId(0), &text, &mut diagnostics);
            return (
                Self {
                    files: vec![File {
                        path: path.to_owned(),
                        text,
                        format: *format,
                        root,
                    }],
                },
                diagnostics,
            );
        }
        Self::unreadable(path.to_owned(), text, first_findings.unwrap_or_default())
    }

    fn unreadable(path: String, text: String, findings: Vec<Finding>) -> (Self, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        finding::report(findings, FileId(0), &text, &mut diagnostics);
        (
            Self {
                files: vec![File {
                    path,
                    text,
                    format: Format::Yaml,
                    root: Node::Null,
                }],
            },
            diagnostics,
        )
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
        let path = |file| self.file(file).map_or_else(String::new, |file| file.path.clone());
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

    fn file(&self, file: FileId) -> Option<&File> {
        self.files.get(usize::try_from(file.0).ok()?)
    }
}

/// How to read a text, the most likely way first.
fn formats(path: &str, text: &str) -> &'static [Format] {
    let extension = Path::new(path)
        .extension()
        .and_then(|extension| extension.to_str())
        .unwrap_or_default();
    let looks_like_json = text.trim_start().starts_with('{');
    match extension.to_ascii_lowercase().as_str() {
        _ if text.trim_start().is_empty() => &[Format::Yaml],
        "json" => &[Format::Json],
        "yaml" | "yml" if looks_like_json => &[Format::Yaml, Format::Json],
        "yaml" | "yml" => &[Format::Yaml],
        _ if looks_like_json => &[Format::Json, Format::Yaml],
        _ => &[Format::Yaml],
    }
}
