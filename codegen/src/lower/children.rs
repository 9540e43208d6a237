//! In: a component with a `discriminator` and without alternatives, which other components extend by `allOf`.
//! Out: the union of these components, and of the base by itself.
//! Guarantees: a child that is such a union itself stands for its own children; a base that very many extend stays an
//! ordinary object, which is told.

use std::collections::HashMap;

use super::types::{Lowered, Made, TypeLowering};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    ir::{self, Docs, Hint, Selection, Shape, Union, Variant},
    pointer::Pointer,
    schema::{Conjunction, Discriminator, Keywords, Schema},
};

/// How many children a union is made of at most: a base of hundreds is one that all schemas of a document share.
const MOST_CHILDREN: usize = 32;

/// The components that extend a component, directly or not, in the order of the document.
pub(super) type Children = HashMap<Pointer, Vec<Pointer>>;

impl TypeLowering<'_> {
    /// The union of the children of a base; `None` if the schema is an ordinary object.
    pub(super) fn union_of_children(
        &mut self,
        place: &Conjunction,
        hint: &Hint,
        keywords: &Keywords,
    ) -> Option<Option<Made>> {
        let base = base(place, keywords)?;
        let count = self.children_of(base).len();
        if count > MOST_CHILDREN {
            self.warn_of_children(base, count);
            return None;
        }
        let children = self.extensions(place, keywords);
        if children.is_empty() {
            return None;
        }
        let discriminator = self.reader.discriminator(base, self.diagnostics)?;
        Some(self.base_and_children(place, hint, &children, &discriminator))
    }

    /// The components that a base is the union of, beside itself; none: it is an ordinary object.
    pub(super) fn extensions(&mut self, place: &Conjunction, keywords: &Keywords) -> Vec<Pointer> {
        let children = base(place, keywords).map(|base| self.children_of(base));
        children.filter(|all| all.len() <= MOST_CHILDREN).unwrap_or_default()
    }

    fn base_and_children(
        &mut self,
        place: &Conjunction,
        hint: &Hint,
        children: &[Pointer],
        discriminator: &Discriminator,
    ) -> Option<Made> {
        let base = place.pointer();
        let unions: Vec<Pointer> = children
            .iter()
            .filter(|it| self.is_union_of_children(it))
            .cloned()
            .collect();
        let grandchildren: Vec<Pointer> = unions.iter().flat_map(|union| self.children_of(union)).collect();
        let mut variants = Vec::new();
        let mut values = Vec::new();
        for child in children.iter().filter(|child| !grandchildren.contains(child)) {
            let Lowered { ty, .. } = self.schema(child, hint)?;
            let mut covered = vec![child.clone()];
            if unions.contains(child) {
                covered.extend(self.children_of(child));
            }
            values.push(
                covered
                    .iter()
                    .flat_map(|it| self.tag_values(it, discriminator))
                    .collect(),
            );
            variants.push(self.child(child, ty));
        }
        let Lowered { ty, .. } = self.schema(place.base(), &hint.inner("base"))?;
        values.push(self.tag_values(base, discriminator));
        variants.push(self.child(base, ty));
        let default = discriminator.default.as_ref();
        let default = default.and_then(|it| variants.iter().position(|variant| variant.pointer == *it));
        let selection = Selection::Discriminator(ir::Discriminator {
            property: discriminator.property.clone(),
            values,
            in_variant: Vec::new(),
            // A value without the member is the base by itself.
            default: default.or(Some(variants.len() - 1)),
        });
        Some(Made::Shape(Shape::Union(Union { variants, selection })))
    }

    fn child(&self, pointer: &Pointer, ty: ir::TypeId) -> Variant {
        Variant {
            pointer: pointer.clone(),
            words: self.components.get(pointer).cloned().into_iter().collect(),
            deprecated: false,
            docs: Docs::default(),
            ty,
            boxed: false,
        }
    }

    /// The strings that stand for a component: those that are mapped to it, else the one that it gives itself, else its
    /// name.
    fn tag_values(&self, component: &Pointer, discriminator: &Discriminator) -> Vec<String> {
        let mapped = discriminator.mapping.iter().filter(|(_, target)| target == component);
        let mapped: Vec<String> = mapped.map(|(value, _)| value.clone()).collect();
        if !mapped.is_empty() {
            return mapped;
        }
        let own = self.reader.text(component, "x-ms-discriminator-value");
        own.or_else(|| self.components.get(component).cloned())
            .into_iter()
            .collect()
    }

    fn is_union_of_children(&mut self, component: &Pointer) -> bool {
        self.reader.has(component, "discriminator") && {
            let children = self.children_of(component);
            !children.is_empty() && children.len() <= MOST_CHILDREN
        }
    }

    fn children_of(&mut self, base: &Pointer) -> Vec<Pointer> {
        if self.children.is_none() {
            self.children = Some(self.all_children());
        }
        self.children
            .as_ref()
            .and_then(|all| all.get(base))
            .cloned()
            .unwrap_or_default()
    }

    fn all_children(&self) -> Children {
        let mut children = Children::new();
        for component in &self.order {
            // Another name of a schema is no child of it.
            if let Some(Schema::Reference { .. }) = self.reader.read(&component.into()) {
                continue;
            }
            for base in self.reader.included(component) {
                if base != *component && self.reader.has(&base, "discriminator") {
                    children.entry(base).or_default().push(component.clone());
                }
            }
        }
        children
    }

    fn warn_of_children(&mut self, at: &Pointer, count: usize) {
        let message = format!("{count} schemas extend this one and are not told apart; what they add is not read here");
        self.diagnostics.push(
            Diagnostic::new(Code::Discriminator, Location::Key(at.child("discriminator")), message)
                .help("list the schemas that are meant in a `oneOf` beside the `discriminator`"),
        );
    }
}

/// The schema that others extend, if it has a `discriminator` itself.
fn base<'p>(place: &'p Conjunction, keywords: &Keywords) -> Option<&'p Pointer> {
    place
        .sole()
        .filter(|base| keywords.discriminator.as_ref() == Some(base))
}
