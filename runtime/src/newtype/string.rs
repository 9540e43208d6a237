//! In: a tuple struct over `String` and its rules.
//! Out: [`string_newtype!`](crate::string_newtype) and its functions.
//! Guarantee: the text of every value keeps all rules.

use crate::codec::string;
use crate::constraint::{StringRule, first_broken, note_broken};
use crate::context::Context;
use crate::value::Value;
use crate::violation::Violation;

/// Implements what a constrained string needs: `as_str`, `into_inner`, `FromStr`, `TryFrom<String>`, `TryFrom<&str>`
/// (with the first [`Violation`](crate::Violation) as the error), `From` for `String`, `AsRef<str>`, `Borrow<str>`,
/// `Display`, [`Decode`](crate::Decode), [`Encode`](crate::Encode), [`Text`](crate::Text) and serde's traits.
///
/// The rules are [`StringRule`](crate::StringRule)s, which need no import, nor does
/// [`StringFormat`](crate::StringFormat).
///
/// ```
/// use stubsmith_runtime::{Direction, from_json};
///
/// #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
/// pub struct Description(String);
/// stubsmith_runtime::string_newtype!(Description, [StringRule::MinLength(1), StringRule::MaxLength(5)]);
///
/// let description: Description = "hello".parse()?;
/// assert_eq!(description.as_str(), "hello");
/// assert_eq!(Description::try_from("too long").unwrap_err().rule(), "maxLength");
/// assert!(from_json::<Description>(b"\"\"", Direction::Response).is_err());
/// # Ok::<(), stubsmith_runtime::Violation>(())
/// ```
#[macro_export]
macro_rules! string_newtype {
    ($name:ident, [$($rule:expr),* $(,)?]) => {
        impl $name {
            const RULES: &'static [$crate::StringRule] = {
                #[allow(unused_imports)]
                use $crate::{StringFormat, StringRule};
                &[$($rule),*]
            };

            /// The text.
            #[must_use]
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// The text, owned.
            #[must_use]
            pub fn into_inner(self) -> ::std::string::String {
                self.0
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::Violation;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::newtype::check_text(&text, Self::RULES)?;
                ::std::result::Result::Ok(Self(text))
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::Violation;

            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::newtype::check_text(text, Self::RULES)?;
                ::std::result::Result::Ok(Self(::std::borrow::ToOwned::to_owned(text)))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Violation;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                ::std::convert::TryFrom::try_from(text)
            }
        }

        impl ::std::convert::From<$name> for ::std::string::String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }

        impl ::std::borrow::Borrow<str> for $name {
            fn borrow(&self) -> &str {
                &self.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::newtype::decode_text(value, Self::RULES, cx).map(Self)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, writer: &mut $crate::Writer) {
                writer.str(&self.0);
            }
        }

        impl $crate::Text for $name {
            fn from_text(text: &str, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::newtype::note_text(text, Self::RULES, cx).map(Self)
            }

            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(&self.0)
            }
        }

        $crate::serde_via_codec!($name);
    };
}

/// Checks a text.
///
/// # Errors
///
/// The first rule that is broken.
pub fn check_text(text: &str, rules: &[StringRule]) -> Result<(), Violation> {
    first_broken(rules, |rule| rule.broken_by(text))
}

/// Reads a text, noting all rules that it breaks.
pub fn note_text(text: &str, rules: &[StringRule], cx: &mut Context) -> Option<String> {
    note_broken(rules, |rule| rule.broken_by(text), cx)?;
    Some(text.to_owned())
}

/// Reads a string, noting all rules that it breaks.
pub fn decode_text(value: Value<'_>, rules: &[StringRule], cx: &mut Context) -> Option<String> {
    note_text(string(value, cx)?, rules, cx)
}
