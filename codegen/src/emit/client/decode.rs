//! In: the declared responses of an operation.
//! Out: the function that reads its response: a `match` over their statuses, and over the forms of each.
//! Guarantees: single statuses go before ranges, and these before `default`.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    emit::{
        answer::{Answer, Role},
        fragments::ident,
        outcome::{self, Answered},
        rust_type::TypeWriter,
    },
    ir::{Operation, Status},
    naming::OperationNames,
};

pub(super) fn emit(writer: &mut TypeWriter<'_>, operation: &Operation, names: &OperationNames) -> TokenStream {
    let function = ident(&names.outcome.snake());
    let (success, error) = outcome::types(writer, operation, names);
    let mut arms: Vec<((Status, Role), TokenStream)> = Vec::new();
    match outcome::successes(operation, names).as_slice() {
        [only] => {
            let read = body(writer, only);
            arms.push(((only.response.status, Role::Success), quote!(#read.map(Ok))));
        }
        several => {
            let ty = writer.shared_type(&names.success.pascal());
            arms.extend(variants(writer, &ty, several));
        }
    }
    arms.extend(variants(writer, &error, &outcome::errors(operation, names)));
    arms.sort_by_key(|(key, _)| *key);
    let declared_default = arms.iter().any(|(key, _)| *key == (Status::Default, Role::Error));
    let rest = (!declared_default).then(|| quote!(_ => response.undeclared(),));
    let codes: Vec<u16> = arms.iter().filter_map(|((status, _), _)| code(*status)).collect();
    let arms = arms.iter().map(|((status, role), read)| {
        let pattern = pattern(*status, *role, &codes);
        quote!(#pattern => #read)
    });
    quote! {
        fn #function(response: &RawResponse) -> Outcome<#success, #error> {
            match response.status().as_u16() { #(#arms,)* #rest }
        }
    }
}

fn code(status: Status) -> Option<u16> {
    match status {
        Status::Code(code) => Some(code),
        Status::Range(_) | Status::Default => None,
    }
}

/// The statuses of one arm. A range does not begin or end with one that has an arm of its own.
fn pattern(status: Status, role: Role, codes: &[u16]) -> TokenStream {
    let (mut low, mut high) = match (status, role) {
        (Status::Code(code), _) => {
            let code = Literal::u16_unsuffixed(code);
            return quote!(#code);
        }
        (Status::Range(digit), _) => (u16::from(digit) * 100, u16::from(digit) * 100 + 99),
        (Status::Default, Role::Success) => (200, 399),
        (Status::Default, Role::Error) => return quote!(_),
    };
    while low < high && codes.contains(&low) {
        low += 1;
    }
    while low < high && codes.contains(&high) {
        high -= 1;
    }
    let (low, high) = (Literal::u16_unsuffixed(low), Literal::u16_unsuffixed(high));
    quote!(#low..=#high)
}

/// How the variants of an outcome are read, by status.
fn variants(
    writer: &mut TypeWriter<'_>,
    ty: &TokenStream,
    answers: &[Answer<'_>],
) -> Vec<((Status, Role), TokenStream)> {
    let of_one_status = answers.chunk_by(|one, other| one.response.status == other.response.status);
    let arms = of_one_status.filter_map(|forms| {
        let (last, others) = forms.split_last()?;
        let key = (last.response.status, last.role);
        let read_last = variant(writer, ty, last);
        if others.is_empty() {
            return Some((key, read_last));
        }
        let names = forms.iter().map(|form| {
            let names = form.media_types();
            quote!(&[#(#names),*])
        });
        let indexes = (0..others.len()).map(Literal::usize_unsuffixed);
        let reads: Vec<TokenStream> = others.iter().map(|form| variant(writer, ty, form)).collect();
        let read = quote! {
            match response.form(&[#(#names),*]) { #(#indexes => #reads,)* _ => #read_last }
        };
        Some((key, read))
    });
    arms.collect()
}

/// How one variant of an outcome is read. What is most frequent is one call.
fn variant(writer: &mut TypeWriter<'_>, ty: &TokenStream, answer: &Answer<'_>) -> TokenStream {
    let variant = ident(&answer.variant.pascal());
    let reader = answer.reader();
    let kind = match answer.role {
        Role::Success => "success",
        Role::Error => "error",
    };
    let (range, is_in_range) = match answer.status() {
        Answered::With(_) => ("", false),
        Answered::In(_) => ("_in", true),
    };
    let is_carried = answer.taken(writer).is_some();
    if !answer.is_headed() && !is_carried && (reader == "json" || reader == "empty") {
        let body = if reader == "json" { "" } else { "_empty" };
        let method = ident(&format!("{kind}{body}{range}"));
        return quote!(response.#method(#ty::#variant));
    }
    let result = ident(match answer.role {
        Role::Success => "Ok",
        Role::Error => "Err",
    });
    let read = body(writer, answer);
    if is_in_range {
        quote!(response.in_range(|status| #read.map(|body| #result(#ty::#variant(status, body)))))
    } else {
        quote!(#read.map(|body| #result(#ty::#variant(body))))
    }
}

/// The body, with the headers beside it.
fn body(writer: &mut TypeWriter<'_>, answer: &Answer<'_>) -> TokenStream {
    let reader = answer.reader();
    let root = answer.xml().map(|root| writer.xml_root(root));
    let root = root.map(|root| quote!(&#root));
    match (answer.taken(writer), answer.is_headed()) {
        (None, true) if root.is_none() => quote!(response.headed(RawResponse::#reader)),
        (taken, true) => quote!(response.headed(|response| response.#reader(#root) #taken)),
        (taken, false) => quote!(response.#reader(#root) #taken),
    }
}
