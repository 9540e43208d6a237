//! In: all types, unions among them whose variants are known.
//! Out: for each union how the variant of a value is found.
//! Guarantees: by a tag where one tells all variants apart, else by the JSON type where it does, else the first that
//! fits, the most specific first.

use std::collections::HashSet;

use super::specificity::specificity;
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{
        Additional, Base, Discriminator, HintRank, JsonTypes, Literal, Object, Presence, Selection, Shape, Type,
        TypeId, Types, Union,
    },
};

/// How deep unions and enumerations are looked into.
const DEEPEST: usize = 8;

/// Settles the selection of all unions.
pub(super) fn settle(types: &mut Types, diagnostics: &mut Diagnostics) {
    let mut settled: Vec<(TypeId, Selection)> = Vec::new();
    for (id, definition) in types.definitions() {
        let Shape::Union(union) = &definition.shape else {
            continue;
        };
        let tagged = match &union.selection {
            Selection::Discriminator(explicit) => {
                let tagged = explicit_tag(types, union, explicit);
                if tagged.is_none() {
                    let message = format!(
                        "`{}` does not tell all schemas apart; values are told apart by what they hold",
                        explicit.property
                    );
                    let at = Location::Pointer(definition.pointer.clone());
                    diagnostics.push(Diagnostic::new(Code::Discriminator, at, message));
                }
                tagged
            }
            Selection::JsonType(_) => continue,
            Selection::FirstFit(_) => None,
        };
        let selection = match tagged.or_else(|| implied_tag(types, union)) {
            Some(discriminator) => Selection::Discriminator(discriminator),
            None => by_value(types, union),
        };
        settled.push((id, selection));
    }
    for (id, selection) in settled {
        if let Some(Type::Defined(definition)) = types.get_mut(id)
            && let Shape::Union(union) = &mut definition.shape
        {
            union.selection = selection;
        }
    }
}

/// What a variant says of the member that may be a tag.
struct Tag {
    in_variant: bool,
    required: bool,
    values: Option<Vec<String>>,
}

fn tag(types: &Types, variant: TypeId, property: &str, depth: usize) -> Option<Tag> {
    let open = Tag {
        in_variant: true,
        required: false,
        values: None,
    };
    match types.resolved(variant).1 {
        Type::Map(_) | Type::Any => Some(open),
        Type::Defined(definition) => match &definition.shape {
            Shape::Object(object) => Some(object_tag(types, object, property)),
            Shape::Constrained(constrained) => matches!(constrained.base, Base::Map(_)).then_some(open),
            Shape::Union(union) if depth < DEEPEST => {
                let inner = union.variants.iter().map(|it| tag(types, it.ty, property, depth + 1));
                let tags: Vec<Tag> = inner.collect::<Option<_>>()?;
                let values: Option<Vec<Vec<String>>> = tags.iter().map(|tag| tag.values.clone()).collect();
                Some(Tag {
                    in_variant: tags.iter().all(|tag| tag.in_variant),
                    required: tags.iter().all(|tag| tag.required),
                    values: values.map(|values| values.concat()),
                })
            }
            Shape::Union(_) | Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Alias(_) => None,
        },
        _ => None,
    }
}

fn object_tag(types: &Types, object: &Object, property: &str) -> Tag {
    let Some(field) = object.fields.iter().find(|field| field.name == property) else {
        return Tag {
            in_variant: matches!(object.additional, Additional::Typed(_)),
            required: false,
            values: None,
        };
    };
    let values = match types.resolved(field.ty).1 {
        Type::Defined(definition) => match &definition.shape {
            Shape::Enumeration(enumeration) => {
                let strings = enumeration.values.iter().map(|it| it.as_str().map(str::to_owned));
                strings.collect::<Option<Vec<_>>>()
            }
            _ => None,
        },
        _ => None,
    };
    Tag {
        in_variant: true,
        required: field.presence == Presence::Required,
        values,
    }
}

/// The discriminator that the document names, if each variant has strings of its own: those that are mapped to it, else
/// those that its member allows and no other variant has, else the name of its component.
fn explicit_tag(types: &Types, union: &Union, explicit: &Discriminator) -> Option<Discriminator> {
    let mut tags = Vec::new();
    let mut taken: HashSet<&String> = HashSet::new();
    let mut without = Vec::new();
    for (index, (variant, mapped)) in union.variants.iter().zip(&explicit.values).enumerate() {
        let tag = tag(types, variant.ty, &explicit.property, 0)?;
        if tag.in_variant && !tag.required {
            without.push(index);
        }
        let own = tag.values.unwrap_or_default();
        // A string that the variant's own member refuses would never be read.
        let both: Vec<&String> = mapped.iter().filter(|it| own.is_empty() || own.contains(it)).collect();
        taken.extend(&both);
        tags.push((variant, mapped, own, both, tag.in_variant));
    }
    let mut values = Vec::new();
    let mut in_variant = Vec::new();
    for (variant, mapped, own, both, has_member) in tags {
        let free = || own.iter().filter(|it| !taken.contains(it)).cloned().collect::<Vec<_>>();
        let component = types
            .definition(variant.ty)
            .filter(|it| it.hint.rank == HintRank::Component);
        let name = || {
            component
                .and_then(|it| it.hint.words.first())
                .cloned()
                .into_iter()
                .collect()
        };
        let candidates = [both.into_iter().cloned().collect(), free(), mapped.clone(), name()];
        let mut strings: Vec<String> = candidates.into_iter().find(|it| !it.is_empty())?;
        let mut seen = HashSet::new();
        strings.retain(|it| seen.insert(it.clone()));
        values.push(strings);
        in_variant.push(has_member);
    }
    all_differ(&values).then(|| Discriminator {
        property: explicit.property.clone(),
        values,
        in_variant,
        default: explicit.default.or(sole(&without)),
    })
}

