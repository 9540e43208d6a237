//! In: what stands between two braces of a path.
//! Out: the variable's name, where its value goes, and whether it may span segments.
//! Guarantees: a name that is declared as it is written is left alone.

use std::collections::HashSet;

use super::TemplateError;

/// A variable as it is meant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Variable<'p> {
    pub(super) name: &'p str,
    pub(super) kind: Kind,
}

/// What is done with a variable's value (RFC 6570, and what frameworks have made of it).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It stands in a segment.
    Plain,
    /// `{+name}`, `{name*}`, `{*name}`, `{name=**}`: it may span segments.
    Rest,
    /// `{.name}`, `{/name}`: this character stands before it.
    After(char),
    /// `{;name}`: `;name=` stands before it.
    Matrix,
    /// `{?name}`, `{&name}`: it is a parameter of the query that may be left out.
    Query,
}

/// Reads what stands between two braces; `None` if it is no name at all.
pub(super) fn variables<'p>(
    inner: &'p str,
    declared: &HashSet<&str>,
) -> Result<Option<Vec<Variable<'p>>>, TemplateError> {
    let is_name = |name: &str| !name.contains(['{', '}', '/', '?', '#']);
    if declared.contains(inner) && is_name(inner) && !inner.starts_with('+') {
        let kind = Kind::Plain;
        return Ok(Some(vec![Variable { name: inner, kind }]));
    }
    let (mut kind, rest) = operator(inner.trim());
    let names: Vec<&str> = if kind == Kind::Query {
        rest.split(',').collect()
    } else {
        vec![rest]
    };
    let mut variables = Vec::with_capacity(names.len());
    for written in names {
        let (name, spans) = name(written);
        if spans && kind == Kind::Plain {
            kind = Kind::Rest;
        }
        if name.is_empty() {
            return Err(TemplateError::EmptyVariable);
        }
        if name.contains(['{', '}']) {
            return Err(TemplateError::NestedBraces(inner.to_owned()));
        }
        if !is_name(name) {
            return Ok(None);
        }
        variables.push(Variable { name, kind });
    }
    Ok(Some(variables))
}

/// The operator in front of a name (RFC 6570, section 2.2).
fn operator(text: &str) -> (Kind, &str) {
    let mut rest = text.chars();
    let kind = match rest.next() {
        Some('+' | '*') => return (Kind::Rest, text.trim_start_matches(['+', '*'])),
        Some(before @ ('.' | '/')) => Kind::After(before),
        Some(';') => Kind::Matrix,
        Some('?' | '&') => Kind::Query,
        _ => return (Kind::Plain, text),
    };
    (kind, rest.as_str())
}

/// The name without the pattern, the type or the modifier after it, and whether that lets its value have slashes.
fn name(written: &str) -> (&str, bool) {
    let (name, spans) = match written.find([':', '=']).and_then(|at| written.split_at_checked(at)) {
        Some((name, pattern)) => {
            let any = matches!(pattern, ":.*" | ":.+" | ":path");
            (
                name,
                any || pattern.starts_with('=') && (pattern.contains('/') || pattern.contains("**")),
            )
        }
        None => (written, false),
    };
    let stem = name.trim().trim_end_matches(['*', '+', '?']);
    (stem.trim(), spans || name.trim().ends_with(['*', '+']))
}
