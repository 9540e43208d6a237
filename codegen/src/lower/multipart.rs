//! In: `multipart/*` in the `content` of a request body.
//! Out: its parts, by the properties of its schema.
//! Guarantees: no two parts have one name; a body whose schema names no properties has no parts here, and may have any.

use super::{
    content::is_binary,
    media_type::{self, Class},
    parameters::is_text,
    scalars,
    types::TypeLowering,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{Encoding, MediaType},
    ir::{Constraint, ContentKind, Docs, Hint, Multipart, Part, PartKind},
    schema::{Additional, Conjunction, JsonType, Keywords, Schema},
};

/// A body of several parts; `None` after a diagnostic.
pub(super) fn lower(declared: &MediaType, hint: &Hint, types: &mut TypeLowering<'_>) -> Option<ContentKind> {
    warn_of_places(declared, types);
    let keywords = declared
        .schema
        .as_ref()
        .and_then(|schema| keywords(&schema.into(), types));
    let Some(keywords) = keywords else {
        return Some(ContentKind::Multipart(Multipart {
            parts: Vec::new(),
            closed: false,
        }));
    };
    // Each part is lowered even after one has failed, so that one run reports all problems.
    let parts: Vec<Option<Part>> = keywords
        .properties
        .iter()
        .map(|(name, place)| {
            let encoding = declared.encodings.iter().find(|encoding| encoding.name == *name);
            let required = keywords.required.contains(name);
            part((name, required), place, encoding, &hint.inner(name), types)
        })
        .collect();
    let closed = !parts.is_empty() && matches!(keywords.additional, Additional::Refused);
    Some(ContentKind::Multipart(Multipart {
        parts: parts.into_iter().collect::<Option<_>>()?,
        closed,
    }))
}

/// How many `$ref`s may follow each other. A circle of them is reported where a type is made of it.
const LONGEST: usize = 32;

/// The keywords at the end of a chain of `$ref`s.
pub(super) fn keywords(place: &Conjunction, types: &TypeLowering<'_>) -> Option<Keywords> {
    let mut at = place.clone();
    for _ in 0..LONGEST {
        match types.reader.read(&at)? {
            Schema::Reference { target, .. } => at = target.into(),
            Schema::Keywords(keywords) => return Some(*keywords),
            Schema::Anything(_) | Schema::Nothing => return None,
        }
    }
    None
}

fn part(
    (name, required): (&str, bool),
    place: &Conjunction,
    encoding: Option<&Encoding>,
    hint: &Hint,
    types: &mut TypeLowering<'_>,
) -> Option<Part> {
    warn_of_headers(encoding, types);
    let media_types = encoding
        .map(|encoding| encoding.media_types.clone())
        .unwrap_or_default();
    let whole = keywords(place, types);
    // The items of a list are parts of one name, unless the whole of it is one JSON text.
    let items = whole
        .as_ref()
        .filter(|keywords| is(keywords, JsonType::Array) && !says_json(&media_types));
    let (repeated, kind) = match items {
        Some(keywords) => {
            let item = keywords.items.clone();
            (true, kind(item.as_ref(), &media_types, &hint.inner("item"), types)?)
        }
        None => (false, kind(Some(place), &media_types, hint, types)?),
    };
    let counts = counts(place, items, types);
    let annotations = types.annotations(place);
    Some(Part {
        pointer: place.pointer().clone(),
        name: name.to_owned(),
        docs: Docs {
            summary: annotations.title,
            description: annotations.description,
        },
        deprecated: annotations.deprecated,
        required,
        repeated,
        counts,
        kind,
        media_types,
    })
}

/// How many parts there may be.
fn counts(place: &Conjunction, items: Option<&Keywords>, types: &mut TypeLowering<'_>) -> Vec<Constraint> {
    let Some(keywords) = items else {
        return Vec::new();
    };
    if keywords.unique_items {
        let message = "parts are not compared: they are not checked against `uniqueItems`";
        let at = Location::Pointer(place.pointer().clone());
        types
            .diagnostics
            .push(Diagnostic::new(Code::UncheckedKeyword, at, message));
    }
    scalars::counts(keywords.min_items, keywords.max_items, false)
}

/// Tells what OpenAPI 3.2 says of parts by their places, which have no names here.
fn warn_of_places(declared: &MediaType, types: &mut TypeLowering<'_>) {
    let places = declared.prefix_encoding.first().or(declared.item_encoding.as_ref());
    if let Some(place) = places {
        let message = "encodings of parts by their places are passed over: parts are told apart by their names";
        let at = Location::Pointer(place.clone());
        types.diagnostics.push(
            Diagnostic::new(Code::PartPlaces, at, message)
                .help("nothing needs to change; the body is passed as its parts, whatever they are"),
        );
    }
}

/// What one part holds. By the specification a part without a type is bytes, an object JSON, and all else text.
fn kind(
    place: Option<&Conjunction>,
    media_types: &[String],
    hint: &Hint,
    types: &mut TypeLowering<'_>,
) -> Option<PartKind> {
    let Some(place) = place else {
        return Some(PartKind::File);
    };
    let Some(keywords) = keywords(place, types) else {
        return Some(PartKind::File);
    };
    let opaque = |class: &Class| !matches!(class, Class::Json | Class::JsonLike | Class::Text);
    let classes: Vec<Class> = media_types.iter().map(|name| media_type::classify(name)).collect();
    if is_binary(&keywords) || (!classes.is_empty() && classes.iter().all(opaque)) {
        return Some(PartKind::File);
    }
    let ty = types.schema(place.clone(), hint)?.ty;
    Some(if is_text(types.resolved(ty)) && !says_json(media_types) {
        PartKind::Text(ty)
    } else {
        PartKind::Json(ty)
    })
}

fn is(keywords: &Keywords, ty: JsonType) -> bool {
    let mut of = keywords.kinds();
    of.remove(JsonType::Null);
    let mut all = of.iter();
    all.next() == Some(ty) && all.next().is_none()
}

fn says_json(media_types: &[String]) -> bool {
    !media_types.is_empty() && media_types.iter().all(|name| media_type::classify(name) == Class::Json)
}

fn warn_of_headers(encoding: Option<&Encoding>, types: &mut TypeLowering<'_>) {
    let Some(header) = encoding.and_then(|encoding| encoding.headers.first()) else {
        return;
    };
    let message = format!("the header `{}` of a part is not sent and not read", header.name);
    types.diagnostics.push(
        Diagnostic::new(Code::PartHeaders, Location::Pointer(header.pointer.clone()), message)
            .help("make a part of it, if the server allows that"),
    );
}
