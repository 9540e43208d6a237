//! In: an operation, or the status of a response.
//! Out: the types of its success and error as client and server write them, how a variant knows its status, and what a
//! client accepts.
//! Guarantees: both sides write the same.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::{
    answer::{self, Answer, Role},
    fragments,
    rust_type::TypeWriter,
};
use crate::{
    ir::{ContentKind, Operation, Response, Status},
    naming::OperationNames,
};

/// The types of an operation's success and error. A single success is its body itself.
pub(super) fn types(
    writer: &mut TypeWriter<'_>,
    operation: &Operation,
    names: &OperationNames,
) -> (TokenStream, TokenStream) {
    let success = match successes(operation, names).as_slice() {
        [only] => only.whole(writer),
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

/// What an operation answers when it succeeds. Several have a type of their own.
pub(super) fn successes<'a>(operation: &'a Operation, names: &'a OperationNames) -> Vec<Answer<'a>> {
    answer::all(Role::Success, &operation.successes, &names.successes)
}

/// What an operation answers when it does not succeed.
pub(super) fn errors<'a>(operation: &'a Operation, names: &'a OperationNames) -> Vec<Answer<'a>> {
    answer::all(Role::Error, &operation.errors, &names.errors)
}

/// What a client accepts: the media types of successes, the first form of each before its others; then those that only
/// errors have, which the server should not choose by.
pub(super) fn accept(operation: &Operation) -> Option<String> {
    let first = |response: &Response| names(response, 0..1);
    let others = |response: &Response| names(response, 1..usize::MAX);
    let groups: [(Vec<String>, &str); 3] = [
        (operation.successes.iter().flat_map(first).collect(), ""),
        (operation.successes.iter().flat_map(others).collect(), ";q=0.9"),
        (
            operation
                .errors
                .iter()
                .flat_map(|error| names(error, 0..usize::MAX))
                .collect(),
            ";q=0.5",
        ),
    ];
    let mut accepted: Vec<(String, &str)> = Vec::new();
    for (names, weight) in groups {
        // Without a body of a success there is nothing that an error's would have to stand behind.
        let weight = if accepted.is_empty() { "" } else { weight };
        for name in names {
            if !accepted.iter().any(|(known, _)| known.eq_ignore_ascii_case(&name)) {
                accepted.push((name, weight));
            }
        }
    }
    let weighted = accepted.iter().map(|(name, weight)| format!("{name}{weight}"));
    (!accepted.is_empty()).then(|| weighted.collect::<Vec<_>>().join(", "))
}

/// The media types of a response's forms. Of one that is JSON or XML these are two.
fn names(response: &Response, forms: std::ops::Range<usize>) -> Vec<String> {
    let mut all: Vec<Vec<String>> = Vec::new();
    for content in &response.content {
        let names = content.media_types.iter().cloned();
        if let ContentKind::JsonOrXml(_) = content.kind {
            let (json, xml) = names.partition(|name| answer::tells_json(name));
            all.extend([json, xml]);
        } else {
            all.push(names.collect());
        }
    }
    let chosen = all.into_iter().skip(forms.start).take(forms.end - forms.start);
    chosen.flatten().collect()
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
pub(super) fn status(status: Status, role: Role) -> Answered {
    let import = match (status, role) {
        (Status::Code(code), _) => return Answered::With(fragments::status_code(code)),
        (Status::Range(digit), _) => {
            let low = Literal::u16_unsuffixed(u16::from(digit) * 100);
            let high = Literal::u16_unsuffixed(u16::from(digit) * 100 + 99);
            return Answered::In(StatusType {
                tokens: quote!(StatusRange<#low, #high>),
                import: "StatusRange",
            });
        }
        (Status::Default, Role::Success) => "SuccessStatus",
        (Status::Default, Role::Error) => "ErrorStatus",
    };
    let name = fragments::ident(import);
    Answered::In(StatusType {
        tokens: quote!(#name),
        import,
    })
}
