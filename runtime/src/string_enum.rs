//! In: the values of a string enum and the variants that stand for them.
//! Out: what an emitted enum implements.
//! Guarantee: a value that the document does not name is kept in a response and refused in a request.

use std::str::FromStr;

use crate::codec::string;
use crate::context::Context;
use crate::value::Value;
use crate::violation::Violation;

/// Implements what a string enum needs: `as_str`, `VALUES`, `FromStr`, `Display`, `AsRef<str>`,
/// [`Decode`](crate::Decode), [`Encode`](crate::Encode), [`Text`](crate::Text) and serde's traits.
///
/// The enum has a unit variant for each value and `Unknown(String)` for values that a response may hold although the
/// document does not name them.
///
/// ```
/// use stubsmith_runtime::{Direction, from_json};
///
/// #[derive(Clone, Debug, PartialEq, Eq, Hash)]
/// pub enum InvoiceStatus {
///     Pending,
///     AwaitingPayment,
///     Unknown(String),
/// }
/// stubsmith_runtime::string_enum!(InvoiceStatus { Pending = "pending", AwaitingPayment = "awaiting_payment" });
///
/// assert_eq!("pending".parse(), Ok(InvoiceStatus::Pending));
/// assert_eq!(InvoiceStatus::AwaitingPayment.as_str(), "awaiting_payment");
/// assert_eq!(
///     from_json(b"\"lost\"", Direction::Response),
///     Ok(InvoiceStatus::Unknown("lost".to_owned())),
/// );
/// assert_eq!(
///     from_json::<InvoiceStatus>(b"\"lost\"", Direction::Request).unwrap_err().to_string(),
///     "must be one of `pending`, `awaiting_payment`",
/// );
/// ```
#[macro_export]
macro_rules! string_enum {
    ($name:ident { $($variant:ident = $value:literal),+ $(,)? }) => {
        impl $name {
            /// The values that the document names.
            pub const VALUES: &'static [&'static str] = &[$($value),+];

            /// The value as it is written.
            #[must_use]
            pub fn as_str(&self) -> &str {
                match self {
                    $(Self::$variant => $value,)+
                    Self::Unknown(value) => value,
                }
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::Violation;

            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::Violation> {
                match text {
                    $($value => ::std::result::Result::Ok(Self::$variant),)+
                    _ => ::std::result::Result::Err($crate::string_enum::not_among(Self::VALUES.iter())),
                }
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::convert::AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::string_enum::decode(value, Self::Unknown, cx)
            }
        }

        impl $crate::Encode for $name {
            fn encode(&self, writer: &mut $crate::Writer) {
                writer.str(self.as_str());
            }
        }

        impl $crate::Text for $name {
            fn from_text(text: &str, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::string_enum::from_text(text, Self::Unknown, cx)
            }

            fn to_text(&self) -> ::std::borrow::Cow<'_, str> {
                ::std::borrow::Cow::Borrowed(self.as_str())
            }
        }

        $crate::serde_via_codec!($name);
    };
}

/// How many values a message lists.
const LISTED: usize = 16;

/// The violation of a value that is none of `values`.
#[cold]
#[must_use]
pub fn not_among(values: impl ExactSizeIterator<Item: AsRef<str>>) -> Violation {
    let mut message = String::from("must be one of ");
    let count = values.len();
    for (index, value) in values.take(LISTED).enumerate() {
        message.push_str(if index == 0 { "`" } else { ", `" });
        message.push_str(value.as_ref());
        message.push('`');
    }
    if count > LISTED {
        message.push_str(&format!(" and {} more", count - LISTED));
    }
    Violation::new("enum", message)
}

/// Reads a value: `unknown` holds what the document does not name, in a response.
pub fn decode<T>(value: Value<'_>, unknown: fn(String) -> T, cx: &mut Context) -> Option<T>
where
    T: FromStr<Err = Violation>,
{
    from_text(string(value, cx)?, unknown, cx)
}

/// Reads a value like [`decode`].
pub fn from_text<T>(text: &str, unknown: fn(String) -> T, cx: &mut Context) -> Option<T>
where
    T: FromStr<Err = Violation>,
{
    match text.parse() {
        Ok(value) => Some(value),
        Err(violation) if cx.is_closed() => {
            cx.push(violation);
            None
        }
        Err(_) => Some(unknown(text.to_owned())),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lists_are_cut() {
        let message = not_among(["a"; 20].iter());
        assert!(message.message().ends_with("`a` and 4 more"), "{message}");
    }
}
