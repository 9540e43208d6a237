use serde_json::Value as Json;

use crate::value::{DEPTH_LIMIT, SyntaxError, Tape};

/// What the tape holds, as serde_json's type.
fn read(text: &str) -> Result<Json, SyntaxError> {
    Tape::from_json(text.as_bytes()).map(|tape| serde_json::to_value(tape.root()).unwrap())
}

#[test]
fn valid_texts_are_read_as_serde_json_reads_them() {
    for text in [
        "null",
        " \t\r\n true ",
        "false",
        "0",
        "-0",
        "-0.0",
        "2.0",
        "1E+2",
        "1e-400",
        "9223372036854775807",
        "9223372036854775808",
        "18446744073709551615",
        "18446744073709551616",
        "-9223372036854775808",
        "-9223372036854775809",
        "0.1",
        "123456789.123456789",
        r#""""#,
        r#""é \u00e9 \ud83d\ude00 \" \\ \/ \b \f \n \r \t \u0000""#,
        "[]",
        "[1, [], {}, [[2]]]",
        r#"{"a": {"b": [1, "x\ny", null]}, "": 0}"#,
        r#"{"a": 1, "a": 2}"#,
    ] {
        assert_eq!(read(text), Ok(serde_json::from_str(text).unwrap()), "{text}");
    }
}

#[test]
fn invalid_texts_have_a_place() {
    for (text, line, column) in [
        ("", 1, 1),
        ("   ", 1, 4),
        ("nul", 1, 1),
        ("1 2", 1, 3),
        ("[1,]", 1, 4),
        ("[1 2]", 1, 4),
        ("[1", 1, 3),
        ("{\n  \"ä\": 1,\n  é: 2}", 3, 3),
        ("{\"a\" 1}", 1, 6),
        ("{\"ä\": tru}", 1, 7),
        ("01", 1, 2),
        ("-", 1, 2),
        ("+1", 1, 1),
        ("1.", 1, 3),
        (".5", 1, 1),
        ("1e", 1, 3),
        ("[1e400]", 1, 2),
        ("\"a", 1, 3),
        ("\"a\nb\"", 1, 3),
        (r#""\x""#, 1, 2),
        (r#""\ud800""#, 1, 2),
        (r#""\udc00""#, 1, 2),
        (r#""\ud800\u0041""#, 1, 2),
        (r#""\u12""#, 1, 2),
        ("NaN", 1, 1),
        ("\u{feff}1", 1, 1),
    ] {
        let error = read(text).unwrap_err();
        assert_eq!((error.line(), error.column()), (line, column), "{text}: {error}");
        assert!(serde_json::from_str::<Json>(text).is_err(), "{text}");
    }
}

#[test]
fn text_that_is_not_utf8_is_an_error() {
    let error = Tape::from_json(b"\"a\xff\"").unwrap_err();
    assert_eq!(error.to_string(), "the text is not UTF-8 at line 1 column 3");
}

#[test]
fn depth_is_bounded() {
    let nested = |depth| format!("{}1{}", "[".repeat(depth), "]".repeat(depth));
    assert!(Tape::from_json(nested(DEPTH_LIMIT).as_bytes()).is_ok());
    let error = Tape::from_json(nested(DEPTH_LIMIT + 1).as_bytes()).unwrap_err();
    assert_eq!(error.column(), DEPTH_LIMIT + 1);
    assert!(Tape::from_json("[".repeat(1_000_000).as_bytes()).is_err());
}

#[test]
fn only_strings_with_escapes_are_copied() {
    let tape = Tape::from_json(r#"["plain é", "escaped\n"]"#.as_bytes()).unwrap();
    assert_eq!(tape.unescaped, "escaped\n");
}

#[test]
fn entries_are_small() {
    assert!(size_of::<crate::value::Entry<'_>>() <= 24);
}

#[test]
fn objects_know_whether_they_repeat_a_name() {
    let object = |count: usize, last: usize| {
        let members: Vec<_> = (0..count - 1).chain([last]).map(|n| format!("\"k{n}\": {n}")).collect();
        format!("{{{}}}", members.join(","))
    };
    for count in [2, 3, 15, 16, 17, 18, 100] {
        for last in [0, count / 2, count - 1] {
            let text = object(count, last);
            let tape = Tape::from_json(text.as_bytes()).unwrap();
            let members = tape.root().as_object().unwrap();
            assert_eq!(members.has_repeated_names(), last < count - 1, "{text}");
        }
    }
    let escaped = Tape::from_json(br#"{"a": 1, "\u0061": 2}"#).unwrap();
    assert!(escaped.root().as_object().unwrap().has_repeated_names());
}

#[test]
fn the_end_of_a_string_is_found_wherever_it_is() {
    for length in 0..40 {
        for special in [b'"', b'\\', 0, 0x1f] {
            for plain in [b'a', b' ', b'!', b'#', b'[', b']', 0x7f, 0x80, 0xa2, 0xff] {
                let mut bytes = vec![plain; length];
                assert_eq!(super::plain_length(&bytes), length);
                bytes.extend([special, special, plain, 0]);
                assert_eq!(super::plain_length(&bytes), length, "{plain} {special}");
            }
        }
    }
}
