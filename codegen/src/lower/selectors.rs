//! In: the operations of an API.
//! Out: what tells those of one method and path apart, and in which order a server tries them.
//! Guarantees: an operation that no request can reach is told; a request that fits two operations means the one that
//! asks for more.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet, HashMap};

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{
        Condition, Format, Literal, Operation, Parameter, ParameterLocation, ParameterShape, Selector, Shape, Style,
        Type, Types,
    },
};

/// What a selector looks at: variables of a path by their position, since rivals name them differently.
type Key = (ParameterLocation, String);

/// An operation among those of its method and path.
struct Rival {
    index: usize,
    /// What could tell it apart, with the key that rivals share.
    candidates: Vec<(Key, Selector)>,
    /// How many of them, at the front, the path itself asks for.
    fixed: usize,
    /// All that it lets a request carry.
    declared: BTreeSet<Key>,
}

pub(super) fn lower(operations: &mut [Operation], types: &Types, diagnostics: &mut Diagnostics) {
    let mut groups: BTreeMap<(bool, String, String), Vec<Rival>> = BTreeMap::new();
    for (index, operation) in operations.iter().enumerate() {
        let (method, shape) = (operation.method.to_owned(), operation.template.shape());
        let group = (operation.is_outgoing(), method, shape);
        groups
            .entry(group)
            .or_default()
            .push(Rival::new(index, operation, types));
    }
    for rivals in groups.into_values() {
        let mut chosen = choose(rivals);
        chosen.sort_by_key(|(index, selectors)| {
            let weight: usize = selectors.iter().map(|(_, selector)| weight(selector, types)).sum();
            (Reverse(selectors.len()), weight, *index)
        });
        warn_of_unreachable(&chosen, operations, diagnostics);
        for (precedence, (index, selectors)) in chosen.into_iter().enumerate() {
            if let Some(operation) = operations.get_mut(index) {
                operation.precedence = precedence;
                operation.selectors = selectors.into_iter().map(|(_, selector)| selector).collect();
            }
        }
    }
}

impl Rival {
    fn new(index: usize, operation: &Operation, types: &Types) -> Self {
        let mut candidates = Vec::new();
        let mut declared = BTreeSet::new();
        for (name, value) in operation.template.fixed_query() {
            let key = (ParameterLocation::Query, name.to_owned());
            declared.insert(key.clone());
            candidates.push((
                key,
                selector(ParameterLocation::Query, name, Condition::Value(value.to_owned())),
            ));
        }
        let fixed = candidates.len();
        let variables = operation.template.variables().enumerate();
        let positions: HashMap<&str, usize> = variables.map(|(position, name)| (name, position)).collect();
        for parameter in &operation.parameters {
            let name = match parameter.location {
                ParameterLocation::Path => positions.get(parameter.name.as_str()).map(ToString::to_string),
                ParameterLocation::Header => Some(parameter.name.to_ascii_lowercase()),
                ParameterLocation::Query | ParameterLocation::Cookie => Some(parameter.name.clone()),
            };
            let Some(name) = name else { continue };
            let key = (parameter.location, name);
            declared.insert(key.clone());
            if let Some(condition) = condition(parameter, types) {
                candidates.push((key, selector(parameter.location, &parameter.name, condition)));
            }
        }
        if let Some(body) = operation.body.as_ref().filter(|body| body.required) {
            let media_types: Vec<String> = body.content.iter().flat_map(|it| it.media_types.clone()).collect();
            let name = "content-type";
            let key = (ParameterLocation::Header, name.to_owned());
            let condition = Condition::MediaType(media_types);
            candidates.push((key, selector(ParameterLocation::Header, name, condition)));
        }
        Self {
            index,
            candidates,
            fixed,
            declared,
        }
    }
}

fn selector(location: ParameterLocation, name: &str, condition: Condition) -> Selector {
    Selector {
        location,
        name: name.to_owned(),
        condition,
    }
}

