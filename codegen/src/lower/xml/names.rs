//! In: a name as the document gives it.
//! Out: the name in XML.
//! Guarantees: what is written is a name (Namespaces in XML 1.0, section 3).

use super::{Unfit, unfit};
use crate::{ir::XmlName, pointer::Pointer, schema::Xml};

/// The name of an element or an attribute. What stands before a colon is a prefix, as documents write `xsi:type`.
pub(super) fn xml_name(name: &str, xml: &Xml, at: &Pointer) -> Result<XmlName, Unfit> {
    let (prefix, local) = match (&xml.prefix, name.split_once(':')) {
        (prefix, None) => (prefix.as_deref(), name),
        (Some(prefix), Some((_, local))) => (Some(prefix.as_str()), local),
        (None, Some((prefix, local))) => (Some(prefix), local),
    };
    if !is_name(local) || !prefix.is_none_or(is_name) {
        return unfit(at, "this cannot be called in XML what it is called here");
    }
    Ok(XmlName {
        local: local.to_owned(),
        prefix: prefix.map(str::to_owned),
        namespace: xml.namespace.clone(),
    })
}

fn is_name(text: &str) -> bool {
    let begins = |c: char| c == '_' || c.is_alphabetic();
    let continues = |c: char| begins(c) || c.is_numeric() || matches!(c, '-' | '.');
    text.starts_with(begins) && text.chars().all(continues)
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names() {
        for name in ["a", "_a-1.b", "Größe"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "1a", "-a", "a b", "a:b", "$ref", "a/b"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
