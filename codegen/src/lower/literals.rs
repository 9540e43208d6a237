//! In: the values of an `enum` and the types beside it.
//! Out: an enumeration of literals.
//! Guarantees: no value twice, `null` never; a value that is written as another type is read as the declared one.

use super::{
    renames::VALUE_NAMES,
    sharing::ValueNames,
    types::{Made, TypeLowering},
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    ir::{Enumeration, Literal, Shape, Type},
    pointer::Pointer,
    schema::{JsonType, Keywords, TypeSet},
    source::Node,
};

/// What became of the values of an `enum`.
#[derive(Default)]
struct Values {
    literals: Vec<Literal>,
    /// Whether one was read as the declared type though written as another.
    rewritten: bool,
    /// Whether one is of no declared type.
    foreign: bool,
}

impl TypeLowering<'_> {
    /// The enumeration; `None` if there is none, or none that the types allow.
    pub(super) fn enumeration(&mut self, keywords: &Keywords, types: TypeSet) -> Option<Made> {
        let said = keywords.enumeration.as_ref()?;
        let types = if keywords.types.is_some() {
            types
        } else {
            TypeSet::default()
        };
        let mut values = Values::default();
        for node in said.value.iter().filter(|node| !node.is_null()) {
            values.add(node, types);
        }
        let Values {
            literals,
            rewritten,
            foreign,
        } = values;
        if literals.is_empty() {
            self.report_values(
                &said.at,
                "no value of the enumeration is of the declared type; it is passed over",
            );
            return None;
        }
        if foreign {
            self.report_values(&said.at, "values that are not of the declared type are left out");
        } else if rewritten {
            self.report_values(
                &said.at,
                "values are read as the declared type, though they are written as another",
            );
        }
        if literals.len() == 2 && literals.iter().all(|it| matches!(it, Literal::Boolean(_))) {
            return Some(Made::Type(self.sharing.intern(Type::Boolean)));
        }
        Some(Made::Shape(Shape::Enumeration(Enumeration { values: literals })))
    }

    /// The names that the schema at `pointer` gives to the values of its enumeration.
    pub(super) fn value_names(&self, pointer: &Pointer, shape: &Shape) -> ValueNames {
        let is_enumeration = matches!(shape, Shape::Enumeration(_));
        let mut said = VALUE_NAMES.iter().filter(|_| is_enumeration);
        let node = said.find_map(|key| self.reader.keyword(pointer, key))?;
        Some(node.to_json().to_string().into())
    }

    fn report_values(&mut self, at: &Pointer, message: &str) {
        let keyword = if self.reader.has(at, "enum") { "enum" } else { "const" };
        self.diagnostics.push(Diagnostic::new(
            Code::EnumValue,
            Location::Key(at.child(keyword)),
            message,
        ));
    }
}

impl Values {
    fn add(&mut self, node: &Node, types: TypeSet) {
        let literal = literal(node);
        let fits = types.is_empty() || types.iter().any(|ty| is_of(node, ty));
        let literal = if fits {
            Some(literal)
        } else {
            let read = types.iter().find_map(|ty| read_as(node, ty));
            self.rewritten |= read.is_some();
            self.foreign |= read.is_none();
            read
        };
        if let Some(literal) = literal
            && !self.literals.contains(&literal)
        {
            self.literals.push(literal);
        }
    }
}

/// The value as it is written.
pub(super) fn literal(node: &Node) -> Literal {
    match node {
        Node::String(text) => Literal::String(text.clone()),
        Node::Bool(value) => Literal::Boolean(*value),
        Node::Int(value) => Literal::Integer(*value),
        other => match other.as_i128().and_then(|value| i64::try_from(value).ok()) {
            Some(value) => Literal::Integer(value),
            None => Literal::Json(other.to_json().to_string()),
        },
    }
}

fn is_of(node: &Node, ty: JsonType) -> bool {
    match ty {
        JsonType::Null => node.is_null(),
        JsonType::Boolean => matches!(node, Node::Bool(_)),
        JsonType::Object => node.as_object().is_some(),
        JsonType::Array => node.as_array().is_some(),
        JsonType::Number => node.as_f64().is_some(),
        JsonType::Integer => node.as_i128().is_some(),
        JsonType::String => node.as_str().is_some(),
    }
}

/// A scalar that lacks quotes, or has some too many.
fn read_as(node: &Node, ty: JsonType) -> Option<Literal> {
    match (ty, node) {
        (JsonType::String, Node::Bool(value)) => Some(Literal::String(value.to_string())),
        (JsonType::String, Node::Int(value)) => Some(Literal::String(value.to_string())),
        (JsonType::String, Node::UInt(value)) => Some(Literal::String(value.to_string())),
        (JsonType::String, Node::Float(value)) => Some(Literal::String(value.to_string())),
        (JsonType::Boolean, Node::String(text)) => text.to_ascii_lowercase().parse().ok().map(Literal::Boolean),
        (JsonType::Integer | JsonType::Number, Node::String(text)) => match text.trim().parse::<i64>() {
            Ok(value) => Some(Literal::Integer(value)),
            Err(_) if ty == JsonType::Integer => None,
            Err(_) => {
                let value: f64 = text.trim().parse().ok()?;
                value.is_finite().then(|| literal(&Node::Float(value)))
            }
        },
        (JsonType::Boolean, Node::Int(value @ (0 | 1))) => Some(Literal::Boolean(*value == 1)),
        _ => None,
    }
}
