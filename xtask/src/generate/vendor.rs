//! In: the runtime crate as it was when this binary was built. Out: the files of a copy that stands alone.
//! Guarantees: the copy's manifest inherits nothing from a workspace, and needs nothing that only tests need.

use stubsmith::{Files, MARK};
use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, TableLike, Value};

use crate::exit::Failure;

include!(concat!(env!("OUT_DIR"), "/runtime_files.rs"));

/// The copy's folder, beside those of the crates.
pub(super) const FOLDER: &str = "runtime";

/// Parts of the manifest whose files are not copied, or that only they need.
const LEFT_OUT: [&str; 4] = ["dev-dependencies", "test", "bench", "example"];

/// The copy's files, relative to its folder.
///
/// # Errors
///
/// The manifest is one that this code does not know how to resolve, a fault of ours.
pub(super) fn files() -> Result<Files, Failure> {
    let manifest = resolve(MANIFEST, WORKSPACE).map_err(|reason| {
        Failure::failed(format!(
            "the manifest of the runtime crate cannot be resolved: {reason}"
        ))
    })?;
    let mut files = Files::default();
    for (path, text) in FILES.iter().filter(|(path, _)| !path.ends_with("/tests.rs")) {
        files.insert((*path).to_owned(), without_tests(text));
    }
    files.insert(
        "Cargo.toml".to_owned(),
        format!("# {MARK}: a copy that stands alone.\n\n{manifest}"),
    );
    let readme = format!(
        "# stubsmith-runtime\n\n{MARK}: a copy of the crate that the crates beside it link to. Generate again to renew it; \
         its tests stay with the original.\n"
    );
    files.insert("README.md".to_owned(), readme);
    Ok(files)
}

/// A source file without its test module, which always stands last unless it has a file of its own.
fn without_tests(text: &str) -> String {
    let code = text
        .split_once("\n#[cfg(test)]\nmod tests {")
        .map_or(text, |(code, _)| code);
    let mut kept: Vec<&str> = Vec::new();
    for line in code.lines() {
        if line == "mod tests;" {
            // The condition that it stands under.
            kept.pop();
        } else {
            kept.push(line);
        }
    }
    format!("{}\n", kept.join("\n").trim_end())
}

/// A member's manifest with what it inherits put in its place.
fn resolve(manifest: &str, workspace: &str) -> Result<String, String> {
    let mut manifest: DocumentMut = manifest.parse().map_err(|error| format!("{error}"))?;
    let workspace: DocumentMut = workspace.parse().map_err(|error| format!("{error}"))?;
    let workspace = workspace.get("workspace").ok_or("there is no workspace")?;
    for part in LEFT_OUT {
        manifest.remove(part);
    }
    if let Some(package) = manifest.get_mut("package").and_then(Item::as_table_like_mut) {
        inherit(package, |key| workspace.get("package")?.get(key))?;
    }
    if manifest.get("lints").is_some_and(is_inherited) {
        let mut lints = workspace.get("lints").cloned().ok_or("there are no lints")?;
        if let Some(lints) = lints.as_table_mut() {
            lints.set_implicit(true);
        }
        manifest.insert("lints", lints);
    }
    let dependencies = |key: &str| workspace.get("dependencies")?.get(key);
    for part in ["dependencies", "build-dependencies"] {
        if let Some(table) = manifest.get_mut(part).and_then(Item::as_table_like_mut) {
            depend(table, dependencies)?;
        }
    }
    if manifest.contains_key("target") {
        return Err("it has dependencies of certain targets".to_owned());
    }
    let mut lib = manifest
        .remove("lib")
        .and_then(|lib| lib.into_table().ok())
        .unwrap_or_default();
    for key in ["test", "doctest"] {
        lib.insert(key, toml_edit::value(false));
    }
    manifest.insert("lib", Item::Table(lib));
    in_order(&mut manifest);
    Ok(manifest.to_string())
}

fn is_inherited(item: &Item) -> bool {
    item.get("workspace").and_then(Item::as_bool) == Some(true)
}

/// Puts values of the workspace in the place of `key.workspace = true`.
fn inherit<'w>(table: &mut dyn TableLike, workspace: impl Fn(&str) -> Option<&'w Item>) -> Result<(), String> {
    for (key, item) in table.iter_mut() {
        if is_inherited(item) {
            *item = workspace(key.get())
                .cloned()
                .ok_or_else(|| format!("the workspace has no `{key}`"))?;
        }
    }
    Ok(())
}

/// Puts dependencies of the workspace in the place of `{ workspace = true, … }`, with what is said beside it.
fn depend<'w>(table: &mut dyn TableLike, workspace: impl Fn(&str) -> Option<&'w Item>) -> Result<(), String> {
    for (key, item) in table.iter_mut() {
        if is_inherited(item) {
            let inherited = workspace(key.get()).ok_or_else(|| format!("the workspace has no `{key}`"))?;
            *item = merge(inherited, item).ok_or_else(|| format!("`{key}` cannot be merged"))?;
        }
    }
    Ok(())
}

