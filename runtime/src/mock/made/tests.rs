use serde_json::{Value, json};

use super::super::schema::{Member, Schema, TextFormat, Variant};
use super::{Avoided, Maker};
use crate::ObjectRule;

const SEEDS: u64 = 50;

fn made(schema: &Schema, seed: u64) -> Value {
    Maker::new(seed, &Avoided::default()).value(schema, "", 0).unwrap()
}

/// Asserts that all values fit, and that there is none of the second schema.
fn assert_fits(schema: &Schema, fits: impl Fn(&Value) -> bool) {
    for seed in 0..SEEDS {
        let value = made(schema, seed);
        assert!(fits(&value), "{schema:?}: {value}");
        assert_eq!(value, made(schema, seed));
    }
    let first = made(schema, 0);
    let differs = (1..SEEDS).any(|seed| made(schema, seed) != first);
    assert!(differs, "{schema:?}: always {first}");
}

fn reason(schema: &Schema) -> String {
    Maker::new(0, &Avoided::default())
        .value(schema, "", 0)
        .unwrap_err()
        .to_string()
}

#[test]
fn integers_keep_to_their_range() {
    let integer = |least, most, step| Schema::Integer { least, most, step };
    assert_fits(&Schema::INTEGER, |value| (1..=1000).contains(&value.as_i64().unwrap()));
    assert_fits(&integer(Some(-3), Some(3), None), |value| {
        value.as_i64().unwrap().abs() <= 3
    });
    assert_fits(&integer(Some(5000), None, None), |value| {
        value.as_i64().unwrap() >= 5000
    });
    assert_fits(&integer(None, Some(-7), None), |value| value.as_i64().unwrap() <= -7);
    assert_fits(&integer(Some(1), None, Some(10_000)), |value| {
        let value = value.as_i64().unwrap();
        value >= 1 && value % 10_000 == 0
    });
    assert_fits(
        &integer(Some(i128::from(u64::MAX) - 5), Some(i128::from(u64::MAX)), None),
        Value::is_u64,
    );
    assert_eq!(made(&integer(Some(7), Some(7), None), 1), json!(7));
    assert_eq!(
        reason(&integer(Some(1), Some(9), Some(10))),
        ": no integer is in the range"
    );
    assert_eq!(
        reason(&integer(Some(i128::MAX), None, None)),
        ": no integer is in the range"
    );
}

#[test]
fn numbers_keep_to_their_range() {
    let within = |above, below, step| Schema::Number {
        least: None,
        above: Some(above),
        most: None,
        below: Some(below),
        step,
    };
    assert_fits(&Schema::NUMBER, |value| {
        (0.0..1000.0).contains(&value.as_f64().unwrap())
    });
    assert_fits(&within(-0.001, 0.001, None), |value| {
        value.as_f64().unwrap().abs() < 0.001
    });
    assert_fits(&within(0.0, 100.0, Some(0.25)), |value| {
        let value = value.as_f64().unwrap();
        value > 0.0 && value < 100.0 && (value / 0.25).fract() == 0.0
    });
    assert_eq!(reason(&within(1.0, 2.0, Some(5.0))), ": no number is in the range");
}

#[test]
fn texts_have_their_lengths_and_formats() {
    let text = |format, least, most| Schema::Text { format, least, most };
    assert_fits(&Schema::TEXT, |value| !value.as_str().unwrap().is_empty());
    for (least, most) in [(1, 3), (5, 5), (40, 41), (0, 2)] {
        assert_fits(&text(TextFormat::Plain, least, Some(most)), |value| {
            (least..=most).contains(&(value.as_str().unwrap().len() as u64))
        });
    }
    assert_fits(&Schema::DATE_TIME, |value| {
        value.as_str().unwrap().parse::<crate::Timestamp>().is_ok()
    });
    assert_fits(&Schema::DATE, |value| {
        value.as_str().unwrap().parse::<crate::Date>().is_ok()
    });
    assert_fits(&Schema::UUID, |value| {
        value.as_str().unwrap().parse::<crate::Uuid>().is_ok()
    });
    assert_fits(&text(TextFormat::Uri, 60, Some(70)), |value| {
        let uri: crate::Uri = value.as_str().unwrap().parse().unwrap();
        (60..=70).contains(&uri.as_str().len())
    });
    assert_fits(&Schema::BASE64, |value| {
        value.as_str().unwrap().parse::<crate::Base64>().is_ok()
    });
    assert_eq!(reason(&text(TextFormat::Plain, 3, Some(2))), ": no text is so long");
    let unknown = Schema::Pattern {
        source: "^(?=a)b",
        samples: &[],
    };
    assert!(reason(&unknown).contains("`^(?=a)b`"));
}

