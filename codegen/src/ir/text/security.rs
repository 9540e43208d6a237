//! In: security schemes and requirements.
//! Out: their readable text form.
//! Guarantees: the same items give the same text.

use std::fmt::{self, Formatter};

use super::super::{Api, Requirement, SchemeKind, SecurityScheme};

pub(super) fn scheme(f: &mut Formatter<'_>, scheme: &SecurityScheme) -> fmt::Result {
    let SchemeKind::OAuth2(oauth) = &scheme.kind else {
        return writeln!(f, "scheme {} = {:?}", scheme.name, scheme.kind);
    };
    let metadata = oauth.metadata_url.iter().map(|url| format!(" metadata {url}"));
    writeln!(f, "scheme {} = OAuth2{}", scheme.name, metadata.collect::<String>())?;
    for flow in &oauth.flows {
        let urls = [
            ("authorize", &flow.authorization_url),
            ("device", &flow.device_authorization_url),
            ("token", &flow.token_url),
            ("refresh", &flow.refresh_url),
        ];
        let urls = urls
            .into_iter()
            .filter_map(|(what, url)| Some(format!(" {what} {}", url.as_ref()?)));
        writeln!(f, "  flow {}{}", flow.kind.as_str(), urls.collect::<String>())?;
        for (name, meaning) in &flow.scopes {
            writeln!(f, "    scope {name} {meaning:?}")?;
        }
    }
    Ok(())
}

impl Api {
    pub(super) fn requirement(&self, requirement: &Requirement) -> String {
        if requirement.schemes.is_empty() {
            return "anonymous".to_owned();
        }
        let described = requirement.schemes.iter().filter_map(|required| {
            let name = &self.schemes.get(required.scheme)?.name;
            Some(match required.scopes.as_slice() {
                [] => name.clone(),
                scopes => format!("{name}({})", scopes.join(", ")),
            })
        });
        described.collect::<Vec<_>>().join(" & ")
    }
}
