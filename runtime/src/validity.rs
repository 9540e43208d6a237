//! In: a value that may have come from a sender that was trusted.
//! Out: whether it keeps the rules of its type, and which it breaks.
//! Guarantee: the same rules as for a value that was checked on its way in.

use crate::context::{Context, Direction};
use crate::decode::Decode;
use crate::encode::Encode;
use crate::violation::Violations;
use crate::writer::Writer;

/// Tells whether a value keeps the rules of its type. All values do but those that a client took from a server that it
/// trusts; see [`Context::trusting`].
///
/// ```
/// use stubsmith_runtime::{Context, Decode, Direction, Tape, Validity};
///
/// #[derive(Clone, Debug, PartialEq)]
/// pub struct Code(String);
/// stubsmith_runtime::string_newtype!(Code, [StringRule::MaxLength(3)]);
///
/// let tape = Tape::from_json(b"\"long\"")?;
/// let mut cx = Context::new(Direction::Response).trusting(true);
/// let code = Code::decode(tape.root(), &mut cx).expect("a string");
/// assert!(!code.is_valid());
/// assert_eq!(code.violations().expect("one").first().rule(), "maxLength");
/// # Ok::<(), stubsmith_runtime::SyntaxError>(())
/// ```
pub trait Validity {
    /// All rules that the value and what is in it breaks, with their places; `None`: none.
    fn violations(&self) -> Option<Violations>;

    /// Whether the value keeps all rules.
    fn is_valid(&self) -> bool {
        self.violations().is_none()
    }
}

impl<T: Encode + Decode> Validity for T {
    fn violations(&self) -> Option<Violations> {
        let tape = Writer::to_tape(self);
        let mut cx = Context::new(Direction::Response).of_storage();
        let decoded = T::decode(tape.root(), &mut cx);
        cx.finish(decoded).err()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Tape;

    #[derive(Clone, Debug, PartialEq)]
    struct Rate(i64);
    crate::integer_newtype!(Rate(i64), [IntegerRule::Maximum(10)]);

    #[derive(Clone, Debug, PartialEq)]
    struct Rates(Vec<Rate>);
    crate::array_newtype!(Rates(Rate), [CountRule::Max(2), CountRule::Unique]);

    fn rates(json: &str, is_trusted: bool) -> Result<Rates, Violations> {
        let tape = Tape::from_json(json.as_bytes()).unwrap();
        let mut cx = Context::new(Direction::Response).trusting(is_trusted);
        let decoded = Rates::decode(tape.root(), &mut cx);
        cx.finish(decoded)
    }

    #[test]
    fn what_is_trusted_is_taken_and_told() {
        assert!(rates("[11, 1, 1]", false).is_err());
        let taken = rates("[11, 1, 1]", true).unwrap();
        let told = taken.violations().unwrap().to_string();
        assert!(told.contains("/0: ") && told.contains("at most 2"), "{told}");
        assert!(rates("[1, 2]", true).unwrap().is_valid());
    }

    #[test]
    fn types_are_not_taken_on_trust() {
        assert!(rates("[\"1\"]", true).is_err());
    }
}
