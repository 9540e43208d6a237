//! `cargo xtask gen` as other tools call it: exit codes, what is written, what is told and where.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

mod check;
mod diagnostics;
mod document;
mod files;
mod folder;
mod project;
mod workspace;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// A document of OpenAPI 3.0 with a path parameter, an object and an enumeration.
const LAMPS: &str = r"
openapi: 3.0.3
info: { title: Lamps, version: 1.0.0 }
paths:
  /lamps/{id}:
    get:
      operationId: getLamp
      tags: [lamps]
      parameters:
        - { name: id, in: path, required: true, schema: { type: string, maxLength: 12 } }
      responses:
        '200':
          description: The lamp.
          content: { application/json: { schema: { $ref: '#/components/schemas/Lamp' } } }
        '404':
          description: There is none.
          content: { application/json: { schema: { $ref: '#/components/schemas/Problem' } } }
components:
  schemas:
    Lamp:
      type: object
      required: [state]
      properties:
        state: { type: string, enum: [bright, dark] }
        since: { type: string, format: date-time, nullable: true }
    Problem:
      type: object
      properties:
        message: { type: string }
";

/// A document of OpenAPI 3.1.
const BELLS: &str = r"
openapi: 3.1.0
info: { title: Bells, version: 2.0.0 }
paths:
  /bells:
    get:
      operationId: countBells
      responses:
        '200':
          description: How many.
          content: { application/json: { schema: { $ref: '#/components/schemas/Count' } } }
components:
  schemas:
    Count:
      type: object
      properties:
        bells: { type: [integer, 'null'], minimum: 0 }
";

/// Two errors: references that lead nowhere, in this file and in another one.
const BROKEN: &str = r"
openapi: 3.1.0
info: { title: Broken, version: 1.0.0 }
paths:
  /a:
    get:
      operationId: a
      responses:
        '200':
          description: Nothing.
          content: { application/json: { schema: { $ref: '#/components/schemas/Gone' } } }
  /b:
    get:
      operationId: b
      responses:
        '200':
          description: Nothing.
          content: { application/json: { schema: { $ref: 'gone.yaml' } } }
";

/// A response without a description, which is read with a warning.
const HARMLESS: &str = r"
openapi: 3.1.0
info: { title: Harmless, version: 1.0.0 }
paths:
  /a:
    get:
      operationId: a
      responses:
        '204': {}
";

/// A folder of a test with the means to run commands in it.
struct Place {
    folder: TempDir,
}

/// What a command said and how it ended.
#[derive(Debug)]
struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Place {
    /// A place that has a runtime crate, as a repository of Stubsmith does.
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        place.write(
            "runtime/Cargo.toml",
            "[package]\nname = \"stubsmith-runtime\"\nversion = \"0.1.0\"\n",
        );
        place
    }

    fn path(&self, path: &str) -> PathBuf {
        self.folder.path().join(path)
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(path, text).expect("a file");
    }

    fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Runs `cargo xtask gen` with arguments that hold no spaces.
    fn run(&self, arguments: &str) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_stubsmith"))
            .arg("gen")
            .args(arguments.split_whitespace())
            .current_dir(self.folder.path())
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .expect("a run");
        Run::from(output)
    }

    /// All files below a folder with their texts.
    fn files(&self, folder: &str) -> BTreeMap<String, String> {
        let mut files = BTreeMap::new();
        collect(&self.path(folder), "", &mut files);
        files
    }
}

impl From<Output> for Run {
    fn from(output: Output) -> Self {
        Self {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }
}

impl Run {
    /// Demands an exit code.
    #[track_caller]
    fn ends(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        let control = |text: &str| text.chars().any(|c| c.is_control() && c != '\n');
        assert!(
            !control(&self.stdout) && !control(&self.stderr),
            "control codes in a pipe: {self:#?}"
        );
        self
    }

    /// Demands a text on stderr.
    #[track_caller]
    fn tells(self, text: &str) -> Self {
        assert!(self.stderr.contains(text), "{text} is not told: {self:#?}");
        self
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut BTreeMap<String, String>) {
    for entry in fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display())) {
        let entry = entry.expect("an entry");
        let path = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.path().is_dir() {
            collect(&entry.path(), &format!("{path}/"), files);
        } else {
            files.insert(path, fs::read_to_string(entry.path()).expect("a text"));
        }
    }
}
