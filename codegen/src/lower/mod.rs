//! In: the HTTP half and, through the schema reader, the schema half.
//! Out: an [`Api`].
//! Guarantees: all policy is decided here (which responses are successes, what becomes a named type, how rejections
//! fill the
//! error envelope); emitters decide nothing.

mod children;
mod components;
mod containers;
mod content;
mod direction;
mod edges;
mod encodings;
mod envelope;
mod examples;
mod form;
mod formats;
mod headers;
mod inclusion;
mod literals;
mod media_type;
mod multipart;
mod nesting;
mod objects;
mod operations;
mod outgoing;
mod parameters;
mod patterns;
mod recursion;
mod references;
mod renames;
mod replacement;
mod responses;
mod scalars;
mod security;
mod selection;
mod selectors;
mod servers;
mod shapes;
mod shared_names;
mod sharing;
mod specificity;
mod streams;
mod types;
mod union;
mod words;
mod xml;

use std::collections::BTreeSet;

use crate::{
    diagnostic::Diagnostics,
    document::Document,
    ir::{Api, ChosenNames, Format},
    schema::SchemaReader,
    source::Sources,
};
pub use envelope::{EnvelopeRule, EnvelopeRules};
pub(crate) use inclusion::fits;
pub use inclusion::{Inclusion, OperationRules};
pub use nesting::nesting;
pub use renames::Renames;
pub(crate) use renames::is_identifier;
pub use replacement::{Replacement, Replacements};
use types::TypeLowering;

/// What a user chose about how a document becomes types.
#[derive(Debug, Clone, Default)]
pub struct Choices {
    /// Formats whose strings stay plain strings.
    pub plain_formats: BTreeSet<Format>,
    /// Which operations are taken.
    pub inclusion: Inclusion,
    /// Rust types in place of those that schemas would become.
    pub replacements: Replacements,
    /// Names in place of those that would be made of the document's words.
    pub renames: Renames,
    /// What goes into the error envelope.
    pub envelope: EnvelopeRules,
}

/// Lowers a document; whatever cannot be lowered is a diagnostic, and the rest is lowered all the same so that one
/// run reports all of them.
pub fn lower(document: &Document, sources: &Sources, choices: &Choices, diagnostics: &mut Diagnostics) -> Api {
    choices.inclusion.check(document, diagnostics);
    let reader = SchemaReader::new(sources, document.dialect);
    let mut types = TypeLowering::new(reader, &document.component_schemas, choices, diagnostics);
    if choices.inclusion.is_everything() {
        types.components();
    }
    let schemes = security::schemes(document);
    let operations::Operations {
        tags,
        tag_groups,
        mut operations,
        header_sets,
    } = operations::lower(document, &mut types);
    types.complete_waiting();
    types.report_unmatched_replacements();
    let (mut arena, mut untyped, xml) = types.finish();
    selection::settle(&mut arena, diagnostics);
    recursion::break_circles(&mut arena, &mut untyped);
    nesting::box_deep_fields(&mut arena);
    direction::settle(&mut arena, &operations, &header_sets);
    selectors::lower(&mut operations, &arena, diagnostics);
    let envelope = envelope::find(&operations, &arena, &choices.envelope, diagnostics);
    let examples = examples::collect(&operations, &header_sets, &arena, sources);
    let mut api = Api {
        untyped,
        title: document.info.title.clone(),
        version: document.info.version.clone(),
        description: document
            .info
            .description
            .clone()
            .or_else(|| document.info.summary.clone()),
        base_url: servers::base_url(document),
        servers: document.servers.clone(),
        schemes,
        tags,
        tag_groups,
        types: arena,
        operations,
        header_sets,
        envelope,
        chosen: ChosenNames::default(),
        xml,
        examples,
    };
    renames::choose(&mut api, sources, &choices.renames, diagnostics);
    api
}
