//! In: the runtime crate beside this one. Out: `runtime_files.rs`, its texts as constants of the commands.
//! Guarantees: files stand in the order of their paths; of the runtime only `src` and the manifest are taken.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

fn main() -> Result<(), Box<dyn Error>> {
    let package = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?);
    let root = package.parent().ok_or("this package lies in no folder")?;
    let runtime = root.join("runtime");
    let mut code = String::new();
    for (name, file) in [
        ("MANIFEST", runtime.join("Cargo.toml")),
        ("WORKSPACE", root.join("Cargo.toml")),
    ] {
        println!("cargo::rerun-if-changed={}", file.display());
        writeln!(code, "const {name}: &str = include_str!({file:?});")?;
    }
    println!("cargo::rerun-if-changed={}", runtime.join("src").display());
    let mut files = Vec::new();
    collect(&runtime.join("src"), "src", &mut files)?;
    for name in ["LICENSE-APACHE", "LICENSE-MIT", "rustfmt.toml"] {
        println!("cargo::rerun-if-changed={}", root.join(name).display());
        files.push((name.to_owned(), root.join(name)));
    }
    files.sort();
    writeln!(code, "const FILES: &[(&str, &str)] = &[")?;
    for (path, file) in files {
        writeln!(code, "    ({path:?}, include_str!({file:?})),")?;
    }
    writeln!(code, "];")?;
    fs::write(PathBuf::from(env::var("OUT_DIR")?).join("runtime_files.rs"), code)?;
    Ok(())
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<(String, PathBuf)>) -> Result<(), Box<dyn Error>> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = entry.file_name().into_string().map_err(|_| "a file name is no UTF-8")?;
        let path = format!("{prefix}/{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &path, files)?;
        } else if [".rs", ".html", ".js"].iter().any(|end| name.ends_with(end)) {
            files.push((path, entry.path()));
        }
    }
    Ok(())
}
