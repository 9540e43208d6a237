//! In: types of the API in which one stands that a user named.
//! Out: what carries their values from and to the wire, as emitted code writes it.
//! Guarantees: `None` for all other types, whose values carry themselves.

use proc_macro2::TokenStream;
use quote::quote;

use super::{fragments, rust_type::TypeWriter};
use crate::ir::{Foreign, Type, TypeId};

/// The type as Rust writes it. One of the crate that modules are emitted into begins with `$crate`, since `crate` is the
/// root of what is emitted until then (`module`).
pub(super) fn path(foreign: &Foreign) -> TokenStream {
    let tokens: TokenStream = foreign.path.parse().unwrap_or_default();
    fragments::with_own_crate(tokens)
}

impl TypeWriter<'_> {
    /// What carries values of a type: `Vec<foreign::Serde<_>>`.
    pub(super) fn carrier(&mut self, id: TypeId) -> Option<TokenStream> {
        self.carrier_of(id, |_, _| quote!(_))
    }

    /// A type that can carry itself: values of one that a user named stand in a `foreign::Serde`.
    pub(super) fn carried(&mut self, id: TypeId) -> TokenStream {
        match self.carrier_of(id, Self::ty) {
            Some(carrier) => carrier,
            None => self.ty(id),
        }
    }

    /// Takes a value of a type out of what carried it: `.map(foreign::value::<_>)`.
    pub(super) fn taken(&mut self, id: TypeId) -> Option<TokenStream> {
        let carrier = self.carrier(id)?;
        Some(quote!(.map(foreign::value::<#carrier>)))
    }

    /// The same of a value that may be absent.
    pub(super) fn taken_optional(&mut self, id: TypeId) -> Option<TokenStream> {
        let carrier = self.carrier(id)?;
        Some(quote!(.map(foreign::value::<Option<#carrier>>)))
    }

    /// A copy of a value in what carries it.
    pub(super) fn carried_copy(&mut self, id: TypeId, value: &TokenStream) -> Option<TokenStream> {
        let carrier = self.carrier(id)?;
        Some(quote!(foreign::carrier::<#carrier>(#value.to_owned())))
    }

    fn carrier_of(&mut self, id: TypeId, leaf: fn(&mut Self, TypeId) -> TokenStream) -> Option<TokenStream> {
        match self.emission.api.types.resolved(id).1 {
            Type::Foreign(_) => {
                self.imports.runtime(&["foreign"]);
                let leaf = leaf(self, id);
                Some(quote!(foreign::Serde<#leaf>))
            }
            Type::Array(item) => {
                let item = self.carrier_of(*item, leaf)?;
                Some(quote!(Vec<#item>))
            }
            Type::Map(value) => {
                let value = self.carrier_of(*value, leaf)?;
                self.imports.add("std::collections", "BTreeMap");
                Some(quote!(BTreeMap<String, #value>))
            }
            Type::Nullable(inner) => {
                let inner = self.carrier_of(*inner, leaf)?;
                Some(quote!(Option<#inner>))
            }
            _ => None,
        }
    }
}
