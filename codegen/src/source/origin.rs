//! In: a file of the document and what a reference in it says.
//! Out: [`Origin`]: which file is meant, and what to call it.
//! Guarantees: nothing is read; whether a file may be read is decided by the store.

use std::path::{Component, Path, PathBuf};

use crate::pointer::decode_percent;

use super::store::Refusal;
use super::uri;

/// Where a file comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Origin {
    /// A path, as it is shown to the user.
    Local(PathBuf),
    /// An `http` or `https` URL.
    Remote(String),
}

impl Origin {
    /// The file that a reference without fragment means in this one.
    pub(super) fn join(&self, resource: &str) -> Result<Self, Refusal> {
        let scheme = uri::scheme(resource).map(str::to_ascii_lowercase);
        match (self, scheme.as_deref()) {
            (_, Some("http" | "https")) => Ok(Self::Remote(resource.to_owned())),
            (Self::Remote(base), None) => Ok(Self::Remote(uri::resolve(base, resource))),
            (Self::Local(_), Some("file")) => {
                let path = resource.split_once(':').map_or("", |(_, path)| path);
                let path = path.strip_prefix("//").unwrap_or(path);
                let path = path.strip_prefix("localhost").unwrap_or(path);
                Ok(Self::Local(PathBuf::from(decoded(path)?)))
            }
            (Self::Local(_), None) if resource.starts_with("//") => Ok(Self::Remote(format!("https:{resource}"))),
            (Self::Local(base), None) => {
                let path = decoded(resource)?;
                let folder = base.parent().unwrap_or(Path::new(""));
                Ok(Self::Local(cleaned(&folder.join(path))))
            }
            (_, Some(other)) => Err(Refusal::Scheme(other.to_owned())),
        }
    }

    /// What diagnostics call the file.
    pub(super) fn shown(&self) -> String {
        match self {
            Self::Local(path) => path.display().to_string(),
            Self::Remote(url) => url.clone(),
        }
    }

    /// The URI that names in the file are relative to.
    pub(super) fn uri(&self) -> String {
        match self {
            Self::Local(path) => format!("file:///{}", path.display().to_string().replace('\\', "/")),
            Self::Remote(url) => url.clone(),
        }
    }
}

fn decoded(path: &str) -> Result<String, Refusal> {
    decode_percent(path).map_err(|_| Refusal::Encoding)
}

/// The path without `.`, and without `..` where a folder stands before it.
pub(super) fn cleaned(path: &Path) -> PathBuf {
    let mut clean = PathBuf::new();
    for component in path.components() {
        match component {
            Component::CurDir => {}
            Component::ParentDir if matches!(clean.components().next_back(), Some(Component::Normal(_))) => {
                clean.pop();
            }
            Component::ParentDir if clean.has_root() => {}
            other => clean.push(other),
        }
    }
    clean
}