#[test]
fn lists_and_maps_have_their_counts() {
    assert_fits(&Schema::List(&Schema::INTEGER), |value| {
        (1..=3).contains(&value.as_array().unwrap().len())
    });
    let unique = Schema::Array {
        items: &Schema::Strings(&["a", "b", "c"]),
        least: 2,
        most: Some(3),
        unique: true,
    };
    assert_fits(&unique, |value| {
        let items = value.as_array().unwrap();
        items.len() >= 2
            && items
                .iter()
                .enumerate()
                .all(|(index, item)| !items[..index].contains(item))
    });
    let map = Schema::Map {
        values: &Schema::Boolean,
        least: 4,
        most: Some(4),
    };
    assert_fits(&map, |value| value.as_object().unwrap().len() == 4);
}

static TREE: Schema = Schema::Object {
    members: &[
        Member::required("name", &Schema::TEXT),
        Member::required("children", &Schema::List(&TREE)),
        Member::optional("parent", &TREE),
    ],
    others: None,
    rules: &[],
};

static EXPRESSION: Schema = Schema::Union {
    variants: &[
        Variant {
            schema: &Schema::Object {
                members: &[
                    Member::required("left", &EXPRESSION),
                    Member::required("right", &EXPRESSION),
                ],
                others: None,
                rules: &[],
            },
            tag: Some(("kind", "sum")),
        },
        Variant {
            schema: &Schema::Object {
                members: &[Member::required("value", &Schema::NUMBER)],
                others: None,
                rules: &[],
            },
            tag: Some(("kind", "number")),
        },
    ],
    shallow: 1,
};

static ENDLESS: Schema = Schema::Object {
    members: &[Member::required("next", &ENDLESS)],
    others: None,
    rules: &[],
};

#[test]
fn values_in_values_end() {
    assert_fits(&TREE, |value| value.to_string().len() < 5000);
    assert_fits(&EXPRESSION, |value| {
        let text = value.to_string();
        text.contains(r#""kind":"number""#) && text.len() < 5000
    });
    assert!(reason(&ENDLESS).ends_with("values in values without an end"));
}

#[test]
fn members_keep_their_rules() {
    const MEMBERS: &[Member] = &[
        Member::required("a", &Schema::INTEGER),
        Member::optional("b", &Schema::INTEGER),
        Member::optional("c", &Schema::INTEGER),
    ];
    let table: [(&[ObjectRule], &[&str]); 7] = [
        (&[], &["a", "b", "c"]),
        (&[ObjectRule::MaxProperties(2)], &["a", "b"]),
        (&[ObjectRule::MinProperties(4)], &["a", "b", "c", "further1"]),
        (&[ObjectRule::OneOf(&[&["b"], &["c"]])], &["a", "b"]),
        (&[ObjectRule::OneOf(&[&["b"], &["a"]])], &["a", "c"]),
        (&[ObjectRule::NotAll(&["b", "c"])], &["a", "b"]),
        (
            &[ObjectRule::MaxProperties(1), ObjectRule::AnyOf(&[&["c"]])],
            &["a", "c"],
        ),
    ];
    for (rules, expected) in table {
        let rules: &'static [ObjectRule] = Vec::leak(rules.to_vec());
        let schema = Schema::Object {
            members: MEMBERS,
            others: None,
            rules,
        };
        let value = made(&schema, 1);
        let names: Vec<&String> = value.as_object().unwrap().keys().collect();
        assert_eq!(names, expected, "{rules:?}");
    }
}

#[test]
fn the_value_of_a_place_does_not_depend_on_others() {
    static ONE: Schema = Schema::Object {
        members: &[Member::required("a", &Schema::TEXT)],
        others: None,
        rules: &[],
    };
    static TWO: Schema = Schema::Object {
        members: &[
            Member::required("z", &Schema::TEXT),
            Member::required("a", &Schema::TEXT),
        ],
        others: None,
        rules: &[],
    };
    assert_eq!(made(&ONE, 3)["a"], made(&TWO, 3)["a"]);
}
