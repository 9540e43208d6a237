//! In: schemas, by their places.
//! Out: types: ids are handed out first and completed later, so that a schema may contain itself.
//! Guarantees: each schema is lowered once, and reported once if it is broken.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::{Choices, scalars, sharing::Sharing};
use crate::{
    diagnostic::{Code, Diagnostic, Diagnostics, Location},
    ir::{Alias, Definition, Docs, Enumeration, Format, Hint, HintRank, Shape, Type, TypeId, Types},
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
    reader: SchemaReader<'a>,
    components: BTreeMap<Pointer, String>,
    order: Vec<Pointer>,
    done: HashMap<Pointer, Option<Lowered>>,
    cyclic: HashSet<Pointer>,
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
            cyclic: HashSet::new(),
            sharing: Sharing::default(),
        }
    }

    /// Lowers all component schemas, in the order of the document.
    pub(super) fn components(&mut self) {
        for pointer in self.order.clone() {
            self.component(&pointer);
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
        if let Some(done) = self.done.get(pointer) {
            return *done;
        }
        let schema = self.reader.read(pointer, self.diagnostics)?;
        let lowered = match schema {
            Schema::Reference { .. } => {
                let target = self.follow(pointer)?;
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

    fn component(&mut self, pointer: &Pointer) -> Option<Lowered> {
        if let Some(done) = self.done.get(pointer) {
            return *done;
        }
        let name = self.components.get(pointer)?.clone();
        let hint = Hint {
            rank: HintRank::Component,
            words: vec![name],
        };
        // A component that turns out broken is reported once, not at each of its uses.
        self.done.insert(pointer.clone(), None);
        let schema = self.reader.read(pointer, self.diagnostics)?;
        let id = self.sharing.reserve();
        let (shape, annotations, nullable) = match schema {
            Schema::Reference { annotations, .. } => {
                let target = self.follow(pointer)?;
                let target = self.schema(&target, &target_hint(&target))?;
                (Shape::Alias(Alias { target: target.ty }), annotations, target.nullable)
            }
            Schema::Anything(annotations) => {
                let target = self.any();
                (Shape::Alias(Alias { target }), annotations, false)
            }
            Schema::Nothing => return self.unsupported_nothing(pointer),
            Schema::Keywords(mut keywords) => {
                let nullable = take_null(&mut keywords);
                self.done.insert(pointer.clone(), Some(Lowered { ty: id, nullable }));
                let annotations = keywords.annotations.clone();
                let shape = match self.shape(pointer, &hint, &keywords) {
                    Some(Made::Shape(shape)) => shape,
                    Some(Made::Type(target)) => Shape::Alias(Alias { target }),
                    None => {
                        self.done.insert(pointer.clone(), None);
                        return None;
                    }
                };
                (shape, annotations, nullable)
            }
        };
        self.sharing.define(id, definition(pointer, hint, annotations, shape));
        let lowered = Some(Lowered { ty: id, nullable });
        self.done.insert(pointer.clone(), lowered);
        lowered
    }

    fn inline(&mut self, pointer: &Pointer, hint: &Hint, mut keywords: Keywords) -> Option<Lowered> {
        let nullable = take_null(&mut keywords);
        let reserved = self.sharing.reserve();
        self.done
            .insert(pointer.clone(), Some(Lowered { ty: reserved, nullable }));
        let ty = match self.shape(pointer, hint, &keywords)? {
            Made::Type(ty) => ty,
            Made::Shape(shape) => self
                .sharing
                .share(reserved, definition(pointer, hint.clone(), keywords.annotations, shape)),
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
        Some(Made::Shape(Shape::Enumeration(Enumeration { values })))
    }

    /// The schema that a chain of `$ref`s leads to: the first that is a component, or that is no `$ref` itself.
    fn follow(&mut self, start: &Pointer) -> Option<Pointer> {
        let mut seen = vec![start.clone()];
        let mut at = start.clone();
        loop {
            let Some(Schema::Reference { target, .. }) = self.reader.read(&at, &mut Diagnostics::default()) else {
                return seen.get(1).cloned();
            };
            if seen.contains(&target) {
                // A cycle is one mistake, wherever one enters it.
                if seen.iter().any(|pointer| !self.cyclic.insert(pointer.clone())) {
                    return None;
                }
                let chain: Vec<String> = seen
                    .iter()
                    .skip(1)
                    .chain([&target])
                    .map(|it| format!("`{it}`"))
                    .collect();
                self.diagnostics.push(
                    Diagnostic::new(
                        Code::RefCycle,
                        Location::Pointer(start.child("$ref")),
                        format!("the `$ref` leads back to itself: {}", chain.join(" -> ")),
                    )
                    .help("one of these schemas must say what the value is, such as `type: object`"),
                );
                return None;
            }
            seen.push(target.clone());
            at = target;
        }
    }

    fn not_null(&mut self, ty: Type) -> Lowered {
        Lowered {
            ty: self.sharing.intern(ty),
            nullable: false,
        }
    }

    fn unsupported_nothing(&mut self, pointer: &Pointer) -> Option<Lowered> {
        self.diagnostics.push(Diagnostic::new(
            Code::UnsupportedSchemaKeyword,
            Location::Pointer(pointer.clone()),
            "a schema that allows no value at all is not supported yet",
        ));
        None
    }

    pub(super) fn unsupported<T>(&mut self, pointer: &Pointer, keyword: &str, message: &str) -> Option<T> {
        let at = Location::Key(pointer.child(keyword));
        self.diagnostics
            .push(Diagnostic::new(Code::UnsupportedSchemaKeyword, at, message));
        None
    }
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

/// A schema that only a `$ref` reaches is named after the place where it stands.
fn target_hint(target: &Pointer) -> Hint {
    let structural = [
        "components",
        "schemas",
        "properties",
        "paths",
        "content",
        "schema",
        "items",
    ];
    Hint {
        rank: HintRank::Place,
        words: target
            .tokens()
            .filter(|token| !structural.contains(&token.as_ref()))
            .map(|token| token.into_owned())
            .collect(),
    }
}
