//! In: the `parameters` of a path item or an operation.
//! Out: the parameters, each with the place it is listed at.
//! Guarantees: no pair of location and name occurs twice in a list, and what stands in a path is required.

use serde_json::json;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::content::schema_seed;
use super::kind;
use super::model::{Parameter, ParameterLocation, Style};
use super::object::Object;
use super::query_string::QUERY_STRING;
use super::reference::{Resolved, component_name};

/// A parameter and where a path item or operation lists it.
#[derive(Clone, Debug)]
pub(super) struct Listed {
    pub(super) place: Pointer,
    pub(super) parameter: Parameter,
}

impl Parameter {
    /// Whether the two cannot stand side by side.
    pub(super) fn same_as(&self, other: &Self) -> bool {
        self.location == other.location
            && match self.location {
                ParameterLocation::Header => self.name.eq_ignore_ascii_case(&other.name),
                _ => self.name == other.name,
            }
    }
}

impl<'a> Reader<'a> {
    pub(super) fn parameters(&mut self, owner: &Object<'a>) -> Vec<Listed> {
        let mut list: Vec<Listed> = Vec::new();
        for (place, _) in self.items(owner, "parameters") {
            let Some(resolved) = self.resolve(&kind::PARAMETER, &place) else {
                continue;
            };
            let Some(parameter) = self.parameter(resolved) else {
                continue;
            };
            if let Some(first) = list.iter().find(|listed| listed.parameter.same_as(&parameter)) {
                let message = format!(
                    "the {} parameter `{}` is listed twice",
                    parameter.location.as_str(),
                    parameter.name
                );
                let diagnostic = Diagnostic::new(Code::DuplicateParameter, Location::Pointer(place), message);
                self.report(
                    diagnostic
                        .label(Location::Pointer(first.place.clone()), "the first one")
                        .help("keep one of the two"),
                );
                continue;
            }
            list.push(Listed { place, parameter });
        }
        list
    }

    fn parameter(&mut self, resolved: Resolved<'a>) -> Option<Parameter> {
        let object = resolved.object;
        let location = self.location(&object)?;
        let is_whole_query = object.get("in").and_then(Node::as_str) == Some(QUERY_STRING);
        let (schema, content) = if is_whole_query {
            (Some(self.query_string(&object)?), None)
        } else {
            self.schema_or_content(&object)
        };
        let mut seed = schema_seed(&object);
        seed.insert("in".to_owned(), json!(location.as_str()));
        let is_plain_cookie =
            location == ParameterLocation::Cookie && object.get("style").and_then(Node::as_str) == Some(PLAIN_COOKIE);
        if is_plain_cookie {
            seed.insert("style".to_owned(), json!("form"));
        }
        let typed = self.typed::<openapiv3::Parameter>(&kind::PARAMETER, &object, &seed)?;
        let style = if is_whole_query || is_plain_cookie {
            Style::Form
        } else {
            self.check_deep(&object);
            self.style(location, &object)
        };
        let allow_reserved = is_plain_cookie
            || matches!(
                typed,
                openapiv3::Parameter::Query {
                    allow_reserved: true,
                    ..
                }
            );
        let data = typed.parameter_data();
        self.check_name(location, &data.name, Location::Pointer(object.at("name")))?;
        if location == ParameterLocation::Header && is_reserved_header(&data.name) {
            self.warn_of_reserved_header(&object, &data.name);
            return None;
        }
        if location == ParameterLocation::Path && !data.required {
            let message = format!("the path parameter `{}` is read as required", data.name);
            let diagnostic = Diagnostic::new(
                Code::OptionalPathParameter,
                Location::Key(object.pointer.clone()),
                message,
            );
            self.report(diagnostic.help("add `required: true`: without its variable the path is another one"));
        }
        Some(Parameter {
            component: component_name(&object.pointer),
            location,
            name: data.name,
            required: data.required || location == ParameterLocation::Path,
            description: resolved.description.or(data.description),
            deprecated: data.deprecated.unwrap_or(false),
            schema,
            content,
            allow_empty: location == ParameterLocation::Query
                && object.get("allowEmptyValue").and_then(Node::as_bool) == Some(true),
            style,
            explode: is_whole_query || data.explode.unwrap_or(style == Style::Form),
            allow_reserved,
            examples: self.examples(&object),
            pointer: object.pointer,
        })
    }

