//! In: a type, and the place where it is used.
//! Out: a reference to what says how its values look.
//! Guarantees: what has a name is referred to by it; the rest stands where it is used.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::{examples, heights::Heights, shape};
use crate::{
    emit::{Emission, fragments::ident, source_file::Imports},
    ir::{
        Access, Additional, Base, Definition, Demand, Discriminator, Field, Foreign, Object, Presence, Selection,
        Shape, Type, TypeId, Union,
    },
    naming::Name,
    pointer::Pointer,
};

/// Writes schemas for one file.
pub(super) struct Tables<'a> {
    emission: Emission<'a>,
    /// Where definitions stand; `None`: in the file itself.
    module: Option<Ident>,
    pub(super) imports: Imports,
    /// Whether a definition was referred to.
    pub(super) refers: bool,
}

impl<'a> Tables<'a> {
    pub(super) fn new(emission: Emission<'a>, module: Option<Ident>) -> Self {
        Self {
            emission,
            module,
            imports: Imports::default(),
            refers: false,
        }
    }

    /// A reference to the schema of a type that is used at a place.
    pub(super) fn reference(&mut self, id: TypeId, at: Option<&Pointer>) -> TokenStream {
        let api = self.emission.api;
        let (mut id, mut place) = (id, at);
        let mut found = place.map(|at| api.examples.at(at)).unwrap_or_default();
        // Circles of aliases have been broken when the API was lowered.
        while let Some(Definition {
            shape: Shape::Alias(alias),
            pointer,
            ..
        }) = api.types.definition(id)
        {
            (id, place) = (alias.target, Some(pointer));
            if found.is_empty() {
                found = api.examples.at(pointer);
            }
        }
        let schema = self.unexemplified(id, place);
        if found.is_empty() {
            return schema;
        }
        self.imports.add("stubsmith_runtime::mock", "Schema");
        let examples = examples::values(found);
        quote!(&Schema::Exemplified { examples: #examples, schema: #schema })
    }

    fn unexemplified(&mut self, id: TypeId, at: Option<&Pointer>) -> TokenStream {
        let inner = |keyword: &str| at.map(|at| at.child(keyword));
        let schema = match self.emission.api.types.get(id) {
            Type::Any => quote!(&Schema::Any),
            Type::Null => quote!(&Schema::Null),
            Type::Never => quote!(&Schema::Never),
            Type::Boolean => quote!(&Schema::Boolean),
            // Without bounds values are small and positive, which all widths can hold.
            Type::Integer(_) => quote!(&Schema::INTEGER),
            Type::Number => quote!(&Schema::NUMBER),
            Type::Text(format) => {
                let schema = shape::text(*format);
                quote!(&#schema)
            }
            Type::Array(items) => {
                let items = self.reference(*items, inner("items").as_ref());
                quote!(&Schema::List(#items))
            }
            Type::Map(values) => {
                let values = self.reference(*values, inner("additionalProperties").as_ref());
                quote!(&Schema::Map { values: #values, least: 0, most: None })
            }
            Type::Nullable(inner) => {
                let inner = self.reference(*inner, None);
                quote!(&Schema::Nullable(#inner))
            }
            Type::JsonText(inner) => {
                let inner = self.reference(*inner, None);
                quote!(&Schema::JsonText(#inner))
            }
            Type::Foreign(foreign) => foreign_schema(foreign),
            Type::Defined(_) => return self.definition(id),
        };
        self.imports.add("stubsmith_runtime::mock", "Schema");
        schema
    }

    fn definition(&mut self, id: TypeId) -> TokenStream {
        self.refers = true;
        let name = name(&self.emission, id);
        match &self.module {
            Some(module) => quote!(&#module::#name),
            None => quote!(&#name),
        }
    }

    /// The static of a definition.
    pub(super) fn item(&mut self, id: TypeId, definition: &Definition, heights: &Heights) -> TokenStream {
        self.imports.add("stubsmith_runtime::mock", "Schema");
        let at = &definition.pointer;
        let schema = match &definition.shape {
            Shape::Object(object) => self.object(object),
            Shape::Enumeration(enumeration) => shape::enumeration(enumeration),
            Shape::Union(union) => self.union(union, heights),
            Shape::Tuple(tuple) => {
                let items = tuple.items.iter().map(|item| self.reference(*item, None));
                let items: Vec<TokenStream> = items.collect();
                quote!(Schema::Tuple(&[#(#items),*]))
            }
            Shape::Constrained(constrained) => {
                let inner = match constrained.base {
                    Base::Array(items) => Some(self.reference(items, Some(&at.child("items")))),
                    Base::Map(values) => Some(self.reference(values, Some(&at.child("additionalProperties")))),
                    _ => None,
                };
                if shape::is_text(constrained) {
                    self.imports.add("stubsmith_runtime::mock", "TextFormat");
                }
                shape::constrained(constrained, inner)
            }
            // Whoever uses an alias refers to what it stands for.
            Shape::Alias(_) => return TokenStream::new(),
        };
        let name = name(&self.emission, id);
        let found = self.emission.api.examples.at(at);
        let schema = if found.is_empty() {
            schema
        } else {
            let examples = examples::values(found);
            quote!(Schema::Exemplified { examples: #examples, schema: &#schema })
        };
        quote!(pub(super) static #name: Schema = #schema;)
    }

    fn object(&mut self, object: &Object) -> TokenStream {
        let travelling = object.fields.iter().filter(|field| field.access != Access::WriteOnly);
        let members: Vec<TokenStream> = travelling.map(|field| self.member(field)).collect();
        let others = match object.additional {
            Additional::Typed(ty) => {
                let values = self.reference(ty, None);
                quote!(Some(#values))
            }
            Additional::Ignored | Additional::Closed => quote!(None),
        };
        let rules = object.rules.iter().map(shape::rule);
        let rules = quote!(&[#(#rules),*]);
        if !object.rules.is_empty() {
            self.imports.runtime(&["ObjectRule"]);
        }
        quote!(Schema::Object { members: &[#(#members),*], others: #others, rules: #rules })
    }

    fn member(&mut self, field: &Field) -> TokenStream {
        self.imports.add("stubsmith_runtime::mock", "Member");
        let schema = self.reference(field.ty, Some(&field.pointer));
        let is_nullable = matches!(field.presence, Presence::RequiredNullable | Presence::OptionalNullable)
            || field.demand == Demand::ValueOrNull;
        let schema = if is_nullable {
            quote!(&Schema::Nullable(#schema))
        } else {
            schema
        };
        let is_required = !field.presence.may_be_absent() || field.demand != Demand::Nothing;
        let constructor = ident(if is_required { "required" } else { "optional" });
        let name = &field.name;
        quote!(Member::#constructor(#name, #schema))
    }

    fn union(&mut self, union: &Union, heights: &Heights) -> TokenStream {
        self.imports.add("stubsmith_runtime::mock", "Variant");
        let shallow = proc_macro2::Literal::usize_unsuffixed(heights.shallowest(union));
        let variants = union.variants.iter().enumerate().map(|(index, variant)| {
            let schema = self.reference(variant.ty, None);
            let tag = match tag(&union.selection, index) {
                Some((property, value)) => quote!(Some((#property, #value))),
                None => quote!(None),
            };
            quote!(Variant { schema: #schema, tag: #tag })
        });
        let variants: Vec<TokenStream> = variants.collect();
        quote!(Schema::Union { variants: &[#(#variants),*], shallow: #shallow })
    }
}

/// The member that tells a variant, and its string.
fn tag(selection: &Selection, index: usize) -> Option<(&str, &str)> {
    let Selection::Discriminator(Discriminator { property, values, .. }) = selection else {
        return None;
    };
    Some((property, values.get(index)?.first()?))
}

/// The name of the static of a definition.
fn name(emission: &Emission<'_>, id: TypeId) -> Ident {
    let names = emission.names.definition(id);
    ident(&names.map(|names| Name::shouty(&names.name)).unwrap_or_default())
}

/// What a type of the user reads is known by its JSON types only.
fn foreign_schema(foreign: &Foreign) -> TokenStream {
    let kinds = foreign.kinds;
    if kinds.integer {
        quote!(&Schema::INTEGER)
    } else if kinds.fraction {
        quote!(&Schema::NUMBER)
    } else if kinds.boolean {
        quote!(&Schema::Boolean)
    } else if kinds.object && !kinds.string {
        quote!(&Schema::Object {
            members: &[],
            others: None,
            rules: &[]
        })
    } else {
        quote!(&Schema::TEXT)
    }
}
