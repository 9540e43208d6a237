//! The compiling of patterns: the tables, walked by the runtime, agree with an ECMAScript engine on texts that match,
//! texts that nearly match and random ones; what cannot be compiled is refused at its place.

#![expect(clippy::unwrap_used, reason = "what fails here is a failed test")]

#[path = "pattern/emitted.rs"]
mod emitted;
#[path = "pattern/samples.rs"]
mod samples;

use emitted::Emitted;
use proptest::{
    collection::vec,
    prelude::*,
    sample::{Index, select},
    string::string_regex,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use samples::{ID, SLOPPY, STRICT, Sample};
use stubsmith::pattern::{Automaton, Construct, MAX_TABLE_BYTES, Matcher, PatternError, compile, read};
use stubsmith_runtime::pattern::Pattern;

fn pattern(source: &str) -> Pattern {
    emitted_pattern(compile(source).unwrap())
}

fn emitted_pattern(automaton: Automaton) -> Pattern {
    Emitted::of(&Matcher::Tables(Box::new(automaton))).pattern()
}

/// The same cases in each run, so that a failure is one of the change at hand.
fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

/// Characters at the edges of what patterns and UTF-8 tell apart.
fn character() -> impl Strategy<Value = char> {
    let edges = "\0\t\n\u{b}\r !$(),-./019:@AZ[]\\^_az{|}~\u{7f}\u{80}\u{85}\u{a0}éſK\u{7ff}\u{800}٣\u{1680}\u{180e}\
                 \u{200b}\u{2028}\u{2029}\u{202f}中\u{d7ff}\u{e000}\u{feff}\u{ffff}\u{10000}😀\u{3ffff}\u{10ffff}";
    prop_oneof![9 => select(edges.chars().collect::<Vec<_>>()), 1 => any::<char>()]
}

#[derive(Clone, Copy, Debug)]
enum Edit {
    Insert,
    Replace,
    Remove,
    Repeat,
}

fn edited(text: &str, edits: Vec<(Edit, Index, char)>) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    for (edit, place, character) in edits {
        let place = place.index(characters.len() + 1);
        match (edit, characters.get(place).copied()) {
            (Edit::Insert, _) | (_, None) => characters.insert(place, character),
            (Edit::Replace, Some(_)) => *characters.get_mut(place).unwrap() = character,
            (Edit::Remove, Some(_)) => drop(characters.remove(place)),
            (Edit::Repeat, Some(found)) => characters.insert(place, found),
        }
    }
    characters.into_iter().collect()
}

/// Texts that `near` describes, the same with a few changes, and random ones.
fn texts(near: &str) -> impl Strategy<Value = String> {
    let near = string_regex(near).unwrap().boxed();
    let edit = (
        select(vec![Edit::Insert, Edit::Replace, Edit::Remove, Edit::Repeat]),
        any::<Index>(),
        character(),
    );
    let changed = (near.clone(), vec(edit, 1..3)).prop_map(|(text, edits)| edited(&text, edits));
    let random = vec(character(), 0..8).prop_map(|characters| characters.into_iter().collect());
    prop_oneof![2 => near, 2 => changed, 1 => random]
}

fn check_samples(samples: &[Sample], flags: &str) {
    for (source, near) in samples {
        let pattern = pattern(source);
        let engine = regress::Regex::with_flags(source, flags).unwrap();
        let matched = std::cell::Cell::new((0, 0));
        let result = runner(300).run(&texts(near), |text| {
            let expected = engine.find(&text).is_some();
            let (all, matching) = matched.get();
            matched.set((all + 1, matching + usize::from(expected)));
            prop_assert_eq!(pattern.is_match(&text), expected);
            Ok(())
        });
        assert_eq!(result, Ok(()), "{source}");
        let (all, matching) = matched.get();
        let matches_all = ["", "^[^]*$"].contains(source);
        assert!(
            matching > 0 && (matching < all || matches_all),
            "{source}: {matching} of {all} texts match"
        );
    }
}

#[test]
fn tables_agree_with_an_engine() {
    check_samples(STRICT, "u");
}

#[test]
fn tables_of_sloppy_patterns_agree_with_an_engine() {
    for (source, _) in SLOPPY {
        assert!(
            regress::Regex::with_flags(source, "u").is_err(),
            "{source} is not sloppy"
        );
    }
    check_samples(SLOPPY, "");
}

