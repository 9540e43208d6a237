//! The document that a server crate serves: where it stands, and that its one file says what its several files said.
#![expect(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::path::Path;

use stubsmith::source::{Node, ReadOptions, Sources};
use stubsmith::{CrateKind, Diagnostics, Files, Generator, Options};

/// References of every kind, in files that lie in several folders.
const FILES: [(&str, &str); 5] = [
    (
        "spec/api.yaml",
        r##"
openapi: 3.1.0
info: { title: Zoo, version: '1' }
paths:
  /animals/{id}: { $ref: 'paths/animals.yaml#/~1animals~1%7Bid%7D' }
  /keepers:
    get:
      operationId: listKeepers
      responses:
        '200': { $ref: 'paths/../common.json#/responses/Keepers' }
components:
  schemas:
    Animal: { $ref: 'schemas/animal.yaml#/Animal' }
    Keeper:
      type: object
      properties:
        name: { type: string, example: { $ref: 'no/such/file.yaml' } }
        animal: { $ref: '#/components/schemas/Animal' }
        own: { $ref: 'https://zoo.example/own#/$defs/part' }
"##,
    ),
    (
        "spec/paths/animals.yaml",
        r##"
/animals/{id}:
  parameters:
    - { $ref: '#/x%20shared/id' }
  get:
    operationId: getAnimal
    responses:
      '200':
        description: Found
        content: { application/json: { schema: { $ref: '../api.yaml#/components/schemas/Animal' } } }
      default: { $ref: '../common.json#/responses/Wrong' }
  put:
    operationId: putAnimal
    requestBody:
      required: true
      content: { application/json: { schema: { $ref: '#cage' } } }
    responses: { '204': { description: Done } }
x shared:
  id: { name: id, in: path, required: true, schema: { $ref: '../schemas/id.yaml#/id' } }
x-cage: { $anchor: cage, type: object, properties: { bars: { type: integer, minimum: 1 } } }
"##,
    ),
    (
        "spec/common.json",
        r##"{
  "responses": {
    "Wrong": { "description": "Wrong", "content": { "application/json": { "schema": { "$ref": "#/schemas/Error" } } } },
    "Keepers": {
      "description": "All",
      "content": {
        "application/json": { "schema": { "type": "array", "items": { "$ref": "./api.yaml#/components/schemas/Keeper" } } }
      }
    }
  },
  "schemas": {
    "Error": { "type": "object", "required": ["message"], "properties": { "message": { "type": "string" } } },
    "Own": {
      "$id": "https://zoo.example/own",
      "type": "object",
      "properties": { "part": { "$ref": "#/$defs/part" } },
      "$defs": { "part": { "type": "integer", "maximum": 18446744073709551615 } }
    }
  }
}"##,
    ),
    (
        "spec/schemas/animal.yaml",
        r##"
Animal:
  oneOf: [{ $ref: '#/Cat' }, { $ref: './animal.yaml#/Dog' }]
  discriminator: { propertyName: kind, mapping: { cat: '#/Cat', dog: 'animal.yaml#/Dog' } }
Cat: { type: object, required: [kind], properties: { kind: { type: string }, lives: { type: integer, default: 9 } } }
Dog: { type: object, required: [kind], properties: { kind: { type: string }, trick: { $ref: '#/Trick' } } }
Trick: { type: [string, 'null'], enum: [sit, 'no', '1.0', null] }
"##,
    ),
    ("spec/schemas/id.yaml", "id: { type: string, pattern: '^[a-z]{3}$' }\n"),
];

fn generator() -> Generator {
    let options = Options::from_toml("docs = true").expect("options");
    Generator::new("zoo".parse().expect("a name")).options(options)
}

/// The files of a document's crates, each crate in a folder.
fn files(generator: &Generator, (sources, diagnostics): (Sources, Diagnostics)) -> Files {
    let generated = generator.generate(&sources, diagnostics);
    let shown = sources.render(&sources.sorted(generated.diagnostics), false);
    assert_eq!(generated.crates.len(), 3, "{shown}");
    let mut files = Files::default();
    for one in generated.crates {
        files.extend_below(one.kind.name(), one.files);
    }
    files
}

