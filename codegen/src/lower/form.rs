//! In: `application/x-www-form-urlencoded` in the `content` of a request body.
//! Out: the type of the form, and how its members are written.
//! Guarantees: the type is an object, a map, or a union of such; any other body is text, with a warning.

use super::{
    encodings,
    media_type::{self, Class},
    multipart::keywords,
    types::TypeLowering,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{Encoding, MediaType},
    ir::{Base, ContentKind, FieldEncoding, FieldEncodingKind, Form, Hint, Shape, Type, TypeId},
};

/// A form as the document describes it; `None` after a diagnostic.
pub(super) fn lower(declared: &MediaType, hint: &Hint, types: &mut TypeLowering<'_>) -> Option<ContentKind> {
    let ty = match &declared.schema {
        Some(schema) => types.schema(schema, hint)?.ty,
        None => types.any_map(),
    };
    let ty = if matches!(types.resolved(ty), Type::Any) {
        types.any_map()
    } else {
        ty
    };
    if !has_members(types, ty, 0) {
        types.diagnostics.push(
            Diagnostic::new(
                Code::OpaqueBody,
                Location::Key(declared.pointer.clone()),
                "a form whose schema is no object is passed as text, and its schema is not looked at",
            )
            .help("describe the pairs as the properties of an object"),
        );
        return Some(ContentKind::Text(types.plain_text()));
    }
    let members = declared
        .schema
        .as_ref()
        .and_then(|schema| keywords(&schema.into(), types));
    encodings::check_names(declared, &members.unwrap_or_default(), types);
    let encodings = declared.encodings.iter().filter_map(encoding).collect();
    Some(ContentKind::Form(Form { ty, encodings }))
}

/// How a member is written that is not written in the default way.
fn encoding(encoding: &Encoding) -> Option<FieldEncoding> {
    let is_json = || {
        let classes: Vec<Class> = encoding.media_types.iter().map(|it| media_type::classify(it)).collect();
        classes == [Class::Json]
    };
    let kind = match encoding.style {
        Some(style) => FieldEncodingKind::Styled {
            style,
            explode: encoding.explode,
        },
        None if is_json() => FieldEncodingKind::Json,
        None => return None,
    };
    Some(FieldEncoding {
        name: encoding.name.clone(),
        kind,
    })
}

/// How deep unions are looked into.
const DEEPEST: usize = 16;

fn has_members(types: &TypeLowering<'_>, ty: TypeId, depth: usize) -> bool {
    match types.resolved(ty) {
        Type::Map(_) => true,
        Type::Defined(definition) => match &definition.shape {
            Shape::Object(_) => true,
            Shape::Constrained(constrained) => matches!(constrained.base, Base::Map(_)),
            Shape::Union(union) => {
                let mut variants = union.variants.iter();
                depth < DEEPEST && variants.all(|variant| has_members(types, variant.ty, depth + 1))
            }
            Shape::Enumeration(_) | Shape::Tuple(_) | Shape::Alias(_) => false,
        },
        _ => false,
    }
}
