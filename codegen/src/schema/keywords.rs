//! In: nothing; these are the items that reading a schema gives.
//! Out: one schema as plain data, in the terms of JSON Schema 2020-12.
//! Guarantees: bounds are exact where they are integers; no dialect is left.

use indexmap::IndexMap;

use super::{Conjunction, TypeSet, Xml};
use crate::{pointer::Pointer, source::Node};

/// What stands at a schema position.
#[derive(Debug, Clone)]
pub enum Schema {
    /// `true` or `{}`: any value.
    Anything(Annotations),
    /// `false`, or schemas that no value satisfies together.
    Nothing,
    /// A `$ref`, or a composition of nothing but one, with the annotations that stand beside it.
    Reference {
        /// The schema it leads to.
        target: Pointer,
        /// What stands beside it.
        annotations: Annotations,
        /// Whether `null` is allowed besides what the target allows.
        nullable: bool,
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
    /// `readOnly`.
    pub read_only: bool,
    /// `writeOnly`.
    pub write_only: bool,
    /// `xml`.
    pub xml: Xml,
}

impl Annotations {
    /// Where nothing is said here, what is said there.
    #[must_use]
    pub(super) fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            description: self.description.or(other.description),
            deprecated: self.deprecated || other.deprecated,
            read_only: self.read_only || other.read_only,
            write_only: self.write_only || other.write_only,
            xml: self.xml.or(other.xml),
        }
    }
}

/// What a keyword says, and the schema that it stands in.
#[derive(Debug, Clone)]
pub struct Said<T> {
    /// What it says.
    pub value: T,
    /// The schema that holds the keyword.
    pub at: Pointer,
}

/// The keywords of a schema that bear on validity, those of all its parts taken together.
#[derive(Debug, Clone, Default)]
pub struct Keywords {
    /// What the schema says besides.
    pub annotations: Annotations,
    /// `type` without `null`; `None`: the keyword is absent.
    pub types: Option<TypeSet>,
    /// Whether `null` is allowed.
    pub null: Null,
    /// `format`.
    pub format: Option<Said<String>>,
    /// `contentEncoding: base64`.
    pub base64: bool,
    /// `contentMediaType`.
    pub content_media_type: Option<String>,
    /// `contentSchema`.
    pub content_schema: Option<Conjunction>,
    /// `enum`, and `const` as an enumeration of one.
    pub enumeration: Option<Said<Vec<Node>>>,
    /// `minLength`.
    pub min_length: Option<u64>,
    /// `maxLength`.
    pub max_length: Option<u64>,
    /// `pattern`.
    pub patterns: Vec<Said<String>>,
    /// `minimum` or `exclusiveMinimum`.
    pub minimum: Option<NumericBound>,
    /// `maximum` or `exclusiveMaximum`.
    pub maximum: Option<NumericBound>,
    /// `multipleOf`.
    pub multiple_of: Vec<Said<f64>>,
    /// `items`.
    pub items: Option<Conjunction>,
    /// `prefixItems`.
    pub prefix_items: Vec<Conjunction>,
    /// `minItems`.
    pub min_items: Option<u64>,
    /// `maxItems`.
    pub max_items: Option<u64>,
    /// `uniqueItems`.
    pub unique_items: bool,
    /// `properties`, in the order of the document.
    pub properties: IndexMap<String, Conjunction>,
    /// `required`.
    pub required: Vec<String>,
    /// `additionalProperties`.
    pub additional: Additional,
    /// `unevaluatedProperties`, until it is clear what nothing else evaluates.
    pub(super) unevaluated: Additional,
    /// The schemas of `patternProperties`.
    pub pattern_properties: Vec<Conjunction>,
    /// `minProperties`.
    pub min_properties: Option<u64>,
    /// `maxProperties`.
    pub max_properties: Option<u64>,
    /// What the members must satisfy together.
    pub rules: Vec<Rule>,
    /// `oneOf` and `anyOf`.
    pub unions: Vec<Alternatives>,
    /// The schema that holds a `discriminator`.
    pub discriminator: Option<Pointer>,
    /// The schemas that hold as well: a `$ref`, `allOf`, and alternatives of which there is but one.
    pub(super) includes: Vec<Pointer>,
    /// Whether `null` is allowed whatever other parts of a composition say.
    pub(super) nullable: bool,
}

/// Whether a schema allows `null`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Null {
    /// That depends on what else stands there.
    #[default]
    Unsaid,
    /// It does.
    Allowed,
    /// It does not.
    Refused,
}

/// What the members of an object must satisfy together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Rule {
    /// `dependentRequired`: a member that asks for others.
    DependentRequired(String, Vec<String>),
    /// `anyOf` of branches that only say `required`.
    AnyOf(Vec<Vec<String>>),
    /// `oneOf` of branches that only say `required`.
    OneOf(Vec<Vec<String>>),
    /// `not: { required }`.
    NotAll(Vec<String>),
}

/// `oneOf` or `anyOf` with two branches at least, `null` aside.
#[derive(Debug, Clone)]
pub struct Alternatives {
    /// The schema that holds the keyword.
    pub at: Pointer,
    /// The branches, in the order of the document.
    pub branches: Vec<Pointer>,
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
    Allowed(Conjunction),
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
