//! In: the place of a schema, or the places of several that must all hold.
//! Out: one [`Schema`] that says what they and all they include say together.
//! Guarantees: circles of inclusions end; a schema that includes nothing is read once and copied nowhere; problems of a
//! schema are kept once, however often it is read.

use std::{cell::RefCell, collections::HashSet};

use super::{
    Conjunction, Xml,
    keywords::{Additional, Annotations, Keywords, Null, Schema},
    merge::Contradiction,
    read::{Part, Reading},
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    document::Dialect,
    pointer::Pointer,
    source::{Node, Sources},
};

/// Reads the schemas of one document.
#[derive(Debug)]
pub struct SchemaReader<'a> {
    pub(super) sources: &'a Sources,
    /// What the schemas are written in.
    pub dialect: Dialect,
    problems: RefCell<Problems>,
}

/// What is wrong with the schemas read so far.
#[derive(Debug, Default)]
struct Problems {
    places: HashSet<Pointer>,
    found: Diagnostics,
}

/// Where a schema that holds stands to the one that is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Rank {
    /// It is the one, or one of those that a property has in several parts.
    Root,
    /// It stands in the one.
    Inline,
    /// A `$ref` leads to it, or it lends no words for another reason.
    Foreign,
}

enum Step {
    Enter(Pointer, bool, Rank),
    Leave(Box<Keywords>, Rank),
}

/// All schemas that hold.
#[derive(Default)]
struct Parts {
    keywords: Vec<(Box<Keywords>, Rank)>,
    seen: HashSet<Pointer>,
    nothing: bool,
}

impl<'a> SchemaReader<'a> {
    /// A reader of the tree in `sources`, whose schemas are written in `dialect`.
    pub fn new(sources: &'a Sources, dialect: Dialect) -> Self {
        Self {
            sources,
            dialect,
            problems: RefCell::default(),
        }
    }

    /// All that is wrong with the schemas read so far.
    pub fn problems(self) -> Diagnostics {
        self.problems.into_inner().found
    }

