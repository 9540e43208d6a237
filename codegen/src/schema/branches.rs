//! In: `allOf`, `anyOf`, `oneOf` and `not`.
//! Out: what holds besides, the alternatives, and rules about the presence of members.
//! Guarantees: alternatives are two at least; `null` is none of them.

use super::{
    JsonType, TypeSet,
    check::later,
    keywords::{Alternatives, Rule},
    read::Reading,
};
use crate::{diagnostic::Location, document::Dialect, pointer::Pointer, source::Node};

impl Reading<'_> {
    pub(super) fn all_of(&mut self, value: &Node) {
        let places = self.subschemas("allOf", value);
        self.keywords.includes.extend(places);
    }

    pub(super) fn alternatives(&mut self, name: &str, value: &Node) {
        let places = self.subschemas(name, value);
        if places.is_empty() {
            return;
        }
        let nodes: Vec<(&Pointer, Option<&Node>)> = places.iter().map(|it| (it, self.sources.node(it))).collect();
        if let Some(lists) = nodes
            .iter()
            .map(|(_, node)| only_required(*node))
            .collect::<Option<Vec<_>>>()
        {
            self.presence(name, lists);
            return;
        }
        let others = nodes.len() > 1;
        let is_null = |node: Option<&Node>| node.is_some_and(|node| is_null(node, others));
        let branches: Vec<Pointer> = nodes
            .iter()
            .filter(|(_, node)| !is_null(*node) && !matches!(node, Some(Node::Bool(false))))
            .map(|(place, _)| (*place).clone())
            .collect();
        // A branch that allows null, beside others: null is allowed whatever `type` says beside the branches.
        for (place, node) in &nodes {
            let says_null = node.and_then(|node| node.get("type")).and_then(Node::as_str) == Some("null");
            if says_null && self.dialect == Dialect::V30 {
                self.diagnostics
                    .push(later(Location::Key(place.child("type")), "the type `null`"));
            }
        }
        self.keywords.nullable |= nodes.iter().any(|(_, node)| is_null(*node));
        match branches.as_slice() {
            [] => self.types = Some(TypeSet::of(JsonType::Null)),
            [one] => self.keywords.includes.push(one.clone()),
            _ => self.keywords.unions.push(Alternatives {
                at: self.pointer.clone(),
                branches,
            }),
        }
    }

    /// Branches that only say which members must be there.
    fn presence(&mut self, name: &str, mut lists: Vec<Vec<String>>) {
        lists.dedup();
        let rule = match (name, lists.as_slice()) {
            (_, [one]) => {
                self.keywords.required.extend(one.iter().cloned());
                return;
            }
            ("oneOf", _) => Rule::OneOf(lists),
            // One that asks for nothing always holds.
            (_, lists) if lists.iter().any(Vec::is_empty) => return,
            _ => Rule::AnyOf(lists),
        };
        self.keywords.rules.push(rule);
    }

    pub(super) fn not(&mut self, value: &Node) {
        if let Some(names) = only_required(Some(value)).filter(|names| !names.is_empty()) {
            self.keywords.rules.push(Rule::NotAll(names));
            return;
        }
        let branches = value
            .get("anyOf")
            .or_else(|| value.get("oneOf"))
            .and_then(Node::as_array);
        let lists: Option<Vec<Vec<String>>> = branches
            .into_iter()
            .flatten()
            .map(|branch| only_required(Some(branch)).filter(|names| !names.is_empty()))
            .collect();
        let is_any_of = value.as_object().is_some_and(|members| members.len() == 1) && value.get("anyOf").is_some();
        match lists {
            Some(lists) if is_any_of && !lists.is_empty() => {
                self.keywords.rules.extend(lists.into_iter().map(Rule::NotAll));
            }
            // No value is refused.
            _ if matches!(value, Node::Bool(false)) => {}
            _ => self.unchecked("not"),
        }
    }
}

/// The members that must be there, if the schema says nothing else.
fn only_required(node: Option<&Node>) -> Option<Vec<String>> {
    let members = node?.as_object()?;
    let required = members.get("required")?.as_array()?;
    let says_more = |(name, value): (&String, &Node)| match name.as_str() {
        "required" | "title" | "description" => false,
        "type" => value.as_str() != Some("object"),
        other => !other.starts_with("x-"),
    };
    if members.iter().any(says_more) {
        return None;
    }
    required.iter().map(|name| name.as_str().map(str::to_owned)).collect()
}

/// Whether a branch allows `null` alone. Beside others an object that may be null, and of which nothing is said, stands
/// for null as well: so do documents write it whose tools cannot say `null`.
fn is_null(node: &Node, others: bool) -> bool {
    let Some(members) = node.as_object() else {
        return false;
    };
    let is_null_list = |value: &Node| {
        value
            .as_array()
            .is_some_and(|it| !it.is_empty() && it.iter().all(Node::is_null))
    };
    let mut says_null = false;
    let mut may_be_null = false;
    for (name, value) in members {
        match (name.as_str(), value) {
            ("type", Node::String(text)) if text == "null" => says_null = true,
            ("type", Node::Array(names)) if names.iter().all(|it| it.as_str() == Some("null")) => says_null = true,
            ("type", Node::String(text)) if text == "object" => {}
            ("enum", value) if is_null_list(value) => says_null = true,
            ("const", Node::Null) => says_null = true,
            ("nullable", Node::Bool(true)) => may_be_null = true,
            ("title" | "description" | "default" | "example" | "nullable", _) => {}
            (name, _) if name.starts_with("x-") => {}
            _ => return false,
        }
    }
    says_null || (others && may_be_null)
}
