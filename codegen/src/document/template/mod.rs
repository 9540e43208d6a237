//! In: a key of the Paths Object, and the names of the parameters declared below it.
//! Out: what of it is sent: segments of literals and variables, and pairs of a query; and what had to be guessed.
//! Guarantees: no part is empty, a variable that spans segments shares its segment with no other one, and no name of a
//! variable holds a brace or a slash.

mod parse;
mod tokens;
mod variable;

use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt::Write as _;

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};

/// All but the unreserved characters of RFC 3986, section 2.3.
const VALUE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// A path taken apart at its slashes and braces (OpenAPI 3.1.1, section 4.8.8.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    /// What stands between the slashes. `/` is one segment without parts, and so is what follows a trailing slash.
    pub segments: Vec<Segment>,
    /// The query string that is written into the path, pair by pair.
    pub query: Vec<QueryPair>,
    /// What follows `#`: it tells keys of the Paths Object apart and is never sent.
    pub fragment: Option<String>,
}

/// What stands between two slashes of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Literals and variables; none of them is empty.
    pub parts: Vec<Part>,
}

/// A piece of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that a path has as it is, maybe percent-encoded.
    Literal(String),
    /// The name of a parameter whose value has no slashes.
    Variable(String),
    /// The name of a parameter whose value may span segments; the only variable of its segment.
    Rest(String),
}

/// A pair of a query string that is written into a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryPair {
    /// The name on the wire, decoded.
    pub name: String,
    /// What is sent under it.
    pub value: QueryValue,
}

/// The value of a pair of a query string.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QueryValue {
    /// Always this text, decoded.
    Fixed(String),
    /// The value of a parameter.
    Variable {
        /// The name between the braces.
        name: String,
        /// Whether the pair is sent in any case.
        required: bool,
    },
}

/// Why a text is no path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// Nothing stands between the braces.
    EmptyVariable,
    /// The text between two braces that belong together, which itself has braces.
    NestedBraces(String),
}

impl PathTemplate {
    /// The template of a path that no document has; `None` if it is none.
    pub(crate) fn made(path: &str) -> Option<Self> {
        Self::parse(path, &HashSet::new()).ok().map(|(template, _)| template)
    }
}

/// What is odd about a path, and was read as it must have been meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Oddity {
    /// The first character is no slash.
    NoLeadingSlash,
    /// A brace without its partner, or around what is no name: a literal.
    StrayBrace(char),
    /// What stands between the braces is more than the name.
    Renamed {
        /// The text between the braces.
        written: String,
        /// The name of the variable.
        name: String,
    },
    /// The variable's value may span segments.
    Spans(String),
    /// The variable would span segments, but another one stands in its own.
    CannotSpan(String),
    /// Nothing stands between the two variables: the first one takes all but one character.
    Adjacent(String, String),
    /// The variable occurs again: both have the same value.
    Repeated(String),
    /// There is a query string.
    Query,
    /// A pair of the query string whose name is a variable: it is a parameter of this name.
    VariableName(String),
    /// A pair of the query string that is not wholly variable: it is a parameter of this name.
    PartlyVariable(String),
}

impl PathTemplate {
    /// The names of the variables from left to right, each once.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        let mut seen = HashSet::new();
        self.occurrences().filter(move |name| seen.insert(*name))
    }

    /// The names of the variables from left to right. One that occurs twice is named twice.
    fn occurrences(&self) -> impl Iterator<Item = &str> {
        self.segments
            .iter()
            .flat_map(|segment| &segment.parts)
            .filter_map(|part| match part {
                Part::Variable(name) | Part::Rest(name) => Some(name.as_str()),
                Part::Literal(_) => None,
            })
    }

    /// The pairs of the query that are the same in each request.
    pub fn fixed_query(&self) -> impl Iterator<Item = (&str, &str)> {
        self.query.iter().filter_map(|pair| match &pair.value {
            QueryValue::Fixed(value) => Some((pair.name.as_str(), value.as_str())),
            QueryValue::Variable { .. } => None,
        })
    }

    /// The path as clients and servers are given it: `{name}` for a variable, `{+name}` for one that spans segments, and
    /// no brace or percent sign that means anything else.
    pub fn wire(&self) -> String {
        self.written(|name| name)
    }

    /// [`wire`](Self::wire), and after it the pairs of the query that are the same in each request.
    pub fn target(&self) -> String {
        let encoded = |text| utf8_percent_encode(text, VALUE);
        let pairs: Vec<String> = self
            .fixed_query()
            .map(|(name, value)| format!("{}={}", encoded(name), encoded(value)))
            .collect();
        let mark = if pairs.is_empty() { "" } else { "?" };
        format!("{}{mark}{}", self.wire(), pairs.join("&"))
    }

    /// [`wire`](Self::wire) with the names of the variables left out: equal for two paths that match the same requests.
    pub fn shape(&self) -> String {
        self.written(|_| "")
    }

    fn written<'t>(&'t self, name: impl Fn(&'t str) -> &'t str) -> String {
        let mut text = String::new();
        for segment in &self.segments {
            text.push('/');
            for part in &segment.parts {
                // Writing to a string cannot fail.
                let _ = match part {
                    Part::Literal(literal) => write!(text, "{}", literal_text(literal)),
                    Part::Variable(variable) => write!(text, "{{{}}}", name(variable)),
                    Part::Rest(variable) => write!(text, "{{+{}}}", name(variable)),
                };
            }
        }
        text
    }
}

/// A literal with its braces encoded, and its percent signs where no escape begins.
fn literal_text(text: &str) -> Cow<'_, str> {
    if !text.contains(['{', '}', '%']) {
        return Cow::Borrowed(text);
    }
    let mut written = String::with_capacity(text.len() + 2);
    let mut rest = text.chars();
    while let Some(character) = rest.next() {
        match character {
            '{' => written.push_str("%7B"),
            '}' => written.push_str("%7D"),
            '%' if !begins_escape(rest.as_str()) => written.push_str("%25"),
            other => written.push(other),
        }
    }
    Cow::Owned(written)
}

fn begins_escape(after_percent: &str) -> bool {
    let mut digits = after_percent.bytes().take(2).filter(u8::is_ascii_hexdigit);
    digits.by_ref().count() == 2
}

#[cfg(test)]
mod tests;
