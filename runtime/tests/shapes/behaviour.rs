//! What the emitted types of `schemas` accept, refuse and write.

use std::fmt::Debug;

use stubsmith_runtime::{
    Context, Decode, Direction, Encode, Maybe, Secret, Tape, from_json, serde_json, to_json, to_json_in,
};

use crate::schemas::*;

fn read<T: Decode>(json: &str, direction: Direction) -> Result<T, String> {
    from_json(json.as_bytes(), direction).map_err(|error| error.to_string())
}

fn text<T: Encode>(value: &T) -> String {
    String::from_utf8(to_json(value)).unwrap()
}

/// Reads a value in both directions, and writes it as it was.
fn round_trip<T: Decode + Encode + Debug + PartialEq>(json: &str) -> T {
    let request: T = read(json, Direction::Request).unwrap();
    let response: T = read(json, Direction::Response).unwrap();
    assert_eq!(request, response);
    assert_eq!(text(&request), json);
    request
}

fn refused<T: Decode + Debug>(json: &str) -> String {
    read::<T>(json, Direction::Request).unwrap_err()
}

/// Reads a value that was sent as texts.
fn from_texts<T: Decode>(json: &str) -> Result<T, String> {
    let tape = Tape::from_json(json.as_bytes()).unwrap();
    let mut cx = Context::new(Direction::Request).of_text();
    let value = T::decode(tape.root(), &mut cx);
    cx.finish(value).map_err(|violations| violations.to_string())
}

#[test]
fn scalars() {
    let scalars: Scalars = round_trip(
        r#"{"small":4294967295,"large":18446744073709551615,"even":2,"bytes":"aGk=","password":"correct horse","day":"2026-01-31","nothing":null}"#,
    );
    assert_eq!(scalars.bytes.as_deref(), Some(&b"hi"[..]));
    assert!(!format!("{scalars:?}").contains("horse"), "{scalars:?}");
    let refused = refused::<Scalars>(
        r#"{"small":-1,"even":3,"bytes":"aGk","password":"horse","day":"2026-02-31","nothing":0,"forbidden":1}"#,
    );
    let rules: Vec<&str> = refused.split("; ").collect();
    assert_eq!(
        rules,
        [
            "/small: must be between 0 and 4294967295",
            "/even: must be a multiple of 2",
            "/bytes: must be base64 with padding, such as aGk=",
            "/password: must be at least 8 characters long",
            "/day: must be a date by RFC 3339, such as 2026-01-31",
            "/nothing: must be null, not a number",
            "/forbidden: must not be there",
        ]
    );
    assert_eq!(Secret::from("correct horse"), scalars.password.unwrap().into_inner());
}

