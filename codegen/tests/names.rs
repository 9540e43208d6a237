//! Names that are hard for Rust: what they become, that the emitted code still parses, and that no two things in a
//! file have one name.

#![allow(
    clippy::expect_used,
    clippy::panic,
    reason = "a test stops where something it needs is missing"
)]

use std::{collections::BTreeSet, path::Path};

use stubsmith::{Generated, Generator, Options, source::Sources};

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
    post: { operationId: new, tags: [Date], responses: { '204': { description: x } } }
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
    Box2: { type: object, additionalProperties: false, properties: { closed: { type: string }, is_closed: { type: string } } }
    2d: { type: object, properties: { x: { type: number } } }
"##;

/// A generator of all that there can be.
fn generator(name: &str) -> Generator {
    let options = Options::from_toml("mock = true\ndocs = true").expect("options");
    Generator::new(name.parse().expect("a name")).options(options)
}

#[test]
fn hard_names() {
    let (sources, diagnostics) = Sources::from_text("obstacles.yaml", DOCUMENT.to_owned());
    let generated = generator("obstacles").generate(&sources, diagnostics);
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
            check_distinct(path, &file);
        }
    }
    insta::with_settings!({ snapshot_path => "names", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("obstacles", names.join("\n"));
    });
}

/// A group of operations, and a schema, for each name that emitted crates import.
#[test]
fn no_name_is_taken_that_emitted_code_imports() {
    let (sources, diagnostics) = Sources::from_text("obstacles.yaml", DOCUMENT.to_owned());
    let mut taken = imported(&generator("obstacles").generate(&sources, diagnostics));
    for document in [
        "../spec/paycashless.yaml",
        "../spec/razorpay.yaml",
        "../tests/gatehouse.yaml",
        "../tests/workshop.yaml",
        "../tests/courier.yaml",
    ] {
        let (sources, diagnostics) = Sources::read(Path::new(document)).expect("a readable document");
        taken.extend(imported(&generator("obstacles").generate(&sources, diagnostics)));
    }
    assert!(taken.len() > 40, "{taken:?}");
    let mut document = PREAMBLE.to_owned();
    for (index, name) in taken.iter().enumerate() {
        let content =
            format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}");
        document.push_str(&format!(
            "  /{name}: {{ get: {{ operationId: call{index}, tags: [{name}], security: [{{ key: [] }}], parameters: \
             [{{ name: at, in: query, schema: {{ type: string, format: date }} }}], responses: {{ '200': {{ \
             description: x, {content} }}, default: {{ description: x, {content} }} }} }} }}\n"
        ));
    }
    document.push_str("webhooks:\n");
    for name in &taken {
        let content =
            format!("content: {{ application/json: {{ schema: {{ $ref: '#/components/schemas/{name}' }} }} }}");
        document.push_str(&format!(
            "  {name}: {{ post: {{ tags: [{name}], security: [{{ key: [] }}], requestBody: {{ {content} }}, responses: {{ \
             '200': {{ description: x, {content} }}, default: {{ description: x, {content} }} }} }} }}\n"
        ));
    }
    document.push_str("components:\n  securitySchemes: { key: { type: http, scheme: basic } }\n  schemas:\n");
    for name in &taken {
        document.push_str(&format!(
            "    {name}: {{ type: object, properties: {{ at: {{ type: [string, 'null'], format: uri }} }} }}\n"
        ));
    }
    let (sources, diagnostics) = Sources::from_text("imports.yaml", document);
    let generated = generator("imports").generate(&sources, diagnostics);
    let shown = sources.render(&sources.sorted(generated.diagnostics), false);
    assert_eq!(generated.crates.len(), 3, "{shown}");
    for stub in &generated.crates {
        for (path, text) in stub.files.iter().filter(|(path, _)| path.ends_with(".rs")) {
            check_distinct(path, &syn::parse_file(text).expect("Rust"));
        }
    }
}

const PREAMBLE: &str = "openapi: 3.1.0\ninfo: { title: Imports, version: '1' }\npaths:\n";

/// The names of types and traits that the files of crates import from elsewhere.
fn imported(generated: &Generated) -> BTreeSet<String> {
    let texts = generated.crates.iter().flat_map(|stub| stub.files.iter());
    let files = texts.filter(|(path, _)| path.ends_with(".rs"));
    let names = files.flat_map(|(_, text)| {
        let file = syn::parse_file(text).expect("Rust");
        file.items.iter().flat_map(imports).collect::<Vec<_>>()
    });
    let foreign = names.filter(|(root, name)| {
        ["std", "stubsmith_runtime"].contains(&root.as_str()) && name.starts_with(|first: char| first.is_uppercase())
    });
    foreign.map(|(_, name)| name).collect()
}

/// The names that an item imports, each with the first segment of its path.
fn imports(item: &syn::Item) -> Vec<(String, String)> {
    fn leaves(tree: &syn::UseTree, names: &mut Vec<String>) {
        match tree {
            syn::UseTree::Path(path) => leaves(&path.tree, names),
            syn::UseTree::Name(name) => names.push(name.ident.to_string()),
            syn::UseTree::Rename(rename) => names.push(rename.rename.to_string()),
            syn::UseTree::Group(group) => group.items.iter().for_each(|tree| leaves(tree, names)),
            _ => {}
        }
    }
    let syn::Item::Use(item) = item else { return Vec::new() };
    let mut names = Vec::new();
    leaves(&item.tree, &mut names);
    let root = match &item.tree {
        syn::UseTree::Path(path) => path.ident.to_string(),
        _ => String::new(),
    };
    names.into_iter().map(|name| (root.clone(), name)).collect()
}

/// No two types or traits, imported or not, have one name; no two functions of a file or of an `impl` block have one.
fn check_distinct(path: &str, file: &syn::File) {
    let (mut types, mut functions) = (Vec::new(), Vec::new());
    for item in &file.items {
        match item {
            syn::Item::Use(_) => types.extend(imports(item).into_iter().map(|(_, name)| name)),
            syn::Item::Struct(it) => types.push(it.ident.to_string()),
            syn::Item::Enum(it) => types.push(it.ident.to_string()),
            syn::Item::Trait(it) => types.push(it.ident.to_string()),
            syn::Item::Type(it) => types.push(it.ident.to_string()),
            syn::Item::Fn(it) => functions.push(it.sig.ident.to_string()),
            syn::Item::Impl(it) => {
                let methods = it.items.iter().filter_map(|item| match item {
                    syn::ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                });
                assert_distinct(path, methods.collect());
            }
            _ => {}
        }
    }
    assert_distinct(path, types);
    assert_distinct(path, functions);
}

fn assert_distinct(path: &str, names: Vec<String>) {
    let mut seen = BTreeSet::new();
    for name in names {
        assert!(seen.insert(name.clone()), "{path} has `{name}` twice");
    }
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
