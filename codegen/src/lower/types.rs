//! In: schemas, by their places.
//! Out: types: ids are handed out first and completed later, so that a schema may contain itself.
//! Guarantees: each schema is lowered once, and reported once if it is broken.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::{
    Choices, children::Children, formats::UnknownFormats, patterns::Patterns, references::target_hint,
    replacement::List, sharing::Sharing, xml::XmlLowering,
};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{
        Alias, Base, Constrained, Constraint, Definition, Docs, Format, Hint, HintRank, Shape, Type, TypeId, Types,
        Untyped, UntypedReason, Xml,
    },
    pointer::Pointer,
    schema::{Annotations, Conjunction, Keywords, Schema, SchemaReader},
};

/// The type of a schema, and whether `null` is a value of it besides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lowered {
    pub(super) ty: TypeId,
    pub(super) nullable: bool,
}

/// The state of lowering schemas.
pub(super) struct TypeLowering<'a> {
    pub(super) diagnostics: &'a mut Diagnostics,
    pub(super) choices: &'a Choices,
    pub(super) reader: SchemaReader<'a>,
    pub(super) components: BTreeMap<Pointer, String>,
    pub(super) order: Vec<Pointer>,
    /// What extends what, once it is asked for.
    pub(super) children: Option<Children>,
    pub(super) done: HashMap<Conjunction, Option<Lowered>>,
    /// Components with an id and without a shape. They wait here rather than on the stack, since the references between
    /// them can be as long a chain as the document is.
    waiting: VecDeque<Waiting>,
    /// Inline schemas that are being lowered, and whether one of them was met again within itself.
    open: HashMap<Conjunction, bool>,
    /// Whether chains of `$ref`s that begin here end where `null` is allowed.
    pub(super) nullable_ends: HashMap<Conjunction, bool>,
    /// What cycles of `$ref`s lead through that have been reported.
    pub(super) cyclic: HashSet<Pointer>,
    /// The directions in which what stands behind a `$ref` travels.
    pub(super) access_ends: HashMap<Pointer, (bool, bool)>,
    /// How many schemas were made of several.
    pub(super) composed: usize,
    pub(super) patterns: Patterns,
    pub(super) formats: UnknownFormats,
    pub(super) sharing: Sharing,
    /// The rules that replaced a type.
    pub(super) replaced: HashSet<(List, String)>,
    pub(super) xml: XmlLowering,
    untyped: HashMap<Pointer, UntypedReason>,
}

impl<'a> TypeLowering<'a> {
    pub(super) fn new(
        reader: SchemaReader<'a>,
        components: &[(String, Pointer)],
        choices: &'a Choices,
        diagnostics: &'a mut Diagnostics,
    ) -> Self {
        Self {
            diagnostics,
            choices,
            reader,
            components: components
                .iter()
                .map(|(name, pointer)| (pointer.clone(), name.clone()))
                .collect(),
            order: components.iter().map(|(_, pointer)| pointer.clone()).collect(),
            children: None,
            done: HashMap::new(),
            waiting: VecDeque::new(),
            open: HashMap::new(),
            nullable_ends: HashMap::new(),
            cyclic: HashSet::new(),
            access_ends: HashMap::new(),
            composed: 0,
            patterns: Patterns::new(),
            formats: UnknownFormats::default(),
            sharing: Sharing::default(),
            replaced: HashSet::new(),
            xml: XmlLowering::default(),
            untyped: HashMap::new(),
        }
    }

    /// Lowers all component schemas, in the order of the document.
    pub(super) fn components(&mut self) {
        for pointer in self.order.clone() {
            self.component(&pointer);
        }
        self.complete_waiting();
    }

    /// Gives their shapes to the components that were referred to and have none yet.
    pub(super) fn complete_waiting(&mut self) {
        while let Some(waiting) = self.waiting.pop_front() {
            self.complete(waiting);
        }
    }

    /// The types lowered so far, the places that have none, and how values stand in XML.
    pub(super) fn finish(self) -> (Types, Vec<Untyped>, Xml) {
        let mut places: Vec<(Vec<usize>, Untyped)> = self
            .untyped
            .into_iter()
            .map(|(pointer, reason)| (self.reader.order(&pointer), Untyped { pointer, reason }))
            .collect();
        places.sort_by(|(a, x), (b, y)| (x.pointer.file(), a, &x.pointer).cmp(&(y.pointer.file(), b, &y.pointer)));
        self.diagnostics.extend(self.reader.problems());
        self.formats.report(self.diagnostics);
        (
            self.sharing.into_types(),
            places.into_iter().map(|(_, it)| it).collect(),
            self.xml.finish(),
        )
    }

