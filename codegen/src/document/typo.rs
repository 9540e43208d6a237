//! In: an object of the document and its kind.
//! Out: a warning for each member that looks like a misspelt field, and for each field without a value.
//! Guarantees: members that look like nothing known, and extensions, pass in silence.

use crate::diagnostic::{Code, Diagnostic, Location};

use super::Reader;
use super::kind::Kind;
use super::object::Object;

impl<'a> Reader<'a> {
    pub(super) fn check_members(&mut self, kind: &'static Kind, object: &Object<'a>) {
        for (name, node) in object.named() {
            if kind.fields().any(|field| field == name) {
                if node.is_null() && !matches!(name, "example" | "value") {
                    self.warn_of_null(object, name);
                }
                continue;
            }
            let Some(field) = nearest(name, kind.fields().filter(|field| !object.members.contains_key(*field))) else {
                continue;
            };
            self.report(
                Diagnostic::new(
                    Code::UnknownField,
                    Location::Key(object.at(name)),
                    format!("the {} has no field `{name}`; it is ignored", kind.name),
                )
                .help(format!("did you mean `{field}`?")),
            );
        }
    }

    fn warn_of_null(&mut self, object: &Object<'a>, name: &str) {
        let message = format!("`{name}` has no value; it is read as if it were not there");
        let diagnostic = Diagnostic::new(Code::MissingField, Location::Key(object.at(name)), message);
        self.report(diagnostic.help("give it a value, or take it out"));
    }
}

/// The candidate that is the same but for case, or one or two slips of the hand.
pub(crate) fn nearest<'c>(name: &str, candidates: impl Iterator<Item = &'c str>) -> Option<&'c str> {
    let name = name.to_lowercase();
    candidates
        .map(|candidate| (strsim::osa_distance(&name, &candidate.to_lowercase()), candidate))
        .filter(|(slips, candidate)| *slips <= 2 && slips * 3 <= candidate.len())
        .min_by_key(|(slips, _)| *slips)
        .map(|(_, candidate)| candidate)
}
