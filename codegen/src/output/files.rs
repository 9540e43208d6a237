//! A set of files, by relative path.

use std::collections::BTreeMap;

/// Files by path: relative, with slashes.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Files(BTreeMap<String, String>);

/// How one file of a set differs from what stands.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Difference {
    /// It is wanted, and does not stand.
    Missing(String),
    /// It stands with another text.
    Changed(String),
    /// It stands, and nothing wants it.
    Orphaned(String),
}

impl Files {
    /// Adds a file.
    pub fn insert(&mut self, path: String, text: String) {
        self.0.insert(path, text);
    }

    /// Adds all files of another set below a folder.
    pub fn extend_below(&mut self, folder: &str, other: Files) {
        for (path, text) in other.0 {
            self.0.insert(format!("{folder}/{path}"), text);
        }
    }

    /// The text of a file.
    pub fn get(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// All files in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// How many files there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// What must be done to `standing` so that it equals this set, in the order of paths.
    pub fn differences(&self, standing: &Files) -> Vec<Difference> {
        let mut differences: Vec<Difference> = Vec::new();
        for (path, text) in &self.0 {
            match standing.0.get(path) {
                None => differences.push(Difference::Missing(path.clone())),
                Some(other) if other != text => differences.push(Difference::Changed(path.clone())),
                Some(_) => {}
            }
        }
        let orphaned = standing.0.keys().filter(|path| !self.0.contains_key(*path));
        differences.extend(orphaned.map(|path| Difference::Orphaned(path.clone())));
        differences.sort_by(|left, right| left.path().cmp(right.path()));
        differences
    }
}

impl Difference {
    /// The file's path.
    pub fn path(&self) -> &str {
        match self {
            Self::Missing(path) | Self::Changed(path) | Self::Orphaned(path) => path,
        }
    }
}
