//! In: a parameter or a member of a form, and the other parameters beside it.
//! Out: how emitted code passes it on: as one text, as a list of texts, or with a value of `stubsmith_runtime::style`.
//! Guarantees: client and server write the same.

use proc_macro2::TokenStream;
use quote::quote;

use super::{fragments::ident, rust_type::TypeWriter};
use crate::ir::{
    Additional, Base, Literal, Object, Operation, Parameter, ParameterLocation, ParameterShape, Shape, Style, Type,
    TypeId, Types, Union,
};

/// How emitted code passes a parameter on.
pub(super) enum Passed {
    /// One text.
    Text,
    /// A list of texts in the usual style of its location; whether it is exploded.
    Texts(bool),
    /// A value in this style.
    Styled(TokenStream),
}

/// Which side passes values on. A client has no need to know their shapes.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Client,
    Server,
}

/// How `parameter` of `operation` is passed on.
pub(super) fn passed(writer: &mut TypeWriter<'_>, operation: &Operation, parameter: &Parameter, side: Side) -> Passed {
    let types = &writer.emission.api.types;
    let (ty, style, explode) = match parameter.shape {
        ParameterShape::Single(_) if !parameter.allow_reserved => return Passed::Text,
        ParameterShape::Single(ty) => (ty, Style::Form, true),
        ParameterShape::List {
            list, style, explode, ..
        } => {
            let usual = match parameter.location {
                ParameterLocation::Query => style == Style::Form,
                ParameterLocation::Header => true,
                ParameterLocation::Path | ParameterLocation::Cookie => false,
            };
            let plain = matches!(types.resolved(list).1, Type::Array(_));
            if usual && plain && !parameter.allow_reserved {
                return Passed::Texts(explode);
            }
            (list, style, explode)
        }
        ParameterShape::Styled { ty, style, explode } => (ty, style, explode),
        ParameterShape::Json(_) => {
            writer.imports.add("stubsmith_runtime::style", "Styled");
            return Passed::Styled(quote!(Styled::json()));
        }
    };
    let reserved = parameter.allow_reserved.then(|| quote!(.allow_reserved()));
    if side == Side::Client {
        let styled = with_shape(writer, (style, explode), &quote!(Shape::Any));
        return Passed::Styled(quote!(#styled #reserved));
    }
    let others = claimed(types, operation, parameter);
    let others: Vec<&str> = others.iter().map(String::as_str).collect();
    let styled = styled(writer, ty, (style, explode), &others);
    Passed::Styled(quote!(#styled #reserved))
}

/// The names that other parameters stand under at the same location: their own, and those of the members of objects
/// that are exploded.
fn claimed(types: &Types, operation: &Operation, parameter: &Parameter) -> Vec<String> {
    let others = operation
        .parameters
        .iter()
        .filter(|other| other.location == parameter.location && other.name != parameter.name);
    let mut names = Vec::new();
    for other in others {
        names.push(other.name.clone());
        if let ParameterShape::Styled {
            ty,
            style: Style::Form,
            explode: true,
        } = other.shape
        {
            names.extend(members(types, ty).0.into_iter().map(|(name, _)| name));
        }
    }
    names
}

/// A value of `Styled`.
pub(super) fn styled(
    writer: &mut TypeWriter<'_>,
    ty: TypeId,
    (style, explode): (Style, bool),
    others: &[&str],
) -> TokenStream {
    let outline = outline(&writer.emission.api.types, ty, 0);
    let among_others = explode && style == Style::Form;
    let outline = match outline {
        // One text that need not be an object is taken apart by what it looks like.
        Outline::Object { only: false, .. } if !among_others => Outline::Any,
        other => other,
    };
    with_shape(writer, (style, explode), &shape(&outline, others))
}

/// The values of `Styled` by which a header of a response is read and written, where `Shape`, `Style` and `Styled` are in
/// scope. What is written needs no shape.
pub(super) fn header_styles(types: &Types, ty: TypeId, explode: bool) -> [TokenStream; 2] {
    let outline = match outline(types, ty, 0) {
        Outline::Object { only: false, .. } => Outline::Any,
        other => other,
    };
    [shape(&outline, &[]), quote!(Shape::Any)].map(|shape| quote!(Styled::new(Style::Simple, #explode, #shape)))
}

fn with_shape(writer: &mut TypeWriter<'_>, (style, explode): (Style, bool), shape: &TokenStream) -> TokenStream {
    for import in ["Shape", "Style", "Styled"] {
        writer.imports.add("stubsmith_runtime::style", import);
    }
    let style = ident(style_name(style));
    quote!(Styled::new(Style::#style, #explode, #shape))
}

/// What values of a type look like as text.
pub(super) enum Outline {
    Text,
    Texts,
    Values,
    Object {
        members: Vec<(String, Outline)>,
        /// Whether there may be other members.
        open: bool,
        /// Whether all values are objects.
        only: bool,
    },
    Any,
}

/// How deep unions are looked into.
const DEEPEST: usize = 8;

/// The outline of a type.
pub(super) fn outline(types: &Types, ty: TypeId, depth: usize) -> Outline {
    if depth > DEEPEST {
        return Outline::Any;
    }
    let list = |item: TypeId| match outline(types, item, depth + 1) {
        Outline::Text => Outline::Texts,
        _ => Outline::Values,
    };
    let map = || Outline::Object {
        members: Vec::new(),
        open: true,
        only: true,
    };
    match types.resolved(ty).1 {
        Type::Boolean | Type::Integer(_) | Type::Number | Type::Text(_) | Type::JsonText(_) | Type::Null => {
            Outline::Text
        }
        Type::Foreign(foreign) if foreign.is_text() => Outline::Text,
        Type::Any | Type::Never | Type::Foreign(_) => Outline::Any,
        Type::Array(item) => list(*item),
        Type::Map(_) => map(),
        Type::Nullable(inner) => outline(types, *inner, depth + 1),
        Type::Defined(definition) => match &definition.shape {
            Shape::Object(object) => of_object(types, object, depth),
            Shape::Enumeration(enumeration) => {
                let is_text = |value: &Literal| !matches!(value, Literal::Json(_));
                if enumeration.values.iter().all(is_text) {
                    Outline::Text
                } else {
                    Outline::Any
                }
            }
            Shape::Union(union) => of_union(types, union, depth),
            Shape::Tuple(_) => Outline::Values,
            Shape::Alias(_) => Outline::Any,
            Shape::Constrained(constrained) => match constrained.base {
                Base::Text | Base::Secret | Base::Integer(_) | Base::Number => Outline::Text,
                Base::Array(item) => list(item),
                Base::Map(_) => map(),
            },
        },
    }
}

/// The members of the objects that a type allows, and the type of those that have no names.
pub(super) fn members(types: &Types, ty: TypeId) -> (Vec<(String, TypeId)>, Option<TypeId>) {
    let (mut found, mut rest) = (Vec::new(), None);
    let mut open = vec![(ty, 0)];
    while let Some((ty, depth)) = open.pop() {
        match types.resolved(ty).1 {
            Type::Map(value) => rest = rest.or(Some(*value)),
            Type::Nullable(inner) if depth < DEEPEST => open.push((*inner, depth + 1)),
            Type::Defined(definition) => match &definition.shape {
                Shape::Object(object) => {
                    let known = |found: &[(String, TypeId)], name: &str| found.iter().any(|(other, _)| other == name);
                    for field in &object.fields {
                        if !known(&found, &field.name) {
                            found.push((field.name.clone(), field.ty));
                        }
                    }
                    if let Additional::Typed(value) = object.additional {
                        rest = rest.or(Some(value));
                    }
                }
                Shape::Union(union) if depth < DEEPEST => {
                    open.extend(union.variants.iter().rev().map(|variant| (variant.ty, depth + 1)));
                }
                Shape::Constrained(constrained) => {
                    if let Base::Map(value) = constrained.base {
                        rest = rest.or(Some(value));
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    (found, rest)
}

fn of_object(types: &Types, object: &Object, depth: usize) -> Outline {
    let member = |ty: TypeId| match outline(types, ty, depth + 1) {
        Outline::Object { .. } => Outline::Any,
        other => other,
    };
    Outline::Object {
        members: object
            .fields
            .iter()
            .map(|field| (field.name.clone(), member(field.ty)))
            .collect(),
        open: matches!(object.additional, Additional::Typed(_)),
        only: true,
    }
}

/// Variants that are objects lend their members to the whole.
fn of_union(types: &Types, union: &Union, depth: usize) -> Outline {
    let (mut all, mut any_open, mut texts, mut others) = (Vec::new(), None, 0, 0);
    for variant in &union.variants {
        match outline(types, variant.ty, depth + 1) {
            Outline::Text => texts += 1,
            Outline::Texts | Outline::Values | Outline::Any => others += 1,
            Outline::Object { members, open, only } => {
                any_open = Some(any_open.unwrap_or(false) || open);
                others += usize::from(!only);
                for (name, outline) in members {
                    let alike = |known: &Outline| std::mem::discriminant(known) == std::mem::discriminant(&outline);
                    match all
                        .iter_mut()
                        .find(|(known, _): &&mut (String, Outline)| *known == name)
                    {
                        Some((_, known)) if alike(known) => {}
                        Some((_, known)) => *known = Outline::Any,
                        None => all.push((name, outline)),
                    }
                }
            }
        }
    }
    match any_open {
        Some(open) => Outline::Object {
            members: all,
            open,
            only: texts + others == 0,
        },
        None if others == 0 => Outline::Text,
        None => Outline::Any,
    }
}

fn shape(outline: &Outline, others: &[&str]) -> TokenStream {
    match outline {
        Outline::Text => quote!(Shape::Text),
        Outline::Texts => quote!(Shape::Texts),
        Outline::Values => quote!(Shape::Values),
        Outline::Any => quote!(Shape::Any),
        Outline::Object { members, open, .. } => {
            let members = members.iter().map(|(name, outline)| {
                let shape = shape(outline, &[]);
                quote!((#name, #shape))
            });
            let besides = if *open {
                quote!(Some(&[#(#others),*]))
            } else {
                quote!(None)
            };
            quote!(Shape::Object { members: &[#(#members),*], besides: #besides })
        }
    }
}

fn style_name(style: Style) -> &'static str {
    match style {
        Style::Matrix => "Matrix",
        Style::Label => "Label",
        Style::Simple => "Simple",
        Style::Form => "Form",
        Style::SpaceDelimited => "SpaceDelimited",
        Style::PipeDelimited => "PipeDelimited",
        Style::TabDelimited => "TabDelimited",
        Style::DeepObject => "DeepObject",
    }
}
