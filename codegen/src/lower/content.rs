//! In: the media types of a request or response body.
//! Out: the forms that the body may take.
//! Guarantees: JSON goes first, then the order of the document; no media type belongs to two forms; a body that is passed
//! on unread is warned about where its schema says more than "bytes" or "text".

use super::{form, media_type, multipart, streams, types::TypeLowering, xml::Unfit};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::MediaType,
    ir::{Content, ContentKind, Hint, TypeId, XmlContent},
    pointer::Pointer,
    schema::{Conjunction, JsonType, Keywords, Schema},
};
use media_type::{Class, Sequence};

/// The forms of a request body; empty: there is no body. `None` after a diagnostic.
pub(super) fn lower(content: &[MediaType], hint: &Hint, types: &mut TypeLowering<'_>) -> Option<Vec<Content>> {
    forms(content, hint, Direction::Request, types)
}

/// The forms of a response body; empty: there is no body. `None` after a diagnostic. What comes item by item is no stream
/// in an error, which is read as a whole.
pub(super) fn of_response(
    content: &[MediaType],
    hint: &Hint,
    is_success: bool,
    types: &mut TypeLowering<'_>,
) -> Option<Vec<Content>> {
    let direction = if is_success {
        Direction::Success
    } else {
        Direction::Error
    };
    forms(content, hint, direction, types)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Direction {
    Request,
    Success,
    Error,
}

fn forms(
    content: &[MediaType],
    hint: &Hint,
    direction: Direction,
    types: &mut TypeLowering<'_>,
) -> Option<Vec<Content>> {
    let mut named: Vec<(String, Class, &MediaType)> = Vec::new();
    for declared in content {
        let name = name(declared, types);
        if let Some((first, _, _)) = named.iter().find(|(known, _, _)| media_type::same(known, &name)) {
            let message = format!(
                "the media type `{}` is `{first}` once more; it is left out",
                declared.name
            );
            let at = Location::Key(declared.pointer.clone());
            types
                .diagnostics
                .push(Diagnostic::new(Code::MediaTypeName, at, message).help("keep one of the two"));
            continue;
        }
        let class = match media_type::classify(&name) {
            Class::Sequence(sequence) if direction == Direction::Error => sequence.whole(),
            class => class,
        };
        streams::check(declared, class, types);
        named.push((name, class, declared));
    }
    let has_json = named.iter().any(|(_, class, _)| *class == Class::Json);
    let lowered: Vec<Option<Content>> = named
        .into_iter()
        .map(|(name, class, declared)| {
            let kind = kind(&name, class, declared, (hint, direction, has_json), types)?;
            Some(Content {
                pointer: declared.pointer.clone(),
                media_types: vec![name],
                kind,
            })
        })
        .collect();
    let mut forms: Vec<Content> = Vec::new();
    for form in lowered.into_iter().collect::<Option<Vec<Content>>>()? {
        match forms.iter_mut().find(|known| alike(&known.kind, &form.kind)) {
            Some(known) => known.media_types.extend(form.media_types),
            None => forms.push(form),
        }
    }
    join(&mut forms);
    forms.sort_by_key(|form| !matches!(form.kind, ContentKind::Json(_) | ContentKind::JsonOrXml(_)));
    Some(forms)
}

/// Makes one form of JSON and XML that hold one type: which one is sent is no matter of the value.
fn join(forms: &mut Vec<Content>) {
    let is_json = |name: &String| media_type::classify(name) == Class::Json;
    let xmls: Vec<(usize, XmlContent)> = forms
        .iter()
        .enumerate()
        .filter_map(|(index, form)| match form.kind {
            ContentKind::Xml(xml) => Some((index, xml)),
            _ => None,
        })
        .collect();
    for (index, xml) in xmls.into_iter().rev() {
        let json = forms.iter().position(|form| {
            matches!(form.kind, ContentKind::Json(ty) if ty == xml.ty) && form.media_types.iter().all(is_json)
        });
        let Some(json) = json else { continue };
        let names = forms.get_mut(index).map(|form| std::mem::take(&mut form.media_types));
        if let Some(form) = forms.get_mut(json) {
            form.media_types.extend(names.into_iter().flatten());
            form.kind = ContentKind::JsonOrXml(xml);
        }
        forms.remove(index);
    }
}

/// Whether two forms are one, sent under several media types.
fn alike(one: &ContentKind, other: &ContentKind) -> bool {
    match (one, other) {
        (ContentKind::Json(one), ContentKind::Json(other)) | (ContentKind::Text(one), ContentKind::Text(other)) => {
            one == other
        }
        (ContentKind::Xml(one), ContentKind::Xml(other)) => one == other,
        (ContentKind::Stream(one), ContentKind::Stream(other)) => one == other,
        (ContentKind::Binary, ContentKind::Binary) => true,
        _ => false,
    }
}

/// The media type that a key of `content` stands for.
fn name(declared: &MediaType, types: &mut TypeLowering<'_>) -> String {
    let Some(mended) = media_type::mended(&declared.name) else {
        return declared.name.trim().to_owned();
    };
    let message = format!("`{}` is no media type; it is read as `{mended}`", declared.name);
    let at = Location::Key(declared.pointer.clone());
    types
        .diagnostics
        .push(Diagnostic::new(Code::MediaTypeName, at, message).help("a media type is written `type/subtype`"));
    mended.to_owned()
}

fn kind(
    name: &str,
    class: Class,
    declared: &MediaType,
    (hint, direction, has_json): (&Hint, Direction, bool),
    types: &mut TypeLowering<'_>,
) -> Option<ContentKind> {
    let Some(schema) = &declared.schema else {
        return match class {
            Class::Json | Class::JsonLike => Some(ContentKind::Json(types.any())),
            Class::Text | Class::Xml => Some(ContentKind::Text(types.plain_text())),
            Class::Sequence(sequence) => streams::lower(declared, sequence, hint, types),
            Class::Range | Class::Binary => Some(ContentKind::Binary),
            Class::Form | Class::Multipart => parts((name, class), declared, (hint, direction), types),
        };
    };
    let said = said(schema, class, types);
    match (class, said) {
        (Class::Form | Class::Multipart, _) => parts((name, class), declared, (hint, direction), types),
        (Class::Sequence(sequence), _) if declared.item_schema.is_some() => {
            streams::lower(declared, sequence, hint, types)
        }
        (_, Said::Bytes) => Some(ContentKind::Binary),
        (Class::Sequence(Sequence::Lines | Sequence::Records), Said::Text) => Some(ContentKind::Binary),
        (Class::Sequence(sequence), _) => streams::lower(declared, sequence, hint, types),
        (Class::Json, _) | (Class::Range | Class::JsonLike, Said::Value) => {
            Some(ContentKind::Json(types.value(schema, hint)?))
        }
        (Class::Text, _) | (Class::Range, Said::Text) => text(name, declared, schema, (hint, has_json), types),
        (Class::Xml, Said::Value) => match types.xml(schema, hint) {
            Ok(root) => {
                let ty = types.value(schema, hint)?;
                Some(ContentKind::Xml(XmlContent { ty, root }))
            }
            Err(unfit) => {
                if !has_json {
                    ambiguous(name, declared, unfit, types);
                }
                Some(ContentKind::Text(types.plain_text()))
            }
        },
        (Class::Xml, Said::Nothing | Said::Text) => Some(ContentKind::Text(types.plain_text())),
        (Class::Binary, Said::Value) => {
            opaque(name, declared, "bytes", has_json, types);
            Some(ContentKind::Binary)
        }
        (Class::Range | Class::Binary, Said::Nothing | Said::Text) => Some(ContentKind::Binary),
        (Class::JsonLike, Said::Nothing | Said::Text) => Some(ContentKind::Json(types.value(schema, hint)?)),
    }
}

/// Text of the type of the schema, if values of that type are one text.
fn text(
    name: &str,
    declared: &MediaType,
    schema: &Pointer,
    (hint, has_json): (&Hint, bool),
    types: &mut TypeLowering<'_>,
) -> Option<ContentKind> {
    if said(schema, Class::Text, types) == Said::Value && !is_scalar(schema, types) {
        opaque(name, declared, "text", has_json, types);
        return Some(ContentKind::Text(types.plain_text()));
    }
    Some(ContentKind::Text(one_text(&schema.into(), hint, types)?))
}

/// The type of a schema if its values are written as one text, else that of any text; `None` after a diagnostic.
pub(super) fn one_text(place: &Conjunction, hint: &Hint, types: &mut TypeLowering<'_>) -> Option<TypeId> {
    let ty = types.schema(place.clone(), hint)?.ty;
    Some(if super::parameters::is_text(types.resolved(ty)) {
        ty
    } else {
        types.plain_text()
    })
}

/// What is made of pairs or of parts: a response is passed on unread.
fn parts(
    (name, class): (&str, Class),
    declared: &MediaType,
    (hint, direction): (&Hint, Direction),
    types: &mut TypeLowering<'_>,
) -> Option<ContentKind> {
    match (direction, class) {
        (Direction::Success | Direction::Error, _) => {
            opaque(name, declared, "bytes", false, types);
            Some(ContentKind::Binary)
        }
        (Direction::Request, Class::Multipart) => multipart::lower(declared, hint, types),
        (Direction::Request, _) => form::lower(declared, hint, types),
    }
}

/// Tells that a body is passed on unread. Where there is a JSON form, nothing is lost by it.
fn opaque(name: &str, declared: &MediaType, as_what: &str, has_json: bool, types: &mut TypeLowering<'_>) {
    if has_json {
        return;
    }
    types.diagnostics.push(
        Diagnostic::new(
            Code::OpaqueBody,
            Location::Key(declared.pointer.clone()),
            format!("a body of the media type `{name}` is passed as {as_what}, and its schema is not looked at"),
        )
        .help("describe a JSON form as well if there is one"),
    );
}

/// Tells that an XML body is passed on unread, and what in it has no one reading.
fn ambiguous(name: &str, declared: &MediaType, unfit: Unfit, types: &mut TypeLowering<'_>) {
    let at = Location::Key(declared.pointer.clone());
    let message = format!("a body of the media type `{name}` is passed as text: its schema has no one reading in XML");
    types.diagnostics.push(
        Diagnostic::new(Code::OpaqueBody, at, message)
            .label(Location::Pointer(unfit.at), unfit.why)
            .help("describe a JSON form as well if there is one"),
    );
}

/// What a schema says of a body in general.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// Nothing.
    Nothing,
    /// A string with `format: binary`.
    Bytes,
    /// A string.
    Text,
    /// Something with a structure, or a number or boolean.
    Value,
}