/// The variant of a value without the member, where one alone can do without it.
fn sole(without: &[usize]) -> Option<usize> {
    match without {
        [sole] => Some(*sole),
        _ => None,
    }
}

/// A member that must be there in every variant, and whose strings are others in each.
fn implied_tag(types: &Types, union: &Union) -> Option<Discriminator> {
    let first = union.variants.first()?;
    let Shape::Object(object) = &types.definition(types.resolved(first.ty).0)?.shape else {
        return None;
    };
    object.fields.iter().find_map(|field| {
        let tags = union.variants.iter().map(|it| tag(types, it.ty, &field.name, 0));
        let values = tags.map(|tag| tag.filter(|tag| tag.required)?.values);
        let values: Vec<Vec<String>> = values.collect::<Option<_>>()?;
        all_differ(&values).then(|| Discriminator {
            property: field.name.clone(),
            in_variant: vec![true; values.len()],
            values,
            default: None,
        })
    })
}

fn all_differ(values: &[Vec<String>]) -> bool {
    let mut seen = HashSet::new();
    values.iter().all(|strings| !strings.is_empty()) && values.iter().flatten().all(|it| seen.insert(it))
}

/// By the JSON type if no two variants share one, else the first that fits.
fn by_value(types: &Types, union: &Union) -> Selection {
    let sets: Vec<JsonTypes> = union.variants.iter().map(|it| json_types(types, it.ty, 0)).collect();
    let mut taken = JsonTypes::default();
    let apart = sets.iter().all(|set| {
        let shared = meets(taken, *set);
        taken = joined(taken, *set);
        !shared
    });
    if apart {
        return Selection::JsonType(sets);
    }
    let mut order: Vec<usize> = (0..union.variants.len()).collect();
    let variant = |index: &usize| union.variants.get(*index).map(|it| specificity(types, it.ty, 0));
    order.sort_by_cached_key(variant);
    Selection::FirstFit(order)
}

fn flags(set: JsonTypes) -> [bool; 7] {
    let JsonTypes {
        null,
        boolean,
        integer,
        fraction,
        string,
        array,
        object,
    } = set;
    [null, boolean, integer, fraction, string, array, object]
}

fn meets(one: JsonTypes, another: JsonTypes) -> bool {
    flags(one)
        .into_iter()
        .zip(flags(another))
        .any(|(one, another)| one && another)
}

fn joined(one: JsonTypes, another: JsonTypes) -> JsonTypes {
    JsonTypes {
        null: one.null || another.null,
        boolean: one.boolean || another.boolean,
        integer: one.integer || another.integer,
        fraction: one.fraction || another.fraction,
        string: one.string || another.string,
        array: one.array || another.array,
        object: one.object || another.object,
    }
}

/// The JSON types of a type's values.
fn json_types(types: &Types, id: TypeId, depth: usize) -> JsonTypes {
    let mut set = JsonTypes::default();
    match types.resolved(id).1 {
        Type::Never => {}
        Type::Null => set.null = true,
        Type::Boolean => set.boolean = true,
        Type::Integer(_) => set.integer = true,
        Type::Number => (set.integer, set.fraction) = (true, true),
        Type::Text(_) | Type::JsonText(_) => set.string = true,
        Type::Array(_) => set.array = true,
        Type::Map(_) => set.object = true,
        Type::Nullable(inner) => {
            set = json_types(types, *inner, depth);
            set.null = true;
        }
        Type::Defined(definition) => match &definition.shape {
            Shape::Object(_) => set.object = true,
            Shape::Tuple(_) => set.array = true,
            Shape::Constrained(constrained) => match constrained.base {
                Base::Text | Base::Secret => set.string = true,
                Base::Integer(_) => set.integer = true,
                Base::Number => (set.integer, set.fraction) = (true, true),
                Base::Array(_) => set.array = true,
                Base::Map(_) => set.object = true,
            },
            Shape::Enumeration(enumeration) => enumeration.values.iter().for_each(|it| add_literal(&mut set, it)),
            Shape::Union(union) if depth < DEEPEST => {
                for variant in &union.variants {
                    set = joined(set, json_types(types, variant.ty, depth + 1));
                }
            }
            Shape::Union(_) | Shape::Alias(_) => set = EVERY,
        },
        Type::Foreign(foreign) => set = foreign.kinds,
        Type::Any => set = EVERY,
    }
    set
}

/// All JSON types.
pub(super) const EVERY: JsonTypes = JsonTypes {
    null: true,
    boolean: true,
    integer: true,
    fraction: true,
    string: true,
    array: true,
    object: true,
};

fn add_literal(set: &mut JsonTypes, literal: &Literal) {
    match literal {
        Literal::String(_) => set.string = true,
        Literal::Integer(_) => set.integer = true,
        Literal::Boolean(_) => set.boolean = true,
        Literal::Json(text) => match text.as_bytes().first() {
            Some(b'[') => set.array = true,
            Some(b'{') => set.object = true,
            _ => (set.integer, set.fraction) = (true, true),
        },
    }
}