    fn location(&mut self, object: &Object<'a>) -> Option<ParameterLocation> {
        let Some(node) = object.get("in") else {
            self.missing_field(&kind::PARAMETER, object, "in");
            return None;
        };
        let location = match node.as_str() {
            Some("path") => ParameterLocation::Path,
            Some("query" | QUERY_STRING) => ParameterLocation::Query,
            Some("header") => ParameterLocation::Header,
            Some("cookie") => ParameterLocation::Cookie,
            other => {
                let found = other.map_or_else(|| node.kind().to_owned(), |text| format!("`{text}`"));
                let message = format!("a parameter cannot be in {found}");
                let diagnostic = Diagnostic::new(Code::WrongShape, Location::Pointer(object.at("in")), message);
                self.report(diagnostic.help(match other {
                    Some("body" | "formData") => "describe the body under `requestBody`",
                    _ => "`in` is `path`, `query`, `querystring`, `header` or `cookie`",
                }));
                return None;
            }
        };
        Some(location)
    }

    /// The style that the parameter says it has, or the default of its location.
    fn style(&mut self, location: ParameterLocation, object: &Object<'a>) -> Style {
        let (default, others) = location.styles();
        let Some(node) = object.get("style") else {
            return default;
        };
        match node.as_str().and_then(style_named) {
            Some(style) if style == default || others.contains(&style) => return style,
            _ => {}
        }
        let found = node.as_str().unwrap_or_else(|| node.kind());
        let message = format!(
            "a {} parameter cannot have the style `{found}`; its default is taken",
            location.as_str()
        );
        let diagnostic = Diagnostic::new(Code::ParameterStyle, Location::Pointer(object.at("style")), message);
        self.report(diagnostic.help("leave `style` out, or take one that the specification allows there"));
        default
    }

    /// Warns where `deepObject` is not to write each member by itself, which is all that it can do.
    pub(super) fn check_deep(&mut self, object: &Object<'a>) {
        let is_deep = object.get("style").and_then(Node::as_str) == Some("deepObject");
        if is_deep && object.get("explode").and_then(Node::as_bool) == Some(false) {
            let message = "`deepObject` writes each member by itself; `explode: false` has no effect";
            let diagnostic = Diagnostic::new(Code::ParameterStyle, Location::Key(object.at("explode")), message);
            self.report(diagnostic.help("take it out, or take the style `form`"));
        }
    }

    fn warn_of_reserved_header(&mut self, object: &Object<'a>, name: &str) {
        let message = format!("the header parameter `{name}` is ignored, as the specification says");
        let diagnostic = Diagnostic::new(Code::IgnoredHeader, Location::Key(object.pointer.clone()), message);
        self.report(diagnostic.help(match name.to_ascii_lowercase().as_str() {
            "authorization" => "describe it under `components.securitySchemes`",
            "accept" => "the `content` of the responses says what is accepted",
            _ => "the `content` of the request body says what is sent",
        }));
    }
}

fn is_reserved_header(name: &str) -> bool {
    ["accept", "content-type", "authorization"]
        .iter()
        .any(|reserved| name.eq_ignore_ascii_case(reserved))
}

/// The style of cookies that are sent as they are (3.2); all else is as in `form`.
const PLAIN_COOKIE: &str = "cookie";

/// The style of that name.
pub(super) fn style_named(name: &str) -> Option<Style> {
    Some(match name {
        "matrix" => Style::Matrix,
        "label" => Style::Label,
        "simple" => Style::Simple,
        "form" => Style::Form,
        "spaceDelimited" => Style::SpaceDelimited,
        "pipeDelimited" => Style::PipeDelimited,
        "tabDelimited" => Style::TabDelimited,
        "deepObject" => Style::DeepObject,
        _ => return None,
    })
}

impl ParameterLocation {
    /// The styles that values may have there (OpenAPI 3.1.1, section 4.8.12.3), the default first.
    fn styles(self) -> (Style, &'static [Style]) {
        match self {
            Self::Path => (Style::Simple, &[Style::Label, Style::Matrix]),
            Self::Query => (
                Style::Form,
                &[
                    Style::SpaceDelimited,
                    Style::PipeDelimited,
                    Style::TabDelimited,
                    Style::DeepObject,
                ],
            ),
            Self::Header => (Style::Simple, &[]),
            Self::Cookie => (Style::Form, &[]),
        }
    }

    /// The word of the specification.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
        }
    }
}
