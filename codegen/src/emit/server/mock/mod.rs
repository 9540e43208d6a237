//! In: an API.
//! Out: a module of the server crate that implements all its traits: it answers with the document's examples, and with
//! values that are made of its schemas.
//! Guarantees: the module is compiled with the feature `mock` only; what it answers is said in tables, and the runtime does
//! the rest.

mod answers;
mod examples;
mod heights;
mod implementation;
mod schemas;
mod shape;
mod table;

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::authenticate;
use crate::{
    emit::{
        Emission, SourceFile, Traffic, Unit,
        fragments::{self, ident},
        source_file::{CrateItem, Imports},
    },
    ir::SchemeKind,
};

/// The feature that the module stands under.
pub(in crate::emit) const FEATURE: &str = "mock";

/// Whether there is such a module among these operations: what a service sends is answered by others.
pub(super) fn any(emission: &Emission<'_>) -> bool {
    emission.mock && emission.traffic != Traffic::Outgoing
}

/// The module, as the crate's root declares it.
pub(super) fn module(emission: &Emission<'_>) -> CrateItem {
    CrateItem::public_under(quote!(#[cfg(feature = #FEATURE)]), emission.names.mock.snake())
}

/// The sources of the module.
pub(super) fn emit<'a>(emission: &Emission<'a>) -> Vec<Unit<'a>> {
    let one = *emission;
    let mut units = vec![
        Unit::new(1, move || Some(root(&one))),
        Unit::new(one.api.types.definitions().count(), move || schemas::emit(&one)),
    ];
    units.extend(
        emission
            .tags()
            .map(|(tag, ..)| emission.group(tag, implementation::emit)),
    );
    units
}

/// Where a file of the module lies.
fn path(emission: &Emission<'_>, file: &str) -> String {
    format!("src/{}/{file}.rs", emission.names.mock.snake())
}

fn root(emission: &Emission<'_>) -> SourceFile {
    let docs = "A service that answers each operation with the document's examples, else with values made of its \
                schemas.\n\nThe same seed gives the same answers. Any credentials are taken, unless one is set. \
                `Prefer: code=404`\nasks for another declared status, `Prefer: example=NAME` for an example by its name.";
    let mut file = SourceFile::new(path(emission, "mod"), docs);
    let groups = emission.tags().map(|(.., tag)| fragments::module(&tag.snake()));
    let tables = schemas::any(emission).then(|| fragments::module(schemas::MODULE));
    file.head = vec![
        quote!(#(#groups)* #tables),
        quote!(
            pub use stubsmith_runtime::mock::Mock;
        ),
    ];
    if authenticate::is_needed(emission) {
        file.items.push(authentication(emission, &mut file.imports));
    }
    file
}

fn authentication(emission: &Emission<'_>, imports: &mut Imports) -> TokenStream {
    imports.add("crate", "Authenticate");
    imports.add("crate", "Credentials");
    imports.add("stubsmith_runtime::server", "AuthenticateError");
    imports.add("stubsmith_runtime::server", "RequestContext");
    let used = emission.operations().flat_map(|(operation, _)| &operation.security);
    let used: BTreeSet<usize> = used.flat_map(|requirement| requirement.indexes()).collect();
    let schemes = emission.api.schemes.iter().zip(&emission.names.schemes).enumerate();
    let signatures =
        schemes.filter(|(index, (scheme, _))| used.contains(index) && matches!(scheme.kind, SchemeKind::Signature(_)));
    let keys: Vec<_> = signatures
        .map(|(_, (_, name))| {
            let (method, table) = (ident(&name.with("keys").snake()), name.shouty());
            imports.add("crate::authenticate", &table);
            let table = ident(&table);
            quote! {
                async fn #method(&self) -> Result<Vec<SigningKey>, BoxError> {
                    self.signing_keys(&#table)
                }
            }
        })
        .collect();
    if !keys.is_empty() {
        imports.add("stubsmith_runtime::server", "BoxError");
        imports.add("stubsmith_runtime::server", "SigningKey");
    }
    let accepted = authenticate::accepted_by_mock(emission);
    quote! {
        impl Authenticate for Mock {
            type Principal = ();
            async fn authenticate(
                &self,
                credentials: Credentials,
                _: &RequestContext,
            ) -> Result<(), AuthenticateError> {
                match &credentials { #(#accepted),* }
            }
            #(#keys)*
        }
    }
}
