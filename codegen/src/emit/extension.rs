//! In: what a user wants emitted types to have beside what they have.
//! Out: derives and attributes of a type by its name, and lines of the manifests.
//! Guarantees: no trait is derived twice, no line written twice.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::{CrateKind, Emission};
use crate::{
    document::nearest,
    ir::{Foreign, Shape, Type, TypeId},
    lower::fits,
    naming::Name,
};

/// What emitted types get beside what they have.
#[derive(Debug, Clone, Default)]
pub struct Extension {
    /// Names of types, in which `*` stands for any characters; `None`: all structs and enums.
    pub types: Option<Vec<String>>,
    /// Paths of derive macros.
    pub derive: Vec<String>,
    /// Outer attributes.
    pub attributes: Vec<String>,
    /// Lines of the manifest of the types.
    pub dependencies: Vec<String>,
}

/// A pattern that is to extend types, and that no emitted type fits.
#[derive(Debug)]
pub(crate) struct UnmatchedPattern<'a> {
    pub(crate) pattern: &'a str,
    /// The name of a type that may be meant.
    pub(crate) meant: Option<String>,
}

impl<'a> UnmatchedPattern<'a> {
    fn new(pattern: &'a str, names: &[String]) -> Self {
        // A schema whose name is taken by the language is emitted with a word more.
        let longer = names.iter().find(|name| name.strip_prefix(pattern) == Some("Type"));
        let meant = longer.map(String::as_str);
        let meant = meant.or_else(|| nearest(pattern, names.iter().map(String::as_str)));
        Self {
            pattern,
            meant: meant.map(str::to_owned),
        }
    }
}

impl Extension {
    fn is_for(&self, name: &str) -> bool {
        let patterns = self.types.as_ref();
        patterns.is_none_or(|patterns| patterns.iter().any(|pattern| fits(pattern, name)))
    }
}

impl Emission<'_> {
    /// The patterns that are to extend types, and that no emitted type fits.
    pub(crate) fn unmatched_patterns(&self) -> Vec<UnmatchedPattern<'_>> {
        let is_extended =
            |id: TypeId| !matches!(self.api.types.definition(id).map(|it| &it.shape), Some(Shape::Alias(_)));
        let definitions = self.api.types.definitions().filter(|(id, _)| is_extended(*id));
        let definitions = definitions.filter_map(|(id, _)| Some(&self.names.definition(id)?.name));
        let sets = self.names.header_sets.iter().map(|names| &names.name);
        let operations = self.names.operations.iter().flat_map(|names| {
            let body = names.body.iter();
            let forms = body.clone().flat_map(|body| body.forms.iter().map(|form| &form.own));
            let choice = body.map(|body| &body.choice);
            [&names.success, &names.error].into_iter().chain(choice).chain(forms)
        });
        let names: Vec<String> = definitions.chain(sets).chain(operations).map(Name::pascal).collect();
        let patterns = self.extensions.iter().flat_map(|it| it.types.iter().flatten());
        let is_unmatched = |pattern: &&String| !names.iter().any(|name| fits(pattern, name));
        let unmatched = patterns.filter(is_unmatched);
        unmatched
            .map(|pattern| UnmatchedPattern::new(pattern, &names))
            .collect()
    }

    /// Packages for which there are two different lines.
    pub(crate) fn disputed_dependencies(&self) -> Vec<String> {
        let package = |line: &str| {
            line.split(['=', '.'])
                .next()
                .unwrap_or_default()
                .trim()
                .trim_matches(['"', '\''])
                .to_owned()
        };
        let mut seen = BTreeSet::from(["stubsmith-runtime".to_owned()]);
        seen.extend(CrateKind::ALL.map(|kind| self.package(kind)));
        let mut lines = self.dependencies(CrateKind::Types);
        lines.extend(CrateKind::ALL.into_iter().flat_map(|kind| self.dependencies(kind)));
        let packages = lines.iter().map(|line| package(line));
        packages.filter(|name| !seen.insert(name.clone())).collect()
    }

    /// The attribute `derive` of a type, and the attributes that a user wants behind it.
    pub(super) fn derives(&self, name: &str, usual: &TokenStream) -> TokenStream {
        let mut seen: BTreeSet<String> = usual.to_string().split(',').map(|it| it.trim().to_owned()).collect();
        let (mut derives, mut attributes) = (Vec::new(), Vec::new());
        for extension in self.extensions.iter().filter(|extension| extension.is_for(name)) {
            // The configuration has looked at them, so they parse.
            let further = extension.derive.iter().filter(|path| seen.insert((*path).clone()));
            derives.extend(further.filter_map(|path| path.parse::<TokenStream>().ok()));
            attributes.extend(
                extension
                    .attributes
                    .iter()
                    .filter_map(|it| it.parse::<TokenStream>().ok()),
            );
        }
        let comma = (!derives.is_empty() && !usual.to_string().trim_end().ends_with(',')).then(|| quote!(,));
        quote!(#[derive(#usual #comma #(#derives),*)] #(#attributes)*)
    }

    /// The lines of `[dependencies]` that a crate needs for what a user wants.
    pub(super) fn dependencies(&self, kind: CrateKind) -> BTreeSet<String> {
        let types = &self.api.types;
        let line = |foreign: &Foreign| foreign.dependency.as_deref().map(str::to_owned);
        if kind == CrateKind::Types {
            let all = types.iter().filter_map(|(_, ty)| match ty {
                Type::Foreign(foreign) => line(foreign),
                _ => None,
            });
            let extensions = self.extensions.iter().flat_map(|it| &it.dependencies).cloned();
            return all.chain(extensions).collect();
        }
        // Client and server name a type only where it stands in an operation itself.
        let mut open: Vec<TypeId> = self
            .api
            .operations
            .iter()
            .flat_map(|it| self.api.referred(it))
            .collect();
        let mut lines = BTreeSet::new();
        while let Some(id) = open.pop() {
            match types.get(id) {
                Type::Foreign(foreign) => lines.extend(line(foreign)),
                Type::Array(inner) | Type::Map(inner) | Type::Nullable(inner) | Type::JsonText(inner) => {
                    open.push(*inner)
                }
                _ => {}
            }
        }
        lines
    }
}
