//! In: an object with a member whose string tells its type.
//! Out: the variant, by its index.
//! Guarantee: a string that the document does not name is a violation in a request, and no more than that in a
//! response.

use crate::codec::{mismatch, string};
use crate::context::Context;
use crate::decode::Decode;
use crate::string_enum::not_among;
use crate::value::Value;

/// How the variant of an object is told by a string in one of its members: a discriminator.
///
/// ```
/// use stubsmith_runtime::selection::Tags;
/// use stubsmith_runtime::{Context, Direction, Tape};
///
/// const TAGS: Tags = Tags { property: "kind", values: &[("card", 0), ("bank", 1), ("iban", 1)], default: None };
///
/// let tape = Tape::from_json(br#"{"kind": "iban"}"#)?;
/// assert_eq!(TAGS.variant(tape.root(), &mut Context::new(Direction::Request)), Some(1));
/// let tape = Tape::from_json(br#"{"kind": "cash"}"#)?;
/// assert_eq!(TAGS.variant(tape.root(), &mut Context::new(Direction::Request)), None);
/// assert_eq!(TAGS.variant(tape.root(), &mut Context::new(Direction::Response)), Some(Tags::UNKNOWN));
/// # Ok::<(), stubsmith_runtime::SyntaxError>(())
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tags {
    /// The member's name.
    pub property: &'static str,
    /// The strings that the document names, each with the index of its variant.
    pub values: &'static [(&'static str, usize)],
    /// The variant of an object without the member; `None`: it must be there.
    pub default: Option<usize>,
}

impl Tags {
    /// The index that stands for an object with a string that the document does not name.
    pub const UNKNOWN: usize = usize::MAX;

    /// The variant of `value`. `None` means that a violation was noted.
    pub fn variant(&self, value: Value<'_>, cx: &mut Context) -> Option<usize> {
        let Some(mut members) = value.as_object() else {
            return mismatch(value, "an object", cx);
        };
        let mut found = members.seek(self.property);
        while let Some(later) = members.seek(self.property) {
            found = Some(later);
        }
        let mark = cx.mark();
        let variant = self.of_member(found, cx);
        cx.in_member(mark, self.property);
        variant
    }

    fn of_member(&self, member: Option<Value<'_>>, cx: &mut Context) -> Option<usize> {
        let Some(member) = member else {
            if self.default.is_none() {
                cx.note("required", "is required");
            }
            return self.default;
        };
        let tag = string(member, cx)?;
        match self.values.iter().find(|(value, _)| *value == tag) {
            Some((_, variant)) => Some(*variant),
            None if cx.is_closed() => {
                cx.push(not_among(self.values.iter().map(|(value, _)| *value)));
                None
            }
            None => Some(Self::UNKNOWN),
        }
    }

    /// Reads a variant whose type does not have the member itself.
    pub fn beside<T: Decode>(&self, value: Value<'_>, cx: &mut Context) -> Option<T> {
        cx.enter_beside(value.position(), self.property);
        let decoded = T::decode(value, cx);
        cx.leave_beside();
        decoded
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::context::Direction;
    use crate::value::Tape;

    const TAGS: Tags = Tags {
        property: "kind",
        values: &[("card", 0), ("bank", 1)],
        default: Some(1),
    };

    fn variant(tags: Tags, json: &str, direction: Direction) -> Result<usize, String> {
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        let mut cx = Context::new(direction);
        let variant = tags.variant(tape.root(), &mut cx);
        cx.finish(variant).map_err(|violations| violations.to_string())
    }

    #[test]
    fn what_is_wrong_is_said_of_the_member() {
        let required = Tags { default: None, ..TAGS };
        for (json, message) in [
            ("[]", "must be an object, not an array"),
            ("{}", "/kind: is required"),
            (r#"{"kind": 1}"#, "/kind: must be a string, not a number"),
            (r#"{"kind": "cash"}"#, "/kind: must be one of `card`, `bank`"),
        ] {
            assert_eq!(variant(required, json, Direction::Request), Err(message.to_owned()));
        }
    }

    #[test]
    fn the_last_of_repeated_members_counts() {
        let json = r#"{"kind": "card", "a": 1, "kind": "bank"}"#;
        assert_eq!(variant(TAGS, json, Direction::Response), Ok(1));
    }

    #[test]
    fn a_missing_member_may_have_a_default() {
        assert_eq!(variant(TAGS, "{}", Direction::Request), Ok(1));
    }
}
