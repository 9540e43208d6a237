//! In: the request body of an operation.
//! Out: the expression that reads it, and the function behind it.
//! Guarantees: one JSON body needs no function.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        body::{is_one, is_plain, layout, ty},
        fragments::ident,
        rust_type::TypeWriter,
        stream,
    },
    ir::{Content, ContentKind, Operation, XmlContent},
    naming::{FormNames, OperationNames},
};

/// The expression that reads the body, if there is one: `None` after violations.
pub(super) fn read(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Option<TokenStream> {
    let (body, names) = (operation.body.as_ref()?, names.body.as_ref()?);
    if !is_plain(body) {
        let function = ident(&names.function.snake());
        return Some(quote!(#function(&mut request).await?));
    }
    let ty = match body.content.first()?.kind {
        ContentKind::Json(ty) => Some(ty),
        _ => None,
    };
    let (method, taken) = if body.required {
        ("json_body", ty.and_then(|ty| writer.taken(ty)))
    } else {
        ("json_body_optional", ty.and_then(|ty| writer.taken_optional(ty)))
    };
    let method = ident(method);
    Some(quote!(request.#method().await? #taken))
}

/// What reads the body of an operation: a function, and a static for each form of pairs.
pub(super) fn emit(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> Vec<TokenStream> {
    let (Some(body), Some(names)) = (&operation.body, &names.body) else {
        return Vec::new();
    };
    if is_plain(body) {
        return Vec::new();
    }
    let mut items = Vec::new();
    for (form, names) in body.content.iter().zip(&names.forms) {
        if let ContentKind::Form(form) = &form.kind {
            items.push(layout(writer, form, &names.own.shouty()));
        }
    }
    let function = ident(&names.function.snake());
    let ty = ty(writer, body, names);
    let result = if body.required { ty.clone() } else { quote!(Option<#ty>) };
    let several = body.content.len() > 1;
    let last = body.content.len().saturating_sub(1);
    let pairs = body.content.iter().zip(&names.forms).enumerate();
    let arms = pairs.map(|(index, (form, names))| {
        let pattern = if index == last {
            quote!(Some(_))
        } else {
            let index = Literal::usize_unsuffixed(index);
            quote!(Some(#index))
        };
        let variant = ident(&names.variant.pascal());
        let choice = several.then(|| quote!(#ty::#variant));
        let value = value(read_form(writer, form, names), choice, body.required);
        quote!(#pattern => #value)
    });
    let media_types = body.content.iter().map(|form| {
        let names = &form.media_types;
        quote!(&[#(#names),*])
    });
    let streamed = body.content.iter().enumerate();
    let streamed = streamed.filter(|(_, form)| form.is_stream());
    let streamed: Vec<Literal> = streamed.map(|(index, _)| Literal::usize_unsuffixed(index)).collect();
    let content = if streamed.is_empty() {
        quote!(content(&[#(#media_types),*]))
    } else {
        quote!(content_or_items(&[#(#media_types),*], &[#(#streamed),*]))
    };
    let none = if body.required {
        quote!(Err(request.without_body()))
    } else {
        quote!(Ok(Some(None)))
    };
    items.push(quote! {
        async fn #function(request: &mut Request) -> Result<Option<#result>, Rejection> {
            match request.#content.await? {
                #(#arms,)*
                None => #none,
            }
        }
    });
    items
}

/// The result of reading one form, as a choice of several if it is one.
fn value(read: Read, choice: Option<TokenStream>, required: bool) -> TokenStream {
    let optional = (!required).then(|| quote!(.map(Some)));
    match (read, choice) {
        (Read::Always(value), choice) => {
            let value = match choice {
                Some(choice) => quote!(#choice(#value)),
                None => value,
            };
            let value = if required { value } else { quote!(Some(#value)) };
            quote!(Ok(Some(#value)))
        }
        (Read::Checked(value), Some(choice)) => quote!(Ok(#value.map(#choice) #optional)),
        (Read::Checked(value), None) => quote!(Ok(#value #optional)),
        (Read::Fallible(value), None) if required => value,
        (Read::Fallible(value), None) => quote!(Ok(#value? #optional)),
        (Read::Fallible(value), Some(choice)) => quote!(Ok(#value?.map(#choice) #optional)),
    }
}

/// An expression that reads one form.
enum Read {
    /// It gives the value.
    Always(TokenStream),
    /// It gives `None` after violations.
    Checked(TokenStream),
    /// It gives that, or a rejection.
    Fallible(TokenStream),
}

fn read_xml(writer: &mut TypeWriter<'_>, method: &str, xml: XmlContent) -> Read {
    let (method, root) = (ident(method), writer.xml_root(xml.root));
    match writer.taken(xml.ty) {
        Some(taken) => Read::Checked(quote!(request.#method(&#root)? #taken)),
        None => Read::Fallible(quote!(request.#method(&#root))),
    }
}

fn read_form(writer: &mut TypeWriter<'_>, content: &Content, names: &FormNames) -> Read {
    match content.kind {
        ContentKind::Json(ty) => match writer.taken(ty) {
            Some(taken) => Read::Checked(quote!(request.json()? #taken)),
            None => Read::Fallible(quote!(request.json())),
        },
        ContentKind::Text(ty) => {
            let taken = writer.taken(ty);
            Read::Checked(quote!(request.text() #taken))
        }
        ContentKind::Xml(xml) => read_xml(writer, "xml", xml),
        ContentKind::JsonOrXml(xml) => read_xml(writer, "json_or_xml", xml),
        ContentKind::Binary if is_one(content) => Read::Always(quote!(request.bytes())),
        ContentKind::Binary => Read::Always(quote!(request.binary())),
        ContentKind::Stream(ref stream) => {
            let method = ident(stream::reader(stream));
            Read::Always(quote!(request.#method()))
        }
        ContentKind::Form(_) => {
            let layout = ident(&names.own.shouty());
            Read::Checked(quote!(request.form(&#layout)))
        }
        ContentKind::Multipart(_) => Read::Fallible(quote!(request.multipart().await)),
    }
}
