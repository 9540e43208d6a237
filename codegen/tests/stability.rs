//! A document that changes in one place changes the crates in the files of that place, and in the lists of files.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::collections::BTreeMap;

use stubsmith::{Generator, Options, source::Sources};

/// Names that collide, types that are written in place and one that two places share: what could be renamed.
const DOCUMENT: &str = r"
openapi: 3.1.0
info: { title: Library, version: '1' }
security: [{ key: [] }]
paths:
  /books:
    get:
      tags: [Books]
      operationId: listBooks
      parameters:
        - { name: order, in: query, schema: { type: string, enum: [asc, desc] } }
        - { name: page, in: query, schema: { type: integer, minimum: 1 } }
      responses:
        '200':
          description: All.
          headers: { X-Total: { schema: { type: integer } } }
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Book' } } } }
        default: { $ref: '#/components/responses/Trouble' }
    post:
      tags: [Books]
      operationId: list-books
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Book' } } } }
      responses: { '204': { description: Bought. }, default: { $ref: '#/components/responses/Trouble' } }
  /readers:
    get:
      tags: [Readers]
      operationId: listReaders
      parameters: [{ name: order, in: query, schema: { type: string, enum: [asc, desc] } }]
      responses:
        '200':
          description: All.
          content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Reader' } } } }
        default: { $ref: '#/components/responses/Trouble' }
components:
  securitySchemes: { key: { type: apiKey, in: header, name: X-Key } }
  responses:
    Trouble: { description: No., content: { application/json: { schema: { $ref: '#/components/schemas/Trouble' } } } }
  schemas:
    Book:
      type: object
      properties:
        isbn: { type: string, pattern: '^[0-9]{13}$' }
        kind: { type: string, enum: [novel, poem] }
        place: { type: object, properties: { shelf: { type: string }, kind: { type: string, enum: [novel, poem] } } }
    BookPlace: { type: object, properties: { town: { type: string } } }
    book: { oneOf: [{ $ref: '#/components/schemas/Book' }, { type: string, maxLength: 13 }] }
    Reader: { type: object, properties: { name: { type: string, minLength: 1 }, lent: { $ref: '#/components/schemas/book' } } }
    Trouble: { type: object, required: [message], properties: { message: { type: string } } }
";

/// Everything that lists what there is. A README shows the first operation.
const CLIENT_LISTS: &[&str] = &["client/Cargo.toml", "client/src/client.rs", "client/src/lib.rs"];
const SERVER_LISTS: &[&str] = &["server/src/lib.rs", "server/src/mock/mod.rs", "server/src/router.rs"];
const FEATURES: &[&str] = &["types/Cargo.toml"];
const READMES: &[&str] = &["client/README.md", "server/README.md"];

#[test]
fn a_schema() {
    let new = "    ABook: { type: object, properties: { kind: { type: string, enum: [x] }, place: { type: object, properties: { x: { type: integer } } } } }\n";
    assert_changed(&inserted("  schemas:\n", new), &[&["types/src/schemas/mod.rs"]]);
}

#[test]
fn a_pattern() {
    let new = "    AIsbn: { type: string, pattern: '^[0-9]{10}$' }\n";
    let lists: &[&str] = &["types/src/schemas/mod.rs", "types/src/patterns.rs"];
    assert_changed(&inserted("  schemas:\n", new), &[lists]);
}

#[test]
fn an_operation_of_a_group() {
    let new = "  /authors:\n    get:\n      tags: [Books]\n      operationId: aList\n      \
        parameters: [{ name: order, in: query, schema: { type: string, enum: [up, down] } }]\n      \
        responses: { '204': { description: x } }\n";
    let group: &[&str] = &["client/src/books.rs", "server/src/books.rs", "server/src/mock/books.rs"];
    let lists: &[&str] = &["server/src/router.rs", "types/src/schemas/mod.rs"];
    assert_changed(&inserted("paths:\n", new), &[group, lists, READMES]);
}

#[test]
fn a_group() {
    let new =
        "  /authors: { get: { tags: [Authors], operationId: aList, responses: { '204': { description: x } } } }\n";
    assert_changed(
        &inserted("paths:\n", new),
        &[CLIENT_LISTS, SERVER_LISTS, &["server/src/groups.rs"], FEATURES, READMES],
    );
}

#[test]
fn a_tag_without_operations() {
    let new = "tags: [{ name: Authors }]\n";
    assert_changed(&inserted("info: { title: Library, version: '1' }\n", new), &[]);
}

/// The document with something before all else of its kind, so that counting in order would show.
fn inserted(after: &str, new: &str) -> String {
    let (before, rest) = DOCUMENT.split_once(after).expect("the place");
    format!("{before}{after}{new}{rest}")
}

/// Compares the crates of both documents: the files that are not the same. None may have gone.
fn assert_changed(document: &str, expected: &[&[&str]]) {
    let (before, after) = (files(DOCUMENT), files(document));
    assert!(before != after || expected.is_empty(), "nothing has changed");
    let changed: Vec<&str> = before
        .iter()
        .filter(|(path, text)| after.get(*path) != Some(text))
        .map(|(path, _)| path.as_str())
        .collect();
    let mut expected: Vec<&str> = expected.concat();
    expected.sort_unstable();
    assert_eq!(changed, expected);
    for path in changed {
        assert!(after.contains_key(path), "{path} is gone");
    }
}

/// The files of all crates.
fn files(document: &str) -> BTreeMap<String, String> {
    let (sources, diagnostics) = Sources::from_text("library.yaml", document.to_owned());
    let generated = Generator::new("library".parse().expect("a name"))
        .options(Options::from_toml("mock = true").expect("options"))
        .generate(&sources, diagnostics);
    let shown = sources.render(&sources.sorted(generated.diagnostics), false);
    assert_eq!(generated.crates.len(), 3, "{shown}");
    let files = generated.crates.iter().flat_map(|stub| {
        let named = move |(path, text): (&str, &str)| (format!("{}/{path}", stub.kind.name()), text.to_owned());
        stub.files.iter().map(named)
    });
    files.collect()
}
