//! In: an API, the names that a user chose, and those that the document chooses in `x-` keys.
//! Out: the API's [`ChosenNames`].
//! Guarantees: a user's choice goes before the document's; a rule that names nothing is an error.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use super::{literals::literal, replacement::property};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    document::nearest,
    ir::{Api, Chosen, ChosenNames, Definition, Enumeration, HintRank, Literal, Shape, TypeId},
    pointer::{FileId, Pointer},
    source::{Node, Sources},
};

/// The names that a user chose, by what they are for.
#[derive(Debug, Clone, Default)]
pub struct Renames {
    /// Types: by the name of a component, or by a JSON Pointer.
    pub schemas: BTreeMap<String, String>,
    /// Operations: by `operationId`, or by `METHOD /path`.
    pub operations: BTreeMap<String, String>,
    /// Parameters: by `operation.parameter`.
    pub parameters: BTreeMap<String, String>,
    /// Fields: by `Schema.property`, or by a JSON Pointer.
    pub properties: BTreeMap<String, String>,
    /// Variants: by `Schema.value`; those of a union by `Schema.word`.
    pub variants: BTreeMap<String, String>,
    /// Groups of operations: by tag.
    pub tags: BTreeMap<String, String>,
}

/// What names an item in the document itself.
const NAME: &str = "x-rust-name";

/// What names the values of an enumeration, in the order of `enum`.
pub(super) const VALUE_NAMES: [&str; 2] = ["x-enum-varnames", "x-enumNames"];

/// What describes the values of an enumeration.
const VALUE_DOCS: [&str; 2] = ["x-enum-descriptions", "x-enumDescriptions"];

/// Finds the names that someone chose.
pub(super) fn choose(api: &mut Api, sources: &Sources, renames: &Renames, diagnostics: &mut Diagnostics) {
    let mut choosing = Choosing {
        sources,
        diagnostics,
        names: ChosenNames::default(),
        used: BTreeSet::new(),
        candidates: BTreeSet::new(),
    };
    choosing.tags(api, renames);
    choosing.operations(api, renames);
    for (id, definition) in api.types.definitions() {
        choosing.definition(id, definition, renames);
    }
    choosing.report_unmatched(renames);
    api.chosen = choosing.names;
}

