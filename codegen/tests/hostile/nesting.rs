//! What stands in itself as deep as a text is long.

use super::watched::{Outcome, generate, within};
use stubsmith::pattern;

/// Far more than any stack bears.
const DEEP: usize = 10_000;

/// As deep as documents may be, less the places around a schema.
const ALLOWED: usize = 40;

fn schema(schema: &str) -> String {
    format!(
        "openapi: 3.1.0\ninfo: {{ title: Deep, version: '1' }}\npaths: {{}}\ncomponents:\n  schemas:\n    A: {schema}\n"
    )
}

fn nested(open: &str, middle: &str, close: &str, depth: usize) -> String {
    format!("{}{middle}{}", open.repeat(depth), close.repeat(depth))
}

/// What a schema can stand in.
const AROUND: &[(&str, &str)] = &[
    ("{\"type\": \"array\", \"items\": ", "}"),
    ("{\"type\": \"object\", \"properties\": {\"x\": ", "}}"),
    (
        "{\"type\": \"object\", \"required\": [\"x\"], \"properties\": {\"x\": ",
        "}}",
    ),
    ("{\"additionalProperties\": ", "}"),
    ("{\"allOf\": [", "]}"),
    ("{\"allOf\": [{\"type\": \"object\"}, ", "]}"),
    ("{\"anyOf\": [{\"type\": \"string\"}, ", "]}"),
    ("{\"oneOf\": [{\"type\": \"string\"}, ", "]}"),
    ("{\"properties\": {\"a\": {\"type\": \"string\"}}, \"oneOf\": [", "]}"),
    ("{\"not\": ", "}"),
    ("{\"prefixItems\": [", "], \"items\": false}"),
    ("{\"$defs\": {\"x\": ", "}}"),
    ("{\"if\": ", "}"),
    ("{\"default\": ", "}"),
    ("{\"enum\": [", "]}"),
];

#[test]
fn schemas_that_are_too_deep() {
    for (open, close) in AROUND {
        let outcome = generate(open, schema(&nested(open, "{}", close, DEEP)));
        assert!(outcome.shown.contains("invalid/too-deep"), "{open}: {}", outcome.shown);
    }
}

