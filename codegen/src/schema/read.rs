//! In: one schema of the tree.
//! Out: its own [`Keywords`], read one by one; what it includes stays pointers.
//! Guarantees: [`Reading::keyword`] names every keyword of JSON Schema 2020-12 and of the 3.0 Schema Object, so none can
//! be forgotten; one that no type can express is told.

use super::{
    NumericBound, TypeSet,
    keywords::{Additional, Bound, Keywords, Null},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics},
    document::Dialect,
    pointer::Pointer,
    source::{Node, Sources},
};

/// What one schema says by itself.
pub(super) enum Part {
    Anything,
    Nothing,
    Keywords(Box<Keywords>),
}

/// One schema while it is read.
pub(super) struct Reading<'a> {
    pub(super) sources: &'a Sources,
    pub(super) dialect: Dialect,
    pub(super) pointer: &'a Pointer,
    pub(super) node: &'a Node,
    pub(super) diagnostics: Diagnostics,
    pub(super) keywords: Keywords,
    /// The types that `type` names, `null` among them.
    pub(super) types: Option<TypeSet>,
    /// The value of `const`.
    pub(super) constant: Option<Node>,
    pub(super) null_allowed: bool,
    exclusive: (bool, bool),
}

impl<'a> Reading<'a> {
    pub(super) fn new(sources: &'a Sources, dialect: Dialect, pointer: &'a Pointer, node: &'a Node) -> Self {
        Self {
            sources,
            dialect,
            pointer,
            node,
            diagnostics: Diagnostics::default(),
            keywords: Keywords::default(),
            types: None,
            constant: None,
            null_allowed: false,
            exclusive: (false, false),
        }
    }

    pub(super) fn keyword(&mut self, name: &str, value: &Node) {
        self.check_dialect(name);
        match name {
            "type" => self.types(value),
            "format" => self.keywords.format = self.string(name, value).map(|it| self.said(it)),
            "contentEncoding" => {
                self.keywords.base64 = value.as_str().is_some_and(|it| it.eq_ignore_ascii_case("base64"))
            }
            "contentMediaType" => self.keywords.content_media_type = self.string(name, value),
            "contentSchema" => self.content_schema(value),
            "enum" => self.enumeration(value),
            "const" => self.constant = Some(value.clone()),
            "minLength" => self.keywords.min_length = self.count(name, value),
            "maxLength" => self.keywords.max_length = self.count(name, value),
            "pattern" => {
                let pattern = self.string(name, value).map(|it| self.said(it));
                self.keywords.patterns.extend(pattern);
            }
            "minimum" | "maximum" | "exclusiveMinimum" | "exclusiveMaximum" => self.bound(name, value),
            "multipleOf" => self.multiple_of(value),
            "items" => self.items(value),
            "prefixItems" => self.prefix_items(name, value),
            "additionalItems" => self.additional_items(value),
            "unevaluatedItems" => self.unevaluated_items(value),
            "minItems" => self.keywords.min_items = self.count(name, value),
            "maxItems" => self.keywords.max_items = self.count(name, value),
            "uniqueItems" => self.keywords.unique_items = self.flag(name, value),
            "properties" => self.properties(value),
            "required" => self.required(value),
            "additionalProperties" => self.keywords.additional = self.additional(name, value),
            "unevaluatedProperties" => self.keywords.unevaluated = self.additional(name, value),
            "patternProperties" => self.pattern_properties(value),
            "propertyNames" => self.property_names(value),
            "minProperties" => self.keywords.min_properties = self.count(name, value),
            "maxProperties" => self.keywords.max_properties = self.count(name, value),
            "dependentRequired" => self.dependent_required(value),
            "allOf" => self.all_of(value),
            "anyOf" => self.alternatives(name, value),
            "oneOf" => self.alternatives(name, value),
            "not" => self.not(value),
            "discriminator" => self.discriminator(value),
            "if" | "dependentSchemas" | "dependencies" | "contains" => self.unchecked(name),
            other => self.annotation(other, value),
        }
    }

    /// What a schema says without constraining its values, and what is said beside `if` and `contains`.
    ///
    /// All other names are containers of schemas that a `$ref` reaches, and words that no specification gives meaning.
    pub(super) fn annotation(&mut self, name: &str, value: &Node) {
        match name {
            "title" => self.keywords.annotations.title = self.prose(value),
            "description" => self.keywords.annotations.description = self.prose(value),
            "deprecated" => self.keywords.annotations.deprecated = self.flag(name, value),
            "readOnly" => self.keywords.annotations.read_only = self.flag(name, value),
            "writeOnly" => self.keywords.annotations.write_only = self.flag(name, value),
            "nullable" => self.nullable(value),
            "xml" => self.xml(value),
            other => self.check_word(other, value),
        }
    }

