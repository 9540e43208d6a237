//! In: the files of a document.
//! Out: the document as one tree, as its author wrote it, overlays applied: the entry file, and below an extension of its
//! root the other files.
//! Guarantees: a reference that leads somewhere leads to the same there; the names of the extension's members say nothing
//! of the machine.

use std::borrow::Cow;
use std::path::{Component, Path};

use indexmap::{IndexMap, IndexSet};
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use crate::pointer::{FileId, Pointer};

use super::origin::{Origin, cleaned};
use super::way::{Step, Way};
use super::{Node, Sources, uri};

/// The extension that the other files stand below.
const EXTENSION: &str = "x-files";

/// Members whose texts are references.
const REFERENCES: [&str; 3] = ["$ref", "$dynamicRef", "operationRef"];

/// What a fragment may not have as it is (RFC 3986, section 3.5).
const ENCODED: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'#')
    .add(b'%')
    .add(b'<')
    .add(b'>')
    .add(b'[')
    .add(b'\\')
    .add(b']')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

impl Sources {
    /// The whole document in one file, with the words, the order and the dialect of its author. Files that nothing leads
    /// to are left out.
    #[must_use]
    pub fn bundled(&self) -> Node {
        let Some(entry) = self.file(self.entry().file()) else {
            return Node::Null;
        };
        let mut extension = EXTENSION.to_owned();
        while entry.written().get(&extension).is_some() {
            extension.push_str("-of-document");
        }
        let mut bundle = Bundle {
            sources: self,
            folder: self.entry().child(&extension),
            files: IndexSet::from([self.entry().file()]),
            names: IndexSet::new(),
        };
        let mut root = bundle.tree(self.entry().file());
        let mut others = IndexMap::new();
        // Each tree may lead to further files.
        while let Some(file) = bundle.files.get_index(others.len() + 1).copied() {
            let tree = bundle.tree(file);
            if let Some(name) = bundle.names.get_index(others.len()) {
                others.insert(name.clone(), tree);
            }
        }
        if let Node::Object(members) = &mut root
            && !others.is_empty()
        {
            members.insert(extension, Node::Object(others));
        }
        root
    }

    /// Whether a place stands in another file than the entry file, or did before that was [taken in](Self::bundled).
    #[must_use]
    pub fn is_in_other_file(&self, place: &Pointer) -> bool {
        place.file() != self.entry().file() || taken_in(place).is_some()
    }
}

/// The name of the file that a place was taken in from, if it was.
pub(super) fn taken_in(place: &Pointer) -> Option<String> {
    let mut tokens = place.tokens();
    let is_taken_in = tokens.next().is_some_and(|token| token == EXTENSION);
    tokens.next().filter(|_| is_taken_in).map(Cow::into_owned)
}

/// A document that is being put together.
struct Bundle<'s> {
    sources: &'s Sources,
    /// Where files stand that are not the entry file.
    folder: Pointer,
    /// The entry file, then the others as they were found.
    files: IndexSet<FileId>,
    /// What those others are called.
    names: IndexSet<String>,
}

impl<'s> Bundle<'s> {
    /// The tree of a file with its references as they are written here.
    fn tree(&mut self, id: FileId) -> Node {
        let sources = self.sources;
        match sources.file(id) {
            Some(file) => self.moved(&mut Way::new(Pointer::root(id)), file.written()),
            None => Node::Null,
        }
    }

    fn moved(&mut self, way: &mut Way<'s>, node: &'s Node) -> Node {
        match node {
            Node::Array(items) => {
                let items = items.iter().enumerate();
                let moved = items.map(|(index, item)| way.step(Step::Item(index), |way| self.moved(way, item)));
                Node::Array(moved.collect())
            }
            Node::Object(members) => {
                let moved = members.iter().map(|(name, member)| {
                    let member = match member {
                        Node::String(text) if REFERENCES.contains(&name.as_str()) => {
                            Node::String(self.reference(way, name, text))
                        }
                        Node::String(text) if name == "defaultMapping" => Node::String(self.mapped(way, text)),
                        Node::Object(mapping) if name == "mapping" => {
                            way.step(Step::Member(name), |way| self.mapping(way, mapping))
                        }
                        other => way.step(Step::Member(name), |way| self.moved(way, other)),
                    };
                    (name.clone(), member)
                });
                Node::Object(moved.collect())
            }
            scalar => scalar.clone(),
        }
    }

    /// The mapping of a discriminator, or something else of that name.
    fn mapping(&mut self, way: &mut Way<'s>, mapping: &'s IndexMap<String, Node>) -> Node {
        let moved = mapping.iter().map(|(name, member)| {
            let member = match member {
                Node::String(text) => Node::String(self.mapped(way, text)),
                other => way.step(Step::Member(name), |way| self.moved(way, other)),
            };
            (name.clone(), member)
        });
        Node::Object(moved.collect())
    }

    /// What a discriminator maps to: a reference, or the name of a component of the same file.
    fn mapped(&mut self, way: &Way<'_>, text: &str) -> String {
        let components = way.root().child("components").child("schemas");
        let component = components.child(text);
        match self.stands(&component) {
            true if self.is_in_entry(way) => text.to_owned(),
            true => self.fragment(&component),
            false => self.reference(way, "$ref", text),
        }
    }

