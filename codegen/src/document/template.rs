//! In: a key of the Paths Object.
//! Out: its segments, each a row of literals and variables, or what is wrong with the text.
//! Guarantees: no variable occurs twice, and between two variables of a segment there is a literal.

/// A path taken apart at its slashes and braces (OpenAPI 3.1.1, section 4.8.8.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PathTemplate {
    /// What stands between the slashes. `/` is one segment without parts, and so is what follows a trailing slash.
    pub segments: Vec<Segment>,
}

/// What stands between two slashes of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment {
    /// Literals and variables in turn; none of them is empty.
    pub parts: Vec<Part>,
}

/// A piece of a segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Text that a path has as it is.
    Literal(String),
    /// The name of a parameter.
    Variable(String),
}

/// Why a text is no path template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplateError {
    /// The first character is no slash.
    NoLeadingSlash,
    /// A brace without its partner in the same segment.
    UnbalancedBrace(char),
    /// Nothing stands between the braces.
    EmptyVariable,
    /// The variable occurs twice.
    RepeatedVariable(String),
    /// The two variables touch, so that nothing says where the first one ends.
    AdjacentVariables(String, String),
    /// A query (`?`) or fragment (`#`) begins.
    NotOnlyPath(char),
}

impl PathTemplate {
    /// Takes a path apart.
    ///
    /// # Errors
    ///
    /// The first thing that is wrong with the text.
    pub fn parse(path: &str) -> Result<Self, TemplateError> {
        let Some(rest) = path.strip_prefix('/') else {
            return Err(TemplateError::NoLeadingSlash);
        };
        let segments = rest.split('/').map(parse_segment).collect::<Result<Vec<_>, _>>()?;
        let template = Self { segments };
        let mut seen: Vec<&str> = Vec::new();
        for name in template.variables() {
            if seen.contains(&name) {
                return Err(TemplateError::RepeatedVariable(name.to_owned()));
            }
            seen.push(name);
        }
        Ok(template)
    }

    /// The names of the variables from left to right.
    pub fn variables(&self) -> impl Iterator<Item = &str> {
        self.segments
            .iter()
            .flat_map(|segment| &segment.parts)
            .filter_map(|part| match part {
                Part::Variable(name) => Some(name.as_str()),
                Part::Literal(_) => None,
            })
    }

    /// The path with the names of the variables left out: equal for two paths that match the same requests.
    pub fn shape(&self) -> String {
        let mut shape = String::new();
        for segment in &self.segments {
            shape.push('/');
            for part in &segment.parts {
                match part {
                    Part::Literal(text) => shape.push_str(text),
                    Part::Variable(_) => shape.push_str("{}"),
                }
            }
        }
        shape
    }
}

fn parse_segment(text: &str) -> Result<Segment, TemplateError> {
    let mut parts: Vec<Part> = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let Some((literal, after_brace)) = rest.split_once('{') else {
            parts.push(parse_literal(rest)?);
            break;
        };
        if !literal.is_empty() {
            parts.push(parse_literal(literal)?);
        }
        let Some((name, after)) = after_brace.split_once('}') else {
            return Err(TemplateError::UnbalancedBrace('{'));
        };
        if name.is_empty() {
            return Err(TemplateError::EmptyVariable);
        }
        if name.contains('{') {
            return Err(TemplateError::UnbalancedBrace('{'));
        }
        if let Some(Part::Variable(previous)) = parts.last() {
            return Err(TemplateError::AdjacentVariables(previous.clone(), name.to_owned()));
        }
        parts.push(Part::Variable(name.to_owned()));
        rest = after;
    }
    Ok(Segment { parts })
}

fn parse_literal(text: &str) -> Result<Part, TemplateError> {
    match text.chars().find(|character| matches!(character, '}' | '?' | '#')) {
        None => Ok(Part::Literal(text.to_owned())),
        Some('}') => Err(TemplateError::UnbalancedBrace('}')),
        Some(other) => Err(TemplateError::NotOnlyPath(other)),
    }
}
