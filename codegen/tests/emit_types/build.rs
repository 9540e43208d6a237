//! In: the parts of types.
//! Out: an [`Api`] with these types alone.
//! Guarantees: what a test does not say has no effect on what is emitted.

use stubsmith::{
    ir::{
        Access, Additional, Api, Base, ChosenNames, Constrained, Constraint, Definition, Demand, Discriminator, Docs,
        Enumeration, Examples, Field, Hint, HintRank, JsonTypes, Literal, Object, ObjectRule, Presence, Selection,
        Shape, Tuple, Type, TypeId, Types, Union, Variant, Xml,
    },
    pointer::{FileId, Pointer},
};

/// Types that are being built.
#[derive(Default)]
pub(crate) struct Builder {
    types: Types,
}

impl Builder {
    pub(crate) fn api(self) -> Api {
        Api {
            header_sets: Vec::new(),
            servers: Vec::new(),
            title: "Shapes".to_owned(),
            version: "1".to_owned(),
            description: None,
            base_url: None,
            schemes: Vec::new(),
            tags: Vec::new(),
            tag_groups: Vec::new(),
            types: self.types,
            operations: Vec::new(),
            envelope: None,
            chosen: ChosenNames::default(),
            untyped: Vec::new(),
            xml: Xml::default(),
            examples: Examples::default(),
        }
    }

    pub(crate) fn ty(&mut self, ty: Type) -> TypeId {
        self.types.push(ty)
    }

    /// A type that is defined later.
    pub(crate) fn later(&mut self) -> TypeId {
        self.types.push(Type::Any)
    }

    pub(crate) fn define(&mut self, name: &str, shape: Shape) -> TypeId {
        let id = self.later();
        self.define_as(id, name, shape);
        id
    }

    pub(crate) fn define_as(&mut self, id: TypeId, name: &str, shape: Shape) {
        self.types.set(
            id,
            Type::Defined(Box::new(Definition {
                pointer: pointer(),
                hint: Hint {
                    rank: HintRank::Component,
                    words: vec![name.to_owned()],
                },
                docs: Docs::default(),
                deprecated: false,
                shape,
            })),
        );
    }

    /// A type that has no name but that of its place.
    pub(crate) fn define_inline<'w>(&mut self, words: impl IntoIterator<Item = &'w str>, shape: Shape) -> TypeId {
        let id = self.define("", shape);
        self.definition(id).hint = Hint {
            rank: HintRank::Place,
            words: words.into_iter().map(str::to_owned).collect(),
        };
        id
    }

    pub(crate) fn definition(&mut self, id: TypeId) -> &mut Definition {
        match self.types.get_mut(id) {
            Some(Type::Defined(definition)) => definition,
            other => panic!("{other:?}"),
        }
    }

    pub(crate) fn constrained(&mut self, name: &str, base: Base, constraints: Vec<Constraint>) -> TypeId {
        self.define(name, Shape::Constrained(Constrained { base, constraints }))
    }
}

fn pointer() -> Pointer {
    Pointer::root(FileId(0))
}

pub(crate) fn object(fields: Vec<Field>) -> Object {
    Object {
        fields,
        additional: Additional::Ignored,
        rules: Vec::new(),
    }
}

pub(crate) fn shape(fields: Vec<Field>) -> Shape {
    Shape::Object(object(fields))
}

pub(crate) fn closed(fields: Vec<Field>) -> Shape {
    Shape::Object(Object {
        additional: Additional::Closed,
        ..object(fields)
    })
}

pub(crate) fn ruled(fields: Vec<Field>, rules: Vec<ObjectRule>) -> Shape {
    Shape::Object(Object {
        rules,
        ..object(fields)
    })
}

pub(crate) fn field(name: &str, ty: TypeId, presence: Presence) -> Field {
    Field {
        pointer: pointer(),
        name: name.to_owned(),
        docs: Docs::default(),
        deprecated: false,
        ty,
        presence,
        access: Access::ReadWrite,
        demand: Demand::Nothing,
        boxed: false,
    }
}

pub(crate) fn required(name: &str, ty: TypeId) -> Field {
    field(name, ty, Presence::Required)
}

pub(crate) fn optional(name: &str, ty: TypeId) -> Field {
    field(name, ty, Presence::Optional)
}

pub(crate) fn enumeration(values: Vec<Literal>) -> Shape {
    Shape::Enumeration(Enumeration { values })
}

pub(crate) fn tuple(items: &[TypeId], required: usize, rest: Option<TypeId>) -> Shape {
    Shape::Tuple(Tuple {
        items: items.to_vec(),
        required,
        rest,
    })
}

pub(crate) fn union(variants: &[(&str, TypeId)], selection: Selection) -> Shape {
    let variants = variants.iter().map(|(word, ty)| Variant {
        pointer: pointer(),
        words: vec![(*word).to_owned()],
        deprecated: false,
        docs: Docs::default(),
        ty: *ty,
        boxed: false,
    });
    Shape::Union(Union {
        variants: variants.collect(),
        selection,
    })
}

/// A discriminator: for each variant its strings and whether its type has the member itself.
pub(crate) fn tags(property: &str, variants: &[(&[&str], bool)], default: Option<usize>) -> Selection {
    Selection::Discriminator(Discriminator {
        property: property.to_owned(),
        values: variants
            .iter()
            .map(|(values, _)| values.iter().map(|value| (*value).to_owned()).collect())
            .collect(),
        in_variant: variants.iter().map(|(_, in_variant)| *in_variant).collect(),
        default,
    })
}

pub(crate) const NONE: JsonTypes = JsonTypes {
    null: false,
    boolean: false,
    integer: false,
    fraction: false,
    string: false,
    array: false,
    object: false,
};
