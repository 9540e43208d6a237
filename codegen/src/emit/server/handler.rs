//! In: an operation.
//! Out: its handler: from a request to the service's method, and back.
//! Guarantees: all parameters and the body are read before any violation ends the request.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    answer, authenticate,
    reading::{checked_reads, locals},
};
use crate::{
    emit::{fragments::ident, rust_type::TypeWriter},
    ir::Operation,
    naming::{Name, OperationNames},
};

pub(super) fn emit(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    names: &OperationNames,
    tag: &Name,
) -> Vec<TokenStream> {
    let (handler, trait_name) = (ident(&names.method.snake()), ident(&tag.pascal()));
    let authenticate = (!operation.security.is_empty()).then(|| {
        let function = authenticate::function(&writer.emission, &operation.security);
        writer.imports.add("crate", "authenticate");
        quote!(let principal = authenticate::#function(&*service, &mut request).await?;)
    });
    let principal = authenticate.as_ref().map(|_| quote!(principal,));
    let checked = checked_reads(writer, operation, names);
    let locals = locals(operation, names);
    let request_type = ident(&names.request.pascal());
    let accepted_types =
        answer::is_negotiated(operation, names).then(|| quote!(let accepted_types = &request.accept();));
    let mutable = (!locals.is_empty() || authenticate.is_some()).then(|| quote!(mut));
    let answers = answer::arms(writer, operation, names);
    let mut items = vec![quote! {
        pub(crate) fn #handler<S: #trait_name>(service: Arc<S>, #mutable request: Request) -> HandlerFuture {
            Box::pin(async move {
                #authenticate
                #checked
                #accepted_types
                let context = request.into_context();
                let request = #request_type { #(#locals,)* context };
                match #trait_name::#handler(&*service, #principal request).await { #answers }
            })
        }
    }];
    items.extend(answer::renderings(writer, operation, names));
    items
}
