//! In: a security scheme.
//! Out: the builder's method that takes its credential, and how a call of it looks.
//! Guarantees: what a request is to carry is said in the method's docs.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::{
    document::{OAuth2, OAuthFlow, OAuthFlowKind},
    emit::{docs, fragments::ident, signature::secret_in_words, source_file::Imports},
    ir::{SchemeKind, SecurityScheme, Signature},
    naming::Name,
};

/// How a client is given a credential.
enum Form {
    /// User name and password.
    Login,
    /// One secret: what it is called, and the constructor of `Credential`.
    Secret(&'static str, &'static str),
    /// Secrets to sign with at the same time.
    Secrets,
    /// By the transport.
    Transport,
}

fn form(kind: &SchemeKind) -> Form {
    match kind {
        SchemeKind::Basic => Form::Login,
        SchemeKind::Bearer | SchemeKind::OAuth2(_) | SchemeKind::OpenIdConnect(_) => Form::Secret("token", "bearer"),
        SchemeKind::Http(_) => Form::Secret("credentials", "http"),
        SchemeKind::HeaderKey(_) | SchemeKind::QueryKey(_) | SchemeKind::CookieKey(_) => Form::Secret("key", "api_key"),
        SchemeKind::Signature(signature) if signature.separator.is_some() => Form::Secrets,
        SchemeKind::Signature(_) => Form::Secret("secret", "signature"),
        SchemeKind::MutualTls => Form::Transport,
    }
}

/// The arguments of the method as a caller would name them; `None` where there is no method.
pub(in crate::emit) fn arguments(kind: &SchemeKind) -> Option<&'static str> {
    match form(kind) {
        Form::Login => Some("username, password"),
        Form::Secret(name, _) => Some(name),
        Form::Secrets => Some("secret"),
        Form::Transport => None,
    }
}

/// What it gives to requests, in words.
pub(in crate::emit) fn in_words(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Bearer => "The token sent as `Authorization: Bearer`.".to_owned(),
        SchemeKind::Basic => "The user name and password sent as `Authorization: Basic`.".to_owned(),
        SchemeKind::Http(scheme) => format!("The credentials sent behind the scheme in `Authorization: {scheme}`."),
        SchemeKind::HeaderKey(header) => format!("The key sent in the header `{header}`."),
        SchemeKind::QueryKey(parameter) => format!("The key sent in the query parameter `{parameter}`."),
        SchemeKind::CookieKey(cookie) => format!("The key sent in the cookie `{cookie}`."),
        SchemeKind::Signature(signature) => {
            let header = &signature.header;
            let written = secret_in_words(signature).map(|words| format!(", {words}"));
            let written = written.unwrap_or_default();
            format!("The secret that requests are signed with in the header `{header}`{written}.")
        }
        SchemeKind::OAuth2(_) => "The access token of OAuth 2.0 sent as `Authorization: Bearer`.".to_owned(),
        SchemeKind::OpenIdConnect(_) => {
            "The access token of OpenID Connect sent as `Authorization: Bearer`.".to_owned()
        }
        SchemeKind::MutualTls => {
            "The certificate of the client, which the transport shows when it connects.".to_owned()
        }
    }
}

/// The builder's method.
pub(super) fn method(index: usize, scheme: &SecurityScheme, name: &Name, imports: &mut Imports) -> Option<TokenStream> {
    let (arguments, value) = match form(&scheme.kind) {
        Form::Login => (
            quote!(username: impl Into<String>, password: impl Into<Secret>),
            quote!(Credential::basic(username, password)),
        ),
        Form::Secret(name, constructor) => {
            let (name, constructor) = (ident(name), ident(constructor));
            (
                quote!(#name: impl Into<Secret>),
                quote!(Credential::#constructor(#name)),
            )
        }
        Form::Secrets => (
            quote!(secrets: impl Into<SigningSecrets>),
            quote!(Credential::signatures(secrets)),
        ),
        Form::Transport => return None,
    };
    imports.add("stubsmith_runtime::client", "Credential");
    match form(&scheme.kind) {
        Form::Secrets => imports.add("stubsmith_runtime::client", "SigningSecrets"),
        _ => imports.runtime(&["Secret"]),
    }
    let index = Literal::usize_unsuffixed(index);
    let method = ident(&name.snake());
    let prose = scheme.docs.description.as_deref().unwrap_or_default();
    let source = details(&scheme.kind);
    let docs = docs::from_text(&format!("{}\n\n{prose}\n\n{source}", in_words(&scheme.kind)));
    Some(quote! {
        #docs
        pub fn #method(self, #arguments) -> Self {
            Self { core: self.core.credential(#index, #value) }
        }
    })
}

/// Where tokens come from, as a list in Markdown; or what a signature has beside the secret.
fn details(kind: &SchemeKind) -> String {
    match kind {
        SchemeKind::Signature(signature) => signature_details(signature),
        SchemeKind::OAuth2(oauth) => oauth_source(oauth),
        SchemeKind::OpenIdConnect(Some(url)) => format!("The provider describes itself at `{url}`."),
        _ => String::new(),
    }
}

fn signature_details(signature: &Signature) -> String {
    let several = signature
        .separator
        .as_ref()
        .map(|_| "A list of secrets signs with each of them, as while an old one gives way to a new one.".to_owned());
    let id = signature.id_header.as_ref().map(|header| {
        format!(
            "Each call gets an id of its own in the header `{header}`. A message that is sent again keeps its id if the call \
             sets that header."
        )
    });
    [several, id].into_iter().flatten().collect::<Vec<_>>().join("\n\n")
}

fn oauth_source(oauth: &OAuth2) -> String {
    let mut lines: Vec<String> = oauth.flows.iter().map(flow).collect();
    if let Some(url) = &oauth.metadata_url {
        lines.push(format!("- The authorization server describes itself at `{url}`."));
    }
    let mut scopes: Vec<&(String, String)> = Vec::new();
    for scope in oauth.flows.iter().flat_map(|flow| &flow.scopes) {
        if !scopes.iter().any(|(known, _)| *known == scope.0) {
            scopes.push(scope);
        }
    }
    if !scopes.is_empty() {
        lines.push("\nScopes:\n".to_owned());
        lines.extend(scopes.into_iter().map(|(name, meaning)| {
            let meaning = docs::line(meaning);
            let gap = if meaning.is_empty() { "" } else { ": " };
            format!("- `{name}`{gap}{meaning}")
        }));
    }
    lines.join("\n")
}

fn flow(flow: &OAuthFlow) -> String {
    let name = match flow.kind {
        OAuthFlowKind::Implicit => "Implicit",
        OAuthFlowKind::Password => "Resource owner's password",
        OAuthFlowKind::ClientCredentials => "Client credentials",
        OAuthFlowKind::AuthorizationCode => "Authorization code",
        OAuthFlowKind::DeviceAuthorization => "Device authorization",
    };
    let urls = [
        ("authorization", &flow.authorization_url),
        ("device authorization", &flow.device_authorization_url),
        ("tokens", &flow.token_url),
        ("refresh", &flow.refresh_url),
    ];
    let urls: Vec<String> = urls
        .into_iter()
        .filter_map(|(what, url)| Some(format!("{what} at `{}`", url.as_ref()?)))
        .collect();
    let gap = if urls.is_empty() { "" } else { ": " };
    format!("- {name} flow{gap}{}.", urls.join(", "))
}
