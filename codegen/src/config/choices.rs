//! In: the keys `replace`, `names` and `extend`.
//! Out: rules as the stages take them.
//! Guarantees: what becomes part of emitted code is code.

use std::collections::BTreeMap;

use serde::Deserialize;

use super::rust_type::{Attribute, DependencyLine, DerivePath, Identifier, RustType};
use crate::{
    emit::Extension,
    lower::{Renames, Replacement, Replacements},
};

/// Rust types in place of those that schemas would become.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Replace {
    /// By the name of a component, or by a JSON Pointer: `#/components/schemas/Order`.
    #[serde(default)]
    pub schemas: BTreeMap<String, ReplacedBy>,
    /// By `format`.
    #[serde(default)]
    pub formats: BTreeMap<String, ReplacedBy>,
    /// By `Schema.property`, or by a JSON Pointer.
    #[serde(default)]
    pub properties: BTreeMap<String, ReplacedBy>,
}

/// A Rust type. It has serde's traits, `Clone`, `Debug` and `PartialEq`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct ReplacedBy {
    /// The path of the type.
    #[serde(rename = "type")]
    pub ty: RustType,
    /// The line that the manifests of emitted crates need for it.
    pub dependency: Option<DependencyLine>,
}

/// Names in place of those that are made of the document's words. They are cased as Rust cases names of their kind.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct NameRules {
    /// Types: by the name of a component, or by a JSON Pointer.
    #[serde(default)]
    pub schemas: BTreeMap<String, Identifier>,
    /// Operations: by `operationId`, or by `METHOD /path`.
    #[serde(default)]
    pub operations: BTreeMap<String, Identifier>,
    /// Parameters: by `operation.parameter`.
    #[serde(default)]
    pub parameters: BTreeMap<String, Identifier>,
    /// Fields: by `Schema.property`, or by a JSON Pointer.
    #[serde(default)]
    pub properties: BTreeMap<String, Identifier>,
    /// Variants: by `Schema.value`; those of a union by `Schema.word`.
    #[serde(default)]
    pub variants: BTreeMap<String, Identifier>,
    /// Groups of operations: by tag.
    #[serde(default)]
    pub tags: BTreeMap<String, Identifier>,
}

/// What emitted types get beside what they have.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Extend {
    /// The names of the types, in which `*` stands for any characters; all structs and enums unless set.
    pub types: Option<Vec<String>>,
    /// Traits to derive.
    #[serde(default)]
    pub derive: Vec<DerivePath>,
    /// Attributes, which stand behind the derives.
    #[serde(default)]
    pub attributes: Vec<Attribute>,
    /// Lines that the manifest of the types needs for them.
    #[serde(default)]
    pub dependencies: Vec<DependencyLine>,
}

impl Replace {
    pub(super) fn into_rules(self) -> Replacements {
        Replacements {
            schemas: replacements(self.schemas),
            formats: replacements(self.formats),
            properties: replacements(self.properties),
        }
    }

    /// The types that stand in the crate that modules are emitted into.
    pub(crate) fn types_of_own_crate(&self) -> impl Iterator<Item = &RustType> {
        let rules = self.schemas.values().chain(self.formats.values());
        let types = rules.chain(self.properties.values()).map(|rule| &rule.ty);
        types.filter(|ty| ty.is_of_own_crate())
    }
}

fn replacements(rules: BTreeMap<String, ReplacedBy>) -> BTreeMap<String, Replacement> {
    let rule = |ReplacedBy { ty, dependency }: ReplacedBy| Replacement {
        path: ty.as_str().to_owned(),
        dependency: dependency.map(|line| line.as_str().trim().to_owned()),
    };
    rules.into_iter().map(|(name, by)| (name, rule(by))).collect()
}

impl NameRules {
    pub(super) fn into_rules(self) -> Renames {
        Renames {
            schemas: texts(self.schemas),
            operations: texts(self.operations),
            parameters: texts(self.parameters),
            properties: texts(self.properties),
            variants: texts(self.variants),
            tags: texts(self.tags),
        }
    }
}

fn texts(rules: BTreeMap<String, Identifier>) -> BTreeMap<String, String> {
    let text = |(name, to): (String, Identifier)| (name, to.as_str().to_owned());
    rules.into_iter().map(text).collect()
}

impl Extend {
    pub(crate) fn to_extension(&self) -> Extension {
        Extension {
            types: self.types.clone(),
            derive: self.derive.iter().map(|it| it.as_str().to_owned()).collect(),
            attributes: self.attributes.iter().map(|it| it.as_str().to_owned()).collect(),
            dependencies: self
                .dependencies
                .iter()
                .map(|it| it.as_str().trim().to_owned())
                .collect(),
        }
    }
}