/// Regular expressions of a few characters in all arrangements.
fn expressions() -> impl Strategy<Value = String> {
    let leaf = select(vec![
        "a",
        "b",
        "é",
        "😀",
        r"\u{1F600}",
        r"\n",
        ".",
        "[ab]",
        "[^a]",
        "[^é😀]",
        "[a-é]",
        "[]",
        "[^]",
        r"\w",
        r"\W",
        r"\s",
        r"[\S-]",
        "^",
        "$",
        r"\b",
        r"\B",
        "",
        r"\xe9",
    ])
    .prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 2..4).prop_map(|parts| parts.concat()),
            2 => vec(inner.clone(), 2..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            1 => (inner, select(vec!["*", "+", "?", "??", "{2}", "{0,2}", "{2,}?", "{0}"]))
                .prop_map(|(part, quantifier)| format!("({part}){quantifier}")),
        ]
    })
}

#[test]
fn tables_of_random_expressions_agree_with_an_engine() {
    let texts = vec(vec(select("aab é😀\n_€".chars().collect::<Vec<_>>()), 0..6), 16);
    runner(500)
        .run(&(expressions(), texts), |(source, texts)| {
            let automaton = compile(&source).unwrap();
            let pattern = emitted_pattern(automaton);
            let engine = regress::Regex::with_flags(&source, "u").unwrap();
            for text in texts {
                let text: String = text.into_iter().collect();
                prop_assert_eq!(
                    pattern.is_match(&text),
                    engine.find(&text).is_some(),
                    "{} on {:?}",
                    source,
                    text
                );
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn any_text_is_compiled_or_refused() {
    let pieces = vec(
        select(
            r"( ) (?: (?= (?<n> [ [^ ] - a {2} {2,1} {, * ? | \ \u \x \p{ \1 \k<n> d9 é"
                .split(' ')
                .collect::<Vec<_>>(),
        ),
        0..9,
    );
    runner(2000)
        .run(&pieces, |pieces| {
            let source = pieces.concat();
            let accepted = regress::Regex::with_flags(&source, "u").is_ok();
            match compile(&source) {
                Err(PatternError::Invalid { offset, .. }) => {
                    prop_assert!(!accepted, "{} is right", source);
                    prop_assert!(offset < source.chars().count());
                }
                Err(PatternError::NotRegular { offset, .. }) => prop_assert!(offset < source.chars().count()),
                Ok(_) | Err(PatternError::TooLarge { .. } | PatternError::TooManySteps { .. }) => {}
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn what_is_no_regular_expression_is_refused_at_its_place() {
    let table = [
        ("a(b", 1, "this `(` has no `)`"),
        ("((a)", 0, "this `(` has no `)`"),
        ("é)", 1, "this `)` has no `(`"),
        ("ab[c", 2, "this `[` has no `]`"),
        (r"[\]", 0, "this `[` has no `]`"),
        ("x[b-a]", 2, "the ends of a range are the wrong way round"),
        ("*a", 0, "this quantifier has nothing to repeat"),
        ("a|+", 2, "this quantifier has nothing to repeat"),
        ("^*", 1, "this quantifier has nothing to repeat"),
        (r"\b?", 2, "this quantifier has nothing to repeat"),
        ("a**", 2, "this quantifier has nothing to repeat"),
        ("a{1}{2}", 4, "this quantifier has nothing to repeat"),
        ("{2}", 0, "this quantifier has nothing to repeat"),
        ("a{3,2}", 1, "the bounds of a quantifier are the wrong way round"),
        ("a{,5}", 1, "a quantifier needs its lower bound, as in `{0,9}`"),
        ("ab\\", 2, "a backslash has nothing behind it"),
        (r"\Afoo\z", 0, r"`\A` stands for nothing; the start of the text is `^`"),
        (r"foo\Z", 3, r"`\Z` stands for nothing; the end of the text is `$`"),
        (r"\y", 0, r"`\y` stands for nothing"),
        (r"[\B]", 1, r"`\B` stands for nothing"),
        (r"\01", 0, r"`\0` stands for nothing; octal numbers are not taken"),
        (r"[\1]", 1, r"`\1` stands for nothing; octal numbers are not taken"),
        (r"\xG0", 0, r"`\x` needs two hexadecimal digits behind it"),
        (
            r"\u12",
            0,
            r"`\u` needs four hexadecimal digits or a code point in braces behind it",
        ),
        (
            r"a\u{110000}",
            1,
            r"`\u` needs four hexadecimal digits or a code point in braces behind it",
        ),
        (
            r"\u{}",
            0,
            r"`\u` needs four hexadecimal digits or a code point in braces behind it",
        ),
        (r"\c1", 0, r"`\c` needs a letter behind it"),
        (r"\pL", 0, r"`\p` needs the name of a property in braces behind it"),
        (r"\p{^L}", 0, r"the braces of `\p` hold no name of a property"),
        (r"\P{Fancy}", 0, "Unicode has no property `Fancy`"),
        (r"a\1", 1, "this back-reference names no group"),
        (r"(a)\2", 3, "this back-reference names no group"),
        (r"(?<n>a)\k<m>", 7, "this back-reference names no group"),
        (r"\k", 0, "a group's name is missing or is no identifier in `<` and `>`"),
        (
            "(?<1>a)",
            0,
            "a group's name is missing or is no identifier in `<` and `>`",
        ),
        ("(?P<n>a)", 0, "a group's name is written `(?<name>…)`"),
        (
            "(?i)a",
            0,
            "flags such as `(?i)` need a group to be for, as in `(?i:a)`",
        ),
        ("(?>a)", 0, "`(?` begins no group"),
        (
            "^[[:alpha:]_]+$",
            2,
            "a class by name, such as `[:alpha:]`, is of other engines",
        ),
        ("(?=a", 0, "this `(` has no `)`"),
    ];
    for (source, offset, message) in table {
        let message = message.to_owned();
        assert_eq!(
            compile(source),
            Err(PatternError::Invalid { message, offset }),
            "{source}"
        );
    }
}

#[test]
fn what_is_not_regular_is_refused_at_its_place() {
    let nested = |depth| "(".repeat(depth) + &")".repeat(depth);
    let deep = nested(201);
    assert!(compile(&nested(200)).is_ok());
    let table = [
        ("^(?=a)b", 1, Construct::LookAround),
        ("a(?!b)", 1, Construct::LookAround),
        ("(?<=é)(?<!b)", 0, Construct::LookAround),
        (r"(a)(?<!b)\1", 3, Construct::LookAround),
        (r"(a)\1(?!b)", 3, Construct::BackReference),
        (r"\2(a)(b)", 0, Construct::BackReference),
        (r"\k<n>(?<n>a)", 0, Construct::BackReference),
        ("a(?m:b)", 1, Construct::Modifiers),
        (r"(?i:(a)\1)", 7, Construct::Modifiers),
        (&deep, 200, Construct::DeepNesting),
    ];
    for (source, offset, construct) in table {
        assert_eq!(
            compile(source),
            Err(PatternError::NotRegular { construct, offset }),
            "{source}"
        );
    }
}

#[test]
fn too_many_states_are_refused_soon() {
    let start = std::time::Instant::now();
    let table = [
        "((a{100}){100}){100}",
        "a{4000000000}",
        "^(?:[]|){4000000000}",
        r"^(\p{L}{60}){60}",
        "a[ab]{13}c",
        "^[ab]{17000}$",
    ];
    for source in table {
        let error = compile(source);
        assert!(
            matches!(error, Err(PatternError::TooLarge { .. })),
            "{source}: {error:?}"
        );
    }
    assert!(start.elapsed().as_secs() < 30);
    assert!(compile("(?:){4000000000}").is_ok());
}

#[test]
fn errors_read_well() {
    let texts = ["a)", r"(a)\1", "a{4000000000}"].map(|source| compile(source).unwrap_err().to_string());
    assert_eq!(
        texts,
        [
            "the pattern is no regular expression of ECMA-262: this `)` has no `(`, at offset 1",
            "the pattern uses a back-reference at offset 3, which is not supported",
            "the pattern needs an automaton of more than 2097152 bytes, which is not supported",
        ]
    );
}

/// The states and classes of patterns, which show whether tables are as small as they can be.
#[test]
fn tables_are_small() {
    let table = [
        (ID, 49, 15),
        ("", 3, 1),
        ("[]", 3, 1),
        ("^", 3, 1),
        ("$", 3, 1),
        ("^$", 3, 1),
        ("^[^]*$", 3, 1),
        ("^[a-z]+$", 4, 2),
        ("abc", 5, 4),
        ("^.{1,255}$", 768, 6),
    ];
    for (source, states, classes) in table {
        let automaton = compile(source).unwrap();
        assert_eq!(
            (automaton.state_count(), automaton.class_count()),
            (states, classes),
            "{source}"
        );
        let width = if automaton.is_wide() { 2 } else { 1 };
        let transitions = automaton.transition_bytes();
        assert_eq!(transitions.len(), states * usize::from(classes) * width, "{source}");
        assert_eq!(automaton.accepting_bytes().len(), states.div_ceil(8), "{source}");
        assert_eq!(
            automaton.table_bytes(),
            256 + transitions.len() + states.div_ceil(8),
            "{source}"
        );
        assert!(automaton.table_bytes() <= MAX_TABLE_BYTES, "{source}");
        assert!(
            automaton.classes().iter().all(|class| u16::from(*class) < classes),
            "{source}"
        );
    }
}

#[test]
fn tables_have_the_layout_that_the_runtime_walks() {
    let automaton = compile("^ab?$").unwrap();
    let classes = automaton.classes();
    assert_eq!(
        [
            classes[0],
            classes[b'a' as usize],
            classes[b'b' as usize],
            classes[0xff]
        ],
        [0, 1, 2, 0]
    );
    // The start, the dead state, the state that matches for ever, `a` and `ab`.
    assert_eq!(
        automaton.transition_bytes(),
        [1, 3, 1, 1, 1, 1, 2, 2, 2, 1, 1, 4, 1, 1, 1]
    );
    assert_eq!(automaton.accepting_bytes(), [0b11100]);
    assert_eq!(automaton.source(), "^ab?$");

    // The start is no other state, even if it is equal to one.
    assert_eq!(compile("").unwrap().transition_bytes(), [2, 1, 2]);
    assert_eq!(compile("[]").unwrap().transition_bytes(), [1, 1, 2]);

    let wide = compile("^[^]{300}$").unwrap();
    assert!(wide.is_wide());
    assert_eq!(wide.state_count(), 303);
    // The last state but one counts the last character at its first byte, and either state skips the other bytes.
    assert!(wide.transition_bytes().starts_with(&[3, 0]));
    assert!(wide.transition_bytes().ends_with(&[46, 1, 45, 1, 1, 0, 46, 1]));
}

#[test]
fn equal_patterns_give_equal_tables() {
    for (source, _) in STRICT {
        assert_eq!(compile(source), compile(source), "{source}");
    }
}

#[test]
fn samples_of_steps_are_taken_from_them() {
    for source in [
        r"^([a-z]+)-\1$",
        "^(?!no)[a-z]{4,9}$",
        r"^(?:(\d)\1){2}$",
        "^(?=a)[ab]c$|^x(?<=x)y$",
    ] {
        let Matcher::Steps(steps) = read(source).unwrap().0 else {
            panic!("{source} has tables");
        };
        let samples = steps.samples(0, None);
        let walked = Emitted::of(&Matcher::Steps(steps)).pattern();
        assert!(
            samples.iter().any(|sample| walked.is_match(sample)),
            "{source}: {samples:?}"
        );
    }
}

#[test]
fn samples_match() {
    for (source, _) in STRICT {
        let automaton = compile(source).unwrap();
        let walked = pattern(source);
        let samples = automaton.samples(0, None);
        assert_eq!(samples, automaton.samples(0, None), "{source}");
        for sample in &samples {
            assert!(walked.is_match(sample), "{source}: {sample:?}");
        }
    }
    let of = |source: &str, least, most| compile(source).unwrap().samples(least, most);
    assert!(of(ID, 0, None).len() > 1);
    for (least, most) in [(30, 33), (25, 25), (0, 24)] {
        let samples = of(ID, least, Some(most));
        assert!(!samples.is_empty(), "{least} to {most}");
        for sample in samples {
            assert!((least..=most).contains(&(sample.chars().count() as u64)), "{sample}");
        }
    }
    assert!(of("^[a-z]+$", 100, None).iter().all(|sample| sample.len() == 100));
    for none in [of("^a{3}$", 4, None), of("^a[]$", 0, None), of(ID, 0, Some(9))] {
        assert!(none.is_empty(), "{none:?}");
    }
}
