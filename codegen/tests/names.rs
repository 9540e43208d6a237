//! Names that are hard for Rust: what they become, and that the emitted code still parses.

#![allow(clippy::expect_used, clippy::panic)]

use stubsmith::{Generator, source::Sources};

/// Every kind of name that breaks generators, in one document.
const DOCUMENT: &str = r##"
openapi: 3.1.0
info: { title: "Obstacles [1] <b> https://example.com", version: "1", description: "a `tick" }
paths:
  /self/{type}/{request}:
    get:
      operationId: type
      tags: [Default]
      parameters:
        - { name: type, in: path, required: true, schema: { type: string } }
        - { name: request, in: path, required: true, schema: { type: string } }
        - { name: type, in: query, schema: { type: string } }
        - { name: body, in: query, schema: { type: integer } }
        - { name: X-Self, in: header, schema: { type: boolean } }
      responses:
        '200': { description: "*/ { } \" \\ `", content: { application/json: { schema: { $ref: '#/components/schemas/Option' } } } }
        '418': { description: Short and stout }
        '460': { description: Nobody knows }
        default: { description: Other, content: { application/json: { schema: { $ref: '#/components/schemas/Error' } } } }
  /types:
    get:
      operationId: typeError
      tags: [mod]
      responses: { '204': { description: Done }, '404': { description: None } }
  /clash:
    get: { operationId: 'get-clash', tags: ['2nd tag'], responses: { '204': { description: x } } }
    put: { operationId: getClash, tags: ['2nd tag'], responses: { '204': { description: x } } }
components:
  schemas:
    Option: { type: object, properties: { self: { type: string }, fields: { type: string }, type: { type: string }, '': { type: string }, 'a-b': { type: string }, aB: { type: string } } }
    Result: { type: string, enum: ['+1', '-1', '>=', '≠', ACTIVE, active, Unknown, self, Self, '', ' ', '1.0', 'a/b', "it's", "\"", "\\", "\n"] }
    String: { type: array, items: { $ref: '#/components/schemas/Box' } }
    Box: { type: object, additionalProperties: { type: string }, properties: { additional: { type: string } } }
    Error: { type: object, required: [message], properties: { message: { type: string } } }
    TypeError: { type: string }
    Self: { type: string, maxLength: 3 }
    mod: { type: string, pattern: "^\"#\\\\/\"$" }
    crate: { type: object }
    Vec: { type: object, additionalProperties: false }
    2d: { type: object, properties: { x: { type: number } } }
"##;

#[test]
fn hard_names() {
    let (sources, diagnostics) = Sources::from_text("obstacles.yaml", DOCUMENT.to_owned());
    let generated = Generator::new("obstacles").generate(&sources, diagnostics);
    let shown = sources.render(&sources.sorted(generated.diagnostics), false);
    assert_eq!(generated.crates.len(), 3, "{shown}");
    let mut names = Vec::new();
    for stub in &generated.crates {
        for (path, text) in stub.files.iter() {
            if !path.ends_with(".rs") {
                continue;
            }
            let file = syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}\n{text}"));
            names.push(format!("{}/{path}", stub.kind.name()));
            names.extend(file.items.iter().filter_map(declared));
        }
    }
    insta::with_settings!({ snapshot_path => "names", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("obstacles", names.join("\n"));
    });
}

/// The name of an item and of what is in it.
fn declared(item: &syn::Item) -> Option<String> {
    let list = |names: Vec<String>| names.join(", ");
    Some(match item {
        syn::Item::Struct(it) => {
            let fields = it
                .fields
                .iter()
                .filter_map(|field| field.ident.as_ref().map(ToString::to_string));
            format!("  struct {} {{ {} }}", it.ident, list(fields.collect()))
        }
        syn::Item::Enum(it) => {
            format!(
                "  enum {} {{ {} }}",
                it.ident,
                list(it.variants.iter().map(|it| it.ident.to_string()).collect())
            )
        }
        syn::Item::Trait(it) => {
            let methods = it.items.iter().filter_map(|item| match item {
                syn::TraitItem::Fn(method) => Some(method.sig.ident.to_string()),
                _ => None,
            });
            format!("  trait {} {{ {} }}", it.ident, list(methods.collect()))
        }
        syn::Item::Type(it) => format!("  type {}", it.ident),
        syn::Item::Fn(it) => format!("  fn {}", it.sig.ident),
        syn::Item::Static(it) => format!("  static {}", it.ident),
        _ => return None,
    })
}
