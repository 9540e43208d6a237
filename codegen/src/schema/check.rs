//! In: the words of one schema, and what they say.
//! Out: warnings about words that look like misspelt keywords, that belong to a later dialect, or that contradict others.
//! Guarantees: words that look like nothing known, and extensions, pass in silence.

use super::{Bound, JsonType, Keywords, NumericBound, TypeSet, merge::equal, read::Reading};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::Dialect,
    source::Node,
};

/// What OpenAPI 3.0 does not have and has a meaning here all the same. Words that are unchecked are told as such.
const LATER: [&str; 8] = [
    "const",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "dependentRequired",
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
];

/// Keywords that a word can be a misspelling of: all but those that are shorter than four letters, or that are close to
/// other words.
const KEYWORDS: [&str; 56] = [
    "$anchor",
    "$comment",
    "$defs",
    "$dynamicAnchor",
    "$dynamicRef",
    "$ref",
    "$schema",
    "additionalItems",
    "additionalProperties",
    "allOf",
    "anyOf",
    "const",
    "contains",
    "contentEncoding",
    "contentMediaType",
    "contentSchema",
    "default",
    "definitions",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "deprecated",
    "description",
    "discriminator",
    "enum",
    "example",
    "examples",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "externalDocs",
    "format",
    "items",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "nullable",
    "oneOf",
    "pattern",
    "patternProperties",
    "prefixItems",
    "properties",
    "propertyNames",
    "readOnly",
    "required",
    "title",
    "type",
    "uniqueItems",
    "writeOnly",
];

/// Further words that have a meaning, or that a keyword is close to.
const WORDS: [&str; 9] = [
    "$id",
    "$recursiveAnchor",
    "$recursiveRef",
    "$vocabulary",
    "else",
    "id",
    "if",
    "then",
    "xml",
];

impl Reading<'_> {
    /// A word without a meaning of its own: a name that the schema gives itself, prose, or a misspelt keyword.
    pub(super) fn check_word(&mut self, name: &str, value: &Node) {
        match name {
            "$anchor" | "$dynamicAnchor" => self.check_anchor(name, value),
            "$id" => self.check_id(),
            _ => self.check_spelling(name),
        }
    }

    fn check_spelling(&mut self, name: &str) {
        if name.starts_with("x-") || KEYWORDS.contains(&name) || WORDS.contains(&name) {
            return;
        }
        let lower = name.to_ascii_lowercase();
        let is_meant = |keyword: &&str| {
            // Without the sign a word is seldom the keyword.
            keyword.len().abs_diff(name.len()) <= 1
                && keyword.starts_with('$') == name.starts_with('$')
                && strsim::osa_distance(&lower, &keyword.to_ascii_lowercase()) <= 1
                && self.node.get(keyword).is_none()
        };
        if let Some(keyword) = KEYWORDS.into_iter().find(is_meant) {
            let message = format!("a schema has no keyword `{name}`; it is passed over");
            let diagnostic = Diagnostic::new(Code::UnknownField, self.key(name), message);
            self.diagnostics
                .push(diagnostic.help(format!("did you mean `{keyword}`?")));
        }
    }

    fn check_anchor(&mut self, keyword: &str, value: &Node) {
        let Some(name) = value.as_str() else { return };
        if let Some(first) = self.sources.with_anchor(self.pointer, name) {
            let message = format!("another schema is called `{name}` already; references by that name lead there");
            self.taken(keyword, message, Location::Key(first));
        }
    }

    fn check_id(&mut self) {
        if let Some(first) = self.sources.with_id(self.pointer) {
            let message = "this `$id` stands for another schema or file already; references to it lead there";
            self.taken("$id", message.to_owned(), Location::Key(first));
        }
    }

    fn taken(&mut self, keyword: &str, message: String, first: Location) {
        let diagnostic = Diagnostic::new(Code::SchemaName, self.at(keyword), message);
        self.diagnostics.push(
            diagnostic
                .label(first, "the first one")
                .help("give each a name of its own"),
        );
    }

    /// Tells of a keyword that belongs to OpenAPI 3.1.
    pub(super) fn check_dialect(&mut self, name: &str) {
        if self.dialect == Dialect::V30 && LATER.contains(&name) {
            self.later(name, &format!("`{name}`"));
        }
    }

    pub(super) fn later(&mut self, name: &str, what: &str) {
        let diagnostic = later(self.key(name), what);
        self.diagnostics.push(diagnostic);
    }

    /// `const` is an enumeration of one, whatever `enum` beside it says.
    pub(super) fn settle_constant(&mut self) {
        let Some(constant) = self.constant.take() else {
            return;
        };
        let others = self.keywords.enumeration.as_ref();
        if others.is_some_and(|it| !it.value.iter().any(|value| equal(value, &constant))) {
            self.contradiction(
                ("const", "enum"),
                "`const` is none of the values of `enum`; it is the one that is allowed",
            );
        }
        self.keywords.enumeration = Some(self.said(vec![constant]));
    }

    /// Tells of bounds that no value is between.
    pub(super) fn check_bounds(&mut self) {
        for what in self.keywords.crossed() {
            let names = match what {
                Crossed::Lengths => ("minLength", "maxLength"),
                Crossed::Items => ("minItems", "maxItems"),
                Crossed::Properties => ("minProperties", "maxProperties"),
                Crossed::Numbers => (
                    self.written_bound("minimum", "exclusiveMinimum"),
                    self.written_bound("maximum", "exclusiveMaximum"),
                ),
            };
            let message = format!(
                "nothing is between `{}` and `{}`; no value is allowed",
                names.0, names.1
            );
            self.contradiction(names, &message);
        }
        self.check_width();
    }

    /// Which of the two keywords gives the bound; `exclusiveMinimum: true` of OpenAPI 3.0 does not.
    fn written_bound(&self, inclusive: &'static str, exclusive: &'static str) -> &'static str {
        match self.node.get(inclusive) {
            Some(_) => inclusive,
            None => exclusive,
        }
    }

    /// Tells of integers that are larger than those that are read. What a double makes of the last integer of 64 bits is
    /// that one, as tools write it that have no integers.
    fn check_width(&mut self) {
        if !self.types.is_some_and(|types| types.contains(JsonType::Integer)) {
            return;
        }
        let value = |bound: Option<NumericBound>| bound.map(|bound| bound.value.as_f64());
        let (least, most) = (value(self.keywords.minimum), value(self.keywords.maximum));
        let highest = if least.is_some_and(|least| least >= 0.0) {
            u64::MAX as f64
        } else {
            i64::MAX as f64
        };
        let beyond = [
            (
                least.is_some_and(|least| least < i64::MIN as f64),
                self.written_bound("minimum", "exclusiveMinimum"),
            ),
            (
                most.is_some_and(|most| most > highest),
                self.written_bound("maximum", "exclusiveMaximum"),
            ),
        ];
        for (_, name) in beyond.into_iter().filter(|(is_beyond, _)| *is_beyond) {
            let message = format!("integers are read up to 64 bits, which end before this `{name}`");
            let diagnostic = Diagnostic::new(Code::UncheckedKeyword, self.key(name), message);
            self.diagnostics
                .push(diagnostic.help("larger numbers travel as strings"));
        }
    }

    /// Tells of a `default` that the schema itself does not allow. `null` stands for none.
    pub(super) fn check_default(&mut self) {
        let is_ignored = self.dialect == Dialect::V30 && self.node.get("$ref").is_some();
        let Some(value) = self.node.get("default").filter(|value| !value.is_null() && !is_ignored) else {
            return;
        };
        let wrong = match &self.keywords.enumeration {
            Some(values) if !values.value.iter().any(|it| equal(it, value) || same_text(it, value)) => {
                "none of the values that are allowed"
            }
            _ if self.types.is_some_and(|types| !is_of(value, types)) => "of none of the types that are allowed",
            _ => return,
        };
        let message = format!("the default is {wrong}; it is passed over");
        let diagnostic = Diagnostic::new(Code::DefaultValue, self.at("default"), message);
        self.diagnostics
            .push(diagnostic.help("give a value that the schema allows, or leave `default` out"));
    }

    fn contradiction(&mut self, (name, other): (&str, &str), message: &str) {
        let diagnostic = Diagnostic::new(Code::Contradiction, self.key(name), message);
        let label = self.key(other);
        self.diagnostics.push(diagnostic.label(label, "the other one"));
    }
}

