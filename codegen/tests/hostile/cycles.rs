//! Whatever refers to itself.

use super::watched::{generate, within};
use stubsmith::{
    Generator,
    source::{ReadOptions, Sources},
};

/// Schemas, each with the name of the case.
const SCHEMAS: &[(&str, &str)] = &[
    ("reference", "A: { $ref: '#/components/schemas/A' }"),
    ("two references", "{ A: { $ref: '#/components/schemas/B' }, B: { $ref: '#/components/schemas/A' } }"),
    ("encoded reference", "A: { $ref: '#/components/schemas/%41' }"),
    ("reference by the file's name", "A: { $ref: 'cycle.yaml#/components/schemas/A' }"),
    ("reference by a path", "A: { $ref: './x/../cycle.yaml#/components/schemas/A' }"),
    ("the place of its own part", "A: { properties: { x: { $ref: '#/components/schemas/A/properties/x' } } }"),
    ("a part below itself", "A: { properties: { x: { $ref: '#/components/schemas/A/properties/x/properties/x' } } }"),
    ("below a reference", "A: { $ref: '#/components/schemas/A/properties/x' }"),
    ("the document", "A: { $ref: '#' }"),
    ("all components", "A: { properties: { x: { $ref: '#/components' } } }"),
    ("all schemas", "A: { properties: { x: { $ref: '#/components/schemas' } } }"),
    ("a property called $ref", "A: { properties: { $ref: { $ref: '#/components/schemas/A' } } }"),
    ("property", "A: { properties: { x: { $ref: '#/components/schemas/A' } }, required: [x] }"),
    ("items", "A: { type: array, items: { $ref: '#/components/schemas/A' }, minItems: 1 }"),
    ("tuple", "A: { type: array, prefixItems: [{ $ref: '#/components/schemas/A' }], items: false, minItems: 1 }"),
    ("map", "A: { additionalProperties: { $ref: '#/components/schemas/A' } }"),
    ("patterns of keys", "A: { patternProperties: { '^x': { $ref: '#/components/schemas/A' } } }"),
    ("names of keys", "A: { propertyNames: { $ref: '#/components/schemas/A' } }"),
    ("not", "A: { not: { $ref: '#/components/schemas/A' } }"),
    ("not not", "A: { not: { not: { $ref: '#/components/schemas/A' } } }"),
    ("allOf", "A: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/A' }] }"),
    ("anyOf", "A: { anyOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/A' }] }"),
    ("oneOf", "A: { oneOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/A' }] }"),
    ("oneOf beside properties", "A: { properties: { x: { type: string } }, oneOf: [{ $ref: '#/components/schemas/A' }, {}] }"),
    ("all three", "A: { allOf: [{ anyOf: [{ oneOf: [{ $ref: '#/components/schemas/A' }] }] }] }"),
    ("own branch", "A: { oneOf: [{ $ref: '#/components/schemas/A/oneOf/1' }, { $ref: '#/components/schemas/A/oneOf/0' }] }"),
    ("allOf of two", "{ A: { allOf: [{ $ref: '#/components/schemas/B' }] }, B: { allOf: [{ $ref: '#/components/schemas/A' }] } }"),
    ("allOf in items", "A: { allOf: [{ items: { $ref: '#/components/schemas/A' } }], items: { allOf: [{ $ref: '#/components/schemas/A' }] } }"),
    ("if", "A: { if: { $ref: '#/components/schemas/A' }, then: { $ref: '#/components/schemas/A' }, else: { $ref: '#/components/schemas/A' } }"),
    ("dependent schemas", "A: { dependentSchemas: { x: { $ref: '#/components/schemas/A' } } }"),
    ("contains", "A: { contains: { $ref: '#/components/schemas/A' }, unevaluatedItems: { $ref: '#/components/schemas/A' } }"),
    ("unevaluated properties", "A: { unevaluatedProperties: { $ref: '#/components/schemas/A' } }"),
    ("content schema", "A: { type: string, contentMediaType: application/json, contentSchema: { $ref: '#/components/schemas/A' } }"),
    ("dynamic reference", "A: { $dynamicAnchor: a, $dynamicRef: '#a' }"),
    ("dynamic reference in a part", "A: { $dynamicAnchor: a, properties: { x: { $dynamicRef: '#a' } }, allOf: [{ $dynamicRef: '#a' }] }"),
    ("recursive reference", "A: { $recursiveAnchor: true, $recursiveRef: '#' }"),
    ("anchor", "A: { $anchor: a, allOf: [{ $ref: '#a' }] }"),
    ("identity", "A: { $id: 'https://hostile.example/a', $ref: 'https://hostile.example/a' }"),
    ("definitions", "A: { $defs: { A: { $ref: '#/components/schemas/A' } }, $ref: '#/components/schemas/A/$defs/A' }"),
    ("mapping to itself", "A: { required: [t], properties: { t: { type: string } }, discriminator: { propertyName: t, mapping: { a: '#/components/schemas/A', b: A } } }"),
    ("discriminator and itself", "A: { oneOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: t, mapping: { a: A } } }"),
    (
        "parent and child",
        "{ A: { properties: { t: { type: string } }, discriminator: { propertyName: t }, oneOf: [{ $ref: '#/components/schemas/B' }] },
           B: { allOf: [{ $ref: '#/components/schemas/A' }, { $ref: '#/components/schemas/B' }] } }",
    ),
    (
        "parents of each other",
        "{ A: { allOf: [{ $ref: '#/components/schemas/B' }], discriminator: { propertyName: t, mapping: { x: B, y: A } }, properties: { t: { type: string } } },
           B: { allOf: [{ $ref: '#/components/schemas/A' }], discriminator: { propertyName: t, mapping: { x: A, y: B } }, properties: { t: { type: string } } } }",
    ),
    ("nullable reference", "A: { nullable: true, allOf: [{ $ref: '#/components/schemas/A' }] }"),
    ("default and example", "A: { default: { $ref: '#/components/schemas/A' }, example: { $ref: '#/components/schemas/A' }, enum: [{ $ref: '#/components/schemas/A' }] }"),
];

