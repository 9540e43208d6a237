//! In: a text.
//! Out: whether it can be the name of an element or of an attribute.
//! Guarantee: what one side takes for a name the other side can write.

/// Whether a text is a name without colons (Namespaces in XML 1.0, section 3).
pub(super) fn is_name(text: &str) -> bool {
    text.starts_with(begins) && text.chars().all(continues)
}

/// Whether a text is a name, with a prefix or without (section 4).
pub(super) fn is_qualified(text: &str) -> bool {
    match text.split_once(':') {
        Some((prefix, local)) => is_name(prefix) && is_name(local),
        None => is_name(text),
    }
}

/// `NameStartChar` (XML 1.0, section 2.3).
fn begins(character: char) -> bool {
    matches!(character,
        'A'..='Z' | '_' | 'a'..='z' | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}'
        | '\u{370}'..='\u{37d}' | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}'
        | '\u{10000}'..='\u{effff}')
}

/// `NameChar` (XML 1.0, section 2.3).
fn continues(character: char) -> bool {
    begins(character)
        || matches!(character,
            '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}
