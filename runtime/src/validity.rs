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
