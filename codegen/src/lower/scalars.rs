//! In: the keywords of a string, an integer or a number; the counts of an array or a map.
//! Out: types and constraints.
//! Guarantees: each keyword becomes a constraint, or is told.

use super::{
    Choices,
    formats::{self, UnknownFormats},
    patterns::{self, Patterns},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Base, Constrained, Constraint, Format, IntegerWidth, Type},
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
    keywords: &Keywords,
    choices: &Choices,
    known: &mut Patterns,
    unknown: &mut UnknownFormats,
    diagnostics: &mut Diagnostics,
) -> Option<Scalar> {
    let mut constraints = Vec::new();
    constraints.extend(keywords.min_length.filter(|min| *min > 0).map(Constraint::MinLength));
    constraints.extend(keywords.max_length.map(Constraint::MaxLength));
    for pattern in &keywords.patterns {
        let at = pattern.at.child("pattern");
        constraints.extend(patterns::lower(&at, &pattern.value, known, diagnostics));
    }
    let format = match formats::of_text(keywords, unknown) {
        format if choices.plain_formats.contains(&format) => Format::Plain,
        format => format,
    };
    let base = match format {
        Format::Password => Base::Secret,
        _ => Base::Text,
    };
    let checked = !matches!(format, Format::Plain | Format::Password);
    if checked && !constraints.is_empty() {
        constraints.push(Constraint::Format(format));
    }
    Some(Scalar::new(Type::Text(format), base, constraints))
}

pub(super) fn integer(keywords: &Keywords, unknown: &mut UnknownFormats, diagnostics: &mut Diagnostics) -> Scalar {
    let beyond = |bound: NumericBound| highest(bound) > i128::from(i64::MAX);
    let unsigned = keywords.minimum.is_some_and(|bound| lowest(bound) >= 0) && keywords.maximum.is_some_and(beyond);
    let format = keywords.format.as_ref();
    let width = match format.map(|it| it.value.as_str()) {
        Some("int32") => IntegerWidth::Bits32,
        Some("uint32") => IntegerWidth::Unsigned32,
        Some("uint64") => IntegerWidth::Unsigned64,
        _ if unsigned => IntegerWidth::Unsigned64,
        None | Some("int64" | "integer" | "int" | "long") => IntegerWidth::Bits64,
        Some(_) => {
            if let Some(said) = format {
                unknown.note(said, "an integer of 64 bits");
            }
            IntegerWidth::Bits64
        }
    };
    let mut constraints = Vec::new();
    constraints.extend(keywords.minimum.map(|bound| Constraint::IntegerMinimum(lowest(bound))));
    constraints.extend(keywords.maximum.map(|bound| Constraint::IntegerMaximum(highest(bound))));
    for step in &keywords.multiple_of {
        let whole = step.value.fract() == 0.0 && step.value <= 9e15;
        if whole && step.value != 1.0 {
            constraints.push(Constraint::IntegerMultipleOf(step.value as i128));
        } else if !whole && step.value.recip().fract() != 0.0 {
            diagnostics.push(Diagnostic::new(
                Code::UncheckedKeyword,
                Location::Key(step.at.child("multipleOf")),
                "integers are not checked against a `multipleOf` that is no whole number of at most 15 digits",
            ));
        }
    }
    Scalar::new(Type::Integer(width), Base::Integer(width), constraints)
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

pub(super) fn number(keywords: &Keywords, unknown: &mut UnknownFormats, diagnostics: &mut Diagnostics) -> Scalar {
    if let Some(said) = &keywords.format {
        match said.value.as_str() {
            "double" | "float" | "decimal" | "number" => {}
            "int32" | "int64" | "uint32" | "uint64" | "integer" | "int" | "long" => {
                return integer(keywords, unknown, diagnostics);
            }
            _ => unknown.note(said, "a number"),
        }
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
    constraints.extend(keywords.multiple_of.iter().map(|it| Constraint::MultipleOf(it.value)));
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
