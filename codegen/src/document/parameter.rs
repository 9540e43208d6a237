//! In: the `parameters` of a path item or an operation.
//! Out: the parameters, each with the place it is listed at.
//! Guarantees: no pair of location and name occurs twice in a list, and what stands in a path is required.

use serde_json::json;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::Reader;
use super::content::schema_seed;
use super::kind;
use super::model::{Parameter, ParameterLocation, Style};
use super::object::Object;
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
        self.check_no_content(&kind::PARAMETER, &object)?;
        let schema = self.schema_place(&kind::PARAMETER, &object);
        let mut seed = schema_seed(&object);
        seed.insert("in".to_owned(), json!(location.as_str()));
        let typed = self.typed::<openapiv3::Parameter>(&kind::PARAMETER, &object, &seed)?;
        let (style, allow_reserved) = style(&typed);
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
            style,
            explode: data.explode.unwrap_or(style == Style::Form),
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
            Some("query") => ParameterLocation::Query,
            Some("header") => ParameterLocation::Header,
            Some("cookie") => ParameterLocation::Cookie,
            other => {
                let found = other.map_or_else(|| node.kind().to_owned(), |text| format!("`{text}`"));
                let message = format!("a parameter cannot be in {found}");
                let diagnostic = Diagnostic::new(Code::WrongShape, Location::Pointer(object.at("in")), message);
                self.report(diagnostic.help(match other {
                    Some("body" | "formData") => "describe the body under `requestBody`",
                    _ => "`in` is `path`, `query`, `header` or `cookie`",
                }));
                return None;
            }
        };
        Some(location)
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

/// The style, and whether reserved characters are sent as they are.
fn style(parameter: &openapiv3::Parameter) -> (Style, bool) {
    use openapiv3::{PathStyle, QueryStyle};
    match parameter {
        openapiv3::Parameter::Path {
            style: PathStyle::Matrix,
            ..
        } => (Style::Matrix, false),
        openapiv3::Parameter::Path {
            style: PathStyle::Label,
            ..
        } => (Style::Label, false),
        openapiv3::Parameter::Path {
            style: PathStyle::Simple,
            ..
        }
        | openapiv3::Parameter::Header { .. } => (Style::Simple, false),
        openapiv3::Parameter::Cookie { .. } => (Style::Form, false),
        openapiv3::Parameter::Query {
            style, allow_reserved, ..
        } => {
            let style = match style {
                QueryStyle::Form => Style::Form,
                QueryStyle::SpaceDelimited => Style::SpaceDelimited,
                QueryStyle::PipeDelimited => Style::PipeDelimited,
                QueryStyle::DeepObject => Style::DeepObject,
            };
            (style, *allow_reserved)
        }
    }
}

impl ParameterLocation {
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
