//! In: the sets of headers that responses declare.
//! Out: a file with a struct for each.
//! Guarantees: all headers are looked at before a missing one ends the reading.

use proc_macro2::TokenStream;
use quote::quote;

use crate::{
    emit::{Emission, SourceFile, docs, fragments::ident, rust_type::TypeWriter},
    ir::{Header, HeaderSet, ParameterShape},
    naming::DefinitionNames,
};

/// The file `headers.rs`, unless no response has any.
pub(super) fn emit(emission: &Emission<'_>) -> Option<SourceFile> {
    if emission.api.header_sets.is_empty() {
        return None;
    }
    let mut file = SourceFile::new("src/headers.rs", "The headers that responses declare.");
    let mut writer = TypeWriter::in_types(*emission, Vec::new());
    writer
        .imports
        .runtime(&["HeaderReader", "HeaderWriter", "ResponseHeaders"]);
    for (set, names) in emission.api.header_sets.iter().zip(&emission.names.header_sets) {
        file.items.extend(items(&mut writer, set, names));
    }
    file.imports = writer.imports;
    Some(file)
}

fn items(writer: &mut TypeWriter<'_>, set: &HeaderSet, names: &DefinitionNames) -> [TokenStream; 2] {
    let name = ident(&names.name.pascal());
    let (mut fields, mut reads, mut inits, mut writes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (header, field) in set.headers.iter().zip(&names.members) {
        let field = ident(&field.snake());
        let wire = &header.name;
        let prose = docs::attributes(&header.docs, header.deprecated);
        let prose = if prose.is_empty() {
            docs::from_text(&format!("The header `{wire}`."))
        } else {
            prose
        };
        let (ty, ending) = shape(writer, header);
        let presence = if header.required { "required" } else { "optional" };
        let method = ident(&format!("{presence}{ending}"));
        let ty = if header.required { ty } else { quote!(Option<#ty>) };
        fields.push(quote!(#prose pub #field: #ty));
        reads.push(quote!(let #field = headers.#method(#wire);));
        inits.push(if header.required {
            quote!(#field: #field?)
        } else {
            quote!(#field)
        });
        writes.push(quote!(headers.#method(#wire, &self.#field);));
    }
    let default = set
        .headers
        .iter()
        .all(|header| !header.required)
        .then(|| quote!(Default,));
    let about = docs::from_text(&format!("The headers {}.", listed(&set.headers)));
    [
        quote! {
            #about
            #[derive(Clone, Debug, #default PartialEq)]
            pub struct #name { #(#fields),* }
        },
        quote! {
            impl ResponseHeaders for #name {
                fn read(headers: &mut HeaderReader<'_>) -> Option<Self> {
                    #(#reads)*
                    Some(Self { #(#inits),* })
                }
                fn write(&self, headers: &mut HeaderWriter<'_>) {
                    #(#writes)*
                }
            }
        },
    ]
}

/// The type of a header's value, and the ending of the methods that read and write it.
fn shape(writer: &mut TypeWriter<'_>, header: &Header) -> (TokenStream, &'static str) {
    match header.shape {
        ParameterShape::Single(ty) | ParameterShape::Styled { ty, .. } => (writer.ty(ty), ""),
        ParameterShape::List { item, .. } => {
            let item = writer.ty(item);
            (quote!(Vec<#item>), "_list")
        }
        ParameterShape::Json(ty) => (writer.ty(ty), "_json"),
    }
}

fn listed(headers: &[Header]) -> String {
    let names: Vec<String> = headers.iter().map(|header| format!("`{}`", header.name)).collect();
    names.join(", ")
}
