//! Code, paths and marks in every text of a document.

use std::fs;
use std::path::Path;

use super::watched::{CANARY, generate};
use stubsmith::ApiName;

/// Texts that end what emitted code puts around them, and then say something of their own.
fn texts() -> Vec<String> {
    [
        "\"; fn X() {} //",
        "\"#; fn X() {} //",
        "\"##; X!(); r##\"",
        "*/ fn X() {} /*",
        "\n}\nfn X() {}\n",
        "\r\nfn X() {}\r",
        "\u{2028}fn X() {}\u{2029}\u{85}fn X() {}",
        "'; X!(); '",
        "{X}",
        "{{X}} {} {0} {:?}",
        "}} X {{",
        "#![X]",
        "#[X] ]",
        "#![doc = include_str!(\"/etc/passwd\")]",
        "\n```\nX!();\n```\n",
        "```rust\nX!();\n```",
        "````\n```\nX!();\n````",
        "~~~\nX!();\n~~~",
        "- a\n\n      X!();\n",
        "\tX!();\n\n    X!();\n",
        "<script>X()</script>",
        "[X](javascript:X) [X]: http://x",
        "`X` ``X` `X``",
        "\\\"X\\",
        "\\u{22}X",
        "$X $crate $(X)*",
        "../../../../X",
        "..\\..\\X",
        "/etc/X",
        "C:\\X",
        "X\0",
        "nul",
        "con.rs",
        "mod",
        "lib",
        "main",
        "build",
        "Cargo",
        "src",
        ".",
        "..",
        "...",
        "/",
        "\\",
        "-",
        "_",
        "__X",
        "",
        " ",
        "\u{202E}X\u{202C}",
        "\u{2066}X\u{2069}",
        "a\u{200B}\u{200D}\u{FEFF}X",
        "\u{61C}\u{200E}\u{200F}X",
        "X\u{300}\u{301}",
        "\u{1F600}",
        "x = 1\n[dependencies]\nX = \"*\"",
        "Self",
        "r#X",
        "'static",
        "dyn X",
        "X;",
        "ⅸ",
        "µ",
        "ß",
        "ǆ",
        "İ",
        "\u{345}a",
        "a\u{FF3F}b",
        "𝐚",
    ]
    .iter()
    .map(|text| text.replace('X', CANARY))
    .collect()
}

/// A text in JSON, which YAML reads too.
fn quoted(text: &str) -> String {
    let mut quoted = "\"".to_owned();
    for unit in text.encode_utf16() {
        quoted.push_str(&format!("\\u{unit:04x}"));
    }
    quoted.push('"');
    quoted
}

