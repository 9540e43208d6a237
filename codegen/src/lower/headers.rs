//! In: the headers of a response.
//! Out: the same with types, as one of the API's sets of headers.
//! Guarantees: equal sets are one, named after the first place that has it; a header of a media type that is neither JSON
//! nor one text is passed as text, with a warning.

use super::{
    media_type::{self, Class},
    operations::holder_hint,
    parameters::is_text,
    types::TypeLowering,
};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    document,
    ir::{Base, Docs, Header, HeaderSet, ParameterShape, Shape, Status, Style, Type},
};

/// The sets of headers met so far.
#[derive(Default)]
pub(super) struct HeaderSets(Vec<HeaderSet>);

impl HeaderSets {
    /// The index of a set. `words` and `status` say where it stands, for its name.
    pub(super) fn index(&mut self, headers: Vec<Header>, words: Vec<String>, status: Option<Status>) -> Option<usize> {
        if headers.is_empty() {
            return None;
        }
        let known = self.0.iter().position(|set| alike(&set.headers, &headers));
        Some(known.unwrap_or_else(|| {
            self.0.push(HeaderSet { words, status, headers });
            self.0.len() - 1
        }))
    }

    pub(super) fn into_sets(self) -> Vec<HeaderSet> {
        self.0
    }
}

/// Whether two sets are one: what they say in words does not count.
fn alike(one: &[Header], other: &[Header]) -> bool {
    one.len() == other.len()
        && one.iter().zip(other).all(|(one, other)| {
            one.name.eq_ignore_ascii_case(&other.name)
                && one.required == other.required
                && one.deprecated == other.deprecated
                && one.shape == other.shape
        })
}

/// The headers of a response that stands in `holder`: a component or an operation; `None` after a diagnostic.
pub(super) fn lower(headers: &[document::Header], holder: &str, types: &mut TypeLowering<'_>) -> Option<Vec<Header>> {
    let lowered: Vec<Option<Header>> = headers.iter().map(|header| lower_one(header, holder, types)).collect();
    lowered.into_iter().collect()
}

fn lower_one(header: &document::Header, holder: &str, types: &mut TypeLowering<'_>) -> Option<Header> {
    Some(Header {
        pointer: header.pointer.clone(),
        name: header.name.clone(),
        docs: Docs::description(header.description.clone()),
        deprecated: header.deprecated,
        required: header.required,
        shape: shape(header, holder, types)?,
    })
}

fn shape(header: &document::Header, holder: &str, types: &mut TypeLowering<'_>) -> Option<ParameterShape> {
    let Some(schema) = &header.schema else {
        return Some(ParameterShape::Single(types.plain_text()));
    };
    let hint = holder_hint(header.component.as_deref(), &[holder, &header.name]);
    if let Some(media_type) = &header.media_type {
        return match media_type::classify(media_type) {
            Class::Json | Class::JsonLike => Some(ParameterShape::Json(types.value(schema, &hint)?)),
            Class::Text => {
                let ty = types.schema(schema, &hint)?.ty;
                Some(if is_text(types.resolved(ty)) {
                    ParameterShape::Single(ty)
                } else {
                    opaque(header, types)
                })
            }
            _ => Some(opaque(header, types)),
        };
    }
    let ty = types.schema(schema, &hint)?.ty;
    types.describe(ty, &hint, header.description.as_ref());
    if is_text(types.resolved(ty)) {
        return Some(ParameterShape::Single(ty));
    }
    let item = match types.resolved(ty) {
        Type::Any => return Some(ParameterShape::Single(types.plain_text())),
        Type::Array(item) => Some(*item),
        Type::Defined(definition) => match &definition.shape {
            Shape::Constrained(constrained) => match constrained.base {
                Base::Array(item) => Some(item),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    let (style, explode) = (Style::Simple, header.explode);
    Some(match item.filter(|item| is_text(types.resolved(*item))) {
        Some(item) => ParameterShape::List {
            list: ty,
            item,
            style,
            explode,
        },
        None => ParameterShape::Styled { ty, style, explode },
    })
}

fn opaque(header: &document::Header, types: &mut TypeLowering<'_>) -> ParameterShape {
    types.diagnostics.push(
        Diagnostic::new(
            Code::OpaqueHeader,
            Location::Pointer(header.pointer.clone()),
            format!(
                "the response header `{}` is passed as text, and its schema is not looked at",
                header.name
            ),
        )
        .help("what `schema` describes, and JSON as `content`, can be read"),
    );
    ParameterShape::Single(types.plain_text())
}
