//! In: the value of a `$ref` and the place it stands at.
//! Out: the pointer of what it leads to, or a [`RefError`] that knows how to say what is wrong.
//! Guarantees: a pointer that is returned names a node.

use std::fmt;

use crate::diagnostic::{Code, Diagnostic, Location};
use crate::pointer::{FragmentError, Pointer};

use super::index::ResourceId;
use super::{Refusal, Sources, bundle, uri};

/// Why a `$ref` leads nowhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefError {
    /// Nothing stands there.
    Dangling {
        /// Where it leads, as it is shown to the user.
        target: String,
        /// How far the document goes along, and the name that it does not go on with.
        missing: Option<(String, String)>,
        /// What it may have meant.
        suggestion: Option<String>,
    },
    /// The fragment is no JSON Pointer.
    Malformed {
        /// The reference as written.
        reference: String,
        /// What is wrong with it.
        error: FragmentError,
        /// What it may have meant.
        suggestion: Option<String>,
    },
    /// No schema has given itself the name.
    NoAnchor {
        /// The name.
        name: String,
        /// What it may have meant.
        suggestion: Option<String>,
    },
    /// It leads to a file that is not read.
    File {
        /// The reference as written.
        reference: String,
        /// Why.
        refusal: Refusal,
    },
}

impl RefError {
    /// The kind of error.
    #[must_use]
    pub fn code(&self) -> Code {
        match self {
            Self::Dangling { .. } | Self::NoAnchor { .. } => Code::DanglingRef,
            Self::Malformed { .. } => Code::BadRef,
            Self::File { refusal, .. } => match refusal {
                Refusal::Missing { .. } | Refusal::Unreadable | Refusal::TooMany => Code::MissingFile,
                Refusal::Outside => Code::OutsideRoot,
                Refusal::Remote => Code::RemoteRef,
                Refusal::Unfetched { .. } => Code::Unfetched,
                Refusal::Scheme(_) | Refusal::Encoding => Code::BadRef,
            },
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
            }
            | Self::NoAnchor {
                suggestion: Some(suggestion),
                ..
            } => Some(format!("did you mean `{suggestion}`?")),
            Self::Dangling { missing, .. } => {
                let (found, name) = missing.as_ref()?;
                Some(match found.as_str() {
                    "#" => format!("the document has no `{name}`"),
                    found => format!("`{found}` has no member `{name}`"),
                })
            }
            Self::NoAnchor { name, .. } => Some(format!(
                "write `$anchor: {name}` into the schema that is meant, or refer to its place as `#/components/schemas/Pet` does"
            )),
            Self::Malformed { .. } => Some("a reference looks like `#/components/schemas/Pet`".to_owned()),
            Self::File { refusal, .. } => Some(help_for(refusal).to_owned()),
        }
    }
}

fn help_for(refusal: &Refusal) -> &'static str {
    match refusal {
        Refusal::Missing { .. } => "a path is relative to the file that the reference stands in",
        Refusal::Outside => "`--root DIR` names a folder that holds all files of the document",
        Refusal::Remote => "`--allow-remote` allows it; or keep a copy beside the document, and refer to that",
        Refusal::Unfetched { .. } => "keep a copy beside the document, and refer to that",
        Refusal::Scheme(_) => "refer to a file by its path, or by an `https` URL",
        Refusal::Encoding => "`%` must be followed by two hexadecimal digits",
        Refusal::Unreadable => "refer to a file in JSON or YAML",
        Refusal::TooMany => "put what belongs together into one file",
    }
}

impl fmt::Display for RefError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dangling { target, .. } => write!(f, "nothing stands at `{target}`"),
            Self::Malformed { reference, error, .. } => {
                write!(f, "`{reference}` is no reference to a place in this document: {error}")
            }
            Self::NoAnchor { name, .. } => write!(f, "no schema has the `$anchor` or `$dynamicAnchor` `{name}`"),
            Self::File { reference, refusal } => write!(f, "`{reference}` cannot be followed: {refusal}"),
        }
    }
}

impl std::error::Error for RefError {}

