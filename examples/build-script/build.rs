//! Turns the document into the modules `types`, `client` and `server`, which `src/main.rs` includes.

use std::{env, error::Error, path::Path};

use stubsmith::Generator;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=library.yaml");
    let files = Generator::new("library".parse()?)
        .module("crate::library")
        .files("library.yaml")?;
    Ok(files.write(&Path::new(&env::var("OUT_DIR")?).join("library"))?)
}
