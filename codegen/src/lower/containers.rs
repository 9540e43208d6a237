//! In: the keywords of an array or an object.
//! Out: its shape, or the array or map that needs no name.
//! Guarantees: items and properties are all lowered, even after one of them has failed.

use super::{
    scalars,
    types::{Lowered, Made, TypeLowering},
};
use crate::{
    ir::{Access, Additional, Base, Constrained, Docs, Field, Hint, Object, Presence, Shape, Type},
    pointer::Pointer,
    schema::{self, Annotations, Keywords},
};

impl TypeLowering<'_> {
    pub(super) fn array(&mut self, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        let item = match &keywords.items {
            Some(items) => self.value(items, &hint.inner("item"))?,
            None => self.any(),
        };
        let constraints = scalars::counts(keywords.min_items, keywords.max_items, keywords.unique_items);
        if constraints.is_empty() {
            return Some(Made::Type(self.sharing.intern(Type::Array(item))));
        }
        Some(Made::Shape(Shape::Constrained(Constrained {
            base: Base::Array(item),
            constraints,
        })))
    }

    pub(super) fn object(&mut self, pointer: &Pointer, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        let constraints = scalars::counts(keywords.min_properties, keywords.max_properties, false);
        let additional = match &keywords.additional {
            schema::Additional::Unsaid => Additional::Ignored,
            schema::Additional::Refused => Additional::Closed,
            schema::Additional::Allowed(values) => Additional::Typed(self.value(values, &hint.inner("value"))?),
        };
        let fixed = !keywords.properties.is_empty() || !keywords.required.is_empty();
        if !fixed && additional != Additional::Closed {
            let value = match additional {
                Additional::Typed(value) => value,
                Additional::Ignored | Additional::Closed => self.any(),
            };
            if constraints.is_empty() {
                return Some(Made::Type(self.sharing.intern(Type::Map(value))));
            }
            return Some(Made::Shape(Shape::Constrained(Constrained {
                base: Base::Map(value),
                constraints,
            })));
        }
        if !constraints.is_empty() {
            let keyword = if keywords.min_properties.is_some() {
                "minProperties"
            } else {
                "maxProperties"
            };
            let message = format!("`{keyword}` beside `properties` is not supported yet");
            return self.unsupported(pointer, keyword, &message);
        }
        let fields = self.fields(pointer, hint, keywords)?;
        Some(Made::Shape(Shape::Object(Object {
            fields,
            additional,
            rules: Vec::new(),
        })))
    }

    fn fields(&mut self, pointer: &Pointer, hint: &Hint, keywords: &Keywords) -> Option<Vec<Field>> {
        // Every property is lowered even after one has failed, so that one run reports all of them.
        let lowered: Vec<Option<Field>> = keywords
            .properties
            .iter()
            .map(|(name, at)| {
                let Lowered { ty, nullable } = self.schema(at, &hint.inner(name))?;
                let Annotations {
                    title,
                    description,
                    deprecated,
                } = self.annotations(at);
                Some(Field {
                    pointer: at.clone(),
                    name: name.clone(),
                    docs: Docs {
                        summary: title,
                        description,
                    },
                    deprecated,
                    ty,
                    presence: Presence::new(keywords.required.contains(name), nullable),
                    access: Access::ReadWrite,
                    boxed: false,
                })
            })
            .collect();
        let mut fields: Vec<Field> = lowered.into_iter().collect::<Option<_>>()?;
        let any = self.any();
        for name in &keywords.required {
            if !fields.iter().any(|field| field.name == *name) {
                fields.push(Field {
                    pointer: pointer.child("required"),
                    name: name.clone(),
                    docs: Docs::default(),
                    deprecated: false,
                    ty: any,
                    presence: Presence::Required,
                    access: Access::ReadWrite,
                    boxed: false,
                });
            }
        }
        Some(fields)
    }
}
