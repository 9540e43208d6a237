//! In: `multipart/*` in the `content` of a request body.
//! Out: its parts, by the properties of its schema.
//! Guarantees: no two parts have one name; a body whose schema names no properties has no parts here, and may have any.

use super::{
    content::is_binary,
    encodings,
    media_type::{self, Class},
    parameters::is_text,
    scalars,
    types::TypeLowering,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::{Encoding, MediaType},
    ir::{Constraint, ContentKind, Docs, Hint, Multipart, Part, PartKind},
    schema::{Additional, Conjunction, JsonType, Keywords, Schema, TypeSet},
};

/// A body of several parts; `None` after a diagnostic.
pub(super) fn lower(declared: &MediaType, hint: &Hint, types: &mut TypeLowering<'_>) -> Option<ContentKind> {
    let has_places = warn_of_places(declared, types);
    let schema = declared.schema.as_ref().and_then(|schema| end(&schema.into(), types));
    if let Some(schema) = schema.as_ref().filter(|_| !has_places) {
        check(declared, schema, types);
    }
    let Some(Schema::Keywords(keywords)) = schema else {
        return Some(ContentKind::Multipart(Multipart {
            parts: Vec::new(),
            closed: false,
        }));
    };
    encodings::check_names(declared, &keywords, types);
    // Each part is lowered even after one has failed, so that one run reports all problems.
    let parts: Vec<Option<Part>> = keywords
        .properties
        .iter()
        .map(|(name, place)| {
            let encoding = declared.encodings.iter().find(|encoding| encoding.name == *name);
            let required = keywords.required.contains(name);
            let part = part((name, required), place, encoding, &hint.inner(name), types)?;
            if let Some(encoding) = encoding {
                encodings::check_style(declared, encoding, &part, types);
            }
            Some(part)
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

/// The schema at the end of a chain of `$ref`s.
fn end(place: &Conjunction, types: &TypeLowering<'_>) -> Option<Schema> {
    let mut at = place.clone();
    for _ in 0..LONGEST {
        match types.reader.read(&at)? {
            Schema::Reference { target, .. } => at = target.into(),
            other => return Some(other),
        }
    }
    None
}

/// The keywords at the end of a chain of `$ref`s.
pub(super) fn keywords(place: &Conjunction, types: &TypeLowering<'_>) -> Option<Keywords> {
    match end(place, types)? {
        Schema::Keywords(keywords) => Some(*keywords),
        Schema::Reference { .. } | Schema::Anything(_) | Schema::Nothing => None,
    }
}

/// Tells what the schema of a body says besides the properties that become its parts.
fn check(declared: &MediaType, schema: &Schema, types: &mut TypeLowering<'_>) {
    let keywords = match schema {
        Schema::Keywords(keywords) => keywords,
        Schema::Nothing => return warn_of_schema(declared, "allows no value", types),
        Schema::Reference { .. } | Schema::Anything(_) => return,
    };
    let mut kinds = keywords.kinds();
    kinds.remove(JsonType::Null);
    let is_map = match &keywords.additional {
        Additional::Allowed(place) => !matches!(types.reader.read(place), Some(Schema::Anything(_)) | None),
        Additional::Unsaid | Additional::Refused => false,
    };
    if keywords.properties.is_empty() {
        let what = match &keywords.additional {
            _ if !keywords.unions.is_empty() => "has alternatives",
            _ if !kinds.is_within(TypeSet::of(JsonType::Object)) => "is that of no object",
            _ if is_map => "is that of a map",
            Additional::Refused => "has no properties and allows none",
            _ if !keywords.required.is_empty() => "has no properties for what it requires",
            Additional::Unsaid | Additional::Allowed(_) => return,
        };
        return warn_of_schema(declared, what, types);
    }
    let counts = keywords.min_properties.or(keywords.max_properties);
    let nameless = keywords
        .required
        .iter()
        .any(|name| !keywords.properties.contains_key(name));
    let unchecked = [
        (!keywords.unions.is_empty(), "the alternatives beside its properties"),
        (!keywords.rules.is_empty(), "what its parts must satisfy together"),
        (counts.is_some(), "how many parts there may be"),
        (nameless, "the presence of parts that no property describes"),
        (is_map, "what parts hold that no property describes"),
    ];
    for (_, what) in unchecked.into_iter().filter(|(says, _)| *says) {
        let message = format!("a body of parts is not checked for {what}");
        let at = Location::Key(declared.pointer.clone());
        types
            .diagnostics
            .push(Diagnostic::new(Code::UncheckedKeyword, at, message));
    }
}

fn warn_of_schema(declared: &MediaType, what: &str, types: &mut TypeLowering<'_>) {
    let message = format!("the schema of this body of parts {what}: any parts are passed, and it is not looked at");
    let at = Location::Key(declared.pointer.clone());
    types
        .diagnostics
        .push(Diagnostic::new(Code::OpaqueBody, at, message).help("describe the parts as the properties of an object"));
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

/// Tells what OpenAPI 3.2 says of parts by their places, which have no names here, and whether it says anything.
fn warn_of_places(declared: &MediaType, types: &mut TypeLowering<'_>) -> bool {
    let places = declared.prefix_encoding.first().or(declared.item_encoding.as_ref());
    if let Some(place) = places {
        let message = "encodings of parts by their places are passed over: parts are told apart by their names";
        let at = Location::Pointer(place.clone());
        types.diagnostics.push(
            Diagnostic::new(Code::PartPlaces, at, message)
                .help("nothing needs to change; the body is passed as its parts, whatever they are"),
        );
    }
    places.is_some()
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
