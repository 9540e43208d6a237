//! In: the parameters of an operation: what travels as text in the path, the query, a header or a cookie.
//! Out: the same with types.
//! Guarantees: those of the path come first, in the order of the template.

use super::{
    media_type,
    operations::holder_hint,
    types::{Lowered, TypeLowering},
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{self, MediaType, ParameterLocation, Style},
    ir::{Base, Docs, Format, Hint, Literal, Parameter, ParameterShape, Shape, Type, TypeId},
};

pub(super) fn lower(operation: &document::Operation, id: &str, types: &mut TypeLowering<'_>) -> Option<Vec<Parameter>> {
    let lowered: Vec<Option<Parameter>> = in_order(operation)
        .into_iter()
        .map(|parameter| lower_one(parameter, id, types))
        .collect();
    lowered.into_iter().collect()
}

/// Path parameters in the order of the template, then the others as declared.
fn in_order(operation: &document::Operation) -> Vec<&document::Parameter> {
    let in_path = |parameter: &&document::Parameter| parameter.location == ParameterLocation::Path;
    let by_name = |name| {
        operation
            .parameters
            .iter()
            .filter(in_path)
            .find(|parameter| parameter.name == name)
    };
    let mut ordered: Vec<&document::Parameter> = operation.template.variables().filter_map(by_name).collect();
    ordered.extend(operation.parameters.iter().filter(|parameter| !in_path(parameter)));
    ordered
}

fn lower_one(parameter: &document::Parameter, operation: &str, types: &mut TypeLowering<'_>) -> Option<Parameter> {
    let hint = holder_hint(parameter.component.as_deref(), &[operation, &parameter.name]);
    let mut allow_empty = parameter.allow_empty;
    let shape = match (&parameter.schema, &parameter.content) {
        (Some(schema), _) => {
            let Lowered { ty, nullable } = types.schema(schema, &hint)?;
            // No style can write `null`; a query parameter without a value comes nearest.
            allow_empty |= nullable && parameter.location == ParameterLocation::Query;
            types.describe(ty, &hint, parameter.description.as_ref());
            shape(parameter, ty, types)
        }
        (None, Some(content)) => written_in(content, &hint, types)?,
        (None, None) => shape(parameter, types.plain_text(), types),
    };
    Some(Parameter {
        pointer: parameter.pointer.clone(),
        location: parameter.location,
        name: parameter.name.clone(),
        docs: Docs::description(parameter.description.clone()),
        deprecated: parameter.deprecated,
        required: parameter.required,
        allow_empty,
        allow_reserved: parameter.allow_reserved,
        shape,
    })
}

/// A value in a media type: JSON, or one text whatever else it is.
pub(super) fn written_in(content: &MediaType, hint: &Hint, types: &mut TypeLowering<'_>) -> Option<ParameterShape> {
    let ty = match &content.schema {
        Some(schema) => types.value(schema, hint)?,
        None => types.any(),
    };
    if media_type::classify(&content.name) == media_type::Class::Json {
        return Some(ParameterShape::Json(ty));
    }
    if content.schema.is_some() && is_text(types.resolved(ty)) {
        return Some(ParameterShape::Single(ty));
    }
    types.diagnostics.push(
        Diagnostic::new(
            Code::ParameterContent,
            Location::Key(content.pointer.clone()),
            format!(
                "a value of the media type `{}` is passed as the text that it is",
                content.name
            ),
        )
        .help("describe the text with `schema: { type: string }`, or take `application/json`"),
    );
    Some(ParameterShape::Single(types.plain_text()))
}

fn shape(parameter: &document::Parameter, ty: TypeId, types: &mut TypeLowering<'_>) -> ParameterShape {
    let style = parameter.style;
    if is_text(types.resolved(ty)) {
        return match style {
            // What stands before the value is part of these styles.
            Style::Matrix | Style::Label => ParameterShape::Styled {
                ty,
                style,
                explode: parameter.explode,
            },
            Style::Simple | Style::Form => ParameterShape::Single(ty),
            Style::SpaceDelimited | Style::PipeDelimited | Style::TabDelimited | Style::DeepObject => {
                warn_of_style(parameter, "one text: it is sent as `name=value`", types);
                ParameterShape::Single(ty)
            }
        };
    }
    let Some(item) = item(types.resolved(ty)).filter(|item| is_text(types.resolved(*item))) else {
        return ParameterShape::Styled {
            ty,
            style,
            explode: parameter.explode,
        };
    };
    if style == Style::DeepObject {
        warn_of_style(parameter, "a list: it is sent as `name[]=value`", types);
    }
    ParameterShape::List {
        list: ty,
        item,
        style,
        explode: parameter.explode,
    }
}

/// The type of the items of a list.
fn item(ty: &Type) -> Option<TypeId> {
    match ty {
        Type::Array(item) => Some(*item),
        Type::Defined(definition) => match &definition.shape {
            Shape::Constrained(constrained) => match constrained.base {
                Base::Array(item) => Some(item),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    }
}

fn warn_of_style(parameter: &document::Parameter, what: &str, types: &mut TypeLowering<'_>) {
    types.diagnostics.push(
        Diagnostic::new(
            Code::ParameterStyle,
            Location::Pointer(parameter.pointer.child("style")),
            format!(
                "the style of the parameter `{}` does not say how to write {what}",
                parameter.name
            ),
        )
        .help("take another style, such as `form`"),
    );
}

/// Whether values of a type are written as one text.
pub(super) fn is_text(ty: &Type) -> bool {
    match ty {
        Type::Boolean | Type::Integer(_) | Type::Number => true,
        Type::Text(format) => match format {
            Format::Plain
            | Format::DateTime
            | Format::Date
            | Format::Uuid
            | Format::Uri
            | Format::Password
            | Format::Base64 => true,
        },
        Type::Foreign(foreign) => foreign.is_text(),
        Type::Defined(definition) => match &definition.shape {
            Shape::Enumeration(enumeration) => {
                let mut values = enumeration.values.iter();
                values.all(|value| matches!(value, Literal::String(_)))
            }
            Shape::Constrained(constrained) => {
                matches!(
                    constrained.base,
                    Base::Text | Base::Secret | Base::Integer(_) | Base::Number
                )
            }
            Shape::Object(_) | Shape::Alias(_) | Shape::Union(_) | Shape::Tuple(_) => false,
        },
        Type::Any
        | Type::Null
        | Type::Never
        | Type::Array(_)
        | Type::Map(_)
        | Type::Nullable(_)
        | Type::JsonText(_) => false,
    }
}
