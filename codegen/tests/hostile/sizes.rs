//! Too much of everything.

use std::fmt::Write as _;

use super::watched::generate;

fn document(paths: &str, rest: &str) -> String {
    format!("openapi: 3.1.0\ninfo: {{ title: Large, version: '1' }}\npaths:{paths}\n{rest}")
}

fn schemas(schemas: &str) -> String {
    document(" {}", &format!("components:\n  schemas:\n{schemas}\n"))
}

/// What `piece` says of each number, with something between.
fn joined(count: usize, between: &str, piece: impl Fn(usize) -> String) -> String {
    (0..count).map(piece).collect::<Vec<_>>().join(between)
}

const DONE: &str = "responses: { '204': { description: x } }";

#[test]
fn paths() {
    let variables = joined(10_000, "", |number| format!("/{{v{number}}}"));
    generate(
        "variables",
        document(&format!("\n  {variables}: {{ get: {{ {DONE} }} }}"), ""),
    );
    let same = "/{v}".repeat(10_000);
    generate(
        "one variable",
        document(&format!("\n  {same}: {{ get: {{ {DONE} }} }}"), ""),
    );
    let braces = "{".repeat(100_000);
    generate(
        "braces",
        document(&format!("\n  '/{braces}': {{ get: {{ {DONE} }} }}"), ""),
    );
    let slashes = "/".repeat(100_000);
    generate(
        "slashes",
        document(&format!("\n  '{slashes}': {{ get: {{ {DONE} }} }}"), ""),
    );
    let pairs = joined(10_000, "&", |number| format!("a{number}={{v{number}}}"));
    generate(
        "query",
        document(&format!("\n  '/a?{pairs}': {{ get: {{ {DONE} }} }}"), ""),
    );
}

#[test]
fn operations() {
    let equal = joined(1_000, "", |number| {
        format!("\n  /a/{{v{number}}}: {{ get: {{ {DONE} }} }}")
    });
    generate("equal templates", document(&equal, ""));
    let ids = joined(1_000, "", |number| {
        format!("\n  /a{number}: {{ get: {{ operationId: same, {DONE} }} }}")
    });
    generate("equal ids", document(&ids, ""));
    let alike = joined(1_000, "", |number| {
        format!(
            "\n  /a{number}: {{ get: {{ operationId: 'same{}', {DONE} }} }}",
            "-".repeat(number)
        )
    });
    generate("ids that look alike", document(&alike, ""));
    let tags = joined(1_000, "", |number| {
        format!("\n  /a{number}: {{ get: {{ tags: [t{number}], {DONE} }} }}")
    });
    generate("tags", document(&tags, ""));
    let parameters = joined(5_000, ", ", |number| {
        format!(
            "{{ name: p{number}, in: {}, schema: {{ type: string }} }}",
            ["query", "header", "cookie"][number % 3]
        )
    });
    generate(
        "parameters",
        document(
            &format!("\n  /a: {{ get: {{ parameters: [{parameters}], {DONE} }} }}"),
            "",
        ),
    );
    let content = joined(1_000, ", ", |number| {
        format!("application/x{number}+json: {{ schema: {{ type: object, properties: {{ p{number}: {{}} }} }} }}")
    });
    let responses = joined(500, ", ", |number| {
        format!(
            "'{}': {{ description: x, content: {{ application/json: {{ schema: {{ type: integer, maximum: {number} }} }} }} }}",
            number + 100
        )
    });
    generate(
        "contents",
        document(
            &format!(
                "\n  /a: {{ post: {{ requestBody: {{ content: {{ {content} }} }}, responses: {{ {responses} }} }} }}\n  \
         /b: {{ get: {{ responses: {{ '200': {{ description: x, content: {{ {content} }} }} }} }} }}"
            ),
            "",
        ),
    );
    let schemes = joined(1_000, ", ", |number| {
        format!("s{number}: {{ type: apiKey, in: header, name: X-{number} }}")
    });
    let together = joined(1_000, ", ", |number| format!("s{number}: []"));
    let each = joined(1_000, ", ", |number| format!("{{ s{number}: [] }}"));
    generate(
        "security",
        document(
            &format!(
                "\n  /a: {{ get: {{ security: [{{ {together} }}], {DONE} }} }}\n  /b: {{ get: {{ security: [{each}], {DONE} }} }}"
            ),
            &format!("components: {{ securitySchemes: {{ {schemes} }} }}\n"),
        ),
    );
    let servers = joined(5_000, ", ", |number| {
        format!("{{ url: 'https://h{number}/{{v}}', variables: {{ v: {{ default: a, enum: [a, b] }} }} }}")
    });
    generate("servers", document(" {}", &format!("servers: [{servers}]\n")));
}

