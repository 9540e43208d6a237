//! In: paths and URLs.
//! Out: the bytes that stand there, or a [`Refusal`].
//! Guarantees: no file outside the root is read, whatever `..`, absolute paths and symbolic links say; nothing is
//! fetched without leave.

use std::collections::HashMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::origin::cleaned;

/// Fetches a URL: its bytes, or why there are none. Redirections are its business.
pub type Fetch<'f> = dyn Fn(&str) -> Result<Vec<u8>, String> + 'f;

/// Why a file is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There is no such file, or it cannot be read.
    Missing {
        /// What the file is called.
        path: String,
        /// What the system says.
        reason: String,
    },
    /// It lies outside the folder that references may not leave.
    Outside,
    /// It is a URL, and nothing may be fetched.
    Remote,
    /// The URL could not be fetched.
    Unfetched {
        /// What the client says.
        reason: String,
    },
    /// The reference has a scheme that names no file.
    Scheme(String),
    /// The percent-encoding of the reference is broken.
    Encoding,
    /// It holds neither JSON nor YAML.
    Unreadable,
    /// Too many files are read already.
    TooMany,
}

/// Where the files of a document are.
pub(super) trait Store {
    /// The path that is the same for all paths to a local file, if it may be read.
    fn identify(&self, path: &Path) -> Result<PathBuf, Refusal>;

    /// The bytes of a file that was identified.
    fn read(&self, identity: &Path) -> Result<Vec<u8>, Refusal>;

    /// The bytes behind a URL.
    fn fetch(&self, url: &str) -> Result<Vec<u8>, Refusal>;
}

/// The file system, below one folder.
pub(super) struct Disk<'f> {
    root: PathBuf,
    fetch: Option<&'f Fetch<'f>>,
}

impl<'f> Disk<'f> {
    /// The folder of the entry file, or the one that the user names instead.
    pub(super) fn new(entry: &Path, root: Option<&Path>, fetch: Option<&'f Fetch<'f>>) -> std::io::Result<Self> {
        let folder = entry.parent().filter(|folder| !folder.as_os_str().is_empty());
        let root_path = root.or(folder).unwrap_or(Path::new("."));
        Ok(Self {
            root: root_path.canonicalize()?,
            fetch,
        })
    }
}

impl Store for Disk<'_> {
    fn identify(&self, path: &Path) -> Result<PathBuf, Refusal> {
        let missing = |error: &std::io::Error| Refusal::Missing {
            path: path.display().to_string(),
            reason: reason(error),
        };
        match path.canonicalize() {
            Ok(identity) if !identity.starts_with(&self.root) => Err(Refusal::Outside),
            Ok(identity) if identity.is_file() => Ok(identity),
            Ok(_) => Err(Refusal::Missing {
                path: path.display().to_string(),
                reason: "it is no file".to_owned(),
            }),
            Err(error) => {
                let absolute = std::path::absolute(path).map(|path| cleaned(&path));
                let is_within = absolute.is_ok_and(|path| {
                    // The nearest folder that exists tells where the path goes.
                    let folder = path.ancestors().skip(1).find_map(|folder| folder.canonicalize().ok());
                    folder.is_some_and(|folder| folder.starts_with(&self.root))
                });
                Err(if is_within { missing(&error) } else { Refusal::Outside })
            }
        }
    }

    fn read(&self, identity: &Path) -> Result<Vec<u8>, Refusal> {
        std::fs::read(identity).map_err(|error| Refusal::Missing {
            path: identity.display().to_string(),
            reason: reason(&error),
        })
    }

    fn fetch(&self, url: &str) -> Result<Vec<u8>, Refusal> {
        let fetch = self.fetch.ok_or(Refusal::Remote)?;
        fetch(url).map_err(|reason| Refusal::Unfetched { reason })
    }
}

/// Texts in memory under their paths; a path that is a URL stands for what is fetched from it.
pub(super) struct Memory<'t> {
    texts: HashMap<PathBuf, &'t str>,
    folder: PathBuf,
}

impl<'t> Memory<'t> {
    /// The first text is the entry file.
    pub(super) fn new(texts: &[(&'t str, &'t str)]) -> Self {
        let entry = texts.first().map_or("", |(path, _)| path);
        Self {
            texts: texts
                .iter()
                .map(|(path, text)| (cleaned(Path::new(path)), *text))
                .collect(),
            folder: cleaned(Path::new(entry).parent().unwrap_or(Path::new(""))),
        }
    }

    fn get(&self, path: &Path) -> Result<Vec<u8>, Refusal> {
        let text = self.texts.get(path).ok_or_else(|| Refusal::Missing {
            path: path.display().to_string(),
            reason: "there is no such file".to_owned(),
        })?;
        Ok(text.as_bytes().to_vec())
    }
}

impl Store for Memory<'_> {
    fn identify(&self, path: &Path) -> Result<PathBuf, Refusal> {
        let path = cleaned(path);
        if path.starts_with(&self.folder) && !path.starts_with("..") {
            // A file that is not there is told when it is read.
            Ok(path)
        } else {
            Err(Refusal::Outside)
        }
    }

    fn read(&self, identity: &Path) -> Result<Vec<u8>, Refusal> {
        self.get(identity)
    }

    fn fetch(&self, url: &str) -> Result<Vec<u8>, Refusal> {
        self.get(&cleaned(Path::new(url))).map_err(|_| Refusal::Remote)
    }
}

/// What the system says, in words that are the same on all of them.
fn reason(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".to_owned(),
        _ => error.to_string(),
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { path, reason } => write!(f, "{path}: {reason}"),
            Self::Outside => f.write_str("it leads out of the folder of the document"),
            Self::Remote => f.write_str("nothing is fetched from the network unless that is allowed"),
            Self::Unfetched { reason } => write!(f, "it cannot be fetched: {reason}"),
            Self::Scheme(scheme) => write!(f, "`{scheme}:` names no file"),
            Self::Encoding => f.write_str("its percent-encoding is broken"),
            Self::Unreadable => f.write_str("the file holds no JSON or YAML"),
            Self::TooMany => f.write_str("the document has too many files"),
        }
    }
}
