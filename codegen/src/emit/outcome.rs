//! In: an operation, or the status of a response.
//! Out: the types of its success and error as client and server write them, and how a variant knows its status.
//! Guarantees: both sides write the same.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{fragments, rust_type::TypeWriter};
use crate::{
    ir::{Operation, Status},
    naming::OperationNames,
};

/// The types of an operation's success and error. A single success is its body itself.
pub(super) fn types(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> (TokenStream, TokenStream) {
    let success = match operation.successes.as_slice() {
        [only] => match only.json() {
            Some(body) => writer.ty(body),
            None => quote!(()),
        },
        _ => writer.shared_type(&names.success.pascal()),
    };
    let error = if operation.errors.is_empty() {
        writer.imports.add("std::convert", "Infallible");
        quote!(Infallible)
    } else {
        writer.shared_type(&names.error.pascal())
    };
    (success, error)
}

/// How a variant knows its status.
pub(super) enum Answered {
    /// It stands for one status.
    With(TokenStream),
    /// It holds the status, of this type.
    In(StatusType),
}

/// A type that holds a status in a range.
pub(super) struct StatusType {
    /// The type.
    pub(super) tokens: TokenStream,
    /// What the runtime calls it.
    pub(super) import: &'static str,
}

/// How the variant of a declared status knows the status it is sent with.
pub(super) fn status(status: Status) -> Answered {
    match status {
        Status::Code(code) => Answered::With(fragments::status_code(code)),
        Status::Range(digit) => {
            let low = Literal::u16_unsuffixed(u16::from(digit) * 100);
            let high = Literal::u16_unsuffixed(u16::from(digit) * 100 + 99);
            Answered::In(StatusType {
                tokens: quote!(StatusRange<#low, #high>),
                import: "StatusRange",
            })
        }
        Status::Default => Answered::In(StatusType {
            tokens: quote!(ErrorStatus),
            import: "ErrorStatus",
        }),
    }
}
