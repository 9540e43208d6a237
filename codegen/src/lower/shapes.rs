//! In: the keywords that hold at a place.
//! Out: the shape of its values, or the type that needs no name.
//! Guarantees: what becomes a union, an enumeration or a scalar is decided here.

use super::{
    media_type::{self, Class},
    references::is_only_null,
    scalars,
    types::{Made, TypeLowering, definition},
};
use crate::{
    ir::{Docs, Hint, JsonTypes, Selection, Shape, Type, Union, UntypedReason, Variant},
    schema::{Annotations, Conjunction, JsonType, Keywords, TypeSet},
};

impl TypeLowering<'_> {
    /// The shape of a schema, `null` aside.
    pub(super) fn shape(&mut self, place: &Conjunction, hint: &Hint, keywords: &Keywords) -> Option<Made> {
        if !keywords.unions.is_empty() {
            return self.union(place, hint, keywords);
        }
        if is_only_null(keywords) {
            return Some(Made::Type(self.sharing.intern(Type::Null)));
        }
        let mut types = keywords.kinds();
        if types.contains(JsonType::Number) {
            types.remove(JsonType::Integer);
        }
        if let Some(made) = self.enumeration(keywords, types) {
            return Some(made);
        }
        let found: Vec<JsonType> = types.iter().collect();
        if let [ty @ (JsonType::String | JsonType::Integer | JsonType::Number)] = found.as_slice()
            && let Some(made) = self.replaced_format(keywords, *ty)
        {
            return Some(made);
        }
        match found.as_slice() {
            [] => {
                let reason = UntypedReason::Unconstrained;
                Some(Made::Type(self.untyped(place.pointer(), reason)))
            }
            [JsonType::String] if let Some(content) = embedded(keywords) => {
                let ty = self.value(content.clone(), &hint.inner("content"))?;
                Some(Made::Type(self.sharing.intern(Type::JsonText(ty))))
            }
            [JsonType::String] => {
                let scalar = scalars::text(
                    keywords,
                    self.choices,
                    &mut self.patterns,
                    &mut self.formats,
                    self.diagnostics,
                )?;
                Some(self.scalar(scalar))
            }
            [JsonType::Integer] => {
                let scalar = scalars::integer(keywords, &mut self.formats, self.diagnostics);
                Some(self.scalar(scalar))
            }
            [JsonType::Number] => {
                let scalar = scalars::number(keywords, &mut self.formats, self.diagnostics);
                Some(self.scalar(scalar))
            }
            [JsonType::Boolean] => Some(Made::Type(self.sharing.intern(Type::Boolean))),
            [JsonType::Null] => Some(Made::Type(self.sharing.intern(Type::Null))),
            [JsonType::Array] => self.array(place, hint, keywords),
            [JsonType::Object] => match self.union_of_children(place, hint, keywords) {
                Some(made) => made,
                None => self.object(place, hint, keywords),
            },
            several => self.several(place, hint, keywords, several),
        }
    }

    fn scalar(&mut self, scalar: scalars::Scalar) -> Made {
        match scalar {
            scalars::Scalar::Plain(ty) => Made::Type(self.sharing.intern(ty)),
            scalars::Scalar::Constrained(constrained) => Made::Shape(Shape::Constrained(constrained)),
        }
    }

    /// Values of several JSON types: a variant for each.
    fn several(&mut self, place: &Conjunction, hint: &Hint, keywords: &Keywords, types: &[JsonType]) -> Option<Made> {
        let every = [JsonType::Boolean, JsonType::Object, JsonType::Array, JsonType::String];
        let says_nothing = keywords.spoken().is_empty();
        if says_nothing && every.iter().all(|ty| types.contains(ty)) {
            let reason = UntypedReason::Unconstrained;
            return Some(Made::Type(self.untyped(place.pointer(), reason)));
        }
        let mut variants = Vec::new();
        let mut selection = Vec::new();
        for ty in types {
            let mut one = keywords.clone();
            one.types = Some(TypeSet::of(*ty));
            // A format of strings says nothing of numbers, and the reverse.
            if *ty != JsonType::String && types.contains(&JsonType::String) {
                one.format = None;
            }
            let word = ty.name();
            let inner = hint.inner(word);
            let made = self.shape(place, &inner, &one)?;
            let ty_id = match made {
                Made::Type(ty) => ty,
                Made::Shape(shape) => {
                    let reserved = self.sharing.reserve();
                    let definition = definition(place.pointer(), inner, Annotations::default(), shape);
                    self.sharing.share(reserved, definition, None)
                }
            };
            variants.push(Variant {
                pointer: place.pointer().clone(),
                words: vec![word.to_owned()],
                deprecated: false,
                docs: Docs::default(),
                ty: ty_id,
                boxed: false,
            });
            selection.push(json_types(*ty));
        }
        let selection = Selection::JsonType(selection);
        Some(Made::Shape(Shape::Union(Union { variants, selection })))
    }
}

/// The schema of the JSON that a string holds.
fn embedded(keywords: &Keywords) -> Option<&Conjunction> {
    let media_type = keywords.content_media_type.as_deref()?;
    let is_json = media_type::classify(media_type) == Class::Json && !keywords.base64;
    keywords.content_schema.as_ref().filter(|_| is_json)
}

fn json_types(ty: JsonType) -> JsonTypes {
    let number = ty == JsonType::Number;
    JsonTypes {
        null: ty == JsonType::Null,
        boolean: ty == JsonType::Boolean,
        integer: number || ty == JsonType::Integer,
        fraction: number,
        string: ty == JsonType::String,
        array: ty == JsonType::Array,
        object: ty == JsonType::Object,
    }
}
