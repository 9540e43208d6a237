//! What is told about documents and about usage, where, and with which exit code.

use std::fs;

use super::{BROKEN, HARMLESS, LAMPS, Place};

#[test]
fn errors_of_a_document_are_shown_with_their_places() {
    let place = Place::new();
    place.write("docs/broken.yaml", BROKEN);
    let run = place.run("--spec docs/broken.yaml --name x --out new/out").ends(1);
    for place in ["--> docs/broken.yaml:11:", "--> docs/broken.yaml:18:"] {
        assert!(run.stderr.contains(place), "{place} is not told: {run:#?}");
    }
    assert!(
        run.stderr
            .ends_with("error: docs/broken.yaml has 2 errors; nothing was written\n"),
        "{run:#?}"
    );
    assert!(run.stdout.is_empty(), "{run:#?}");
    assert!(!place.exists("new"), "a failed run left a folder");
}

#[test]
fn places_without_a_type_are_reported_where_that_is_wanted() {
    let place = Place::new();
    let properties = "{ known: { type: string }, anything: {} }";
    let schemas = format!("  schemas:\n    Loose:\n      type: object\n      properties: {properties}\n");
    let info = "info: { title: Loose, version: 1.0.0 }";
    place.write(
        "a.yaml",
        &format!("openapi: 3.1.0\n{info}\npaths: {{}}\ncomponents:\n{schemas}"),
    );
    let command = "--spec a.yaml --name x --out out";
    let run = place.run(command).ends(0);
    assert!(run.stderr.is_empty(), "{run:#?}");
    let run = place.run(&format!("{command} --report untyped")).ends(0);
    assert_eq!(
        run.stderr,
        "a.yaml:8:56: any JSON value: the document says nothing of the value\n"
    );
    let run = place
        .run(&format!("{command} --report untyped --message-format json"))
        .ends(0);
    let line: serde_json::Value = serde_json::from_str(&run.stdout).expect("one line of JSON");
    assert_eq!(line["code"], "report/untyped");
    assert_eq!(line["pointer"], "#/components/schemas/Loose/properties/anything");
    assert_eq!((&line["line"], &line["column"]), (&8.into(), &56.into()));
}

#[test]
fn a_failed_run_leaves_what_stood() {
    let place = Place::new();
    place.write("a.yaml", LAMPS);
    place.run("--spec a.yaml --name x --out out").ends(0);
    let before = place.files("out");
    place.write("a.yaml", BROKEN);
    place.run("--spec a.yaml --name x --out out").ends(1);
    assert_eq!(place.files("out"), before);
}

#[test]
fn json_messages_are_one_object_a_line_on_stdout() {
    let place = Place::new();
    place.write("broken.yaml", BROKEN);
    let run = place
        .run("--spec broken.yaml --name x --out out --message-format json")
        .ends(1);
    let lines: Vec<serde_json::Value> = run
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect();
    assert_eq!(lines.len(), 2, "{run:#?}");
    for (line, at) in lines.iter().zip([11, 18]) {
        assert_eq!(
            (line["severity"].as_str(), line["path"].as_str()),
            (Some("error"), Some("broken.yaml"))
        );
        assert_eq!(line["line"], at);
        assert!(
            line["code"].as_str().is_some_and(|code| code.starts_with("invalid/")),
            "{line}"
        );
    }
    assert!(!run.stderr.contains("-->"), "{run:#?}");

    place.write("lamps.yaml", LAMPS);
    let run = place
        .run("--spec lamps.yaml --name x --out out --message-format json")
        .ends(0);
    assert!(run.stdout.is_empty(), "{run:#?}");
    assert_eq!(run.stderr.lines().count(), 3, "a line a crate: {run:#?}");
}

