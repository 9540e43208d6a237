//! In: the keywords of arrays and objects, which hold schemas and names.
//! Out: the places of the schemas, and the names.
//! Guarantees: what stands at a place that is given is an object or a boolean.

use super::{
    Conjunction,
    keywords::{Additional, Rule},
    read::Reading,
};
use crate::{document::Dialect, pointer::Pointer, source::Node};

impl Reading<'_> {
    fn subschema(&mut self, name: &str, value: &Node) -> Option<Pointer> {
        match value {
            Node::Object(_) | Node::Bool(_) => Some(self.pointer.child(name)),
            Node::Null => {
                self.passed_over(name, value);
                None
            }
            other => {
                self.wrong(name, &format!("expected a schema, found {}", other.kind()));
                None
            }
        }
    }

    /// The schemas of a list.
    pub(super) fn subschemas(&mut self, name: &str, value: &Node) -> Vec<Pointer> {
        let Node::Array(items) = value else {
            // One schema where a list is expected is a list of one.
            if let Node::Object(_) = value {
                self.repaired(
                    name,
                    "expected a list of schemas; the one schema is read as a list of one",
                );
                return vec![self.pointer.child(name)];
            }
            self.passed_over(name, value);
            return Vec::new();
        };
        if items.is_empty() {
            self.repaired(name, "a list of no schemas says nothing; it is passed over");
        }
        let parent = self.pointer.child(name);
        let mut places = Vec::new();
        for (index, item) in items.iter().enumerate() {
            match item {
                Node::Object(_) | Node::Bool(_) => places.push(parent.index(index)),
                other => self.wrong(name, &format!("expected a schema, found {}", other.kind())),
            }
        }
        places
    }

    pub(super) fn content_schema(&mut self, value: &Node) {
        let schema = self.subschema("contentSchema", value);
        self.keywords.content_schema = schema.map(|place| Conjunction::from(&place));
    }

    pub(super) fn items(&mut self, value: &Node) {
        // Before JSON Schema 2020-12 a list of schemas stood here.
        if let Node::Array(_) = value {
            if self.dialect != Dialect::V30 {
                self.repaired("items", "a list of schemas is written `prefixItems`; it is read so");
            }
            self.prefix_items("items", value);
            return;
        }
        self.keywords.items = self.subschema("items", value).map(Conjunction::from);
    }

    pub(super) fn prefix_items(&mut self, name: &str, value: &Node) {
        let places = self.subschemas(name, value);
        self.keywords.prefix_items = places.into_iter().map(Conjunction::from).collect();
    }

    /// What stands behind the items of a list, as it was written before JSON Schema 2020-12.
    pub(super) fn additional_items(&mut self, value: &Node) {
        if let Some(Node::Array(_)) = self.node.get("items") {
            self.keywords.items = self.subschema("additionalItems", value).map(Conjunction::from);
        }
    }

    pub(super) fn unevaluated_items(&mut self, value: &Node) {
        if self.node.get("items").is_none() {
            self.keywords.items = self.subschema("unevaluatedItems", value).map(Conjunction::from);
        }
    }

    pub(super) fn properties(&mut self, value: &Node) {
        let Node::Object(members) = value else {
            match value {
                Node::Array(items) if items.is_empty() => self.passed_over("properties", value),
                Node::Null => self.passed_over("properties", value),
                _ => self.wrong(
                    "properties",
                    &format!("expected schemas by name, found {}", value.kind()),
                ),
            }
            return;
        };
        let parent = self.pointer.child("properties");
        for (name, schema) in members {
            match schema {
                Node::Object(_) | Node::Bool(_) => {
                    let place = Conjunction::from(parent.child(name));
                    self.keywords.properties.insert(name.clone(), place);
                }
                Node::Null => self.repaired(
                    "properties",
                    &format!("the property `{name}` has no schema; it is passed over"),
                ),
                other => self.wrong("properties", &format!("expected a schema, found {}", other.kind())),
            }
            // Draft 3 said so beside the property's type.
            if let Some(Node::Bool(true)) = schema.get("required") {
                self.keywords.required.push(name.clone());
            }
        }
    }

    pub(super) fn required(&mut self, value: &Node) {
        match value {
            Node::Array(_) => {
                let names = self.names("required", value);
                for name in names {
                    if !self.keywords.required.contains(&name) {
                        self.keywords.required.push(name);
                    }
                }
            }
            Node::Bool(_) => self.repaired(
                "required",
                "`required` is a list of names beside `properties`; the boolean is read as the list's entry for this \
                 property",
            ),
            // The boolean in quotes, or one name.
            Node::String(name) if !["true", "false"].contains(&name.to_ascii_lowercase().as_str()) => {
                self.repaired("required", "one name stands for a list of one");
                self.keywords.required.push(name.clone());
            }
            other => self.passed_over("required", other),
        }
    }

    pub(super) fn names(&mut self, keyword: &str, value: &Node) -> Vec<String> {
        let mut names = Vec::new();
        for name in value.as_array().unwrap_or_default() {
            match name {
                Node::String(name) => names.push(name.clone()),
                other => self.wrong(keyword, &format!("expected a property's name, found {}", other.kind())),
            }
        }
        names
    }

    pub(super) fn additional(&mut self, name: &str, value: &Node) -> Additional {
        match value {
            Node::Bool(false) => Additional::Refused,
            Node::String(text) if text == "false" => Additional::Refused,
            Node::String(_) => {
                self.passed_over(name, value);
                Additional::Unsaid
            }
            _ => match self.subschema(name, value) {
                Some(pointer) => Additional::Allowed(pointer.into()),
                None => Additional::Unsaid,
            },
        }
    }

    pub(super) fn pattern_properties(&mut self, value: &Node) {
        let Node::Object(members) = value else {
            self.passed_over("patternProperties", value);
            return;
        };
        let parent = self.pointer.child("patternProperties");
        for (pattern, schema) in members {
            if let Node::Object(_) | Node::Bool(true) = schema {
                self.keywords.pattern_properties.push(parent.child(pattern).into());
            }
        }
        let all = ["", ".*", "^.*$", ".+", "^.+$", "^.*", "^"];
        if members.keys().any(|pattern| !all.contains(&pattern.as_str())) {
            self.unchecked("patternProperties");
        }
    }

    pub(super) fn property_names(&mut self, value: &Node) {
        let says_nothing = match value {
            Node::Bool(true) => true,
            Node::Object(members) => members
                .iter()
                .all(|(name, value)| name == "type" && value.as_str() == Some("string")),
            _ => false,
        };
        if !says_nothing {
            self.unchecked("propertyNames");
        }
    }

    pub(super) fn dependent_required(&mut self, value: &Node) {
        let Node::Object(members) = value else {
            self.passed_over("dependentRequired", value);
            return;
        };
        for (name, others) in members {
            let others = match others {
                Node::Array(_) => self.names("dependentRequired", others),
                Node::String(other) => {
                    self.repaired("dependentRequired", "one name stands for a list of one");
                    vec![other.clone()]
                }
                other => {
                    let message = format!(
                        "what `{name}` asks for is no list of names but {}; it is passed over",
                        other.kind()
                    );
                    self.repaired("dependentRequired", &message);
                    Vec::new()
                }
            };
            if !others.is_empty() {
                self.keywords.rules.push(Rule::DependentRequired(name.clone(), others));
            }
        }
    }
}
