//! `include` and `exclude` decide which operations, and with them which types, become code.

#![allow(clippy::expect_used, reason = "a test stops where something it needs is missing")]

use stubsmith::{Generator, Options, ir::Api, source::Sources};

const DOCUMENT: &str = r#"
openapi: 3.2.0
info: { title: Library, version: '1' }
tags: [{ name: books }, { name: readers, parent: people }, { name: people }]
paths:
  /books:
    get: { tags: [books], operationId: listBooks, responses: { '200': { $ref: '#/components/responses/Books' } } }
    post:
      tags: [books, staff]
      operationId: addBook
      responses: { '204': { description: Added. } }
      callbacks:
        shelved: { '{$request.query.url}': { post: { responses: { '204': { description: Noted. } } } } }
  /readers/{id}:
    parameters: [{ name: id, in: path, required: true, schema: { type: string } }]
    get:
      tags: [readers]
      operationId: getReader
      responses:
        '200':
          description: A reader.
          content: { application/json: { schema: { $ref: '#/components/schemas/Reader' } } }
webhooks:
  bookAdded:
    post:
      tags: [books]
      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/Addition' } } } }
      responses: { '204': { description: Noted. } }
  readerLeft: { post: { operationId: readerLeft, tags: [staff], responses: { '204': { description: Noted. } } } }
components:
  responses:
    Books:
      description: All books.
      content: { application/json: { schema: { type: array, items: { $ref: '#/components/schemas/Book' } } } }
  schemas:
    Book: { type: object, required: [author], properties: { author: { $ref: '#/components/schemas/Author' } } }
    Author: { type: object, required: [name], properties: { name: { type: string } } }
    Reader: { type: object, required: [name], properties: { name: { type: string } } }
    Addition: { type: object, required: [name], properties: { name: { type: string } } }
    Unused: { type: object, properties: { name: { type: string } } }
"#;

fn lowered(options: &str) -> (Api, String) {
    let (sources, mut diagnostics) = Sources::from_text("library.yaml", DOCUMENT.to_owned());
    let options = Options::from_toml(options).expect("options");
    let generator = Generator::new("library".parse().expect("a name")).options(options);
    let (api, found) = generator.lower(&sources);
    diagnostics.extend(found);
    let shown = sources.render(diagnostics.iter().as_slice(), false);
    (api.expect("a representation"), shown)
}

fn names(api: &Api) -> (Vec<&str>, Vec<String>) {
    let operations = api.operations.iter().map(|operation| operation.id.as_str()).collect();
    let mut types: Vec<String> = api.types.definitions().map(|(_, it)| it.hint.words.join(".")).collect();
    types.sort();
    (operations, types)
}

#[test]
fn operations_are_selected_and_types_follow() {
    for (options, operations, types) in [
        (
            "",
            &[
                "listBooks",
                "addBook",
                "getReader",
                "bookAdded",
                "readerLeft",
                "addBook_shelved",
            ][..],
            &["Addition", "Author", "Book", "Reader", "Unused"][..],
        ),
        (
            "include.tags = ['books']",
            &["listBooks", "addBook", "bookAdded", "addBook_shelved"],
            &["Addition", "Author", "Book"],
        ),
        (
            "include.tags = ['books']\nexclude.tags = ['staff']",
            &["listBooks", "bookAdded"],
            &["Addition", "Author", "Book"],
        ),
        // `readers` is nested in `people`.
        ("include.tags = ['people']", &["getReader"], &["Reader"]),
        ("include.paths = ['/readers/*']", &["getReader"], &["Reader"]),
        (
            "exclude.operations = ['*Book*', 'readerLeft']",
            &["getReader", "bookAdded"],
            &["Addition", "Reader"],
        ),
        (
            "include.webhooks = ['*']",
            &["bookAdded", "readerLeft", "addBook_shelved"],
            &["Addition"],
        ),
        (
            "include.tags = ['books']\nexclude.webhooks = ['*elve*']",
            &["listBooks", "addBook", "bookAdded"],
            &["Addition", "Author", "Book"],
        ),
    ] {
        let (api, shown) = lowered(options);
        assert_eq!(shown, "", "{options}");
        assert_eq!(
            names(&api),
            (operations.to_vec(), types.iter().map(ToString::to_string).collect()),
            "{options}"
        );
    }
}

#[test]
fn rules_that_match_nothing_are_errors() {
    let (_, shown) = lowered("include.tags = ['boks', 'readers']\nexclude.operations = ['nothingLikeIt']");
    insta::assert_snapshot!(shown);
}
