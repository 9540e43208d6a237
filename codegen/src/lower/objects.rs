//! In: the keywords of an object.
//! Out: its shape, or the map that needs no name.
//! Guarantees: properties are all lowered, even after one of them has failed; a member that a rule names is a field.

use super::{
    scalars,
    types::{Lowered, Made, TypeLowering},
};
use crate::{
    ir::{
        Access, Additional, Base, Constrained, Demand, Docs, Field, Hint, Object, ObjectRule, Presence, Shape, Type,
        TypeId, UntypedReason,
    },
    pointer::Pointer,
    schema::{self, Annotations, Conjunction, Keywords, Rule},
};

impl TypeLowering<'_> {
    pub(super) fn object(&mut self, place: &Conjunction, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        let fixed = !keywords.properties.is_empty() || !keywords.required.is_empty() || !keywords.rules.is_empty();
        let additional = self.additional(place, hint, keywords, fixed)?;
        if !fixed && additional != Additional::Closed {
            let value = match additional {
                Additional::Typed(value) => value,
                Additional::Ignored | Additional::Closed => self.untyped(place.pointer(), UntypedReason::Unsaid),
            };
            let constraints = scalars::counts(keywords.min_properties, keywords.max_properties, false);
            if constraints.is_empty() {
                return Some(Made::Type(self.sharing.intern(Type::Map(value))));
            }
            return Some(Made::Shape(Shape::Constrained(Constrained {
                base: Base::Map(value),
                constraints,
            })));
        }
        let mut rules = Vec::new();
        rules.extend(
            keywords
                .min_properties
                .filter(|min| *min > 0)
                .map(ObjectRule::MinProperties),
        );
        rules.extend(keywords.max_properties.map(ObjectRule::MaxProperties));
        rules.extend(keywords.rules.iter().map(rule));
        let mut fields = self.fields(hint, keywords, &mut rules)?;
        self.unnamed_fields(place.pointer(), keywords, additional, &mut fields);
        Some(Made::Shape(Shape::Object(Object {
            fields,
            additional,
            rules,
        })))
    }

    fn additional(&mut self, place: &Conjunction, hint: &Hint, keywords: &Keywords, fixed: bool) -> Option<Additional> {
        let mut values: Vec<TypeId> = Vec::new();
        if let schema::Additional::Allowed(schema) = &keywords.additional {
            values.push(self.value(schema.clone(), &hint.inner("value"))?);
        }
        for schema in &keywords.pattern_properties {
            let value = self.value(schema.clone(), &hint.inner("value"))?;
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Some(match values.as_slice() {
            [] if matches!(keywords.additional, schema::Additional::Refused) => Additional::Closed,
            [] => Additional::Ignored,
            [one] => match self.resolved(*one) {
                Type::Never if fixed => Additional::Closed,
                _ => Additional::Typed(*one),
            },
            [..] => {
                let hint = hint.inner("value");
                Additional::Typed(self.first_fit(place, &hint, &values))
            }
        })
    }

    /// The fields of the properties. A property that allows no value must be absent, which is a rule.
    fn fields(&mut self, hint: &Hint, keywords: &Keywords, rules: &mut Vec<ObjectRule>) -> Option<Vec<Field>> {
        let mut fields = Vec::new();
        let mut failed = false;
        for (name, place) in &keywords.properties {
            let replaced = self.replaced_property(hint, name, place);
            let lowered = replaced.or_else(|| self.schema(place.clone(), &hint.inner(name)));
            let Some(Lowered { ty, nullable }) = lowered else {
                failed = true;
                continue;
            };
            if matches!(self.resolved(ty), Type::Never) && !nullable {
                rules.push(ObjectRule::NotAll(vec![name.clone()]));
                continue;
            }
            let Annotations {
                title,
                description,
                deprecated,
                read_only,
                write_only,
                xml: _,
            } = self.annotations(place);
            fields.push(Field {
                pointer: place.pointer().clone(),
                name: name.clone(),
                docs: Docs {
                    summary: title,
                    description,
                },
                deprecated,
                ty,
                presence: Presence::new(keywords.required.contains(name), nullable),
                access: match (read_only, write_only) {
                    (true, false) => Access::ReadOnly,
                    (false, true) => Access::WriteOnly,
                    (true, true) | (false, false) => Access::ReadWrite,
                },
                demand: Demand::Nothing,
                boxed: false,
            });
        }
        (!failed).then_some(fields)
    }

    /// The fields of members that `required` and rules name, and `properties` does not.
    fn unnamed_fields(&mut self, at: &Pointer, keywords: &Keywords, additional: Additional, fields: &mut Vec<Field>) {
        let by_rules = keywords.rules.iter().flat_map(rule_names).map(|name| (name, false));
        let required = keywords.required.iter().map(|name| (name, true));
        for (name, required) in required.chain(by_rules) {
            let known = keywords.properties.contains_key(name) || fields.iter().any(|field| field.name == *name);
            if known || additional == Additional::Closed {
                continue;
            }
            let pointer = at.child("required");
            let ty = match additional {
                Additional::Typed(ty) => ty,
                Additional::Ignored | Additional::Closed => self.untyped(&pointer, UntypedReason::Unsaid),
            };
            let (ty, nullable) = match self.sharing.types().get(ty) {
                Type::Nullable(inner) => (*inner, true),
                _ => (ty, false),
            };
            fields.push(Field {
                pointer,
                name: name.clone(),
                docs: Docs::default(),
                deprecated: false,
                ty,
                presence: Presence::new(required, nullable),
                access: Access::ReadWrite,
                demand: Demand::Nothing,
                boxed: false,
            });
        }
    }
}

fn rule(rule: &Rule) -> ObjectRule {
    match rule.clone() {
        Rule::DependentRequired(name, others) => ObjectRule::DependentRequired(name, others),
        Rule::AnyOf(lists) => ObjectRule::AnyOf(lists),
        Rule::OneOf(lists) => ObjectRule::OneOf(lists),
        Rule::NotAll(names) => ObjectRule::NotAll(names),
    }
}

fn rule_names(rule: &Rule) -> Vec<&String> {
    match rule {
        Rule::DependentRequired(name, others) => std::iter::once(name).chain(others).collect(),
        Rule::AnyOf(lists) | Rule::OneOf(lists) => lists.iter().flatten().collect(),
        Rule::NotAll(names) => names.iter().collect(),
    }
}