/// Each stands beside the others, and holds the next one by its place.
#[test]
fn references_that_make_schemas_too_deep() {
    let holder = |next: usize| {
        format!(
            r##""p{}": {{ "type": "object", "properties": {{ "next": {{ "$ref": "#/components/schemas/A/properties/p{next}" }} }} }}"##,
            next - 1
        )
    };
    for (count, accepted) in [(60, true), (DEEP, false)] {
        let holders: Vec<String> = (1..=count).map(holder).collect();
        let last = format!(r#""p{count}": {{ "type": "string" }}"#);
        let text = schema(&format!(
            r#"{{ "type": "object", "properties": {{ {}, {last} }} }}"#,
            holders.join(", ")
        ));
        let outcome = generate("references", text);
        assert_eq!(outcome.accepted, accepted, "{}", outcome.shown);
        assert_eq!(
            outcome.shown.contains("invalid/too-deep"),
            !accepted,
            "{}",
            outcome.shown
        );
    }
}

#[test]
fn schemas_that_are_just_not_too_deep() {
    for (open, close) in AROUND {
        let outcome = generate(
            open,
            schema(&nested(
                open,
                "{\"type\": \"string\", \"maxLength\": 5}",
                close,
                ALLOWED,
            )),
        );
        assert!(outcome.accepted, "{open}: {}", outcome.shown);
    }
}

/// Texts that are hardly a document.
#[test]
fn texts() {
    let refused = |name: &str, text: String| {
        let Outcome { accepted, shown, .. } = generate(name, text);
        assert!(!accepted, "{name}");
        assert!(shown.len() < 10_000, "{name} is told in {} bytes", shown.len());
    };
    for unit in [
        "[",
        "{",
        "{a: ",
        "[{",
        "- ",
        "? ",
        "- ? ",
        "a: [",
        "[a, ",
        "&a [",
        "!!seq [",
        "{? ",
        "\"",
        "'",
        "{\"a\":",
        "[[],",
        "&a ",
        "!a ",
        "|\n ",
        ">\n",
        "# ",
        "--- ",
        "...\n",
        "%YAML 1.2\n",
        "\t",
        "*a ",
        "<<: {",
        "\u{FEFF}",
        "\0",
        "\\",
    ] {
        refused(unit, unit.repeat(DEEP));
        refused(unit, format!("openapi: 3.1.0\nx: {}", unit.repeat(DEEP)));
    }
    for (open, close) in [("[", "]"), ("{\"a\":", "}"), ("{a: ", "}"), ("[&a ", "]")] {
        refused(open, nested(open, "1", close, DEEP));
    }
    let stairs: String = (0..2_000).map(|step| format!("{}a:\n", " ".repeat(step))).collect();
    refused("stairs", stairs);
}

/// Aliases that double what they stand for.
#[test]
fn bombs() {
    for (name, open, close) in [("lists", "[", "]"), ("maps", "{ x: ", " }")] {
        let mut text =
            "openapi: 3.1.0\ninfo: { title: Bomb, version: '1' }\npaths: {}\nx-bomb:\n  a0: &a0 [boom]\n".to_owned();
        for level in 1..60 {
            let alias = format!("*a{}", level - 1);
            let both = if name == "lists" {
                format!("{alias}, {alias}")
            } else {
                format!("{alias} , y: {alias}")
            };
            text.push_str(&format!("  a{level}: &a{level} {open}{both}{close}\n"));
        }
        let shown = generate(name, text).shown;
        assert!(
            shown.contains("invalid/alias-bomb") || shown.contains("invalid/too-deep"),
            "{name}: {shown}"
        );
    }
}

/// References stand for what they lead to, so that they double without an alias.
#[test]
fn references_that_double() {
    for combiner in ["allOf", "anyOf", "oneOf", "prefixItems"] {
        let mut text =
            "openapi: 3.1.0\ninfo: { title: Doubles, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
        for level in 0..60 {
            let next = format!("{{ $ref: '#/components/schemas/S{}' }}", level + 1);
            text.push_str(&format!("    S{level}: {{ {combiner}: [{next}, {next}] }}\n"));
        }
        text.push_str("    S60: { type: object, properties: { x: { type: string } } }\n");
        generate(combiner, text);
    }
    // Each of them inline, where nothing is shared by a name.
    for combiner in ["allOf", "anyOf", "oneOf"] {
        let mut text =
            "openapi: 3.1.0\ninfo: { title: Doubles, version: '1' }\npaths: {}\ncomponents:\n  schemas:\n".to_owned();
        for level in 0..60 {
            let next = format!("{{ $ref: '#/components/schemas/S{}/properties/x' }}", level + 1);
            let inline = format!("{{ {combiner}: [{next}, {{ properties: {{ p{level}: {next} }} }}] }}");
            text.push_str(&format!("    S{level}: {{ properties: {{ x: {inline} }} }}\n"));
        }
        text.push_str("    S60: { properties: { x: { type: string } } }\n");
        generate(&format!("inline {combiner}"), text);
    }
}

#[test]
fn patterns() {
    for (open, middle, close) in [
        ("(", "a", ")"),
        ("(?:", "a", ")*"),
        ("(?=", "a", ")"),
        ("(?<!", "a", ")"),
        ("[", "a", "]"),
        ("(a|", "b", ")"),
        ("(", "a", "){2}"),
        ("(", "a", "){1,1000}"),
        ("(", "a?", "){0,50}"),
        ("(a?", "b", "a){2,}"),
        ("a{1000}", "", ""),
        ("[^a]{1000}", "", ""),
        ("\\p{L}{1000}", "", ""),
        ("(?:a?){1000}", "", ""),
        ("\\", "", ""),
        ("a|", "b", ""),
        ("(.*)", "\\1", ""),
        ("(a*)*", "", ""),
        ("a{99999999999999999999}", "", ""),
        ("[\\w\\W]", "", ""),
        ("(?<n>", "a", ")"),
        ("\u{202E}", "", ""),
        ("\u{1F600}{500}", "", ""),
    ] {
        for depth in [1, 5, 100, 2_000] {
            let text = nested(open, middle, close, depth);
            let about = format!("{open} {depth} times");
            within(&about, move || drop(pattern::read(&text)));
        }
    }
}
