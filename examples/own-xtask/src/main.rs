//! A project's own `xtask`: writes the crates of a document to a folder, and a workspace around them.

use std::env;
use std::error::Error;
use std::path::{Path, PathBuf};

use stubsmith::{Generator, Options};

/// The crates have no workspace of their own unless someone gives them one.
const WORKSPACE: &str = "[workspace]\nresolver = \"3\"\nmembers = [\"types\", \"client\", \"server\"]\n";

fn main() -> Result<(), Box<dyn Error>> {
    let out = env::args_os()
        .nth(1)
        .map_or_else(|| "target/library".into(), PathBuf::from);
    let document = Path::new(env!("CARGO_MANIFEST_DIR")).join("../build-script/library.yaml");
    let options = Options::from_toml(include_str!("../library.toml"))?;

    let generator = Generator::new("library".parse()?).options(options);
    let mut files = generator.runtime_path("../../../runtime").files(document)?;
    files.insert("Cargo.toml".to_owned(), WORKSPACE.to_owned());
    Ok(files.write(&out)?)
}
