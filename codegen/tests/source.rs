//! The reading of files: each document of `source/ok` as its tree with the place of every key and value, each of
//! `source/bad` as the diagnostics that the user sees.

#![expect(clippy::unwrap_used, reason = "what fails here is a failed test")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use proptest::prelude::*;
use stubsmith::diagnostic::{Code, Diagnostic, Diagnostics, Location};
use stubsmith::pointer::Pointer;
use stubsmith::source::{Node, Sources};

fn documents(folder: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(Path::new("tests/source").join(folder)).unwrap();
    let mut paths: Vec<PathBuf> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_none_or(|extension| extension != "snap"));
    paths.sort();
    assert!(!paths.is_empty());
    paths
}

fn check(folder: &str, show: fn(&Path) -> String) {
    for path in documents(folder) {
        let name = path.file_name().unwrap().to_str().unwrap();
        insta::with_settings!({
            snapshot_path => Path::new("source").join(folder),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, {
            insta::assert_snapshot!(name, show(&path));
        });
    }
}

#[test]
fn good_documents_give_their_tree() {
    check("ok", |path| {
        let (sources, diagnostics) = Sources::read(path).unwrap();
        assert!(
            !diagnostics.has_errors(),
            "{}",
            sources.render(&sources.sorted(diagnostics), false)
        );
        let mut pointers = Vec::new();
        gather(&sources.entry(), sources.node(&sources.entry()).unwrap(), &mut pointers);
        let locations: Vec<Location> = pointers
            .iter()
            .flat_map(|pointer| [Location::Key(pointer.clone()), Location::Pointer(pointer.clone())])
            .collect();
        let places = sources.places(&locations);
        let mut text = sources.render(&sources.sorted(diagnostics), false);
        for (pointer, places) in pointers.iter().zip(places.chunks(2)) {
            let key = format!("{}:{}", places[0].line, places[0].column);
            let value = format!("{}:{}", places[1].line, places[1].column);
            let shown = match sources.node(pointer).unwrap() {
                Node::Array(items) => format!("array of {}", items.len()),
                Node::Object(members) => format!("object of {}", members.len()),
                scalar => format!("{scalar:?}"),
            };
            writeln!(text, "{key:>5} {value:>5}  {pointer} = {shown}").unwrap();
        }
        text
    });
}

fn gather(pointer: &Pointer, node: &Node, pointers: &mut Vec<Pointer>) {
    pointers.push(pointer.clone());
    match node {
        Node::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                gather(&pointer.index(index), item, pointers);
            }
        }
        Node::Object(members) => {
            for (name, member) in members {
                gather(&pointer.child(name), member, pointers);
            }
        }
        _ => {}
    }
}

#[test]
fn bad_documents_give_their_diagnostics() {
    check("bad", |path| {
        let (sources, mut diagnostics) = Sources::read(path).unwrap();
        let mut pointers = Vec::new();
        gather(&sources.entry(), sources.node(&sources.entry()).unwrap(), &mut pointers);
        for pointer in pointers
            .iter()
            .filter(|pointer| pointer.last().as_deref() == Some("$ref"))
        {
            let reference = sources.node(pointer).and_then(Node::as_str).unwrap();
            if let Err(error) = sources.resolve_ref(pointer, reference) {
                diagnostics.push(error.diagnostic(pointer));
            }
        }
        assert!(diagnostics.has_errors(), "{} has no error", path.display());
        sources.render(&sources.sorted(diagnostics), false)
    });
}

fn codes(diagnostics: &Diagnostics) -> Vec<Code> {
    diagnostics.iter().map(|diagnostic| diagnostic.code).collect()
}

