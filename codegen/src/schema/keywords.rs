//! In: nothing; these are the items that reading a schema gives.
//! Out: one schema as plain data, in the terms of JSON Schema 2020-12.
//! Guarantees: bounds are exact where they are integers; no dialect is left.

use crate::{pointer::Pointer, source::Node};

/// What stands at a schema position.
#[derive(Debug, Clone)]
pub enum Schema {
    /// `true` or `{}`: any value.
    Anything(Annotations),
    /// `false`: no value.
    Nothing,
    /// A `$ref`, with the annotations that stand beside it.
    Reference {
        /// The schema it leads to.
        target: Pointer,
        /// What stands beside it.
        annotations: Annotations,
    },
    /// Keywords.
    Keywords(Box<Keywords>),
}

/// What a schema says about a value without constraining it.
#[derive(Debug, Clone, Default)]
pub struct Annotations {
    /// `title`.
    pub title: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `deprecated`.
    pub deprecated: bool,
}

/// The keywords of a schema that bear on validity.
#[derive(Debug, Clone, Default)]
pub struct Keywords {
    /// What the schema says besides.
    pub annotations: Annotations,
    /// `type`; all types when the keyword is absent and nothing implies one.
    pub types: TypeSet,
    /// `format`.
    pub format: Option<String>,
    /// `enum`, and `const` as an enumeration of one.
    pub enumeration: Option<Vec<Node>>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub pattern: Option<String>,
    /// `minimum` or `exclusiveMinimum`.
    pub minimum: Option<NumericBound>,
    /// `maximum` or `exclusiveMaximum`.
    pub maximum: Option<NumericBound>,
    /// `multipleOf`.
    pub multiple_of: Option<f64>,
    /// `items`.
    pub items: Option<Pointer>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `properties`, in the order of the document.
    pub properties: Vec<(String, Pointer)>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
}

/// `additionalProperties`.
#[derive(Debug, Clone, Default)]
pub enum Additional {
    /// The keyword is absent.
    #[default]
    Unsaid,
    /// `false`.
    Refused,
    /// `true`, `{}` or a schema.
    Allowed(Pointer),
}

/// A bound of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NumericBound {
    /// The bound.
    pub value: Bound,
    /// Whether the bound itself is excluded.
    pub exclusive: bool,
}

/// The value of a bound: exact where it is an integer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Bound {
    /// An integer.
    Integer(i128),
    /// Any other number.
    Float(f64),
}

impl Bound {
    /// The nearest floating-point number.
    pub fn as_f64(self) -> f64 {
        match self {
            // Bounds of numbers are doubles on the wire as well.
            Self::Integer(value) => value as f64,
            Self::Float(value) => value,
        }
    }
}

/// A type of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum JsonType {
    /// `null`.
    Null,
    /// `boolean`.
    Boolean,
    /// `object`.
    Object,
    /// `array`.
    Array,
    /// `number`.
    Number,
    /// `integer`.
    Integer,
    /// `string`.
    String,
}

impl JsonType {
    /// All types.
    pub const ALL: [Self; 7] = [
        Self::Null,
        Self::Boolean,
        Self::Object,
        Self::Array,
        Self::Number,
        Self::Integer,
        Self::String,
    ];

    /// The type's name in a document.
    pub fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Object => "object",
            Self::Array => "array",
            Self::Number => "number",
            Self::Integer => "integer",
            Self::String => "string",
        }
    }

    /// The type of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|it| it.name() == name)
    }
}

/// A set of types.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct TypeSet(u8);

impl TypeSet {
    /// Adds a type.
    pub fn insert(&mut self, ty: JsonType) {
        self.0 |= 1 << ty as u8;
    }

    /// Takes a type out and says whether it was there.
    pub fn remove(&mut self, ty: JsonType) -> bool {
        let there = self.contains(ty);
        self.0 &= !(1 << ty as u8);
        there
    }

    /// Whether a type is in the set.
    pub fn contains(self, ty: JsonType) -> bool {
        self.0 & (1 << ty as u8) != 0
    }

    /// Whether the set says nothing.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The types in the set.
    pub fn iter(self) -> impl Iterator<Item = JsonType> {
        JsonType::ALL.into_iter().filter(move |ty| self.contains(*ty))
    }
}
