//! In: security schemes, and the alternatives of operations.
//! Out: the credentials of a request, the trait that turns them into a principal, and a check for each set of
//! alternatives.
//! Guarantees: alternatives are tried in the order of the document.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    emit::{Emission, SourceFile, docs, fragments::ident, signature, source_file::Imports},
    ir::{Requirement, SchemeKind, SecurityScheme},
    naming::Name,
};

/// Whether any operation asks who calls.
pub(super) fn is_needed(emission: &Emission<'_>) -> bool {
    emission
        .api
        .operations
        .iter()
        .any(|operation| !operation.security.is_empty())
}

/// The function that checks an operation's alternatives, named after them; operations with equal ones share it.
pub(super) fn function(emission: &Emission<'_>, security: &[Requirement]) -> Ident {
    let alternative = |requirement: &Requirement| {
        let names: Vec<String> = schemes(emission, requirement).map(|(_, name)| name.snake()).collect();
        if names.is_empty() {
            "anonymous".to_owned()
        } else {
            names.join("_and_")
        }
    };
    let name = |security: &[Requirement]| {
        let alternatives: Vec<String> = security.iter().map(alternative).collect();
        format!("by_{}", alternatives.join("_or_"))
    };
    // A scheme may be called `a_or_b` beside others called `a` and `b`.
    let earlier = distinct(emission).into_iter().take_while(|other| *other != security);
    numbered(
        &name(security),
        "_",
        earlier.filter(|other| name(other) == name(security)).count(),
    )
}

/// A name, with a number behind it where others before it have the same.
fn numbered(name: &str, separator: &str, before: usize) -> Ident {
    match before {
        0 => ident(name),
        before => ident(&format!("{name}{separator}{}", before + 1)),
    }
}

fn distinct<'a>(emission: &Emission<'a>) -> Vec<&'a [Requirement]> {
    let mut all: Vec<&[Requirement]> = Vec::new();
    for operation in &emission.api.operations {
        if !operation.security.is_empty() && !all.contains(&operation.security.as_slice()) {
            all.push(&operation.security);
        }
    }
    all
}

pub(super) fn emit(emission: &Emission<'_>) -> Option<SourceFile> {
    if !is_needed(emission) {
        return None;
    }
    let mut file = SourceFile::new(
        "src/authenticate.rs",
        "Who calls: credentials, and the principal they stand for.",
    );
    file.imports.add("std::future", "Future");
    for name in ["AuthenticateError", "Rejection", "Request", "RequestContext"] {
        file.imports.add("stubsmith_runtime::server", name);
    }
    let alternatives = alternatives(emission);
    file.items.push(credentials(emission, &alternatives, &mut file.imports));
    file.items.push(authenticate(emission, &mut file.imports));
    for (scheme, name) in signatures(emission) {
        if let SchemeKind::Signature(signature) = &scheme.kind {
            let table = ident(&name.shouty());
            let signature = signature::scheme(signature, &mut file.imports);
            file.items.push(quote!(static #table: SignatureScheme = #signature;));
        }
    }
    for security in distinct(emission) {
        file.items.push(check(emission, security));
    }
    Some(file)
}

/// All alternatives of all operations, anonymous access aside.
fn alternatives<'a>(emission: &Emission<'a>) -> BTreeSet<&'a Requirement> {
    let all = emission.api.operations.iter().flat_map(|operation| &operation.security);
    all.filter(|requirement| !requirement.schemes.is_empty()).collect()
}

fn schemes<'a>(
    emission: &'a Emission<'a>,
    requirement: &'a Requirement,
) -> impl Iterator<Item = (&'a SecurityScheme, &'a Name)> {
    let at = |index: &usize| Some((emission.api.schemes.get(*index)?, emission.names.schemes.get(*index)?));
    requirement.schemes.iter().filter_map(at)
}

