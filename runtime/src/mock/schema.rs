//! In: nothing; emitted code states these as tables.
//! Out: [`Schema`], which says what values of a type look like.
//! Guarantees: tables are constant and may refer to each other in circles.

use crate::ObjectRule;

/// What values look like. Lengths and counts are inclusive.
#[derive(Debug)]
pub enum Schema {
    /// Any JSON value.
    Any,
    /// `null`.
    Null,
    /// There is none.
    Never,
    /// `true` or `false`.
    Boolean,
    /// A number without a fraction.
    Integer {
        /// The least.
        least: Option<i128>,
        /// The greatest.
        most: Option<i128>,
        /// What it is a multiple of.
        step: Option<i128>,
    },
    /// A number.
    Number {
        /// The least.
        least: Option<f64>,
        /// What it is greater than.
        above: Option<f64>,
        /// The greatest.
        most: Option<f64>,
        /// What it is less than.
        below: Option<f64>,
        /// What it is a multiple of.
        step: Option<f64>,
    },
    /// A string.
    Text {
        /// What it holds.
        format: TextFormat,
        /// The least count of characters.
        least: u64,
        /// The greatest count of characters.
        most: Option<u64>,
    },
    /// A string that matches patterns, of which samples are known.
    Pattern {
        /// The patterns as they are written.
        source: &'static str,
        /// Strings that match; none where no way to one was found.
        samples: &'static [&'static str],
    },
    /// One of these strings.
    Strings(&'static [&'static str]),
    /// One of these values, each as JSON.
    Values(&'static [&'static str]),
    /// A list of any length.
    List(&'static Schema),
    /// A list whose length is bounded, or whose items differ.
    Array {
        /// The items.
        items: &'static Schema,
        /// How many there are at least.
        least: u64,
        /// How many there are at most.
        most: Option<u64>,
        /// Whether no two are equal.
        unique: bool,
    },
    /// A list whose first items have schemas of their own.
    Tuple(&'static [&'static Schema]),
    /// An object whose member names are not known.
    Map {
        /// The members' values.
        values: &'static Schema,
        /// How many there are at least.
        least: u64,
        /// How many there are at most.
        most: Option<u64>,
    },
    /// An object whose members are known.
    Object {
        /// The members that a response has.
        members: &'static [Member],
        /// Members of other names, where these have a schema.
        others: Option<&'static Schema>,
        /// What the members satisfy together.
        rules: &'static [ObjectRule],
    },
    /// One of several.
    Union {
        /// The alternatives.
        variants: &'static [Variant],
        /// Which of them is the least nested.
        shallow: usize,
    },
    /// A value or `null`.
    Nullable(&'static Schema),
    /// A string that holds a value as JSON.
    JsonText(&'static Schema),
    /// A value for which the document has examples.
    Exemplified {
        /// The examples as JSON, the best one first.
        examples: &'static [&'static str],
        /// What a value looks like otherwise.
        schema: &'static Schema,
    },
}

impl Schema {
    /// Any string.
    pub const TEXT: Self = Self::of_format(TextFormat::Plain);
    /// Any integer.
    pub const INTEGER: Self = Self::Integer {
        least: None,
        most: None,
        step: None,
    };
    /// Any number.
    pub const NUMBER: Self = Self::Number {
        least: None,
        above: None,
        most: None,
        below: None,
        step: None,
    };

    /// A `date-time`.
    pub const DATE_TIME: Self = Self::of_format(TextFormat::DateTime);
    /// A `date`.
    pub const DATE: Self = Self::of_format(TextFormat::Date);
    /// A UUID.
    pub const UUID: Self = Self::of_format(TextFormat::Uuid);
    /// A URI.
    pub const URI: Self = Self::of_format(TextFormat::Uri);
    /// Bytes in base64.
    pub const BASE64: Self = Self::of_format(TextFormat::Base64);

    const fn of_format(format: TextFormat) -> Self {
        Self::Text {
            format,
            least: 0,
            most: None,
        }
    }

    /// Whether values are no lists and no objects.
    pub(super) fn is_scalar(&self) -> bool {
        match self {
            Self::List(_)
            | Self::Array { .. }
            | Self::Tuple(_)
            | Self::Map { .. }
            | Self::Object { .. }
            | Self::Union { .. } => false,
            Self::Nullable(schema) | Self::JsonText(schema) | Self::Exemplified { schema, .. } => schema.is_scalar(),
            _ => true,
        }
    }
}

/// What a string holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextFormat {
    /// Any text.
    Plain,
    /// `date-time`.
    DateTime,
    /// `date`.
    Date,
    /// `uuid`.
    Uuid,
    /// `uri`.
    Uri,
    /// Bytes in base64.
    Base64,
}

/// A member of an object.
#[derive(Debug)]
pub struct Member {
    /// Its name on the wire.
    pub name: &'static str,
    /// Whether it must be there.
    pub required: bool,
    /// Its value.
    pub schema: &'static Schema,
}

impl Member {
    /// A member that must be there.
    #[must_use]
    pub const fn required(name: &'static str, schema: &'static Schema) -> Self {
        Self {
            name,
            required: true,
            schema,
        }
    }

    /// A member that may be absent.
    #[must_use]
    pub const fn optional(name: &'static str, schema: &'static Schema) -> Self {
        Self {
            name,
            required: false,
            schema,
        }
    }
}

/// One alternative of several.
#[derive(Debug)]
pub struct Variant {
    /// What values look like.
    pub schema: &'static Schema,
    /// The member that tells that it is this one, and its string.
    pub tag: Option<(&'static str, &'static str)>,
}
