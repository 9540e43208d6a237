//! In: texts that become part of emitted code and of manifests.
//! Out: [`RustType`], [`DependencyLine`], [`Identifier`], [`DerivePath`] and [`Attribute`].
//! Guarantees: each is what it says, so that emitted code parses and a manifest is read.

use std::fmt;

use quote::ToTokens;
use serde::Deserialize;

use crate::lower::is_identifier;

/// A text that is not what it should be: what was expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unexpected(&'static str);

impl fmt::Display for Unexpected {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl std::error::Error for Unexpected {}

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident: $holds:expr, $expected:literal;)*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        #[serde(try_from = "String")]
        pub struct $name(String);

        impl $name {
            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl TryFrom<String> for $name {
            type Error = Unexpected;

            fn try_from(text: String) -> Result<Self, Unexpected> {
                let holds: fn(&str) -> bool = $holds;
                if holds(&text) { Ok(Self(text)) } else { Err(Unexpected($expected)) }
            }
        }
    )*};
}

texts! {
    /// A Rust type, named by its path: `rust_decimal::Decimal`, or `crate::Money` where modules of a crate are emitted.
    RustType: is_type, "expected the path of a Rust type, such as `rust_decimal::Decimal`";
    /// A line of a manifest's `[dependencies]`: `rust_decimal = "1"`.
    DependencyLine: is_dependency, "expected a line of `[dependencies]`, such as `rust_decimal = \"1\"`";
    /// A name: letters, digits and `_`, a letter first.
    Identifier: is_identifier, "expected an identifier: letters, digits and `_`, a letter first";
    /// A trait to derive: `PartialOrd`, `utoipa::ToSchema`.
    DerivePath: |text| syn::parse_str::<syn::Path>(text).is_ok(), "expected the path of a derive macro, such as `PartialOrd`";
    /// An outer attribute: `#[non_exhaustive]`.
    Attribute: is_attribute, "expected an outer attribute, such as `#[non_exhaustive]`";
}

/// Types of one name that every file knows, whatever it imports.
const PRIMITIVES: [&str; 15] = [
    "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "u8", "u16", "u32", "u64", "u128", "String",
];

fn is_type(text: &str) -> bool {
    match syn::parse_str::<syn::Type>(text) {
        Ok(syn::Type::Path(ty)) if ty.qself.is_none() => match ty.path.get_ident() {
            Some(sole) => PRIMITIVES.iter().any(|name| sole == name),
            None => ty.path.segments.len() > 1,
        },
        _ => false,
    }
}

fn is_dependency(text: &str) -> bool {
    let table = toml::from_str::<toml::Table>(text);
    let is_one =
        |table: toml::Table| table.len() == 1 && table.values().all(|value| value.is_str() || value.is_table());
    !text.trim_start().starts_with('[') && !text.contains('\n') && table.is_ok_and(is_one)
}

fn is_attribute(text: &str) -> bool {
    let Ok(item) = syn::parse_str::<syn::ItemStruct>(&format!("{text} struct It;")) else {
        return false;
    };
    !item.attrs.is_empty() && item.attrs.iter().all(|it| !it.to_token_stream().is_empty())
}

impl RustType {
    /// Whether it is a type of the crate that emitted modules stand in.
    pub fn is_of_own_crate(&self) -> bool {
        self.0.trim_start().starts_with("crate")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_what_they_say() {
        let ty = |text: &str| RustType::try_from(text.to_owned()).is_ok();
        assert!(ty("rust_decimal::Decimal") && ty("chrono::DateTime<chrono::Utc>") && ty("crate::Money") && ty("u128"));
        assert!(!ty("Decimal") && !ty("&str") && !ty("a::b;") && !ty("") && !ty("<A as B>::C"));
        let line = |text: &str| DependencyLine::try_from(text.to_owned()).is_ok();
        assert!(line("a = '1'") && line("a = { path = '../a' }"));
        assert!(!line("a") && !line("a = 1") && !line("a = '1'\nb = '2'") && !line("[a]"));
        let attribute = |text: &str| Attribute::try_from(text.to_owned()).is_ok();
        assert!(attribute("#[non_exhaustive]") && attribute("#[a(b = 1)] #[c]"));
        assert!(!attribute("#![a]") && !attribute("") && !attribute("#[a] struct B;"));
    }
}
