//! In: a tuple struct over a float type and its rules.
//! Out: [`number_newtype!`](crate::number_newtype) and its functions.
//! Guarantee: every value is finite and keeps all rules.

use crate::codec::widen;
use crate::constraint::{NumberRule, first_broken, note_broken};
use crate::context::Context;
use crate::decode::Decode;
use crate::value::Value;
use crate::violation::Violation;

/// Implements what a constrained number needs: `get`, `TryFrom` (with the first [`Violation`](crate::Violation) as
/// the error), `From` for the float, `FromStr`, `Display`, [`Decode`](crate::Decode), [`Encode`](crate::Encode),
/// [`Text`](crate::Text) and serde's traits. The float is `f32` or `f64`.
///
/// The rules are [`NumberRule`](crate::NumberRule)s, which need no import.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
/// pub struct Price(f64);
/// stubsmith_runtime::number_newtype!(Price(f64), [NumberRule::Minimum(0.0), NumberRule::MultipleOf(0.01)]);
///
/// assert_eq!(Price::try_from(19.99)?.get(), 19.99);
/// assert_eq!("19.999".parse::<Price>().unwrap_err().rule(), "multipleOf");
/// assert_eq!(Price::try_from(f64::NAN).unwrap_err().rule(), "type");
/// # Ok::<(), stubsmith_runtime::Violation>(())
/// ```
#[macro_export]
macro_rules! number_newtype {
    ($name:ident($float:ty), [$($rule:expr),* $(,)?]) => {
        impl $name {
            const RULES: &'static [$crate::NumberRule] = {
                #[allow(unused_imports)]
                use $crate::NumberRule;
                &[$($rule),*]
            };

            /// The number.
            #[must_use]
            pub fn get(self) -> $float {
                self.0
            }
        }

        impl ::std::convert::TryFrom<$float> for $name {
            type Error = $crate::Violation;

            fn try_from(number: $float) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::newtype::check_number(number, Self::RULES)?;
                ::std::result::Result::Ok(Self(number))
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::newtype::decode_number(value, Self::RULES, cx).map(Self)
            }
        }

        impl $crate::Text for $name {
            fn from_text(text: &str, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                let number = <$float as $crate::Text>::from_text(text, cx)?;
                $crate::newtype::note_number(number, Self::RULES, cx)?;
                ::std::option::Option::Some(Self(number))
            }

            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                $crate::Text::to_text(&self.0)
            }
        }

        $crate::scalar_newtype!($name($float));
    };
}

/// `f32` or `f64`.
pub trait Float: Copy + Decode {
    /// The `f64` with the same shortest decimal text.
    fn to_f64(self) -> f64;
}

impl Float for f32 {
    fn to_f64(self) -> f64 {
        widen(self)
    }
}

impl Float for f64 {
    fn to_f64(self) -> f64 {
        self
    }
}

/// Checks a number.
///
/// # Errors
///
/// The number is not finite, or the first rule that is broken.
pub fn check_number<F: Float>(number: F, rules: &[NumberRule]) -> Result<(), Violation> {
    let number = number.to_f64();
    if !number.is_finite() {
        return Err(Violation::new("type", "must be a finite number"));
    }
    first_broken(rules, |rule| rule.broken_by(number))
}

/// Notes all rules that a finite number breaks.
pub fn note_number<F: Float>(number: F, rules: &[NumberRule], cx: &mut Context) -> Option<()> {
    note_broken(rules, |rule| rule.broken_by(number.to_f64()), cx)
}

/// Reads a number, noting all rules that it breaks.
pub fn decode_number<F: Float>(value: Value<'_>, rules: &[NumberRule], cx: &mut Context) -> Option<F> {
    let number = F::decode(value, cx)?;
    note_number(number, rules, cx)?;
    Some(number)
}
