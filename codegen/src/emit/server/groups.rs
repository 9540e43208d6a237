//! In: the tags of an API.
//! Out: what makes a server of the operations of each.
//! Guarantees: an API of one tag has none of them, since that is its server.

use quote::quote;

use super::{TAKEN, router};
use crate::{
    emit::{Emission, SourceFile, fragments::ident, rust_type::TypeWriter},
    naming::Name,
};

/// Whether there are groups to be served alone.
pub(super) fn are_needed(emission: &Emission<'_>) -> bool {
    emission.tags().nth(1).is_some()
}

pub(super) fn emit(emission: &Emission<'_>) -> Option<SourceFile> {
    if !are_needed(emission) {
        return None;
    }
    let mut file = SourceFile::new(
        "src/groups.rs",
        "Each group of operations as a server of its own, which becomes a router by [`Server::into_router`] and is put\nbeside \
         others by [`Server::or`].",
    );
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    writer.imports.add("stubsmith_runtime::server", "Server");
    for (.., tag) in emission.tags() {
        file.items.push(server(&mut writer, tag));
    }
    writer.finish(&mut file);
    Some(file)
}

fn server(writer: &mut TypeWriter<'_>, tag: &Name) -> proc_macro2::TokenStream {
    let (group, name) = (ident(&tag.pascal()), ident(&tag.snake()));
    writer.imports.add("crate", &tag.pascal());
    for list in [router::endpoints(tag), router::handlers(tag)] {
        writer.imports.add("crate::router", &list.to_string());
    }
    let empty = router::empty_server(writer);
    let body = router::served(writer, &empty, &[tag]);
    let docs = format!(" The operations of [`{group}`].");
    quote! {
        #[doc = #docs]
        pub fn #name<S: #group>(service: S) -> Server { #body }
    }
}
