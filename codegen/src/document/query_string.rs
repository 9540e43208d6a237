//! In: a parameter that is the whole query string (`in: querystring`, OpenAPI 3.2, section 4.12.1).
//! Out: the place of the schema of its value.
//! Guarantees: the value is written as a form, as an exploded object in a query is; other media types are refused.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::dialect::Version;
use super::kind;
use super::object::Object;

const FORM: &str = "application/x-www-form-urlencoded";

impl<'a> Reader<'a> {
    /// The schema of the query string; `None` if there is none that can be used, which has been reported.
    pub(super) fn query_string(&mut self, parameter: &Object<'a>) -> Option<Pointer> {
        self.check_since(parameter, "in", Version::V32);
        if parameter.get("content").is_none() {
            self.missing_field(&kind::PARAMETER, parameter, "content");
            return None;
        }
        let content = self.content(parameter);
        let form = content
            .iter()
            .find(|it| it.name.split(';').next().map(str::trim) == Some(FORM));
        match form {
            Some(form) => {
                let schema = form.schema.clone();
                if schema.is_none() {
                    let pointer = form.pointer.clone();
                    self.wrong_shape(
                        pointer,
                        "the query string has no `schema`".to_owned(),
                        "describe an object",
                    );
                }
                schema
            }
            None => {
                let message = "a query string of another media type than a form is not supported yet";
                let place = Location::Key(parameter.at("content"));
                let diagnostic = Diagnostic::new(Code::UnsupportedField, place, message);
                self.report(diagnostic.help(format!("describe it as `{FORM}`")));
                None
            }
        }
    }
}