    /// The type behind an id.
    pub(super) fn resolved(&self, id: TypeId) -> &Type {
        self.sharing.types().resolved(id).1
    }

    /// The type of any JSON value.
    pub(super) fn any(&mut self) -> TypeId {
        self.sharing.intern(Type::Any)
    }

    /// The type of any object.
    pub(super) fn any_map(&mut self) -> TypeId {
        let any = self.any();
        self.sharing.intern(Type::Map(any))
    }

    /// The type of a value that the schema at `pointer` gives no type.
    pub(super) fn untyped(&mut self, pointer: &Pointer, reason: UntypedReason) -> TypeId {
        self.untyped.insert(pointer.clone(), reason);
        self.any()
    }

    /// The type of any text.
    pub(super) fn plain_text(&mut self) -> TypeId {
        self.sharing.intern(Type::Text(Format::Plain))
    }

    /// The type of a schema that may stand where no field can say that `null` is allowed.
    pub(super) fn value(&mut self, place: impl Into<Conjunction>, hint: &Hint) -> Option<TypeId> {
        let lowered = self.schema(place, hint)?;
        Some(if lowered.nullable {
            self.sharing.intern(Type::Nullable(lowered.ty))
        } else {
            lowered.ty
        })
    }

    /// The type of the schema at `place`; `None` when it cannot be had, which is then a diagnostic.
    pub(super) fn schema(&mut self, place: impl Into<Conjunction>, hint: &Hint) -> Option<Lowered> {
        let start: Conjunction = place.into();
        let mut place = start.clone();
        let mut hint = hint.clone();
        let mut nullable = false;
        loop {
            if let Some(known) = self.known(&place) {
                let known = known?;
                let nullable = nullable || known.nullable;
                return Some(Lowered { ty: known.ty, nullable });
            }
            if let Some(replaced) = self.replaced_schema(&place) {
                self.done.insert(place, Some(replaced));
                let nullable = nullable || replaced.nullable;
                return Some(Lowered { nullable, ..replaced });
            }
            if self.open.len() > DEEPEST {
                return self.too_deep(place.pointer());
            }
            let lowered = match self.reader.read(&place)? {
                Schema::Reference { target, .. } => {
                    nullable |= self.allows_null_at_the_end(&place)?;
                    hint = target_hint(self.reader.words(&target));
                    place = target.into();
                    continue;
                }
                Schema::Anything(_) => Some(Lowered {
                    ty: self.untyped(place.pointer(), UntypedReason::Unsaid),
                    nullable: false,
                }),
                Schema::Nothing => Some(Lowered {
                    ty: self.sharing.intern(Type::Never),
                    nullable: false,
                }),
                Schema::Keywords(keywords) => self.inline(&place, &hint, *keywords),
            };
            self.done.insert(place, lowered);
            let lowered = lowered.map(|it| Lowered {
                ty: it.ty,
                nullable: nullable || it.nullable,
            });
            self.done.insert(start, lowered);
            return lowered;
        }
    }

    /// What is known of a schema: that of a component is never more than its id.
    fn known(&mut self, place: &Conjunction) -> Option<Option<Lowered>> {
        if let Some(pointer) = place.sole()
            && self.components.contains_key(pointer)
        {
            return Some(self.component(&pointer.clone()));
        }
        if let Some(met_again) = self.open.get_mut(place) {
            *met_again = true;
        }
        self.done.get(place).copied()
    }

    /// Lends the words of the place that holds a schema to the schema's type, where it has none of its own.
    pub(super) fn describe(&mut self, ty: TypeId, holder: &Hint, description: Option<&String>) {
        if holder.rank == HintRank::Holder {
            self.sharing.describe(ty, holder, description);
        }
    }

    /// The id of a component schema, whose shape may still wait to be lowered.
    fn component(&mut self, pointer: &Pointer) -> Option<Lowered> {
        let place = Conjunction::from(pointer);
        if let Some(done) = self.done.get(&place) {
            return *done;
        }
        // A component that turns out broken is reported once, not at each of its uses.
        self.done.insert(place.clone(), None);
        let schema = self.reader.read(&place)?;
        let nullable = match &schema {
            Schema::Keywords(keywords) => self.allows_null(keywords, 0),
            Schema::Reference { .. } => self.allows_null_at_the_end(&place)?,
            Schema::Anything(_) | Schema::Nothing => false,
        };
        let ty = self.sharing.reserve();
        let lowered = Some(Lowered { ty, nullable });
        self.done.insert(place, lowered);
        self.waiting.push_back(Waiting {
            pointer: pointer.clone(),
            ty,
            schema,
        });
        lowered
    }