/// A document that says `text` wherever a document can say something.
fn document(text: &str) -> String {
    let (plain, path) = (
        quoted(text),
        quoted(&format!("/{text}/{{{text}}}?{text}={{{text}}}#{text}")),
    );
    let pattern = quoted(&format!("^({text})?$"));
    let [media, url, variable] = [
        format!("application/{text}"),
        format!("https://h/{text}/{{{text}}}"),
        format!("x{text}"),
    ]
    .map(|text| quoted(&text));
    format!(
        r##"{{
  "openapi": "3.1.0",
  "info": {{ "title": {plain}, "version": {plain}, "description": {plain}, "summary": {plain}, "termsOfService": {plain},
    "contact": {{ "name": {plain}, "url": {plain}, "email": {plain} }}, "license": {{ "name": {plain}, "url": {plain} }} }},
  "servers": [{{ "url": {url}, "description": {plain}, "variables": {{ {plain}: {{ "default": {plain}, "enum": [{plain}], "description": {plain} }} }} }}],
  "tags": [{{ "name": {plain}, "description": {plain}, "externalDocs": {{ "url": {plain}, "description": {plain} }} }}],
  "paths": {{
    {path}: {{ "summary": {plain}, "description": {plain}, "post": {{
      "operationId": {plain}, "tags": [{plain}], "summary": {plain}, "description": {plain}, "deprecated": true,
      "security": [{{ {plain}: [{plain}] }}],
      "parameters": [
        {{ "name": {plain}, "in": "path", "required": true, "description": {plain}, "schema": {{ "type": "string", "pattern": {pattern} }} }},
        {{ "name": {plain}, "in": "query", "description": {plain}, "schema": {{ "type": "array", "items": {{ "enum": [{plain}] }} }} }},
        {{ "name": {plain}, "in": "cookie", "schema": {{ "type": "object", "properties": {{ {plain}: {{ "type": "string" }} }} }} }},
        {{ "name": {plain}, "in": "header", "schema": {{ "const": {plain} }} }},
        {{ "name": {variable}, "in": "query", "style": "deepObject", "schema": {{ "type": "object", "properties": {{ {plain}: {{ "type": "string" }} }} }} }}
      ],
      "requestBody": {{ "description": {plain}, "content": {{
        {media}: {{ "schema": {{ "$ref": "#/components/schemas/A" }} }},
        "multipart/form-data": {{ "schema": {{ "type": "object", "properties": {{ {plain}: {{ "type": "string" }}, {variable}: {{ "type": "string" }} }} }},
          "encoding": {{ {plain}: {{ "contentType": {media} }}, {variable}: {{ "contentType": {plain} }} }} }},
        "application/x-www-form-urlencoded": {{ "schema": {{ "type": "object", "properties": {{ {plain}: {{ "type": "string" }} }} }} }} }} }},
      "responses": {{
        "200": {{ "description": {plain}, "headers": {{ {plain}: {{ "description": {plain}, "schema": {{ "type": "string" }} }} }},
          "content": {{ {media}: {{ "schema": {{ "type": "string" }} }}, {plain}: {{}}, "application/json": {{ "schema": {{ "$ref": "#/components/schemas/A" }} }} }},
          "links": {{ {plain}: {{ "operationId": {plain}, "description": {plain} }} }} }},
        "default": {{ "description": {plain} }} }},
      "callbacks": {{ {plain}: {{ {plain}: {{}} }} }}
    }} }}
  }},
  "components": {{
    "schemas": {{
      "A": {{ "type": "object", "title": {plain}, "description": {plain}, "required": [{plain}], "properties": {{
        {plain}: {{ "type": "string", "description": {plain}, "default": {plain}, "example": {plain}, "format": {plain} }},
        {variable}: {{ "enum": [{plain}, {variable}, 1, [{plain}], {{ {plain}: {plain} }}] }},
        "tagged": {{ "oneOf": [{{ "$ref": "#/components/schemas/B" }}, {{ "$ref": "#/components/schemas/C" }}],
          "discriminator": {{ "propertyName": {plain}, "mapping": {{ {plain}: "#/components/schemas/B", {variable}: "#/components/schemas/C" }} }} }},
        "strings": {{ "type": "string", "pattern": {pattern}, "maxLength": 7 }} }},
        "patternProperties": {{ {pattern}: {{}} }}, "dependentRequired": {{ {plain}: [{plain}] }}, {variable}: {plain} }},
      "B": {{ "type": "object", "required": [{plain}], "properties": {{ {plain}: {{ "type": "string" }} }} }},
      "C": {{ "type": "object", "required": [{plain}], "properties": {{ {plain}: {{ "type": "string" }}, "c": {{ "type": "string" }} }} }},
      {variable}: {{ "type": "string", "enum": [{plain}] }},
      "Z{index}": {{ "type": "object" }}
    }},
    "securitySchemes": {{ {plain}: {{ "type": "apiKey", "in": "header", "name": {variable}, "description": {plain} }},
      {variable}: {{ "type": "oauth2", "flows": {{ "clientCredentials": {{ "tokenUrl": {url}, "scopes": {{ {plain}: {plain} }} }} }} }} }}
  }},
  "x-extra": {plain}
}}"##,
        index = text.len()
    )
}

#[test]
fn texts_stay_texts() {
    for text in texts() {
        generate(&format!("{text:?}"), document(&text));
    }
}

/// The same with all that a name may be, so that nothing is refused.
#[test]
fn names_become_names() {
    for text in texts() {
        let name = quoted(&text);
        let outcome = generate(
            &format!("{text:?}"),
            format!(
                r##"{{ "openapi": "3.1.0", "info": {{ "title": {name}, "version": {name} }}, "tags": [{{ "name": {name}, "description": {name} }}],
            "paths": {{ "/a": {{ "get": {{ "operationId": {name}, "tags": [{name}], "description": {name}, "parameters": [
              {{ "name": {name}, "in": "query", "description": {name}, "schema": {{ "type": "string", "enum": [{name}] }} }} ],
              "responses": {{ "200": {{ "description": {name}, "content": {{ "application/json": {{ "schema": {{ "$ref": "#/components/schemas/A" }} }} }} }} }} }} }} }},
            "components": {{ "schemas": {{ {name}: {{ "type": "object", "title": {name}, "properties": {{ {name}: {{ "type": "string" }} }} }},
              "A": {{ "type": "object", "description": {name}, "properties": {{ {name}: {{ "enum": [{name}, "b"] }}, "tagged": {{
                "oneOf": [{{ "type": "object", "required": [{name}], "properties": {{ {name}: {{ "const": {name} }} }} }},
                          {{ "type": "object", "required": [{name}], "properties": {{ {name}: {{ "const": "b" }} }} }}],
                "discriminator": {{ "propertyName": {name} }} }} }} }} }} }} }}"##
            ),
        );
        assert!(outcome.accepted, "{text:?}: {}", outcome.shown);
    }
}

