//! In: a tuple struct over `Vec` and its rules.
//! Out: [`array_newtype!`](crate::array_newtype) and its functions.
//! Guarantee: every value keeps all rules, since its elements cannot be changed in place.

use crate::constraint::{CountRule, first_broken, note_broken};
use crate::context::Context;
use crate::decode::Decode;
use crate::encode::Encode;
use crate::value::Value;
use crate::violation::Violation;

/// Implements what a constrained array needs: `Deref` to a slice, `TryFrom<Vec<_>>` (with the first
/// [`Violation`](crate::Violation) as the error), `into_inner`, `From` for `Vec`, `IntoIterator` by value and by
/// reference, [`Decode`](crate::Decode), [`Encode`](crate::Encode) and serde's traits.
///
/// The rules are [`CountRule`](crate::CountRule)s, which need no import.
///
/// ```
/// use stubsmith_runtime::{Direction, from_json};
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Tags(Vec<String>);
/// stubsmith_runtime::array_newtype!(Tags(String), [CountRule::Max(2), CountRule::Unique]);
///
/// let tags: Tags = from_json(br#"["a", "b"]"#, Direction::Request)?;
/// assert_eq!(tags.len(), 2);
/// let error = from_json::<Tags>(br#"["a", "b", "a"]"#, Direction::Request).unwrap_err();
/// assert_eq!(error.to_string(), "must have at most 2 items; must not have equal items");
/// # Ok::<(), stubsmith_runtime::DecodeError>(())
/// ```
#[macro_export]
macro_rules! array_newtype {
    ($name:ident($element:ty), [$($rule:expr),* $(,)?]) => {
        impl $name {
            const RULES: &'static [$crate::CountRule] = {
                #[allow(unused_imports)]
                use $crate::CountRule;
                &[$($rule),*]
            };

            /// The elements, owned.
            #[must_use]
            pub fn into_inner(self) -> ::std::vec::Vec<$element> {
                self.0
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = [$element];

            fn deref(&self) -> &[$element] {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<::std::vec::Vec<$element>> for $name {
            type Error = $crate::Violation;

            fn try_from(elements: ::std::vec::Vec<$element>) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::newtype::check_elements(&elements, Self::RULES)?;
                ::std::result::Result::Ok(Self(elements))
            }
        }

        impl ::std::convert::From<$name> for ::std::vec::Vec<$element> {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::std::iter::IntoIterator for $name {
            type Item = $element;
            type IntoIter = ::std::vec::IntoIter<$element>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        impl<'a> ::std::iter::IntoIterator for &'a $name {
            type Item = &'a $element;
            type IntoIter = ::std::slice::Iter<'a, $element>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::newtype::decode_elements(value, Self::RULES, cx).map(Self)
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

/// Checks the elements of an array.
///
/// # Errors
///
/// The first rule that is broken.
pub fn check_elements<T: Encode>(elements: &[T], rules: &[CountRule]) -> Result<(), Violation> {
    first_broken(rules, |rule| rule.broken_by_elements(elements))
}

/// Reads an array, noting all rules that it breaks beside those that its elements break.
pub fn decode_elements<T: Decode>(value: Value<'_>, rules: &[CountRule], cx: &mut Context) -> Option<Vec<T>> {
    let kept = note_array(value, rules, cx);
    let elements = Vec::decode(value, cx);
    kept.and(elements)
}

fn note_array(value: Value<'_>, rules: &[CountRule], cx: &mut Context) -> Option<()> {
    note_broken(rules, |rule| rule.broken_by_array(value), cx)
}
