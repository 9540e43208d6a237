//! `gen` with documents of several files: other folders, overlays, the network.

use std::io::{Read, Write};
use std::net::TcpListener;
use std::thread;

use super::Place;

const ENTRY: &str = "
openapi: 3.1.0
info: { title: Parts, version: 1.0.0 }
paths:
  /a: { $ref: 'PART' }
";

const PART: &str = "
get:
  operationId: getA
  responses: { '204': { description: Nothing } }
";

const GEN: &str = "--spec api/parts.yaml --name part --out out";

fn parts(reference: &str) -> Place {
    let place = Place::new();
    place.write("api/parts.yaml", &ENTRY.replace("PART", reference));
    place
}

#[test]
fn a_root_lets_references_leave_the_folder_of_the_document() {
    let place = parts("../shared/part.yaml");
    place.write("shared/part.yaml", PART);
    place.run(GEN).ends(1).tells("--root DIR");
    place.run(&format!("{GEN} --root .")).ends(0);
    place.run(&format!("{GEN} --root nowhere")).ends(2).tells("nowhere");
    place.write("config/options.toml", "root = '..'\n");
    place.run(&format!("{GEN} --config config/options.toml")).ends(0);
}

#[test]
fn overlays_come_from_flags_and_from_the_configuration() {
    let place = parts("part.yaml");
    place.write("api/part.yaml", PART);
    let overlay = |operation: &str| {
        format!(
            "overlay: 1.0.0
info: {{ title: Fix, version: 1.0.0 }}
actions:
  - target: $.paths
    update: {{ /b: {{ get: {{ operationId: {operation}, responses: {{ '204': {{ description: Nothing }} }} }} }} }}
"
        )
    };
    place.write("fix.yaml", &overlay("getB"));
    place.run(&format!("{GEN} --overlay fix.yaml")).ends(0);
    assert!(place.read("out/server/src/general.rs").contains("fn get_b"));
    place.write("fix.yaml", &overlay("5"));
    let run = place.run(&format!("{GEN} --strict --overlay fix.yaml")).ends(1);
    assert!(run.stderr.contains("fix.yaml:5:"), "{run:#?}");

    place.write(
        "spec/codegen.toml",
        "[[api]]\nname = 'part'\ndocument = '../api/parts.yaml'\noverlays = ['fixes/one.yaml']\n",
    );
    place.run("").ends(2).tells("one.yaml");
    place.write("spec/fixes/one.yaml", &overlay("getC"));
    place.run("").ends(0);
    assert!(place.read("generated/part/server/src/general.rs").contains("fn get_c"));
}

#[test]
fn urls_are_followed_only_when_that_is_allowed() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = listener.local_addr().expect("an address");
    thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.expect("a connection");
            let mut request = [0; 4096];
            let read = stream.read(&mut request).expect("a request");
            let found = request[..read].starts_with(b"GET /part.yaml ");
            let (status, body) = if found { ("200 OK", PART) } else { ("404 Not Found", "") };
            let head = format!(
                "HTTP/1.1 {status}\r\ncontent-length: {}\r\nconnection: close\r\n\r\n",
                body.len()
            );
            stream.write_all(format!("{head}{body}").as_bytes()).expect("an answer");
        }
    });
    let place = parts(&format!("http://{address}/part.yaml"));
    place.run(GEN).ends(1).tells("unsupported/remote-ref");
    place.run(&format!("{GEN} --allow-remote")).ends(0);
    let place = parts(&format!("http://{address}/gone.yaml"));
    place
        .run(&format!("{GEN} --allow-remote"))
        .ends(1)
        .tells("invalid/unfetched");
}
