//! In: folders. Out: the documents in them that a run is about, in the order of their ids.
//! Guarantees: the same documents, number and seed give the same sample on any machine.

use std::cmp::Reverse;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use glob::Pattern;
use sha2::{Digest, Sha256};

/// A folder of documents.
pub(super) struct Collection {
    /// What ids of its documents begin with; may be empty.
    pub(super) prefix: String,
    pub(super) folder: PathBuf,
    /// Names that end so are no documents.
    pub(super) left_out: &'static [&'static str],
}

/// One document of the corpus.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Document {
    /// Its collection and its path in it, with slashes.
    pub(super) id: String,
    pub(super) path: PathBuf,
    pub(super) bytes: u64,
}

impl Collection {
    /// All documents of the folder.
    ///
    /// # Errors
    ///
    /// A folder cannot be read.
    pub(super) fn documents(&self) -> io::Result<Vec<Document>> {
        let mut documents = Vec::new();
        self.collect(&self.folder, &self.prefix, &mut documents)?;
        documents.sort();
        Ok(documents)
    }

    fn collect(&self, folder: &Path, prefix: &str, documents: &mut Vec<Document>) -> io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name().to_string_lossy().into_owned();
            let id = if prefix.is_empty() {
                name.clone()
            } else {
                format!("{prefix}/{name}")
            };
            let is_document = || {
                let extension = Path::new(&name).extension().and_then(|extension| extension.to_str());
                matches!(extension, Some("json" | "yaml" | "yml"))
                    && !self.left_out.iter().any(|end| name.ends_with(end))
            };
            if entry.file_type()?.is_dir() {
                self.collect(&entry.path(), &id, documents)?;
            } else if is_document() {
                documents.push(Document {
                    id,
                    path: entry.path(),
                    bytes: entry.metadata()?.len(),
                });
            }
        }
        Ok(())
    }
}

impl Document {
    /// What the names of its crates begin with: readable, and different for each document.
    pub(super) fn api_name(&self) -> String {
        let mut words: Vec<String> = Vec::new();
        let stem = self.id.rsplit_once('.').map_or(self.id.as_str(), |(stem, _)| stem);
        for word in stem.split(|character: char| !character.is_ascii_alphanumeric()) {
            if !word.is_empty() && words.iter().map(String::len).sum::<usize>() < 40 {
                words.push(word.to_ascii_lowercase());
            }
        }
        words.push(hex(&self.id).chars().take(6).collect());
        format!("c-{}", words.join("-"))
    }
}

/// The documents that a glob names, and of them a sample.
pub(super) fn select(
    mut documents: Vec<Document>,
    only: Option<&Pattern>,
    sample: Option<usize>,
    seed: u64,
) -> Vec<Document> {
    documents.retain(|document| only.is_none_or(|only| only.matches(&document.id)));
    if let Some(count) = sample {
        draw(&mut documents, count, seed);
    }
    documents
}

/// Leaves that many documents, as the seed wants it, in their order.
pub(super) fn draw(documents: &mut Vec<Document>, count: usize, seed: u64) {
    // A document that comes or goes changes one place of the sample and leaves the others.
    documents.sort_by_cached_key(|document| Reverse(hex(&format!("{seed} {}", document.id))));
    documents.truncate(count);
    documents.sort();
}

/// A text's SHA-256.
pub(super) fn hex(text: &str) -> String {
    digest(Sha256::new_with_prefix(text))
}

/// What a hasher has come to, in hexadecimal digits.
pub(super) fn digest(hasher: Sha256) -> String {
    hasher.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn documents(count: usize) -> Vec<Document> {
        let document = |number: usize| Document {
            id: format!("a/{number:03}.json"),
            path: PathBuf::new(),
            bytes: 1,
        };
        (0..count).map(document).collect()
    }

    fn drawn(all: usize, count: usize, seed: u64) -> Vec<String> {
        let sample = select(documents(all), None, Some(count), seed);
        sample.into_iter().map(|document| document.id).collect()
    }

    #[test]
    fn samples_depend_on_the_seed_alone() {
        assert_eq!(drawn(300, 3, 7), ["a/155.json", "a/159.json", "a/225.json"]);
        assert_ne!(drawn(300, 3, 8), drawn(300, 3, 7));
        assert_eq!(drawn(2, 3, 7).len(), 2);
    }

    #[test]
    fn a_further_document_changes_one_place_at_most() {
        let (before, after) = (drawn(300, 20, 1), drawn(301, 20, 1));
        assert!(before.iter().filter(|id| !after.contains(id)).count() <= 1);
    }

    #[test]
    fn names_fit_crates_and_differ() {
        let name = |id: &str| {
            let document = Document {
                id: id.to_owned(),
                path: PathBuf::new(),
                bytes: 0,
            };
            document.api_name()
        };
        assert!(name("x/business units.json").starts_with("c-x-business-units-"));
        assert_ne!(name("a/b.json"), name("a/B.json"));
        assert!(name(&"long/".repeat(99)).len() < 70);
    }
}
