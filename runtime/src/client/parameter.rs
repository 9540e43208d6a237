//! In: the value of a parameter.
//! Out: its plain text, before any encoding.
//! Guarantee: the same text as [`Text`] gives.

use std::borrow::Cow;

use crate::Text;

/// What a parameter can be given as: every type with a [`Text`] form, and `str`.
pub trait ParameterText {
    /// The text form.
    fn parameter_text(&self) -> Cow<'_, str>;
}

impl<T: Text> ParameterText for T {
    fn parameter_text(&self) -> Cow<'_, str> {
        self.to_text()
    }
}

impl ParameterText for str {
    fn parameter_text(&self) -> Cow<'_, str> {
        Cow::Borrowed(self)
    }
}

/// The texts of a list's elements.
pub(super) fn texts<T: ParameterText>(elements: &[T]) -> Vec<Cow<'_, str>> {
    elements.iter().map(ParameterText::parameter_text).collect()
}
