//! In: a media type whose items come one after another, in the body of a request or a success.
//! Out: the type of one item, and how it stands in the body.
//! Guarantees: `itemSchema` and the `schema` of documents before 3.2 are read by one rule.

use super::{
    media_type::{Class, Sequence},
    multipart::keywords,
    types::TypeLowering,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document::MediaType,
    ir::{ContentKind, Framing, Hint, Stream, TypeId},
    schema::{Conjunction, JsonType, Keywords},
};

/// The fields of an event (WHATWG HTML, section 9.2).
const FIELDS: [&str; 4] = ["data", "event", "id", "retry"];

/// How deep alternatives are looked into.
const DEEPEST: usize = 4;

/// Tells that items are passed over.
pub(super) fn check(declared: &MediaType, class: Class, types: &mut TypeLowering<'_>) {
    if let (Some(place), false) = (&declared.item_schema, matches!(class, Class::Sequence(_))) {
        let message = "`itemSchema` is passed over: the body is read as a whole";
        let at = Location::Key(place.clone());
        let help = "the items of `application/jsonl`, `application/json-seq` and `text/event-stream` are read one by one in \
                    requests and successes";
        types
            .diagnostics
            .push(Diagnostic::new(Code::Streamed, at, message).help(help));
    }
}

/// The stream of a media type; `None` after a diagnostic.
///
/// Of events, `itemSchema` describes the object of the fields (3.2); earlier documents mean by `schema` what the `data`
/// of each event holds. Documents take the one for the other, so the members decide: a schema is that of the fields if
/// each of its members is one of them, `data` among them unless it is an `itemSchema`. A list stands for its items.
pub(super) fn lower(
    declared: &MediaType,
    sequence: Sequence,
    hint: &Hint,
    types: &mut TypeLowering<'_>,
) -> Option<ContentKind> {
    let Some(place) = item(declared, types) else {
        let (framing, item) = match sequence {
            Sequence::Lines => (Framing::Lines, types.any()),
            Sequence::Records => (Framing::Sequence, types.any()),
            Sequence::Events => (Framing::EventTexts, types.plain_text()),
        };
        return Some(ContentKind::Stream(Stream { framing, item }));
    };
    let framing = match sequence {
        Sequence::Lines => Framing::Lines,
        Sequence::Records => Framing::Sequence,
        Sequence::Events => match fields(&place, (declared.item_schema.is_some(), 0), types) {
            Some(true) => Framing::JsonEvents,
            Some(false) => Framing::Events,
            None if is_text(&place, types) => Framing::EventTexts,
            None => Framing::EventValues,
        },
    };
    let item: TypeId = match framing {
        Framing::EventTexts => super::content::one_text(&place, hint, types)?,
        _ => types.value(place, &hint.inner("item"))?,
    };
    Some(ContentKind::Stream(Stream { framing, item }))
}

/// The place of the schema of one item.
fn item(declared: &MediaType, types: &TypeLowering<'_>) -> Option<Conjunction> {
    if let Some(place) = &declared.item_schema {
        return Some(place.into());
    }
    let place = Conjunction::from(declared.schema.as_ref()?);
    match keywords(&place, types) {
        Some(keywords) if is(&keywords, JsonType::Array) => keywords.items,
        _ => Some(place),
    }
}

fn is(keywords: &Keywords, ty: JsonType) -> bool {
    let mut of = keywords.kinds();
    of.remove(JsonType::Null);
    let mut all = of.iter();
    keywords.unions.is_empty() && all.next() == Some(ty) && all.next().is_none()
}

fn is_text(place: &Conjunction, types: &TypeLowering<'_>) -> bool {
    keywords(place, types).is_none_or(|keywords| is(&keywords, JsonType::String) && keywords.content_schema.is_none())
}

/// Whether a schema is that of the fields of events, and then whether `data` is JSON. `is_item`: it is an `itemSchema`.
fn fields(place: &Conjunction, (is_item, depth): (bool, usize), types: &TypeLowering<'_>) -> Option<bool> {
    let keywords = keywords(place, types)?;
    if !keywords.properties.is_empty() {
        let are_fields = keywords.properties.keys().all(|name| FIELDS.contains(&name.as_str()));
        let data = keywords.properties.get("data");
        let are_fields = are_fields && (data.is_some() || is_item);
        return are_fields.then(|| data.is_some_and(|data| is_structure(data, types)));
    }
    let [alternatives] = keywords.unions.as_slice() else {
        return None;
    };
    if depth == DEEPEST {
        return None;
    }
    let branches = alternatives.branches.iter();
    let found: Option<Vec<bool>> = branches
        .map(|branch| fields(&branch.into(), (is_item, depth + 1), types))
        .collect();
    Some(found?.contains(&true))
}

/// Whether values are no single text.
fn is_structure(place: &Conjunction, types: &TypeLowering<'_>) -> bool {
    keywords(place, types).is_some_and(|keywords| {
        let mut of = keywords.kinds().iter();
        !keywords.unions.is_empty() || of.any(|ty| matches!(ty, JsonType::Object | JsonType::Array))
    })
}
