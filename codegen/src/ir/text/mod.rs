//! In: an API.
//! Out: its readable text form, which snapshots show and API diffs compare.
//! Guarantees: the same API gives the same text.

mod chosen;
mod operations;
mod security;
mod types;
mod xml;

use std::fmt::{self, Display, Formatter};

use super::{Api, EnvelopeValue, Nested, Shape, TypeId};
use crate::document::Status;

impl Display for Api {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        writeln!(f, "api {:?} version {:?}", self.title, self.version)?;
        if let Some(url) = &self.base_url {
            writeln!(f, "base {url}")?;
        }
        for scheme in &self.schemes {
            security::scheme(f, scheme)?;
        }
        for (index, tag) in self.tags.iter().enumerate() {
            let outgoing = if tag.outgoing { " outgoing" } else { "" };
            writeln!(f, "\ntag {}{outgoing}", tag.name)?;
            for operation in self.operations.iter().filter(|operation| operation.tag == index) {
                self.operation(f, operation)?;
            }
        }
        for group in &self.tag_groups {
            let names = group.nested.iter().filter_map(|nested| match nested {
                Nested::Tag(tag) => self.tags.get(*tag).map(|tag| tag.name.as_str()),
                Nested::Group(group) => self.tag_groups.get(*group).map(|group| group.name.as_str()),
            });
            let names: Vec<&str> = names.collect();
            writeln!(f, "\nnested in {}: {}", group.name, names.join(", "))?;
        }
        for (_, definition) in self.types.definitions() {
            self.definition(f, definition)?;
        }
        self.xml(f)?;
        if let Some(envelope) = &self.envelope {
            writeln!(
                f,
                "\nenvelope {}{}",
                self.ty(envelope.ty),
                self.notation(&envelope.content)
            )?;
            self.envelope_value(f, &envelope.value, 1)?;
        }
        self.chosen_names(f)?;
        for untyped in &self.untyped {
            writeln!(f, "\nuntyped @{}: {}", untyped.pointer, untyped.reason.as_str())?;
        }
        Ok(())
    }
}

impl Api {
    fn envelope_value(&self, f: &mut Formatter<'_>, value: &EnvelopeValue, depth: usize) -> fmt::Result {
        let EnvelopeValue::Object(ty, members) = value else {
            return Ok(());
        };
        let Some(Shape::Object(object)) = self.types.definition(*ty).map(|definition| &definition.shape) else {
            return Ok(());
        };
        for (field, member) in object.fields.iter().zip(members) {
            for _ in 0..depth {
                f.write_str("  ")?;
            }
            match member {
                EnvelopeValue::Object(..) => {
                    writeln!(f, "{}:", field.name)?;
                    self.envelope_value(f, member, depth + 1)?;
                }
                EnvelopeValue::Each(item) if matches!(**item, EnvelopeValue::Object(..)) => {
                    writeln!(f, "{}: for each", field.name)?;
                    self.envelope_value(f, item, depth + 1)?;
                }
                simple => writeln!(f, "{}: {}", field.name, self.simple_envelope_value(simple))?,
            }
        }
        Ok(())
    }

    fn simple_envelope_value(&self, value: &EnvelopeValue) -> String {
        let by_status = |choices: Vec<(Status, String)>, other: &str| {
            let choices = choices.into_iter();
            let choices: String = choices.map(|(status, text)| format!("{status} => {text}, ")).collect();
            format!("{choices}else {other}")
        };
        match value {
            EnvelopeValue::ByStatus { ty, choices, other } => {
                let choices = choices.iter();
                let choices = choices.map(|(status, index)| (*status, self.enum_value(*ty, *index)));
                by_status(choices.collect(), &self.enum_value(*ty, *other))
            }
            EnvelopeValue::Text(choices, other) => by_status(choices.clone(), other),
            other => format!("{other:?}"),
        }
    }

    fn enum_value(&self, ty: TypeId, index: usize) -> String {
        match self.types.definition(ty).map(|definition| &definition.shape) {
            Some(Shape::Enumeration(enumeration)) => enumeration.values.get(index).map(ToString::to_string),
            _ => None,
        }
        .unwrap_or_default()
    }
}

fn optional(flag: bool) -> &'static str {
    if flag { "?" } else { "" }
}

fn deprecated(flag: bool) -> &'static str {
    if flag { " deprecated" } else { "" }
}
