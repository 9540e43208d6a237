//! In: the declared responses of an operation.
//! Out: the function that reads its response: a `match` over their statuses.
//! Guarantees: single statuses go before ranges, and these before `default`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        fragments::ident,
        outcome::{self, Answered, status},
        rust_type::TypeWriter,
    },
    ir::{Operation, Response, Status},
    naming::{Name, OperationNames},
};

pub(super) fn emit(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let function = ident(&names.outcome.snake());
    let (success, error) = outcome::types(writer, operation, names);
    let mut arms: Vec<(Status, TokenStream)> = Vec::new();
    match operation.successes.as_slice() {
        [only] => {
            let read = ident(if only.json().is_some() { "json" } else { "empty" });
            arms.push((only.status, quote!(response.#read().map(Ok))));
        }
        several => {
            let ty = writer.shared_type(&names.success.pascal());
            for (response, variant) in several.iter().zip(&names.successes) {
                arms.push((response.status, read(&ty, "success", response, variant)));
            }
        }
    }
    for (response, variant) in operation.errors.iter().zip(&names.errors) {
        arms.push((response.status, read(&error, "error", response, variant)));
    }
    arms.sort_by_key(|(status, _)| *status);
    let declared_default = arms.iter().any(|(status, _)| *status == Status::Default);
    let rest = (!declared_default).then(|| quote!(_ => response.undeclared(),));
    let arms = arms.iter().map(|(status, read)| {
        let pattern = pattern(*status);
        quote!(#pattern => #read)
    });
    quote! {
        fn #function(response: &RawResponse) -> Outcome<#success, #error> {
            match response.status().as_u16() { #(#arms,)* #rest }
        }
    }
}

fn pattern(status: Status) -> TokenStream {
    match status {
        Status::Code(code) => {
            let code = Literal::u16_unsuffixed(code);
            quote!(#code)
        }
        Status::Range(digit) => {
            let low = Literal::u16_unsuffixed(u16::from(digit) * 100);
            let high = Literal::u16_unsuffixed(u16::from(digit) * 100 + 99);
            quote!(#low..=#high)
        }
        Status::Default => quote!(_),
    }
}

/// How one variant of an outcome is read; `kind` is `success` or `error`.
fn read(ty: &TokenStream, kind: &str, response: &Response, variant: &Name) -> TokenStream {
    let variant = ident(&variant.pascal());
    let body = if response.json().is_some() { "" } else { "_empty" };
    let range = match status(response.status) {
        Answered::With(_) => "",
        Answered::In(_) => "_in",
    };
    let method = ident(&format!("{kind}{body}{range}"));
    quote!(response.#method(#ty::#variant))
}
