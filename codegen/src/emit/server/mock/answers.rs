//! In: the responses that an operation declares.
//! Out: the table of them, the successes first.
//! Guarantees: each form of a response has a row.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{examples, table::Tables};
use crate::{
    emit::{
        Emission,
        answer::{Answer, Role},
    },
    ir::{Content, ContentKind, Header, ParameterShape, Status},
};

/// The rows.
pub(super) fn rows(emission: &Emission<'_>, tables: &mut Tables<'_>, answers: &[Answer<'_>]) -> Vec<TokenStream> {
    tables.imports.add("stubsmith_runtime::mock", "Answer");
    tables.imports.add("stubsmith_runtime::mock", "Status");
    answers.iter().map(|answer| row(emission, tables, answer)).collect()
}

fn row(emission: &Emission<'_>, tables: &mut Tables<'_>, answer: &Answer<'_>) -> TokenStream {
    let status = status(answer.response.status, answer.role);
    let names = answer.media_types();
    let found = answer.content.map(|content| emission.api.examples.at(&content.pointer));
    let found = found.unwrap_or_default();
    if !found.is_empty() {
        tables.imports.add("stubsmith_runtime::mock", "Example");
    }
    let examples = examples::named(found);
    let body = body(tables, answer.content);
    let set = answer
        .response
        .headers
        .and_then(|set| emission.api.header_sets.get(set));
    let headers = set
        .iter()
        .flat_map(|set| &set.headers)
        .map(|it| header(emission, tables, it));
    let headers: Vec<TokenStream> = headers.collect();
    quote! {
        Answer {
            status: #status,
            media_types: &[#(#names),*],
            examples: #examples,
            body: #body,
            headers: &[#(#headers),*],
        }
    }
}

fn status(status: Status, role: Role) -> TokenStream {
    match (status, role) {
        (Status::Code(code), _) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(Status::Code(#code))
        }
        (Status::Range(digit), _) => {
            let digit = Literal::u8_unsuffixed(digit);
            quote!(Status::Range(#digit))
        }
        (Status::Default, Role::Success) => quote!(Status::Success),
        (Status::Default, Role::Error) => quote!(Status::Error),
    }
}

fn body(tables: &mut Tables<'_>, content: Option<&Content>) -> TokenStream {
    let Some(content) = content else {
        tables.imports.add("stubsmith_runtime::mock", "Schema");
        return quote!(&Schema::Null);
    };
    let schema = content.pointer.child("schema");
    match &content.kind {
        ContentKind::Json(ty) | ContentKind::Text(ty) => tables.reference(*ty, Some(&schema)),
        ContentKind::Xml(xml) | ContentKind::JsonOrXml(xml) => tables.reference(xml.ty, Some(&schema)),
        ContentKind::Stream(stream) => tables.reference(stream.item, Some(&content.pointer.child("itemSchema"))),
        ContentKind::Binary | ContentKind::Form(_) | ContentKind::Multipart(_) => {
            tables.imports.add("stubsmith_runtime::mock", "Schema");
            quote!(&Schema::Any)
        }
    }
}

fn header(emission: &Emission<'_>, tables: &mut Tables<'_>, header: &Header) -> TokenStream {
    for name in ["Header", "Written"] {
        tables.imports.add("stubsmith_runtime::mock", name);
    }
    let (ty, written) = match header.shape {
        ParameterShape::Single(ty) | ParameterShape::List { list: ty, .. } => (ty, quote!(Simple)),
        ParameterShape::Styled { ty, explode, .. } if explode => (ty, quote!(Exploded)),
        ParameterShape::Styled { ty, .. } => (ty, quote!(Simple)),
        ParameterShape::Json(ty) => (ty, quote!(Json)),
    };
    let own = !emission.api.examples.at(&header.pointer).is_empty();
    let place = if own {
        header.pointer.clone()
    } else {
        header.pointer.child("schema")
    };
    let schema = tables.reference(ty, Some(&place));
    let name = &header.name;
    quote!(Header { name: #name, schema: #schema, written: Written::#written })
}
