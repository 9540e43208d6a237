//! In: the alternatives of an operation.
//! Out: the function that finds out who calls by one of them.
//! Guarantees: nobody is let in without the credentials of all schemes of one alternative, unless the document allows
//! anonymous access and the request holds no credentials at all.

use proc_macro2::TokenStream;
use quote::quote;

use super::scheme::Carrier;
use super::{RequiredSchemes, function, local_names};
use crate::{
    emit::{docs, fragments::ident},
    ir::{Requirement, SchemeKind},
    naming::Name,
};

/// The function that checks an operation's alternatives, one after the other.
pub(super) fn check(required: &RequiredSchemes<'_>, security: &[Requirement]) -> TokenStream {
    let function = function(required.emission, security);
    let asking: Vec<&Requirement> = security.iter().filter(|it| !it.schemes.is_empty()).collect();
    let is_optional = asking.len() < security.len();
    let (admitted, output) = if is_optional {
        (quote!(Ok(Some(principal))), quote!(Option<S::Principal>))
    } else {
        (quote!(Ok(principal)), quote!(S::Principal))
    };
    let key_lookups = key_lookups(required, &asking);
    let attempts = asking
        .iter()
        .map(|requirement| attempt(required, requirement, &admitted));
    let by_authorization = asking.iter().any(|requirement| {
        required
            .schemes(requirement)
            .any(|(_, scheme, _)| scheme.kind.is_authorization())
    });
    // Credentials that cannot be read are wrong, not absent.
    let unreadable = by_authorization.then(|| quote!(&&!request.has_authorization()));
    let anonymous = is_optional.then(|| {
        quote! {
            if attempt.is_untried() #unreadable {
                return Ok(None);
            }
        }
    });
    let challenges = challenges(required, &asking);
    let docs = docs::from_text(&format!("Who calls, by {}.", in_words(required, &asking)));
    quote! {
        #docs
        pub(crate) async fn #function<S: Authenticate>(
            service: &S,
            request: &mut Request,
        ) -> Result<#output, Rejection> {
            let mut attempt = request.attempt();
            #(#key_lookups)*
            #(#attempts)*
            #anonymous
            Err(attempt.rejection(&[#(#challenges),*]))
        }
    }
}

/// The names of the schemes as the document has them; alternatives that differ in their scopes only are told once.
fn in_words(required: &RequiredSchemes<'_>, asking: &[&Requirement]) -> String {
    let mut alternatives: Vec<String> = Vec::new();
    for requirement in asking {
        let names = required.schemes(requirement).map(|(_, scheme, _)| scheme.name.as_str());
        let alternative = format!("`{}`", names.collect::<Vec<_>>().join("` and `"));
        if !alternatives.contains(&alternative) {
            alternatives.push(alternative);
        }
    }
    alternatives.join(" or ")
}

/// Asks for the keys of all signatures, each once, before anything is tried.
fn key_lookups(required: &RequiredSchemes<'_>, asking: &[&Requirement]) -> Vec<TokenStream> {
    let mut seen: Vec<&Name> = Vec::new();
    for (_, scheme, name) in asking.iter().flat_map(|requirement| required.schemes(requirement)) {
        if matches!(scheme.kind, SchemeKind::Signature(_)) && !seen.contains(&name) {
            seen.push(name);
        }
    }
    let lookup = |name: &Name| {
        let method = ident(&name.with("keys").snake());
        quote!(let #method = service.#method().await.map_err(Rejection::internal)?;)
    };
    seen.into_iter().map(lookup).collect()
}

/// Tries one alternative, if the request holds the credentials of all its schemes.
fn attempt(required: &RequiredSchemes<'_>, requirement: &Requirement, admitted: &TokenStream) -> TokenStream {
    let indexes: Vec<usize> = requirement.indexes().collect();
    let variant = required.variant(&indexes);
    let locals = local_names(indexes.len());
    let schemes = required.schemes(requirement);
    let reads = schemes.map(|(asked, scheme, name)| required.carrier(asked.scheme, scheme).read(name, &asked.scopes));
    let reads: Vec<TokenStream> = reads.collect();
    let condition = match (locals.as_slice(), reads.as_slice()) {
        ([local], [read]) => quote!(let Some(#local) = #read),
        _ => quote!(let (#(Some(#locals)),*) = (#(#reads),*)),
    };
    quote! {
        if #condition {
            match service.authenticate(Credentials::#variant(#(#locals),*), request.context()).await {
                Ok(principal) => return #admitted,
                Err(error) => attempt.failed(error),
            }
        }
    }
}

/// One challenge for each authentication scheme. One for tokens tells the scopes, where all alternatives agree on them.
fn challenges(required: &RequiredSchemes<'_>, asking: &[&Requirement]) -> Vec<String> {
    let mut challenges: Vec<(Carrier<'_>, Option<&[String]>)> = Vec::new();
    for (asked, scheme, _) in asking.iter().flat_map(|requirement| required.schemes(requirement)) {
        let carrier = required.carrier(asked.scheme, scheme);
        let scopes = match carrier {
            Carrier::AccessToken => asked.scopes.as_slice(),
            _ => &[],
        };
        let name = carrier.challenge();
        match challenges
            .iter_mut()
            .find(|(known, _)| known.challenge().eq_ignore_ascii_case(name))
        {
            Some((_, known)) if *known == Some(scopes) => {}
            Some((_, known)) => *known = None,
            None => challenges.push((carrier, Some(scopes))),
        }
    }
    let realm = required.emission.name;
    let written = challenges.into_iter();
    written
        .map(|(carrier, scopes)| challenge(carrier, realm, scopes.unwrap_or_default()))
        .collect()
}

/// A challenge with its parameters: `Basic` must name the realm (RFC 7617, section 2), and `Bearer` must have a parameter
/// at all (RFC 6750, section 3). What other schemes of HTTP ask for is not known.
fn challenge(carrier: Carrier<'_>, realm: &str, scopes: &[String]) -> String {
    let name = carrier.challenge();
    if matches!(carrier, Carrier::Http(_)) {
        return name.to_owned();
    }
    let mut challenge = format!("{name} realm=\"{realm}\"");
    if matches!(carrier, Carrier::Basic) {
        challenge.push_str(", charset=\"UTF-8\"");
    }
    if !scopes.is_empty() && scopes.iter().all(|scope| is_scope(scope)) {
        challenge.push_str(&format!(", scope=\"{}\"", scopes.join(" ")));
    }
    challenge
}

/// RFC 6749, section 3.3.
fn is_scope(scope: &str) -> bool {
    !scope.is_empty()
        && scope
            .bytes()
            .all(|byte| byte.is_ascii_graphic() && !b"\"\\".contains(&byte))
}
