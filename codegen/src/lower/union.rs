//! In: a schema with alternatives: `oneOf`, `anyOf`.
//! Out: a union with a variant for each branch, over which what stands beside the alternatives is distributed.
//! Guarantees: no variant twice; how variants are told apart is settled when all types are known (`selection`).

use super::types::{Lowered, Made, TypeLowering, definition};
use crate::{
    diagnostic::{Code, Diagnostic, Location},
    ir::{self, Docs, Hint, Selection, Shape, Type, TypeId, Union, UntypedReason, Variant},
    pointer::Pointer,
    schema::{Annotations, Conjunction, Discriminator, Keywords, Schema, TypeSet},
};

/// How many variants several unions may have together.
const MOST_VARIANTS: usize = 16;
/// Of how many schemas one may be composed.
const MOST_MEMBERS: usize = 8;
/// How many schemas may be composed of several in one document.
const MOST_COMPOSED: usize = 3_000;
/// How long a chain of `$ref`s of a branch may be for its names to be known.
const LONGEST: usize = 8;

/// One way to satisfy the schema.
pub(super) struct Branch {
    /// What must hold, as the document writes it.
    pub(super) alternatives: Vec<Pointer>,
    /// The same with what stands beside the alternatives.
    pub(super) place: Conjunction,
}