/// All of them in one document, which is kept for a compiler:
/// `cargo xtask corpus --compile --from target/tmp/hostile --known /dev/null`.
#[test]
fn names_stand_beside_each_other() {
    let list = |each: &dyn Fn(usize, &str) -> String| {
        let all = texts();
        let entries = all.iter().map(|text| quoted(text)).enumerate();
        let entries: Vec<String> = entries.map(|(index, name)| each(index, &name)).collect();
        entries.join(",\n")
    };
    let operations = list(&|index, name| {
        format!(
            r##""/{index}": {{ "post": {{ "operationId": {name}, "tags": [{name}], "summary": {name}, "description": {name}, "deprecated": true,
              "parameters": [{{ "name": {name}, "in": "query", "description": {name}, "schema": {{ "type": "string", "enum": [{name}, "b"] }} }}],
              "requestBody": {{ "content": {{ "multipart/form-data": {{ "schema": {{ "type": "object", "properties": {{ {name}: {{ "type": "string" }} }} }} }} }} }},
              "responses": {{ "200": {{ "description": {name}, "content": {{ "application/json": {{ "schema": {{ "$ref": "#/components/schemas/All" }} }} }} }},
                "default": {{ "description": {name}, "content": {{ "application/json": {{ "schema": {{ "title": {name}, "type": "object", "properties": {{ {name}: {{ "const": {name} }} }} }} }} }} }} }} }} }}"##
        )
    });
    let schemas = list(&|_, name| {
        format!(
            r##"{name}: {{ "type": "object", "title": {name}, "description": {name}, "required": [{name}], "properties": {{
              {name}: {{ "type": "string", "description": {name}, "default": {name}, "example": {name} }},
              "tagged": {{ "oneOf": [{{ "type": "object", "required": [{name}], "properties": {{ {name}: {{ "const": {name} }} }} }},
                                     {{ "type": "object", "required": [{name}], "properties": {{ {name}: {{ "const": "b" }} }} }}] }} }} }}"##
        )
    });
    let (members, values) = (
        list(&|_, name| format!(r#"{name}: {{ "type": "string", "description": {name} }}"#)),
        list(&|_, name| name.to_owned()),
    );
    let text = format!(
        r#"{{ "openapi": "3.1.0", "info": {{ "title": "Hostile", "version": "1" }}, "paths": {{ {operations} }},
        "components": {{ "schemas": {{ "All": {{ "type": "object", "properties": {{ {members}, "value": {{ "enum": [{values}] }} }} }}, {schemas} }} }} }}"#
    );
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hostile");
    fs::create_dir_all(&folder).expect("a folder");
    fs::write(folder.join("hostile.json"), &text).expect("a document");
    let outcome = generate("hostile", text);
    assert!(outcome.accepted, "{}", outcome.shown);
}

/// The name of an API becomes the names of folders and packages.
#[test]
fn names_of_apis() {
    for text in texts() {
        if let Ok(name) = text.parse::<ApiName>() {
            let plain = |letter: char| letter.is_ascii_lowercase() || letter.is_ascii_digit() || letter == '-';
            assert!(name.as_str().chars().all(plain), "{text:?}");
        }
    }
}

/// A configuration can say anything too.
#[test]
fn runtime_paths_and_modules() {
    for text in texts() {
        let (sources, diagnostics) = stubsmith::source::Sources::from_text(
            "a.yaml",
            "openapi: 3.1.0\ninfo: { title: x, version: '1' }\npaths: {}\n".to_owned(),
        );
        let generator = stubsmith::Generator::new("hostile".parse().expect("a name")).runtime_path(&text);
        let generated = generator.generate(&sources, diagnostics);
        for one in &generated.crates {
            let manifest = one.files.get("Cargo.toml").expect("a manifest");
            let table: toml::Table = manifest
                .parse()
                .unwrap_or_else(|error| panic!("{text:?}: {error}\n{manifest}"));
            let dependencies = table
                .get("dependencies")
                .and_then(toml::Value::as_table)
                .expect("dependencies");
            assert!(!dependencies.contains_key(CANARY), "{text:?}: {manifest}");
        }
    }
}