#[test]
fn schemas() {
    for version in ["3.0.3", "3.1.0"] {
        for (name, schemas) in SCHEMAS {
            let schemas = if schemas.starts_with('{') {
                (*schemas).to_owned()
            } else {
                format!("{{ {schemas} }}")
            };
            generate(
                name,
                format!(
                    "openapi: {version}\ninfo: {{ title: Cycle, version: '1' }}\npaths:\n  /a:\n    post:\n      \
                 operationId: a\n      parameters: [{{ name: q, in: query, schema: {{ $ref: '#/components/schemas/A' }} }}]\n      \
                 requestBody: {{ content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }}, \
                 application/x-www-form-urlencoded: {{ schema: {{ $ref: '#/components/schemas/A' }} }}, \
                 multipart/form-data: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }}\n      \
                 responses: {{ '200': {{ description: x, headers: {{ X-A: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }}, \
                 content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/A' }} }} }} }} }}\n\
                 components:\n  schemas: {schemas}\n"
                ),
            );
        }
    }
}

/// All that is no schema, below the keys of a document.
const OBJECTS: &[(&str, &str)] = &[
    ("path item", "paths: { /a: { $ref: '#/paths/~1a' } }"),
    ("two path items", "paths: { /a: { $ref: '#/paths/~1b' }, /b: { $ref: '#/paths/~1a' } }"),
    ("path item below itself", "paths: { /a: { $ref: '#/paths/~1a/get' } }"),
    ("path item of the document", "paths: { /a: { $ref: '#' } }"),
    ("paths", "paths: { $ref: '#/paths' }"),
    ("components", "paths: {}\ncomponents: { $ref: '#/components' }"),
    ("schemas", "paths: {}\ncomponents: { schemas: { $ref: '#/components/schemas' } }"),
    ("operation", "paths: { /a: { get: { $ref: '#/paths/~1a/get' } } }"),
    (
        "parameters, headers, responses and bodies",
        "paths: { /a: { post: { operationId: a, parameters: [{ $ref: '#/components/parameters/P' }, { $ref: '#/paths/~1a/post/parameters/1' }],
            requestBody: { $ref: '#/components/requestBodies/B' }, responses: { '200': { $ref: '#/components/responses/R' },
            '201': { description: x, headers: { X-H: { $ref: '#/components/headers/H' } } } },
            callbacks: { c: { $ref: '#/components/callbacks/C' } }, security: [{ S: [] }] } } }
components:
  parameters: { P: { $ref: '#/components/parameters/Q' }, Q: { $ref: '#/components/parameters/P' } }
  requestBodies: { B: { $ref: '#/components/requestBodies/B' } }
  responses: { R: { $ref: '#/components/responses/R' } }
  headers: { H: { $ref: '#/components/headers/H' } }
  callbacks: { C: { $ref: '#/components/callbacks/C' } }
  examples: { E: { $ref: '#/components/examples/E' } }
  links: { L: { $ref: '#/components/links/L' } }
  pathItems: { I: { $ref: '#/components/pathItems/I' } }
  securitySchemes: { S: { $ref: '#/components/securitySchemes/S' } }",
    ),
    (
        "callback of its own path",
        "paths: { /a: { post: { operationId: a, responses: { '204': { description: x } }, callbacks: { c: { '{$request.body#/url}': { $ref: '#/paths/~1a' } } } } } }",
    ),
    (
        "link to its own operation",
        "paths: { /a: { get: { operationId: a, responses: { '200': { description: x, links: { a: { operationId: a }, b: { operationRef: '#/paths/~1a/get' } } } } } } }",
    ),
    ("webhook", "webhooks: { w: { $ref: '#/webhooks/w' } }"),
    ("server variable", "servers: [{ url: 'https://{a}', variables: { a: { default: '{a}' } } }]\npaths: {}"),
    ("media type", "paths: { /a: { get: { responses: { '200': { description: x, content: { application/json: { $ref: '#/paths/~1a/get/responses/200/content/application~1json' } } } } } } }"),
    ("content", "paths: { /a: { get: { responses: { '200': { description: x, content: { $ref: '#/paths/~1a/get/responses/200/content' } } } } } }"),
    ("responses", "paths: { /a: { get: { responses: { $ref: '#/paths/~1a/get/responses' } } } }"),
    ("reference that is an object", "paths: { /a: { $ref: { $ref: '#/paths/~1a/$ref' } } }"),
    ("reference that is a list", "paths: { /a: { get: { parameters: [{ $ref: ['#'] }], responses: { '200': { $ref: 5 } } } } }"),
];