/// The signature schemes that operations ask for.
fn signatures<'a>(emission: &'a Emission<'a>) -> Vec<(&'a SecurityScheme, &'a Name)> {
    let used: BTreeSet<usize> = emission
        .api
        .operations
        .iter()
        .flat_map(|it| &it.security)
        .flat_map(|it| it.schemes.clone())
        .collect();
    let all = emission.api.schemes.iter().zip(&emission.names.schemes).enumerate();
    let is_signature = |scheme: &SecurityScheme| matches!(scheme.kind, SchemeKind::Signature(_));
    all.filter(|(index, (scheme, _))| used.contains(index) && is_signature(scheme))
        .map(|(_, pair)| pair)
        .collect()
}

/// The variant of `Credentials` for an alternative: the names of its schemes.
fn variant(emission: &Emission<'_>, requirement: &Requirement) -> Ident {
    let name = |requirement: &Requirement| {
        let names: Vec<String> = schemes(emission, requirement).map(|(_, name)| name.pascal()).collect();
        names.join("And")
    };
    let all = alternatives(emission);
    let earlier = all.into_iter().take_while(|other| *other != requirement);
    numbered(
        &name(requirement),
        "",
        earlier.filter(|other| name(other) == name(requirement)).count(),
    )
}

fn credentials(emission: &Emission<'_>, alternatives: &BTreeSet<&Requirement>, imports: &mut Imports) -> TokenStream {
    let variants = alternatives.iter().map(|requirement| {
        let variant = variant(emission, requirement);
        let (mut types, mut words) = (Vec::new(), Vec::new());
        for (scheme, _) in schemes(emission, requirement) {
            types.push(credential_type(&scheme.kind, imports));
            words.push(in_words(&scheme.kind));
        }
        let docs = docs::from_text(&format!("{}.", words.join(", and ")));
        quote!(#docs #variant(#(#types),*))
    });
    let variants: Vec<TokenStream> = variants.collect();
    quote! {
        #[doc = " What a request carries to say who sends it."]
        #[derive(Clone, Debug)]
        pub enum Credentials { #(#variants),* }
    }
}

fn credential_type(kind: &SchemeKind, imports: &mut Imports) -> TokenStream {
    match kind {
        SchemeKind::Bearer | SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) => {
            imports.runtime(&["Secret"]);
            quote!(Secret)
        }
        SchemeKind::Basic => {
            imports.add("stubsmith_runtime::server", "Basic");
            quote!(Basic)
        }
        SchemeKind::Signature(_) => {
            imports.add("stubsmith_runtime::server", "Verified");
            quote!(Verified)
        }
    }
}

fn in_words(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "The token of `Authorization: Bearer`".to_owned(),
        SchemeKind::Basic => "User name and password of `Authorization: Basic`".to_owned(),
        SchemeKind::HeaderKey(name) => format!("The value of the header `{name}`"),
        SchemeKind::QueryKey(name) => format!("The value of the query parameter `{name}`"),
        SchemeKind::CookieKey(name) => format!("The value of the cookie `{name}`"),
        SchemeKind::Signature(it) => format!("A signature in the header `{}` that has been verified", it.header),
    }
}

fn authenticate(emission: &Emission<'_>, imports: &mut Imports) -> TokenStream {
    let keys = signatures(emission).into_iter().map(|(scheme, name)| {
        imports.add("stubsmith_runtime::server", "BoxError");
        imports.add("stubsmith_runtime::server", "SigningKey");
        let header = match &scheme.kind {
            SchemeKind::Signature(signature) => signature.header.as_str(),
            _ => "",
        };
        let docs = docs::from_text(&format!(
            "The secrets under which the header `{header}` may be made. The signature is verified against each, in \
             constant time, before `authenticate` is called."
        ));
        let method = ident(&name.with("keys").snake());
        quote! {
            #docs
            fn #method(&self) -> impl Future<Output = Result<Vec<SigningKey>, BoxError>> + Send;
        }
    });
    let keys: Vec<TokenStream> = keys.collect();
    quote! {
        #[doc = " Says who calls."]
        pub trait Authenticate: Send + Sync + 'static {
            #[doc = " Who calls, as operations are told."]
            type Principal: Send + 'static;
            #[doc = " The principal that credentials stand for."]
            fn authenticate(
                &self,
                credentials: Credentials,
                context: &RequestContext,
            ) -> impl Future<Output = Result<Self::Principal, AuthenticateError>> + Send;
            #(#keys)*
        }
    }
}

