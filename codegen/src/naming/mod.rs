//! In: an [`Api`].
//! Out: [`Names`], aligned with it.
//! Guarantees: names are unique where they must be, none is a word that emitted code uses itself, and collisions are
//! solved
//! here only.

mod answers;
mod bodies;
mod chosen;
mod reserved;
mod scope;
mod security;
mod tags;
mod words;
mod xml;

use std::collections::HashSet;

use crate::{
    diagnostic::Diagnostics,
    ir::{Api, Definition, Field, HeaderSet, HintRank, Literal, Operation, Parameter, Shape, TypeId, Variant},
};
pub use bodies::{BodyNames, FormNames};
use chosen::Renamed;
use scope::Scope;
pub use security::SecurityNames;
use tags::TagNames;
pub use words::Name;
pub use xml::XmlNames;

/// The names of all items of one API.
#[derive(Debug, Clone)]
pub struct Names {
    types: Vec<Option<DefinitionNames>>,
    /// Aligned with `Api::tags`.
    pub tags: Vec<Name>,
    /// Aligned with `Api::tag_groups`; a group that is a tag of operations too has one name.
    pub tag_groups: Vec<Name>,
    /// The module and the feature of what the service sends.
    pub outgoing: Name,
    /// The module of the server crate that answers with examples.
    pub mock: Name,
    /// The module of the server crate that serves the document.
    pub docs: Name,
    /// The names of the tags as types.
    groups: HashSet<String>,
    /// Aligned with `Api::schemes`.
    pub schemes: Vec<Name>,
    /// What is named after several schemes.
    pub security: SecurityNames,
    /// Aligned with `Api::operations`.
    pub operations: Vec<OperationNames>,
    /// Aligned with `Api::header_sets`: the struct and its fields.
    pub header_sets: Vec<DefinitionNames>,
    /// What is named for XML.
    pub xml: XmlNames,
}

/// The names of a definition.
#[derive(Debug, Clone)]
pub struct DefinitionNames {
    /// The type's own name.
    pub name: Name,
    /// The names of its fields or variants.
    pub members: Vec<Name>,
}

/// The names of an operation.
#[derive(Debug, Clone)]
pub struct OperationNames {
    /// The method that calls or answers it.
    pub method: Name,
    /// The function that reads its answer.
    pub outcome: Name,
    /// The functions that render its successes and its errors.
    pub render: [Name; 2],
    /// The type of its successes, where there are several.
    pub success: Name,
    /// The type of its errors.
    pub error: Name,
    /// The type of a call with optional parameters.
    pub call: Name,
    /// The type of what a server's method takes.
    pub request: Name,
    /// What is emitted for the body, if there is one.
    pub body: Option<BodyNames>,
    /// Aligned with `Operation::parameters`.
    pub parameters: Vec<Name>,
    /// Variants, aligned with `Operation::successes` and the forms of each; one where there is no body.
    pub successes: Vec<Vec<Name>>,
    /// Variants, aligned with `Operation::errors` in the same way.
    pub errors: Vec<Vec<Name>>,
}

