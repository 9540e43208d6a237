//! In: an API.
//! Out: the types crate: one file for each schema, the operations' types by tag, and the compiled patterns.
//! Guarantees: no file is empty.

mod constrained;
mod enumeration;
mod headers;
mod object;
mod operation;
mod patterns;
mod request;
mod tuple;
mod union;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emission, SourceFile, docs,
    fragments::{self, ident},
    rust_type::TypeWriter,
    source_file::crate_root,
};
use crate::ir::{Definition, HintRank, Shape, TypeId};

/// The sources of the types crate.
pub(super) fn emit(emission: &Emission<'_>) -> Vec<SourceFile> {
    let homes = homes(emission);
    let patterns = patterns::emit(emission);
    let mut files = vec![
        root(emission, !homes.is_empty(), patterns.is_some()),
        schemas(emission, &homes),
    ];
    files.retain(|file| !file.items.is_empty() || !file.head.is_empty());
    files.extend(homes.iter().map(|home| schema_file(emission, home)));
    files.extend(operation::emit(emission));
    files.extend(headers::emit(emission));
    files.extend(patterns);
    files
}

/// A file of the folder `schemas` and the definitions in it.
struct Home {
    module: String,
    definitions: Vec<TypeId>,
}

/// Definitions made from a place stand beside the component that they were found in; all others by themselves.
fn homes(emission: &Emission<'_>) -> Vec<Home> {
    let own_file = |definition: &Definition| definition.hint.rank != HintRank::Place;
    let mut homes: Vec<Home> = Vec::new();
    let mut owners: Vec<String> = Vec::new();
    for (id, definition) in emission.api.types.definitions().filter(|(_, it)| own_file(it)) {
        homes.push(Home {
            module: module(emission, id),
            definitions: vec![id],
        });
        owners.push(definition.hint.words.join("/"));
    }
    for (id, definition) in emission.api.types.definitions().filter(|(_, it)| !own_file(it)) {
        let owner = definition
            .hint
            .words
            .first()
            .and_then(|first| owners.iter().position(|owner| owner == first));
        match owner.and_then(|index| homes.get_mut(index)) {
            Some(home) => home.definitions.push(id),
            None => homes.push(Home {
                module: module(emission, id),
                definitions: vec![id],
            }),
        }
    }
    homes.sort_by(|left, right| left.module.cmp(&right.module));
    homes
}

fn module(emission: &Emission<'_>, id: TypeId) -> String {
    emission
        .names
        .definition(id)
        .map(|names| names.name.snake())
        .unwrap_or_default()
}

fn root(emission: &Emission<'_>, has_schemas: bool, has_patterns: bool) -> SourceFile {
    let docs = format!("Types of the {}.", docs::line(&emission.api.title));
    let mut modules = Vec::new();
    let mut exports = vec!["stubsmith_runtime as runtime".to_owned()];
    if !emission.api.header_sets.is_empty() {
        modules.push("headers".to_owned());
        exports.push("headers::*".to_owned());
    }
    if operation::any(emission) {
        modules.push("operations".to_owned());
        exports.push("operations::*".to_owned());
    }
    if has_patterns {
        modules.push("patterns".to_owned());
    }
    if has_schemas {
        modules.push("schemas".to_owned());
        exports.push("schemas::*".to_owned());
    }
    crate_root(&docs, modules, exports)
}

fn schemas(emission: &Emission<'_>, homes: &[Home]) -> SourceFile {
    let mut file = SourceFile::new("src/schemas/mod.rs", "The document's schemas, one file for each.");
    let modules = homes.iter().map(|home| fragments::module(&home.module));
    let exports = homes.iter().map(|home| {
        let module = fragments::own_module(&home.module);
        let names = home.definitions.iter().filter_map(|id| emission.names.definition(*id));
        let mut names: Vec<String> = names.map(|names| names.name.pascal()).collect();
        names.sort();
        let names = names.iter().map(|name| ident(name));
        if names.len() == 1 {
            quote!(pub use #module::#(#names)*;)
        } else {
            quote!(pub use #module::{#(#names),*};)
        }
    });
    if !homes.is_empty() {
        file.head = vec![quote!(#(#modules)*), quote!(#(#exports)*)];
    }
    file
}

fn schema_file(emission: &Emission<'_>, home: &Home) -> SourceFile {
    let mut file = SourceFile::new(format!("src/schemas/{}.rs", home.module), "");
    let mut writer = TypeWriter::in_types(*emission, home.definitions.clone());
    for id in &home.definitions {
        if let Some(definition) = emission.api.types.definition(*id) {
            file.items.extend(definition_items(&mut writer, *id, definition));
        }
    }
    file.imports = writer.imports;
    file
}

fn definition_items(writer: &mut TypeWriter<'_>, id: TypeId, definition: &Definition) -> Vec<TokenStream> {
    match &definition.shape {
        Shape::Object(shape) => object::emit(writer, id, definition, shape),
        Shape::Enumeration(shape) => enumeration::emit(writer, id, definition, shape),
        Shape::Constrained(shape) => constrained::emit(writer, id, definition, shape),
        Shape::Union(shape) => union::emit(writer, id, definition, shape),
        Shape::Tuple(shape) => tuple::emit(writer, id, definition, shape),
        Shape::Alias(alias) => {
            let docs = fragments::item_docs(&definition.docs, definition.deprecated);
            let name = ident(&writer.definition_name(id));
            let target = writer.ty(alias.target);
            vec![quote!(#docs pub type #name = #target;)]
        }
    }
}