#[test]
fn warnings_are_errors_when_strict() {
    let place = Place::new();
    place.write("a.yaml", HARMLESS);
    place
        .run("--spec a.yaml --name x --out strict --strict")
        .ends(1)
        .tells("error[repair/missing-description]");
    assert!(!place.exists("strict"));
    place
        .run("--spec a.yaml --name x --out out")
        .ends(0)
        .tells("warning[repair/missing-description]");
    assert!(place.exists("out"));
}

#[test]
fn what_is_not_supported_yet_is_an_error() {
    let place = Place::new();
    place.write(
        "a.yaml",
        "openapi: 3.1.0\ninfo: { title: Far, version: 1.0.0 }\npaths: { /a: { $ref: 'https://example.com/a.yaml' } }\n",
    );
    place
        .run("--spec a.yaml --name x --out out")
        .ends(1)
        .tells("unsupported/remote-ref");
}

#[test]
fn a_document_that_cannot_be_read_is_wrong_usage() {
    let place = Place::new();
    place
        .run("--spec gone.yaml --name x --out out")
        .ends(2)
        .tells("cannot read gone.yaml");
    place
        .run("--spec runtime --name x --out out")
        .ends(2)
        .tells("cannot read runtime");
    assert!(!place.exists("out"));
}

#[test]
fn wrong_usage_is_told() {
    let place = Place::new();
    place.write("a.yaml", LAMPS);
    let good = "--spec a.yaml --name x --out out";
    for (arguments, told) in [
        ("--spec a.yaml --out out".to_owned(), "--name"),
        ("--spec a.yaml --name x".to_owned(), "--out"),
        ("--name x --out out".to_owned(), "--spec"),
        ("--runtime vendored".to_owned(), "--spec"),
        (
            "--spec a.yaml --name X --out out".to_owned(),
            "lower-case letters and digits with single dashes between",
        ),
        ("--spec a.yaml --name 1x --out out".to_owned(), "begins with a letter"),
        (format!("{good} --runtime local"), "'local'"),
        (format!("{good} --emit types,docs"), "'docs'"),
        (format!("{good} --message-format xml"), "'xml'"),
        (format!("{good} --colour"), "--colour"),
        (format!("{good} --report types"), "'types'"),
        ("--root .".to_owned(), "--spec"),
        ("--overlay a.yaml".to_owned(), "--spec"),
    ] {
        place.run(&arguments).ends(2).tells(told);
    }
    assert_eq!(
        fs::read_dir(place.path(".")).expect("a folder").count(),
        2,
        "something was written"
    );
}

#[test]
fn of_many_warnings_of_one_kind_the_first_are_shown() {
    let place = Place::new();
    let properties: String = (1..=7)
        .map(|number| format!("        p{number}: {{ type: string, format: odd-{number} }}\n"))
        .collect();
    let schemas = format!("  schemas:\n    Odd:\n      type: object\n      properties:\n{properties}");
    let info = "info: { title: Odd, version: 1.0.0 }";
    place.write(
        "a.yaml",
        &format!("openapi: 3.1.0\n{info}\npaths: {{}}\ncomponents:\n{schemas}"),
    );
    let shown = |stderr: &str| {
        (1..=7)
            .filter(|number| stderr.contains(&format!("`odd-{number}`")))
            .count()
    };
    let command = "--spec a.yaml --name x --out out";
    let run = place.run(command).ends(0);
    assert_eq!(shown(&run.stderr), 5, "{run:#?}");
    let more = "warning: 2 more of repair/unknown-format; --all-warnings shows them\n";
    assert!(run.stderr.ends_with(more), "{run:#?}");
    let run = place.run(&format!("{command} --all-warnings")).ends(0);
    assert_eq!(shown(&run.stderr), 7, "{run:#?}");
    assert!(!run.stderr.contains("more of"), "{run:#?}");
    // Errors are never too many.
    let run = place.run(&format!("{command} --strict")).ends(1);
    assert_eq!(shown(&run.stderr), 7, "{run:#?}");
    let run = place.run(&format!("{command} --message-format json")).ends(0);
    assert_eq!(run.stdout.lines().count(), 7, "{run:#?}");
}
