//! In: schemas, by their places.
//! Out: types: ids are handed out first and completed later, so that a schema may contain itself.
//! Guarantees: each schema is lowered once, and reported once if it is broken.

use std::collections::{BTreeMap, HashMap, HashSet, VecDeque};

use super::{Choices, recursion::recursive_alias, references::target_hint, scalars, sharing::Sharing};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Alias, Definition, Docs, Enumeration, Format, Hint, HintRank, Literal, Shape, Type, TypeId, Types},
    pointer::Pointer,
    schema::{Annotations, JsonType, Keywords, Schema, SchemaReader},
    source::Node,
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
    components: BTreeMap<Pointer, String>,
    order: Vec<Pointer>,
    done: HashMap<Pointer, Option<Lowered>>,
    /// Components with an id and without a shape. They wait here rather than on the stack, since the references between
    /// them can be as long a chain as the document is.
    waiting: VecDeque<Waiting>,
    /// Inline schemas that are being lowered, and whether one of them was met again within itself.
    open: HashMap<Pointer, bool>,
    /// Whether chains of `$ref`s that begin here end where `null` is allowed.
    pub(super) nullable_ends: HashMap<Pointer, bool>,
    /// What cycles of `$ref`s lead through that have been reported.
    pub(super) cyclic: HashSet<Pointer>,
    pub(super) sharing: Sharing,
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
            done: HashMap::new(),
            waiting: VecDeque::new(),
            open: HashMap::new(),
            nullable_ends: HashMap::new(),
            cyclic: HashSet::new(),
            sharing: Sharing::default(),
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

    /// The types lowered so far.
    pub(super) fn finish(self) -> Types {
        self.sharing.into_types()
    }

    /// The type behind an id.
    pub(super) fn resolved(&self, id: TypeId) -> &Type {
        self.sharing.types().resolved(id).1
    }

    /// The type of any JSON value.
    pub(super) fn any(&mut self) -> TypeId {
        self.sharing.intern(Type::Any)
    }

    /// The type of any text.
    pub(super) fn plain_text(&mut self) -> TypeId {
        self.sharing.intern(Type::Text(Format::Plain))
    }

    /// The type of a schema that may stand where no field can say that `null` is allowed.
    pub(super) fn value(&mut self, pointer: &Pointer, hint: &Hint) -> Option<TypeId> {
        let lowered = self.schema(pointer, hint)?;
        Some(if lowered.nullable {
            self.sharing.intern(Type::Nullable(lowered.ty))
        } else {
            lowered.ty
        })
    }

    /// The type of the schema at `pointer`; `None` when it cannot be had, which is then a diagnostic.
    pub(super) fn schema(&mut self, pointer: &Pointer, hint: &Hint) -> Option<Lowered> {
        if self.components.contains_key(pointer) {
            return self.component(pointer);
        }
        if let Some(met_again) = self.open.get_mut(pointer) {
            *met_again = true;
        }
        if let Some(done) = self.done.get(pointer) {
            return *done;
        }
        if self.open.len() > DEEPEST {
            return self.unsupported_depth(pointer);
        }
        let schema = self.reader.read(pointer, self.diagnostics)?;
        let lowered = match schema {
            Schema::Reference { target, .. } => {
                self.is_nullable_at_the_end(pointer)?;
                self.schema(&target, &target_hint(&target))
            }
            Schema::Anything(_) => Some(self.not_null(Type::Any)),
            Schema::Nothing => self.unsupported_nothing(pointer),
            Schema::Keywords(keywords) => self.inline(pointer, hint, *keywords),
        };
        self.done.insert(pointer.clone(), lowered);
        lowered
    }

    /// Lends the words of the place that holds a schema to the schema's type, where it has none of its own.
    pub(super) fn describe(&mut self, ty: TypeId, holder: &Hint, description: Option<&String>) {
        if holder.rank == HintRank::Holder {
            self.sharing.describe(ty, holder, description);
        }
    }

    /// What the schema at `pointer` says beside validity, for the docs of the place that holds it.
    pub(super) fn annotations(&self, pointer: &Pointer) -> Annotations {
        // Problems of the schema are reported when it is lowered.
        match self.reader.read(pointer, &mut Diagnostics::default()) {
            Some(Schema::Reference { annotations, .. } | Schema::Anything(annotations)) => annotations,
            Some(Schema::Keywords(keywords)) => keywords.annotations,
            Some(Schema::Nothing) | None => Annotations::default(),
        }
    }

    /// The id of a component schema, whose shape may still wait to be lowered.
    fn component(&mut self, pointer: &Pointer) -> Option<Lowered> {
        if let Some(done) = self.done.get(pointer) {
            return *done;
        }
        // A component that turns out broken is reported once, not at each of its uses.
        self.done.insert(pointer.clone(), None);
        let schema = self.reader.read(pointer, self.diagnostics)?;
        let nullable = match &schema {
            Schema::Keywords(keywords) => keywords.types.contains(JsonType::Null),
            Schema::Reference { .. } => self.is_nullable_at_the_end(pointer)?,
            Schema::Anything(_) | Schema::Nothing => false,
        };
        let ty = self.sharing.reserve();
        let lowered = Some(Lowered { ty, nullable });
        self.done.insert(pointer.clone(), lowered);
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
        let lowered = match schema {
            Schema::Reference { target, annotations } => self
                .schema(&target, &target_hint(&target))
                .map(|target| (Shape::Alias(Alias { target: target.ty }), annotations)),
            Schema::Anything(annotations) => Some((Shape::Alias(Alias { target: self.any() }), annotations)),
            Schema::Nothing => self.unsupported_nothing(&pointer),
            Schema::Keywords(mut keywords) => {
                take_null(&mut keywords);
                self.shape(&pointer, &hint, &keywords).map(|made| match made {
                    Made::Shape(shape) => (shape, keywords.annotations),
                    Made::Type(target) => (Shape::Alias(Alias { target }), keywords.annotations),
                })
            }
        };
        if let Some((shape, annotations)) = lowered {
            self.sharing.define(ty, definition(&pointer, hint, annotations, shape));
        }
    }

    fn inline(&mut self, pointer: &Pointer, hint: &Hint, mut keywords: Keywords) -> Option<Lowered> {
        let nullable = take_null(&mut keywords);
        let reserved = self.sharing.reserve();
        let lowered = Lowered { ty: reserved, nullable };
        self.done.insert(pointer.clone(), Some(lowered));
        self.open.insert(pointer.clone(), false);
        let made = self.shape(pointer, hint, &keywords);
        let holds_itself = self.open.remove(pointer).unwrap_or(false);
        let ty = match made? {
            Made::Type(_) if holds_itself => return self.unsupported_recursion(pointer),
            Made::Type(ty) => ty,
            Made::Shape(shape) => {
                let definition = definition(pointer, hint.clone(), keywords.annotations, shape);
                if holds_itself {
                    self.sharing.define(reserved, definition);
                    reserved
                } else {
                    self.sharing.share(reserved, definition)
                }
            }
        };
        Some(Lowered { ty, nullable })
    }

    fn shape(&mut self, pointer: &Pointer, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        let mut types = keywords.types;
        if types.contains(JsonType::Number) {
            types.remove(JsonType::Integer);
        }
        let found: Vec<JsonType> = types.iter().collect();
        match found.as_slice() {
            [] if keywords.enumeration.is_some() => self.enumeration(pointer, keywords),
            [JsonType::String] if keywords.enumeration.is_some() => self.enumeration(pointer, keywords),
            [_] if keywords.enumeration.is_some() => self.unsupported(
                pointer,
                "enum",
                "enumerations of values other than strings are not supported yet",
            ),
            [JsonType::String] => {
                let scalar = scalars::text(pointer, keywords, self.choices, self.diagnostics)?;
                Some(self.scalar(scalar))
            }
            [JsonType::Integer] => {
                let scalar = scalars::integer(pointer, keywords, self.diagnostics)?;
                Some(self.scalar(scalar))
            }
            [JsonType::Number] => {
                let scalar = scalars::number(pointer, keywords, self.diagnostics);
                Some(self.scalar(scalar))
            }
            [JsonType::Boolean] => Some(Made::Type(self.sharing.intern(Type::Boolean))),
            [JsonType::Array] => self.array(hint, keywords),
            [JsonType::Object] => self.object(pointer, hint, keywords),
            _ => {
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::UnsupportedUnion,
                        Location::Pointer(pointer.child("type")),
                        "values of several types are not supported yet",
                    )
                    .help("one type, or one type and 'null', can be read"),
                );
                None
            }
        }
    }

    fn scalar(&mut self, scalar: scalars::Scalar) -> Made {
        match scalar {
            scalars::Scalar::Plain(ty) => Made::Type(self.sharing.intern(ty)),
            scalars::Scalar::Constrained(constrained) => Made::Shape(Shape::Constrained(constrained)),
        }
    }

    fn enumeration(&mut self, pointer: &Pointer, keywords: &Keywords) -> Option<Made> {
        let mut values: Vec<String> = Vec::new();
        for (index, node) in keywords.enumeration.iter().flatten().enumerate() {
            match node {
                Node::String(value) if !values.contains(value) => values.push(value.clone()),
                Node::String(_) | Node::Null => {}
                other => {
                    let message = format!("expected a string among the values of a string, found {}", other.kind());
                    let at = pointer.child("enum").index(index);
                    self.diagnostics.push(Diagnostic::new(
                        Code::InvalidKeywordValue,
                        Location::Pointer(at),
                        message,
                    ));
                    return None;
                }
            }
        }
        if values.is_empty() {
            return self.unsupported(
                pointer,
                "enum",
                "a schema that allows nothing but null is not supported yet",
            );
        }
        let values = values.into_iter().map(Literal::String).collect();
        Some(Made::Shape(Shape::Enumeration(Enumeration { values })))
    }

    fn not_null(&mut self, ty: Type) -> Lowered {
        Lowered {
            ty: self.sharing.intern(ty),
            nullable: false,
        }
    }

    fn unsupported_nothing<T>(&mut self, pointer: &Pointer) -> Option<T> {
        self.diagnostics.push(Diagnostic::new(
            Code::UnsupportedSchemaKeyword,
            Location::Pointer(pointer.clone()),
            "a schema that allows no value at all is not supported yet",
        ));
        None
    }

    fn unsupported_recursion<T>(&mut self, pointer: &Pointer) -> Option<T> {
        self.diagnostics.push(recursive_alias(pointer));
        None
    }

    fn unsupported_depth<T>(&mut self, pointer: &Pointer) -> Option<T> {
        let message = format!("schemas nested over {DEEPEST} levels deep are not supported");
        let at = Location::Pointer(pointer.clone());
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedSchemaKeyword, at, message).help("make components of them"));
        None
    }

    pub(super) fn unsupported<T>(&mut self, pointer: &Pointer, keyword: &str, message: &str) -> Option<T> {
        let at = Location::Key(pointer.child(keyword));
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedSchemaKeyword, at, message));
        None
    }
}

/// How deep inline schemas may stand in each other, over references as well.
const DEEPEST: usize = 200;

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

fn take_null(keywords: &mut Keywords) -> bool {
    keywords.types.remove(JsonType::Null)
}

fn definition(pointer: &Pointer, hint: Hint, annotations: Annotations, shape: Shape) -> Definition {
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
