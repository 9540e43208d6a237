//! In: the sets of headers that responses declare.
//! Out: a struct for each, in a file of its own.
//! Guarantees: all headers are looked at before a missing one ends the reading.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    emit::{
        Emission, SourceFile, Unit, docs,
        features::{Features, Gate},
        fragments::{self, ident},
        rust_type::TypeWriter,
        styled::header_styles,
    },
    ir::{Header, HeaderSet, Operation, ParameterShape, Type},
    naming::DefinitionNames,
};

/// The files of the folder `headers`, one for each set.
pub(super) fn emit<'a>(emission: &Emission<'a>) -> Vec<Unit<'a>> {
    let one = *emission;
    let mut units: Vec<Unit<'a>> = (0..emission.api.header_sets.len())
        .map(|set| Unit::new(1, move || file(&one, set)))
        .collect();
    if !units.is_empty() {
        units.push(Unit::new(1, move || Some(root(&one))));
    }
    units
}

fn root(emission: &Emission<'_>) -> SourceFile {
    let mut file = SourceFile::new(
        "src/headers/mod.rs",
        "The headers that responses declare, one file for each set.",
    );
    let features = Features::of(emission);
    let sets = emission.names.header_sets.iter().enumerate();
    let mut sets: Vec<(Option<TokenStream>, String, String)> = sets
        .map(|(set, names)| {
            (
                features.condition(&gate(emission, set)),
                names.name.snake(),
                names.name.pascal(),
            )
        })
        .collect();
    sets.sort_by(|left, right| left.1.cmp(&right.1));
    let modules = sets.iter().map(|(condition, module, _)| {
        let module = fragments::module(module);
        quote!(#condition #module)
    });
    let exports = sets.iter().map(|(condition, module, name)| {
        let (module, name) = (fragments::own_module(module), ident(name));
        quote!(#condition pub use #module::#name;)
    });
    file.head = vec![quote!(#(#modules)*), quote!(#(#exports)*)];
    file
}

/// The tags whose operations answer with a set.
fn gate(emission: &Emission<'_>, set: usize) -> Gate {
    let has_set = |operation: &&Operation| {
        let mut responses = operation.successes.iter().chain(&operation.errors);
        responses.any(|response| response.headers == Some(set))
    };
    Some(
        emission
            .api
            .operations
            .iter()
            .filter(has_set)
            .map(|operation| operation.tag)
            .collect(),
    )
}

fn file(emission: &Emission<'_>, set: usize) -> Option<SourceFile> {
    let (declared, names) = (emission.api.header_sets.get(set)?, emission.names.header_sets.get(set)?);
    let mut file = SourceFile::new(format!("src/headers/{}.rs", names.name.snake()), "");
    let mut writer = TypeWriter::in_types(*emission, Vec::new());
    writer
        .imports
        .runtime(&["HeaderReader", "HeaderWriter", "ResponseHeaders"]);
    file.items.extend(items(&mut writer, declared, names));
    writer.finish(&mut file);
    Some(file)
}

fn items(writer: &mut TypeWriter<'_>, set: &HeaderSet, names: &DefinitionNames) -> [TokenStream; 2] {
    let name = ident(&names.name.pascal());
    let mut is_styled = false;
    let (mut fields, mut reads, mut inits, mut writes) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    let idents: Vec<Ident> = names.members.iter().map(|field| ident(&field.snake())).collect();
    let headers = fragments::local(
        idents.iter(),
        &["headers", "reader", "header_reader", "reader_of_headers"],
    );
    for (header, field) in set.headers.iter().zip(&idents) {
        let wire = &header.name;
        writer.uses_deprecated |= header.deprecated;
        let deprecated = fragments::deprecated(header.deprecated);
        let prose = docs::attributes(&header.docs, false);
        let prose = if prose.is_empty() {
            docs::from_text(&format!("The header `{wire}`."))
        } else {
            prose
        };
        let (ty, ending, style) = shape(writer, header);
        is_styled |= style.is_some();
        let (read_as, written_as) = style
            .map(|[read, written]| (quote!(, #read), quote!(, #written)))
            .unzip();
        let presence = if header.required { "required" } else { "optional" };
        let method = ident(&format!("{presence}{ending}"));
        let (taken, value) = passed(writer, header, field);
        let ty = if header.required { ty } else { quote!(Option<#ty>) };
        fields.push(quote!(#prose #deprecated pub #field: #ty));
        reads.push(quote!(let #field = #headers.#method(#wire #read_as) #taken;));
        inits.push(if header.required {
            quote!(#field: #field?)
        } else {
            quote!(#field)
        });
        writes.push(quote!(headers.#method(#wire, #value #written_as);));
    }
    let default = set
        .headers
        .iter()
        .all(|header| !header.required)
        .then(|| quote!(Default,));
    // In the functions, since a schema may be called `Style`.
    let import = is_styled.then(|| {
        quote!(
            use stubsmith_runtime::style::{Shape, Style, Styled};
        )
    });
    let about = docs::from_text(&format!("The headers {}.", listed(&set.headers)));
    let derives = writer
        .emission
        .derives(&name.to_string(), &quote!(Clone, Debug, #default PartialEq));
    [
        quote! {
            #about
            #derives
            pub struct #name { #(#fields),* }
        },
        quote! {
            impl ResponseHeaders for #name {
                fn read(#headers: &mut HeaderReader<'_>) -> Option<Self> {
                    #import
                    #(#reads)*
                    Some(Self { #(#inits),* })
                }
                fn write(&self, headers: &mut HeaderWriter<'_>) {
                    #import
                    #(#writes)*
                }
            }
        },
    ]
}

/// What takes a header's value out of what carried it, and the value as it is written.
fn passed(writer: &mut TypeWriter<'_>, header: &Header, field: &Ident) -> (Option<TokenStream>, TokenStream) {
    let types = &writer.emission.api.types;
    let (ty, is_list) = match header.shape {
        ParameterShape::List { list, item, .. } if matches!(types.resolved(list).1, Type::Array(_)) => (item, true),
        ParameterShape::List { list: ty, .. }
        | ParameterShape::Single(ty)
        | ParameterShape::Styled { ty, .. }
        | ParameterShape::Json(ty) => (ty, false),
    };
    let Some(carrier) = writer.carrier(ty) else {
        return (None, quote!(&self.#field));
    };
    let carrier = if is_list { quote!(Vec<#carrier>) } else { carrier };
    let taken = quote!(.map(foreign::value::<#carrier>));
    let whole = if header.required {
        carrier
    } else {
        quote!(Option<#carrier>)
    };
    (Some(taken), quote!(&foreign::carrier::<#whole>(self.#field.to_owned())))
}

/// The type of a header's value, the ending of the methods that read and write it, and the styles that these are given.
fn shape(writer: &mut TypeWriter<'_>, header: &Header) -> (TokenStream, &'static str, Option<[TokenStream; 2]>) {
    let types = &writer.emission.api.types;
    match header.shape {
        ParameterShape::Single(ty) => (writer.ty(ty), "", None),
        ParameterShape::List { list, item, .. } if matches!(types.resolved(list).1, Type::Array(_)) => {
            let item = writer.ty(item);
            (quote!(Vec<#item>), "_list", None)
        }
        ParameterShape::List { list: ty, explode, .. } | ParameterShape::Styled { ty, explode, .. } => {
            let styles = header_styles(types, ty, explode);
            (writer.ty(ty), "_styled", Some(styles))
        }
        ParameterShape::Json(ty) => (writer.ty(ty), "_json", None),
    }
}

fn listed(headers: &[Header]) -> String {
    let names: Vec<String> = headers.iter().map(|header| format!("`{}`", header.name)).collect();
    names.join(", ")
}
