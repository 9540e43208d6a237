//! `cargo xtask corpus` over documents of the test's own: what is told, what is written, and when a run fails.

#![expect(clippy::expect_used, reason = "a test stops where something it needs is missing")]

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use tempfile::TempDir;

/// A document with one operation.
fn good(title: &str) -> String {
    let operation = "{ operationId: ring, responses: { '204': { description: It rang. } } }";
    format!("openapi: 3.1.0\ninfo: {{ title: {title}, version: '1' }}\npaths: {{ /ring: {{ post: {operation} }} }}\n")
}

/// A document with a reference that leads nowhere.
const BAD: &str = "openapi: 3.1.0\ninfo: { title: Bad, version: '1' }\n\
                   components: { schemas: { A: { $ref: '#/components/schemas/Gone' } } }\n";

struct Place {
    folder: TempDir,
}

struct Run {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl Place {
    /// A place with a runtime crate, two good documents and two bad ones.
    fn new() -> Self {
        let place = Self {
            folder: tempfile::tempdir().expect("a folder"),
        };
        place.write("runtime/Cargo.toml", "[package]\nname = \"stubsmith-runtime\"\n");
        place.write("documents/bells/a.yaml", &good("A"));
        place.write("documents/bells/b c.yaml", &good("B"));
        place.write("documents/broken/a.yml", BAD);
        place.write("documents/broken/b.json", "{");
        place.write("documents/notes.txt", "no document");
        place.known("generate broken/*.yml # it refers to nothing\ngenerate broken/b.json # it ends early\n");
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

    fn known(&self, text: &str) {
        self.write("xtask/corpus/known-failures.txt", text);
    }

    fn run(&self, arguments: &[&str]) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_stubsmith"))
            .args(["corpus", "--from", "documents"])
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("CARGO_MANIFEST_DIR")
            .output()
            .expect("a run");
        Run {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// The table of the last run, without its head.
    fn table(&self) -> Vec<Vec<String>> {
        let text = fs::read_to_string(self.path("corpus/table.tsv")).expect("a table");
        let cells = |line: &str| line.split('\t').map(str::to_owned).collect();
        text.lines().skip(1).map(cells).collect()
    }

    fn documents(&self) -> Vec<String> {
        self.table().into_iter().map(|mut cells| cells.swap_remove(0)).collect()
    }
}

impl Run {
    #[track_caller]
    fn ends(self, code: i32, told: &str) -> Self {
        let all = format!("{}{}", self.stdout, self.stderr);
        assert_eq!(self.code, Some(code), "{all}");
        assert!(all.contains(told), "{told} is not told:\n{all}");
        assert!(!all.contains(['\r', '\u{1b}']), "control codes in a pipe: {all:?}");
        self
    }
}

#[test]
fn every_document_is_told_and_known_failures_are_none() {
    let place = Place::new();
    place
        .run(&[])
        .ends(0, "4 documents: 2 generate, 2 are refused, 0 crash");
    let table = place.table();
    let told: Vec<[&str; 4]> = table
        .iter()
        .map(|cells| [&*cells[0], &*cells[1], &*cells[3], &*cells[9]])
        .collect();
    assert_eq!(
        told,
        [
            ["bells/a.yaml", "3.1.0", "1", "generated"],
            ["bells/b c.yaml", "3.1.0", "1", "generated"],
            ["broken/a.yml", "3.1.0", "-", "refused"],
            ["broken/b.json", "?", "-", "refused"],
        ]
    );
    assert_eq!(table[2][12], "invalid/dangling-ref");
    assert!(table[2][13].starts_with("3:"), "{table:?}");
    assert!(place.path("corpus/summary.md").is_file());
}

#[test]
fn a_failure_that_nobody_knows_fails_the_run() {
    let place = Place::new();
    place.known("generate broken/*.yml # it refers to nothing\n");
    place.run(&[]).ends(1, "- fails: broken/b.json");
}

#[test]
fn an_entry_that_starts_to_pass_fails_the_run() {
    let place = Place::new();
    let mended = r#"{"openapi":"3.1.0","info":{"title":"B","version":"1"},"components":{"schemas":{}}}"#;
    place.write("documents/broken/b.json", mended);
    place
        .run(&[])
        .ends(1, "line 2: `broken/b.json` generates by now (\"it ends early\")");
}

#[test]
fn an_entry_without_a_document_fails_a_whole_run_only() {
    let place = Place::new();
    fs::remove_file(place.path("documents/broken/b.json")).expect("no file");
    place.run(&[]).ends(1, "line 2: no document is called `broken/b.json`");
    place.run(&["--only", "*.yml"]).ends(0, "1 document: 0 generate");
}

#[test]
fn documents_are_chosen_by_glob_and_by_lot() {
    let place = Place::new();
    place.run(&["--only", "b*a.y*ml"]).ends(0, "2 documents");
    assert_eq!(place.documents(), ["bells/a.yaml", "broken/a.yml"]);
    place.run(&["--sample", "2", "--seed", "5"]).ends(0, "2 documents");
    let drawn = place.documents();
    place
        .run(&["--sample", "2", "--seed", "5", "--jobs", "1"])
        .ends(0, "2 documents");
    assert_eq!(place.documents(), drawn);
    place.run(&["--only", "gone"]).ends(2, "there is no such document");
}

#[test]
fn a_list_that_cannot_be_read_is_refused() {
    let place = Place::new();
    place.known("generate broken/b.json\n");
    place.run(&[]).ends(2, "known-failures.txt: line 1: there is no ` # `");
    place.run(&["--known", "gone.txt"]).ends(2, "cannot read gone.txt");
}