impl Sources {
    /// What a `$ref` leads to that stands at `at`, or within it: its file and the schemas with an `$id` around it
    /// matter. This is one step; the target may hold a `$ref` itself.
    ///
    /// # Errors
    ///
    /// Why it leads nowhere.
    pub fn resolve_ref(&self, at: &Pointer, reference: &str) -> Result<Pointer, RefError> {
        let at = &self.referring(at);
        let (resource, fragment) = uri::split_fragment(reference);
        let (root, resource_id) = self.resource(at, reference, resource, fragment)?;
        self.resolve_fragment(&root, resource_id, reference, fragment)
    }

    /// What a `$dynamicRef` leads to that stands at `at` (JSON Schema 2020-12, section 8.2.3.2 of core). `scope` are the
    /// places of the schemas that were entered on the way to it, outermost first.
    ///
    /// # Errors
    ///
    /// Why it leads nowhere.
    pub fn resolve_dynamic_ref(&self, at: &Pointer, reference: &str, scope: &[Pointer]) -> Result<Pointer, RefError> {
        let target = self.resolve_ref(at, reference)?;
        let (_, fragment) = uri::split_fragment(reference);
        let name = fragment.trim_start_matches('#');
        let dynamic = |place: &Pointer| {
            let index = &self.file(place.file())?.index;
            let anchor = index.dynamic_anchor(index.resource_of(place), name)?;
            Some(anchor.pointer.clone())
        };
        if dynamic(&target).as_ref() != Some(&target) {
            return Ok(target);
        }
        Ok(scope.iter().find_map(dynamic).unwrap_or(target))
    }

    /// The root of the resource that a reference names before its fragment. `at` is a place as it was written.
    pub(super) fn resource(
        &self,
        at: &Pointer,
        reference: &str,
        resource: &str,
        fragment: &str,
    ) -> Result<(Pointer, ResourceId), RefError> {
        let refused = |refusal| RefError::File {
            reference: reference.to_owned(),
            refusal,
        };
        let file = self.file(at.file()).ok_or_else(|| refused(Refusal::Unreadable))?;
        let own = file.index.resource_of(at);
        let (own_root, base) = file.index.resource(own).ok_or_else(|| refused(Refusal::Unreadable))?;
        if resource.is_empty() {
            return Ok((own_root.clone(), own));
        }
        if let Some(root) = self.uris.get(&uri::resolve(base, resource)) {
            let id = self.file(root.file()).map_or(0, |file| file.index.resource_of(root));
            return Ok((root.clone(), id));
        }
        if let Some(root) = self
            .embedded_called(resource)
            .filter(|_| !matches!(file.links.get(resource), Some(Ok(_))))
        {
            let id = self.file(root.file()).map_or(0, |file| file.index.resource_of(&root));
            return Ok((root, id));
        }
        let refusal = match file.links.get(resource) {
            Some(Ok(other)) if self.file(*other).is_some_and(|file| file.root.is_null()) => Refusal::Unreadable,
            Some(Ok(other)) => return Ok((Pointer::root(*other), 0)),
            Some(Err(refusal)) => refusal.clone(),
            None => file.origin.join(resource).err().unwrap_or(Refusal::Missing {
                path: resource.to_owned(),
                reason: "nothing refers to it".to_owned(),
            }),
        };
        let suggestion = self.component(at, reference).or_else(|| self.rooted(at, reference));
        if fragment.is_empty() && suggestion.is_some() {
            return Err(self.malformed(reference, FragmentError::NoFragment, suggestion.as_ref()));
        }
        Err(refused(refusal))
    }

    /// The schema whose `$id` ends as a reference does, if there is just one: writers leave out what they share.
    fn embedded_called(&self, resource: &str) -> Option<Pointer> {
        let segment = |uri: &str| uri.rsplit('/').next().unwrap_or_default().to_owned();
        let wanted = segment(resource);
        let embedded = self.uris.iter().filter(|(_, pointer)| pointer.parent().is_some());
        let mut same = embedded.filter(|(uri, _)| segment(uri) == wanted);
        let (_, pointer) = same.next()?;
        same.next().is_none().then(|| pointer.clone())
    }

