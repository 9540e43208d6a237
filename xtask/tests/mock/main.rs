//! `cargo xtask mock` as its users start it: a document is served until the command ends, however it does.

#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// The first example of a lamp breaks its schema, the second does not; the state of a room has none.
const LAMPS: &str = r"
openapi: 3.1.0
info: { title: Lamps, version: 1.0.0 }
paths:
  /lamp:
    get:
      operationId: getLamp
      responses:
        '200':
          description: The lamp.
          content:
            application/json:
              schema: { $ref: '#/components/schemas/Lamp' }
              examples:
                broken: { value: { state: green } }
                bright: { value: { state: bright } }
                dark: { $ref: '#/components/examples/Dark' }
        '404': { description: There is none. }
  /room:
    get:
      operationId: getRoom
      responses:
        '200':
          description: The room.
          content: { application/json: { schema: { type: array, minItems: 2, items: { $ref: '#/components/schemas/Lamp' } } } }
components:
  examples:
    Dark: { value: { state: dark } }
  schemas:
    Lamp:
      type: object
      required: [state]
      properties:
        state: { type: string, enum: [bright, dark] }
        code: { type: string, pattern: '^L-[0-9]{4}$' }
";

fn mock(document: &Path) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_stubsmith"));
    command.arg("mock").arg("--spec").arg(document).stdin(Stdio::null());
    command
}

/// The mock while it runs.
struct Mock {
    command: Child,
    address: String,
}

/// A test that fails leaves no server behind.
impl Drop for Mock {
    fn drop(&mut self) {
        // It has ended already where a test came to its end.
        let _ = self.command.kill();
        let _ = self.command.wait();
    }
}

impl Mock {
    fn start(document: &Path, seed: &str) -> Self {
        let mut command = mock(document)
            .args(["--seed", seed])
            .stdout(Stdio::piped())
            .spawn()
            .expect("a process");
        let mut line = String::new();
        let stdout = command.stdout.take().expect("its output");
        BufReader::new(stdout).read_line(&mut line).expect("a line");
        let address = line.trim_end().strip_prefix("Listening on http://");
        let address = address.unwrap_or_else(|| panic!("no address: {line}")).to_owned();
        Self { command, address }
    }

    /// The status line and the body of an answer.
    fn get(&self, path: &str, headers: &str) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(
            stream,
            "GET {path} HTTP/1.1\r\nhost: a\r\nconnection: close\r\n{headers}\r\n"
        )
        .expect("a request");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head");
        (head.lines().next().unwrap_or_default().to_owned(), body.to_owned())
    }

    /// Ends the command so that it can do nothing about it, and waits for the server to end as well.
    fn end(mut self) {
        self.command.kill().expect("an end");
        self.command.wait().expect("an end");
        let begin = Instant::now();
        while TcpStream::connect(&self.address).is_ok() {
            assert!(begin.elapsed() < Duration::from_secs(10), "the server goes on");
            thread::sleep(Duration::from_millis(20));
        }
    }
}

#[test]
fn a_document_is_served_until_the_command_ends() {
    // Always the same place, so that what is built is built once.
    let document = Path::new(env!("CARGO_TARGET_TMPDIR")).join("lamps.yaml");
    fs::write(&document, LAMPS).expect("a file");
    let first = Mock::start(&document, "1");
    let ok = "HTTP/1.1 200 OK";
    let bright = r#"{"state":"bright"}"#;
    assert_eq!(first.get("/lamp", ""), (ok.to_owned(), bright.to_owned()));
    let dark = r#"{"state":"dark"}"#;
    assert_eq!(
        first.get("/lamp", "prefer: example=dark\r\n"),
        (ok.to_owned(), dark.to_owned())
    );
    assert_eq!(first.get("/lamp", "prefer: code=404\r\n").0, "HTTP/1.1 404 Not Found");
    let (status, room) = first.get("/room", "");
    assert_eq!(status, ok);
    assert!(room.contains(r#""code":"L-"#), "{room}");
    first.end();
    // Nothing is built anew.
    let begin = Instant::now();
    let second = Mock::start(&document, "1");
    assert!(begin.elapsed() < Duration::from_secs(20), "{:?}", begin.elapsed());
    assert_eq!(second.get("/room", "").1, room);
    second.end();
}

#[test]
fn what_cannot_be_served_is_told_by_the_exit_code() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("broken.yaml");
    let code = || mock(&document).stderr(Stdio::null()).status().expect("a run").code();
    assert_eq!(code(), Some(2));
    fs::write(
        &document,
        LAMPS.replace("'#/components/schemas/Lamp' }", "'#/components/schemas/Gone' }"),
    )
    .expect("a file");
    assert_eq!(code(), Some(1));
}
