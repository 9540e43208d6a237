//! In: a tuple struct over an integer type and its rules.
//! Out: [`integer_newtype!`](crate::integer_newtype) and its functions.
//! Guarantee: every value keeps all rules.

use crate::constraint::{IntegerRule, first_broken, note_broken};
use crate::context::Context;
use crate::violation::Violation;

/// Implements what a constrained integer needs: `get`, `TryFrom` (with the first [`Violation`](crate::Violation) as
/// the error), `From` for the integer, `FromStr`, `Display`, [`Decode`](crate::Decode), [`Encode`](crate::Encode),
/// [`Text`](crate::Text) and serde's traits. The integer is `i32`, `i64`, `u32` or `u64`.
///
/// The rules are [`IntegerRule`](crate::IntegerRule)s, which need no import.
///
/// ```
/// #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// pub struct Quantity(i64);
/// stubsmith_runtime::integer_newtype!(Quantity(i64), [IntegerRule::Minimum(1), IntegerRule::MultipleOf(5)]);
///
/// assert_eq!(Quantity::try_from(10)?.get(), 10);
/// assert_eq!(Quantity::try_from(7).unwrap_err().rule(), "multipleOf");
/// assert_eq!("0".parse::<Quantity>().unwrap_err().rule(), "minimum");
/// # Ok::<(), stubsmith_runtime::Violation>(())
/// ```
#[macro_export]
macro_rules! integer_newtype {
    ($name:ident($integer:ty), [$($rule:expr),* $(,)?]) => {
        impl $name {
            const RULES: &'static [$crate::IntegerRule] = {
                #[allow(unused_imports)]
                use $crate::IntegerRule;
                &[$($rule),*]
            };

            /// The integer.
            #[must_use]
            pub fn get(self) -> $integer {
                self.0
            }
        }

        impl ::std::convert::TryFrom<$integer> for $name {
            type Error = $crate::Violation;

            fn try_from(integer: $integer) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::newtype::check_integer(integer.into(), Self::RULES)?;
                ::std::result::Result::Ok(Self(integer))
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                let integer = <$integer as $crate::Decode>::decode(value, cx)?;
                $crate::newtype::note_integer(integer.into(), Self::RULES, cx)?;
                ::std::option::Option::Some(Self(integer))
            }
        }

        impl $crate::Text for $name {
            fn from_text(text: &str, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                let integer = <$integer as $crate::Text>::from_text(text, cx)?;
                $crate::newtype::note_integer(integer.into(), Self::RULES, cx)?;
                ::std::option::Option::Some(Self(integer))
            }

            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                $crate::Text::to_text(&self.0)
            }
        }

        $crate::scalar_newtype!($name($integer));
    };
}

/// What integer and number newtypes have in common.
#[doc(hidden)]
#[macro_export]
macro_rules! scalar_newtype {
    ($name:ident($scalar:ty)) => {
        impl ::std::convert::From<$name> for $scalar {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Violation;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::text::parse(text)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, writer: &mut $crate::Writer) {
                $crate::Encode::encode(&self.0, writer);
            }
        }

        $crate::serde_via_codec!($name);
    };
}

/// Checks an integer.
///
/// # Errors
///
/// The first rule that is broken.
pub fn check_integer(integer: i128, rules: &[IntegerRule]) -> Result<(), Violation> {
    first_broken(rules, |rule| rule.broken_by(integer))
}

/// Notes all rules that an integer breaks.
pub fn note_integer(integer: i128, rules: &[IntegerRule], cx: &mut Context) -> Option<()> {
    note_broken(rules, |rule| rule.broken_by(integer), cx)
}
