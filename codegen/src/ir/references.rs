//! In: types and operations.
//! Out: the types that they refer to.
//! Guarantees: each step goes one type deep; whoever follows them decides where to stop.

use std::collections::BTreeSet;

use super::{
    Additional, Api, Base, Content, ContentKind, Definition, Multipart, Operation, ParameterShape, PartKind, Shape,
    Type, TypeId, Types,
};

impl Type {
    /// The types that this one refers to, in the order in which it does.
    pub fn referred(&self) -> Vec<TypeId> {
        match self {
            Self::Array(inner) | Self::Map(inner) | Self::Nullable(inner) | Self::JsonText(inner) => vec![*inner],
            Self::Defined(definition) => definition.referred(),
            Self::Any
            | Self::Null
            | Self::Never
            | Self::Boolean
            | Self::Integer(_)
            | Self::Number
            | Self::Text(_)
            | Self::Foreign(_) => Vec::new(),
        }
    }
}

impl Definition {
    fn referred(&self) -> Vec<TypeId> {
        match &self.shape {
            Shape::Object(object) => {
                let mut referred: Vec<TypeId> = object.fields.iter().map(|field| field.ty).collect();
                if let Additional::Typed(ty) = object.additional {
                    referred.push(ty);
                }
                referred
            }
            Shape::Union(union) => union.variants.iter().map(|variant| variant.ty).collect(),
            Shape::Tuple(tuple) => tuple.items.iter().chain(&tuple.rest).copied().collect(),
            Shape::Constrained(constrained) => match constrained.base {
                Base::Array(inner) | Base::Map(inner) => vec![inner],
                Base::Text | Base::Secret | Base::Integer(_) | Base::Number => Vec::new(),
            },
            Shape::Alias(alias) => vec![alias.target],
            Shape::Enumeration(_) => Vec::new(),
        }
    }
}

impl Types {
    /// The definitions that a type leads to without passing through another definition; itself, if it is one.
    pub fn nearest_definitions(&self, id: TypeId) -> BTreeSet<TypeId> {
        let mut found = BTreeSet::new();
        let mut open = vec![id];
        while let Some(id) = open.pop() {
            match self.get(id) {
                Type::Defined(_) => {
                    found.insert(id);
                }
                nameless => open.extend(nameless.referred()),
            }
        }
        found
    }
}

impl Api {
    /// The types of an operation's parameters, its body and its responses.
    pub fn referred(&self, operation: &Operation) -> Vec<TypeId> {
        let parameters = operation.parameters.iter().map(|parameter| &parameter.shape);
        let responses = || operation.successes.iter().chain(&operation.errors);
        let sets = responses().filter_map(|response| self.header_sets.get(response.headers?));
        let headers = sets.flat_map(|set| &set.headers).map(|header| &header.shape);
        let bodies = operation.body.iter().flat_map(|body| &body.content);
        let contents = bodies.chain(responses().flat_map(|response| &response.content));
        let mut referred: Vec<TypeId> = contents.flat_map(Content::referred).collect();
        referred.extend(parameters.chain(headers).flat_map(ParameterShape::referred));
        referred
    }
}

impl ParameterShape {
    /// The types of the value and of its items.
    pub fn referred(&self) -> Vec<TypeId> {
        match *self {
            Self::Single(ty) | Self::Styled { ty, .. } | Self::Json(ty) => vec![ty],
            Self::List { list, item, .. } => vec![list, item],
        }
    }
}

impl Content {
    /// The types of what it holds.
    pub fn referred(&self) -> Vec<TypeId> {
        match &self.kind {
            ContentKind::Json(ty) | ContentKind::Text(ty) => vec![*ty],
            ContentKind::Xml(xml) | ContentKind::JsonOrXml(xml) => vec![xml.ty],
            ContentKind::Binary => Vec::new(),
            ContentKind::Form(form) => vec![form.ty],
            ContentKind::Stream(stream) => vec![stream.item],
            ContentKind::Multipart(multipart) => multipart.referred(),
        }
    }
}

impl Multipart {
    fn referred(&self) -> Vec<TypeId> {
        let types = self.parts.iter().filter_map(|part| match part.kind {
            PartKind::Text(ty) | PartKind::Json(ty) => Some(ty),
            PartKind::File => None,
        });
        types.collect()
    }
}