#[test]
fn objects() {
    for version in ["3.0.3", "3.1.0", "3.2.0"] {
        for (name, text) in OBJECTS {
            generate(
                name,
                format!("openapi: {version}\ninfo: {{ title: Cycle, version: '1' }}\n{text}\n"),
            );
        }
    }
}

#[test]
fn swagger() {
    let text = "swagger: '2.0'
info: { title: Cycle, version: '1' }
paths:
  /a: { $ref: '#/paths/~1a' }
  /b: { post: { parameters: [{ $ref: '#/parameters/P' }, { in: body, name: b, schema: { $ref: '#/definitions/A' } }], responses: { '200': { $ref: '#/responses/R' } } } }
parameters: { P: { $ref: '#/parameters/P' } }
responses: { R: { $ref: '#/responses/R' } }
definitions: { A: { allOf: [{ $ref: '#/definitions/A' }], discriminator: a } }
";
    assert!(!generate("swagger", text).accepted);
}

/// Anchors that hold themselves, and merges of what is merged.
#[test]
fn anchors() {
    for (name, text) in [
        (
            "own alias",
            "openapi: 3.1.0\ninfo: &a { title: x, version: '1', x: *a }\npaths: {}\n",
        ),
        (
            "own merge",
            "openapi: 3.1.0\ninfo: &a { title: x, version: '1', <<: *a }\npaths: {}\n",
        ),
        (
            "own root",
            "&a\nopenapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: *a\n",
        ),
        (
            "merge of a list",
            "openapi: 3.1.0\ninfo: &a { title: x, version: '1', <<: [*a, *a] }\npaths: {}\n",
        ),
    ] {
        assert!(!generate(name, text).accepted, "{name}");
    }
}

/// Files that refer to each other, and overlays that copy a document into itself.
#[test]
fn files() {
    let folder = tempfile::tempdir().expect("a folder");
    let document = folder.path().join("a.yaml");
    let head = "openapi: 3.1.0\ninfo: { title: Cycle, version: '1' }\n";
    let files = [
        (
            "a.yaml",
            format!(
                "{head}paths: {{ /a: {{ $ref: 'b.yaml' }}, /b: {{ get: {{ responses: {{ '204': {{ description: x }} }} }} }} }}\n"
            ),
        ),
        ("b.yaml", "{ $ref: c.yaml }\n".to_owned()),
        ("c.yaml", "{ $ref: a.yaml#/paths/~1a }\n".to_owned()),
        (
            "overlay.yaml",
            format!(
                "overlay: 1.1.0\ninfo: {{ title: Copies, version: '1' }}\nactions:\n{}",
                "  - { target: $.paths, update: { x-all: { x: {} } } }\n  - { target: $.paths.x-all, copy: $ }\n  \
                 - { target: '$..x-all', copy: $.paths }\n  - { target: '$..*', update: { x: {} } }\n  \
                 - { target: '$..*', copy: $ }\n  - { target: '$..*', copy: $ }\n"
                    .repeat(40)
            ),
        ),
    ];
    for (path, text) in files {
        std::fs::write(folder.path().join(path), text).expect("a file");
    }
    for overlays in [Vec::new(), vec![folder.path().join("overlay.yaml")]] {
        let (document, overlays) = (document.clone(), overlays);
        let refused = within("files", move || {
            let options = ReadOptions {
                root: None,
                overlays,
                fetch: None,
            };
            let (sources, diagnostics) = Sources::read_with(&document, &options).expect("a readable document");
            let generated = Generator::new("cycle".parse().expect("a name")).generate(&sources, diagnostics);
            let shown = sources.render(&sources.sorted(generated.diagnostics), false);
            (generated.crates.is_empty(), shown)
        });
        assert!(refused.0, "{}", refused.1);
    }
}