/// The function that checks an operation's alternatives, one after the other.
fn check(emission: &Emission<'_>, security: &[Requirement]) -> TokenStream {
    let function = function(emission, security);
    let asking: Vec<&Requirement> = security.iter().filter(|it| !it.schemes.is_empty()).collect();
    let is_optional = asking.len() < security.len();
    let (admitted, output) = if is_optional {
        (quote!(Ok(Some(principal))), quote!(Option<S::Principal>))
    } else {
        (quote!(Ok(principal)), quote!(S::Principal))
    };
    let key_lookups = key_lookups(emission, &asking);
    let attempts = asking
        .iter()
        .map(|requirement| attempt(emission, requirement, &admitted));
    let http = |scheme: &SecurityScheme| matches!(scheme.kind, SchemeKind::Bearer | SchemeKind::Basic);
    let by_http = asking
        .iter()
        .any(|requirement| schemes(emission, requirement).any(|(scheme, _)| http(scheme)));
    // Credentials that cannot be read are wrong, not absent.
    let unreadable = by_http.then(|| quote!(&&!request.has_authorization()));
    let anonymous = is_optional.then(|| {
        quote! {
            if attempt.is_untried() #unreadable {
                return Ok(None);
            }
        }
    });
    let challenges = challenges(emission, &asking);
    let names = asking.iter().map(|requirement| {
        let names: Vec<&str> = schemes(emission, requirement)
            .map(|(scheme, _)| scheme.name.as_str())
            .collect();
        format!("`{}`", names.join("` and `"))
    });
    let names: Vec<String> = names.collect();
    let docs = docs::from_text(&format!("Who calls, by {}.", names.join(" or ")));
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

/// Asks for the keys of all signatures, each once, before anything is tried.
fn key_lookups(emission: &Emission<'_>, asking: &[&Requirement]) -> Vec<TokenStream> {
    let mut seen: Vec<&Name> = Vec::new();
    for (scheme, name) in asking.iter().flat_map(|requirement| schemes(emission, requirement)) {
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
fn attempt(emission: &Emission<'_>, requirement: &Requirement, admitted: &TokenStream) -> TokenStream {
    let variant = variant(emission, requirement);
    let (mut locals, mut reads) = (Vec::new(), Vec::new());
    for (index, (scheme, name)) in schemes(emission, requirement).enumerate() {
        locals.push(if requirement.schemes.len() == 1 {
            ident("credential")
        } else {
            ident(&format!("credential_{}", index + 1))
        });
        reads.push(read(&scheme.kind, name));
    }
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

fn challenges(emission: &Emission<'_>, asking: &[&Requirement]) -> Vec<&'static str> {
    let mut challenges = Vec::new();
    for (scheme, _) in asking.iter().flat_map(|requirement| schemes(emission, requirement)) {
        let challenge = challenge(&scheme.kind);
        if !challenges.contains(&challenge) {
            challenges.push(challenge);
        }
    }
    challenges
}

fn read(kind: &SchemeKind, name: &Name) -> TokenStream {
    match kind {
        SchemeKind::Bearer => quote!(request.bearer()),
        SchemeKind::Basic => quote!(request.basic()),
        SchemeKind::HeaderKey(header) => quote!(request.api_key_header(#header)),
        SchemeKind::QueryKey(parameter) => quote!(request.api_key_query(#parameter)),
        SchemeKind::CookieKey(cookie) => quote!(request.api_key_cookie(#cookie)),
        SchemeKind::Signature(_) => {
            let (table, keys) = (ident(&name.shouty()), ident(&name.with("keys").snake()));
            quote!(request.signature(&#table, &#keys).await?)
        }
    }
}

/// The challenge of a `WWW-Authenticate` header (RFC 9110, section 11.6.1).
fn challenge(kind: &SchemeKind) -> &'static str {
    match kind {
        SchemeKind::Bearer => "Bearer",
        SchemeKind::Basic => "Basic",
        SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) => "ApiKey",
        SchemeKind::CookieKey(_) => "Cookie",
        SchemeKind::Signature(_) => "Signature",
    }
}