    /// Where a place stands in the order of the document.
    pub fn order(&self, pointer: &Pointer) -> Vec<usize> {
        let mut node = self.sources.node(&Pointer::root(pointer.file()));
        let step = |token: std::borrow::Cow<'_, str>| {
            let (index, inner) = match node? {
                Node::Object(members) => members.get_full(&*token).map(|(index, _, inner)| (index, inner))?,
                Node::Array(items) => {
                    let index: usize = token.parse().ok()?;
                    (index, items.get(index)?)
                }
                _ => return None,
            };
            node = Some(inner);
            Some(index)
        };
        pointer.tokens().map_while(step).collect()
    }

    /// Reads what holds at `place`; `None` when it is too broken to go on, which is then a problem.
    pub fn read(&self, place: &Conjunction) -> Option<Schema> {
        if let Some(pointer) = place.sole() {
            match self.part(pointer)? {
                Part::Anything => return Some(Schema::Anything(Annotations::default())),
                Part::Nothing => return Some(Schema::Nothing),
                Part::Keywords(keywords) if keywords.includes.is_empty() => {
                    return Some(finish(*keywords));
                }
                Part::Keywords(keywords) => {
                    if let Some(reference) = self.same(pointer, *keywords) {
                        return Some(reference);
                    }
                }
            }
        }
        self.compose(place)
    }

    /// What the schema at `pointer` says under a keyword.
    pub fn keyword(&self, pointer: &Pointer, keyword: &str) -> Option<&Node> {
        self.sources.node(pointer)?.get(keyword)
    }

    /// Whether the schema at `pointer` has a keyword.
    pub fn has(&self, pointer: &Pointer, keyword: &str) -> bool {
        self.keyword(pointer, keyword).is_some()
    }

    /// The place that the schema at `pointer` refers to, if it is a `$ref`.
    pub fn referred(&self, pointer: &Pointer) -> Option<Pointer> {
        let reference = self.keyword(pointer, "$ref")?.as_str()?;
        self.target(pointer, reference).ok()
    }

    /// The text of a keyword of the schema at `pointer`.
    pub fn text(&self, pointer: &Pointer, keyword: &str) -> Option<String> {
        self.keyword(pointer, keyword)?.as_str().map(str::to_owned)
    }

    /// The schemas that must hold for the one at `pointer` to hold, itself among them, in no order.
    pub fn included(&self, pointer: &Pointer) -> HashSet<Pointer> {
        self.parts(&pointer.into()).map(|parts| parts.seen).unwrap_or_default()
    }

    /// Whether whatever satisfies the schema at `pointer` satisfies the one at `wanted` because it includes it.
    pub fn includes(&self, pointer: &Pointer, wanted: &Pointer) -> bool {
        self.parts(&pointer.into())
            .is_some_and(|parts| parts.seen.contains(wanted))
    }

    /// The words that a schema may be named after which the document gives no name.
    pub fn words(&self, pointer: &Pointer) -> Vec<String> {
        self.sources.words(pointer)
    }

    fn report(&self, pointer: &Pointer, diagnostics: Diagnostics) {
        if diagnostics.is_empty() {
            return;
        }
        let mut problems = self.problems.borrow_mut();
        if problems.places.insert(pointer.clone()) {
            problems.found.extend(diagnostics);
        }
    }

    /// What the schema at `pointer` says by itself.
    pub(super) fn part(&self, pointer: &Pointer) -> Option<Part> {
        let mut problems = Diagnostics::default();
        let part = match self.sources.node(pointer) {
            Some(Node::Bool(true)) => Some(Part::Anything),
            Some(Node::Bool(false)) => Some(Part::Nothing),
            Some(node @ Node::Object(members)) => {
                let mut reading = Reading::new(self.sources, self.dialect, pointer, node);
                let keyword = ["$ref", "$dynamicRef", "$recursiveRef"]
                    .into_iter()
                    .find(|keyword| members.contains_key(*keyword));
                let read = match keyword {
                    Some(keyword) => self.reference(&mut reading, keyword),
                    None => {
                        members.iter().for_each(|(name, value)| reading.keyword(name, value));
                        Some(())
                    }
                };
                let (part, found) = reading.finish();
                problems = found;
                read.and(part)
            }
            Some(other) => {
                let message = format!("expected a schema, found {}", other.kind());
                problems.push(
                    Diagnostic::new(Code::WrongShape, Location::Pointer(pointer.clone()), message)
                        .help("a schema is an object such as `{ type: string }`, or a boolean"),
                );
                None
            }
            None => {
                problems.push(Diagnostic::new(
                    Code::DanglingRef,
                    Location::Pointer(pointer.clone()),
                    format!("there is no schema at `{pointer}`"),
                ));
                None
            }
        };
        self.report(pointer, problems);
        part
    }

    /// The one schema that a composition of nothing else is the same as: `$ref`, `allOf` of one `$ref`, and so on.
    fn same(&self, pointer: &Pointer, mut keywords: Keywords) -> Option<Schema> {
        let mut at = pointer.clone();
        let mut annotations = Annotations::default();
        let mut nullable = false;
        let mut seen = HashSet::from([at.clone()]);
        loop {
            if !keywords.only_includes() {
                return None;
            }
            self.add_remarks(&mut keywords);
            let [target] = keywords.includes.as_slice() else {
                return None;
            };
            let target = target.clone();
            let own = std::mem::take(&mut keywords.annotations);
            annotations = annotations.or(own);
            nullable |= keywords.nullable || keywords.null == Null::Allowed;
            if !at.contains(&target) {
                return Some(Schema::Reference {
                    target,
                    annotations,
                    nullable,
                });
            }
            if !seen.insert(target.clone()) {
                return None;
            }
            at = target;
            keywords = match self.part(&at)? {
                Part::Keywords(keywords) => *keywords,
                Part::Anything | Part::Nothing => return None,
            };
        }
    }

    /// Takes in the parts of an `allOf` that stand in it and only say what a value means, or that it may be `null`.
    fn add_remarks(&self, keywords: &mut Keywords) {
        if keywords.includes.len() < 2 {
            return;
        }
        let mut left = Vec::new();
        for include in std::mem::take(&mut keywords.includes) {
            match self.part(&include) {
                Some(Part::Keywords(part)) if part.says_nothing() => {
                    keywords.annotations = std::mem::take(&mut keywords.annotations).or(part.annotations);
                    keywords.nullable |= part.nullable;
                }
                Some(Part::Anything) => {}
                _ => left.push(include),
            }
        }
        keywords.includes = left;
    }

    fn compose(&self, place: &Conjunction) -> Option<Schema> {
        let parts = self.parts(place)?;
        if parts.nothing {
            return Some(Schema::Nothing);
        }
        let mut merged: Option<Keywords> = None;
        let mut contradictions: Vec<Contradiction> = Vec::new();
        for (mut keywords, rank) in parts.keywords {
            prepare(&mut keywords, rank);
            match &mut merged {
                Some(merged) => contradictions.extend(merged.merge(*keywords)),
                None => merged = Some(*keywords),
            }
        }
        contradictions.dedup();
        self.tell(place.pointer(), &contradictions);
        if contradictions.contains(&Contradiction::Values) {
            return Some(Schema::Nothing);
        }
        Some(merged.map_or(Schema::Anything(Annotations::default()), finish))
    }

    /// All schemas that hold, those that are included before those that include them.
    fn parts(&self, place: &Conjunction) -> Option<Parts> {
        let mut parts = Parts::default();
        let mut path: Vec<Pointer> = Vec::new();
        let rank = |base| if base { Rank::Foreign } else { Rank::Root };
        let mut steps: Vec<Step> = place
            .members()
            .rev()
            .map(|member| Step::Enter(member.pointer.clone(), member.base, rank(member.base)))
            .collect();
        while let Some(step) = steps.pop() {
            let (pointer, base, rank) = match step {
                Step::Leave(keywords, rank) => {
                    path.pop();
                    parts.keywords.push((keywords, rank));
                    continue;
                }
                Step::Enter(pointer, base, rank) => (pointer, base, rank),
            };
            if !parts.seen.insert(pointer.clone()) {
                if path.contains(&pointer) {
                    self.tell_circle(&pointer);
                }
                continue;
            }
            let mut keywords = match self.part(&pointer)? {
                Part::Anything => continue,
                Part::Nothing => {
                    parts.nothing = true;
                    continue;
                }
                Part::Keywords(keywords) => keywords,
            };
            path.push(pointer.clone());
            if base {
                keywords.unions.clear();
            } else if path.len() > 1 {
                // A child includes its parent, whose alternatives are its children: the child is the one that is meant.
                let is_on_path = |branch: &Pointer| self.referred(branch).is_some_and(|it| path.contains(&it));
                keywords.unions.retain(|union| !union.branches.iter().any(is_on_path));
            }
            let includes = std::mem::take(&mut keywords.includes);
            steps.push(Step::Leave(keywords, rank));
            for include in includes.into_iter().rev() {
                let rank = match pointer.contains(&include) {
                    true if rank != Rank::Foreign => Rank::Inline,
                    _ => Rank::Foreign,
                };
                steps.push(Step::Enter(include, base, rank));
            }
        }
        Some(parts)
    }

    fn tell(&self, pointer: &Pointer, contradictions: &[Contradiction]) {
        let mut diagnostics = Diagnostics::default();
        for contradiction in contradictions {
            let message = match contradiction {
                Contradiction::Types => "the schemas that hold here have no type in common; the later one is taken",
                Contradiction::Values => "the schemas that hold here have no value in common; no value is allowed",
                Contradiction::Bounds => {
                    "nothing is between the bounds of the schemas that hold here; no value is allowed"
                }
                Contradiction::Closed => {
                    "one of the schemas that hold here refuses members that another one has; those of all are allowed"
                }
            };
            let at = Location::Pointer(pointer.clone());
            diagnostics.push(Diagnostic::new(Code::Contradiction, at, message));
        }
        // A key of its own: the schema at the place may have problems as well.
        self.report(&pointer.child("allOf"), diagnostics);
    }

    fn tell_circle(&self, pointer: &Pointer) {
        let mut diagnostics = Diagnostics::default();
        diagnostics.push(Diagnostic::new(
            Code::CircularComposition,
            Location::Pointer(pointer.clone()),
            "the schema includes itself; that says nothing and is passed over",
        ));
        self.report(&pointer.child("allOf").child(""), diagnostics);
    }
}

/// What a part says to the whole.
fn prepare(keywords: &mut Keywords, rank: Rank) {
    if rank == Rank::Foreign {
        keywords.annotations.title = None;
        keywords.annotations.description = None;
        keywords.annotations.deprecated = false;
        keywords.annotations.xml = Xml::default();
        keywords.discriminator = None;
    }
    match rank {
        // Whoever composes has the last word about `null`.
        Rank::Root => keywords.nullable |= keywords.null == Null::Allowed,
        Rank::Inline | Rank::Foreign => {
            let unevaluated = std::mem::take(&mut keywords.unevaluated);
            if keywords.additional.is_unsaid() {
                keywords.additional = unevaluated;
            }
        }
    }
}

/// Settles what depends on all keywords.
fn finish(mut keywords: Keywords) -> Schema {
    let unevaluated = std::mem::take(&mut keywords.unevaluated);
    if keywords.additional.is_unsaid() {
        keywords.additional = unevaluated;
    }
    if keywords.nullable {
        keywords.null = Null::Allowed;
    }
    if keywords.says_nothing() && !matches!(keywords.additional, Additional::Refused) {
        return Schema::Anything(keywords.annotations);
    }
    Schema::Keywords(Box::new(keywords))
}