impl Names {
    /// Names everything; a name that someone chose and that cannot be had is told.
    pub fn of(api: &Api, diagnostics: &mut Diagnostics) -> Self {
        let mut type_scope = Scope::new(&[reserved::PRELUDE, reserved::TYPES], "type");
        let mut types: Vec<Option<DefinitionNames>> = api.types.iter().map(|_| None).collect();
        let renamed = Renamed::of(api);
        for (id, chosen) in &api.chosen.types {
            let (definition, slot) = (api.types.definition(*id), types.get_mut(id.index()));
            if let (Some(definition), Some(slot)) = (definition, slot)
                && let Some(name) = chosen::choose(&mut type_scope, chosen, diagnostics)
            {
                let members = members(api, *id, &definition.shape, diagnostics);
                *slot = Some(DefinitionNames { name, members });
            }
        }
        let mut definitions = |scope: &mut Scope, diagnostics: &mut Diagnostics, chosen: fn(HintRank) -> bool| {
            name_definitions(api, scope, &renamed, &mut types, diagnostics, chosen);
        };
        definitions(&mut type_scope, diagnostics, |rank| rank == HintRank::Component);
        let operations = name_operations(api, &mut type_scope, diagnostics);
        let header_sets = api
            .header_sets
            .iter()
            .map(|set| header_set(set, &renamed, &mut type_scope))
            .collect();
        definitions(&mut type_scope, diagnostics, |rank| rank != HintRank::Component);
        let TagNames {
            tags,
            tag_groups,
            outgoing,
            mock,
            docs,
        } = TagNames::of(api, &operations, diagnostics);
        let mut schemes = Scope::new(&[reserved::BUILDER_METHODS], "credential");
        let schemes: Vec<Name> = api
            .schemes
            .iter()
            .map(|scheme| schemes.claim(&[&scheme.name]))
            .collect();
        Self {
            security: SecurityNames::of(api, &schemes),
            types,
            groups: tags.iter().map(Name::pascal).collect(),
            tags,
            tag_groups,
            outgoing,
            mock,
            docs,
            schemes,
            operations,
            header_sets,
            xml: XmlNames::of(&api.xml),
        }
    }

    /// Whether a group of operations is a type of this name.
    pub fn is_group(&self, name: &str) -> bool {
        self.groups.contains(name)
    }

    /// The names of a definition; `None` for types without a name.
    pub fn definition(&self, id: TypeId) -> Option<&DefinitionNames> {
        self.types.get(id.index()).and_then(Option::as_ref)
    }
}

fn name_definitions(
    api: &Api,
    scope: &mut Scope,
    renamed: &Renamed<'_>,
    types: &mut [Option<DefinitionNames>],
    diagnostics: &mut Diagnostics,
    chosen: impl Fn(HintRank) -> bool,
) {
    let mut definitions: Vec<(TypeId, &Definition)> = api
        .types
        .definitions()
        .filter(|(id, definition)| chosen(definition.hint.rank) && types.get(id.index()).is_some_and(Option::is_none))
        .collect();
    definitions.sort_by_key(|(_, definition)| definition.hint.rank);
    for (id, definition) in definitions {
        let name = definition_name(definition, renamed, scope);
        let members = members(api, id, &definition.shape, diagnostics);
        if let Some(slot) = types.get_mut(id.index()) {
            *slot = Some(DefinitionNames { name, members });
        }
    }
}

/// An inline type whose name something else has is called after its shape too, so that its name does not depend on how
/// many others there are.
fn definition_name(definition: &Definition, renamed: &Renamed<'_>, scope: &mut Scope) -> Name {
    if definition.hint.rank == HintRank::Component {
        let words: Vec<&str> = definition.hint.words.iter().map(String::as_str).collect();
        return scope.claim(&words);
    }
    let words = renamed.words(&definition.hint.words);
    let usual = scope.unreserved(&words);
    let other = usual.with(match definition.shape {
        Shape::Object(_) => "object",
        Shape::Enumeration(_) => "value",
        Shape::Union(_) => "choice",
        Shape::Tuple(_) => "tuple",
        Shape::Constrained(_) | Shape::Alias(_) => "type",
    });
    scope.claim_first_free(usual, other)
}

fn members(api: &Api, id: TypeId, shape: &Shape, diagnostics: &mut Diagnostics) -> Vec<Name> {
    let chosen = |index| api.chosen.members.get(&(id, index));
    match shape {
        Shape::Object(object) => {
            let mut scope = Scope::new(&[reserved::FIELDS], "field");
            let claim = |scope: &mut Scope, field: &Field| scope.claim(&[&field.name]);
            chosen::claim(&mut scope, &object.fields, chosen, diagnostics, claim)
        }
        Shape::Enumeration(enumeration) => {
            let mut scope = Scope::new(&[reserved::VARIANTS], "value");
            let claim = |scope: &mut Scope, value: &Literal| literal(value, scope);
            chosen::claim(&mut scope, &enumeration.values, chosen, diagnostics, claim)
        }
        Shape::Union(union) => {
            let mut scope = Scope::new(&[reserved::VARIANTS], "variant");
            let claim = |scope: &mut Scope, variant: &Variant| variant_name(variant, scope);
            chosen::claim(&mut scope, &union.variants, chosen, diagnostics, claim)
        }
        Shape::Constrained(_) | Shape::Alias(_) | Shape::Tuple(_) => Vec::new(),
    }
}