    /// Prose is shown and nothing else, so a number in its place is its text.
    fn prose(&self, value: &Node) -> Option<String> {
        match value {
            Node::String(text) => Some(text.clone()),
            Node::Bool(value) => Some(value.to_string()),
            Node::Int(value) => Some(value.to_string()),
            _ => None,
        }
    }

    fn nullable(&mut self, value: &Node) {
        if self.dialect != Dialect::V30 {
            self.repaired(
                "nullable",
                "OpenAPI 3.1 writes `type: [..., 'null']`; `nullable` is read as 3.0 reads it",
            );
        }
        self.null_allowed = self.flag("nullable", value);
    }

    fn bound(&mut self, name: &str, value: &Node) {
        let lower = name.ends_with("inimum");
        let flag = match value {
            Node::Bool(flag) => Some(*flag),
            Node::String(text) => text.parse().ok(),
            _ => None,
        };
        if let (Some(exclusive), true) = (flag, name.starts_with("exclusive")) {
            if self.dialect != Dialect::V30 {
                self.repaired(
                    name,
                    "OpenAPI 3.1 gives the bound itself here; the boolean is read as 3.0 reads it",
                );
            }
            if lower {
                self.exclusive.0 = exclusive;
            } else {
                self.exclusive.1 = exclusive;
            }
            return;
        }
        let Some(bound) = self.number(name, value) else {
            return;
        };
        if self.dialect == Dialect::V30 && name.starts_with("exclusive") {
            self.later(name, &format!("a number in `{name}`"));
        }
        let bound = NumericBound {
            value: bound,
            exclusive: name.starts_with("exclusive"),
        };
        if lower {
            bound.tighten_minimum(&mut self.keywords.minimum);
        } else {
            bound.tighten_maximum(&mut self.keywords.maximum);
        }
    }

    fn multiple_of(&mut self, value: &Node) {
        let Some(step) = self.number("multipleOf", value).map(Bound::as_f64) else {
            return;
        };
        if step > 0.0 {
            let step = self.said(step);
            self.keywords.multiple_of.push(step);
        } else {
            self.wrong("multipleOf", "expected a number above zero");
        }
    }

    pub(super) fn finish(mut self) -> (Option<Part>, Diagnostics) {
        let keywords = &mut self.keywords;
        for (bound, exclusive) in [
            (&mut keywords.minimum, self.exclusive.0),
            (&mut keywords.maximum, self.exclusive.1),
        ] {
            if let Some(bound) = bound {
                bound.exclusive |= exclusive;
            }
        }
        self.settle_constant();
        self.check_bounds();
        self.check_default();
        let keywords = &mut self.keywords;
        let null_is_a_type = self.types.as_mut().map(|types| types.remove(super::JsonType::Null));
        let null_is_a_value = keywords.enumeration.as_ref().map(|it| it.value.contains(&Node::Null));
        keywords.types = self.types;
        keywords.null = match (null_is_a_type, null_is_a_value) {
            _ if self.null_allowed => Null::Allowed,
            (Some(true), _) | (None, Some(true)) => Null::Allowed,
            (Some(false), Some(true)) => Null::Allowed,
            (Some(false), _) | (None, Some(false)) => Null::Refused,
            (None, None) => Null::Unsaid,
        };
        keywords.nullable |= self.null_allowed && null_is_a_type.is_none();
        if null_is_a_type == Some(false) && null_is_a_value == Some(true) && !self.null_allowed {
            self.repaired(
                "enum",
                "`null` is one of the values and no `type` says so; it is allowed",
            );
        }
        (Some(Part::Keywords(Box::new(self.keywords))), self.diagnostics)
    }

    /// Says that a keyword has no effect on the types that are made.
    pub(super) fn unchecked(&mut self, name: &str) {
        let message = format!("no type can express `{name}`; values are not checked against it");
        self.diagnostics
            .push(Diagnostic::new(Code::UncheckedKeyword, self.key(name), message));
    }
}

impl NumericBound {
    /// Where two bounds hold the tighter one rules.
    pub(super) fn tighten_minimum(self, slot: &mut Option<Self>) {
        self.tighten(slot, std::cmp::Ordering::Greater);
    }

    /// Where two bounds hold the tighter one rules.
    pub(super) fn tighten_maximum(self, slot: &mut Option<Self>) {
        self.tighten(slot, std::cmp::Ordering::Less);
    }

    fn tighten(self, slot: &mut Option<Self>, tighter: std::cmp::Ordering) {
        let replaces = slot.is_none_or(|old| {
            let order = self.value.as_f64().total_cmp(&old.value.as_f64());
            order == tighter || (order.is_eq() && self.exclusive)
        });
        if replaces {
            *slot = Some(self);
        }
    }
}

impl Additional {
    /// Whether nothing is said.
    pub(super) fn is_unsaid(&self) -> bool {
        matches!(self, Self::Unsaid)
    }
}