#[test]
fn tags_in_tags() {
    let operations = joined(500, "", |number| {
        format!("\n  /a{number}: {{ get: {{ tags: [t{number}], {DONE} }} }}")
    });
    // A chain that begins with operations, and then goes on without them.
    let tags = joined(10_000, "\n", |number| {
        format!("  - {{ name: t{number}, parent: t{} }}", number + 1)
    });
    generate(
        "a chain of tags",
        document(&operations, &format!("tags:\n{tags}\n  - name: t10000")),
    );
    generate("its end is missing", document(&operations, &format!("tags:\n{tags}")));
}

#[test]
fn names_of_values() {
    let values = joined(5_000, ", ", |number| format!("v{number}"));
    let names = joined(5_000, ", ", |number| format!("Name{number}"));
    let words = format!("enum: [{values}], x-enum-varnames: [{names}], x-enum-descriptions: [{names}]");
    generate(
        "names of values",
        schemas(&format!("    A: {{ type: string, {words} }}")),
    );
}

#[test]
fn members() {
    let properties = |count| joined(count, ", ", |number| format!("p{number}: {{}}"));
    let required = joined(4_000, ", ", |number| format!("p{number}"));
    generate(
        "properties",
        schemas(&format!(
            "    A: {{ properties: {{ {} }}, required: [{required}] }}",
            properties(4_000)
        )),
    );
    let alike = joined(1_000, ", ", |number| format!("'a{}': {{}}", "-".repeat(number)));
    generate(
        "properties that look alike",
        schemas(&format!("    A: {{ properties: {{ {alike} }} }}")),
    );
    let values = joined(4_000, ", ", |number| format!("v{number}"));
    generate(
        "values",
        schemas(&format!("    A: {{ type: string, enum: [{values}] }}")),
    );
    let alike = joined(1_000, ", ", |number| format!("'{}'", "…".repeat(number)));
    generate(
        "values that look alike",
        schemas(&format!("    A: {{ type: string, enum: [{alike}] }}")),
    );
    let branches = joined(1_000, ", ", |number| {
        format!("{{ properties: {{ p{number}: {{ type: string }} }}, required: [p{number}] }}")
    });
    for combiner in ["allOf", "anyOf", "oneOf"] {
        generate(combiner, schemas(&format!("    A: {{ {combiner}: [{branches}] }}")));
        generate(
            combiner,
            schemas(&format!(
                "    A: {{ properties: {{ a: {{ type: string }} }}, {combiner}: [{branches}] }}"
            )),
        );
    }
    let tuple = joined(1_000, ", ", |_| "{ type: string }".to_owned());
    generate(
        "tuple",
        schemas(&format!(
            "    A: {{ type: array, prefixItems: [{tuple}], items: false }}"
        )),
    );
    let children = joined(1_000, "", |number| {
        format!("    C{number}: {{ allOf: [{{ $ref: '#/components/schemas/A' }}] }}\n")
    });
    generate(
        "children",
        schemas(&format!(
            "    A: {{ properties: {{ t: {{ type: string }} }}, required: [t], discriminator: {{ propertyName: t }} }}\n{children}"
        )),
    );
    let same = joined(1_000, "", |number| {
        format!("    'a{}': {{ type: object }}\n", "-".repeat(number))
    });
    generate("schemas that look alike", schemas(&same));
    let chain = joined(10_000, "", |number| {
        format!("    S{number}: {{ $ref: '#/components/schemas/S{}' }}\n", number + 1)
    });
    generate("chain", schemas(&chain));
    let inherited = joined(200, "", |number| {
        format!(
            "    S{number}: {{ allOf: [{{ $ref: '#/components/schemas/S{}' }}], properties: {{ p{number}: {{}} }} }}\n",
            number + 1
        )
    });
    generate("chain of allOf", schemas(&format!("{inherited}    S200: {{}}\n")));
}

