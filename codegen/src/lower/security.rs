//! In: the security of a document, by name.
//! Out: the same by index.
//! Guarantees: operations without alternatives need no credentials.

use std::collections::HashSet;

use crate::{
    document::{self, ApiKeyLocation, Document},
    ir::{Docs, RequiredScheme, Requirement, SchemeKind, SecurityScheme},
};

pub(super) fn schemes(document: &Document) -> Vec<SecurityScheme> {
    let lower = |scheme: &document::SecurityScheme| SecurityScheme {
        pointer: scheme.pointer.clone(),
        name: scheme.name.clone(),
        docs: Docs::description(scheme.description.clone()),
        kind: match &scheme.kind {
            document::SchemeKind::HttpBearer { .. } => SchemeKind::Bearer,
            document::SchemeKind::HttpBasic => SchemeKind::Basic,
            document::SchemeKind::Http { scheme } => SchemeKind::Http(scheme.clone()),
            document::SchemeKind::ApiKey { location, name } => match location {
                ApiKeyLocation::Header => SchemeKind::HeaderKey(name.clone()),
                ApiKeyLocation::Query => SchemeKind::QueryKey(name.clone()),
                ApiKeyLocation::Cookie => SchemeKind::CookieKey(name.clone()),
            },
            document::SchemeKind::Signature(signature) => SchemeKind::Signature(signature.clone()),
            document::SchemeKind::OAuth2(oauth) => SchemeKind::OAuth2(oauth.clone()),
            document::SchemeKind::OpenIdConnect { url } => SchemeKind::OpenIdConnect(url.clone()),
            document::SchemeKind::MutualTls => SchemeKind::MutualTls,
        },
    };
    document.security_schemes.iter().map(lower).collect()
}

/// The alternatives of an operation of the service: its own, else the document's.
pub(super) fn requirements(document: &Document, operation: &document::Operation) -> Vec<Requirement> {
    lowered(document, operation.security.as_ref().unwrap_or(&document.security))
}

/// The alternatives of a request that the service sends: its own. Those of the document say how the service is called;
/// where it has nothing that could be called, they are meant for what it sends.
pub(super) fn outgoing(document: &Document, operation: &document::Operation) -> Vec<Requirement> {
    match &operation.security {
        Some(own) => lowered(document, own),
        None if document.operations.is_empty() => lowered(document, &document.security),
        None => Vec::new(),
    }
}

/// Only `[{}]` and nothing mean no security.
fn lowered(document: &Document, written: &[document::Requirement]) -> Vec<Requirement> {
    let mut alternatives: Vec<Requirement> = Vec::new();
    for requirement in written {
        let index = |name: &String| document.security_schemes.iter().position(|scheme| scheme.name == *name);
        let mut schemes: Vec<RequiredScheme> = Vec::new();
        for (name, scopes) in &requirement.schemes {
            // Each has one: see `Document::security_schemes`.
            let Some(scheme) = index(name) else { continue };
            match schemes.iter_mut().find(|required| required.scheme == scheme) {
                Some(required) => required.scopes.extend(scopes.iter().cloned()),
                None => schemes.push(RequiredScheme {
                    scheme,
                    scopes: scopes.clone(),
                }),
            }
        }
        schemes.sort_unstable();
        for required in &mut schemes {
            let mut seen = HashSet::new();
            required.scopes.retain(|scope| seen.insert(scope.clone()));
        }
        let alternative = Requirement { schemes };
        if !alternatives.contains(&alternative) {
            alternatives.push(alternative);
        }
    }
    if alternatives.iter().all(|alternative| alternative.schemes.is_empty()) {
        alternatives.clear();
    }
    alternatives
}
