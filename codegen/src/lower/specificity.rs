//! In: the type of a variant.
//! Out: how specific it is: what sorts first is tried first.
//! Guarantees: of two types whose values overlap, the one with fewer values is the more specific, as far as that shows.

use std::cmp::Reverse;

use crate::ir::{Additional, Base, Format, Object, Presence, Shape, Type, TypeId, Types};

/// How deep arrays and unions are looked into.
const DEEPEST: usize = 4;

/// How specific a type is; the order of its parts is that of their weight.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Specificity {
    kind: u8,
    constants: Reverse<usize>,
    required: Reverse<usize>,
    open: bool,
    fields: Reverse<usize>,
    item: Option<Box<Self>>,
}

impl Specificity {
    fn of(kind: u8) -> Self {
        Self {
            kind,
            constants: Reverse(0),
            required: Reverse(0),
            open: false,
            fields: Reverse(0),
            item: None,
        }
    }
}

/// Enumerations before what they are taken from, constrained types before plain ones, integers before numbers, objects
/// with more required members before those with fewer, maps after objects, anything last.
pub(super) fn specificity(types: &Types, id: TypeId, depth: usize) -> Specificity {
    let with_item = |kind, item: TypeId| Specificity {
        item: (depth < DEEPEST).then(|| Box::new(specificity(types, item, depth + 1))),
        ..Specificity::of(kind)
    };
    match types.resolved(id).1 {
        Type::Never | Type::Null => Specificity::of(0),
        Type::Boolean => Specificity::of(2),
        Type::Integer(_) => Specificity::of(5),
        Type::Text(format) if *format != Format::Plain && *format != Format::Password => Specificity::of(3),
        Type::Number => Specificity::of(6),
        Type::Text(_) => Specificity::of(7),
        Type::Array(item) => with_item(8, *item),
        Type::Map(value) => with_item(10, *value),
        Type::Nullable(inner) => specificity(types, *inner, depth),
        Type::JsonText(_) => Specificity::of(3),
        Type::Foreign(foreign) if foreign.is_text() => Specificity::of(3),
        Type::Foreign(_) => Specificity::of(8),
        Type::Any => Specificity::of(12),
        Type::Defined(definition) => match &definition.shape {
            Shape::Enumeration(_) => Specificity::of(1),
            Shape::Constrained(constrained) => match constrained.base {
                Base::Array(item) => with_item(8, item),
                Base::Map(value) => with_item(10, value),
                Base::Text | Base::Secret | Base::Integer(_) | Base::Number => Specificity::of(4),
            },
            Shape::Tuple(_) => Specificity::of(7),
            Shape::Object(object) => of_object(types, object),
            Shape::Union(union) if depth < DEEPEST => {
                let variants = union.variants.iter().map(|it| specificity(types, it.ty, depth + 1));
                variants.max().unwrap_or(Specificity::of(11))
            }
            Shape::Union(_) | Shape::Alias(_) => Specificity::of(11),
        },
    }
}

fn of_object(types: &Types, object: &Object) -> Specificity {
    let required = object.fields.iter().filter(|field| !field.presence.may_be_absent());
    let is_constant = |ty: TypeId| match types.resolved(ty).1 {
        Type::Defined(definition) => matches!(definition.shape, Shape::Enumeration(_)),
        _ => false,
    };
    let constants = object
        .fields
        .iter()
        .filter(|it| it.presence == Presence::Required && is_constant(it.ty));
    Specificity {
        constants: Reverse(constants.count()),
        required: Reverse(required.count()),
        open: object.additional != Additional::Closed,
        fields: Reverse(object.fields.len()),
        ..Specificity::of(9)
    }
}
