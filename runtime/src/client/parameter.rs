//! In: the value of a parameter, or a list of values.
//! Out: the plain text of each, before any encoding.
//! Guarantee: the same text as [`Text`] gives.

use std::borrow::Cow;
use std::ops::Deref;

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

/// What a list parameter can be given as: a slice, and every type that dereferences to one, such as `Vec` and the
/// arrays of emitted crates.
pub trait ParameterList {
    /// The text form of each element.
    fn parameter_texts(&self) -> Vec<Cow<'_, str>>;
}

impl<T: ParameterText> ParameterList for [T] {
    fn parameter_texts(&self) -> Vec<Cow<'_, str>> {
        self.iter().map(ParameterText::parameter_text).collect()
    }
}

impl<L, T> ParameterList for L
where
    L: Deref<Target = [T]>,
    T: ParameterText + 'static,
{
    fn parameter_texts(&self) -> Vec<Cow<'_, str>> {
        (**self).parameter_texts()
    }
}
