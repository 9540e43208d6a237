//! In: a violation, and the parameter or body that has it.
//! Out: [`Violated`], and the list in which a request gathers them.
//! Guarantee: the list is bounded; what it does not keep is counted.

use std::fmt;

use crate::{VIOLATION_LIMIT, Violation};

/// Where in a request a value stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Location {
    /// A parameter in the path.
    Path,
    /// A parameter in the query.
    Query,
    /// A header.
    Header,
    /// A cookie.
    Cookie,
    /// The body.
    Body,
}

impl Location {
    /// The name that OpenAPI has for it: `path`, `query`, `header`, `cookie`; and `body`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Path => "path",
            Self::Query => "query",
            Self::Header => "header",
            Self::Cookie => "cookie",
            Self::Body => "body",
        }
    }
}

/// One violation and the part of the request that has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Violated {
    location: Location,
    name: &'static str,
    violation: Violation,
}

impl Violated {
    pub(super) fn new(location: Location, name: &'static str, violation: Violation) -> Self {
        Self {
            location,
            name,
            violation,
        }
    }

    /// Which part of the request.
    #[must_use]
    pub fn location(&self) -> Location {
        self.location
    }

    /// The parameter's name; empty for the body.
    #[must_use]
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What is wrong; its pointer is relative to the parameter's value or to the body.
    #[must_use]
    pub fn violation(&self) -> &Violation {
        &self.violation
    }

    /// The parameter's name, or the name of the body's member in which the violation is.
    pub(super) fn param(&self) -> Option<String> {
        if self.location != Location::Body {
            return Some(self.name.to_owned());
        }
        let member = self.violation.pointer().strip_prefix('/')?.split('/').next()?;
        Some(member.replace("~1", "/").replace("~0", "~"))
    }
}

impl fmt::Display for Violated {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            location,
            name,
            violation,
        } = self;
        match location {
            Location::Path | Location::Query => write!(f, "{} parameter `{name}`", location.as_str())?,
            Location::Header | Location::Cookie => write!(f, "{} `{name}`", location.as_str())?,
            Location::Body => f.write_str("body")?,
        }
        if !violation.pointer().is_empty() {
            write!(f, " at `{}`", violation.pointer())?;
        }
        write!(f, ": {}", violation.message())
    }
}

/// Violations as they gather while a request is read.
#[derive(Debug, Default)]
pub(super) struct ViolatedList {
    pub(super) kept: Vec<Violated>,
    /// How many more there were.
    pub(super) omitted: usize,
}

impl ViolatedList {
    pub(super) fn push(&mut self, violated: Violated) {
        if self.kept.len() < VIOLATION_LIMIT {
            self.kept.push(violated);
        } else {
            self.omitted = self.omitted.saturating_add(1);
        }
    }

    /// Counts violations that were already left out.
    pub(super) fn omit(&mut self, count: usize) {
        self.omitted = self.omitted.saturating_add(count);
    }
}
