//! In: a tuple struct over [`Secret`](crate::Secret) and its rules.
//! Out: [`secret_newtype!`](crate::secret_newtype).
//! Guarantee: the text of every value keeps all rules, and is not shown.

/// Implements what a constrained secret needs: `expose`, `into_inner`, `FromStr`, `TryFrom<String>`, `TryFrom<&str>`
/// (with the first [`Violation`](crate::Violation) as the error), `From` for [`Secret`](crate::Secret), `Display`,
/// [`Decode`](crate::Decode), [`Encode`](crate::Encode), [`Text`](crate::Text) and serde's traits.
///
/// The rules are [`StringRule`](crate::StringRule)s, which need no import, nor does
/// [`StringFormat`](crate::StringFormat).
///
/// ```
/// use stubsmith_runtime::Secret;
///
/// #[derive(Clone, Debug, PartialEq, Eq)]
/// pub struct Password(Secret);
/// stubsmith_runtime::secret_newtype!(Password, [StringRule::MinLength(8)]);
///
/// let password: Password = "correct horse".parse()?;
/// assert_eq!(format!("{password} {password:?}"), "[redacted] Password([redacted])");
/// assert_eq!(password.expose(), "correct horse");
/// assert_eq!(Password::try_from("horse").unwrap_err().rule(), "minLength");
/// # Ok::<(), stubsmith_runtime::Violation>(())
/// ```
#[macro_export]
macro_rules! secret_newtype {
    ($name:ident, [$($rule:expr),* $(,)?]) => {
        impl $name {
            const RULES: &'static [$crate::StringRule] = {
                #[allow(unused_imports)]
                use $crate::{StringFormat, StringRule};
                &[$($rule),*]
            };

            /// The text itself.
            #[must_use]
            pub fn expose(&self) -> &str {
                self.0.expose()
            }

            /// The secret without its rules.
            #[must_use]
            pub fn into_inner(self) -> $crate::Secret {
                self.0
            }
        }

        impl ::std::convert::TryFrom<::std::string::String> for $name {
            type Error = $crate::Violation;

            fn try_from(text: ::std::string::String) -> ::std::result::Result<Self, $crate::Violation> {
                let secret = $crate::Secret::from(text);
                $crate::newtype::check_text(secret.expose(), Self::RULES)?;
                ::std::result::Result::Ok(Self(secret))
            }
        }

        impl ::std::convert::TryFrom<&str> for $name {
            type Error = $crate::Violation;

            fn try_from(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::newtype::check_text(text, Self::RULES)?;
                ::std::result::Result::Ok(Self($crate::Secret::from(text)))
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Violation;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                ::std::convert::TryFrom::try_from(text)
            }
        }

        impl ::std::convert::From<$name> for $crate::Secret {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                let text = $crate::newtype::decode_text(value, Self::RULES, cx)?;
                ::std::option::Option::Some(Self($crate::Secret::from(text)))
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, writer: &mut $crate::Writer) {
                $crate::Encode::encode(&self.0, writer);
            }
        }

        impl $crate::Text for $name {
            fn from_text(text: &str, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                let text = $crate::newtype::note_text(text, Self::RULES, cx)?;
                ::std::option::Option::Some(Self($crate::Secret::from(text)))
            }

            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                $crate::Text::to_text(&self.0)
            }
        }

        $crate::serde_via_codec!($name);
    };
}
