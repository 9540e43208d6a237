//! In: a parameter that is the whole query string (`in: querystring`, OpenAPI 3.2, section 4.12.1).
//! Out: the place of the schema of its value.
//! Guarantees: the value is written as a form, as an exploded object in a query is; other media types are refused.

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::dialect::Version;
use super::kind;
use super::model::{Encoding, MediaType, Parameter, ParameterLocation, Style};
use super::object::Object;
use super::parameter::Listed;

/// Where a parameter stands that is all of the query (3.2).
pub(super) const QUERY_STRING: &str = "querystring";

const FORM: &str = "application/x-www-form-urlencoded";

impl<'a> Reader<'a> {
    /// The schema of the query string; `None` if there is none that can be used, which has been reported.
    pub(super) fn query_string(&mut self, parameter: &Object<'a>) -> Option<Pointer> {
        self.check_since(parameter, "in", Version::V32);
        if parameter.get("content").is_none() {
            self.missing_field(&kind::PARAMETER, parameter, "content");
            return None;
        }
        self.check_one_description(&kind::PARAMETER, parameter, "content");
        let content = self.content(parameter);
        let form = content
            .iter()
            .find(|it| it.name.split(';').next().map(str::trim) == Some(FORM));
        match form {
            Some(form) => {
                self.warn_of_others(&content, form);
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

    /// Warns of media types beside the form, and of encodings that are not how the members are written.
    fn warn_of_others(&mut self, content: &[MediaType], form: &MediaType) {
        let others = content.iter().filter(|it| it.pointer != form.pointer);
        let others = others.map(|it| (&it.pointer, "a query string has one media type; the form is taken"));
        let is_usual = |it: &&Encoding| it.media_types.is_empty() && it.explode && it.style == Some(Style::Form);
        let encodings = form.encodings.iter().filter(|it| !is_usual(it));
        let encodings = encodings.map(|it| {
            let message =
                "encodings in a query string are passed over: members are written in the style `form`, exploded";
            (&it.pointer, message)
        });
        for (pointer, message) in others.chain(encodings) {
            self.report(Diagnostic::new(
                Code::QueryString,
                Location::Key(pointer.clone()),
                message,
            ));
        }
    }

    /// Whether a parameter is the whole query string.
    fn is_query_string(&self, parameter: &Parameter) -> bool {
        let node = self.sources.node(&parameter.pointer);
        node.and_then(|node| node.get("in")).and_then(Node::as_str) == Some(QUERY_STRING)
    }

    /// Reports what stands in the query beside a parameter that is all of it. Others are read all the same, since each
    /// has members of its own; two that are all of it are not.
    pub(super) fn check_query(&mut self, list: &[Listed]) {
        let in_query = |listed: &&Listed| listed.parameter.location == ParameterLocation::Query;
        let Some(whole) = list
            .iter()
            .filter(in_query)
            .find(|listed| self.is_query_string(&listed.parameter))
        else {
            return;
        };
        for listed in list
            .iter()
            .filter(in_query)
            .filter(|listed| listed.place != whole.place)
        {
            let name = &listed.parameter.name;
            let (code, message) = if self.is_query_string(&listed.parameter) {
                let message = format!("`{name}` is the whole query string, and so is another parameter");
                (Code::DuplicateParameter, message)
            } else {
                let message =
                    format!("`{name}` stands beside a parameter that is the whole query string; both are read");
                (Code::QueryString, message)
            };
            let diagnostic = Diagnostic::new(code, Location::Pointer(listed.place.clone()), message);
            self.report(
                diagnostic
                    .label(Location::Pointer(whole.place.clone()), "the whole query string")
                    .help("describe all of the query as the properties of one object"),
            );
        }
    }
}
