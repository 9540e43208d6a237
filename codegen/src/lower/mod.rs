//! In: the HTTP half and, through the schema reader, the schema half.
//! Out: an [`Api`].
//! Guarantees: all policy is decided here (which responses are successes, what becomes a named type, how rejections
//! fill the
//! error envelope); emitters decide nothing.

mod components;
mod containers;
mod content;
mod direction;
mod edges;
mod envelope;
mod form;
mod headers;
mod literals;
mod media_type;
mod multipart;
mod objects;
mod operations;
mod parameters;
mod recursion;
mod references;
mod responses;
mod scalars;
mod security;
mod selection;
mod shapes;
mod sharing;
mod specificity;
mod types;
mod union;
mod words;

use std::collections::BTreeSet;

use crate::{
    diagnostic::Diagnostics,
    document::Document,
    ir::{Api, Format},
    schema::SchemaReader,
    source::Sources,
};
use types::TypeLowering;

/// What a user chose about how a document becomes types.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Formats whose strings stay plain strings.
    pub plain_formats: BTreeSet<Format>,
}

/// Lowers a document; whatever cannot be lowered is a diagnostic, and the rest is lowered all the same so that one
/// run reports all of them.
pub fn lower(document: &Document, sources: &Sources, choices: &Choices, diagnostics: &mut Diagnostics) -> Api {
    let reader = SchemaReader::new(sources, document.dialect);
    let mut types = TypeLowering::new(reader, &document.component_schemas, choices, diagnostics);
    types.components();
    let schemes = security::schemes(document);
    let operations::Operations {
        tags,
        operations,
        header_sets,
    } = operations::lower(document, &mut types);
    let (mut arena, mut untyped) = types.finish();
    selection::settle(&mut arena, diagnostics);
    recursion::break_circles(&mut arena, &mut untyped);
    direction::settle(&mut arena, &operations, &header_sets);
    let envelope = envelope::find(&operations, &arena);
    Api {
        untyped,
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: document
            .info
            .description
            .clone()
            .or_else(|| document.info.summary.clone()),
        base_url: base_url(document),
        schemes,
        tags,
        types: arena,
        operations,
        header_sets,
        envelope,
    }
}

fn base_url(document: &Document) -> Option<String> {
    let url = document.servers.first()?.default_url();
    (url.starts_with("http://") || url.starts_with("https://")).then_some(url)
}
