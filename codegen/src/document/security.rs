//! In: the security schemes of a document, and the requirements that name them.
//! Out: both.
//! Guarantees: each scheme that a requirement names is declared and of a kind that is supported.

use indexmap::IndexMap;
use serde_json::json;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;
use crate::source::Node;

use super::Reader;
use super::kind;
use super::model::{ApiKeyLocation, ParameterLocation, Requirement, SchemeKind, SecurityScheme};
use super::object::{Fields, Object};
use super::signature;
use super::typo::nearest;

/// The declared schemes under their names.
#[derive(Debug, Default)]
pub(super) struct Schemes {
    declared: IndexMap<String, Declared>,
}

#[derive(Debug)]
enum Declared {
    Supported(SecurityScheme),
    /// Its place and what it is: an error once a requirement names it, for until then nothing is lost.
    Unsupported(Pointer, String),
    /// It has been reported.
    Broken,
}

impl Schemes {
    pub(super) fn into_supported(self) -> Vec<SecurityScheme> {
        self.declared
            .into_values()
            .filter_map(|declared| match declared {
                Declared::Supported(scheme) => Some(scheme),
                Declared::Unsupported(..) | Declared::Broken => None,
            })
            .collect()
    }
}

impl<'a> Reader<'a> {
    pub(super) fn security_schemes(&mut self, components: &Object<'a>) -> Schemes {
        let mut schemes = Schemes::default();
        if let Some(map) = self.map(components, "securitySchemes") {
            for name in map.members.keys() {
                let declared = self.security_scheme(&map, name).unwrap_or(Declared::Broken);
                schemes.declared.insert(name.clone(), declared);
            }
        }
        schemes
    }

    fn security_scheme(&mut self, map: &Object<'a>, name: &str) -> Option<Declared> {
        let resolved = self.resolve(&kind::SECURITY_SCHEME, &map.at(name))?;
        let object = resolved.object;
        let Some(kind_name) = object.get("type") else {
            self.missing_field(&kind::SECURITY_SCHEME, &object, "type");
            return None;
        };
        let mut seed = Fields::new();
        match kind_name.as_str() {
            Some("http") => {}
            Some("apiKey") => {
                seed.insert("in".to_owned(), json!(self.api_key_location(&object)?));
            }
            Some(other @ ("oauth2" | "openIdConnect" | "mutualTLS")) => {
                return Some(Declared::Unsupported(object.at("type"), format!("`type: {other}`")));
            }
            other => {
                let message = format!("{} is no type of security scheme", described(other, kind_name));
                let diagnostic = Diagnostic::new(Code::WrongShape, Location::Pointer(object.at("type")), message);
                self.report(diagnostic.help("`http` and `apiKey` are supported"));
                return None;
            }
        }
        seed.insert("type".to_owned(), kind_name.to_json());
        let typed = self.typed::<openapiv3::SecurityScheme>(&kind::SECURITY_SCHEME, &object, &seed)?;
        let (kind, description) = match typed {
            openapiv3::SecurityScheme::APIKey {
                location,
                name,
                description,
                ..
            } => (self.api_key(&object, &location, name)?, description),
            openapiv3::SecurityScheme::HTTP {
                scheme,
                bearer_format,
                description,
                ..
            } => {
                self.check_no_signature(&object)?;
                let kind = match scheme.to_ascii_lowercase().as_str() {
                    "bearer" => SchemeKind::HttpBearer { format: bearer_format },
                    "basic" => SchemeKind::HttpBasic,
                    _ => {
                        let what = format!("`scheme: {scheme}`");
                        return Some(Declared::Unsupported(object.at("scheme"), what));
                    }
                };
                (kind, description)
            }
            openapiv3::SecurityScheme::OAuth2 { .. } | openapiv3::SecurityScheme::OpenIDConnect { .. } => return None,
        };
        Some(Declared::Supported(SecurityScheme {
            pointer: object.pointer,
            name: name.to_owned(),
            kind,
            description: resolved.description.or(description),
        }))
    }

