//! In: an API whose document is served.
//! Out: a module of the server crate that gives it to the runtime, whose pages show it.
//! Guarantees: the module is compiled with the feature `docs` only.

use quote::quote;

use crate::emit::{Emission, SourceFile, Traffic, source_file::CrateItem};

/// The feature that the module stands under.
pub(in crate::emit) const FEATURE: &str = "docs";

/// Whether there is such a module among these operations: others serve what a service sends.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    emission.docs && emission.traffic != Traffic::Outgoing
}

/// The module, as the crate's root declares it.
pub(super) fn module(emission: &Emission<'_>) -> CrateItem {
    CrateItem::public_under(quote!(#[cfg(feature = #FEATURE)]), emission.names.docs.snake())
}

/// The source of the module.
pub(super) fn emit(emission: &Emission<'_>) -> SourceFile {
    let path = format!("src/{}.rs", emission.names.docs.snake());
    let docs = "The document that this crate was generated from, and an API reference for browsers.";
    let mut file = SourceFile::new(path, docs);
    file.imports.add("stubsmith_runtime::axum", "Router");
    file.imports.add("stubsmith_runtime::docs", "Document");
    let title = &emission.api.title;
    file.items = vec![
        quote! {
            #[doc = " The document, all of its files in one."]
            pub static DOCUMENT: Document = Document {
                title: #title,
                json: include_str!("../openapi.json"),
                yaml: include_str!("../openapi.yaml"),
            };
        },
        quote! {
            #[doc = " The document at `/openapi.json` and `/openapi.yaml`, and the API reference at `/docs`."]
            #[doc = ""]
            #[doc = " It is merged with the router of the operations, or nested anywhere. Whoever reaches it can read it: put a"]
            #[doc = " layer before it if the document is not public."]
            pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
                DOCUMENT.router()
            }
        },
    ];
    file
}
