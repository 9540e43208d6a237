//! In: an API.
//! Out: the types crate: one file for each schema, the operations' types by tag, and the compiled patterns.
//! Guarantees: no file is empty.

mod constrained;
mod enumeration;
mod headers;
mod homes;
mod object;
pub(super) use object::rule as object_rule;
mod operation;
mod patterns;
mod request;
mod tuple;
mod union;
mod xml;

use std::sync::Arc;

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    Emission, SourceFile, Unit, docs,
    features::Features,
    fragments::{self, ident},
    rust_type::TypeWriter,
    source_file::{CrateItem, crate_root},
};
use crate::ir::{Definition, Shape, TypeId};
use homes::{Home, homes};

/// The sources of the types crate.
pub(super) fn emit<'a>(emission: &Emission<'a>) -> (SourceFile, Vec<Unit<'a>>) {
    let one = *emission;
    let homes: Arc<[Home]> = homes(emission).into();
    let root = root(emission, !homes.is_empty(), patterns::any(emission));
    let all = Arc::clone(&homes);
    let mut units = operation::emit(emission);
    units.push(Unit::new(1, move || patterns::emit(&one, &all)));
    units.push(Unit::new(emission.api.xml.objects.len(), move || xml::emit(&one)));
    units.extend(headers::emit(emission));
    units.extend(homes.iter().cloned().map(|home| {
        let weight = home.definitions.len();
        Unit::new(weight, move || Some(schema_file(&one, &home)))
    }));
    if !homes.is_empty() {
        units.push(Unit::new(homes.len(), move || Some(schemas(&one, &homes))));
    }
    (root, units)
}

fn root(emission: &Emission<'_>, has_schemas: bool, has_patterns: bool) -> SourceFile {
    let docs = format!("Types of the {}.", docs::line(&emission.api.title));
    // With some features off there may be nothing to export.
    let maybe_empty = (!Features::of(emission).is_empty()).then(|| quote!(#[allow(unused_imports)]));
    let mut modules = Vec::new();
    let mut exports = vec![CrateItem::always("stubsmith_runtime as runtime")];
    if !emission.api.header_sets.is_empty() {
        modules.push(CrateItem::always("headers"));
        exports.push(CrateItem::under(maybe_empty.clone(), "headers::*"));
    }
    if operation::any(emission) {
        modules.push(CrateItem::always("operations"));
        exports.push(CrateItem::under(maybe_empty.clone(), "operations::*"));
    }
    if has_patterns {
        modules.push(CrateItem::always("patterns"));
    }
    if has_schemas {
        modules.push(CrateItem::always("schemas"));
        exports.push(CrateItem::under(maybe_empty, "schemas::*"));
    }
    if !emission.api.xml.roots.is_empty() {
        modules.push(CrateItem::public("xml"));
    }
    crate_root(&docs, modules, exports)
}

fn schemas(emission: &Emission<'_>, homes: &[Home]) -> SourceFile {
    let mut file = SourceFile::new("src/schemas/mod.rs", "The document's schemas, one file for each.");
    let features = Features::of(emission);
    let modules = homes.iter().map(|home| {
        let (condition, module) = (features.condition(&home.gate), fragments::module(&home.module));
        quote!(#condition #module)
    });
    let exports = homes.iter().map(|home| {
        let condition = features.condition(&home.gate);
        let module = fragments::own_module(&home.module);
        let mut definitions = home
            .definitions
            .iter()
            .filter_map(|id| emission.api.types.definition(*id));
        let allow = definitions
            .any(|it| it.deprecated)
            .then(|| quote!(#[allow(deprecated)]));
        let names = home.definitions.iter().filter_map(|id| emission.names.definition(*id));
        let mut names: Vec<String> = names.map(|names| names.name.pascal()).collect();
        names.sort();
        let names = names.iter().map(|name| ident(name));
        if names.len() == 1 {
            quote!(#condition #allow pub use #module::#(#names)*;)
        } else {
            quote!(#condition #allow pub use #module::{#(#names),*};)
        }
    });
    file.head = vec![quote!(#(#modules)*), quote!(#(#exports)*)];
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
    writer.finish(&mut file);
    file
}

fn definition_items(writer: &mut TypeWriter<'_>, id: TypeId, definition: &Definition) -> Vec<TokenStream> {
    writer.uses_deprecated |= definition.deprecated;
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