    /// A reference that stands in an object, as it leads to the same here.
    fn reference(&mut self, way: &Way<'_>, keyword: &str, text: &str) -> String {
        let (resource, fragment) = uri::split_fragment(text);
        let is_own = resource.is_empty();
        let is_name = keyword == "$dynamicRef" && !fragment.starts_with("#/");
        // Names that are looked up on the way are told from others by themselves.
        if is_own && (self.is_in_entry(way) || is_name) {
            return text.to_owned();
        }
        match self.target(&way.pointer(), resource, fragment) {
            // A schema with an `$id` moves with what is relative to it.
            Some((root, target)) if is_own && root.parent().is_some() && root.contains(&target) => text.to_owned(),
            Some((_, target)) => self.fragment(&target),
            None => text.to_owned(),
        }
    }

    /// The resource that a reference names, and the place in it.
    fn target(&self, at: &Pointer, resource: &str, fragment: &str) -> Option<(Pointer, Pointer)> {
        let text = format!("{resource}{fragment}");
        let (root, id) = self.sources.resource(at, &text, resource, fragment).ok()?;
        if fragment.is_empty() {
            return (!resource.is_empty()).then(|| (root.clone(), root));
        }
        let target = match Pointer::from_fragment(root.file(), fragment) {
            Ok(inner) => [root.join(&inner), inner].into_iter().find(|it| self.stands(it))?,
            Err(_) => {
                let index = &self.sources.file(root.file())?.index;
                index.anchor(id, fragment.trim_start_matches('#'))?.pointer.clone()
            }
        };
        Some((root, target))
    }

    fn is_in_entry(&self, way: &Way<'_>) -> bool {
        way.root().file() == self.sources.entry().file()
    }

    /// Whether something was written there.
    fn stands(&self, place: &Pointer) -> bool {
        let root = self.sources.file(place.file()).map(super::File::written);
        root.is_some_and(|root| place.tokens().try_fold(root, |node, token| node.step(&token)).is_some())
    }

    /// The reference to a place, whose file is taken in.
    fn fragment(&mut self, target: &Pointer) -> String {
        let id = target.file();
        if self.files.insert(id) {
            let name = self.name(id);
            self.names.insert(name);
        }
        let home = match self.files.get_index_of(&id).and_then(|index| index.checked_sub(1)) {
            Some(index) => self.names.get_index(index).map(|name| self.folder.child(name)),
            None => Some(self.sources.entry()),
        };
        let within = Pointer::root(id).way_to(target);
        let place = home.zip(within).map(|(home, within)| home.join(&within));
        let path = place.as_ref().map_or("", |place| place.path());
        format!("#{}", utf8_percent_encode(path, ENCODED))
    }

    /// What a file is called: its path from the folder of the entry file, or its URL.
    fn name(&self, id: FileId) -> String {
        let origin = |id| self.sources.file(id).map(|file| &file.origin);
        let name = match (origin(self.sources.entry().file()), origin(id)) {
            (Some(Origin::Local(entry)), Some(Origin::Local(path))) => relative(entry, path),
            (_, Some(Origin::Remote(url))) => Some(url.clone()),
            _ => None,
        };
        let name = name.unwrap_or_else(|| "file".to_owned());
        let mut others = (2..).map(|number| format!("{name}-{number}"));
        match self.names.contains(&name) {
            true => others.find(|other| !self.names.contains(other)).unwrap_or(name),
            false => name,
        }
    }
}

/// The way from the folder of one file to another, with slashes; just its name where the way is not known without asking the
/// machine.
fn relative(entry: &Path, path: &Path) -> Option<String> {
    let (entry, path) = (cleaned(entry), cleaned(path));
    let folder: Vec<Component<'_>> = entry.parent()?.components().collect();
    let way: Vec<Component<'_>> = path.components().collect();
    let shared = folder
        .iter()
        .zip(&way)
        .take_while(|(left, right)| left == right)
        .count();
    let (above, below) = (folder.get(shared..)?, way.get(shared..)?);
    let is_known = above.iter().all(|part| matches!(part, Component::Normal(_)));
    if !is_known || entry.has_root() != path.has_root() {
        return Some(path.file_name()?.to_string_lossy().into_owned());
    }
    let up = above.iter().map(|_| "..".into());
    let down = below.iter().map(|part| part.as_os_str().to_string_lossy());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_called_by_its_way_from_the_entry_file() {
        for (entry, path, expected) in [
            ("api.yaml", "parts/a.yaml", "parts/a.yaml"),
            ("spec/api.yaml", "spec/parts/a.yaml", "parts/a.yaml"),
            ("/home/me/spec/api.yaml", "/home/me/spec/a.yaml", "a.yaml"),
            ("/home/me/spec/api.yaml", "/home/me/shared/a.yaml", "../shared/a.yaml"),
            ("spec/api.yaml", "shared/a.yaml", "../shared/a.yaml"),
            ("../spec/api.yaml", "../shared/a.yaml", "../shared/a.yaml"),
            ("api.yaml", "../shared/a.yaml", "../shared/a.yaml"),
            ("spec/api.yaml", "/home/me/spec/a.yaml", "a.yaml"),
            ("../api.yaml", "a.yaml", "a.yaml"),
        ] {
            assert_eq!(
                relative(Path::new(entry), Path::new(path)).as_deref(),
                Some(expected),
                "{entry} {path}"
            );
        }
    }
}
