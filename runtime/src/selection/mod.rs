//! In: a value of which a schema says that it is of one of several types.
//! Out: which of them it is.
//! Guarantee: the violations of a type that the value turned out not to be of are forgotten, and the time that looking
//! takes is bounded by the size of the whole value.

mod first_fit;
mod kinds;
mod tags;

pub use self::first_fit::{Attempt, first_fit};
pub use self::kinds::{Kinds, by_kind};
pub use self::tags::Tags;
