//! In: all requirements of a document, and the schemes it declares.
//! Out: the schemes that requirements name, declared or not.
//! Guarantees: a name without a declaration still stands for a scheme, so that no operation is open by mistake.

use std::collections::HashSet;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::Pointer;

use super::super::Reader;
use super::super::typo::nearest;
use super::model::{ApiKeyLocation, Requirement, SchemeKind, SecurityScheme};

/// What has been said already, so that each thing is said once.
#[derive(Default)]
struct Said<'r> {
    unscoped: HashSet<&'r str>,
    together: HashSet<Vec<&'r str>>,
}

impl<'a> Reader<'a> {
    pub(in super::super) fn check_requirements<'r>(
        &mut self,
        schemes: &mut Vec<SecurityScheme>,
        requirements: impl Iterator<Item = &'r Requirement>,
    ) {
        let mut said = Said::default();
        for requirement in requirements {
            for (name, scopes) in &requirement.schemes {
                let place = requirement.pointer.child(name);
                match schemes.iter().find(|scheme| scheme.name == *name) {
                    None => schemes.push(self.undeclared(schemes, name, place)),
                    Some(scheme) if !scopes.is_empty() && !has_scopes(&scheme.kind) => {
                        if said.unscoped.insert(name) {
                            self.warn_of_scopes(name, place);
                        }
                    }
                    Some(_) => {}
                }
            }
            if requirement.schemes.len() > 1 {
                let names: Vec<&str> = requirement.schemes.iter().map(|(name, _)| name.as_str()).collect();
                if said.together.insert(names) {
                    self.check_together(schemes, requirement);
                }
            }
        }
    }

    fn undeclared(&mut self, schemes: &[SecurityScheme], name: &str, pointer: Pointer) -> SecurityScheme {
        let message = format!(
            "no security scheme is called `{name}`; its credential is read as all of the header `Authorization`"
        );
        let place = Location::Key(pointer.clone());
        let diagnostic = Diagnostic::new(Code::UndeclaredSecurityScheme, place, message);
        let names = schemes.iter().map(|scheme| scheme.name.as_str());
        self.report(diagnostic.help(match nearest(name, names) {
            Some(similar) => format!("did you mean `{similar}`?"),
            None => "declare it under `components.securitySchemes`".to_owned(),
        }));
        SecurityScheme {
            pointer,
            name: name.to_owned(),
            kind: SchemeKind::opaque(),
            description: None,
        }
    }

    fn warn_of_scopes(&mut self, name: &str, place: Pointer) {
        let message = format!("`{name}` is no scheme that has scopes; servers are not told of them");
        let diagnostic = Diagnostic::new(Code::IgnoredScopes, Location::Key(place), message);
        self.report(diagnostic.help("write `[]`, or check the roles where the operation is implemented"));
    }

    /// Two credentials cannot be in one header, unless they are the same token.
    fn check_together(&mut self, schemes: &[SecurityScheme], requirement: &Requirement) {
        let mut seen: Vec<(&str, String, bool)> = Vec::new();
        for (name, _) in &requirement.schemes {
            let Some(scheme) = schemes.iter().find(|scheme| scheme.name == *name) else {
                continue;
            };
            let Some((header, is_token)) = header(&scheme.kind) else {
                continue;
            };
            let other = seen
                .iter()
                .find(|(_, known, token)| *known == header && !(*token && is_token));
            if let Some((other, ..)) = other {
                let message = format!("`{other}` and `{name}` are asked for at once, and both are all of one header");
                let place = Location::Key(requirement.pointer.clone());
                let diagnostic = Diagnostic::new(Code::UnmeetableSecurity, place, message);
                self.report(diagnostic.help("to ask for either, make each an item of its own in the list"));
                return;
            }
            seen.push((name, header, is_token));
        }
    }
}

/// Whether a server is told of the scopes: where there is a token that has them.
fn has_scopes(kind: &SchemeKind) -> bool {
    matches!(
        kind,
        SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect { .. } | SchemeKind::HttpBearer { .. }
    )
}

/// The header that the credential fills, and whether with a bearer token.
fn header(kind: &SchemeKind) -> Option<(String, bool)> {
    let authorization = |is_token| Some(("authorization".to_owned(), is_token));
    match kind {
        SchemeKind::HttpBearer { .. } | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect { .. } => authorization(true),
        SchemeKind::HttpBasic | SchemeKind::Http { .. } => authorization(false),
        SchemeKind::ApiKey {
            location: ApiKeyLocation::Header,
            name,
        } => Some((name.to_ascii_lowercase(), false)),
        SchemeKind::ApiKey { .. } | SchemeKind::Signature(_) | SchemeKind::MutualTls => None,
    }
}
