//! In: texts of the document.
//! Out: words, and words as identifiers.
//! Guarantees: a name is never empty and never begins with a digit.

use heck::{ToShoutySnakeCase, ToSnakeCase, ToUpperCamelCase};

/// A sequence of words that is cased when it is emitted. Never empty, and never begins with a digit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name(String);

impl Name {
    /// A name made from texts of the document; `kind` stands in where they hold no letter to begin with.
    pub fn new(texts: &[&str], kind: &str) -> Self {
        let spelled: Vec<String> = texts.iter().map(|text| spell_symbols(text)).collect();
        let mut words = spelled.join("_").to_snake_case();
        let has_cases = |letter: char| !letter.to_uppercase().eq([letter]);
        // Letters that may stand in a text but not in an identifier, and those that have one of the two cases only.
        let is_one_case = |letter: char| letter.is_uppercase() || letter.is_lowercase() && !has_cases(letter);
        words.retain(|it| it == '_' || unicode_ident::is_xid_continue(it) && !is_one_case(it));
        // Without a letter that has two cases, a type and its module would be spelled alike.
        let mut first = words.chars();
        let starts_well = first
            .next()
            .is_some_and(|it| unicode_ident::is_xid_start(it) && has_cases(it));
        if words.is_empty() {
            kind.clone_into(&mut words);
        } else if !starts_well {
            words = format!("{kind}_{words}");
        }
        Self(shortened(words))
    }

    /// The name with further words behind it.
    #[must_use]
    pub fn with(&self, words: &str) -> Self {
        Self(format!("{}_{words}", self.0))
    }

    /// `UpperCamelCase`: types and variants.
    pub fn pascal(&self) -> String {
        if !is_plain(&self.0) {
            return self.0.to_upper_camel_case();
        }
        let mut pascal = String::with_capacity(self.0.len());
        let mut begins = true;
        for letter in self.0.chars() {
            match letter {
                '_' => begins = true,
                other => {
                    pascal.push(if begins { other.to_ascii_uppercase() } else { other });
                    begins = false;
                }
            }
        }
        pascal
    }

    /// `snake_case`: fields, functions, modules and files.
    pub fn snake(&self) -> String {
        if is_plain(&self.0) {
            return self.0.clone();
        }
        self.0.to_snake_case()
    }

    /// `SHOUTY_SNAKE_CASE`: statics.
    pub fn shouty(&self) -> String {
        self.0.to_shouty_snake_case()
    }
}

/// Whether words are cased by their letters alone: names are cased each time that they are emitted, and most are plain.
fn is_plain(words: &str) -> bool {
    let plain = |letter: u8| letter == b'_' || letter.is_ascii_lowercase() || letter.is_ascii_digit();
    words.bytes().all(plain) && !words.starts_with('_') && !words.ends_with('_') && !words.contains("__")
}

/// How many bytes a name may have. A file's name may have 255, and names get endings.
const LONGEST: usize = 128;

/// Leaves the middle out of a name that is too long for a file, or for a reader.
fn shortened(words: String) -> String {
    if words.len() <= LONGEST {
        return words;
    }
    let mut head = LONGEST / 2;
    while !words.is_char_boundary(head) {
        head -= 1;
    }
    let mut tail = words.len() - LONGEST / 2;
    while !words.is_char_boundary(tail) {
        tail += 1;
    }
    let (head, tail) = (
        words.get(..head).unwrap_or_default(),
        words.get(tail..).unwrap_or_default(),
    );
    format!("{}_{}", head.trim_end_matches('_'), tail.trim_start_matches('_'))
}

/// Spells out symbols that tell two texts apart: `+1` and `-1`, `>=` and `≠`. Separators stay what they are.
fn spell_symbols(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    let mut characters = text.chars().peekable();
    let mut is_first = true;
    while let Some(character) = characters.next() {
        let next = characters.peek().copied();
        let word = match (character, next) {
            ('-', Some(next)) if is_first && next.is_ascii_digit() => Some("minus"),
            _ => symbol(character, next),
        };
        is_first = false;
        match word {
            Some(word) => {
                spelled.push('_');
                spelled.push_str(word);
                spelled.push('_');
            }
            None => spelled.push(character),
        }
        if word.is_some() && next == Some('=') && matches!(character, '<' | '>' | '=' | '!') {
            characters.next();
        }
    }
    spelled
}

/// The word of a symbol that stands before `next`.
fn symbol(character: char, next: Option<char>) -> Option<&'static str> {
    Some(match (character, next) {
        ('<', Some('=')) | ('≤', _) => "less_than_or_equal",
        ('>', Some('=')) | ('≥', _) => "greater_than_or_equal",
        ('!', Some('=')) | ('≠', _) => "not_equal",
        ('+', _) => "plus",
        ('<', _) => "less_than",
        ('>', _) => "greater_than",
        ('=', _) => "equal",
        ('!', _) => "not",
        ('*', _) => "star",
        ('%', _) => "percent",
        ('&', _) => "and",
        ('|', _) => "or",
        ('@', _) => "at",
        ('#', _) => "hash",
        ('$', _) => "dollar",
        ('~', _) => "tilde",
        ('^', _) => "caret",
        _ => return None,
    })
}

