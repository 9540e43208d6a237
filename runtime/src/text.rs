//! In: the text of a path, query, header or cookie parameter, without percent-encoding.
//! Out: the value of the parameter; and back.
//! Guarantee: a text that was written from a value reads as that value.

use std::borrow::Cow;

use crate::codec::{narrow, note_range};
use crate::context::Context;
use crate::secret::Secret;
use crate::violation::Violation;

/// A type whose values have a plain text form.
pub trait Text: Sized {
    /// Reads the value. `None` means that at least one violation was noted in `cx`.
    fn from_text(text: &str, cx: &mut Context) -> Option<Self>;

    /// The text form.
    fn to_text(&self) -> Cow<'_, str>;
}

/// Reads a text by the rules for requests, for the `FromStr` of emitted types.
///
/// # Errors
///
/// The first violation.
#[doc(hidden)]
pub fn parse<T: Text>(text: &str) -> Result<T, Violation> {
    let mut cx = Context::new(crate::context::Direction::Request);
    let value = T::from_text(text, &mut cx);
    cx.finish(value).map_err(|violations| violations.first().clone())
}

impl Text for bool {
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        match text {
            "true" => Some(true),
            "false" => Some(false),
            _ => {
                cx.note("type", "must be `true` or `false`");
                None
            }
        }
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(if *self { "true" } else { "false" })
    }
}

/// The integer that `text` writes in decimal digits, with `-` in front if it is negative.
pub(crate) fn integer(text: &str, cx: &mut Context) -> Option<i128> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        cx.note("type", "must be an integer");
        return None;
    }
    Some(text.parse().unwrap_or(i128::MAX))
}

macro_rules! integers {
    ($($integer:ty),+) => {$(
        impl Text for $integer {
            fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
                let value = Self::try_from(integer(text, cx)?).ok();
                if value.is_none() {
                    note_range(Self::MIN.into(), Self::MAX.into(), cx);
                }
                value
            }

            fn to_text(&self) -> Cow<'_, str> {
                Cow::Owned(self.to_string())
            }
        }
    )+};
}

integers!(i32, i64, u32, u64);

/// The number that `text` writes in digits, with an optional fraction and exponent.
fn number(text: &str, cx: &mut Context) -> Option<f64> {
    let is_numeric = |byte: u8| byte.is_ascii_digit() || b"+-.eE".contains(&byte);
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    if unsigned.starts_with(|first: char| first.is_ascii_digit())
        && unsigned.bytes().all(is_numeric)
        && let Ok(number) = text.parse::<f64>()
    {
        if number.is_finite() {
            return Some(number);
        }
        cx.note("format", "must fit into 64 bits");
        return None;
    }
    cx.note("type", "must be a number");
    None
}

impl Text for f64 {
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        number(text, cx)
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Text for f32 {
    fn from_text(text: &str, cx: &mut Context) -> Option<Self> {
        narrow(number(text, cx)?, cx)
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Owned(self.to_string())
    }
}

impl Text for String {
    fn from_text(text: &str, _: &mut Context) -> Option<Self> {
        Some(text.to_owned())
    }

    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

impl Text for Secret {
    fn from_text(text: &str, _: &mut Context) -> Option<Self> {
        Some(Self::from(text))
    }

    /// The text itself: this is how a secret reaches the one who may know it.
    fn to_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self.expose())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rule<T: Text>(text: &str) -> Option<&'static str> {
        parse::<T>(text).err().map(|violation| violation.rule())
    }

    #[test]
    fn integers_are_decimal() {
        assert_eq!(parse::<i64>("-9223372036854775808"), Ok(i64::MIN));
        assert_eq!(parse::<u32>("007"), Ok(7));
        for text in ["", "-", "+1", "1.0", "1e3", " 1", "1_000", "٣", "0x1", "--1"] {
            assert_eq!(rule::<i64>(text), Some("type"), "{text}");
        }
        for text in ["2147483648", "-2147483649", "170141183460469231731687303715884105728"] {
            assert_eq!(rule::<i32>(text), Some("format"), "{text}");
        }
        assert_eq!(rule::<u64>("-1"), Some("format"));
        assert_eq!(rule::<u64>("-170141183460469231731687303715884105729"), Some("format"));
    }

    #[test]
    fn numbers_are_finite_and_decimal() {
        assert_eq!(parse::<f64>("-1.5e3"), Ok(-1500.0));
        assert_eq!(parse::<f32>("0.1"), Ok(0.1));
        for text in ["", "inf", "NaN", "+1", ".5", "1e", "1,5", "-", "1..2"] {
            assert_eq!(rule::<f64>(text), Some("type"), "{text}");
        }
        assert_eq!(rule::<f64>("1e400"), Some("format"));
        assert_eq!(rule::<f32>("1e300"), Some("format"));
    }

    #[test]
    fn booleans_are_words() {
        assert_eq!(parse::<bool>("true"), Ok(true));
        assert_eq!(rule::<bool>("True"), Some("type"));
        assert_eq!(rule::<bool>("1"), Some("type"));
    }

    #[test]
    fn texts_read_back_as_the_value() {
        for number in [0.1, -0.0, 1e300, 5e-324, 123_456_789.125] {
            assert_eq!(parse::<f64>(&number.to_text()), Ok(number));
        }
        assert_eq!(parse::<f32>(&f32::MAX.to_text()), Ok(f32::MAX));
    }
}
