//! In: a folder. Out: in it, the package of a program that serves a generated mock.
//! Guarantees: equal files are not touched, so that Cargo builds nothing anew.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::exit::Failure;
use crate::repository;

/// What the packages of the crates are called by.
pub(super) const API: &str = "mock";

const PROGRAM: &str = r#"//! Serves the mock on the address that the first argument names, with the seed of the second and the credential of the
//! third, until its standard input ends.

use std::{env, error::Error, io, process, thread};

use mock_server::runtime::mock::Mock;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = env::args().skip(1);
    let address = arguments.next().unwrap_or_default();
    let mut mock = Mock::with_seed(arguments.next().unwrap_or_default().parse()?);
    if let Some(credential) = arguments.next() {
        mock = mock.with_credential(credential);
    }
    tracing_subscriber::fmt().with_writer(io::stderr).init();
    thread::spawn(|| {
        let _ = io::copy(&mut io::stdin(), &mut io::sink());
        process::exit(0);
    });
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    runtime.block_on(async {
        let listener = tokio::net::TcpListener::bind(address).await?;
        println!("Listening on http://{}", listener.local_addr()?);
        axum::serve(listener, mock_server::router(mock)).await?;
        Ok(())
    })
}
"#;

/// The package, which holds the generated crates.
pub(super) struct Package {
    /// Where all mocks lie.
    cache: PathBuf,
    key: String,
}

impl Package {
    pub(super) fn new(target: &Path, key: &str) -> Self {
        Self {
            cache: target.join("mock"),
            key: key.to_owned(),
        }
    }

    fn folder(&self) -> PathBuf {
        self.cache.join(&self.key)
    }

    fn name(&self) -> String {
        format!("{API}-{}", self.key)
    }

    /// The folder of the generated crates.
    pub(super) fn api(&self) -> PathBuf {
        self.folder().join("api")
    }

    pub(super) fn manifest(&self) -> PathBuf {
        self.folder().join("Cargo.toml")
    }

    /// Where Cargo builds all mocks, since they have most crates in common.
    pub(super) fn target(&self) -> PathBuf {
        self.cache.join("target")
    }

    /// The program that is built.
    pub(super) fn program(&self) -> PathBuf {
        let file = format!("{}{}", self.name(), std::env::consts::EXE_SUFFIX);
        self.target().join("debug").join(file)
    }

    /// Writes the package around the generated crates.
    ///
    /// # Errors
    ///
    /// A file could not be written.
    pub(super) fn write(&self) -> Result<(), Failure> {
        let manifest = format!(
            "[package]\nname = \"{}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n[workspace]\nexclude = \
             [\"api\"]\n\n[dependencies]\naxum = {{ version = \"0.8\", default-features = false, features = [\"http1\", \
             \"tokio\"] }}\n{API}-server = {{ path = \"api/server\", features = [\"mock\"] }}\ntokio = {{ version = \"1\", \
             default-features = false, features = [\"net\", \"rt\", \"time\"] }}\ntracing-subscriber = {{ version = \
             \"0.3\", default-features = false, features = [\"fmt\", \"std\"] }}\n\n[profile.dev]\ndebug = false\n",
            self.name()
        );
        self.put("Cargo.toml", &manifest)?;
        self.put("src/main.rs", PROGRAM)?;
        let lock = self.folder().join("Cargo.lock");
        let known = repository::runtime().and_then(|runtime| Some(runtime.parent()?.join("Cargo.lock")));
        if let (false, Some(known)) = (lock.exists(), known) {
            // The versions that are there already. Without them Cargo looks for the newest.
            let _ = fs::copy(known, lock);
        }
        Ok(())
    }

    fn put(&self, path: &str, text: &str) -> Result<(), Failure> {
        let file = self.folder().join(path);
        let write = || -> io::Result<()> {
            if fs::read(&file).is_ok_and(|standing| standing == text.as_bytes()) {
                return Ok(());
            }
            file.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(&file, text)
        };
        write().map_err(|error| Failure::failed(format!("cannot write {}: {error}", file.display())))
    }
}
