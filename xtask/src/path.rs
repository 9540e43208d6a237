//! In: paths as users write them. Out: paths as the file system knows them, and the way from one to another.
//! Guarantees: symbolic links are followed before `..` is applied, as the file system does; what does not exist is kept.

use std::io;
use std::path::{Component, Path, PathBuf};

/// The absolute path without links and `..`, of which any tail may not exist.
///
/// # Errors
///
/// The path is empty, or there is no current folder.
pub(crate) fn resolve(path: &Path) -> io::Result<PathBuf> {
    let mut resolved = PathBuf::new();
    for component in std::path::absolute(path)?.components() {
        match component {
            Component::ParentDir => {
                resolved.pop();
            }
            Component::CurDir => {}
            other => {
                resolved.push(other);
                resolved = resolved.canonicalize().unwrap_or(resolved);
            }
        }
    }
    Ok(resolved)
}

/// The way from a folder to a path, both resolved; `None` where there is none (other drives).
pub(crate) fn relative(from: &Path, to: &Path) -> Option<PathBuf> {
    let mut from = from.components().peekable();
    let mut to = to.components().peekable();
    while from.peek().is_some() && from.peek() == to.peek() {
        from.next();
        to.next();
    }
    let mut way = PathBuf::new();
    for component in from {
        match component {
            Component::Normal(_) => way.push(".."),
            _ => return None,
        }
    }
    way.extend(to);
    if way.as_os_str().is_empty() {
        way.push(".");
    }
    Some(way)
}

/// The path as seen from the current folder, or as it is.
pub(crate) fn shown(path: &Path) -> PathBuf {
    let here = std::env::current_dir().and_then(|here| here.canonicalize());
    here.ok()
        .and_then(|here| relative(&here, path))
        .unwrap_or_else(|| path.to_owned())
}

/// The path with slashes.
pub(crate) fn slashed(path: &Path) -> String {
    path.display().to_string().replace(std::path::MAIN_SEPARATOR, "/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_goes_over_the_nearest_common_folder() {
        for (from, to, way) in [
            ("/a/b/c", "/a/d", "../../d"),
            ("/a", "/a/b/c", "b/c"),
            ("/a/b", "/a", ".."),
            ("/a", "/a", "."),
            ("/a", "/b", "../b"),
        ] {
            assert_eq!(
                relative(Path::new(from), Path::new(to)),
                Some(way.into()),
                "{from} -> {to}"
            );
        }
    }

    #[test]
    fn what_does_not_exist_is_kept() {
        let root = Path::new("/").canonicalize().expect("a root");
        assert_eq!(
            resolve(Path::new("/no-such/./x/../y")).expect("a path"),
            root.join("no-such/y")
        );
    }
}
