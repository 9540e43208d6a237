//! In: the OAuth Flows Object of a scheme.
//! Out: its flows in the order of the document.
//! Guarantees: what is missing is a warning, for no request depends on it.

use serde::Deserialize;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::source::Node;

use super::super::Reader;
use super::super::kind;
use super::super::object::{Fields, Object};
use super::model::{OAuthFlow, OAuthFlowKind};

#[derive(Deserialize, Default)]
#[serde(rename_all = "camelCase")]
struct Urls {
    authorization_url: Option<String>,
    device_authorization_url: Option<String>,
    token_url: Option<String>,
    refresh_url: Option<String>,
}

impl<'a> Reader<'a> {
    pub(super) fn flows(&mut self, scheme: &Object<'a>) -> Vec<OAuthFlow> {
        if scheme.get("flows").is_none() {
            self.warn_of_missing_field(scheme, "Security Scheme Object", "flows");
            return Vec::new();
        }
        let Some(flows) = self.map(scheme, "flows") else {
            return Vec::new();
        };
        self.check_members(&kind::OAUTH_FLOWS, &flows);
        let mut read = Vec::new();
        for kind in OAuthFlowKind::ALL {
            if flows.get(kind.as_str()).is_some()
                && let Some(object) = self.map(&flows, kind.as_str())
            {
                read.push(self.flow(kind, &object));
            }
        }
        read
    }

    fn flow(&mut self, kind: OAuthFlowKind, object: &Object<'a>) -> OAuthFlow {
        let urls = self
            .typed::<Urls>(&kind::OAUTH_FLOW, object, &Fields::new())
            .unwrap_or_default();
        for (name, url) in [
            ("authorizationUrl", &urls.authorization_url),
            ("deviceAuthorizationUrl", &urls.device_authorization_url),
            ("tokenUrl", &urls.token_url),
        ] {
            if url.is_none() && kind.required_urls().contains(&name) {
                self.warn_of_missing_field(object, "OAuth Flow Object", name);
            }
        }
        OAuthFlow {
            pointer: object.pointer.clone(),
            kind,
            authorization_url: urls.authorization_url,
            device_authorization_url: urls.device_authorization_url,
            token_url: urls.token_url,
            refresh_url: urls.refresh_url,
            scopes: self.flow_scopes(object),
        }
    }

    /// The scopes and what each permits. Some documents give a list of names.
    fn flow_scopes(&mut self, flow: &Object<'a>) -> Vec<(String, String)> {
        match flow.get("scopes") {
            None => {
                self.warn_of_missing_field(flow, "OAuth Flow Object", "scopes");
                Vec::new()
            }
            Some(Node::Object(scopes)) => {
                let meaning = |node: &Node| node.as_str().unwrap_or_default().to_owned();
                let scopes = scopes.iter().filter(|(name, _)| !name.starts_with("x-"));
                scopes.map(|(name, node)| (name.clone(), meaning(node))).collect()
            }
            Some(node) => {
                let message = "`scopes` must be an object: from the name of a scope to what it permits";
                let diagnostic = Diagnostic::new(
                    Code::RepairedSecurityScheme,
                    Location::Pointer(flow.at("scopes")),
                    message,
                );
                self.report(diagnostic.help("write `scopes: { name: what it permits }`"));
                let names = node.as_array().unwrap_or_default().iter();
                let names = names.filter_map(Node::as_str);
                names.map(|name| (name.to_owned(), String::new())).collect()
            }
        }
    }

    fn warn_of_missing_field(&mut self, object: &Object<'a>, kind: &str, name: &str) {
        let message = format!("the {kind} has no `{name}`");
        let diagnostic = Diagnostic::new(Code::MissingField, Location::Key(object.pointer.clone()), message);
        self.report(diagnostic.help(format!("add `{name}`: the specification asks for it")));
    }
}