fn text<'f>(files: &'f Files, path: &str) -> &'f str {
    files.get(path).unwrap_or_else(|| panic!("no {path}"))
}

/// What reading a text gives.
fn tree(path: &str, text: &str) -> Node {
    let (sources, diagnostics) = Sources::from_text(path, text.to_owned());
    assert!(
        diagnostics.is_empty(),
        "{}",
        sources.render(&sources.sorted(diagnostics), false)
    );
    sources.node(&sources.entry()).expect("a root").clone()
}

/// That the documents beside a server say what the sources said, and are read as such.
fn assert_served(name: &str, read: impl Fn() -> (Sources, Diagnostics)) -> Files {
    let files = files(&generator(), read());
    let (json, yaml) = (text(&files, "server/openapi.json"), text(&files, "server/openapi.yaml"));
    assert_eq!(tree("openapi.json", json), read().0.bundled(), "{name}");
    assert_eq!(tree("openapi.yaml", yaml), read().0.bundled(), "{name}");
    files
}

/// That the document beside a server, read in turn, gives the same crates.
fn assert_same_crates(apart: &Files, document: &str) {
    let served = text(apart, &format!("server/{document}")).to_owned();
    let together = files(&generator(), Sources::from_text(document, served));
    for (path, text) in apart.iter() {
        assert_eq!(together.get(path), Some(text), "{path}");
    }
    assert_eq!(together.len(), apart.len());
}

#[test]
fn one_file_gives_the_crates_that_several_gave() {
    let apart = assert_served("zoo", || Sources::from_texts(&FILES, &[]));
    assert_same_crates(&apart, "openapi.json");
}

#[test]
fn references_lead_to_where_files_went() {
    let (sources, _) = Sources::from_texts(&FILES, &[]);
    let bundle = serde_json::to_value(sources.bundled()).expect("JSON");
    let folder = bundle["x-files"].as_object().expect("other files");
    let names: Vec<&str> = folder.keys().map(String::as_str).collect();
    assert_eq!(
        names,
        [
            "common.json",
            "paths/animals.yaml",
            "schemas/animal.yaml",
            "schemas/id.yaml"
        ]
    );
    for (place, expected) in [
        (
            "/paths/~1animals~1{id}/$ref",
            "#/x-files/paths~1animals.yaml/~1animals~1%7Bid%7D",
        ),
        (
            "/components/schemas/Keeper/properties/animal/$ref",
            "#/components/schemas/Animal",
        ),
        (
            "/components/schemas/Keeper/properties/name/example/$ref",
            "no/such/file.yaml",
        ),
        (
            "/components/schemas/Keeper/properties/own/$ref",
            "#/x-files/common.json/schemas/Own/$defs/part",
        ),
        ("/x-files/common.json/schemas/Own/properties/part/$ref", "#/$defs/part"),
        (
            "/x-files/paths~1animals.yaml/~1animals~1{id}/parameters/0/$ref",
            "#/x-files/paths~1animals.yaml/x%20shared/id",
        ),
        (
            "/x-files/paths~1animals.yaml/~1animals~1{id}/put/requestBody/content/application~1json/schema/$ref",
            "#/x-files/paths~1animals.yaml/x-cage",
        ),
        (
            "/x-files/schemas~1animal.yaml/Animal/discriminator/mapping/cat",
            "#/x-files/schemas~1animal.yaml/Cat",
        ),
    ] {
        assert_eq!(
            bundle.pointer(place).and_then(|it| it.as_str()),
            Some(expected),
            "{place}"
        );
    }
}

#[test]
fn an_overlay_is_in_the_document() {
    let options = ReadOptions {
        overlays: vec!["../tests/outpost-overlay.yaml".into()],
        ..ReadOptions::default()
    };
    let read = || Sources::read_with(Path::new("../tests/outpost.yaml"), &options).expect("a document");
    let apart = assert_served("outpost", read);
    assert!(text(&apart, "server/openapi.yaml").contains("/parcels/{id}:"));
    assert_same_crates(&apart, "openapi.yaml");
}

