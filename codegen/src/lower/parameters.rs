//! In: the parameters of an operation: what travels as text in the path, the query, a header or a cookie.
//! Out: the same with types.
//! Guarantees: those of the path come first, in the order of the template.

use super::{
    operations::holder_hint,
    types::{Lowered, TypeLowering},
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{self, ParameterLocation, Style},
    ir::{Base, Docs, Format, Parameter, ParameterShape, Shape, Type, TypeId},
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
    let shape = match &parameter.schema {
        None => ParameterShape::Single(types.plain_text()),
        Some(schema) => {
            let hint = holder_hint(parameter.component.as_deref(), &[operation, &parameter.name]);
            let Lowered { ty, .. } = types.schema(schema, &hint)?;
            types.describe(ty, &hint, parameter.description.as_ref());
            shape(parameter, ty, types)?
        }
    };
    Some(Parameter {
        pointer: parameter.pointer.clone(),
        location: parameter.location,
        name: parameter.name.clone(),
        docs: Docs::description(parameter.description.clone()),
        deprecated: parameter.deprecated,
        required: parameter.required,
        shape,
    })
}

fn shape(parameter: &document::Parameter, ty: TypeId, types: &mut TypeLowering<'_>) -> Option<ParameterShape> {
    if is_text(types.resolved(ty)) {
        return Some(ParameterShape::Single(ty));
    }
    let item = match types.resolved(ty) {
        Type::Array(item) => Some(*item),
        _ => None,
    };
    let usual = match parameter.location {
        ParameterLocation::Query => parameter.style == Style::Form,
        ParameterLocation::Header => parameter.style == Style::Simple,
        ParameterLocation::Path | ParameterLocation::Cookie => false,
    };
    if let Some(item) = item
        && usual
        && is_text(types.resolved(item))
    {
        return Some(ParameterShape::List {
            list: ty,
            item,
            style: parameter.style,
            explode: parameter.explode && parameter.location == ParameterLocation::Query,
        });
    }
    types.diagnostics.push(
        Diagnostic::new(
            Code::UnsupportedParameterStyle,
            Location::Pointer(parameter.pointer.clone()),
            format!(
                "the parameter `{}` has a shape that is not supported yet",
                parameter.name
            ),
        )
        .help("a single value anywhere can be read, and a list of them in a query or a header"),
    );
    None
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
        Type::Defined(definition) => match &definition.shape {
            Shape::Enumeration(_) => true,
            Shape::Constrained(constrained) => {
                matches!(
                    constrained.base,
                    Base::Text | Base::Secret | Base::Integer(_) | Base::Number
                )
            }
            Shape::Object(_) | Shape::Alias(_) | Shape::Union(_) | Shape::Tuple(_) => false,
        },
        Type::Any | Type::Null | Type::Never | Type::Array(_) | Type::Map(_) | Type::Nullable(_) => false,
    }
}
