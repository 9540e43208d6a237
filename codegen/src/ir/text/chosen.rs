//! In: the names that someone chose.
//! Out: their part of the text form of an API.
//! Guarantees: nothing where nobody chose any.

use std::fmt::{self, Formatter};

use crate::ir::{Api, Shape, TypeId};

impl Api {
    pub(super) fn chosen_names(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let chosen = &self.chosen;
        for (tag, name) in &chosen.tags {
            let tag = self.tags.get(*tag).map(|tag| tag.name.as_str());
            writeln!(f, "\nnamed tag {}: {}", tag.unwrap_or_default(), name.text)?;
        }
        for (group, name) in &chosen.tag_groups {
            let group = self.tag_groups.get(*group).map(|group| group.name.as_str());
            writeln!(f, "\nnamed tag {}: {}", group.unwrap_or_default(), name.text)?;
        }
        for (operation, name) in &chosen.operations {
            let id = self.operations.get(*operation).map(|operation| operation.id.as_str());
            writeln!(f, "\nnamed operation {}: {}", id.unwrap_or_default(), name.text)?;
        }
        for ((operation, parameter), name) in &chosen.parameters {
            let Some(operation) = self.operations.get(*operation) else {
                continue;
            };
            let parameter = operation.parameters.get(*parameter).map(|it| it.name.as_str());
            let parameter = parameter.unwrap_or_default();
            writeln!(f, "\nnamed parameter {}.{parameter}: {}", operation.id, name.text)?;
        }
        for (ty, name) in &chosen.types {
            writeln!(f, "\nnamed type {}: {}", self.ty(*ty), name.text)?;
        }
        for ((ty, member), name) in &chosen.members {
            let (ty, member) = (self.ty(*ty), self.member(*ty, *member));
            writeln!(f, "\nnamed {ty}.{member}: {}", name.text)?;
        }
        for ((ty, member), docs) in &chosen.value_docs {
            let (ty, member) = (self.ty(*ty), self.member(*ty, *member));
            writeln!(f, "\ndocs of {ty}.{member}: {docs:?}")?;
        }
        Ok(())
    }

    /// A field, a value or a variant as the document calls it.
    fn member(&self, ty: TypeId, index: usize) -> String {
        match self.types.definition(ty).map(|definition| &definition.shape) {
            Some(Shape::Object(object)) => object.fields.get(index).map(|field| field.name.clone()),
            Some(Shape::Enumeration(enumeration)) => enumeration.values.get(index).map(ToString::to_string),
            Some(Shape::Union(union)) => union.variants.get(index).map(|variant| variant.words.join(".")),
            _ => None,
        }
        .unwrap_or_default()
    }
}