/// A dependency of the workspace with the additions of a member: features add up, and a member may be optional or ask
/// for the default features that the workspace leaves out. `None`: it has a path or something else that means nothing
/// outside the workspace.
fn merge(inherited: &Item, member: &Item) -> Option<Item> {
    let mut merged = match inherited.as_value()? {
        Value::String(version) => InlineTable::from_iter([("version", version.value().as_str())]),
        Value::InlineTable(table) => table.clone(),
        _ => return None,
    };
    if merged.contains_key("path") {
        return None;
    }
    for (key, item) in member.as_table_like()?.iter() {
        match key {
            "workspace" => {}
            "features" => {
                let mut features = merged
                    .get("features")
                    .and_then(Value::as_array)
                    .cloned()
                    .unwrap_or_default();
                add(&mut features, item.as_array()?);
                merged.insert(key, features.into());
            }
            "default-features" if item.as_bool() == Some(true) => {
                merged.remove(key);
            }
            "optional" => {
                merged.insert(key, item.as_value()?.clone());
            }
            _ => return None,
        }
    }
    let only_version = (merged.len() == 1).then(|| merged.get("version").cloned()).flatten();
    let mut value = only_version.unwrap_or(Value::InlineTable(merged));
    if let Value::InlineTable(table) = &mut value {
        table.fmt();
    }
    value.decor_mut().clear();
    Some(Item::Value(value))
}

fn add(features: &mut Array, more: &Array) {
    let known: Vec<String> = features.iter().filter_map(Value::as_str).map(str::to_owned).collect();
    for feature in more
        .iter()
        .filter_map(Value::as_str)
        .filter(|feature| !known.iter().any(|it| it == feature))
    {
        features.push(feature);
    }
    features.fmt();
}

/// Lets tables follow each other as they were inserted: those of the workspace bring positions of their own.
fn in_order(manifest: &mut DocumentMut) {
    fn number(table: &mut Table, next: &mut isize) {
        table.set_position(Some(*next));
        *next += 1;
        for (_, item) in table.iter_mut() {
            if let Item::Table(inner) = item {
                number(inner, next);
            }
        }
    }
    number(manifest.as_table_mut(), &mut 0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_copy_of_the_real_manifest_stands_alone() {
        let files = files().expect("a copy");
        let manifest = files.get("Cargo.toml").expect("a manifest");
        assert!(!manifest.contains("workspace"), "{manifest}");
        manifest.parse::<toml::Table>().expect("TOML");
        assert!(files.get("src/lib.rs").is_some());
        for (path, text) in files.iter() {
            assert!(
                !text.contains("cfg(test)") && !text.contains("mod tests"),
                "{path} holds tests"
            );
        }
    }

    #[test]
    fn what_is_inherited_is_merged_with_what_is_said_beside_it() {
        let workspace = r#"
            [workspace]
            package = { version = "1.2.3", edition = "2024" }
            lints.rust.unsafe_code = "forbid"
            [workspace.dependencies]
            a = "1"
            b = { version = "2", default-features = false, features = ["x"] }
            c = { path = "c" }
        "#;
        let resolved = |dependencies: &str| {
            let manifest = format!(
                "[package]\nname = \"m\"\nversion.workspace = true\nedition = {{ workspace = true }}\n\n[lints]\nworkspace = \
                 true\n\n[dependencies]\n{dependencies}\n\n[dev-dependencies]\na.workspace = true\n"
            );
            resolve(&manifest, workspace).map(|text| text.parse::<toml::Table>().expect("TOML"))
        };
        let manifest = resolved("a.workspace = true\nb = { workspace = true, optional = true, features = ['y', 'x'] }");
        let expected = r#"
            package = { name = "m", version = "1.2.3", edition = "2024" }
            lints.rust.unsafe_code = "forbid"
            lib = { test = false, doctest = false }
            [dependencies]
            a = "1"
            b = { version = "2", default-features = false, features = ["x", "y"], optional = true }
        "#;
        assert_eq!(manifest, Ok(expected.parse().expect("TOML")));
        let dependency = |text: &str, name: &str| resolved(text).map(|manifest| manifest["dependencies"][name].clone());
        let with_defaults = dependency("b = { workspace = true, default-features = true }", "b");
        assert_eq!(
            with_defaults,
            dependency("b = { version = '2', features = ['x'] }", "b")
        );
        assert!(dependency("c.workspace = true", "c").is_err());
        assert!(dependency("d.workspace = true", "d").is_err());
    }
}
