//! In: the folder of an API's crates. Out: whether a workspace around it takes them in.
//! Guarantees: decides as Cargo does: the nearest workspace that does not exclude a package is the package's.

use std::fs;
use std::path::Path;

use glob::{MatchOptions, Pattern};
use serde::Deserialize;
use stubsmith::MARK;

use crate::path;

/// In `members`, `*` stays within one folder.
const OPTIONS: MatchOptions = MatchOptions {
    case_sensitive: true,
    require_literal_separator: true,
    require_literal_leading_dot: false,
};

#[derive(Deserialize)]
struct Manifest {
    workspace: Option<Workspace>,
}

#[derive(Deserialize)]
struct Workspace {
    #[serde(default)]
    members: Vec<String>,
    #[serde(default)]
    exclude: Vec<String>,
}

/// Whether the `members` of a workspace around the folder, or in it, take in these crates of it.
pub(super) fn takes_in(folder: &Path, crates: &[&str]) -> bool {
    crates.iter().all(|name| is_member(folder, &folder.join(name)))
}

fn is_member(folder: &Path, package: &Path) -> bool {
    for root in folder.ancestors() {
        let Some(workspace) = workspace(root) else { continue };
        let Some(way) = path::relative(root, package) else {
            return false;
        };
        let way = path::slashed(&way);
        if !workspace.excludes(&way) {
            return workspace.members.iter().any(|member| matches(member, &way));
        }
    }
    false
}

/// The workspace whose root is this folder, unless it is one of ours.
fn workspace(root: &Path) -> Option<Workspace> {
    let text = fs::read_to_string(root.join("Cargo.toml")).ok()?;
    if text.lines().next().is_some_and(|line| line.contains(MARK)) {
        return None;
    }
    toml::from_str::<Manifest>(&text).ok()?.workspace
}

impl Workspace {
    fn excludes(&self, way: &str) -> bool {
        let is_below = |folder: &String| Path::new(way).starts_with(plain(folder));
        self.exclude.iter().any(is_below) && !self.members.iter().any(is_below)
    }
}

fn matches(member: &str, way: &str) -> bool {
    Pattern::new(plain(member)).is_ok_and(|pattern| pattern.matches_with(way, OPTIONS))
}

fn plain(member: &str) -> &str {
    member.trim_start_matches("./").trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decide(manifest: &str, folder: &str) -> bool {
        let root = tempfile::tempdir().expect("a folder");
        fs::write(root.path().join("Cargo.toml"), manifest).expect("a file");
        takes_in(&root.path().join(folder), &["types", "client"])
    }

    #[test]
    fn members_are_globs() {
        for (members, folder, taken) in [
            ("'generated/*/*'", "generated/a", true),
            ("'./generated/*/*/'", "generated/a", true),
            ("'generated/*'", "generated/a", false),
            ("'generated/**'", "generated/a", true),
            ("'a/types', 'a/client'", "a", true),
            ("'a/types'", "a", false),
            ("'types', 'client'", "", true),
            ("'[tc]*'", "", true),
            ("", "a", false),
        ] {
            let manifest = format!("[workspace]\nmembers = [{members}]\n");
            assert_eq!(decide(&manifest, folder), taken, "{members} {folder}");
        }
    }

    #[test]
    fn a_workspace_that_excludes_or_is_none_is_passed_by() {
        assert!(!decide("[workspace]\nmembers = ['a/*']\nexclude = ['a']\n", "a"));
        assert!(decide(
            "[workspace]\nmembers = ['a/types', 'a/client']\nexclude = ['a']\n",
            "a"
        ));
        assert!(!decide("[package]\nname = 'a'\n", "a"));
        assert!(!decide("not TOML", "a"));
        assert!(!decide(&format!("# {MARK}\n[workspace]\nmembers = ['a/*']\n"), "a"));
    }
}
