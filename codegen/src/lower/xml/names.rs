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

/// Whether a text is a name without colons (XML 1.0, section 2.3), as the runtime has it.
fn is_name(text: &str) -> bool {
    let begins = |character: char| {
        matches!(character,
            'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
            | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
            | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
            | '\u{10000}'..='\u{effff}')
    };
    let joins = |character: char| matches!(character, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}');
    text.starts_with(begins) && text.chars().all(|character| begins(character) || joins(character))
}

#[cfg(test)]
mod tests {
    use super::is_name;

    #[test]
    fn names() {
        for name in ["a", "_a-1.b", "Größe"] {
            assert!(is_name(name), "{name}");
        }
        for name in ["", "1a", "-a", "a b", "a:b", "$ref", "a/b", "m²", "ª"] {
            assert!(!is_name(name), "{name}");
        }
    }
}