    fn api_key_location(&mut self, object: &Object<'a>) -> Option<&'a str> {
        let Some(node) = object.get("in") else {
            self.missing_field(&kind::SECURITY_SCHEME, object, "in");
            return None;
        };
        match node.as_str() {
            Some(location @ ("header" | "query" | "cookie")) => Some(location),
            other => {
                let message = format!("an API key cannot be in {}", described(other, node));
                let diagnostic = Diagnostic::new(Code::WrongShape, Location::Pointer(object.at("in")), message);
                self.report(diagnostic.help("`in` is `header`, `query` or `cookie`"));
                None
            }
        }
    }

    fn api_key(
        &mut self,
        object: &Object<'a>,
        location: &openapiv3::APIKeyLocation,
        name: String,
    ) -> Option<SchemeKind> {
        let (location, part) = match location {
            openapiv3::APIKeyLocation::Header => (ApiKeyLocation::Header, ParameterLocation::Header),
            openapiv3::APIKeyLocation::Query => (ApiKeyLocation::Query, ParameterLocation::Query),
            openapiv3::APIKeyLocation::Cookie => (ApiKeyLocation::Cookie, ParameterLocation::Cookie),
        };
        self.check_name(part, &name, Location::Pointer(object.at("name")))?;
        if location == ApiKeyLocation::Header && object.members.contains_key(signature::EXTENSION) {
            return self.signature(object, name).map(SchemeKind::Signature);
        }
        self.check_no_signature(object)?;
        Some(SchemeKind::ApiKey { location, name })
    }

    fn check_no_signature(&mut self, object: &Object<'a>) -> Option<()> {
        if !object.members.contains_key(signature::EXTENSION) {
            return Some(());
        }
        let message = "only a header can carry a signature";
        let place = Location::Key(object.at(signature::EXTENSION));
        self.report(
            Diagnostic::new(Code::InvalidExtension, place, message).help("use `type: apiKey` and `in: header`"),
        );
        None
    }

    /// The alternatives under `security`; `None` if it is not there, which is not the same as an empty list.
    pub(super) fn requirements(&mut self, owner: &Object<'a>, schemes: &Schemes) -> Option<Vec<Requirement>> {
        owner.get("security")?;
        let mut requirements = Vec::new();
        for (pointer, node) in self.items(owner, "security") {
            let Some(members) = node.as_object() else {
                let message = format!("a Security Requirement Object must be an object, not {}", node.kind());
                self.wrong_shape(pointer, message, "write it as `name-of-the-scheme: []`");
                continue;
            };
            let mut requirement = Requirement {
                pointer: pointer.clone(),
                schemes: Vec::new(),
            };
            for (name, scopes) in members {
                let place = pointer.child(name);
                self.check_named(schemes, name, &place);
                requirement.schemes.push((name.clone(), self.scopes(&place, scopes)));
            }
            requirements.push(requirement);
        }
        Some(requirements)
    }

    fn check_named(&mut self, schemes: &Schemes, name: &str, place: &Pointer) {
        match schemes.declared.get(name) {
            Some(Declared::Supported(_) | Declared::Broken) => {}
            Some(Declared::Unsupported(scheme, what)) => {
                let message = format!("security schemes with {what} are not supported yet");
                let diagnostic = Diagnostic::new(
                    Code::UnsupportedSecurityScheme,
                    Location::Pointer(scheme.clone()),
                    message,
                );
                self.report(
                    diagnostic
                        .label(Location::Key(place.clone()), "required here")
                        .help("bearer tokens, basic authentication and API keys are supported"),
                );
            }
            None => {
                let message = format!("no security scheme is called `{name}`");
                let diagnostic = Diagnostic::new(Code::UnknownSecurityScheme, Location::Key(place.clone()), message);
                let names = schemes.declared.keys().map(String::as_str);
                self.report(diagnostic.help(match nearest(name, names) {
                    Some(similar) => format!("did you mean `{similar}`?"),
                    None => "declare it under `components.securitySchemes`".to_owned(),
                }));
            }
        }
    }

    fn scopes(&mut self, place: &Pointer, node: &'a Node) -> Vec<String> {
        let scopes = match node {
            Node::Null => Some(Vec::new()),
            other => other.as_array().and_then(|items| {
                items
                    .iter()
                    .map(|scope| scope.as_str().map(str::to_owned))
                    .collect::<Option<Vec<_>>>()
            }),
        };
        scopes.unwrap_or_else(|| {
            let diagnostic = Diagnostic::new(
                Code::WrongShape,
                Location::Pointer(place.clone()),
                format!("the scopes must be an array of strings, not {}", node.kind()),
            );
            self.report(diagnostic.help("write `[]` if no scope is needed"));
            Vec::new()
        })
    }
}

fn described(text: Option<&str>, node: &Node) -> String {
    text.map_or_else(|| node.kind().to_owned(), |text| format!("`{text}`"))
}