    /// Gives a component its shape. After a diagnostic it stays without one, and nothing is emitted.
    fn complete(&mut self, Waiting { pointer, ty, schema }: Waiting) {
        let hint = Hint {
            rank: HintRank::Component,
            words: self.components.get(&pointer).cloned().into_iter().collect(),
        };
        let alias = |target| Shape::Alias(Alias { target });
        if let Some(target) = self.replaced_component(&pointer) {
            let annotations = self.annotations(&(&pointer).into());
            self.sharing
                .define(ty, definition(&pointer, hint, annotations, alias(target)));
            return;
        }
        let lowered = match schema {
            Schema::Reference {
                target, annotations, ..
            } => self
                .schema(&target, &target_hint(self.reader.words(&target)))
                .map(|target| (alias(target.ty), annotations)),
            Schema::Anything(annotations) => {
                let any = self.untyped(&pointer, UntypedReason::Unsaid);
                Some((alias(any), annotations))
            }
            Schema::Nothing => Some((alias(self.sharing.intern(Type::Never)), Annotations::default())),
            Schema::Keywords(mut keywords) => {
                let annotations = std::mem::take(&mut keywords.annotations);
                let made = self.shape(&(&pointer).into(), &hint, &keywords);
                made.map(|made| match made {
                    Made::Shape(shape) => (shape, annotations),
                    Made::Type(target) => (alias(target), annotations),
                })
            }
        };
        if let Some((shape, annotations)) = lowered {
            self.sharing.define(ty, definition(&pointer, hint, annotations, shape));
        }
    }

    fn inline(&mut self, place: &Conjunction, hint: &Hint, mut keywords: Keywords) -> Option<Lowered> {
        let nullable = self.allows_null(&keywords, 0);
        let reserved = self.sharing.reserve();
        let lowered = Lowered { ty: reserved, nullable };
        self.done.insert(place.clone(), Some(lowered));
        self.open.insert(place.clone(), false);
        let annotations = std::mem::take(&mut keywords.annotations);
        let made = self.shape(place, hint, &keywords);
        let holds_itself = self.open.remove(place).unwrap_or(false);
        let ty = match made? {
            Made::Type(ty) if holds_itself => match self.newtype(ty) {
                Some(shape) => {
                    let definition = definition(place.pointer(), hint.clone(), annotations, shape);
                    self.sharing.define(reserved, definition);
                    reserved
                }
                None => self.untyped(place.pointer(), UntypedReason::EndlessReference),
            },
            Made::Type(ty) => ty,
            Made::Shape(shape) => {
                let names = self.value_names(place.pointer(), &shape);
                let definition = definition(place.pointer(), hint.clone(), annotations, shape);
                if holds_itself {
                    self.sharing.define(reserved, definition);
                    reserved
                } else {
                    self.sharing.share(reserved, definition, names)
                }
            }
        };
        Some(Lowered { ty, nullable })
    }

    /// An array or a map that contains itself needs a name of its own.
    fn newtype(&self, ty: TypeId) -> Option<Shape> {
        newtype(self.sharing.types().get(ty)).map(Shape::Constrained)
    }

    fn too_deep<T>(&mut self, pointer: &Pointer) -> Option<T> {
        let message = format!("schemas without names are nested over {DEEPEST} levels deep");
        let at = Location::Pointer(pointer.clone());
        self.diagnostics
            .push(Diagnostic::new(Code::TooDeep, at, message).help("make components of them"));
        None
    }
}

/// How deep inline schemas may stand in each other, over references as well.
const DEEPEST: usize = 100;

/// A component schema whose shape is still to be lowered.
struct Waiting {
    pointer: Pointer,
    ty: TypeId,
    schema: Schema,
}

/// What a schema turned out to be: a type that needs no name, or the shape of one that does.
pub(super) enum Made {
    Type(TypeId),
    Shape(Shape),
}

/// A type of its own for what is an array or a map; the constraint always holds.
pub(super) fn newtype(ty: &Type) -> Option<Constrained> {
    let base = match ty {
        Type::Array(item) => Base::Array(*item),
        Type::Map(value) => Base::Map(*value),
        _ => return None,
    };
    Some(Constrained {
        base,
        constraints: vec![Constraint::MinCount(0)],
    })
}

pub(super) fn definition(pointer: &Pointer, hint: Hint, annotations: Annotations, shape: Shape) -> Definition {
    Definition {
        pointer: pointer.clone(),
        hint,
        docs: Docs {
            summary: annotations.title,
            description: annotations.description,
        },
        deprecated: annotations.deprecated,
        shape,
    }
}