#[test]
fn enums_of_any_values() {
    let enums: Enums = round_trip(r#"{"level":-1,"limit":5,"reaction":"+1"}"#);
    assert_eq!(enums.level.map(Level::get), Some(-1));
    assert_eq!(enums.limit, Some(Limit::Value5Integer));
    for (json, limit) in [
        (r#""5""#, Limit::Value5),
        ("true", Limit::True),
        ("1.5", Limit::Value15),
        ("null", Limit::Null),
    ] {
        assert_eq!(round_trip::<Limit>(json), limit);
    }
    let unknown: Enums = read(r#"{"level":7,"limit":{"a":[1]}}"#, Direction::Response).unwrap();
    assert_eq!(unknown.level, Some(Level::Unknown(7)));
    assert_eq!(text(&unknown), r#"{"level":7,"limit":{"a":[1]}}"#);
    assert_eq!(
        refused::<Enums>(r#"{"level":7,"limit":6}"#),
        "/level: must be one of `1`, `2`, `-1`; /limit: must be one of `none`, `5`, `5`, `true`, `1.5`, `null`"
    );
    assert_eq!(refused::<Level>("1.5"), "must be an integer, without a fraction");
}

#[test]
fn an_integer_beyond_64_bits_is_out_of_range_and_never_another_one() {
    let signed = "must be between -9223372036854775808 and 9223372036854775807";
    for beyond in [
        "-9223372036854775809",
        "-9223372036854775810",
        "9223372036854775808",
        "1e40",
        "-1e300",
    ] {
        assert_eq!(refused::<i64>(beyond), signed, "{beyond}");
    }
    let unsigned = "must be between 0 and 18446744073709551615";
    for beyond in [
        "-1",
        "18446744073709551616",
        "99999999999999999999999999999999999999999999",
        "-9223372036854775810",
    ] {
        assert_eq!(refused::<u64>(beyond), unsigned, "{beyond}");
    }
    assert_eq!(
        read::<i64>("-9223372036854775808", Direction::Request).unwrap(),
        i64::MIN
    );
    assert_eq!(
        read::<u64>("18446744073709551615", Direction::Request).unwrap(),
        u64::MAX
    );
    assert_eq!(
        read::<i64>("1e18", Direction::Request).unwrap(),
        1_000_000_000_000_000_000
    );
}

#[test]
fn a_discriminator_chooses() {
    let card: Payment = round_trip(r#"{"kind":"card","number":"4"}"#);
    assert!(matches!(card, Payment::Card(_)));
    let bank: Payment = round_trip(r#"{"kind":"bank","iban":"DE"}"#);
    let Payment::Bank(bank) = bank else { panic!("{bank:?}") };
    assert_eq!(text(&Payment::from(*bank)), r#"{"kind":"bank","iban":"DE"}"#);
    let notes: Payment = round_trip(r#"{"kind":"notes","a":1}"#);
    assert!(matches!(&notes, Payment::Notes(notes) if notes.len() == 1));
    round_trip::<Payment>(r#"{"kind":"cash","amount":1.5}"#);
    let iban: Payment = read(r#"{"iban":"DE","kind":"iban"}"#, Direction::Request).unwrap();
    assert_eq!(text(&iban), r#"{"kind":"bank","iban":"DE"}"#);
    for (json, message) in [
        (
            r#"{"kind":"bank","iban":"DE","other":1}"#,
            "/other: is not a member that is allowed here",
        ),
        (
            r#"{"kind":"coin"}"#,
            "/kind: must be one of `card`, `bank`, `iban`, `notes`, `cash`",
        ),
        ("{}", "/kind: is required"),
        ("[]", "must be an object, not an array"),
    ] {
        assert_eq!(refused::<Payment>(json), message);
    }
    let unknown: Payment = read(r#"{"kind":"coin","side":[1]}"#, Direction::Response).unwrap();
    assert!(matches!(unknown, Payment::Unknown(_)));
    assert_eq!(text(&unknown), r#"{"kind":"coin","side":[1]}"#);
}

#[test]
fn a_union_may_hold_itself_and_have_a_default() {
    let json = r#"{"type":"node","children":[{"type":"leaf","value":1},{"type":"node","children":[]}]}"#;
    round_trip::<Tree>(json);
    let leaf: Tree = read(r#"{"value":[]}"#, Direction::Request).unwrap();
    assert_eq!(text(&leaf), r#"{"type":"leaf","value":[]}"#);
    assert_eq!(
        refused::<Tree>(r#"{"type":"node","children":[{"type":"leaf"}]}"#),
        "/children/0/value: is required"
    );
}

#[test]
fn a_json_type_chooses() {
    for (json, mixed) in [
        (r#""5""#, Mixed::from("5".to_owned())),
        ("5", Mixed::from(5)),
        ("true", Mixed::from(true)),
        (r#"["a"]"#, Mixed::from(vec!["a".to_owned()])),
        ("null", Mixed::Null),
    ] {
        assert_eq!(round_trip::<Mixed>(json), mixed);
    }
    assert_eq!(refused::<Mixed>("1.5"), "must be an integer, without a fraction");
    assert_eq!(refused::<Mixed>(r#"{"x":1}"#), "/y: is required");
    assert_eq!(round_trip::<Amount>("null"), Amount::Text(None));
    assert_eq!(
        refused::<Amount>("[]"),
        "must be null, a number or a string, not an array"
    );
}

#[test]
fn the_first_type_that_fits_is_chosen() {
    for (json, fits) in [
        (r#""fast""#, Trait::from(Speed::Fast)),
        (r#""large""#, Trait::from(Size::Large)),
        (r#""abc""#, Trait::from("abc".parse::<Short>().unwrap())),
        (r#""other""#, Trait::Text("other".to_owned())),
        ("null", Trait::None),
    ] {
        assert_eq!(round_trip::<Trait>(json), fits);
    }
    assert_eq!(refused::<Trait>("1"), "must fit one of 6 types, and is a number");
    assert_eq!(
        refused::<Figure>(r#"{"width":1}"#),
        "must fit one of 2 types, and breaks rules of the closest; /height: is required"
    );
    assert!(matches!(round_trip::<Figure>(r#"{"side":1.0}"#), Figure::Square(_)));
}

#[test]
fn tuples() {
    assert_eq!(round_trip::<Position>("[1.0,2.0]"), Position(1.0, 2.0, None));
    assert_eq!(round_trip::<Position>("[1.0,2.0,3.0]"), Position(1.0, 2.0, Some(3.0)));
    assert_eq!(round_trip::<Row>(r#"["a",1,2]"#), Row("a".to_owned(), vec![1, 2]));
    round_trip::<Nothing>("[]");
    assert_eq!(
        refused::<Row>("[1,2,true]"),
        "/0: must be a string, not a number; /2: must be an integer, not a boolean"
    );
    assert_eq!(
        refused::<Position>("[1,2,3,4]"),
        "must have no items beyond the first 3"
    );
}

#[test]
fn members_of_one_direction() {
    let json = r#"{"id":"1","created":null,"password":"p","nickname":"n","name":"a"}"#;
    let sent: Account = read(json, Direction::Request).unwrap();
    assert_eq!((&sent.id, &sent.created), (&None, &Maybe::Absent));
    assert_eq!(sent.password.as_deref(), Some("p"));
    let received: Account = read(json, Direction::Response).unwrap();
    assert_eq!((received.id.as_deref(), &received.created), (Some("1"), &Maybe::Null));
    assert_eq!(received.password, None);
    let full: Account = serde_json::from_str(json).unwrap();
    assert_eq!(text(&full), json);
    let written = |direction| String::from_utf8(to_json_in(&full, direction)).unwrap();
    assert_eq!(
        written(Direction::Request),
        r#"{"password":"p","nickname":"n","name":"a"}"#
    );
    assert_eq!(
        written(Direction::Response),
        r#"{"id":"1","created":null,"nickname":"n","name":"a"}"#
    );
    // What is not looked at may have any value.
    assert!(read::<Account>(r#"{"id":1,"name":"a"}"#, Direction::Request).is_ok());
    assert!(read::<Account>(r#"{"id":1,"name":"a"}"#, Direction::Response).is_err());
    // What is demanded in one direction may be missing in the other, and in what is stored.
    let new = r#"{"name":"a"}"#;
    assert!(read::<Account>(new, Direction::Request).is_ok());
    assert_eq!(
        read::<Account>(new, Direction::Response).unwrap_err(),
        "/id: is required"
    );
    assert!(serde_json::from_str::<Account>(new).is_ok());
}

#[test]
fn rules_for_members() {
    round_trip::<Contact>(r#"{"phone":"1","prefix":"+49"}"#);
    for direction in [Direction::Request, Direction::Response] {
        assert_eq!(
            read::<Contact>(r#"{"prefix":"+49"}"#, direction).unwrap_err(),
            "must have `mail`, or `phone`; must have `phone` beside `prefix`"
        );
    }
    assert_eq!(
        refused::<Contact>(r#"{"mail":"a","rules":true,"a":1,"b":2}"#),
        "must have at most 3 members; must not have `mail` and `rules`"
    );
}

#[test]
fn values_may_come_from_texts() {
    let filter: Filter = from_texts(r#"{"by":"5","limit":"10"}"#).unwrap();
    assert_eq!((filter.by, filter.limit), (Mixed::Number(5), Some(10)));
    for (json, mixed) in [
        (r#""true""#, Mixed::Flag(true)),
        (r#""null""#, Mixed::Null),
        (r#""x""#, Mixed::Text("x".to_owned())),
        (r#"["1","2"]"#, Mixed::Texts(vec!["1".to_owned(), "2".to_owned()])),
    ] {
        assert_eq!(from_texts::<Mixed>(json), Ok(mixed));
    }
    let enums: Enums = from_texts(r#"{"level":"2","limit":"1.5","reaction":"-1","on":"false"}"#).unwrap();
    assert_eq!((enums.level, enums.limit), (Some(Level::Value2), Some(Limit::Value15)));
    assert_eq!(enums.on, Some(false));
    let payment: Payment = from_texts(r#"{"kind":"notes","a":"1"}"#).unwrap();
    assert!(matches!(&payment, Payment::Notes(notes) if notes.get("a") == Some(&1)));
    assert_eq!(from_texts::<Row>(r#"["a","1"]"#), Ok(Row("a".to_owned(), vec![1])));
    assert_eq!(from_texts::<Trait>(r#""null""#), Ok(Trait::None));
    assert_eq!(from_texts::<Vec<i64>>(r#""7""#), Ok(vec![7]));
    assert_eq!(from_texts::<Option<i64>>(r#""""#), Ok(None));
    assert_eq!(from_texts::<Option<String>>(r#""null""#), Ok(Some("null".to_owned())));
    assert_eq!(
        from_texts::<Filter>(r#"{"by":"a","limit":"x"}"#).unwrap_err(),
        "/limit: must be an integer"
    );
    assert!(from_json::<i64>(b"\"5\"", Direction::Request).is_err());
}
