//! In: types as they are lowered.
//! Out: the arena, in which equal ones are stored once: those without a name by their shape, inline definitions by what
//! they define.
//! Guarantees: of the names of equal definitions the best wins; prose that is true of one place only is not kept.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use super::shared_names;
use crate::ir::{
    Access, Additional, Base, Definition, Docs, Field, Foreign, Format, Hint, HintRank, IntegerWidth, Literal,
    ObjectRule, Presence, Selection, Shape, Tuple, Type, TypeId, Types,
};

/// The names that a document gives to the values of an enumeration, as it writes them.
pub(super) type ValueNames = Option<Arc<str>>;

/// The arena while it is filled.
#[derive(Debug, Default)]
pub(super) struct Sharing {
    types: Types,
    nameless: HashMap<Nameless, TypeId>,
    inline: HashMap<(Key, ValueNames), TypeId>,
    /// The words of the places where inline definitions stand.
    places: HashMap<TypeId, BTreeSet<Vec<String>>>,
}

impl Sharing {
    pub(super) fn types(&self) -> &Types {
        &self.types
    }

    pub(super) fn into_types(mut self) -> Types {
        shared_names::settle(&mut self.types, self.places);
        self.types
    }

    /// The id of a type that needs no name.
    pub(super) fn intern(&mut self, ty: Type) -> TypeId {
        let key = match &ty {
            Type::Any => Nameless::Any,
            Type::Null => Nameless::Null,
            Type::Never => Nameless::Never,
            Type::Boolean => Nameless::Boolean,
            Type::Integer(width) => Nameless::Integer(*width),
            Type::Number => Nameless::Number,
            Type::Text(format) => Nameless::Text(*format),
            Type::Array(item) => Nameless::Array(*item),
            Type::Map(value) => Nameless::Map(*value),
            Type::Nullable(inner) => Nameless::Nullable(*inner),
            Type::JsonText(inner) => Nameless::JsonText(*inner),
            Type::Foreign(foreign) => Nameless::Foreign(foreign.clone()),
            Type::Defined(_) => return self.types.push(ty),
        };
        if let Some(id) = self.nameless.get(&key) {
            return *id;
        }
        let id = self.types.push(ty);
        self.nameless.insert(key, id);
        id
    }

    /// An id whose type is not known yet.
    pub(super) fn reserve(&mut self) -> TypeId {
        self.types.push(Type::Any)
    }

    /// Completes a reserved id with a definition of its own.
    pub(super) fn define(&mut self, id: TypeId, definition: Definition) {
        self.types.set(id, Type::Defined(Box::new(definition)));
    }

    /// Completes a reserved id with an inline definition, or gives the id of an equal one that came before. Enumerations
    /// are equal if their values have the same names too.
    pub(super) fn share(&mut self, reserved: TypeId, definition: Definition, names: ValueNames) -> TypeId {
        let key = (Key::of(&definition), names);
        let Some(&id) = self.inline.get(&key) else {
            self.inline.insert(key, reserved);
            self.stands_at(reserved, &definition.hint);
            self.define(reserved, definition);
            return reserved;
        };
        self.stands_at(id, &definition.hint);
        if let Some(Type::Defined(first)) = self.types.get_mut(id) {
            let deprecated = first.deprecated && definition.deprecated;
            match definition.hint.rank.cmp(&first.hint.rank) {
                // The better name brings the better words along.
                Ordering::Less => **first = definition,
                Ordering::Equal if definition.docs != first.docs => first.docs = Docs::default(),
                Ordering::Equal | Ordering::Greater => {}
            }
            first.deprecated = deprecated;
        }
        id
    }

    fn stands_at(&mut self, id: TypeId, hint: &Hint) {
        if hint.rank == HintRank::Place {
            self.places.entry(id).or_default().insert(hint.words.clone());
        }
    }

    /// Describes a definition that is named after `holder` and says nothing of itself.
    pub(super) fn describe(&mut self, id: TypeId, holder: &Hint, description: Option<&String>) {
        if let Some(Type::Defined(definition)) = self.types.get_mut(id)
            && definition.hint == *holder
            && definition.docs.is_empty()
        {
            definition.docs.description = description.cloned();
        }
    }
}

#[derive(Debug, PartialEq, Eq, Hash)]
enum Nameless {
    Any,
    Null,
    Never,
    Boolean,
    Integer(IntegerWidth),
    Number,
    Text(Format),
    Array(TypeId),
    Map(TypeId),
    Nullable(TypeId),
    JsonText(TypeId),
    Foreign(Foreign),
}

/// What makes two inline definitions equal.
#[derive(Debug, PartialEq, Eq, Hash)]
enum Key {
    Object(Vec<FieldKey>, Additional, Vec<ObjectRule>),
    Enumeration(Vec<Literal>),
    Constrained(Base, Vec<String>),
    Alias(TypeId),
    Tuple(Tuple),
    Union(Vec<(Vec<String>, TypeId)>, Selection),
}

/// What makes two fields equal.
#[derive(Debug, PartialEq, Eq, Hash)]
struct FieldKey {
    name: String,
    ty: TypeId,
    presence: Presence,
    access: Access,
    docs: Docs,
    deprecated: bool,
}

impl FieldKey {
    fn of(field: &Field) -> Self {
        Self {
            name: field.name.clone(),
            ty: field.ty,
            presence: field.presence,
            access: field.access,
            docs: field.docs.clone(),
            deprecated: field.deprecated,
        }
    }
}

impl Key {
    fn of(definition: &Definition) -> Self {
        match &definition.shape {
            Shape::Object(object) => {
                let fields = object.fields.iter().map(FieldKey::of).collect();
                Self::Object(fields, object.additional, object.rules.clone())
            }
            Shape::Enumeration(enumeration) => Self::Enumeration(enumeration.values.clone()),
            Shape::Constrained(constrained) => Self::Constrained(
                constrained.base,
                constrained.constraints.iter().map(ToString::to_string).collect(),
            ),
            Shape::Alias(alias) => Self::Alias(alias.target),
            Shape::Tuple(tuple) => Self::Tuple(tuple.clone()),
            Shape::Union(union) => {
                let variants = union.variants.iter().map(|it| (it.words.clone(), it.ty)).collect();
                Self::Union(variants, union.selection.clone())
            }
        }
    }
}
