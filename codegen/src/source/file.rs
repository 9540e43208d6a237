//! In: the bytes of one file and where it comes from.
//! Out: [`File`]: its text and its tree.
//! Guarantees: what is neither JSON nor YAML has a tree of null, and a diagnostic.

use std::collections::HashMap;
use std::path::Path;

use crate::diagnostic::{Code, Diagnostics};
use crate::pointer::FileId;

use super::finding::{self, Finding};
use super::index::Index;
use super::origin::Origin;
use super::provenance::Provenance;
use super::store::Refusal;
use super::{Node, json, text, yaml};

/// A file of the document.
#[derive(Clone, Debug)]
pub(super) struct File {
    pub(super) origin: Origin,
    pub(super) text: String,
    pub(super) format: Format,
    pub(super) root: Node,
    /// Its tree of Swagger 2.0, if it was one before it was brought to the shape of OpenAPI 3.0.
    pub(super) swagger: Option<Node>,
    pub(super) index: Index,
    /// The files that its references name, by what stands before the fragment.
    pub(super) links: HashMap<String, Result<FileId, Refusal>>,
    /// What overlays put into its tree.
    pub(super) overlaid: Provenance,
    /// What became of its tree, if that was one of Swagger 2.0.
    pub(super) converted: Provenance,
}

/// How a file is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Format {
    Json,
    Yaml,
}

impl File {
    /// Reads a file; what is wrong with it goes to `diagnostics`.
    pub(super) fn read(id: FileId, origin: Origin, bytes: Vec<u8>, diagnostics: &mut Diagnostics) -> Self {
        let (text, format, root, findings) = match text::decode(bytes) {
            Ok(text) => {
                let (format, root, findings) = parse(&origin.shown(), &text);
                (text, format, root, findings)
            }
            Err(unreadable) => {
                let (text, finding) = *unreadable;
                (text, Format::Yaml, Node::Null, vec![finding])
            }
        };
        finding::report(findings, id, &text, diagnostics);
        Self {
            origin,
            text,
            format,
            root,
            swagger: None,
            index: Index::default(),
            links: HashMap::new(),
            overlaid: Provenance::default(),
            converted: Provenance::default(),
        }
    }

    /// What diagnostics call the file.
    pub(super) fn shown(&self) -> String {
        self.origin.shown()
    }

    /// Its tree as it was written, overlays applied.
    pub(super) fn written(&self) -> &Node {
        self.swagger.as_ref().unwrap_or(&self.root)
    }
}

fn parse(path: &str, text: &str) -> (Format, Node, Vec<Finding>) {
    let mut first_findings = None;
    for format in formats(path, text) {
        let mut findings = Vec::new();
        let root = match format {
            Format::Json => json::read(text, &mut findings),
            Format::Yaml => yaml::read(text, &mut findings),
        };
        let Some(root) = root else {
            first_findings.get_or_insert(findings);
            continue;
        };
        if root.is_null() {
            findings.push(Finding::new(Code::NotOpenApi, 0, "this file holds no document"));
        }
        return (*format, root, findings);
    }
    (Format::Yaml, Node::Null, first_findings.unwrap_or_default())
}

/// How to read a text, the most likely way first.
fn formats(path: &str, text: &str) -> &'static [Format] {
    let looks_like_json = text.trim_start().starts_with('{');
    match extension(path).as_str() {
        _ if text.trim_start().is_empty() => &[Format::Yaml],
        "json" => &[Format::Json],
        "yaml" | "yml" if looks_like_json => &[Format::Yaml, Format::Json],
        "yaml" | "yml" => &[Format::Yaml],
        _ if looks_like_json => &[Format::Json, Format::Yaml],
        _ => &[Format::Yaml],
    }
}

/// What a path ends in after its last dot, in lower case.
pub(super) fn extension(path: &str) -> String {
    let extension = Path::new(path).extension().and_then(|extension| extension.to_str());
    extension.unwrap_or_default().to_ascii_lowercase()
}