/// A value of an enumeration with words for the signs at its ends, which tell `-name` from `name` and `A-` from `A`, and
/// for one that has nothing but separators.
pub(super) fn spelled_out(text: &str) -> String {
    if !text.is_empty() && text.chars().all(|it| separator(it).is_some()) {
        let words: Vec<&str> = text.chars().filter_map(separator).collect();
        return words.join("_");
    }
    let is_word = |it: Option<char>| it.is_some_and(char::is_alphanumeric);
    let mut spelled = text.to_owned();
    if let Some(rest) = text.strip_suffix('-').filter(|rest| is_word(rest.chars().next_back())) {
        spelled = format!("{rest}_minus");
    }
    match spelled.strip_prefix('-').filter(|rest| is_word(rest.chars().next())) {
        Some(rest) => format!("minus_{rest}"),
        None => spelled,
    }
}

fn separator(character: char) -> Option<&'static str> {
    Some(match character {
        ' ' => "space",
        '-' => "dash",
        '_' => "underscore",
        '.' => "dot",
        ',' => "comma",
        ':' => "colon",
        ';' => "semicolon",
        '/' => "slash",
        '\\' => "backslash",
        '\n' | '\r' => "newline",
        '\t' => "tab",
        '"' => "quote",
        '\'' => "apostrophe",
        '`' => "backtick",
        '?' => "question",
        '(' | ')' => "parenthesis",
        '[' | ']' => "bracket",
        '{' | '}' => "brace",
        _ => return None,
    })
}

/// What tells a text from others of the same words.
pub(super) fn letters(text: &str) -> &'static str {
    let mut letters = text.chars().filter(|it| it.is_alphabetic());
    match (
        text.chars().any(char::is_lowercase),
        text.chars().any(char::is_uppercase),
    ) {
        (true, false) => "lower",
        (false, true) => "upper",
        (true, true) if letters.next().is_some_and(char::is_uppercase) => "capital",
        (true, true) => "camel",
        (false, false) => "string",
    }
}

#[cfg(test)]
mod tests {
    use heck::{ToSnakeCase, ToUpperCamelCase};

    use super::Name;

    #[test]
    fn plain_names_are_cased_as_all_others() {
        for text in [
            "a",
            "a1b2_c3",
            "order 2xx item",
            "1",
            "x_y_z",
            "a__b",
            "_a_",
            "naïve name",
            "ﬁ",
        ] {
            let name = Name::new(&[text], "value").with("end");
            assert_eq!(name.pascal(), name.0.to_upper_camel_case(), "{text:?}");
            assert_eq!(name.snake(), name.0.to_snake_case(), "{text:?}");
        }
    }

    #[test]
    fn long_names_lose_their_middle() {
        let name = Name::new(&[&"property".repeat(9), "ä", &"x".repeat(200)], "value");
        assert!(name.snake().len() < 140, "{name:?}");
        assert!(
            name.snake().starts_with("propertyproperty") && name.snake().ends_with("xxx"),
            "{name:?}"
        );
    }

    #[test]
    fn texts_become_identifiers() {
        let cases = [
            ("createdAt", "created_at", "CreatedAt"),
            ("order-item", "order_item", "OrderItem"),
            ("+1", "plus_1", "Plus1"),
            ("-1", "minus_1", "Minus1"),
            (">=", "greater_than_or_equal", "GreaterThanOrEqual"),
            (">", "greater_than", "GreaterThan"),
            ("≠", "not_equal", "NotEqual"),
            ("a-b", "a_b", "AB"),
            ("2xx", "value_2xx", "Value2xx"),
            ("", "value", "Value"),
            ("…", "value", "Value"),
            ("HTTPServer", "http_server", "HttpServer"),
            ("naïve", "naïve", "Naïve"),
            ("日本", "value_日本", "Value日本"),
            ("very high", "very_high", "VeryHigh"),
            ("𝒜", "value", "Value"),
            ("𝒜b", "b", "B"),
        ];
        for (text, snake, pascal) in cases {
            let name = Name::new(&[text], "value");
            assert_eq!(
                (name.snake(), name.pascal()),
                (snake.to_owned(), pascal.to_owned()),
                "{text:?}"
            );
        }
    }

    #[test]
    fn values_that_differ_in_signs_differ_in_words() {
        for (text, spelled) in [
            ("-name", "minus_name"),
            ("name", "name"),
            ("A-", "A_minus"),
            ("-1", "minus_1"),
            ("a-b", "a-b"),
            (" ", "space"),
            ("--", "dash_dash"),
            ("\n", "newline"),
            ("…", "…"),
        ] {
            assert_eq!(super::spelled_out(text), spelled, "{text:?}");
        }
    }
}
