//! Values of a sender that is trusted: what is taken as it comes, and what is told of it afterwards.
#![allow(
    dead_code,
    unreachable_pub,
    clippy::unwrap_used,
    reason = "the types have all that emitted ones have"
)]

use stubsmith_runtime::{Context, Decode, Direction, Tape, Validity, Violations};

/// At most 10.
#[derive(Clone, Debug, PartialEq)]
pub struct Rate(i64);
stubsmith_runtime::integer_newtype!(Rate(i64), [IntegerRule::Maximum(10)]);

/// At most two, which differ.
#[derive(Clone, Debug, PartialEq)]
pub struct Rates(Vec<Rate>);
stubsmith_runtime::array_newtype!(Rates(Rate), [CountRule::Max(2), CountRule::Unique]);

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
