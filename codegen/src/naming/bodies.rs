//! In: the request body of an operation.
//! Out: the names of what is emitted for it beside its schemas.
//! Guarantees: nothing is claimed that is not emitted.

use super::{answers, reserved, scope::Scope, words::Name};
use crate::ir::{ContentKind, Operation};

/// The names of what is emitted for a request body.
#[derive(Debug, Clone)]
pub struct BodyNames {
    /// The function that reads or writes it.
    pub function: Name,
    /// The type of it, where it may take several forms.
    pub choice: Name,
    /// Aligned with `Body::content`.
    pub forms: Vec<FormNames>,
}

/// The names of one form of a request body.
#[derive(Debug, Clone)]
pub struct FormNames {
    /// The variant, where there are several forms.
    pub variant: Name,
    /// The struct of its parts, and the static that says how a form is written.
    pub own: Name,
    /// The fields of its parts.
    pub parts: Vec<Name>,
}

/// The names for the body of an operation, if it has one.
pub(super) fn names(
    operation: &Operation,
    method: &Name,
    functions: &mut Scope,
    types: &mut Scope,
) -> Option<BodyNames> {
    let content = &operation.body.as_ref()?.content;
    let several = content.len() > 1;
    // One JSON body needs no function.
    let plain = match content.as_slice() {
        [only] => {
            let mut names = only.media_types.iter().filter(|name| !name.contains('*'));
            matches!(only.kind, ContentKind::Json(_)) && names.next().is_none_or(|name| name == "application/json")
        }
        _ => false,
    };
    let usual = method.with("body");
    let function = if plain {
        usual.clone()
    } else {
        functions.claim_name(usual.clone())
    };
    let choice = if several {
        types.claim_first_free(usual, method.with("body_form"))
    } else {
        usual
    };
    let mut variants = Scope::new(&[reserved::VARIANTS], "form");
    let common = answers::Forms::of(content);
    let forms = content.iter().map(|form| {
        let own = method.with("form");
        let (own, parts) = match &form.kind {
            ContentKind::Multipart(multipart) if !multipart.parts.is_empty() => {
                let mut scope = Scope::new(&[reserved::PARTS], "part");
                let parts = multipart.parts.iter().map(|part| scope.claim(&[&part.name])).collect();
                (types.claim_first_free(own, method.with("parts")), parts)
            }
            ContentKind::Form(_) => (functions.claim_name(own), Vec::new()),
            _ => (own, Vec::new()),
        };
        FormNames {
            variant: variants.claim(&[&common.name(form)]),
            own,
            parts,
        }
    });
    Some(BodyNames {
        forms: forms.collect(),
        function,
        choice,
    })
}
