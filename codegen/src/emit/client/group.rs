//! A group of operations: a struct that borrows the client, with one method for each.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{TAKEN, decode};
use crate::{
    emit::{Emission, SourceFile, docs, fragments::ident, outcome, rust_type::TypeWriter},
    ir::{Format, Operation, Parameter, ParameterLocation, ParameterShape, Type, TypeId},
    naming::{Name, OperationNames},
};

pub(super) fn emit(emission: &Emission<'_>, tag: usize) -> SourceFile {
    let (declared, name) = match (emission.api.tags.get(tag), emission.names.tags.get(tag)) {
        (Some(declared), Some(name)) => (declared, name),
        _ => return SourceFile::default(),
    };
    let mut file = SourceFile::new(format!("src/{}.rs", name.snake()), "");
    let mut writer = TypeWriter::in_other(*emission, TAKEN);
    for import in ["Call", "Core", "Operation", "Outcome", "RawResponse"] {
        writer.imports.add("stubsmith_runtime::client", import);
    }
    writer.imports.add("stubsmith_runtime::http", "Method");
    let group = ident(&name.pascal());
    let prose = declared.description.as_deref().unwrap_or(&declared.name);
    let group_docs = docs::from_text(prose);
    let (mut methods, mut tables) = (Vec::new(), Vec::new());
    for (operation, names) in emission.api.operations.iter().zip(&emission.names.operations) {
        if operation.tag == tag {
            methods.push(method(&mut writer, operation, names));
            tables.push(table(operation, names));
            tables.push(decode::emit(&mut writer, operation, names));
        }
    }
    file.items.push(quote! {
        #group_docs
        #[derive(Clone, Copy, Debug)]
        pub struct #group<'a> { core: &'a Core }
    });
    file.items.push(quote! {
        impl<'a> #group<'a> {
            pub(crate) fn new(core: &'a Core) -> Self {
                Self { core }
            }
            #(#methods)*
        }
    });
    file.items.extend(tables);
    file.imports = writer.imports;
    file
}

fn method(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let docs = operation_docs(operation);
    let name = ident(&names.method.snake());
    let (mut arguments, mut steps) = (Vec::new(), Vec::new());
    let parameters = operation.parameters.iter().zip(&names.parameters);
    // What must be given stands before what may be given.
    let (required, optional): (Vec<_>, Vec<_>) = parameters.partition(|(parameter, _)| parameter.required);
    for (parameter, name) in &required {
        arguments.push(argument(writer, parameter, name));
    }
    if let Some(body) = &operation.body {
        let ty = writer.ty(body.ty);
        arguments.push(if body.required {
            quote!(body: &#ty)
        } else {
            quote!(body: Option<&#ty>)
        });
    }
    for (parameter, name) in &optional {
        arguments.push(argument(writer, parameter, name));
    }
    let parameters = operation.parameters.iter().zip(&names.parameters);
    steps.extend(parameters.map(|(parameter, name)| step(writer, parameter, name)));
    if let Some(body) = &operation.body {
        steps.push(if body.required {
            quote!(.json(body))
        } else {
            quote!(.json_optional(body))
        });
    }
    let (success, error) = outcome::types(writer, operation, names);
    let table = ident(&names.method.shouty());
    let decode = ident(&names.method.with("outcome").snake());
    quote! {
        #docs
        pub fn #name(&self, #(#arguments),*) -> Call<#success, #error> {
            self.core.call(&#table, #decode)#(#steps)*
        }
    }
}

fn operation_docs(operation: &Operation) -> TokenStream {
    let prose = docs::attributes(&operation.docs, operation.deprecated);
    let line = format!("`{} {}`", operation.method, operation.path);
    let gap = (!operation.docs.is_empty()).then(|| quote!(#[doc = ""]));
    let line = docs::from_text(&line);
    quote!(#prose #gap #line)
}

fn argument(writer: &mut TypeWriter<'_>, parameter: &Parameter, name: &Name) -> TokenStream {
    let name = ident(&name.snake());
    let ty = match parameter.shape {
        ParameterShape::Single(ty) => borrowed(writer, ty),
        ParameterShape::List { item, .. } => {
            let item = writer.ty(item);
            quote!(&[#item])
        }
    };
    if parameter.required {
        quote!(#name: #ty)
    } else {
        quote!(#name: Option<#ty>)
    }
}

/// Strings are taken as `&str`, numbers and booleans by value.
fn borrowed(writer: &mut TypeWriter<'_>, ty: TypeId) -> TokenStream {
    if matches!(writer.emission.api.types.get(ty), Type::Text(Format::Plain)) {
        return quote!(&str);
    }
    let by_value = is_by_value(writer, ty);
    let ty = writer.ty(ty);
    if by_value { ty } else { quote!(&#ty) }
}

fn is_by_value(writer: &TypeWriter<'_>, ty: TypeId) -> bool {
    matches!(
        writer.emission.api.types.get(ty),
        Type::Boolean | Type::Integer(_) | Type::Number
    )
}

fn step(writer: &TypeWriter<'_>, parameter: &Parameter, name: &Name) -> TokenStream {
    let wire = &parameter.name;
    let value = ident(&name.snake());
    let location = match parameter.location {
        ParameterLocation::Path => "path",
        ParameterLocation::Query => "query",
        ParameterLocation::Header => "header_parameter",
        ParameterLocation::Cookie => "cookie",
    };
    match parameter.shape {
        ParameterShape::Single(ty) => {
            let suffix = if parameter.required { "" } else { "_optional" };
            let method = ident(&format!("{location}{suffix}"));
            match (is_by_value(writer, ty), parameter.required) {
                (true, true) => quote!(.#method(#wire, &#value)),
                (true, false) => quote!(.#method(#wire, #value.as_ref())),
                (false, _) => quote!(.#method(#wire, #value)),
            }
        }
        ParameterShape::List { explode, .. } => {
            let suffix = if parameter.required { "list" } else { "list_optional" };
            let method = ident(&format!("{location}_{suffix}"));
            let style = (parameter.location == ParameterLocation::Query).then(|| quote!(, #explode));
            quote!(.#method(#wire, #value #style))
        }
    }
}

/// What a call needs to know of its operation.
fn table(operation: &Operation, names: &OperationNames) -> TokenStream {
    let table = ident(&names.method.shouty());
    let (id, path) = (&operation.id, &operation.path);
    let method = ident(operation.method);
    let any_json = operation
        .successes
        .iter()
        .chain(&operation.errors)
        .any(|response| response.body.is_some());
    let accept = if any_json {
        quote!(Some("application/json"))
    } else {
        quote!(None)
    };
    let security = operation.security.iter().map(|requirement| {
        let schemes = requirement
            .schemes
            .iter()
            .map(|scheme| Literal::usize_unsuffixed(*scheme));
        quote!(&[#(#schemes),*])
    });
    quote! {
        static #table: Operation = Operation {
            id: #id,
            method: Method::#method,
            path: #path,
            accept: #accept,
            security: &[#(#security),*],
        };
    }
}
