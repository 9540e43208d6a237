//! Patterns that no table can hold: their steps, taken by the runtime, agree with an ECMAScript engine and end in time
//! whatever the text; and what other engines have is read as it was meant.

#![expect(clippy::panic, clippy::unwrap_used, reason = "what fails here is a failed test")]

#[path = "pattern/emitted.rs"]
mod emitted;

use std::time::{Duration, Instant};

use emitted::Emitted;
use proptest::{
    collection::vec,
    prelude::*,
    sample::select,
    test_runner::{Config, RngAlgorithm, TestRng, TestRunner},
};
use stubsmith::pattern::{self, Construct, Matcher, PatternError};
use stubsmith_runtime::pattern::Pattern;

fn steps(source: &str) -> Pattern {
    match pattern::read(source) {
        Ok((matcher @ Matcher::Steps(_), _)) => Emitted::of(&matcher).pattern(),
        other => panic!("{source}: {other:?}"),
    }
}

fn runner(cases: u32) -> TestRunner {
    let config = Config {
        cases,
        failure_persistence: None,
        ..Config::default()
    };
    TestRunner::new_with_rng(config, TestRng::deterministic_rng(RngAlgorithm::ChaCha))
}

#[test]
fn steps_agree_with_an_engine() {
    let table: [(&str, &[&str]); 16] = [
        ("^(?!-)[a-z-]{1,8}(?<!-)$", &["a", "-a", "a-", "a-b", "", "abcdefghi"]),
        (
            r"^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z\d]{8,64}$",
            &["Abcdefg1", "abcdefg1", "Abcdefg", "Abcdefgh", "Ab1"],
        ),
        (r"^(?!.*?(.)\1{3})[-_a-z]*$", &["aaab", "aaaab", "", "abab", "bbbb"]),
        (r"^(a*)b\1$", &["aabaa", "aabaaa", "b", "aba", "ab"]),
        (r"^(?:(a)|b)*\1$", &["aba", "ab", "abb", "aa", ""]),
        (r"(?<=(\d{2})\1)x", &["1212x", "1213x", "x"]),
        (r"(?<!(?:ab|c)d)e", &["abde", "cde", "e", "de", "abe"]),
        (r"^(?:a(?!b)|b(?=a))+$", &["aa", "ba", "ab", "aab", "baa"]),
        (r"^(?=(a+))a*b\1$", &["aabaa", "aaba", "aba"]),
        (r"\b(?=\w{3}\b)[a-c]+", &["abc", "abcd", "ab", "x abc y", "éabc"]),
        (r"(?!)|^(?!(?=a)a)", &["a", "b", ""]),
        (r"^(?:(?=(?<n>a|ab))\k<n>c|x)$", &["ac", "abc", "x"]),
        (r"^(?<=^)[^]*(?=é)é$", &["é", "aé", "e", "éé\n"]),
        (r"^(?:(?=a))??(?:b|a)+?(?!\w)", &["a", "ab ", "", "c"]),
        (r"^(?i:(?=A)b|ſ|K)$", &["s", "S", "\u{212a}", "k", "b"]),
        (
            r"(?<=^|[^a-z])(?:cat|dog){1,2}(?![a-z])",
            &["cat", "a cat!", "scat", "catdog", "cats"],
        ),
    ];
    for (source, texts) in table {
        let engine = regress::Regex::with_flags(source, "u").unwrap();
        let pattern = steps(source);
        let mut seen = [false; 2];
        for text in texts {
            let expected = engine.find(text).is_some();
            assert_eq!(pattern.is_match(text), expected, "{source} on {text:?}");
            seen[usize::from(expected)] = true;
        }
        assert_eq!(seen, [true; 2], "{source}");
    }
}

/// Regular expressions of a few characters with look-around in all arrangements.
fn expressions(leaves: &'static [&'static str]) -> impl Strategy<Value = String> {
    let leaf = select(leaves).prop_map(str::to_owned);
    leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            3 => vec(inner.clone(), 2..4).prop_map(|parts| parts.concat()),
            2 => vec(inner.clone(), 2..4).prop_map(|parts| format!("(?:{})", parts.join("|"))),
            2 => (inner.clone(), select(vec!["=", "!", "<=", "<!"])).prop_map(|(part, kind)| format!("(?{kind}{part})")),
            1 => (inner, select(vec!["*", "+", "?", "{2}", "{0,2}", "{2,}?", "{0}"]))
                .prop_map(|(part, quantifier)| format!("({part}){quantifier}")),
        ]
    })
}