/// Tells of something that belongs to OpenAPI 3.1.
pub(super) fn later(at: Location, what: &str) -> Diagnostic {
    let message = format!("{what} belongs to OpenAPI 3.1; it is read as 3.1 reads it");
    Diagnostic::new(Code::RepairedKeyword, at, message)
}

/// Whether two scalars are one text: values of an `enum` may lack their quotes.
fn same_text(one: &Node, another: &Node) -> bool {
    let text = |node: &Node| match node {
        Node::String(text) => Some(text.clone()),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
        scalar => Some(scalar.to_json().to_string()),
    };
    text(one).is_some_and(|one| Some(one) == text(another))
}

/// Whether a value is of one of the types.
fn is_of(value: &Node, types: TypeSet) -> bool {
    let is_whole = |value: f64| value.fract() == 0.0;
    let own: &[JsonType] = match value {
        Node::Null => &[JsonType::Null],
        Node::Bool(_) => &[JsonType::Boolean],
        Node::Float(value) if !is_whole(*value) => &[JsonType::Number],
        Node::Int(_) | Node::UInt(_) | Node::Float(_) => &[JsonType::Integer, JsonType::Number],
        Node::String(_) => &[JsonType::String],
        Node::Array(_) => &[JsonType::Array],
        Node::Object(_) => &[JsonType::Object],
    };
    own.iter().any(|ty| types.contains(*ty))
}

/// Bounds that no value is between.
#[derive(Debug, Clone, Copy)]
pub(super) enum Crossed {
    Lengths,
    Items,
    Properties,
    Numbers,
}

impl Keywords {
    /// The bounds that no value is between.
    pub(super) fn crossed(&self) -> Vec<Crossed> {
        let counts = [
            (self.min_length, self.max_length, Crossed::Lengths),
            (self.min_items, self.max_items, Crossed::Items),
            (self.min_properties, self.max_properties, Crossed::Properties),
        ];
        let counts = counts.into_iter();
        let mut crossed: Vec<Crossed> = counts
            .filter(|(least, most, _)| least.zip(*most).is_some_and(|(least, most)| least > most))
            .map(|(_, _, what)| what)
            .collect();
        let numbers = self.minimum.zip(self.maximum);
        if numbers.is_some_and(|(least, most)| !least.leaves_room(most)) {
            crossed.push(Crossed::Numbers);
        }
        crossed
    }
}

impl NumericBound {
    /// Whether a number is at or above this bound and at or below the other one.
    fn leaves_room(self, most: Self) -> bool {
        let order = match (self.value, most.value) {
            (Bound::Integer(least), Bound::Integer(most)) => Some(least.cmp(&most)),
            (least, most) => least.as_f64().partial_cmp(&most.as_f64()),
        };
        match order {
            Some(std::cmp::Ordering::Less) => true,
            Some(std::cmp::Ordering::Equal) => !self.exclusive && !most.exclusive,
            _ => false,
        }
    }
}
