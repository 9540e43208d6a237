//! In: a decoded value and the rules of its schema.
//! Out: the violations, in the order of the rules.
//! Guarantee: a check neither panics nor allocates unless a rule is broken; `uniqueItems` alone may allocate.

mod count;
mod integer;
mod number;
mod object;
mod string;

pub use self::count::CountRule;
pub use self::integer::IntegerRule;
pub use self::number::NumberRule;
pub use self::object::ObjectRule;
pub use self::string::{StringFormat, StringRule};

use crate::context::Context;
use crate::violation::Violation;

/// The first rule that is broken.
pub(crate) fn first_broken<R>(rules: &[R], broken: impl Fn(&R) -> Option<Violation>) -> Result<(), Violation> {
    match rules.iter().find_map(broken) {
        Some(violation) => Err(violation),
        None => Ok(()),
    }
}

/// Notes all rules that are broken; `None` if there is one. A sender that is trusted breaks none.
pub(crate) fn note_broken<R>(rules: &[R], broken: impl Fn(&R) -> Option<Violation>, cx: &mut Context) -> Option<()> {
    if cx.trusts() {
        return Some(());
    }
    let mut kept = Some(());
    for violation in rules.iter().filter_map(broken) {
        cx.push(violation);
        kept = None;
    }
    kept
}