    fn resolve_fragment(
        &self,
        root: &Pointer,
        resource: ResourceId,
        reference: &str,
        fragment: &str,
    ) -> Result<Pointer, RefError> {
        if reference.is_empty() {
            return Err(self.malformed(reference, FragmentError::NoFragment, None));
        }
        if fragment.is_empty() {
            return Ok(root.clone());
        }
        let inner = match Pointer::from_fragment(root.file(), fragment) {
            Ok(inner) => inner,
            Err(error) => {
                let name = fragment.trim_start_matches('#');
                let anchor = self
                    .file(root.file())
                    .and_then(|file| file.index.anchor(resource, name));
                return anchor.map(|anchor| anchor.pointer.clone()).ok_or_else(|| {
                    let suggestion = self.rooted(root, name).or_else(|| self.component(root, name));
                    if self.may_be_anchor(name) {
                        return self.no_anchor(root, name, suggestion.as_ref());
                    }
                    self.malformed(reference, error, suggestion.as_ref())
                });
            }
        };
        // Within a schema with an `$id` a pointer begins there; many documents mean the file all the same.
        let candidates = [root.join(&inner), inner.clone()];
        let mut places = candidates.iter().flat_map(|written| self.read_at(written));
        if let Some(target) = places.find(|target| self.node(target).is_some()) {
            return Ok(target);
        }
        let nearest = self.read_at(&inner).into_iter().next();
        Err(self.dangling(root, nearest.unwrap_or(inner)))
    }

    /// Where something stands in the tree that was written at that place, the most likely place first.
    fn read_at(&self, written: &Pointer) -> Vec<Pointer> {
        let file = self.file(written.file());
        let mut places: Vec<Pointer> = file.iter().flat_map(|file| file.converted.read(written)).collect();
        places.push(written.clone());
        places
    }

    fn dangling(&self, at: &Pointer, target: Pointer) -> RefError {
        let mut found = target.clone();
        while let Some(parent) = found.parent().filter(|_| self.node(&found).is_none()) {
            found = parent;
        }
        let missing = target.tokens().nth(found.tokens().count());
        let by_name = || self.component(at, &target.last()?);
        RefError::Dangling {
            missing: missing.map(|missing| (self.shown(&found), missing.into_owned())),
            suggestion: self.nearest(&target).or_else(by_name).map(|it| self.shown(&it)),
            target: self.shown(&target),
        }
    }

    fn malformed(&self, reference: &str, error: FragmentError, suggestion: Option<&Pointer>) -> RefError {
        RefError::Malformed {
            reference: reference.to_owned(),
            error,
            suggestion: suggestion.map(|suggestion| self.shown(suggestion)),
        }
    }

    /// A place as a message names it: with its file, unless that is the entry file.
    #[must_use]
    pub fn shown(&self, pointer: &Pointer) -> String {
        let pointer = &self.written(pointer);
        match self.file(pointer.file()) {
            Some(file) if pointer.file() != self.entry().file() => format!("{}{pointer}", file.shown()),
            _ => pointer.to_string(),
        }
    }

    /// The words that a place may be named after where the document gives it no name: the name of its file for a whole
    /// file, else the way to it. What was [taken in](Self::bundled) from a file is named as it was there.
    #[must_use]
    pub fn words(&self, pointer: &Pointer) -> Vec<String> {
        let mut words: Vec<String> = pointer.tokens().map(|token| token.into_owned()).collect();
        let taken_in = bundle::taken_in(pointer);
        if taken_in.is_some() {
            // The extension and the name of the file.
            words.drain(..2);
        }
        if words.is_empty() {
            let file = taken_in.or_else(|| Some(self.file(pointer.file())?.shown()));
            words.extend(file.as_deref().map(stem));
        }
        words
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
                similar(&token, node.as_object()?.keys().map(String::as_str))?
            };
            node = node.step(name)?;
            pointer = pointer.child(name);
        }
        Some(pointer)
    }
}

/// The name of a file without folder and extension.
fn stem(path: &str) -> String {
    let name = path.rsplit(['/', '\\']).next().unwrap_or_default();
    name.split_once('.').map_or(name, |(stem, _)| stem).to_owned()
}

/// The one of `names` that is nearest to `name`, unless it is far off.
pub(super) fn similar<'n>(name: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let distance = |other: &str| strsim::osa_distance(&name.to_lowercase(), &other.to_lowercase());
    let (slips, nearest) = names
        .map(|other| (distance(other), other))
        .min_by_key(|(slips, _)| *slips)?;
    let allowed = (name.chars().count() / 3).clamp(1, 4);
    (slips <= allowed).then_some(nearest)
}
