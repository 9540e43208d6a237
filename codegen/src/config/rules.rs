//! In: the keys `include` and `exclude`. Out: rules that operations match or not.
//! Guarantees: a list that is left out matches nothing.

use serde::Deserialize;

use crate::lower::OperationRules;

/// Rules that name operations. Each list holds names in which `*` stands for any characters.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rules {
    /// Operations with one of these tags.
    #[serde(default)]
    pub tags: Vec<String>,
    /// Operations with one of these ids.
    #[serde(default)]
    pub operations: Vec<String>,
    /// Operations under one of these keys of `paths`.
    #[serde(default)]
    pub paths: Vec<String>,
    /// Webhooks and callbacks under one of these keys.
    #[serde(default)]
    pub webhooks: Vec<String>,
}

impl Rules {
    pub(super) fn into_lists(self) -> OperationRules {
        OperationRules {
            tags: self.tags,
            operations: self.operations,
            paths: self.paths,
            webhooks: self.webhooks,
        }
    }
}
