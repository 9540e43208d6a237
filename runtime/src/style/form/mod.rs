//! In: an object and how its members are written; or the pairs of a form.
//! Out: the pairs of a form (`application/x-www-form-urlencoded`); or the object.
//! Guarantee: a member that cannot be read does not keep the others from being looked at.

#[cfg(feature = "server")]
mod read;
#[cfg(feature = "client")]
mod write;

use super::{Shape, Styled};

/// How the members of a form are written (OpenAPI 3.1.1, sections 4.8.14 and 4.8.15).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormLayout {
    /// The members that are not one text, each with its style.
    pub members: &'static [(&'static str, Styled)],
    /// The shape of all other members.
    pub rest: Shape,
}

impl FormLayout {
    /// A form whose members are texts.
    pub const TEXTS: Self = Self {
        members: &[],
        rest: Shape::Text,
    };
}