/// Looks no further than the types, so that a schema that is not used becomes no type.
fn said(schema: &Pointer, class: Class, types: &TypeLowering<'_>) -> Said {
    let Some(keywords) = end(schema, class, types) else {
        return Said::Nothing;
    };
    let Schema::Keywords(keywords) = keywords else {
        return Said::Nothing;
    };
    let mut of = keywords.kinds();
    of.remove(JsonType::Null);
    let mut only = of.iter();
    match (only.next(), only.next()) {
        (Some(JsonType::String), None) if is_binary(&keywords) => Said::Bytes,
        (Some(JsonType::String), None) => Said::Text,
        _ => Said::Value,
    }
}

/// Whether strings are bytes as they are: `format: binary`.
pub(super) fn is_binary(keywords: &Keywords) -> bool {
    keywords.format.as_ref().is_some_and(|format| format.value == "binary")
}

fn is_scalar(schema: &Pointer, types: &TypeLowering<'_>) -> bool {
    let Some(Schema::Keywords(keywords)) = end(schema, Class::Text, types) else {
        return false;
    };
    let mut of = keywords.kinds();
    of.remove(JsonType::Null);
    let mut all = of.iter();
    all.all(|ty| !matches!(ty, JsonType::Array | JsonType::Object))
}

/// The schema at the end of a chain of `$ref`s. Of JSON only its own schema matters: a component is a type of its own.
fn end(schema: &Pointer, class: Class, types: &TypeLowering<'_>) -> Option<Schema> {
    let mut at = Conjunction::from(schema);
    // A longer chain is reported, or found to be a circle, where the schema is lowered.
    for _ in 0..LONGEST {
        match types.reader.read(&at)? {
            Schema::Reference { target, .. } if class != Class::Json => at = target.into(),
            other => return Some(other),
        }
    }
    None
}

const LONGEST: usize = 32;
