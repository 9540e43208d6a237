//! In: the value of a `$ref` and the place it stands at.
//! Out: the pointer of what it leads to, or a [`RefError`] that knows how to say what is wrong.
//! Guarantees: a pointer that is returned names a node.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::{FragmentError, Pointer};

use super::{Node, Sources};

/// Why a `$ref` leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefError {
    /// Nothing stands there.
    Dangling {
        /// Where it leads.
        target: Pointer,
        /// How far the document goes along.
        found: Pointer,
        /// What it may have meant.
        suggestion: Option<Pointer>,
    },
    /// The fragment is no JSON Pointer.
    Malformed {
        /// The reference as written.
        reference: String,
        /// What is wrong with it.
        error: FragmentError,
        /// What it may have meant.
        suggestion: Option<Pointer>,
    },
    /// It leads to another file.
    ExternalFile {
        /// The reference as written.
        reference: String,
    },
    /// It leads to a URL.
    Remote {
        /// The reference as written.
        reference: String,
    },
}

impl RefError {
    /// The kind of error.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Dangling { .. } => Code::DanglingRef,
            Self::Malformed { .. } => Code::BadRef,
            Self::ExternalFile { .. } => Code::ExternalFile,
            Self::Remote { .. } => Code::RemoteRef,
        }
    }

    /// The error as a diagnostic about `at`, the pointer of the `$ref` itself.
    #[must_use]
    pub fn diagnostic(&self, at: &Pointer) -> Diagnostic {
        let diagnostic = Diagnostic::new(self.code(), Location::Pointer(at.clone()), self.to_string());
        match self.help() {
            Some(help) => diagnostic.help(help),
            None => diagnostic,
        }
    }

    fn help(&self) -> Option<String> {
        match self {
            Self::Dangling {
                suggestion: Some(suggestion),
                ..
            }
            | Self::Malformed {
                suggestion: Some(suggestion),
                ..
            } => Some(format!("did you mean `{suggestion}`?")),
            Self::Dangling { target, found, .. } => {
                let missing = target.tokens().nth(found.tokens().count())?;
                Some(format!("`{found}` has no member `{missing}`"))
            }
            Self::Malformed { .. } => Some("a reference looks like `#/components/schemas/Pet`".to_owned()),
            Self::ExternalFile { .. } | Self::Remote { .. } => Some(
                "put the object under `components` of this document, and refer to it as `#/components/…`".to_owned(),
            ),
        }
    }
}

impl fmt::Display for RefError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dangling { target, .. } => write!(f, "nothing stands at `{target}`"),
            Self::Malformed { reference, error, .. } => {
                write!(f, "`{reference}` is no reference to a place in this document: {error}")
            }
            Self::ExternalFile { reference } => {
                write!(f, "references to other files are not supported yet: `{reference}`")
            }
            Self::Remote { reference } => write!(f, "references to URLs are not supported yet: `{reference}`"),
        }
    }
}

impl std::error::Error for RefError {}

impl Sources {
    /// What a `$ref` leads to that stands at `at`, or within it: only the file of `at` matters. This is one step; the
    /// target may hold a `$ref` itself.
    ///
    /// # Errors
    ///
    /// Why it leads nowhere.
    pub fn resolve_ref(&self, at: &Pointer, reference: &str) -> Result<Pointer, RefError> {
        let (resource, fragment) = match reference.find('#') {
            Some(at) => reference.split_at(at),
            None => (reference, ""),
        };
        let is_local = resource.is_empty() || !fragment.is_empty() && self.is_name_of(at, resource);
        if is_local {
            return self.resolve_fragment(at, reference, fragment);
        }
        let suggestion = self.component(at, reference).or_else(|| self.rooted(at, reference));
        if fragment.is_empty() && suggestion.is_some() {
            return Err(malformed(reference, FragmentError::NoFragment, suggestion));
        }
        let reference = reference.to_owned();
        Err(if is_url(resource) {
            RefError::Remote { reference }
        } else {
            RefError::ExternalFile { reference }
        })
    }

    fn resolve_fragment(&self, at: &Pointer, reference: &str, fragment: &str) -> Result<Pointer, RefError> {
        let target = Pointer::from_fragment(at.file(), fragment).map_err(|error| {
            let name = fragment.trim_start_matches('#');
            malformed(
                reference,
                error,
                self.rooted(at, name).or_else(|| self.component(at, name)),
            )
        })?;
        if self.node(&target).is_some() {
            return Ok(target);
        }
        let mut found = target.clone();
        while let Some(parent) = found.parent().filter(|_| self.node(&found).is_none()) {
            found = parent;
        }
        let suggestion = self.nearest(&target).or_else(|| self.component(at, &target.last()?));
        Err(RefError::Dangling {
            target,
            found,
            suggestion,
        })
    }

    /// Whether a reference names the file that it stands in.
    fn is_name_of(&self, at: &Pointer, resource: &str) -> bool {
        let name = resource.strip_prefix("./").unwrap_or(resource);
        let path = self.file(at.file()).map_or("", |file| &file.path);
        path.rsplit(['/', '\\']).next() == Some(name)
    }

    /// The place that a text means that lacks the `#`, the `/`, or both.
    fn rooted(&self, at: &Pointer, text: &str) -> Option<Pointer> {
        let path = text.strip_prefix('/').unwrap_or(text);
        let pointer = Pointer::from_fragment(at.file(), &format!("#/{path}")).ok()?;
        self.node(&pointer).map(|_| pointer)
    }

    /// The component of that name, if there is just one.
    fn component(&self, at: &Pointer, name: &str) -> Option<Pointer> {
        let components = Pointer::root(at.file()).child("components");
        let sections = self.node(&components)?.as_object()?;
        let mut candidates = sections.iter().filter(|(_, section)| section.get(name).is_some());
        let (section, _) = candidates.next()?;
        candidates
            .next()
            .is_none()
            .then(|| components.child(section).child(name))
    }

    /// The place that differs in the spelling of names only.
    fn nearest(&self, target: &Pointer) -> Option<Pointer> {
        let mut pointer = Pointer::root(target.file());
        let mut node = self.node(&pointer)?;
        for token in target.tokens() {
            let name = if node.step(&token).is_some() {
                &*token
            } else {
                similar(&token, node)?
            };
            node = node.step(name)?;
            pointer = pointer.child(name);
        }
        Some(pointer)
    }
}

fn malformed(reference: &str, error: FragmentError, suggestion: Option<Pointer>) -> RefError {
    RefError::Malformed {
        reference: reference.to_owned(),
        error,
        suggestion,
    }
}

fn is_url(resource: &str) -> bool {
    let scheme = resource.split_once(':').map_or("", |(scheme, _)| scheme);
    let is_scheme = scheme.len() > 1
        && scheme
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte));
    resource.starts_with("//") || is_scheme && !scheme.eq_ignore_ascii_case("file")
}

/// The name of a member that is nearest to `name`, unless it is far off.
fn similar<'n>(name: &str, node: &'n Node) -> Option<&'n str> {
    let names = node.as_object()?.keys();
    let distance = |other: &str| strsim::osa_distance(&name.to_lowercase(), &other.to_lowercase());
    let (slips, nearest) = names
        .map(|other| (distance(other), other))
        .min_by_key(|(slips, _)| *slips)?;
    let allowed = (name.chars().count() / 3).clamp(1, 4);
    (slips <= allowed).then_some(nearest.as_str())
}
