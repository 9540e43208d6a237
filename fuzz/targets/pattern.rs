//! A text is a pattern or is refused at a place in it; a pattern is matched against texts in bounded time.

#![no_main]

use libfuzzer_sys::fuzz_target;
use stubsmith::pattern::{self, MAX_TABLE_BYTES, Matcher, PatternError};
use stubsmith_fuzz::matching;

/// Longer patterns repeat what shorter ones have.
const LONGEST: usize = 256;

const TEXTS: &[&str] = &[
    "",
    "a",
    "-aB9_ é漢😀\n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
    "\0\u{7f}\u{80}\u{2028}\u{10ffff}",
];

// What stands before the first line feed is the pattern, what stands behind it a text.
fuzz_target!(|input: &str| {
    let (source, own) = input.split_once('\n').unwrap_or((input, input));
    if source.len() > LONGEST {
        return;
    }
    if let Err(error) = pattern::compile(source) {
        check(source, &error);
    }
    let matcher = match pattern::read(source) {
        Ok((matcher, _)) => matcher,
        Err(error) => return check(source, &error),
    };
    assert_eq!(matcher.source(), source);
    if let Matcher::Tables(automaton) = &matcher {
        assert!(automaton.table_bytes() <= MAX_TABLE_BYTES);
    }
    matching::with(&matcher, |pattern| {
        for text in TEXTS.iter().chain(std::iter::once(&own)) {
            let _ = pattern.is_match(text);
        }
    });
});

fn check(source: &str, error: &PatternError) {
    assert!(!error.to_string().is_empty());
    if let PatternError::Invalid { offset, .. } | PatternError::NotRegular { offset, .. } = error {
        assert!(
            *offset <= source.chars().count(),
            "{error} is about a place behind the pattern"
        );
    }
}