#[test]
fn numbers() {
    let huge = "9".repeat(5_000);
    for keyword in [
        "minLength",
        "maxLength",
        "minItems",
        "maxItems",
        "minProperties",
        "maxProperties",
        "minimum",
        "maximum",
        "exclusiveMinimum",
        "exclusiveMaximum",
        "multipleOf",
        "minContains",
        "default",
        "const",
    ] {
        for number in [
            "1e400",
            "-1e400",
            "1e308",
            "1e-400",
            "-1",
            "-0",
            "0.5",
            "18446744073709551615",
            "18446744073709551616",
            "9223372036854775807",
            "-9223372036854775809",
            "4294967296",
            ".nan",
            "-.inf",
            "1_000",
            "0x10",
            "0o7",
            "1e999999999999",
            "null",
            "true",
            "[]",
            "{}",
            "''",
            &huge,
        ] {
            for ty in ["string", "integer", "number", "array", "object"] {
                let text = format!(
                    "    A: {{ type: {ty}, {keyword}: {number}, enum: [{number}, 1], format: int32 }}\n    B: {{ type: {ty}, {keyword}: {number} }}"
                );
                generate(&format!("{keyword} {number:.20} of {ty}"), schemas(&text));
            }
        }
    }
}

/// Prose is scanned for pairs of marks: one that has no partner must not be looked for again and again.
#[test]
fn texts() {
    let mut ticks = String::new();
    for run in 1..300 {
        let _ = write!(ticks, "{} ", "`".repeat(run));
    }
    for (name, text) in [
        ("backticks", ticks),
        ("brackets", "[".repeat(100_000)),
        ("links", "[a](".repeat(100_000)),
        ("tags", "<http://a".repeat(50_000)),
        ("escapes", "\\\\".repeat(100_000)),
        ("quotes", "> ".repeat(100_000)),
        ("fences", "```\\n".repeat(50_000)),
        ("pipes", "|`".repeat(100_000)),
        ("blanks", " ".repeat(200_000)),
        ("words", "a ".repeat(100_000)),
        ("one word", "a".repeat(1_000_000)),
        ("urls", "http://".repeat(100_000)),
    ] {
        let text = text.replace('\\', "\\\\").replace("\\\\n", "\\n");
        let outcome = generate(
            name,
            schemas(&format!(
                "    A: {{ type: object, description: \"x{text}\", title: \"{text}\" }}"
            )),
        );
        assert!(outcome.accepted, "{name}: {}", outcome.shown);
    }
}

#[test]
fn long_names() {
    let long = "Name".repeat(100_000);
    let text = format!(
        "openapi: 3.1.0\ninfo: {{ title: {long}, version: {long} }}\ntags: [{{ name: {long}, description: {long} }}]\npaths:\n  ? /{long}\n  : get:\n      operationId: {long}\n      tags: [{long}]\n      \
         parameters: [{{ name: {long}, in: query, schema: {{ type: string, enum: [{long}, {long}2] }} }}]\n      \
         responses: {{ '200': {{ description: {long}, headers: {{ {long}: {{ schema: {{ type: string }} }} }}, content: {{ 'a/{long}': {{}} }} }} }}\n      \
         security: [{{ {long}: [] }}]\n\
         components: {{ schemas: {{ {long}: {{ type: object, properties: {{ {long}: {{ type: string }} }} }} }}, \
         securitySchemes: {{ {long}: {{ type: apiKey, in: header, name: {long} }} }} }}\n"
    );
    generate("long names", text);
}