impl TypeLowering<'_> {
    pub(super) fn union(&mut self, place: &Conjunction, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        let Some(branches) = self.branches(place, keywords) else {
            let reason = UntypedReason::TooManyVariants;
            return Some(Made::Type(self.untyped(place.pointer(), reason)));
        };
        let discriminator = self.discriminator(keywords, &branches);
        let words = self.variant_words(&branches);
        let itself = self.done.get(place).copied().flatten().map(|lowered| lowered.ty);
        let mut variants: Vec<Variant> = Vec::new();
        let mut values: Vec<Vec<String>> = Vec::new();
        let mut default = None;
        let mut failed = false;
        for (branch, word) in branches.iter().zip(words) {
            let Some(Lowered { ty, .. }) = self.schema(branch.place.clone(), &hint.inner(&word)) else {
                failed = true;
                continue;
            };
            if Some(ty) == itself || matches!(self.sharing.types().get(ty), Type::Never) {
                continue;
            }
            let (mapped, is_default) = self.mapped(branch, discriminator.as_ref());
            let same = variants.iter().position(|variant| variant.ty == ty);
            if is_default {
                default = Some(same.unwrap_or(variants.len()));
            }
            if let Some(values) = same.and_then(|index| values.get_mut(index)) {
                values.extend(mapped);
                continue;
            }
            values.push(mapped);
            let pointer = branch.alternatives.first().unwrap_or(place.pointer());
            variants.push(self.variant(pointer, word, ty));
        }
        let selection = match discriminator {
            Some(Discriminator { property, .. }) => Selection::Discriminator(ir::Discriminator {
                property,
                values,
                in_variant: Vec::new(),
                default,
            }),
            None => Selection::FirstFit(Vec::new()),
        };
        if failed {
            return None;
        }
        Some(match variants.as_slice() {
            [] => Made::Type(self.sharing.intern(Type::Never)),
            [one] => Made::Type(one.ty),
            _ => Made::Shape(Shape::Union(Union { variants, selection })),
        })
    }

    fn variant(&mut self, pointer: &Pointer, word: String, ty: TypeId) -> Variant {
        let annotations = self.annotations(&pointer.into());
        Variant {
            pointer: pointer.clone(),
            words: vec![word],
            docs: Docs {
                summary: annotations.title,
                description: annotations.description,
            },
            deprecated: annotations.deprecated,
            ty,
            boxed: false,
        }
    }

    /// The union of types that have no place of their own.
    pub(super) fn first_fit(&mut self, place: &Conjunction, hint: &Hint, types: &[TypeId]) -> TypeId {
        let variant = |(index, ty): (usize, &TypeId)| Variant {
            pointer: place.pointer().clone(),
            words: vec![format!("value {}", index + 1)],
            docs: Docs::default(),
            deprecated: false,
            ty: *ty,
            boxed: false,
        };
        let shape = Shape::Union(Union {
            variants: types.iter().enumerate().map(variant).collect(),
            selection: Selection::FirstFit(Vec::new()),
        });
        let reserved = self.sharing.reserve();
        let definition = definition(place.pointer(), hint.clone(), Annotations::default(), shape);
        self.sharing.share(reserved, definition, None)
    }

    /// Every way to satisfy the alternatives; `None` if there are too many.
    pub(super) fn branches(&mut self, place: &Conjunction, keywords: &Keywords) -> Option<Vec<Branch>> {
        let mut combinations: Vec<Vec<Pointer>> = vec![Vec::new()];
        for union in &keywords.unions {
            let with_branches = |combination: Vec<Pointer>| {
                union.branches.iter().map(move |branch| {
                    let mut longer = combination.clone();
                    longer.push(branch.clone());
                    longer
                })
            };
            combinations = combinations.into_iter().flat_map(with_branches).collect();
            if keywords.unions.len() > 1 && combinations.len() > MOST_VARIANTS {
                return None;
            }
        }
        let mut branches = Vec::new();
        for alternatives in combinations {
            let place = self.with_base(place, keywords, &alternatives);
            if place.count() > 1 {
                self.composed += 1;
            }
            if place.count() > MOST_MEMBERS || self.composed > MOST_COMPOSED {
                return None;
            }
            branches.push(Branch { alternatives, place });
        }
        Some(branches)
    }

    /// What holds in a branch: its own schema, and what stands beside the alternatives unless that says nothing more.
    fn with_base(&self, place: &Conjunction, keywords: &Keywords, alternatives: &[Pointer]) -> Conjunction {
        let mut own: Option<Conjunction> = None;
        for alternative in alternatives {
            match &mut own {
                Some(own) => own.extend(&alternative.into()),
                None => own = Some(alternative.into()),
            }
        }
        let base = place.base();
        let Some(own) = own else {
            return base;
        };
        let says_more = match keywords.types {
            _ if !keywords.says_at_most_a_type() => true,
            Some(types) => !self.kinds(&own).is_within(types),
            None => false,
        };
        let included = || match (place.sole(), alternatives) {
            (Some(place), [alternative]) => self.reader.includes(alternative, place),
            _ => false,
        };
        if !says_more || included() {
            return own;
        }
        let mut both = base;
        both.extend(&own);
        both
    }

    /// The types of the values at a place, as far as `$ref`s tell.
    fn kinds(&self, place: &Conjunction) -> TypeSet {
        let mut at = place.clone();
        for _ in 0..LONGEST {
            match self.reader.read(&at) {
                Some(Schema::Reference { target, .. }) => at = target.into(),
                Some(Schema::Keywords(keywords)) => return keywords.kinds(),
                Some(Schema::Anything(_) | Schema::Nothing) | None => break,
            }
        }
        TypeSet::default()
    }

    /// The discriminator beside the alternatives. What it maps to schemas that are no branches is told.
    fn discriminator(&mut self, keywords: &Keywords, branches: &[Branch]) -> Option<Discriminator> {
        let at = keywords.discriminator.as_ref()?;
        let discriminator = self.reader.discriminator(at, self.diagnostics)?;
        let known: Vec<Pointer> = branches.iter().flat_map(|branch| self.targets(branch)).collect();
        let strangers: Vec<&str> = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| !known.contains(target))
            .map(|(value, _)| value.as_str())
            .collect();
        if !strangers.is_empty() {
            let message = format!(
                "mapped to schemas that are none of the branches, and passed over: {}",
                strangers.join(", ")
            );
            let location = Location::Key(at.child("discriminator"));
            self.diagnostics
                .push(Diagnostic::new(Code::Discriminator, location, message));
        }
        Some(discriminator)
    }

    /// The strings that are mapped to a branch, and whether values without one belong to it.
    fn mapped(&self, branch: &Branch, discriminator: Option<&Discriminator>) -> (Vec<String>, bool) {
        let Some(discriminator) = discriminator else {
            return (Vec::new(), false);
        };
        let targets = self.targets(branch);
        let mapped = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| targets.contains(target));
        let is_default = discriminator.default.as_ref().is_some_and(|it| targets.contains(it));
        (mapped.map(|(value, _)| value.clone()).collect(), is_default)
    }

    /// The places that a branch leads through.
    pub(super) fn targets(&self, branch: &Branch) -> Vec<Pointer> {
        let mut places = Vec::new();
        for alternative in &branch.alternatives {
            let mut at = alternative.clone();
            for _ in 0..LONGEST {
                let next = self.reader.referred(&at);
                places.push(at);
                match next {
                    Some(next) => at = next,
                    None => break,
                }
            }
        }
        places
    }
}
