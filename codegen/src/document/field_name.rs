//! In: what the document calls a header or a cookie.
//! Out: an error where HTTP cannot carry such a name.
//! Guarantees: every name of a header or cookie in a [`Document`](super::Document) can be sent.

use crate::diagnostic::{Code, Diagnostic, Location};

use super::Reader;
use super::model::ParameterLocation;

impl Reader<'_> {
    /// `None` if the name cannot be sent, which has been reported. Anything goes in a query and is no field in a path.
    pub(super) fn check_name(&mut self, location: ParameterLocation, name: &str, place: Location) -> Option<()> {
        let (what, allowed) = match location {
            ParameterLocation::Path | ParameterLocation::Query => return Some(()),
            ParameterLocation::Header => ("header", name.chars().all(is_token)),
            ParameterLocation::Cookie => ("cookie", name.chars().all(is_cookie)),
        };
        if allowed && !name.is_empty() {
            return Some(());
        }
        let message = format!("no {what} can be called {name:?}");
        let help = "letters, digits and `-` are safe; there can be no spaces";
        self.report(Diagnostic::new(Code::WrongShape, place, message).help(help));
        None
    }
}

/// RFC 9110, section 5.6.2.
pub(super) fn is_token(character: char) -> bool {
    character.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(character)
}

/// More than RFC 6265 allows, as servers do: all but what ends a name.
fn is_cookie(character: char) -> bool {
    character.is_ascii_graphic() && !";=,\"".contains(character)
}
