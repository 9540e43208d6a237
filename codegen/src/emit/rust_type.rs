//! In: types of the API.
//! Out: Rust types as one file writes them, and the imports they need.
//! Guarantees: a name that the file uses otherwise is written with its crate.

use proc_macro2::TokenStream;
use quote::quote;

use super::{
    CrateKind, Emission, foreign,
    fragments::ident,
    source_file::{Imports, SourceFile},
};
use crate::ir::{Field, Format, IntegerWidth, Presence, Shape, Type, TypeId};

/// Writes types for one file, whose imports it fills.
pub(super) struct TypeWriter<'a> {
    pub(super) emission: Emission<'a>,
    pub(super) imports: Imports,
    /// Whether the file uses what the document deprecates.
    pub(super) uses_deprecated: bool,
    home: Home,
    /// The name of the types crate in code.
    types: String,
}

/// Where the file lies, which decides how definitions are reached.
enum Home {
    /// A module of the types crate; these definitions stand in the file itself.
    Types(Vec<TypeId>),
    /// Another crate; names that it uses otherwise are written with the crate's name. They are the crate's own, and those
    /// of the groups of operations.
    Other(&'static [&'static str]),
}

impl<'a> TypeWriter<'a> {
    /// For a file of the types crate that defines `local` itself.
    pub(super) fn in_types(emission: Emission<'a>, local: Vec<TypeId>) -> Self {
        Self {
            emission,
            imports: Imports::default(),
            uses_deprecated: false,
            home: Home::Types(local),
            types: emission.crate_name(CrateKind::Types),
        }
    }

    /// For a file of another crate in which the names `taken` mean something else.
    pub(super) fn in_other(emission: Emission<'a>, taken: &'static [&'static str]) -> Self {
        Self {
            emission,
            imports: Imports::default(),
            uses_deprecated: false,
            home: Home::Other(taken),
            types: emission.crate_name(CrateKind::Types),
        }
    }

    /// Gives the file its imports. One that uses what the document deprecates may do so.
    pub(super) fn finish(self, file: &mut SourceFile) {
        if self.uses_deprecated {
            file.attributes.push(quote!(#![allow(deprecated)]));
        }
        file.imports = self.imports;
    }

    /// The type of values.
    pub(super) fn ty(&mut self, id: TypeId) -> TokenStream {
        match self.emission.api.types.get(id) {
            Type::Any => {
                self.imports.runtime(&["serde_json"]);
                quote!(serde_json::Value)
            }
            Type::Null => {
                self.imports.runtime(&["Null"]);
                quote!(Null)
            }
            Type::Never => {
                self.imports.runtime(&["Never"]);
                quote!(Never)
            }
            Type::Boolean => quote!(bool),
            Type::Integer(width) => integer(*width),
            Type::Number => quote!(f64),
            Type::Text(format) => self.text(*format),
            Type::Array(item) => {
                let item = self.ty(*item);
                quote!(Vec<#item>)
            }
            Type::Map(value) => {
                let value = self.ty(*value);
                self.imports.add("std::collections", "BTreeMap");
                quote!(BTreeMap<String, #value>)
            }
            Type::Nullable(inner) => {
                let inner = self.ty(*inner);
                quote!(Option<#inner>)
            }
            Type::JsonText(inner) => {
                let inner = self.carried(*inner);
                self.imports.runtime(&["JsonText"]);
                quote!(JsonText<#inner>)
            }
            Type::Foreign(foreign) => foreign::path(foreign),
            Type::Defined(_) => self.defined(id),
        }
    }

    /// The type of a field: what its value is, and whether it may be absent or `null`.
    pub(super) fn field(&mut self, field: &Field) -> TokenStream {
        let ty = self.ty(field.ty);
        let ty = if field.boxed { quote!(Box<#ty>) } else { ty };
        match field.presence {
            Presence::Required => ty,
            Presence::RequiredNullable | Presence::Optional => quote!(Option<#ty>),
            Presence::OptionalNullable => {
                self.imports.runtime(&["Maybe"]);
                quote!(Maybe<#ty>)
            }
        }
    }

    /// The type of a body in the type of an operation: objects and tuples are boxed, so that results stay small.
    pub(super) fn payload(&mut self, id: TypeId) -> TokenStream {
        let ty = self.ty(id);
        if self.is_boxed_payload(id) {
            quote!(Box<#ty>)
        } else {
            ty
        }
    }

    /// Whether [`payload`](Self::payload) boxes a type.
    pub(super) fn is_boxed_payload(&self, id: TypeId) -> bool {
        match self.emission.api.types.resolved(id).1 {
            Type::Nullable(inner) => self.is_boxed_payload(*inner),
            Type::Defined(definition) => matches!(definition.shape, Shape::Object(_) | Shape::Tuple(_)),
            _ => false,
        }
    }

    /// The type of a definition that stands in the types crate.
    pub(super) fn definition_name(&self, id: TypeId) -> String {
        self.emission
            .names
            .definition(id)
            .map(|names| names.name.pascal())
            .unwrap_or_default()
    }

    fn defined(&mut self, id: TypeId) -> TokenStream {
        let definition = self.emission.api.types.definition(id);
        self.uses_deprecated |= definition.is_some_and(|definition| definition.deprecated);
        let name = self.definition_name(id);
        match &self.home {
            Home::Types(local) => {
                if !local.contains(&id) {
                    self.imports.add("crate::schemas", &name);
                }
                let name = ident(&name);
                quote!(#name)
            }
            Home::Other(_) => self.shared_type(&name),
        }
    }

    /// The struct of a set of headers.
    pub(super) fn header_set(&mut self, index: usize) -> TokenStream {
        let names = self.emission.names.header_sets.get(index);
        let name = names.map(|names| names.name.pascal()).unwrap_or_default();
        match &self.home {
            Home::Types(_) => {
                self.imports.add("crate::headers", &name);
                let name = ident(&name);
                quote!(#name)
            }
            Home::Other(_) => self.shared_type(&name),
        }
    }

    /// The static that says how a value stands in XML, as another crate writes it.
    pub(super) fn xml_root(&mut self, index: usize) -> TokenStream {
        let name = self.emission.names.xml.roots.get(index);
        let name = name.map(|name| ident(&name.shouty()));
        self.imports.add(&self.types, "xml");
        quote!(xml::#name)
    }

    /// A type of the types crate by its name, as another crate writes it.
    pub(super) fn shared_type(&mut self, name: &str) -> TokenStream {
        let taken = match &self.home {
            Home::Types(_) => false,
            Home::Other(taken) => taken.contains(&name) || self.emission.names.is_group(name),
        };
        let name_ident = ident(name);
        if taken {
            let crate_ident = ident(&self.types);
            return quote!(#crate_ident::#name_ident);
        }
        self.imports.add(&self.types, name);
        quote!(#name_ident)
    }

    fn text(&mut self, format: Format) -> TokenStream {
        let name = match format {
            Format::Plain => return quote!(String),
            Format::DateTime => "Timestamp",
            Format::Date => "Date",
            Format::Uuid => "Uuid",
            Format::Uri => "Uri",
            Format::Password => "Secret",
            Format::Base64 => "Base64",
        };
        self.imports.runtime(&[name]);
        let name = ident(name);
        quote!(#name)
    }
}

/// The primitive type of an integer.
pub(super) fn integer(width: IntegerWidth) -> TokenStream {
    match width {
        IntegerWidth::Bits32 => quote!(i32),
        IntegerWidth::Bits64 => quote!(i64),
        IntegerWidth::Unsigned32 => quote!(u32),
        IntegerWidth::Unsigned64 => quote!(u64),
    }
}
