//! In: a value that is of one of several types, no two of which have a JSON type in common.
//! Out: the variant, by its index.
//! Guarantee: nothing of the value is read beyond its kind.

use crate::codec::{is_null_text, mismatch, text_of};
use crate::context::Context;
use crate::value::{Kind, Value};

/// A set of JSON types.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Kinds(u8);

impl Kinds {
    /// No type: that of a value which does not exist.
    pub const NONE: Self = Self(0);
    /// `null`
    pub const NULL: Self = Self(1);
    /// `true` and `false`
    pub const BOOLEAN: Self = Self(2);
    /// Numbers without a fraction.
    pub const INTEGER: Self = Self(4);
    /// Numbers with a fraction.
    pub const FRACTION: Self = Self(8);
    /// Strings.
    pub const STRING: Self = Self(16);
    /// Arrays.
    pub const ARRAY: Self = Self(32);
    /// Objects.
    pub const OBJECT: Self = Self(64);
    /// All numbers.
    pub const NUMBER: Self = Self::INTEGER.or(Self::FRACTION);

    /// The types of both sets.
    #[must_use]
    pub const fn or(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    fn has(self, kind: Self) -> bool {
        self.0 & kind.0 != 0
    }

    /// "a string or an object"
    fn in_words(self) -> String {
        const NAMES: [(Kinds, &str); 8] = [
            (Kinds::NULL, "null"),
            (Kinds::BOOLEAN, "a boolean"),
            (Kinds::NUMBER, "a number"),
            (Kinds::INTEGER, "an integer"),
            (Kinds::FRACTION, "a number with a fraction"),
            (Kinds::STRING, "a string"),
            (Kinds::ARRAY, "an array"),
            (Kinds::OBJECT, "an object"),
        ];
        let mut left = self.0;
        let mut words = String::new();
        for (kind, name) in NAMES {
            if left & kind.0 == kind.0 {
                left &= !kind.0;
                words.push_str(name);
                words.push_str(match left.count_ones() {
                    0 => "",
                    1 => " or ",
                    _ => ", ",
                });
            }
        }
        words
    }
}

/// The first of `variants` that has the JSON type of `value`. `None` means that a violation was noted.
///
/// ```
/// use stubsmith_runtime::selection::{Kinds, by_kind};
/// use stubsmith_runtime::{Context, Direction, Tape};
///
/// let mut cx = Context::new(Direction::Request);
/// let variants = [Kinds::STRING, Kinds::OBJECT.or(Kinds::NULL)];
/// assert_eq!(by_kind(Tape::from_json(b"{}")?.root(), &mut cx, &variants), Some(1));
/// assert_eq!(by_kind(Tape::from_json(b"5")?.root(), &mut cx, &variants), None);
/// assert_eq!(cx.violations()[0].message(), "must be null, a string or an object, not a number");
/// # Ok::<(), stubsmith_runtime::SyntaxError>(())
/// ```
pub fn by_kind(value: Value<'_>, cx: &mut Context, variants: &[Kinds]) -> Option<usize> {
    let with = |kind: Kinds| variants.iter().position(|variant| variant.has(kind));
    let number = |is_integer: bool| match is_integer {
        true => with(Kinds::INTEGER),
        // An integer type says best what is wrong with a fraction.
        false => with(Kinds::FRACTION).or_else(|| with(Kinds::INTEGER)),
    };
    let found = match (text_of(value, cx), value.kind()) {
        (Some(text), _) => of_text(text, with),
        (None, Kind::Null) => with(Kinds::NULL),
        (None, Kind::Bool(_)) => with(Kinds::BOOLEAN),
        (None, Kind::Number(it)) => number(it.as_integer().is_some()),
        (None, Kind::String(_)) => with(Kinds::STRING),
        (None, Kind::Array(_)) => with(Kinds::ARRAY),
        (None, Kind::Object(_)) => with(Kinds::OBJECT),
    };
    found.or_else(|| no_kind(value, variants, cx))
}

/// The variant of a text: what it can be read as, numbers first and strings last.
fn of_text(text: &str, with: impl Fn(Kinds) -> Option<usize>) -> Option<usize> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_number = digits.starts_with(|first: char| first.is_ascii_digit()) && text.parse::<f64>().is_ok();
    let is_integer = is_number && digits.bytes().all(|byte| byte.is_ascii_digit());
    let readings = [
        (is_integer, Kinds::INTEGER),
        (is_number, Kinds::FRACTION),
        (matches!(text, "true" | "false"), Kinds::BOOLEAN),
        (is_null_text(text), Kinds::NULL),
        (true, Kinds::STRING),
        (true, Kinds::ARRAY),
        // What is left over says best itself that the text is wrong.
        (true, Kinds::NUMBER),
        (true, Kinds::BOOLEAN),
        (true, Kinds::NULL),
    ];
    readings
        .into_iter()
        .filter(|(is_read, _)| *is_read)
        .find_map(|(_, kind)| with(kind))
}

#[cold]
fn no_kind(value: Value<'_>, variants: &[Kinds], cx: &mut Context) -> Option<usize> {
    let all = variants.iter().fold(Kinds(0), |all, variant| all.or(*variant));
    mismatch(value, &all.in_words(), cx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Direction;
    use crate::value::Tape;

    const VARIANTS: [Kinds; 6] = [
        Kinds::STRING,
        Kinds::FRACTION,
        Kinds::INTEGER,
        Kinds::BOOLEAN,
        Kinds::NULL,
        Kinds::ARRAY,
    ];

    fn kind(cx: Context, json: &str, variants: &[Kinds]) -> Result<usize, String> {
        let mut cx = cx;
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        let variant = by_kind(tape.root(), &mut cx, variants);
        cx.finish(variant).map_err(|violations| violations.to_string())
    }

    #[test]
    fn a_json_type_chooses() {
        for (json, index) in [
            (r#""5""#, 0),
            ("1.5", 1),
            ("5.0", 2),
            ("true", 3),
            ("null", 4),
            ("[]", 5),
        ] {
            assert_eq!(
                kind(Context::new(Direction::Request), json, &VARIANTS),
                Ok(index),
                "{json}"
            );
        }
        assert_eq!(
            kind(Context::new(Direction::Request), "{}", &VARIANTS).unwrap_err(),
            "must be null, a boolean, a number, a string or an array, not an object"
        );
        assert_eq!(
            kind(
                Context::new(Direction::Request),
                "1.5",
                &[Kinds::INTEGER, Kinds::STRING]
            ),
            Ok(0)
        );
    }

    #[test]
    fn a_text_is_what_it_can_be_read_as() {
        let text = || Context::new(Direction::Request).of_text();
        for (json, index) in [
            (r#""5""#, 2),
            (r#""-5e1""#, 1),
            (r#""true""#, 3),
            (r#""""#, 4),
            (r#""5x""#, 0),
            (r#"["5"]"#, 5),
        ] {
            assert_eq!(kind(text(), json, &VARIANTS), Ok(index), "{json}");
        }
        assert_eq!(kind(text(), r#""a""#, &[Kinds::INTEGER, Kinds::ARRAY]), Ok(1));
        assert_eq!(kind(text(), r#""a""#, &[Kinds::OBJECT, Kinds::INTEGER]), Ok(1));
        assert_eq!(
            kind(text(), r#""a""#, &[Kinds::OBJECT]).unwrap_err(),
            "must be an object, not a string"
        );
    }
}
