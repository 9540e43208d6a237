//! In: security schemes, and the alternatives of operations.
//! Out: the credentials of a request, the trait that turns them into a principal, and a check for each set of
//! alternatives.
//! Guarantees: alternatives are tried in the order of the document.

mod check;
mod scheme;

use std::collections::{BTreeSet, HashSet};

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use crate::{
    emit::{Emission, SourceFile, docs, fragments::ident, signature, source_file::Imports},
    ir::{RequiredScheme, Requirement, SchemeKind, SecurityScheme},
    naming::Name,
};
use check::check;
use scheme::Carrier;

/// Whether any operation asks who calls.
pub(super) fn is_needed(emission: &Emission<'_>) -> bool {
    emission
        .operations()
        .any(|(operation, _)| !operation.security.is_empty())
}

/// The function that checks an operation's alternatives, named after them; operations with equal ones share it.
pub(super) fn function(emission: &Emission<'_>, security: &[Requirement]) -> Ident {
    let name = emission.names.security.check(security);
    ident(&name.map(Name::snake).unwrap_or_default())
}

/// What a mock says to credentials: an arm for each variant.
pub(super) fn accepted_by_mock(emission: &Emission<'_>) -> Vec<TokenStream> {
    let required = RequiredSchemes::of(emission);
    let arm = |combination: &Vec<usize>| {
        let variant = required.variant(combination);
        let credentials = local_names(combination.len());
        quote!(Credentials::#variant(#(#credentials),*) => self.accept(&[#(#credentials),*]))
    };
    required.combinations.iter().map(arm).collect()
}

/// What the credentials of one alternative are called.
fn local_names(count: usize) -> Vec<Ident> {
    match count {
        1 => vec![ident("credential")],
        _ => (1..=count)
            .map(|number| ident(&format!("credential_{number}")))
            .collect(),
    }
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
    let required = RequiredSchemes::of(emission);
    file.items.push(required.credentials(&mut file.imports));
    file.items.push(required.authenticate(&mut file.imports));
    for (scheme, name) in required.signatures() {
        if let SchemeKind::Signature(signature) = &scheme.kind {
            let table = ident(&name.shouty());
            let signature = signature::scheme(signature, &mut file.imports);
            file.items
                .push(quote!(pub(crate) static #table: SignatureScheme = #signature;));
        }
    }
    let mut seen = HashSet::new();
    for (operation, _) in emission.operations() {
        if !operation.security.is_empty() && seen.insert(&operation.security) {
            file.items.push(check(&required, &operation.security));
        }
    }
    Some(file)
}

/// The schemes of an API, and what its operations ask of them.
struct RequiredSchemes<'a> {
    emission: &'a Emission<'a>,
    /// The indexes of those that an operation asks for.
    used: BTreeSet<usize>,
    /// The indexes of those of which an operation asks for scopes.
    scoped: BTreeSet<usize>,
    /// The combinations that alternatives ask for, anonymous access aside.
    combinations: BTreeSet<Vec<usize>>,
}

impl<'a> RequiredSchemes<'a> {
    fn of(emission: &'a Emission<'a>) -> Self {
        let alternatives = || emission.operations().flat_map(|(operation, _)| &operation.security);
        let required = || alternatives().flat_map(|requirement| &requirement.schemes);
        let scoped = required().filter(|required| !required.scopes.is_empty());
        let combinations = alternatives().filter(|requirement| !requirement.schemes.is_empty());
        Self {
            emission,
            used: required().map(|required| required.scheme).collect(),
            scoped: scoped.map(|required| required.scheme).collect(),
            combinations: combinations.map(|it| it.indexes().collect()).collect(),
        }
    }

    fn get(&self, index: usize) -> Option<(&'a SecurityScheme, &'a Name)> {
        let Emission { api, names, .. } = self.emission;
        Some((api.schemes.get(index)?, names.schemes.get(index)?))
    }

    /// The schemes of an alternative.
    fn schemes<'r>(
        &'r self,
        requirement: &'r Requirement,
    ) -> impl Iterator<Item = (&'r RequiredScheme, &'a SecurityScheme, &'a Name)> {
        let named = requirement
            .schemes
            .iter()
            .map(|required| (required, self.get(required.scheme)));
        named.filter_map(|(required, found)| found.map(|(scheme, name)| (required, scheme, name)))
    }

    fn carrier(&self, index: usize, scheme: &'a SecurityScheme) -> Carrier<'a> {
        Carrier::of(&scheme.kind, self.scoped.contains(&index))
    }

    /// The signature schemes that operations ask for.
    fn signatures(&self) -> impl Iterator<Item = (&'a SecurityScheme, &'a Name)> {
        let used = self.used.iter().filter_map(|index| self.get(*index));
        used.filter(|(scheme, _)| matches!(scheme.kind, SchemeKind::Signature(_)))
    }

    /// The variant of `Credentials` for a combination of schemes.
    fn variant(&self, combination: &[usize]) -> Ident {
        let name = self.emission.names.security.credentials(combination);
        ident(&name.map(Name::pascal).unwrap_or_default())
    }

    fn credentials(&self, imports: &mut Imports) -> TokenStream {
        let mut variants = Vec::new();
        for combination in &self.combinations {
            let variant = self.variant(combination);
            let (mut types, mut words) = (Vec::new(), Vec::new());
            for index in combination {
                if let Some((scheme, _)) = self.get(*index) {
                    let carrier = self.carrier(*index, scheme);
                    types.push(carrier.credential_type(imports));
                    words.push(carrier.in_words());
                }
            }
            let docs = docs::from_text(&format!("{}.", capitalized(&words.join(", and "))));
            variants.push(quote!(#docs #variant(#(#types),*)));
        }
        quote! {
            #[doc = " What a request carries to say who sends it."]
            #[derive(Clone, Debug)]
            pub enum Credentials { #(#variants),* }
        }
    }

    fn authenticate(&self, imports: &mut Imports) -> TokenStream {
        let keys = self.signatures().map(|(scheme, name)| {
            imports.add("stubsmith_runtime::server", "BoxError");
            imports.add("stubsmith_runtime::server", "SigningKey");
            let (header, written) = match &scheme.kind {
                SchemeKind::Signature(it) => (it.header.as_str(), signature::secret_in_words(it)),
                _ => ("", None),
            };
            let written = written.map(|words| format!(", each {words}")).unwrap_or_default();
            let docs = docs::from_text(&format!(
                "The secrets under which the header `{header}` may be made{written}. The signature is verified against \
                 each, in constant time, before `authenticate` is called."
            ));
            let method = ident(&name.with("keys").snake());
            quote! {
                #docs
                fn #method(&self) -> impl Future<Output = Result<Vec<SigningKey>, BoxError>> + Send;
            }
        });
        let keys: Vec<TokenStream> = keys.collect();
        // A 403 tells the caller that asking for another token may help; a 401 does not.
        let scopes = (!self.scoped.is_empty()).then(|| {
            let docs = docs::from_text(
                "A token that is valid and lacks one of its `scopes` is `AuthenticateError::Forbidden`. Where the \
                 document gives alternatives, this is called for each of which the request holds the credentials, \
                 until one is accepted.",
            );
            quote!(#[doc = ""] #docs)
        });
        quote! {
            #[doc = " Says who calls."]
            pub trait Authenticate: Send + Sync + 'static {
                #[doc = " Who calls, as operations are told."]
                type Principal: Send + 'static;
                #[doc = " The principal that credentials stand for."]
                #scopes
                fn authenticate(
                    &self,
                    credentials: Credentials,
                    context: &RequestContext,
                ) -> impl Future<Output = Result<Self::Principal, AuthenticateError>> + Send;
                #(#keys)*
            }
        }
    }
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first = characters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + characters.as_str()
}