/// What a request for the operation surely has in this parameter.
fn condition(parameter: &Parameter, types: &Types) -> Option<Condition> {
    let single = match parameter.shape {
        ParameterShape::Single(ty) => Some(types.resolved(ty)),
        _ => None,
    };
    match (parameter.location, single) {
        (ParameterLocation::Cookie, _) => None,
        (ParameterLocation::Path, Some((ty, resolved))) => (!is_any_text(resolved)).then_some(Condition::Type(ty)),
        (ParameterLocation::Path, None) => None,
        _ if !parameter.required => None,
        (_, Some((_, resolved))) => Some(sole_value(resolved).map_or(Condition::Present, Condition::Value)),
        // The members of an object may stand by themselves, without the parameter's name.
        (_, None) => match parameter.shape {
            ParameterShape::Styled { style, explode, .. } if explode || style == Style::DeepObject => None,
            _ => Some(Condition::Present),
        },
    }
}

fn is_any_text(ty: &Type) -> bool {
    matches!(ty, Type::Any | Type::Text(Format::Plain | Format::Password))
}

/// The text of the one value that a type has.
fn sole_value(ty: &Type) -> Option<String> {
    let Type::Defined(definition) = ty else { return None };
    let Shape::Enumeration(enumeration) = &definition.shape else {
        return None;
    };
    match enumeration.values.as_slice() {
        [Literal::String(text)] => Some(text.clone()),
        [Literal::Integer(number)] => Some(number.to_string()),
        [Literal::Boolean(flag)] => Some(flag.to_string()),
        _ => None,
    }
}

/// The selectors of each rival: of its candidates those that some other rival does not share. A query string that is
/// written into the path selects even where there is no rival.
fn choose(rivals: Vec<Rival>) -> Vec<(usize, Vec<(Key, Selector)>)> {
    let count = rivals.len();
    let mut sharing: HashMap<(Key, Condition), usize> = HashMap::new();
    let mut declaring: HashMap<Key, usize> = HashMap::new();
    for rival in &rivals {
        for (key, selector) in &rival.candidates {
            *sharing.entry((key.clone(), selector.condition.clone())).or_default() += 1;
        }
        for key in &rival.declared {
            *declaring.entry(key.clone()).or_default() += 1;
        }
    }
    let is_useful = |key: &Key, selector: &Selector| {
        let shared = match selector.condition {
            // Whoever may carry the parameter as well is not told apart by its being there.
            Condition::Present => declaring.get(key),
            _ => sharing.get(&(key.clone(), selector.condition.clone())),
        };
        shared.is_none_or(|shared| *shared < count)
    };
    let chosen = rivals.into_iter().map(|rival| {
        let candidates = rival.candidates.into_iter().enumerate();
        let useful = candidates.filter(|(at, (key, selector))| *at < rival.fixed || is_useful(key, selector));
        (rival.index, useful.map(|(_, candidate)| candidate).collect())
    });
    chosen.collect()
}

/// How little a condition says: what implies another one weighs less.
fn weight(selector: &Selector, types: &Types) -> usize {
    match selector.condition {
        Condition::Value(_) | Condition::MediaType(_) => 0,
        Condition::Present => 6,
        Condition::Type(ty) => match types.get(ty) {
            Type::Boolean | Type::Text(_) => 2,
            Type::Integer(_) => 3,
            Type::Number => 4,
            Type::Defined(definition) if matches!(definition.shape, Shape::Enumeration(_)) => 1,
            _ => 5,
        },
    }
}

/// A request that fits one of two operations with equal selectors fits the other one too.
fn warn_of_unreachable(
    chosen: &[(usize, Vec<(Key, Selector)>)],
    operations: &[Operation],
    diagnostics: &mut Diagnostics,
) {
    let mut first: HashMap<BTreeSet<(&Key, &Condition)>, usize> = HashMap::new();
    for (index, selectors) in chosen {
        let conditions = selectors
            .iter()
            .map(|(key, selector)| (key, &selector.condition))
            .collect();
        let first = *first.entry(conditions).or_insert(*index);
        let (Some(operation), Some(other)) = (operations.get(*index), operations.get(first)) else {
            continue;
        };
        if first == *index {
            continue;
        }
        let message = format!(
            "a server cannot tell requests for `{}` from those for `{}`, which it serves instead",
            operation.id, other.id
        );
        diagnostics.push(
            Diagnostic::new(
                Code::UnreachableOperation,
                Location::Key(operation.pointer.clone()),
                message,
            )
            .label(Location::Key(other.pointer.clone()), "the operation that is served")
            .help(
                "tell them apart by a required parameter with an `enum` of one value, by the media type of the body, \
                 or by the schemas of the path's variables",
            ),
        );
    }
}
