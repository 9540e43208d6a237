//! In: the keywords of a string, an integer or a number; the counts of an array or a map.
//! Out: types and constraints.
//! Guarantees: each keyword becomes a constraint, or is told.

use super::{Choices, patterns};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Base, Constrained, Constraint, Format, IntegerWidth, Type},
    pointer::Pointer,
    schema::{Bound, Keywords, NumericBound},
};

/// A type without inner types.
pub(super) enum Scalar {
    Plain(Type),
    Constrained(Constrained),
}

impl Scalar {
    fn new(plain: Type, base: Base, constraints: Vec<Constraint>) -> Self {
        if constraints.is_empty() {
            return Self::Plain(plain);
        }
        Self::Constrained(Constrained { base, constraints })
    }
}

pub(super) fn text(
    pointer: &Pointer,
    keywords: &Keywords,
    choices: &Choices,
    diagnostics: &mut Diagnostics,
) -> Option<Scalar> {
    let mut constraints = Vec::new();
    constraints.extend(keywords.min_length.filter(|min| *min > 0).map(Constraint::MinLength));
    constraints.extend(keywords.max_length.map(Constraint::MaxLength));
    if let Some(source) = &keywords.pattern {
        constraints.extend(patterns::lower(&pointer.child("pattern"), source, diagnostics));
    }
    let format = format(pointer, keywords, diagnostics);
    let format = if choices.plain_formats.contains(&format) {
        Format::Plain
    } else {
        format
    };
    if format == Format::Plain || constraints.is_empty() {
        return Some(Scalar::new(Type::Text(format), Base::Text, constraints));
    }
    diagnostics.push(Diagnostic::new(
        Code::UnsupportedSchemaKeyword,
        Location::Key(pointer.child("format")),
        "a `format` beside `minLength`, `maxLength` or `pattern` is not supported yet",
    ));
    None
}

fn format(pointer: &Pointer, keywords: &Keywords, diagnostics: &mut Diagnostics) -> Format {
    match keywords.format.as_deref() {
        None => Format::Plain,
        Some("date-time") => Format::DateTime,
        Some("date") => Format::Date,
        Some("uuid") => Format::Uuid,
        Some("uri") => Format::Uri,
        Some("password") => Format::Password,
        Some(other) => {
            unknown_format(pointer, other, "a string", diagnostics);
            Format::Plain
        }
    }
}

pub(super) fn integer(pointer: &Pointer, keywords: &Keywords, diagnostics: &mut Diagnostics) -> Option<Scalar> {
    let width = match keywords.format.as_deref() {
        Some("int32") => IntegerWidth::Bits32,
        None | Some("int64") => IntegerWidth::Bits64,
        Some(other) => {
            unknown_format(pointer, other, "an integer of 64 bits", diagnostics);
            IntegerWidth::Bits64
        }
    };
    let mut constraints = Vec::new();
    constraints.extend(keywords.minimum.map(|bound| Constraint::IntegerMinimum(lowest(bound))));
    constraints.extend(keywords.maximum.map(|bound| Constraint::IntegerMaximum(highest(bound))));
    if let Some(step) = keywords.multiple_of {
        if step.fract() != 0.0 || step > 9e15 {
            diagnostics.push(Diagnostic::new(
                Code::UnsupportedSchemaKeyword,
                Location::Key(pointer.child("multipleOf")),
                "`multipleOf` of an integer must be a whole number of at most 15 digits",
            ));
            return None;
        }
        constraints.push(Constraint::IntegerMultipleOf(step as i128));
    }
    Some(Scalar::new(Type::Integer(width), Base::Integer(width), constraints))
}

fn lowest(bound: NumericBound) -> i128 {
    match bound.value {
        Bound::Integer(value) => value.saturating_add(i128::from(bound.exclusive)),
        Bound::Float(value) => value.ceil() as i128,
    }
}

fn highest(bound: NumericBound) -> i128 {
    match bound.value {
        Bound::Integer(value) => value.saturating_sub(i128::from(bound.exclusive)),
        Bound::Float(value) => value.floor() as i128,
    }
}

pub(super) fn number(pointer: &Pointer, keywords: &Keywords, diagnostics: &mut Diagnostics) -> Scalar {
    match keywords.format.as_deref() {
        None | Some("double" | "float" | "decimal") => {}
        Some(other) => unknown_format(pointer, other, "a number", diagnostics),
    }
    let mut constraints = Vec::new();
    constraints.extend(
        keywords
            .minimum
            .map(|NumericBound { value, exclusive }| match exclusive {
                true => Constraint::ExclusiveMinimum(value.as_f64()),
                false => Constraint::Minimum(value.as_f64()),
            }),
    );
    constraints.extend(
        keywords
            .maximum
            .map(|NumericBound { value, exclusive }| match exclusive {
                true => Constraint::ExclusiveMaximum(value.as_f64()),
                false => Constraint::Maximum(value.as_f64()),
            }),
    );
    constraints.extend(keywords.multiple_of.map(Constraint::MultipleOf));
    Scalar::new(Type::Number, Base::Number, constraints)
}

/// The constraints of a count of items or of properties.
pub(super) fn counts(min: Option<u64>, max: Option<u64>, unique: bool) -> Vec<Constraint> {
    let mut constraints = Vec::new();
    constraints.extend(min.filter(|min| *min > 0).map(Constraint::MinCount));
    constraints.extend(max.map(Constraint::MaxCount));
    constraints.extend(unique.then_some(Constraint::Unique));
    constraints
}

fn unknown_format(pointer: &Pointer, format: &str, read_as: &str, diagnostics: &mut Diagnostics) {
    diagnostics.push(Diagnostic::new(
        Code::UnknownFormat,
        Location::Pointer(pointer.child("format")),
        format!("the format `{format}` is not known; the value is read as {read_as}"),
    ));
}
