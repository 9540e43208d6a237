//! In: a tuple struct over `BTreeMap<String, _>` and its rules.
//! Out: [`map_newtype!`](crate::map_newtype) and its functions.
//! Guarantee: every value keeps all rules, since its members cannot be changed in place.

use std::collections::BTreeMap;

use crate::constraint::{CountRule, first_broken, note_broken};
use crate::context::Context;
use crate::decode::Decode;
use crate::value::Value;
use crate::violation::Violation;

/// Implements what a constrained map needs: `Deref` to `BTreeMap`, `TryFrom<BTreeMap<String, _>>` (with the first
/// [`Violation`](crate::Violation) as the error), `into_inner`, `From` for `BTreeMap`, `IntoIterator` by value and by
/// reference, [`Decode`](crate::Decode), [`Encode`](crate::Encode) and serde's traits.
///
/// The rules are [`CountRule`](crate::CountRule)s, which need no import.
///
/// ```
/// use stubsmith_runtime::{Direction, from_json};
/// use std::collections::BTreeMap;
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Notes(BTreeMap<String, String>);
/// stubsmith_runtime::map_newtype!(Notes(String), [CountRule::Max(1)]);
///
/// let notes: Notes = from_json(br#"{"a": "b"}"#, Direction::Request)?;
/// assert_eq!(notes.get("a").map(String::as_str), Some("b"));
/// let error = from_json::<Notes>(br#"{"a": "b", "c": 1}"#, Direction::Request).unwrap_err();
/// assert_eq!(error.to_string(), "must have at most 1 member; /c: must be a string, not a number");
/// # Ok::<(), stubsmith_runtime::DecodeError>(())
/// ```
#[macro_export]
macro_rules! map_newtype {
    ($name:ident($member:ty), [$($rule:expr),* $(,)?]) => {
        impl $name {
            const RULES: &'static [$crate::CountRule] = {
                #[allow(unused_imports)]
                use $crate::CountRule;
                &[$($rule),*]
            };

            /// The members, owned.
            #[must_use]
            pub fn into_inner(self) -> ::std::collections::BTreeMap<::std::string::String, $member> {
                self.0
            }
        }

        impl ::std::ops::Deref for $name {
            type Target = ::std::collections::BTreeMap<::std::string::String, $member>;

            fn deref(&self) -> &Self::Target {
                &self.0
            }
        }

        impl ::std::convert::TryFrom<::std::collections::BTreeMap<::std::string::String, $member>> for $name {
            type Error = $crate::Violation;

            fn try_from(
                members: ::std::collections::BTreeMap<::std::string::String, $member>,
            ) -> ::std::result::Result<Self, $crate::Violation> {
                $crate::newtype::check_members(members.len(), Self::RULES)?;
                ::std::result::Result::Ok(Self(members))
            }
        }

        impl ::std::convert::From<$name> for ::std::collections::BTreeMap<::std::string::String, $member> {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl ::std::iter::IntoIterator for $name {
            type Item = (::std::string::String, $member);
            type IntoIter = ::std::collections::btree_map::IntoIter<::std::string::String, $member>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.into_iter()
            }
        }

        impl<'a> ::std::iter::IntoIterator for &'a $name {
            type Item = (&'a ::std::string::String, &'a $member);
            type IntoIter = ::std::collections::btree_map::Iter<'a, ::std::string::String, $member>;

            fn into_iter(self) -> Self::IntoIter {
                self.0.iter()
            }
        }

        impl $crate::Decode for $name {
            fn decode(value: $crate::Value<'_>, cx: &mut $crate::Context) -> ::std::option::Option<Self> {
                $crate::newtype::decode_members(value, Self::RULES, cx).map(Self)
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

/// Checks how many members a map has.
///
/// # Errors
///
/// The first rule that is broken.
pub fn check_members(count: usize, rules: &[CountRule]) -> Result<(), Violation> {
    first_broken(rules, |rule| rule.broken_by_members(count))
}

/// Reads an object, noting all rules that it breaks beside those that its members break.
pub fn decode_members<T: Decode>(
    value: Value<'_>,
    rules: &[CountRule],
    cx: &mut Context,
) -> Option<BTreeMap<String, T>> {
    let kept = match value.as_object() {
        Some(members) => note_broken(rules, |rule| rule.broken_by_members(members.len()), cx),
        None => None,
    };
    let members = BTreeMap::decode(value, cx);
    kept.and(members)
}