#[test]
fn deep_documents_neither_overflow_the_stack_nor_take_long() {
    let start = Instant::now();
    for (path, piece) in [
        ("a.json", "["),
        ("a.json", "{\"a\":"),
        ("a.yaml", "["),
        ("a.yaml", "{a: "),
        ("a.yaml", "[{"),
        ("a.yaml", "- "),
        ("a.yaml", "? "),
        ("a", "["),
        ("a", "{\"a\":"),
    ] {
        let (sources, diagnostics) = Sources::from_text(path, piece.repeat(100_000));
        assert_eq!(codes(&diagnostics), [Code::TooDeep], "{path} {piece}");
        assert!(
            sources.render(&sources.sorted(diagnostics), true).len() < 2000,
            "{path} {piece}"
        );
    }
    let closed = format!("{}{}", "[".repeat(100_000), "]".repeat(100_000));
    for path in ["a.json", "a.yaml"] {
        assert_eq!(
            codes(&Sources::from_text(path, closed.clone()).1),
            [Code::TooDeep],
            "{path}"
        );
    }
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn a_hundred_levels_are_read() {
    for path in ["a.json", "a.yaml"] {
        let nested = |levels: usize| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        let (_, diagnostics) = Sources::from_text(path, nested(100));
        assert_eq!(codes(&diagnostics), [], "{path}");
        let (sources, diagnostics) = Sources::from_text(path, nested(101));
        assert_eq!(codes(&diagnostics), [Code::TooDeep], "{path}");
        let sorted = sources.sorted(diagnostics);
        let place = &sources.places(&[sorted[0].location.clone()])[0];
        assert_eq!((place.line, place.column), (1, 101), "{path}");
    }
}

#[test]
fn aliases_cannot_blow_a_document_up() {
    let mut doubling = String::from("a0: &a0 [x, x]\n");
    let mut nesting = String::from("a0: &a0 [x]\n");
    for level in 1..1000 {
        writeln!(doubling, "a{level}: &a{level} [*a{0}, *a{0}]", level - 1).unwrap();
        writeln!(nesting, "a{level}: &a{level} [*a{}]", level - 1).unwrap();
    }
    let long = format!("a: &a {}\nb: [{}]\n", "x".repeat(1 << 20), "*a, ".repeat(100_000));
    let start = Instant::now();
    assert_eq!(codes(&Sources::from_text("a.yaml", doubling).1), [Code::AliasBomb]);
    assert_eq!(codes(&Sources::from_text("a.yaml", nesting).1), [Code::TooDeep]);
    assert_eq!(codes(&Sources::from_text("a.yaml", long).1), [Code::AliasBomb]);
    assert!(start.elapsed() < Duration::from_secs(5), "{:?}", start.elapsed());
}

#[test]
fn the_extension_decides_and_without_one_the_text() {
    let shape = |path: &str, text: &str| Sources::from_text(path, text.to_owned()).1.has_errors();
    assert!(!shape("a.yaml", "{a: 1}") && shape("a.json", "{a: 1}"));
    assert!(!shape("a", "{a: 1}") && !shape("a", " {\"a\":\t\"\\uD83D\\uDE00\"}") && !shape("-", "a: 1"));
    // YAML has no surrogate pairs; a JSON text under a name of YAML is read all the same.
    assert!(!shape("a.yaml", "{\"a\": \"\\uD83D\\uDE00\"}"));
    let (sources, diagnostics) = Sources::from_text("a", "\n{\"a\" 1}".to_owned());
    assert_eq!(
        sources.places(&[diagnostics.iter().next().unwrap().location.clone()])[0].to_string(),
        "a:2:6"
    );
}

#[test]
fn numbers_keep_what_64_bits_hold() {
    for path in ["a.json", "a.yaml"] {
        let text = "[9223372036854775807, 18446744073709551615, 18446744073709551616, -9223372036854776000, 2.50, 1e2]";
        let (sources, _) = Sources::from_text(path, text.to_owned());
        let expected = vec![
            Node::Int(i64::MAX),
            Node::UInt(u64::MAX),
            Node::Float(18_446_744_073_709_551_616.0),
            Node::Float(-9_223_372_036_854_776_000.0),
            Node::Float(2.5),
            Node::Float(100.0),
        ];
        assert_eq!(sources.node(&sources.entry()), Some(&Node::Array(expected)), "{path}");
    }
}

#[test]
fn what_is_not_in_the_text_is_placed_at_what_holds_it() {
    let yaml = "paths:\n  /a:\n    get:\n      tags: []\n";
    let json = "{\n \"paths\":\n  {\"/a\": {\"get\":\n {\"tags\": [ ]}}}}";
    for (path, text, key, root) in [("a.yaml", yaml, "3:5", "1:1"), ("a.json", json, "3:11", "1:1")] {
        let (sources, _) = Sources::from_text(path, text.to_owned());
        let get = sources.entry().child("paths").child("/a").child("get");
        let missing = get.child("responses").child("200");
        let locations = [
            Location::Pointer(missing.clone()),
            Location::Key(missing),
            Location::Pointer(sources.entry().child("x")),
        ];
        let places: Vec<String> = sources
            .places(&locations)
            .iter()
            .map(|place| format!("{}:{}", place.line, place.column))
            .collect();
        assert_eq!(places, [key, key, root], "{path}");
    }
}

#[test]
fn diagnostics_come_in_the_order_of_the_document() {
    let (sources, _) = Sources::from_text("a.yaml", "b: 1\na: 2\n".to_owned());
    let about = |name: &str, code| Diagnostic::new(code, Location::Key(sources.entry().child(name)), "wrong");
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend([
        about("a", Code::BadRef),
        about("b", Code::WrongShape),
        about("b", Code::DanglingRef),
    ]);
    diagnostics.push(about("a", Code::BadRef));
    let sorted = sources.sorted(diagnostics);
    let expected = [
        about("b", Code::DanglingRef),
        about("b", Code::WrongShape),
        about("a", Code::BadRef),
    ];
    assert_eq!(sorted, expected);
}

#[test]
fn programs_get_one_object_a_line() {
    let (sources, _) = Sources::from_text("dir/a.yaml", "a: é\nb: 2\n".to_owned());
    let root = sources.entry();
    let diagnostics = [
        Diagnostic::new(
            Code::DanglingRef,
            Location::Pointer(root.child("b")),
            "no \"b\"\nat all",
        )
        .help("remove it")
        .label(Location::Key(root.child("a")), "like this"),
        Diagnostic::new(Code::MissingField, Location::File(root.file()), "nothing"),
    ];
    insta::assert_snapshot!(sources.to_json_lines(&diagnostics), @r##"
    {"severity":"error","code":"invalid/dangling-ref","class":"invalid","message":"no \"b\"\nat all","path":"dir/a.yaml","line":2,"column":4,"pointer":"#/b","note":null,"help":"remove it","labels":[{"path":"dir/a.yaml","line":1,"column":1,"pointer":"#/a","text":"like this"}]}
    {"severity":"warning","code":"repair/missing-field","class":"repair","message":"nothing","path":"dir/a.yaml","line":1,"column":1,"pointer":null,"note":null,"help":null,"labels":[]}
    "##);
}

#[test]
fn color_is_for_terminals_only() {
    let (sources, _) = Sources::from_text("a\u{1b}[0m.yaml", "a: \u{9b}31m\u{202e}x\n".to_owned());
    let diagnostic = Diagnostic::new(
        Code::BadRef,
        Location::File(sources.entry().file()),
        "\u{1b}[31mred\u{7}",
    )
    .help("\u{1b}]0;title\u{7}")
    .note("\u{8}");
    let plain = sources.render(std::slice::from_ref(&diagnostic), false);
    assert!(
        plain.chars().all(|c| c == '\n' || !c.is_control()) && !plain.contains('\u{202e}'),
        "{plain:?}"
    );
    let colored = sources.render(&[diagnostic], true);
    assert!(
        colored.contains("\u{1b}[") && !colored.contains("\u{1b}]") && !colored.contains('\u{9b}'),
        "{colored:?}"
    );
}

#[test]
fn a_file_that_is_not_there_is_no_diagnostic() {
    let error = Sources::read(Path::new("nowhere/a.yaml")).unwrap_err();
    assert!(error.to_string().starts_with("cannot read nowhere/a.yaml: "), "{error}");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(500))]

    #[test]
    fn any_text_is_read(text in r#"([a-c:\- \n\t\r\[\]{}"'&*!|>#?,%@\\/éu漢\x1b\x85<0-2.+]|: |- |\n  |\n    |&a|\*a|"a":|<<: ){0,60}"#) {
        for path in ["a.json", "a.yaml", "a"] {
            let (sources, diagnostics) = Sources::from_text(path, text.clone());
            let root = sources.node(&sources.entry()).unwrap();
            prop_assert!(!root.is_null() || diagnostics.has_errors());
            let mut pointers = Vec::new();
            gather(&sources.entry(), root, &mut pointers);
            let lines = text.split(['\n', '\r']).count();
            for pointer in pointers {
                prop_assert_eq!(sources.node(&pointer).is_some(), true);
                let place = &sources.places(&[Location::Pointer(pointer)])[0];
                prop_assert!(place.line as usize <= lines && place.column as usize <= text.chars().count() + 1);
            }
            let shown = sources.render(&sources.sorted(diagnostics), false);
            prop_assert!(shown.chars().all(|c| c == '\n' || !c.is_control()), "{:?}", shown);
        }
    }
}