/// Of two values that have one name the later is called after what tells it apart: its JSON type, or its letters.
fn literal(value: &Literal, scope: &mut Scope) -> Name {
    let (text, distinction) = match value {
        Literal::String(text) if text.is_empty() => ("empty".to_owned(), "string"),
        Literal::String(text) => (words::spelled_out(text), words::letters(text)),
        Literal::Integer(integer) => (words::spelled_out(&integer.to_string()), "integer"),
        Literal::Boolean(boolean) => (boolean.to_string(), "boolean"),
        Literal::Json(text) => (words::spelled_out(text), "json"),
    };
    let usual = scope.unreserved(&[&text]);
    let other = usual.with(distinction);
    scope.claim_first_free(usual, other)
}

fn variant_name(variant: &Variant, scope: &mut Scope) -> Name {
    let words: Vec<&str> = variant.words.iter().map(String::as_str).collect();
    scope.claim(&words)
}

fn name_operations(api: &Api, types: &mut Scope, diagnostics: &mut Diagnostics) -> Vec<OperationNames> {
    let mut functions = Scope::new(&[reserved::FUNCTIONS], "operation");
    let methods = chosen::claim(
        &mut functions,
        &api.operations,
        |index| api.chosen.operations.get(&index),
        diagnostics,
        |scope, operation| scope.claim(&[&operation.id]),
    );
    let pairs = api.operations.iter().zip(methods).enumerate();
    let named = pairs.map(|(index, (operation, method))| {
        let mut function = |ending: &str| functions.claim_name(method.with(ending));
        let (outcome, render) = (function("outcome"), [function("success"), function("error")]);
        let body = bodies::names(operation, &method, &mut functions, types);
        let mut own = |endings: [&str; 2]| {
            let [usual, other] = endings.map(|ending| method.with(ending));
            types.claim_first_free(usual, other)
        };
        OperationNames {
            outcome,
            render,
            success: own(["success", "answer"]),
            error: own(["error", "failure"]),
            call: own(["call", "call_builder"]),
            request: own(["request", "request_parts"]),
            body,
            parameters: parameters(api, index, operation, diagnostics),
            successes: answers::variants(&operation.successes),
            errors: answers::variants(&operation.errors),
            method,
        }
    });
    named.collect()
}

/// Parameters share one scope with the body; of two that have one name the later is called after its location too.
fn parameters(api: &Api, index: usize, operation: &Operation, diagnostics: &mut Diagnostics) -> Vec<Name> {
    let mut scope = match operation.is_outgoing() {
        true => Scope::new(&[reserved::PARAMETERS, reserved::OUTGOING_PARAMETERS], "parameter"),
        false => Scope::new(&[reserved::PARAMETERS], "parameter"),
    };
    let name = |scope: &mut Scope, parameter: &Parameter| {
        let usual = Name::new(&[&parameter.name], "parameter");
        let other = usual.with(parameter.location.as_str());
        scope.claim_first_free(usual, other)
    };
    let chosen = |at| api.chosen.parameters.get(&(index, at));
    chosen::claim(&mut scope, &operation.parameters, chosen, diagnostics, name)
}

/// The struct of a set of headers is called after the first response that has it.
fn header_set(set: &HeaderSet, renamed: &Renamed<'_>, types: &mut Scope) -> DefinitionNames {
    let status = set.status.map(answers::phrase);
    let words = renamed.words(&set.words).into_iter().chain(status.as_deref());
    let name = types.claim(&words.chain(["headers"]).collect::<Vec<_>>());
    let mut fields = Scope::new(&[reserved::FIELDS], "field");
    DefinitionNames {
        name,
        members: set.headers.iter().map(|header| fields.claim(&[&header.name])).collect(),
    }
}
