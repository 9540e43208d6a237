//! In: the security schemes of a document, and the requirements that name them.
//! Out: both.
//! Guarantees: a scheme that cannot be read as what it says is read as one that nobody meets by chance, never left out.

mod check;
mod flows;
mod model;
mod requirement;
mod scheme;

use super::Reader;
use super::object::Object;

pub use model::{ApiKeyLocation, OAuth2, OAuthFlow, OAuthFlowKind, Requirement, SchemeKind, SecurityScheme};

impl<'a> Reader<'a> {
    pub(super) fn security_schemes(&mut self, components: &Object<'a>) -> Vec<SecurityScheme> {
        let Some(map) = self.map(components, "securitySchemes") else {
            return Vec::new();
        };
        let names = map.members.keys();
        let scheme = |name: &String| {
            self.security_scheme(&map, name).unwrap_or_else(|| SecurityScheme {
                pointer: map.at(name),
                name: name.clone(),
                kind: SchemeKind::opaque(),
                description: None,
            })
        };
        names.map(scheme).collect()
    }
}