struct Choosing<'a> {
    sources: &'a Sources,
    diagnostics: &'a mut Diagnostics,
    names: ChosenNames,
    /// The rules that named something, each with the list that it stands in.
    used: BTreeSet<(&'static str, String)>,
    /// What the rules of each list could have named.
    candidates: BTreeSet<(&'static str, String)>,
}

impl Choosing<'_> {
    fn tags(&mut self, api: &Api, renames: &Renames) {
        for (index, tag) in api.tags.iter().enumerate() {
            // A tag is no place of its own: it may be named by operations only.
            let pointer = Pointer::root(FileId(0));
            let chosen = self.configured("tags", &renames.tags, std::slice::from_ref(&tag.name), &pointer);
            self.names.tags.extend(chosen.map(|it| (index, it)));
        }
        let served: HashSet<&str> = api.tags.iter().map(|tag| tag.name.as_str()).collect();
        let alone = api.tag_groups.iter().enumerate();
        for (index, group) in alone.filter(|(_, group)| !served.contains(group.name.as_str())) {
            let pointer = Pointer::root(FileId(0));
            let chosen = self.configured("tags", &renames.tags, std::slice::from_ref(&group.name), &pointer);
            self.names.tag_groups.extend(chosen.map(|it| (index, it)));
        }
    }

    fn operations(&mut self, api: &Api, renames: &Renames) {
        for (index, operation) in api.operations.iter().enumerate() {
            let path = format!("{} {}", operation.method, operation.path);
            let keys = [operation.id.clone(), path, operation.pointer.to_string()];
            let chosen = self.chosen("operations", &renames.operations, &keys, &operation.pointer);
            self.names.operations.extend(chosen.map(|it| (index, it)));
            for (at, parameter) in operation.parameters.iter().enumerate() {
                // Of parameters with one name at several places, the name alone means the first.
                let earlier = operation.parameters.get(..at).unwrap_or_default();
                let is_first = !earlier.iter().any(|other| other.name == parameter.name);
                let short = is_first.then(|| format!("{}.{}", operation.id, parameter.name));
                let long = format!("{}.{}.{}", operation.id, parameter.location.as_str(), parameter.name);
                let keys: Vec<String> = short.into_iter().chain([long]).collect();
                let chosen = self.chosen("parameters", &renames.parameters, &keys, &parameter.pointer);
                self.names.parameters.extend(chosen.map(|it| ((index, at), it)));
            }
        }
    }

    fn definition(&mut self, id: TypeId, definition: &Definition, renames: &Renames) {
        let pointer = &definition.pointer;
        let keys = [definition.hint.words.join("."), pointer.to_string()];
        // Beside an inline schema the word names what holds the schema: a field, say.
        let chosen = match definition.hint.rank {
            HintRank::Place => self.configured("schemas", &renames.schemas, &keys, pointer),
            HintRank::Component | HintRank::Holder => self.chosen("schemas", &renames.schemas, &keys, pointer),
        };
        self.names.types.extend(chosen.map(|it| (id, it)));
        match &definition.shape {
            Shape::Object(object) => {
                for (index, field) in object.fields.iter().enumerate() {
                    let keys = [property(&definition.hint, &field.name), field.pointer.to_string()];
                    let chosen = self.chosen("properties", &renames.properties, &keys, &field.pointer);
                    self.names.members.extend(chosen.map(|it| ((id, index), it)));
                }
            }
            Shape::Enumeration(enumeration) => self.enumeration(id, definition, enumeration, renames),
            Shape::Union(union) => {
                for (index, variant) in union.variants.iter().enumerate() {
                    let keys = [property(&definition.hint, &variant.words.join("."))];
                    let chosen = self.chosen("variants", &renames.variants, &keys, &variant.pointer);
                    self.names.members.extend(chosen.map(|it| ((id, index), it)));
                }
            }
            Shape::Tuple(_) | Shape::Constrained(_) | Shape::Alias(_) => {}
        }
    }

    fn enumeration(&mut self, id: TypeId, definition: &Definition, enumeration: &Enumeration, renames: &Renames) {
        for (text, at, index) in self.beside(&VALUE_NAMES, definition, enumeration) {
            if is_identifier(&text) {
                let chosen = Chosen {
                    text,
                    pointer: at,
                    lenient: true,
                };
                self.names.members.insert((id, index), chosen);
            } else {
                let message = format!("`{text}` is no identifier; the value is named after itself");
                let diagnostic = Diagnostic::new(Code::ValueNames, Location::Pointer(at), message);
                self.diagnostics.push(diagnostic);
            }
        }
        for (text, _, index) in self.beside(&VALUE_DOCS, definition, enumeration) {
            self.names.value_docs.insert((id, index), text);
        }
        for (index, value) in enumeration.values.iter().enumerate() {
            let keys = [property(&definition.hint, &text(value))];
            let chosen = self.configured("variants", &renames.variants, &keys, &definition.pointer);
            self.names.members.extend(chosen.map(|it| ((id, index), it)));
        }
    }

    /// What an `x-` key says of the values of an enumeration: a list in the order of `enum`, or an object by value.
    fn beside(
        &mut self,
        keys: &[&str],
        definition: &Definition,
        enumeration: &Enumeration,
    ) -> Vec<(String, Pointer, usize)> {
        let pointer = &definition.pointer;
        let said = keys
            .iter()
            .find_map(|key| Some((pointer.child(key), self.sources.node(&pointer.child(key))?)));
        let values = self.sources.node(&pointer.child("enum")).and_then(Node::as_array);
        let (Some((at, said)), Some(values)) = (said, values) else {
            return Vec::new();
        };
        let places: HashMap<String, usize> = enumeration.values.iter().map(text).zip(0..).collect();
        let index = |value: &Node| places.get(&text(&literal(value))).copied();
        let list = said.as_array();
        if list.is_some_and(|list| list.len() != values.len()) {
            let message = "the list is not as long as `enum`; what is beyond the shorter one is passed over";
            let diagnostic = Diagnostic::new(Code::ValueNames, Location::Key(at.clone()), message);
            self.diagnostics.push(diagnostic);
        }
        let pairs = values.iter().enumerate().filter_map(|(place, value)| {
            let (said, at) = match list {
                Some(list) => (list.get(place)?, at.index(place)),
                None => {
                    let name = text(&literal(value));
                    (said.get(&name)?, at.child(&name))
                }
            };
            Some((said.as_str()?.to_owned(), at, index(value)?))
        });
        pairs.collect()
    }

    /// The name that a user chose, or else the document.
    fn chosen(
        &mut self,
        list: &'static str,
        rules: &BTreeMap<String, String>,
        keys: &[String],
        pointer: &Pointer,
    ) -> Option<Chosen> {
        let configured = self.configured(list, rules, keys, pointer);
        if configured.is_some() {
            return configured;
        }
        let at = pointer.child(NAME);
        let node = self.sources.node(&at)?;
        match node.as_str().filter(|text| is_identifier(text)) {
            Some(text) => Some(Chosen {
                text: text.to_owned(),
                pointer: at,
                lenient: false,
            }),
            None => {
                let message = "expected an identifier: letters, digits and `_`, a letter first";
                let diagnostic = Diagnostic::new(Code::InvalidExtension, Location::Pointer(at), message);
                self.diagnostics.push(diagnostic);
                None
            }
        }
    }

    fn configured(
        &mut self,
        list: &'static str,
        rules: &BTreeMap<String, String>,
        keys: &[String],
        pointer: &Pointer,
    ) -> Option<Chosen> {
        if rules.is_empty() {
            return None;
        }
        self.candidates.extend(keys.first().map(|key| (list, key.clone())));
        let (key, text) = keys.iter().find_map(|key| Some((key, rules.get(key)?)))?;
        self.used.insert((list, key.clone()));
        Some(Chosen {
            text: text.clone(),
            pointer: pointer.clone(),
            lenient: false,
        })
    }

    fn report_unmatched(&mut self, renames: &Renames) {
        let lists = [
            ("schemas", &renames.schemas),
            ("operations", &renames.operations),
            ("parameters", &renames.parameters),
            ("properties", &renames.properties),
            ("variants", &renames.variants),
            ("tags", &renames.tags),
        ];
        for (list, rules) in lists {
            for name in rules
                .keys()
                .filter(|name| !self.used.contains(&(list, (*name).clone())))
            {
                let message = format!("`{name}` in `names.{list}` of the configuration matches nothing");
                let diagnostic = Diagnostic::new(Code::UnmatchedRule, Location::File(FileId(0)), message);
                let candidates = self.candidates.iter().filter(|(other, _)| *other == list);
                self.diagnostics
                    .push(match nearest(name, candidates.map(|(_, name)| name.as_str())) {
                        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
                        None => diagnostic,
                    });
            }
        }
    }
}

/// A value as a rule writes it: a string without quotes, anything else as JSON.
fn text(value: &Literal) -> String {
    match value {
        Literal::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether a text can be an identifier: letters, digits and `_`, a letter first.
pub(crate) fn is_identifier(text: &str) -> bool {
    text.starts_with(unicode_ident::is_xid_start) && text.chars().all(unicode_ident::is_xid_continue)
}
