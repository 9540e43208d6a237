//! In: what a user says of the error envelope.
//! Out: the same as lowering takes it, and what is wrong with it.
//! Guarantees: a rule that names nothing is an error.

use std::collections::BTreeMap;

use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    document::{Status, nearest},
    ir::{HintRank, Type, TypeId, Types},
    pointer::FileId,
};

/// What a user says of the error envelope.
#[derive(Debug, Clone, Default)]
pub struct EnvelopeRules {
    /// Whether problem details (RFC 9457) are sent, whatever the document has.
    pub problem_details: bool,
    /// The name of the component that is the envelope.
    pub schema: Option<String>,
    /// What goes into members, by their path: `error.code`.
    pub members: BTreeMap<String, EnvelopeRule>,
}

/// What goes into a member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum EnvelopeRule {
    /// What went wrong, in words.
    Message,
    /// The rejection's code.
    Code,
    /// The status.
    Status,
    /// The name of the violated parameter, or of the body's member.
    Parameter,
    /// The JSON Pointer of what is wrong.
    Pointer,
    /// The request's id.
    RequestId,
    /// Nothing: it is left out.
    Nothing,
    /// A text, by the first status that fits, else the last one.
    Text(Vec<(Status, String)>, String),
}

impl EnvelopeRules {
    /// The candidates that are called as the user says.
    pub(super) fn chosen(
        &self,
        wanted: &str,
        candidates: &[TypeId],
        types: &Types,
        diagnostics: &mut Diagnostics,
    ) -> Vec<TypeId> {
        let name = |ty: &TypeId| match types.get(*ty) {
            Type::Defined(definition) if definition.hint.rank == HintRank::Component => {
                Some(definition.hint.words.join("."))
            }
            _ => None,
        };
        let found = candidates.iter().find(|ty| name(ty).as_deref() == Some(wanted));
        if found.is_none() {
            let message = format!(
                "`{wanted}` in `envelope.schema` of the configuration is no component that is the body of errors"
            );
            let names: Vec<String> = candidates.iter().filter_map(name).collect();
            diagnostics.push(with_nearest(message, wanted, &names));
        }
        found.copied().into_iter().collect()
    }

    /// The rules that name no member.
    pub(super) fn unmatched(&self, paths: &[String]) -> Diagnostics {
        let mut unmatched = Diagnostics::default();
        for path in self.members.keys().filter(|path| !paths.contains(path)) {
            let message = format!("`{path}` in `envelope.members` of the configuration matches nothing");
            unmatched.push(with_nearest(message, path, paths));
        }
        unmatched
    }

    /// What is wrong if there is no envelope, though rules say how it is filled.
    pub(super) fn without_envelope(&self) -> Option<Diagnostic> {
        let message = "no error body can be filled as `envelope` of the configuration says";
        let help = "name the component as `envelope.schema` to see what is missing";
        let is_asked = self.schema.is_none() && !self.members.is_empty();
        is_asked.then(|| Diagnostic::new(Code::InvalidConfig, Location::File(FileId(0)), message).help(help))
    }

    /// What is wrong if nothing says what goes into members.
    pub(super) fn unfilled(paths: &[String]) -> Diagnostic {
        let named: Vec<String> = paths.iter().map(|path| format!("`{path}`")).collect();
        let message = format!("nothing says what goes into {} of the error body", named.join(", "));
        Diagnostic::new(Code::InvalidConfig, Location::File(FileId(0)), message)
            .help("give each a rule in `envelope.members` of the configuration")
    }

    /// Why a rule cannot be kept.
    pub(super) fn unfit(path: &str, why: &str) -> Diagnostic {
        let message = format!("`{path}` in `envelope.members` of the configuration cannot hold this: {why}");
        Diagnostic::new(Code::InvalidConfig, Location::File(FileId(0)), message)
    }
}

fn with_nearest(message: String, wanted: &str, names: &[String]) -> Diagnostic {
    let diagnostic = Diagnostic::new(Code::UnmatchedRule, Location::File(FileId(0)), message);
    match nearest(wanted, names.iter().map(String::as_str)) {
        Some(meant) => diagnostic.help(format!("did you mean `{meant}`?")),
        None => diagnostic,
    }
}