fn agree(leaves: &'static [&'static str], cases: u32) {
    let texts = vec(vec(select("aab é😀\n_".chars().collect::<Vec<_>>()), 0..6), 16);
    runner(cases)
        .run(&(expressions(leaves), texts), |(source, texts)| {
            // Nothing that is empty ahead decides, yet no table can hold it.
            let source = format!("(?=){source}");
            let engine = regress::Regex::with_flags(&source, "u").unwrap();
            let pattern = steps(&source);
            for text in texts {
                let text: String = text.into_iter().collect();
                let expected = engine.find(&text).is_some();
                prop_assert_eq!(pattern.is_match(&text), expected, "{} on {:?}", source, text);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn steps_of_random_expressions_agree_with_an_engine() {
    let leaves = &[
        "a",
        "b",
        "é",
        "😀",
        ".",
        "[ab]",
        "[^a]",
        "[^é😀]",
        r"\w",
        "^",
        "$",
        r"\b",
        r"\B",
        "",
        "[ab]{1,2}",
        "a*",
    ];
    agree(leaves, 1500);
}

#[test]
fn back_references_of_random_expressions_agree_with_an_engine() {
    agree(&["a", "b", "é", ".", "[ab]*", "(a|b)", "(.)", "$", "", "a+"], 500);
}

#[test]
fn whatever_the_text_matching_ends_in_time() {
    let table = [
        (r"^(?=(?:a+)+$)(?:a|a)*(?:a*)*b$", "a".repeat(20_000)),
        (r"^(?!(?:(?:a*)*)*b)(?:\w+\s?)+!$", "a b".repeat(10_000)),
        (r"(?=a{1,500}b)", "a".repeat(5_000)),
        (r"^(a+)+\1$", "a".repeat(200) + "b"),
        (r"(.*)(.*)(.*)\1\2\3x", "ab".repeat(100)),
        (r"^(?=.{0,2000000}$)", "é".repeat(1_000_000)),
        (r"(?<=^a*)b", "a".repeat(100_000)),
    ];
    for (source, text) in table {
        let begin = Instant::now();
        let _ = steps(source).is_match(&text);
        assert!(
            begin.elapsed() < Duration::from_secs(10),
            "{source}: {:?}",
            begin.elapsed()
        );
    }
}

#[test]
fn long_texts_match_large_repetitions() {
    let table = [
        (r"^\S{1,2000}$", 2_000, 2_001),
        (r"^[\P{M}\p{M}]{1,10000}$", 10_000, 10_001),
        ("^.{1,262144}$", 262_144, 262_145),
    ];
    for (source, fits, too_long) in table {
        let pattern = steps(source);
        for character in ["a", "é"] {
            assert!(pattern.is_match(&character.repeat(fits)), "{source}");
            assert!(!pattern.is_match(&character.repeat(too_long)), "{source}");
            assert!(!pattern.is_match(""), "{source}");
        }
    }
}

#[test]
fn what_other_engines_have_is_read_as_it_was_meant() {
    let table: [(&str, &[&str], &[&str], &str); 20] = [
        (
            r"\Aa\z",
            &["a"],
            &["ba", "ab"],
            r"`\A` is read as `^`; `\z` is read as `$`",
        ),
        (r"^a\Z", &["a"], &["ab"], r"`\Z` is read as `$`"),
        (
            "^[[:alpha:]_]+$",
            &["aé_"],
            &["1", ":"],
            "`[:alpha:]` is read as a set of characters",
        ),
        (
            "^[[:^digit:]]$",
            &["a"],
            &["1"],
            "`[:digit:]` is read as a set of characters",
        ),
        (
            r"^\p{Alnum}+$",
            &["aé1"],
            &["-"],
            r"`\p{Alnum}` is read as a class of POSIX",
        ),
        (
            r"^\P{Print}$",
            &["\u{7}"],
            &["a", " "],
            r"`\p{Print}` is read as a class of POSIX",
        ),
        (r"^\pL$", &["é"], &["1", "pL"], r"`\pL` is read as `\p{L}`"),
        (
            r"^[\000-\037]$",
            &["\u{1f}"],
            &[" "],
            r"`\0` and digits is read as an octal number; `\0` and digits is read as an octal number",
        ),
        (r"^\x{60}$", &["`"], &["x{60}"], r"`\x{…}` is read as `\u{…}`"),
        ("^a{,2}$", &["", "aa"], &["aaa"], "`{,n}` is read as `{0,n}`"),
        ("^(?i)ab$", &["AB"], &["b"], "`(?i)` sets flags for what follows"),
        ("^(?:(?i)a)b$", &["Ab"], &["AB"], "`(?i)` sets flags for what follows"),
        ("^(?s).$", &["\n"], &[""], "`(?s)` sets flags for what follows"),
        ("^(?P<n>a)b$", &["ab"], &["b"], "`(?P<name>…)` is read as `(?<name>…)`"),
        ("^(?>a|b)$", &["b"], &["c"], "`(?>…)` is read as `(?:…)`"),
        (
            "^a++b$",
            &["aab"],
            &["b"],
            "a possessive quantifier is read as a greedy one",
        ),
        (r"^\Qa.b\E+$", &["a.bb"], &["axb"], r"`\Q…\E` is read as plain text"),
        (
            r"^[\w&&[^\d]]+$",
            &["ab"],
            &["a1"],
            "`&&[…]` is read as an intersection",
        ),
        (
            "/^a$/i",
            &["A"],
            &["/a/"],
            "the slashes around the expression are left out",
        ),
        (
            r"/a\/b$/",
            &["xa/b"],
            &["/a/b/"],
            "the slashes around the expression are left out",
        ),
    ];
    for (source, matching, others, reading) in table {
        let (matcher, repairs) = pattern::read(source).unwrap();
        let readings: Vec<String> = repairs.into_iter().map(|repair| repair.reading).collect();
        assert_eq!(readings.join("; "), reading, "{source}");
        assert_eq!(matcher.source(), source);
        let pattern = Emitted::of(&matcher).pattern();
        for text in matching {
            assert!(pattern.is_match(text), "{source} on {text:?}");
        }
        for text in others {
            assert!(!pattern.is_match(text), "{source} on {text:?}");
        }
    }
}

#[test]
fn what_has_one_meaning_already_is_left_alone() {
    for (source, text) in [
        ("/a/", "x/a/"),
        ("/users/[0-9]+/", "/users/7/"),
        ("^/a/$", "/a/"),
        (r"/a$\/", ""),
    ] {
        let (matcher, repairs) = pattern::read(source).unwrap();
        assert_eq!(repairs, [], "{source}");
        assert_eq!(
            Emitted::of(&matcher).pattern().is_match(text),
            !text.is_empty(),
            "{source}"
        );
    }
}

#[test]
fn case_is_folded_as_an_engine_does() {
    for source in [
        "^(?i:[^a-k])$",
        "^(?i:straße|[k-s])$",
        r"^(?i:\u{e9}|\x4b)$",
        "^(?i:a(?-i:b))$",
    ] {
        let engine = regress::Regex::with_flags(source, "u").unwrap();
        let pattern = Emitted::of(&pattern::read(source).unwrap().0).pattern();
        for text in [
            "a", "A", "k", "K", "\u{212a}", "s", "S", "ſ", "é", "É", "STRASSE", "STRAßE", "Ab", "AB", "x",
        ] {
            assert_eq!(
                pattern.is_match(text),
                engine.find(text).is_some(),
                "{source} on {text:?}"
            );
        }
    }
}

#[test]
fn what_nothing_can_read_is_refused() {
    for source in [
        "a(b",
        "[z-a]",
        r"\y",
        "^(?m)a$",
        r"\h",
        r"[\p\{L\}]",
        "((a{1,99}b){1,99}c){1,99}",
    ] {
        assert!(pattern::read(source).is_err(), "{source}");
    }
    let error = pattern::read("(?m:a)").unwrap_err();
    let (construct, offset) = (Construct::Modifiers, 0);
    assert_eq!(error, PatternError::NotRegular { construct, offset });
}