#[test]
fn all_documents_of_the_project_are_written_as_they_are_read() {
    for document in [
        "../spec/openapi.yaml",
        "../spec/paycashless.yaml",
        "../spec/razorpay.yaml",
        "../tests/workshop.yaml",
        "../tests/newsroom.yaml",
        "../tests/obstacles.yaml",
    ] {
        assert_served(document, || Sources::read(Path::new(document)).expect("a document"));
    }
}

#[test]
fn swagger_stays_what_it_was() {
    let document = "swagger: '2.0'\ninfo: { title: Old, version: 1.0 }\nhost: old.example\nconsumes: [application/json]\npaths: \
                    { /a: { post: { operationId: a, parameters: [{ in: body, name: a, schema: { $ref: '#/definitions/A' } }], \
                    responses: { 200: { description: Done } } } } }\ndefinitions: { A: { $ref: 'b.yaml#/definitions/B' } }\n";
    let other = "swagger: '2.0'\ndefinitions: { B: { type: object, properties: { c: { $ref: '#/definitions/C' } } }, C: { type: \
                 string } }\n";
    let (sources, _) = Sources::from_texts(&[("a.yaml", document), ("b.yaml", other)], &[]);
    let bundle = serde_json::to_value(sources.bundled()).expect("JSON");
    assert_eq!(bundle["swagger"], "2.0");
    assert_eq!(bundle["host"], "old.example");
    assert_eq!(bundle["info"]["version"], 1.0);
    assert_eq!(bundle["definitions"]["A"]["$ref"], "#/x-files/b.yaml/definitions/B");
    let within = &bundle["x-files"]["b.yaml"]["definitions"]["B"]["properties"]["c"]["$ref"];
    assert_eq!(within, "#/x-files/b.yaml/definitions/C");
}

#[test]
fn texts_that_yaml_takes_for_something_else_are_quoted() {
    for text in [
        "",
        "no",
        "Yes",
        "~",
        "null",
        "1.0",
        "0x1F",
        "1e3",
        ".inf",
        "2026-11-28",
        "a: b",
        "# a",
        "a\n\n b\n",
        "\u{85}\u{feff}",
    ] {
        let document = Node::Object(
            [("info".to_owned(), Node::String(text.to_owned()))]
                .into_iter()
                .collect(),
        );
        let files = stubsmith::output::documents(&document).expect("texts");
        for (path, written) in files.iter() {
            assert_eq!(tree(path, written), document, "{written}");
        }
    }
}

fn served(tag: &str) -> (Sources, Diagnostics) {
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: Shop, version: '1' }}\npaths: {{ /a: {{ get: {{ operationId: a, tags: [{tag}], \
         responses: {{ '204': {{ description: Done }} }} }} }} }}\n"
    );
    Sources::from_text("shop.yaml", text)
}

#[test]
fn the_module_is_behind_a_feature() {
    let files = files(&generator(), served("orders"));
    assert!(text(&files, "server/src/lib.rs").contains("#[cfg(feature = \"docs\")]\n#[rustfmt::skip]\npub mod docs;"));
    assert!(text(&files, "server/Cargo.toml").contains("docs = [\"stubsmith-runtime/docs\"]"));
    assert!(text(&files, "server/README.md").contains(".merge(zoo_server::docs::router())"));
    assert!(text(&files, "server/src/docs.rs").contains("include_str!(\"../openapi.json\")"));
}

#[test]
fn a_group_keeps_the_name_that_the_module_would_have() {
    let files = files(&generator(), served("docs"));
    assert!(text(&files, "server/src/lib.rs").contains("pub mod api_docs;"));
    assert!(text(&files, "server/src/docs.rs").contains("pub trait Docs"));
    assert!(text(&files, "server/src/api_docs.rs").contains("DOCUMENT.router()"));
}

#[test]
fn there_is_none_unless_asked_for_nor_in_modules_of_a_program() {
    let unasked = Generator::new("zoo".parse().expect("a name"));
    for generator in [unasked, generator().module("crate::zoo")] {
        let (sources, diagnostics) = served("orders");
        let generated = generator.generate(&sources, diagnostics);
        let server = generated
            .crates
            .iter()
            .find(|it| it.kind == CrateKind::Server)
            .expect("a server");
        let has =
            |(path, text): (&str, &str)| path.contains("openapi") || path.contains("docs") || text.contains("docs");
        assert!(!server.files.iter().any(has));
    }
}
